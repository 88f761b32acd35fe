//! Requests that texts show.

use serde_json::{Map, Value};

use crate::ir::{Encoding, ExampleRequest};
use crate::resolve::draft::Sent;

/// A request that a text shows, and its body where that is JSON or a form.
#[derive(Default)]
pub struct Request {
    /// The request.
    pub made: Option<ExampleRequest>,
    /// Its body.
    pub body: Option<Value>,
    /// What else it says of how parameters are sent.
    pub sent: Sent,
}

/// The body that a form sends, as an object of text, without its files; `None` where it sends nothing.
pub(super) fn form_body(pairs: &[(String, String)], files: &[String]) -> Option<Value> {
    let plain = || pairs.iter().filter(|(name, _)| !files.contains(name));
    if pairs.is_empty() || plain().any(|(_, value)| value.starts_with('@')) {
        return None;
    }
    let members = plain().map(|(name, value)| (name.clone(), Value::String(value.clone())));
    Some(Value::Object(members.collect::<Map<_, _>>()))
}

/// How a body is written, by the media type that the headers give it.
pub(super) fn encoding(headers: &[(String, String)]) -> Option<Encoding> {
    let (_, media) = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    encoding_of(media)
}

/// Whether a body of a media type is JSON, a form or in parts; `None` where it is bytes or text.
pub fn encoding_of(media: &str) -> Option<Encoding> {
    match media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => Some(Encoding::Form),
        "multipart/form-data" => Some(Encoding::Multipart),
        json if json == "application/json" || json.ends_with("+json") => Some(Encoding::Json),
        _ => None,
    }
}

/// Whether headers say that a body is bytes or text.
pub(super) fn is_raw(headers: &[(String, String)]) -> bool {
    let media = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    media.is_some_and(|(_, media)| media.contains('/') && encoding_of(media).is_none())
}

/// A header as it is written.
pub fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    let is_name = |name: &str| name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    (!name.is_empty() && is_name(name)).then(|| (name.to_owned(), value.trim().to_owned()))
}
