//! Reads an answer that is no JSON where it is a success.

use std::str;

use serde::de::DeserializeOwned;

use super::Reading;
use crate::File;
use crate::api::Media;
use crate::client::{Error, Reply};
use crate::media::{OCTETS, essence, fits, is_json};

impl Reading<'_> {
    /// The data of an answer that is no JSON where it is a success. A failure can have the status of one, and is JSON.
    ///
    /// # Errors
    ///
    /// As of [`Self::read`].
    pub(crate) fn raw<T: DeserializeOwned>(&self, reply: &Reply, media: Media) -> Result<T, Error> {
        if !reply.status.is_some_and(|status| (200..300).contains(&status)) {
            self.judge(reply)?;
            return Err(self.no_media(reply, media));
        }
        self.judge_media(reply, media)?;
        let text = match media {
            Media::Text(_) => {
                let text = str::from_utf8(&reply.body).map_err(|error| self.wrong("", error.to_string(), reply))?;
                serde_json::to_string(text)
            }
            Media::File(_) => {
                let content_type = reply.content_type.clone();
                serde_json::to_string(&File { name: reply.file_name.clone(), content_type, bytes: reply.body.clone() })
            }
        };
        let data = text.and_then(|text| serde_json::from_str(&text));
        data.map_err(|error| self.wrong("", error.to_string(), reply))
    }

    /// Tells a failure with the status of a success from what is asked for.
    fn judge_media(&self, reply: &Reply, media: Media) -> Result<(), Error> {
        // Without an envelope, a failure has the status of one.
        if self.envelope.data.is_none() && self.envelope.code.is_none() {
            return Ok(());
        }
        let said = essence(reply.content_type.as_deref().unwrap_or_default());
        let documented = media.name();
        let is_awaited = fits(documented, &said);
        let is_json = is_json(&said);
        if is_json && !is_awaited && !crate::media::is_json(&essence(documented)) {
            self.judge(reply)?;
            return Err(self.no_media(reply, media));
        }
        // What a server sends as mere bytes can come from anybody, who must not be able to write a failure.
        if !is_json && (is_awaited || said == OCTETS) {
            return Ok(());
        }
        match self.judge(reply) {
            Err(failed @ (Error::Failure { .. } | Error::Accepted { .. })) => Err(failed),
            // A file need be no envelope.
            _ => Ok(()),
        }
    }

    fn no_media(&self, reply: &Reply, media: Media) -> Error {
        self.wrong("", format!("expected a body of the type `{}`, got JSON", media.name()), reply)
    }
}
