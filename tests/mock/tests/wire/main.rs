//! Transcripts of what goes over the wire, byte for byte: `tests/fixtures/wire/*.txt`, whose format `transcript.rs` has.
//!
//! Each section has a server of its own, and every section of a file is compared, also when one before it fails.

mod http;
mod order;
mod push;
#[path = "../raw/mod.rs"]
mod raw;
mod socket;
mod transcript;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use mock::{Family, Memory};
use tablewright_runtime::server::Config;
use transcript::{File, Section};

/// A section that is carried out: its server and what its backend saw.
struct Stage<'t> {
    section: &'t Section,
    token: Option<&'t str>,
    server: raw::Running,
    memory: Arc<Memory>,
}

/// The account that the servers run for.
const SELF_ID: i64 = 10_001;

async fn stage<'t>(file: &'t File, section: &'t Section) -> Stage<'t> {
    let family = Family::named(&file.api).expect("an API");
    let memory = Arc::new(Memory::new(family.samples().expect("an IR")));
    let profile = family.api.profile(&file.profile).expect("a profile");
    let mut config = Config::new().profile(profile).self_id(SELF_ID).heartbeat(section.heartbeat());
    if let Some(token) = &file.token {
        config = config.token(token.as_str());
    }
    let server = raw::running(family.table(&memory), config).await;
    Stage { section, token: file.token.as_deref(), server, memory }
}

impl Stage<'_> {
    /// What the backend saw, as the transcript writes it.
    fn saw(&self) -> Vec<String> {
        let line = |call: &mock::Call| {
            format!("{} {}", call.endpoint.name, serde_json::Value::Object(call.parameters.clone()))
        };
        self.memory.journal().iter().map(line).collect()
    }

    /// Checks that the backend saw the calls of the section, and no other. Those that run on after their answer are
    /// waited for.
    async fn check_calls(&self) -> Result<(), String> {
        let expected: Vec<_> =
            self.section.lines.iter().filter_map(|line| line.strip_prefix("= ")).map(str::to_owned).collect();
        let mut saw = self.saw();
        for _ in 0..6000 {
            if saw.len() >= expected.len() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            saw = self.saw();
        }
        (saw == expected).then_some(()).ok_or_else(|| {
            format!("the backend saw\n  = {}\nand not\n  = {}", saw.join("\n  = "), expected.join("\n  = "))
        })
    }
}

async fn carry_out(file: &File, section: &Section) -> Result<(), String> {
    let stage = stage(file, section).await;
    match section.first_word() {
        "WEBSOCKET" => socket::forward(&stage).await?,
        "REVERSE" => socket::reverse(&stage).await?,
        "PUSH" => push::push(&stage).await?,
        _ => http::exchange(&stage).await?,
    }
    stage.check_calls().await
}

#[tokio::test]
async fn transcripts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/wire");
    let mut paths: Vec<_> =
        fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let (mut sections, mut wrong) = (0, Vec::new());
    for path in paths {
        let file = File::read(&fs::read_to_string(&path).expect("text"));
        for section in &file.sections {
            sections += 1;
            let within = std::time::Duration::from_secs(120);
            let result = tokio::time::timeout(within, carry_out(&file, section)).await;
            if let Err(problem) = result.unwrap_or_else(|_| Err("it takes too long".to_owned())) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                wrong.push(format!("{name}, line {}: {}\n{problem}\n", section.line, section.title));
            }
        }
    }
    println!("{sections} sections");
    assert!(wrong.is_empty(), "{} of {sections} sections differ\n\n{}", wrong.len(), wrong.join("\n"));
}
