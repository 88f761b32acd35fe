//! What is written around the data of an answer.

use bytes::Bytes;

use super::{Answer, Outcome};
use crate::api::{Envelope, Problem, Profile, Success};
use crate::json::{quote, quoted};
use crate::{Failure, Value};

/// Writes the envelope of an API; what is the same in every answer is put together once.
pub(super) struct Wrapper {
    envelope: Envelope,
    /// What stands before the data of a success.
    head: Box<str>,
    /// What stands before the value of `echo`, where it comes back.
    echo: Option<Box<str>>,
    /// The answer to a call that runs on, but for what closes it.
    accepted: Box<str>,
}

impl Wrapper {
    pub(super) fn new(envelope: Envelope) -> Self {
        let mut head = String::new();
        if let Some(data) = envelope.data {
            head.push('{');
            members(&mut head, envelope.ok);
            name(&mut head, data);
        } else if !envelope.beside.is_empty() {
            head.push('{');
            members(&mut head, envelope.ok);
        }
        let mut accepted = String::from("{");
        members(&mut accepted, envelope.accepted);
        let echo = envelope.echo.filter(|_| !head.is_empty()).map(|echo| {
            let mut text = String::from(",");
            quote(echo, &mut text);
            text.push(':');
            text.into_boxed_str()
        });
        Self { envelope, head: head.into(), echo, accepted: accepted.into() }
    }

    /// The name of the member that comes back as it was sent.
    pub(super) fn echo_name(&self) -> Option<&'static str> {
        self.envelope.echo
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
        if !self.head.is_empty() {
            self.finish(&mut out, echo);
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
        let mut out = self.accepted.as_bytes().to_vec();
        self.finish(&mut out, echo);
        out
    }

    /// A failure. What the server refuses by itself has the profile's code, message and status.
    pub(super) fn failure(&self, failure: &Failure, profile: &Profile, echo: Option<&str>) -> Answer {
        let refusal = failure.problem.map(|problem| profile.refusal(problem));
        let (code, message) =
            refusal.as_ref().map_or((failure.code, failure.message.as_str()), |own| (own.code, own.message));
        let body = if self.is_bare() && failure.data != Value::Null {
            failure.data.to_string().into_bytes()
        } else {
            let mut out = String::from("{");
            self.explain(&mut out, code, message, failure);
            let mut out = out.into_bytes();
            self.finish(&mut out, echo);
            out
        };
        Answer {
            status: refusal.map_or_else(|| self.status(failure), |own| own.status),
            body: Bytes::from(body),
            has_body: refusal.is_none_or(|own| own.body),
            outcome: failure.problem.map_or(Outcome::Failed(code), Outcome::Refused),
        }
    }

    /// Whether the data is the whole body.
    fn is_bare(&self) -> bool {
        self.envelope.data.is_none() && self.envelope.code.is_none()
    }

    /// The status of a failure of a backend. Where no code says that the call failed, the status has to.
    fn status(&self, failure: &Failure) -> u16 {
        let is_failure = |status: &u16| (400..600).contains(status);
        match failure.status {
            Some(status) if is_failure(&status) => status,
            _ if self.envelope.code.is_some() => 200,
            _ => u16::try_from(failure.code).ok().filter(is_failure).unwrap_or(500),
        }
    }

    fn explain(&self, out: &mut String, code: i64, message: &str, failure: &Failure) {
        let Envelope { data, code: code_name, messages, failed, success, beside, .. } = self.envelope;
        if self.is_bare() {
            // Nothing is documented: the code and both texts under names that speak for themselves.
            let code = if failure.name.is_empty() { code.to_string() } else { quoted(&failure.name) };
            members(out, &[("code", &code)]);
            return write_messages(out, &["message", "wording"], message, &failure.wording);
        }
        let is_own = |key: &str| Some(key) == data || Some(key) == code_name || messages.contains(&key);
        for member in failed.iter().filter(|(key, _)| !is_own(key)) {
            members(out, &[*member]);
        }
        let (code, message) = match success {
            Success::Numbers(_) => (code.to_string(), message),
            Success::Texts(_) => (quoted(own_name(failure).unwrap_or(message)), message),
            Success::Flag(success) => (
                (!success).to_string(),
                if message.is_empty() { own_name(failure).unwrap_or_default() } else { message },
            ),
        };
        if let Some(key) = code_name {
            members(out, &[(key, &code)]);
        }
        write_messages(out, messages, message, &failure.wording);
        if let (false, Some(data)) = (beside.is_empty(), failure.data.as_object()) {
            for (key, value) in data.iter().filter(|(key, _)| !beside.contains(&key.as_str())) {
                members(out, &[(key, &value.to_string())]);
            }
        }
        if let Some(key) = data {
            let usual = failed.iter().find(|(name, _)| *name == key);
            if failure.data != Value::Null {
                members(out, &[(key, &failure.data.to_string())]);
            } else if let Some(usual) = usual {
                members(out, &[*usual]);
            }
        }
    }

