//! Parameters that are sent neither in the query nor in the body of their method: in the path, in a header, or in the
//! query of a call whose other parameters are in its body.

use std::fmt::{self, Write as _};

use form_urlencoded::Serializer;
use secrecy::ExposeSecret;
use serde_json::value::RawValue;

use super::flat::pairs;
use super::{Credentials, Error, Name, Request, declared, from_cookie, kind};
use crate::api::{Location, Parameter};

/// What was taken out of the parameters of a call.
#[derive(Default)]
pub(crate) struct Located {
    /// The path with its parameters in it; none where it has none.
    pub path: Option<String>,
    /// The query.
    pub query: String,
    /// The headers.
    pub headers: Vec<(&'static str, String)>,
}

/// The names of the headers, and no value: cookies fill some.
impl fmt::Debug for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.headers.iter().map(|(name, _)| name);
        f.debug_struct("Located").field("headers", &names.collect::<Vec<_>>()).finish_non_exhaustive()
    }
}

/// Whether a parameter is neither in the body nor where those of the method are.
pub(super) fn is_apart(parameter: &Parameter) -> bool {
    parameter.location.is_some_and(|location| location != Location::Body)
}

/// Takes the parameters out of `request` that have a location of their own, and fills those of them from cookies that
/// the caller did not give.
pub(crate) fn take(request: Request, credentials: &Credentials) -> Result<(Request, Located), Error> {
    let Some(info) = request.info.filter(|info| declared(info).any(is_apart)) else {
        return Ok((request, Located::default()));
    };
    let Request { name, parameters, files, streams, .. } = &request;
    let members = super::members(name, parameters)?;
    let mut located = Located::default();
    let (mut path, mut query) = (info.path.to_owned(), Serializer::new(String::new()));
    let declared = declared(info);
    for parameter in declared.clone().filter(|parameter| is_apart(parameter)) {
        let Some((known, secret)) = from_cookie(name, parameter, &members, credentials)? else { continue };
        match parameter.location {
            Some(Location::Header) => located.headers.push((known, secret.expose_secret().to_owned())),
            _ => _ = query.append_pair(known, secret.expose_secret()),
        }
    }
    let mut rest = Vec::with_capacity(members.len());
    for (key, value) in members {
        match declared.clone().find(|parameter| parameter.name == key).map(|found| (found.name, found.location)) {
            Some((known, Some(Location::Path))) => {
                let text = text_of(value).ok_or_else(|| bad(name, known, "it is no single value"))?;
                let part = segment(&text).ok_or_else(|| bad(name, known, "it is empty, or stands for another path"))?;
                path = path.replace(&format!("{{{known}}}"), &part);
            }
            Some((known, Some(Location::Header))) => {
                let text = text_of(value).ok_or_else(|| bad(name, known, "it is no single value"))?;
                located.headers.push((known, text));
            }
            Some((known, Some(Location::Query))) => {
                query.extend_pairs(pairs(known, kind(info.parameters, known), value));
            }
            _ => rest.push((key, value)),
        }
    }
    if path.contains('{') {
        let missing =
            declared.clone().find(|one| one.location == Some(Location::Path) && path.contains(&braced(one.name)));
        return Err(bad(name, missing.map_or("", |one| one.name), "it is a part of the path, and is missing"));
    }
    located.path = Some(path);
    located.query = query.finish();
    let parameters = super::with_members(&rest, &[]);
    let (info, name, files, streams) = (Some(info), name.clone(), files.clone(), *streams);
    Ok((Request { info, name, parameters, files, streams }, located))
}

fn braced(name: &str) -> String {
    format!("{{{name}}}")
}

fn bad(endpoint: &Name, parameter: &'static str, why: &str) -> Error {
    Error::encode(endpoint, Some(parameter), why.to_owned())
}

/// A scalar as text; `None` for what has parts, and for `null`.
fn text_of(value: &RawValue) -> Option<String> {
    match serde_json::from_str(value.get()).ok()? {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Bool(truth) => Some(truth.to_string()),
        serde_json::Value::Number(_) => Some(value.get().to_owned()),
        _ => None,
    }
}

/// A value as a part of a path. One that is empty, or that a URL reads as a step up or no step, is none.
fn segment(text: &str) -> Option<String> {
    if matches!(text, "" | "." | "..") {
        return None;
    }
    let mut part = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~@".contains(&byte) {
            part.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(part, "%{byte:02X}");
        }
    }
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Kind;
    use crate::testing::AddNote;
    use crate::{Endpoint as _, Info, Method};

    #[test]
    fn a_value_cannot_leave_its_segment() {
        let cases = [
            ("7", Some("7")),
            ("a/b?c#d", Some("a%2Fb%3Fc%23d")),
            ("群", Some("%E7%BE%A4")),
            ("@me", Some("@me")),
            ("..", None),
            ("", None),
            ("%2e%2e", Some("%252e%252e")),
        ];
        for (text, part) in cases {
            assert_eq!(segment(text).as_deref(), part, "{text}");
        }
    }

    const PARAMETERS: &[Parameter] = &[
        Parameter {
            name: "room",
            kind: Kind::Text,
            required: true,
            location: Some(Location::Path),
            ..Parameter::PLAIN
        },
        Parameter { name: "wait", kind: Kind::Bool, location: Some(Location::Query), ..Parameter::PLAIN },
        Parameter { name: "X-Trace", kind: Kind::Text, location: Some(Location::Header), ..Parameter::PLAIN },
        Parameter { name: "on", kind: Kind::Bool, required: true, ..Parameter::PLAIN },
        Parameter { name: "X-Token", location: Some(Location::Header), cookie: Some("token"), ..Parameter::PLAIN },
    ];

    static INFO: Info =
        Info { path: "/rooms/{room}/lamp", methods: &[Method::Put], parameters: PARAMETERS, ..*AddNote::INFO };

    fn taken(parameters: &str) -> Result<(Request, Located), Error> {
        let mut credentials = Credentials::default();
        credentials.cookie("token".to_owned(), "c 1".into());
        let (info, files) = (Some(&INFO), Vec::new());
        let request = Request { info, name: "lamp".into(), parameters: parameters.to_owned(), files, streams: false };
        take(request, &credentials)
    }

    #[test]
    fn parameters_are_sent_where_they_belong() {
        let (request, located) = taken(r#"{"on":true,"room":"a/b","wait":false,"X-Trace":"7"}"#).unwrap();
        assert_eq!(request.parameters, r#"{"on":true}"#);
        assert_eq!(located.path.as_deref(), Some("/rooms/a%2Fb/lamp"));
        assert_eq!(located.query, "wait=false");
        assert_eq!(located.headers, [("X-Token", "c 1".to_owned()), ("X-Trace", "7".to_owned())]);
        for parameters in [r#"{"on":true}"#, r#"{"room":""}"#, r#"{"room":null}"#, r#"{"room":["a"]}"#] {
            let error = taken(parameters).unwrap_err().to_string();
            assert!(error.contains("room"), "{parameters}: {error}");
        }
    }
}
