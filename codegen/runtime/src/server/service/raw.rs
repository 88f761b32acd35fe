//! Answers that are no JSON.

use super::Service;
use crate::api::{Media, Problem};
use crate::file::carried;
use crate::media::{OCTETS, essence, fits, is_json};
use crate::server::table::Written;
use crate::server::{Answer, Outcome};
use crate::{Failure, File};

impl Service {
    /// A success that is no JSON, of data that was written as JSON all the same.
    pub(in crate::server) fn raw(
        &self,
        status: u16,
        (out, files): Written,
        media: Media,
        echo: Option<&str>,
        bare: bool,
    ) -> Answer {
        let read = match media {
            Media::File(_) => carried::read(files, || serde_json::from_slice::<File>(&out)),
            Media::Text(_) => serde_json::from_slice::<String>(&out).map(|text| File::new(text.into_bytes())),
        };
        let mut file = match read {
            Ok(file) => file,
            Err(error) => {
                let wording = format!("the data of the answer is not what it is to be: {error}");
                return self.failure(&Failure::refused(Problem::Internal, wording), echo, bare);
            }
        };
        let usual = match media {
            Media::Text(media) if !media.contains(';') => format!("{media}; charset=utf-8"),
            // A range of types is none.
            Media::File(media) if media.contains('*') => OCTETS.to_owned(),
            Media::Text(media) | Media::File(media) => media.to_owned(),
        };
        let (mut said, name) = (file.content_type.take().unwrap_or(usual), file.name.take());
        let is_file = matches!(media, Media::File(_));
        if is_file && !self.wrapper(bare).is_bare() && is_like_failure(&said, &file, media.name()) {
            OCTETS.clone_into(&mut said);
        }
        let media = Some((said, name));
        let (stream, body) = (file.stream().cloned(), file.bytes);
        Answer { status, body, stream, media, has_body: !matches!(status, 204 | 205), outcome: Outcome::Success }
    }
}

/// Whether a client could take a file for a failure of the API. Who uploads a file says its type, and must not be able to
/// have it taken for one. Of a stream nobody knows how it begins.
fn is_like_failure(said: &str, file: &File, documented: &str) -> bool {
    let essence = essence(said);
    // Clients read no type that is not in ASCII.
    let is_documented = said.is_ascii() && fits(documented, &essence);
    let is_object = || file.is_streamed() || file.bytes.trim_ascii_start().starts_with(b"{");
    is_json(&essence) || (!is_documented && is_object())
}

#[cfg(test)]
mod tests;