    fn finish(&self, out: &mut Vec<u8>, echo: Option<&str>) {
        if let (Some(key), Some(echo)) = (&self.echo, echo) {
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(echo.as_bytes());
        }
        out.push(b'}');
    }
}

/// The code that is text, unless the server refuses by itself, where the message is the code.
fn own_name(failure: &Failure) -> Option<&str> {
    Some(&*failure.name).filter(|name| !name.is_empty() && failure.problem.is_none())
}

/// With one field for both, neither text is lost.
fn write_messages(out: &mut String, fields: &[&str], message: &str, wording: &str) {
    match fields {
        [] => {}
        [only] => {
            name(out, only);
            match (message, wording) {
                (text, "") | ("", text) => quote(text, out),
                _ => quote(&format!("{message}: {wording}"), out),
            }
        }
        [first, rest @ ..] => {
            name(out, first);
            quote(message, out);
            for key in rest {
                name(out, key);
                quote(wording, out);
            }
        }
    }
}

fn members(out: &mut String, members: &[(&str, &str)]) {
    for (key, value) in members {
        name(out, key);
        out.push_str(value);
    }
}

fn name(out: &mut String, key: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    quote(key, out);
    out.push(':');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_stands_beside_the_fields_of_the_envelope() {
        let plain = Envelope {
            code: Some("c"),
            success: Success::Texts(&["ok"]),
            messages: &["m"],
            beside: &["c", "m", "e"],
            ..Envelope::BARE
        };
        let full = Envelope { ok: &[("c", r#""ok""#)], echo: Some("e"), ..plain };
        for (envelope, data, body) in [
            (plain, r#"{"a":{"b":1}}"#, Some(r#"{"a":{"b":1}}"#)),
            (full, r#"{"a":{"b":1}}"#, Some(r#"{"c":"ok","a":{"b":1},"e":7}"#)),
            (full, "{}", Some(r#"{"c":"ok","e":7}"#)),
            (full, "null", Some(r#"{"c":"ok","e":7}"#)),
            (full, "[1]", None),
        ] {
            let wrapper = Wrapper::new(envelope);
            let mut out = wrapper.head();
            out.extend_from_slice(data.as_bytes());
            let closed = wrapper.close(out, Some("7")).ok().and_then(|out| String::from_utf8(out).ok());
            assert_eq!(closed.as_deref(), body, "{data}");
        }
        let mut failure = Failure::named("no_note", "why");
        failure.data = serde_json::json!({"left": 2, "c": "never"});
        let answer = Wrapper::new(full).failure(&failure, &Profile::DEFAULT, None);
        assert_eq!(answer.body, r#"{"c":"no_note","m":"why","left":2}"#);
    }

    #[test]
    fn a_failure_is_written_as_the_codes_are() {
        let envelope = |success| Envelope { code: Some("c"), success, messages: &["m"], ..Envelope::BARE };
        let (named, refused) = (Failure::named("no_note", ""), Failure::refused(Problem::Unknown, "none"));
        for (success, failure, body) in [
            (Success::Numbers(&[0]), Failure::new(7, "why"), r#"{"c":7,"m":"why"}"#),
            (Success::Texts(&[]), named.clone(), r#"{"c":"no_note","m":""}"#),
            (Success::Texts(&["OK"]), refused.clone(), r#"{"c":"NOT_FOUND","m":"NOT_FOUND: none"}"#),
            (Success::Flag(true), named.clone(), r#"{"c":false,"m":"no_note"}"#),
            (Success::Flag(true), refused, r#"{"c":false,"m":"NOT_FOUND: none"}"#),
        ] {
            let answer = Wrapper::new(envelope(success)).failure(&failure, &Profile::DEFAULT, None);
            assert_eq!(answer.body, body);
        }
        let answer = Wrapper::new(Envelope::BARE).failure(&named, &Profile::DEFAULT, None);
        assert_eq!(answer.body, r#"{"code":"no_note","message":"","wording":""}"#);
    }
}
