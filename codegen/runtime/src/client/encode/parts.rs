//! Parameters as the parts of a body: `multipart/form-data` as RFC 7578 has it.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use memchr::memmem;
use secrecy::{ExposeSecret, SecretString};
use serde_json::value::RawValue;

use super::flat::{is_nested, pairs};
use super::{Content, Encoded, Error, Member, Name, Piece, kind};
use crate::api::{Kind, Parameter};
use crate::{File, Method};

/// A part of a body.
struct Part<'a> {
    name: Cow<'a, str>,
    /// The name of the file, of one that has a name.
    file: Option<String>,
    media: Option<String>,
    content: Piece,
}

/// Writes parameters as parts: a list of plain values or of files as one for each item, what is nested as JSON.
pub(super) fn encode(
    endpoint: &Name,
    method: Method,
    declared: &[Parameter],
    members: Vec<Member<'_>>,
    cookies: &[(&'static str, &SecretString)],
) -> Result<Encoded, Error> {
    let mut parts = Vec::with_capacity(members.len());
    for (name, value) in members {
        let known = declared.iter().find(|parameter| parameter.name == name);
        if known.is_some_and(|known| known.kind.is_file()) {
            let files = of_files(&name, value);
            parts.extend(files.map_err(|why| Error::encode(endpoint, known.map(|known| known.name), why))?);
        } else {
            parts.extend(of_value(&name, kind(declared, &name), value));
        }
    }
    parts.extend(cookies.iter().map(|(name, value)| {
        let content = Piece::from(value.expose_secret().to_owned());
        Part { name: Cow::Borrowed(*name), file: None, media: None, content }
    }));
    let boundary = boundary(&parts);
    let media = Cow::Owned(format!("multipart/form-data; boundary={boundary}"));
    Ok(Encoded { method, query: String::new(), body: Some((media, written(parts, &boundary))) })
}

/// The parts of a file, or of each of a list; none of `null`.
fn of_files(name: &str, value: &RawValue) -> Result<Vec<Part<'static>>, String> {
    let no_file = |error: serde_json::Error| format!("it is no file: {error}");
    let files: Vec<File> = if value.get().starts_with('[') {
        serde_json::from_str(value.get()).map_err(no_file)?
    } else {
        serde_json::from_str::<Option<File>>(value.get()).map_err(no_file)?.into_iter().collect()
    };
    let part = |mut file: File| {
        let media = file.content_type.take().unwrap_or_else(|| "application/octet-stream".to_owned());
        if !is_media(&media) {
            return Err(format!("{media:?} is no content type such as `image/png`"));
        }
        // A part with the name of a file is a file to every server.
        let file_name = file.name.take().unwrap_or_else(|| name.to_owned());
        let content = match file.stream() {
            Some(stream) => Piece::Stream(stream.clone()),
            None => Piece::Bytes(file.bytes),
        };
        Ok(Part { name: Cow::Owned(name.to_owned()), file: Some(file_name), media: Some(media), content })
    };
    files.into_iter().map(part).collect()
}

/// The parts of a value, as the pairs of a form.
fn of_value(name: &str, kind: Option<Kind>, value: &RawValue) -> Vec<Part<'static>> {
    let part = |(_, text): (&str, Cow<'_, str>)| Part {
        name: Cow::Owned(name.to_owned()),
        file: None,
        media: (is_nested(value) && text == value.get()).then(|| "application/json".to_owned()),
        content: Piece::from(text.into_owned()),
    };
    pairs(name, kind, value).map(part).collect()
}

/// Whether a text is a media type, with or without parameters, that can stand in a header.
pub(super) fn is_media(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic());
    let visible = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    visible && essence.split_once('/').is_some_and(|(kind, subtype)| is_word(kind) && is_word(subtype.trim_end()))
}

/// A boundary that stands in no part. Of a stream nobody knows what is in it, but nobody who fills one knows the boundary.
fn boundary(parts: &[Part<'_>]) -> String {
    loop {
        let boundary = format!("tablewright-{:032x}", unforeseen());
        let inside = |part: &Part<'_>| match &part.content {
            Piece::Bytes(bytes) => memmem::find(bytes, boundary.as_bytes()).is_some(),
            Piece::Stream(_) => false,
        };
        if !parts.iter().any(inside) {
            return boundary;
        }
    }
}

/// A number that nobody can tell in advance, also who has seen those before it: a keyed hash with a key of the process, which
/// comes from the system.
pub(crate) fn unforeseen() -> u128 {
    static KEY: LazyLock<[RandomState; 2]> = LazyLock::new(|| [RandomState::new(), RandomState::new()]);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    KEY.iter().fold(0, |all, key| (all << 64) | u128::from(key.hash_one(count)))
}

fn written(parts: Vec<Part<'_>>, boundary: &str) -> Content {
    let mut content = Content::default();
    for part in parts {
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", escaped(&part.name));
        if let Some(file) = &part.file {
            head.extend(["; filename=\"", &escaped(file), "\""]);
        }
        if let Some(media) = &part.media {
            head.extend(["\r\nContent-Type: ", media]);
        }
        head.push_str("\r\n\r\n");
        content.push(head);
        content.push(part.content);
        content.push("\r\n".to_owned());
    }
    content.push(format!("--{boundary}--\r\n"));
    content
}

/// A name as browsers write it: what would end it, or the line, is escaped.
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
