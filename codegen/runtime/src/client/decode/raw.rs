//! Reads an answer that is no JSON where it is a success.

use std::str;

use serde::de::DeserializeOwned;

use super::Reading;
use crate::File;
use crate::answers::tagged;
use crate::api::Media;
use crate::client::{Error, Reply};
use crate::file::{self, carried};
use crate::media::{Sort, sort};

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
        if reply.stream.is_none() {
            self.judge_media(reply, media)?;
        }
        let text = match media {
            Media::Text(_) => {
                let text = str::from_utf8(&reply.body).map_err(|error| self.wrong("", error.to_string(), reply))?;
                serde_json::to_string(text)
            }
            Media::File(_) => Ok(file::place(0)),
        };
        let mut file = match &reply.stream {
            Some(stream) => File::streamed(stream.clone()),
            None => File::new(reply.body.clone()),
        };
        (file.name, file.content_type) = (reply.file_name.clone(), reply.content_type.clone());
        let text = text.map(|text| match self.tag {
            Some(status) => tagged(status, &text),
            None => text,
        });
        let data = text.and_then(|text| carried::read(vec![file], || serde_json::from_str(&text)));
        data.map_err(|error| self.wrong("", error.to_string(), reply))
    }

    /// Tells a failure with the status of a success from what is asked for.
    fn judge_media(&self, reply: &Reply, media: Media) -> Result<(), Error> {
        match sort(self.envelope, media.name(), reply.content_type.as_deref()) {
            Sort::File => return Ok(()),
            Sort::Failure => {
                self.judge(reply)?;
                return Err(self.no_media(reply, media));
            }
            Sort::Unsure => {}
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
