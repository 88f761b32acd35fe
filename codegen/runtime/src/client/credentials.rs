//! What proves who calls, ready to be sent.

use std::fmt;

use reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use super::{BuildError, Secrets};
use crate::api::{Api, AuthLocation};

/// The credentials of a client: those for the API's ways of authentication, and cookies.
#[derive(Default)]
pub(crate) struct Credentials {
    headers: Vec<(String, SecretString)>,
    query: Vec<(&'static str, SecretString)>,
    cookies: Vec<(String, SecretString)>,
    /// All of them as they were given.
    secrets: Secrets,
}

impl Credentials {
    /// Adds the credential for one of the API's ways.
    pub(crate) fn add(&mut self, location: AuthLocation, secret: &SecretString) {
        self.secrets.add(secret);
        let behind = |prefix: &str| SecretString::from(format!("{prefix}{}", secret.expose_secret()));
        match location {
            AuthLocation::Bearer => self.headers.push((AUTHORIZATION.to_string(), behind("Bearer "))),
            AuthLocation::Header { name, prefix } => self.headers.push((name.to_owned(), behind(prefix))),
            AuthLocation::Query(name) => self.query.push((name, secret.clone())),
            AuthLocation::Cookie(name) => self.cookie(name.to_owned(), secret.clone()),
        }
    }

    /// Adds a cookie; one of the same name is replaced.
    pub(crate) fn cookie(&mut self, name: String, value: SecretString) {
        self.secrets.add(&value);
        self.cookies.retain(|(known, _)| *known != name);
        self.cookies.push((name, value));
    }

    /// The value of a cookie.
    pub(crate) fn cookie_value(&self, name: &str) -> Option<&SecretString> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// What is put behind the query of each request.
    pub(crate) fn query(&self) -> &[(&'static str, SecretString)] {
        &self.query
    }

    /// The headers that are the same for each request.
    pub(crate) fn headers(&self) -> Result<HeaderMap, BuildError> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let wrong = || BuildError::Credential { name: name.clone(), reason: "a header cannot hold it" };
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong())?;
            headers.insert(header, sensitive(value.expose_secret()).ok_or_else(wrong)?);
        }
        let mut all = String::new();
        for (name, value) in &self.cookies {
            let value = value.expose_secret();
            if !is_cookie(name, value) {
                return Err(BuildError::Credential { name: name.clone(), reason: "a cookie cannot hold it" });
            }
            if !all.is_empty() {
                all.push_str("; ");
            }
            all.extend([name.as_str(), "=", value]);
        }
        if !all.is_empty() {
            let name = "cookies".to_owned();
            let value = sensitive(&all).ok_or(BuildError::Credential { name, reason: "a header cannot hold them" })?;
            headers.insert(COOKIE, value);
        }
        Ok(headers)
    }

    /// All of them, to be kept out of errors.
    pub(crate) fn secrets(&self) -> Secrets {
        self.secrets.clone()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers.iter().map(|(name, _)| name.as_str());
        let names = headers.chain(self.query.iter().map(|(name, _)| *name));
        f.debug_set().entries(names.chain(self.cookies.iter().map(|(name, _)| name.as_str()))).finish()
    }
}

/// The location of the API's way with this name, or an error that names those there are.
pub(crate) fn location(api: &Api, id: &str) -> Result<AuthLocation, BuildError> {
    let found = api.auth.iter().find(|auth| auth.id == id);
    found.map(|auth| auth.location).ok_or_else(|| BuildError::UnknownAuth {
        id: id.to_owned(),
        known: api.auth.iter().map(|auth| auth.id).collect(),
    })
}

fn is_cookie(name: &str, value: &str) -> bool {
    let plain = |text: &str| !text.bytes().any(|byte| byte == b';' || byte.is_ascii_control());
    !name.is_empty() && !name.contains(['=', ' ', ',']) && plain(name) && plain(value)
}

fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
