//! A long list to decode.

/// 1,000 members of a group, as JSON.
pub fn members() -> Vec<u8> {
    let member = |number: u32| {
        format!(
            r#"{{"group_id":10001,"user_id":{},"nickname":"member {number}","card":"a card of \"{number}\"","sex":"{}",
            "age":{},"area":"","join_time":1600000000,"last_sent_time":1650000000,"level":"{}","role":"{}",
            "unfriendly":false,"title":"","title_expire_time":0,"card_changeable":true,"shut_up_timestamp":0}}"#,
            20_000 + number,
            ["male", "female", "unknown"][number as usize % 3],
            number % 90,
            number % 100,
            ["owner", "admin", "member"][number as usize % 3],
        )
    };
    let members: Vec<String> = (0..1000).map(member).collect();
    format!("[{}]", members.join(",")).into_bytes()
}
