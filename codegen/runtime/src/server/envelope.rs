//! What is written around the data of an answer.

use std::borrow::Cow;

use bytes::Bytes;

use super::{Answer, Outcome};
use crate::api::{Envelope, Problem, Profile, Success};
use crate::json::{quoted, write_name, write_nested};
use crate::{Failure, Value};

/// What stands for the data and the echo while a text is put together: no JSON has these letters as they are.
const DATA: &str = "\u{1}";
const ECHO: &str = "\u{2}";

/// Writes the envelope of an API; what is the same in every answer is put together once.
pub(super) struct Wrapper {
    envelope: Envelope,
    /// What stands before the data of a success.
    head: Box<str>,
    /// What stands behind it.
    tail: Tail,
    /// The answer to a call that runs on.
    accepted: Tail,
}

/// The end of an answer.
struct Tail {
    /// Without the `echo`.
    plain: Box<str>,
    /// What stands before and behind the value of `echo`, where it comes back.
    echo: Option<(Box<str>, Box<str>)>,
}

impl Tail {
    /// Of a text with [`ECHO`], the member at the path `echo`, in it, or with none.
    fn new(text: &str, echo: Option<&str>) -> Self {
        let parted = echo.and_then(|echo| Some((echo, text.split_once(ECHO)?)));
        let Some((echo, (before, behind))) = parted else { return Self { plain: text.into(), echo: None } };
        let name = quoted(echo.rsplit('.').next().unwrap_or(echo)) + ":";
        let without = before.strip_suffix(&*name).unwrap_or(before);
        let plain = without.strip_suffix(',').unwrap_or(without).to_owned() + behind;
        Self { plain: plain.into(), echo: Some((before.into(), behind.into())) }
    }

    /// Writes it; the `echo` is what [`Wrapper::echo`] makes of it.
    fn write(&self, out: &mut Vec<u8>, echo: Option<&str>) {
        match (&self.echo, echo) {
            (Some((before, behind)), Some(echo)) => {
                for part in [before, echo, behind] {
                    out.extend_from_slice(part.as_bytes());
                }
            }
            _ => out.extend_from_slice(self.plain.as_bytes()),
        }
    }
}

