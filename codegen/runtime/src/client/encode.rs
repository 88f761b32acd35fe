//! Writes the parameters of a call: as JSON, as a form or as a query.

use std::borrow::Cow;

use form_urlencoded::Serializer;
use secrecy::{ExposeSecret, SecretString};
use serde_json::value::RawValue;

use super::credentials::Credentials;
use super::{Error, Name, Request};
use crate::api::{Api, Encoding, Kind, Location, Parameter};
use crate::file::carried;
use crate::json::{self, quoted};
use crate::{Info, Method};

mod content;
mod flat;
mod location;
mod parts;
mod raw;
mod selector;
#[cfg(test)]
mod tests;

pub(crate) use content::{Content, Piece};
use flat::{Fit, fit, pairs};
pub(crate) use location::{Located, take};
#[cfg(test)]
pub(crate) use parts::unforeseen;
pub(crate) use selector::select;

/// A request but for its URL and credentials.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub method: Method,
    /// Without `?`; may be empty.
    pub query: String,
    /// The body and its media type.
    pub body: Option<(Cow<'static, str>, Content)>,
}

/// The text of a JSON object from what serde made of parameters; `null`, which a unit gives, is an empty one.
pub(crate) fn object(endpoint: &Name, parameters: serde_json::Result<String>) -> Result<String, Error> {
    let text =
        parameters.map_err(|error| Error::encode(endpoint, None, format!("the parameters are no JSON: {error}")))?;
    match text.as_bytes().first() {
        Some(b'{') => Ok(text),
        _ if text == "null" => Ok("{}".to_owned()),
        _ => Err(Error::encode(endpoint, None, "the parameters are no JSON object: pass a struct or a map")),
    }
}

