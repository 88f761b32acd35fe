//! The Bilibili client against a local server: it reads a setting, adds a blocked word and lists all of them.
//!
//! ```text
//! cargo xtask serve bilibili --token S
//! cargo run --package mock --example bilibili_client -- http://127.0.0.1:5700 'SESSDATA=S; bili_jct=J'
//! ```
//!
//! The client fills the parameters `csrf` and `csrf_token` of a POST from the cookie `bili_jct`.

use std::error::Error;

use apis::bilibili::{Client, LinkSettingAddBlockWord, LinkSettingAddBlockWordCode};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let server = args.next().unwrap_or_else(|| "http://127.0.0.1:5700".to_owned());
    let cookies = args.next().unwrap_or_else(|| "SESSDATA=S; bili_jct=J".to_owned());
    let client = Client::builder(server).cookies(cookies).build()?;

    let settings = client.link_setting_get().msg_notify(0).await?;
    println!("notifications: {:?}", settings.msg_notify);

    if let Err(error) = client.link_setting_add_block_word("a word").await {
        // The codes that the documents list for this endpoint have names.
        match error.code_of::<LinkSettingAddBlockWord>() {
            Some(LinkSettingAddBlockWordCode::Value19004) => eprintln!("the word is too long"),
            _ => return Err(error.into()),
        }
    }
    for word in client.link_setting_get_block_words().await?.words.unwrap_or_default() {
        println!("blocked: {}", word.content);
    }
    Ok(())
}
