//! Bodies of requests that are written by hand.

use mock::{Samples, Shape};
use serde_json::{Map, Value, json};
use tablewright::ir::{Endpoint, Method, set_member};

use super::subject::Subject;

/// Calls of an endpoint as one JSON object.
pub fn frames(subject: &Subject, samples: &Samples, endpoint: &Endpoint) -> Vec<String> {
    let Some(frames) = &subject.ir.frames else { return Vec::new() };
    let parameters = samples.request(endpoint, Method::Post, Shape::All, 0);
    let echo = subject.ir.envelope.echo.as_deref().unwrap_or("echo");
    let frame = |name: &str, parameters: Value| {
        let mut frame = Map::new();
        for member in &frames.with {
            set_member(&mut frame, &member.name, member.value.value.clone());
        }
        set_member(&mut frame, &frames.name, name.into());
        set_member(&mut frame, &frames.parameters, parameters);
        set_member(&mut frame, echo, json!({"a": [1]}));
        Value::Object(frame).to_string()
    };
    let later = subject.ir.transport.async_suffix.as_ref().map_or("", |suffix| &suffix.value);
    vec![
        frame(&endpoint.name, parameters.into()),
        frame(&endpoint.name, json!({})),
        frame(&endpoint.name, json!([1])),
        frame(&format!("{}{later}", endpoint.name), json!({})),
        frame("no_such", json!({})),
        "{}".to_owned(),
    ]
}

/// Bodies with JSON that few write, in a parameter.
pub fn odd(name: &str) -> Vec<String> {
    let name = Value::from(name);
    let values = [
        r#""\ud800""#,
        r#""\u0000""#,
        "1e999",
        "-0.0",
        "1.0",
        "12345678901234567890",
        "99999999999999999999999999",
        r#"{"zz":1e999}"#,
        r#"[{"zz":"\ud800"}]"#,
        r#"{"zz":1,"zz":2}"#,
    ];
    let deep = format!("{}{}", "[".repeat(60), "]".repeat(60));
    let too_deep = format!("{}{}", "[".repeat(70), "]".repeat(70));
    let one = |value: &str| format!("{{{name}:{value}}}");
    let twice = format!("{{{name}:1,{name}:\"2\"}}");
    values.into_iter().map(one).chain([one(&deep), one(&too_deep), twice]).collect()
}
