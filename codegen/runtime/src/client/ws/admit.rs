//! Who may connect to the application.

use form_urlencoded::parse;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use tokio_tungstenite::tungstenite::http::header::AUTHORIZATION;
use tokio_tungstenite::tungstenite::http::{HeaderMap, StatusCode};

use crate::api::{Api, AuthLocation};
use crate::ws::Role;

/// What a server says of itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Caller {
    pub role: Role,
    pub self_id: Option<String>,
}

/// Who connects, or the status with which the connection is refused.
pub(super) fn admit(
    api: &Api,
    headers: &HeaderMap,
    query: Option<&str>,
    token: Option<&SecretString>,
) -> Result<Caller, StatusCode> {
    if let Some(token) = token {
        let given = given(api, headers, query).ok_or(StatusCode::UNAUTHORIZED)?;
        // In a time that tells nothing of how much of it is right.
        if !bool::from(given.as_bytes().ct_eq(token.expose_secret().as_bytes())) {
            return Err(StatusCode::FORBIDDEN);
        }
    }
    let Some(peer) = &api.peer else { return Ok(Caller { role: Role::Universal, self_id: None }) };
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).filter(|value| !value.is_empty());
    let role = match header(peer.role_header) {
        None => Role::Universal,
        Some(role) => Role::from_header(peer, role).ok_or(StatusCode::BAD_REQUEST)?,
    };
    Ok(Caller { role, self_id: header(peer.self_header).map(str::to_owned) })
}

/// The token that a server shows: in `Authorization`, behind any word or none, or in the query.
fn given(api: &Api, headers: &HeaderMap, query: Option<&str>) -> Option<String> {
    if let Some(value) = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) {
        let value = value.trim();
        return Some(value.split_once(' ').map_or(value, |(_, token)| token.trim()).to_owned());
    }
    let names: Vec<&str> = api
        .auth
        .iter()
        .filter_map(|auth| match auth.location {
            AuthLocation::Query(name) => Some(name),
            _ => None,
        })
        .collect();
    parse(query?.as_bytes()).find(|(name, _)| names.contains(&name.as_ref())).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::NOTES;
    use tokio_tungstenite::tungstenite::http::HeaderName;

    #[test]
    fn tokens_and_roles_are_read() {
        type Case<'a> = (&'a [(&'a str, &'a str)], Option<&'a str>, Result<(Role, Option<&'a str>), u16>);
        let token = SecretString::from("T");
        let cases: &[Case<'_>] = &[
            (&[], None, Err(401)),
            (&[("authorization", "Token T")], None, Ok((Role::Universal, None))),
            (&[("authorization", "T")], None, Ok((Role::Universal, None))),
            (&[("authorization", "Bearer  T")], None, Ok((Role::Universal, None))),
            (&[("authorization", "Token TT")], None, Err(403)),
            (&[("authorization", "Token ")], Some("key=T"), Err(403)),
            (&[], Some("a=b&key=T"), Ok((Role::Universal, None))),
            (&[], Some("key=t"), Err(403)),
            (&[("x-role", "calls"), ("x-self", "7")], Some("key=T"), Ok((Role::Calls, Some("7")))),
            (&[("x-role", "Events"), ("x-self", "")], Some("key=T"), Ok((Role::Events, None))),
            (&[("x-role", "Nothing")], Some("key=T"), Err(400)),
        ];
        for (headers, query, expected) in cases {
            let headers: HeaderMap = headers
                .iter()
                .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
                .collect();
            let got = admit(&NOTES, &headers, *query, Some(&token));
            let got = got.as_ref().map(|caller| (caller.role, caller.self_id.as_deref())).map_err(StatusCode::as_u16);
            assert_eq!(got, *expected, "{headers:?} {query:?}");
        }
        assert!(admit(&NOTES, &HeaderMap::new(), None, None).is_ok());
    }
}