/// Writes the parameters of `request`: in the `preferred` encoding where the endpoint takes it and nothing gets lost,
/// else in the first that the endpoint takes and in which nothing gets lost, else in the first at all.
pub(crate) fn encode(
    api: &Api,
    request: Request,
    preferred: Encoding,
    credentials: &Credentials,
) -> Result<Encoded, Error> {
    let Request { info, name, parameters, files, .. } = request;
    if let Some((info, raw)) = info.and_then(|info| Some((info, info.raw?))) {
        return raw::encode(info, raw, &name, &parameters, files);
    }
    let mut ways = ways(api, info, preferred);
    let declared = info.map_or(&[][..], |info| info.parameters);
    let looked_at = declared.iter().any(|parameter| parameter.cookie.is_some() || parameter.kind.is_file());
    // The usual case needs no look at the parameters.
    if !looked_at && let Some((method, Encoding::Json)) = ways.first().copied() {
        return Ok(with_body(method, JSON, parameters));
    }
    let mut members = members(&name, &parameters)?;
    let first = members.iter().find_map(|(name, value)| file(declared, name, value));
    if let Some(file) = first {
        // What is no part of a body cannot carry it.
        ways.retain(|(_, encoding)| *encoding == Encoding::Multipart);
        if ways.is_empty() {
            let message = "it is a file, and the documents say of no method that its body is in parts";
            return Err(Error::encode(&name, Some(file), message));
        }
    }
    let plain = members.iter().filter(|(name, value)| file(declared, name, value).is_none());
    let fits = plain.map(|(name, value)| fit(kind(declared, name), value)).min().unwrap_or(Fit::Whole);
    let way = ways.iter().find(|(_, encoding)| *encoding == Encoding::Json || fits == Fit::Whole).or(ways.first());
    let Some((method, encoding)) = way.copied() else {
        let message = "the documents say of no method how its parameters are written";
        return Err(Error::encode(&name, None, message));
    };
    let cookies = cookies(&name, declared, method, &members, credentials)?;
    if encoding == Encoding::Json {
        let shown = |(name, value): (&'static str, &SecretString)| (name, quoted(value.expose_secret()));
        let filled: Vec<_> = cookies.into_iter().map(shown).collect();
        let body = if filled.is_empty() { parameters } else { with_members(&members, &filled) };
        return Ok(with_body(method, JSON, body));
    }
    if encoding == Encoding::Multipart {
        let parts = || parts::encode(&name, method, declared, members, &cookies);
        return carried::read(files, parts);
    }
    let mut text = Serializer::new(String::new());
    for (name, value) in members.drain(..) {
        text.extend_pairs(pairs(&name, kind(declared, &name), value));
    }
    for (name, value) in cookies {
        text.append_pair(name, value.expose_secret());
    }
    let text = text.finish();
    Ok(match encoding {
        Encoding::Form => with_body(method, FORM, text),
        _ => Encoded { method, query: text, body: None },
    })
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

fn with_body(method: Method, media: &'static str, text: String) -> Encoded {
    Encoded { method, query: String::new(), body: Some((Cow::Borrowed(media), Content::from(text))) }
}

/// Refuses a call with a file that is to be written as JSON.
pub(crate) fn refuse_files(request: &Request) -> Result<(), Error> {
    let declared = request.info.map_or(&[][..], |info| info.parameters);
    if !declared.iter().any(|parameter| parameter.kind.is_file()) {
        return Ok(());
    }
    let members = members(&request.name, &request.parameters)?;
    match members.iter().find_map(|(name, value)| file(declared, name, value)) {
        Some(file) => {
            Err(Error::encode(&request.name, Some(file), "it is a file, which no frame carries: call over HTTP"))
        }
        None => Ok(()),
    }
}

/// The name of a parameter that is a file, and given.
fn file(declared: &[Parameter], name: &str, value: &RawValue) -> Option<&'static str> {
    let known = declared.iter().find(|parameter| parameter.name == name)?;
    (known.kind.is_file() && !matches!(value.get(), "null" | "[]")).then_some(known.name)
}

/// The methods and encodings in which an endpoint can be called, the wanted one first.
fn ways(api: &Api, info: Option<&'static Info>, preferred: Encoding) -> Vec<(Method, Encoding)> {
    let raw: &[Method] = if api.post.is_empty() { &[Method::Get] } else { &[Method::Post] };
    let methods = info.map_or(raw, |info| info.methods);
    let own = info.map_or(&[][..], |info| info.encodings);
    let mut ways = Vec::with_capacity(4);
    for method in methods {
        let in_body = |one: &Parameter| one.location == Some(Location::Body);
        let body = info.is_some_and(|info| declared(info).any(in_body));
        let bare = method.is_bare() || (matches!(method, Method::Delete) && !body);
        let usual = if bare { api.get } else { api.post };
        let encodings = if own.is_empty() { usual } else { own };
        // A body with these methods is nothing that servers and proxies agree on.
        let mut taken = encodings.iter().filter(|encoding| !bare || **encoding == Encoding::Query).peekable();
        if taken.peek().is_none() && bare {
            ways.push((*method, Encoding::Query));
        }
        ways.extend(taken.map(|encoding| (*method, *encoding)));
    }
    // Stable, so that the others keep their order.
    ways.sort_by_key(|(_, encoding)| *encoding != preferred);
    ways
}

/// All that is sent to an endpoint: its parameters, and what tells it from others.
fn declared(info: &'static Info) -> impl Iterator<Item = &'static Parameter> + Clone {
    info.parameters.iter().chain(info.selector.map(|selector| &selector.parameter))
}

/// What the parameter with this name holds; any value where the documents do not say.
fn kind(declared: &[Parameter], name: &str) -> Option<Kind> {
    declared.iter().find(|parameter| parameter.name == name).map(|parameter| parameter.kind)
}

/// The parameters that the caller did not give and that cookies fill. Those in a place of their own have been filled.
fn cookies<'c>(
    endpoint: &Name,
    declared: &[Parameter],
    method: Method,
    members: &[Member<'_>],
    credentials: &'c Credentials,
) -> Result<Vec<(&'static str, &'c SecretString)>, Error> {
    let mut filled = Vec::new();
    for parameter in declared.iter().filter(|parameter| !location::is_apart(parameter)) {
        let wanted = parameter.required_for.is_empty() || parameter.required_for.contains(&method);
        if wanted || parameter.required {
            filled.extend(from_cookie(endpoint, parameter, members, credentials)?);
        }
    }
    Ok(filled)
}

/// The parameter with the value of its cookie, where it has one and the caller did not give it.
fn from_cookie<'c>(
    endpoint: &Name,
    parameter: &Parameter,
    members: &[Member<'_>],
    credentials: &'c Credentials,
) -> Result<Option<(&'static str, &'c SecretString)>, Error> {
    let named = |name: &str| name == parameter.name || parameter.aliases.contains(&name);
    let Some(cookie) = parameter.cookie.filter(|_| !members.iter().any(|(name, _)| named(name))) else {
        return Ok(None);
    };
    match credentials.cookie_value(cookie) {
        Some(value) => Ok(Some((parameter.name, value))),
        None if parameter.required || !parameter.required_for.is_empty() => {
            let message = format!(
                "it is filled from the cookie `{cookie}`, which the client does not have: give the builder that \
                 cookie, or set the parameter"
            );
            Err(Error::encode(endpoint, Some(parameter.name), message))
        }
        None => Ok(None),
    }
}

/// The JSON text of all parameters, those of the caller and the JSON texts of those that are filled in.
pub(crate) fn with_members(members: &[Member<'_>], filled: &[(&'static str, String)]) -> String {
    let mut fields = Vec::with_capacity(members.len() + filled.len());
    for (name, value) in members {
        fields.push(format!("{}:{}", quoted(name), value.get()));
    }
    for (name, value) in filled {
        fields.push(format!("{}:{value}", quoted(name)));
    }
    format!("{{{}}}", fields.join(","))
}

/// A member of a JSON object, the value as it stands.
pub(crate) type Member<'a> = (Cow<'a, str>, &'a RawValue);

/// The members of the parameters in their order.
pub(crate) fn members<'p>(endpoint: &Name, parameters: &'p str) -> Result<Vec<Member<'p>>, Error> {
    let mut all = Vec::with_capacity(8);
    match json::members(parameters, Some, |name, value| all.push((name, value))) {
        Ok(()) => Ok(all),
        Err(error) => Err(Error::encode(endpoint, None, format!("the parameters are no JSON object: {error}"))),
    }
}
