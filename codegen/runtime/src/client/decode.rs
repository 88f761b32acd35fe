//! Reads an answer: the envelope and its data.
//!
//! The usual case is one pass, in which the data is read where it stands. Only where that fails is the body looked at
//! again, with care for what to tell.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::{DecodeError, StatusError};
use super::{Error, Name, Reply, Secrets};
use crate::Failure;
use crate::answers::tagged;
use crate::api::{Envelope, Media, Success};
use crate::json::{self, quote};

mod quick;
mod raw;
#[cfg(test)]
mod tests;

/// The most of a body that an error keeps, in bytes.
const EXCERPT: usize = 2048;

/// The most of a body that is kept as the data of a failure, in bytes: values take more room than their text.
const BARE_FAILURE: usize = 64 << 10;

/// The fields of an envelope, as they stand.
type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// The field at a path: `a.b` is `b` in `a`.
fn field<'a>(fields: &Fields<'a>, path: &str) -> Option<&'a RawValue> {
    json::at(path, |name| fields.get(name).copied())
}

/// What is needed to read an answer.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub envelope: &'static Envelope,
    pub endpoint: &'a Name,
    pub secrets: &'a Secrets,
    /// The status that the data is read with, where there are several.
    pub tag: Option<u16>,
}

impl Reading<'_> {
    /// The data of an answer.
    ///
    /// # Errors
    ///
    /// A status that is no success, a failure of the API, the acceptance of a call without data, and a body that is
    /// not what the documents say.
    pub(crate) fn read<T: DeserializeOwned>(&self, reply: &Reply) -> Result<T, Error> {
        if self.tag.is_none()
            && reply.status.is_none_or(|status| (200..300).contains(&status))
            && let Some(data) = quick::read(self.envelope, &reply.body)
        {
            return Ok(data);
        }
        let (path, data) = self.judge(reply)?;
        let data = match self.tag {
            Some(status) => Cow::Owned(tagged(status, &data)),
            None => data,
        };
        let mut reader = serde_json::Deserializer::from_str(&data);
        let read = serde_path_to_error::deserialize(&mut reader);
        read.map_err(|error| self.misfit(path, &error, reply))
    }

    /// The data of an answer of an endpoint that succeeds with these statuses, the usual one first: by its own status, or, where
    /// it has none of them, the first that it can be. `usual` is what that of the usual status is, where it is no JSON.
    ///
    /// # Errors
    ///
    /// As of [`Self::read`].
    pub(crate) fn of_several<T: DeserializeOwned>(
        &self,
        reply: &Reply,
        statuses: &[u16],
        usual: Option<Media>,
    ) -> Result<T, Error> {
        let own = reply.status.filter(|status| statuses.contains(status));
        let read = |status: u16| {
            let reading = Self { tag: Some(status), ..*self };
            match usual.filter(|_| statuses.first() == Some(&status)) {
                Some(media) => reading.raw(reply, media),
                None => reading.read(reply),
            }
        };
        let mut tried = own.as_ref().map_or(statuses, std::slice::from_ref).iter().copied().map(read);
        let first = tried.next().unwrap_or_else(|| self.read(reply));
        match first {
            // Only what does not fit can be another.
            Err(Error::Decode(error)) => tried.find_map(Result::ok).ok_or(Error::Decode(error)),
            other => other,
        }
    }

    /// The text of the data and its path, where the answer is a success.
    fn judge<'b>(&self, reply: &'b Reply) -> Result<(&'static str, Cow<'b, str>), Error> {
        let text = str::from_utf8(&reply.body);
        let fields = text
            .map_err(|error| error.to_string())
            .and_then(|text| serde_json::from_str::<Fields<'b>>(text).map_err(|error| error.to_string()));
        if let Some(status) = reply.status.filter(|status| !(200..300).contains(status)) {
            return Err(self.status(status, fields.ok().as_ref(), reply));
        }
        let Envelope { data, code, .. } = *self.envelope;
        let whole = || match text {
            Ok("") => Ok(("", Cow::Borrowed("null"))),
            Ok(text) => Ok(("", Cow::Borrowed(text))),
            Err(error) => Err(self.wrong("", error.to_string(), reply)),
        };
        if data.is_none() && code.is_none() {
            return whole();
        }
        // What HTTP says to have no body has no envelope either.
        if (matches!(reply.status, Some(204 | 205)) || self.tag.is_some()) && reply.body.is_empty() {
            return whole();
        }
        let fields = fields.map_err(|error| self.wrong("", format!("expected a JSON object: {error}"), reply))?;
        self.judge_code(&fields, reply)?;
        match data {
            Some(data) => Ok((data, Cow::Borrowed(field(&fields, data).map_or("null", |raw| raw.get())))),
            None if self.envelope.beside.is_empty() => whole(),
            None => Ok(("", Cow::Owned(self.beside(&fields)))),
        }
    }

    /// The data that stands beside the fields of the envelope, as an object of its own.
    fn beside(&self, fields: &Fields<'_>) -> String {
        let mut text = String::from("{");
        for (name, raw) in fields.iter().filter(|(name, _)| !self.envelope.beside.contains(&name.as_str())) {
            if text.len() > 1 {
                text.push(',');
            }
            quote(name, &mut text);
            text.push(':');
            text.push_str(raw.get());
        }
        text.push('}');
        text
    }

    fn judge_code(&self, fields: &Fields<'_>, reply: &Reply) -> Result<(), Error> {
        let (Some(name), success) = (self.envelope.code, self.envelope.success) else { return Ok(()) };
        let raw = match field(fields, name).map(RawValue::get) {
            None | Some("null") if success.is_empty() => {
                let Some(parent) = self.failed_at(name, fields) else { return Ok(()) };
                return Err(self.wrong(name, format!("missing, though `{parent}` says that the call failed"), reply));
            }
            None => return Err(self.wrong(name, "missing, though it tells success from failure".to_owned(), reply)),
            Some(raw) => raw,
        };
        let Some(code) = read_code(success, raw) else {
            return Err(self.wrong(name, format!("expected {}, got {}", success.noun(), excerpt(raw, 64)), reply));
        };
        if quick::accepted(self.envelope) == Some(raw) {
            return Err(Error::Accepted { endpoint: self.endpoint.clone() });
        }
        if code.success {
            return Ok(());
        }
        let failure = Box::new(self.failure(code, fields));
        Err(Error::Failure { endpoint: self.endpoint.clone(), failure })
    }

    /// The object that only failures have, where it is there without its code and no data is. With data, it says no more
    /// than that nothing failed.
    fn failed_at<'n>(&self, code: &'n str, fields: &Fields<'_>) -> Option<&'n str> {
        let Envelope { data, beside, echo, ok, .. } = *self.envelope;
        let (parent, _) = code.rsplit_once('.')?;
        let is_there = |path: &str| field(fields, path).is_some_and(|raw| raw.get() != "null");
        let is_within = |path: &str| path.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.'));
        // Successes have the object too where something else of theirs is in it.
        let shared = data.into_iter().chain(echo).chain(ok.iter().map(|(path, _)| *path)).any(is_within);
        let first = code.split('.').next();
        let has_data = match data {
            Some(data) => is_there(data),
            None => fields.keys().any(|name| Some(name.as_str()) != first && !beside.contains(&name.as_str())),
        };
        (!shared && !has_data && is_there(parent)).then_some(parent)
    }

    /// What the fields say of a failure. Message fields that are not there are passed over.
    fn failure(&self, code: Code, fields: &Fields<'_>) -> Failure {
        let messages = self.envelope.messages.iter().filter_map(|name| field(fields, name));
        let mut messages = messages.map(|raw| match serde_json::from_str(raw.get()) {
            Ok(Value::String(text)) => self.secrets.hide(text),
            Ok(Value::Null) => String::new(),
            _ => self.secrets.hide(raw.get().to_owned()),
        });
        let mut failure = Failure::new(code.number, messages.next().unwrap_or_default());
        failure.name = match self.envelope.success {
            Success::Flag(_) => failure.message.as_str().into(),
            _ => self.secrets.hide(code.text).into(),
        };
        failure.wording = messages.next().unwrap_or_default();
        let data = match self.envelope.details.or(self.envelope.data) {
            Some(name) => field(fields, name).map(|raw| Cow::Borrowed(raw.get())),
            None if self.envelope.beside.is_empty() => None,
            None => Some(self.beside(fields)).filter(|data| data != "{}").map(Cow::Owned),
        };
        failure.data = data.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        failure
    }

    fn status(&self, status: u16, fields: Option<&Fields<'_>>, reply: &Reply) -> Error {
        let failure = match (self.envelope.code, self.envelope.data) {
            (None, None) => self.bare_failure(reply),
            (code, _) => fields.and_then(|fields| {
                let code = read_code(self.envelope.success, field(fields, code?)?.get())?;
                (!code.success).then(|| self.failure(code, fields))
            }),
        };
        let failure = failure.map(|failure| failure.status(status));
        let (endpoint, body) = (self.endpoint.clone(), self.excerpt(&reply.body));
        Error::Status(Box::new(StatusError { endpoint, status, redirect: None, body, failure }))
    }

    /// The body of a failure, where the API has no envelope: it says what it says.
    fn bare_failure(&self, reply: &Reply) -> Option<Failure> {
        let body = reply.body.get(..).filter(|body| !body.is_empty() && body.len() <= BARE_FAILURE)?;
        let text = self.secrets.hide(str::from_utf8(body).ok()?.to_owned());
        Some(Failure::new(0, "").data(serde_json::from_str::<Value>(&text).ok()?))
    }

    /// The error for data that does not fit, `path` being where the data is.
    fn misfit(&self, path: &str, error: &serde_path_to_error::Error<serde_json::Error>, reply: &Reply) -> Error {
        let inner = error.path().to_string();
        // The status stands around the data in no body.
        let inner = match self.tag.map(|status| status.to_string()) {
            Some(status) => {
                let rest = inner.strip_prefix(&status).unwrap_or(&inner);
                rest.strip_prefix('.').unwrap_or(rest).to_owned()
            }
            None => inner,
        };
        // `?` stands for a key that was not read; `.` alone for the data as a whole.
        let inner = inner.trim_end_matches('?').trim_end_matches('.');
        let path = match (path, inner) {
            (_, "") => path.to_owned(),
            ("", _) => inner.to_owned(),
            (_, list) if list.starts_with('[') => format!("{path}{inner}"),
            _ => format!("{path}.{inner}"),
        };
        let error = error.inner();
        let message = error.to_string();
        // The line and the column count from the start of the data, which nobody sees.
        let place = format!(" at line {} column {}", error.line(), error.column());
        self.wrong(path, message.strip_suffix(&place).unwrap_or(&message).to_owned(), reply)
    }

    fn wrong(&self, path: impl Into<String>, message: String, reply: &Reply) -> Error {
        let message = self.secrets.hide(message);
        let (endpoint, body) = (self.endpoint.clone(), self.excerpt(&reply.body));
        Error::Decode(Box::new(DecodeError { endpoint, path: path.into(), message: excerpt(&message, EXCERPT), body }))
    }

    fn excerpt(&self, body: &[u8]) -> String {
        // Cut only after credentials are hidden, and then the end too, where one or a character can stand in part.
        let end = self.secrets.longest() + char::MAX.len_utf8();
        let Some(start) = body.get(..EXCERPT + end) else {
            return excerpt(&self.secrets.hide(String::from_utf8_lossy(body).into_owned()), EXCERPT);
        };
        let text = self.secrets.hide(String::from_utf8_lossy(start).into_owned());
        cut(&text, text.len().saturating_sub(end).min(EXCERPT))
    }
}

/// A code as it was read.
struct Code {
    number: i64,
    text: String,
    success: bool,
}

/// The code that `raw` is, where it is what the codes of the API are.
fn read_code(success: Success, raw: &str) -> Option<Code> {
    let (number, text) = (0, String::new());
    Some(match success {
        Success::Numbers(known) => {
            let number = raw.parse().ok()?;
            Code { number, text, success: known.contains(&number) }
        }
        Success::Texts(known) => {
            let text: String = serde_json::from_str(raw).ok()?;
            let success = known.contains(&text.as_str());
            Code { number, text, success }
        }
        Success::Flag(known) => Code { number, text, success: raw.parse::<bool>().ok()? == known },
    })
}

/// All of `text`, or its start where it is longer than `most` bytes.
fn excerpt(text: &str, most: usize) -> String {
    if text.len() <= most { text.to_owned() } else { cut(text, most) }
}

/// The first `most` bytes of `text`, in whole characters.
fn cut(text: &str, most: usize) -> String {
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…", text.get(..end).unwrap_or_default())
}
