//! Checks base URLs.

use reqwest::Url;

use super::BuildError;

/// The base URL that `text` is, without a `/` at its end.
pub(super) fn base(text: &str) -> Result<String, BuildError> {
    let wrong = |reason: &str| BuildError::Url { reason: reason.to_owned() };
    let url = Url::parse(text.trim()).map_err(|error| wrong(&format!("{error}; write it as `http://host:port`")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("it is neither `http` nor `https`"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("it holds a user name or a password: use `credential`"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("it has a query or a fragment: leave it out, and pass a token by `access_token`"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