impl Wrapper {
    pub(super) fn new(envelope: Envelope) -> Self {
        let is_flat = !envelope.beside.is_empty();
        // Where the data stands beside, a member of no name keeps its place.
        let data = envelope.data.or(is_flat.then_some(""));
        let echo = envelope.echo.filter(|_| data.is_some());
        let text = |members: &[(&'static str, &'static str)], data: Option<&'static str>| {
            let data = data.map(|data| (data, DATA));
            let members: Vec<_> = members.iter().copied().chain(data).chain(echo.map(|echo| (echo, ECHO))).collect();
            let mut text = String::new();
            write_nested(&members, &mut text);
            text
        };
        let success = data.map(|data| text(envelope.ok, Some(data))).unwrap_or_default();
        let (head, tail) = success.split_once(DATA).unwrap_or_default();
        let head = head.strip_suffix("\"\":").filter(|_| is_flat).unwrap_or(head);
        let head = head.strip_suffix(',').unwrap_or(head);
        let accepted = Tail::new(&text(envelope.accepted, None), echo);
        Self { envelope, head: head.into(), tail: Tail::new(tail, echo), accepted }
    }

    /// The path of the member that comes back as it was sent.
    pub(super) fn echo_name(&self) -> Option<&'static str> {
        self.envelope.echo
    }

    /// What is written of the `echo`.
    fn echo<'e>(&self, echo: Option<&'e str>) -> Option<&'e str> {
        echo.or(self.envelope.echo_null.then_some("null"))
    }

    /// The begin of a success; the data comes behind it.
    pub(super) fn head(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256);
        out.extend_from_slice(self.head.as_bytes());
        out
    }

    /// Closes a success.
    ///
    /// # Errors
    ///
    /// Data that is no object cannot stand beside the fields of the envelope.
    pub(super) fn close(&self, mut out: Vec<u8>, echo: Option<&str>) -> Result<Vec<u8>, Failure> {
        if !self.envelope.beside.is_empty() {
            self.join(&mut out)?;
        }
        let (is_empty, end) = (out.ends_with(b"{"), out.len());
        self.tail.write(&mut out, self.echo(echo));
        // The tail stands behind data, of which there may be none and nothing before it either.
        if is_empty && out.get(end) == Some(&b',') {
            out.remove(end);
        }
        Ok(out)
    }

    /// Makes one object of the begin of a success and the data behind it, and leaves it open.
    fn join(&self, out: &mut Vec<u8>) -> Result<(), Failure> {
        let start = self.head.len();
        match out.get(start..) {
            Some(b"null" | b"{}") => out.truncate(start),
            Some([b'{', .., b'}']) => {
                out.pop();
                if self.head.ends_with('{') {
                    out.remove(start);
                } else if let Some(brace) = out.get_mut(start) {
                    *brace = b',';
                }
            }
            _ => {
                let message = "the data of the answer is no object, so it cannot stand beside the envelope";
                return Err(Failure::refused(Problem::Internal, message));
            }
        }
        Ok(())
    }

    /// The answer to a call that runs on.
    pub(super) fn accepted(&self, echo: Option<&str>) -> Vec<u8> {
        let mut out = Vec::new();
        self.accepted.write(&mut out, self.echo(echo));
        out
    }

    /// A failure. What the server refuses by itself has the profile's code, message and status; but where no code says that
    /// the call failed, no status of a success.
    pub(super) fn failure(&self, failure: &Failure, profile: &Profile, echo: Option<&str>) -> Answer {
        let refusal = failure.problem.map(|problem| profile.refusal(problem));
        let (code, message) =
            refusal.as_ref().map_or((failure.code, failure.message.as_str()), |own| (own.code, own.message));
        let body = if self.is_bare() && failure.data != Value::Null {
            failure.data.to_string().into_bytes()
        } else {
            let mut members = self.explain(code, message, failure);
            let echo_path = self.envelope.echo.filter(|_| self.tail.echo.is_some());
            if let (Some(path), Some(echo)) = (echo_path, self.echo(echo)) {
                members.push((path, echo.into()));
            }
            let members: Vec<_> = members.iter().map(|(path, value)| (*path, &**value)).collect();
            let mut out = String::new();
            write_nested(&members, &mut out);
            self.put_beside(&mut out, failure);
            out.into_bytes()
        };
        let own = refusal.map(|own| own.status);
        Answer {
            status: own
                .filter(|status| self.envelope.code.is_some() || is_failure(*status))
                .unwrap_or_else(|| self.status(failure)),
            body: Bytes::from(body),
            stream: None,
            media: None,
            has_body: refusal.is_none_or(|own| own.body),
            outcome: failure.problem.map_or(Outcome::Failed(code), Outcome::Refused),
        }
    }

    /// Whether the data is the whole body.
    pub(super) fn is_bare(&self) -> bool {
        self.envelope.data.is_none() && self.envelope.code.is_none()
    }

    /// The status of a failure of a backend. Where no code says that the call failed, the status has to.
    fn status(&self, failure: &Failure) -> u16 {
        match failure.status {
            Some(status) if is_failure(status) => status,
            _ if self.envelope.code.is_some() => 200,
            _ => u16::try_from(failure.code).ok().filter(|status| is_failure(*status)).unwrap_or(500),
        }
    }

    /// Puts the data of a failure into the object of the envelope, where it stands beside it. Its names are no paths.
    fn put_beside(&self, out: &mut String, failure: &Failure) {
        let beside = self.envelope.beside;
        let is_beside = !beside.is_empty() && self.envelope.details.is_none();
        let (true, Some(data)) = (is_beside, failure.data.as_object()) else { return };
        out.pop();
        for (key, value) in data.iter().filter(|(key, _)| !beside.contains(&key.as_str())) {
            write_name(key, out);
            out.push_str(&value.to_string());
        }
        out.push('}');
    }

    /// The members of a failure, with their values.
    fn explain(&self, code: i64, message: &str, failure: &Failure) -> Vec<(&'static str, Cow<'static, str>)> {
        let Envelope { data, code: code_name, messages, failed, success, details, .. } = self.envelope;
        let mut members: Vec<(&'static str, Cow<'static, str>)> = Vec::new();
        if self.is_bare() {
            // Nothing is documented: the code and both texts under names that speak for themselves.
            let code = if failure.name.is_empty() { code.to_string() } else { quoted(&failure.name) };
            members.push(("code", code.into()));
            write_messages(&mut members, &["message", "wording"], message, &failure.wording);
            return members;
        }
        let is_own = |key: &str| Some(key) == data || Some(key) == code_name || messages.contains(&key);
        let stated = failed.iter().filter(|(key, _)| !is_own(key));
        members.extend(stated.map(|(key, value)| (*key, Cow::Borrowed(*value))));
        let (code, message) = match success {
            Success::Numbers(_) => (code.to_string(), message),
            Success::Texts(_) => (quoted(own_name(failure).unwrap_or(message)), message),
            Success::Flag(success) => (
                (!success).to_string(),
                if message.is_empty() { own_name(failure).unwrap_or_default() } else { message },
            ),
        };
        members.extend(code_name.map(|key| (key, code.into())));
        write_messages(&mut members, messages, message, &failure.wording);
        if let Some(key) = details.filter(|_| failure.data != Value::Null) {
            members.push((key, failure.data.to_string().into()));
        }
        if let Some(key) = data {
            let usual = failed.iter().find(|(name, _)| *name == key);
            if failure.data != Value::Null && details.is_none() {
                members.push((key, failure.data.to_string().into()));
            } else if let Some((_, usual)) = usual {
                members.push((key, Cow::Borrowed(*usual)));
            }
        }
        members
    }
}

/// Whether a status says that a call failed.
fn is_failure(status: u16) -> bool {
    (400..600).contains(&status)
}

/// The code that is text, unless the server refuses by itself, where the message is the code.
fn own_name(failure: &Failure) -> Option<&str> {
    Some(&*failure.name).filter(|name| !name.is_empty() && failure.problem.is_none())
}

/// With one field for both, neither text is lost.
fn write_messages(
    members: &mut Vec<(&'static str, Cow<'static, str>)>,
    fields: &[&'static str],
    message: &str,
    wording: &str,
) {
    match fields {
        [] => {}
        [only] => {
            let text = match (message, wording) {
                (text, "") | ("", text) => quoted(text),
                _ => quoted(&format!("{message}: {wording}")),
            };
            members.push((only, text.into()));
        }
        [first, rest @ ..] => {
            members.push((first, quoted(message).into()));
            members.extend(rest.iter().map(|key| (*key, quoted(wording).into())));
        }
    }
}

#[cfg(test)]
mod tests;
