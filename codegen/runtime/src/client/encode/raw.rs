//! A body that is one parameter: its bytes, its text or its JSON.

use std::borrow::Cow;

use super::parts::is_media;
use super::{Content, Encoded, Error, Name, Piece, members};
use crate::api::RawBody;
use crate::file::carried;
use crate::media::{essence, fits};
use crate::{File, Info, Method};

/// Writes the parameters that are not elsewhere: the one that is the body. The body has the media type of its file, where
/// that is a documented one, and else the first that is documented.
pub(super) fn encode(
    info: &Info,
    raw: RawBody,
    endpoint: &Name,
    parameters: &str,
    files: Vec<File>,
) -> Result<Encoded, Error> {
    let wrong = |why: String| Error::encode(endpoint, Some(raw.parameter), why);
    let mut value = None;
    for (name, given) in members(endpoint, parameters)? {
        if name != raw.parameter {
            let why = "the body is another parameter, and nothing says where else this is sent";
            return Err(Error::encode(endpoint, Some(&name), why));
        }
        value = Some(given.get()).filter(|given| raw.is_json() || *given != "null");
    }
    let method = info.methods.iter().find(|method| !method.is_bare()).copied().unwrap_or(Method::Post);
    let query = String::new();
    let Some(value) = value else { return Ok(Encoded { method, query, body: None }) };
    if raw.is_json() {
        let media = raw.media.first().copied().unwrap_or_default();
        return Ok(Encoded { method, query, body: Some((Cow::Borrowed(media), Content::from(value.to_owned()))) });
    }
    let is_file = info.parameters.iter().any(|known| known.name == raw.parameter && known.kind.is_file());
    if !is_file {
        let text: String = serde_json::from_str(value).map_err(|error| wrong(format!("it is no text: {error}")))?;
        let media = raw.media.iter().find(|media| !media.contains('*')).copied().unwrap_or("text/plain");
        let media = if media.contains(';') { media.to_owned() } else { format!("{media}; charset=utf-8") };
        return Ok(Encoded { method, query, body: Some((Cow::Owned(media), Content::from(text))) });
    }
    let file = carried::read(files, || serde_json::from_str::<File>(value));
    let file = file.map_err(|error| wrong(format!("it is no file: {error}")))?;
    let media = media_of(&file, raw).map_err(wrong)?;
    let content = match file.stream() {
        Some(stream) => Content::from(Piece::Stream(stream.clone())),
        None => Content::from(Piece::Bytes(file.bytes)),
    };
    Ok(Encoded { method, query, body: Some((media, content)) })
}

/// As what a file is sent.
fn media_of(file: &File, raw: RawBody) -> Result<Cow<'static, str>, String> {
    let documented = |own: &&String| {
        let essence = essence(own);
        raw.media.iter().any(|media| fits(media, &essence))
    };
    if let Some(own) = file.content_type.as_ref().filter(documented) {
        return if is_media(own) {
            Ok(Cow::Owned(own.clone()))
        } else {
            Err(format!("{own:?} is no content type such as `image/png`"))
        };
    }
    match raw.media.iter().find(|media| !media.contains('*')) {
        Some(media) => Ok(Cow::Borrowed(*media)),
        // Any is taken, so that one that says nothing is too.
        None if raw.media.contains(&"*/*") => Ok(Cow::Borrowed(crate::media::OCTETS)),
        None => Err(format!("say by `of_type` which content type it has: the endpoint takes {}", raw.media.join(", "))),
    }
}
