//! Who may call.

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE};
use secrecy::{ExposeSecret, SecretString};
use subtle::{Choice, ConstantTimeEq};

use super::query;
use crate::api::{Auth, AuthLocation, Problem};

/// The credentials that a server takes, each in one of the API's ways or in all of them.
#[derive(Clone, Default)]
pub(super) struct Credentials(Vec<(Option<&'static str>, SecretString)>);

impl Credentials {
    pub(super) fn add(&mut self, id: Option<&'static str>, secret: SecretString) {
        self.0.push((id, secret));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a request proves in one of these ways, which are of `all`, that its caller may call. Without credentials
    /// every request does.
    pub(super) fn admit<'w>(
        &self,
        ways: impl Iterator<Item = &'w Auth>,
        all: &[Auth],
        headers: &HeaderMap,
        query: Option<&str>,
    ) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut any_way = false;
        let mut any_given = false;
        for way in ways {
            any_way = true;
            let beside = all.iter().filter(|other| way.with.contains(&other.id));
            let (mut given, mut correct) = (true, Choice::from(1));
            for part in std::iter::once(way).chain(beside) {
                match self::given(part.location, headers, query).filter(|given| !given.is_empty()) {
                    Some(secret) => correct &= self.knows(part.id, &secret),
                    None => given = false,
                }
            }
            any_given |= given;
            if given && bool::from(correct) {
                return Ok(());
            }
        }
        match (any_way, any_given) {
            (false, _) => Ok(()),
            (true, false) => Err(Problem::Unauthenticated),
            (true, true) => Err(Problem::Forbidden),
        }
    }

    /// Whether a request proves in any way that its caller may call something. What is only asked for beside another
    /// credential proves nothing by itself.
    pub(super) fn admit_anywhere(&self, all: &[Auth], headers: &HeaderMap, query: Option<&str>) -> Result<(), Problem> {
        let whole = |way: &&Auth| !way.with.is_empty() || !all.iter().any(|other| other.with.contains(&way.id));
        self.admit(all.iter().filter(whole), all, headers, query)
    }

    /// Whether a token that came in no way of the API is one of the secrets. Without secrets every one is taken, and none.
    #[cfg(feature = "ws")]
    pub(super) fn takes(&self, token: Option<&str>) -> bool {
        let Some(token) = token else { return self.0.is_empty() };
        let known = self.0.iter().map(|(_, secret)| equal(token.as_bytes(), secret.expose_secret().as_bytes()));
        self.0.is_empty() || bool::from(known.fold(Choice::from(0), |known, is| known | is))
    }

    /// Whether this is a secret of the way.
    fn knows(&self, way: &str, given: &[u8]) -> Choice {
        let mut correct = Choice::from(0);
        for (_, secret) in self.0.iter().filter(|(id, _)| id.is_none_or(|id| id == way)) {
            correct |= equal(given, secret.expose_secret().as_bytes());
        }
        correct
    }
}

/// The number and the ways, never the secrets.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(id, _)| id.unwrap_or("any way"))).finish()
    }
}

/// Compares in a time that tells nothing but the length of what was given.
fn equal(given: &[u8], secret: &[u8]) -> Choice {
    let mut equal = given.len().ct_eq(&secret.len());
    for (index, byte) in given.iter().enumerate() {
        let other = secret.get(index % secret.len().max(1)).copied().unwrap_or_default();
        equal &= byte.ct_eq(&other);
    }
    equal
}

fn given<'r>(location: AuthLocation, headers: &'r HeaderMap, query: Option<&'r str>) -> Option<Cow<'r, [u8]>> {
    match location {
        AuthLocation::Bearer => {
            // Any word may stand before the token, or none.
            let value = headers.get(AUTHORIZATION)?.as_bytes().trim_ascii();
            let token = value.iter().position(|byte| *byte == b' ').and_then(|space| value.get(space + 1..));
            Some(Cow::Borrowed(token.unwrap_or(value).trim_ascii()))
        }
        AuthLocation::Query(name) => query::first(query?, name).map(|value| match value {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }),
        AuthLocation::Cookie(name) => headers.get_all(COOKIE).iter().find_map(|header| {
            let mut cookies = header.as_bytes().split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
            cookies
                .find_map(|cookie| cookie.strip_prefix(name.as_bytes())?.strip_prefix(b"="))
                .map(|value| Cow::Borrowed(value.trim_ascii()))
        }),
        AuthLocation::Header { name, prefix } => {
            let value = headers.get(name)?.as_bytes();
            Some(Cow::Borrowed(value.strip_prefix(prefix.as_bytes()).unwrap_or(value).trim_ascii()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAYS: &[Auth] = &[
        Auth { id: "bearer", location: AuthLocation::Bearer, with: &[] },
        Auth { id: "key", location: AuthLocation::Query("key"), with: &[] },
        Auth { id: "session", location: AuthLocation::Cookie("session"), with: &[] },
        Auth { id: "bot", location: AuthLocation::Header { name: "x-bot", prefix: "Bot " }, with: &[] },
    ];

    fn admit(credentials: &Credentials, headers: &[(&'static str, &str)], query: Option<&str>) -> Result<(), Problem> {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        credentials.admit(WAYS.iter(), WAYS, &headers, query)
    }

    type Case<'a> = (&'a [(&'static str, &'a str)], Option<&'a str>, Result<(), Problem>);

    #[test]
    fn a_token_is_taken_in_every_way() {
        let mut credentials = Credentials::default();
        credentials.add(None, "s3cret".into());
        credentials.add(None, "other".into());
        let (none, wrong) = (Err(Problem::Unauthenticated), Err(Problem::Forbidden));
        let cases: &[Case<'_>] = &[
            (&[("authorization", "Bearer s3cret")], None, Ok(())),
            (&[("authorization", "Token other")], None, Ok(())),
            (&[("authorization", "s3cret")], None, Ok(())),
            (&[("authorization", "bearer   s3cret ")], None, Ok(())),
            (&[], Some("a=1&key=s3cret"), Ok(())),
            (&[], Some("key=s3%63ret"), Ok(())),
            (&[("cookie", "a=b; session=s3cret;c=d")], None, Ok(())),
            (&[("cookie", "a=b"), ("cookie", "session=other")], None, Ok(())),
            (&[("x-bot", "Bot s3cret")], None, Ok(())),
            (&[("authorization", "Bearer nonsense")], Some("key=s3cret"), Ok(())),
            (&[], None, none),
            (&[("cookie", "sessions=s3cret")], Some("keys=s3cret&key="), none),
            (&[("authorization", "Bearer s3cre")], None, wrong),
            (&[("authorization", "Bearer s3crets3cret")], None, wrong),
            (&[("authorization", "Bearer Bearer s3cret")], None, wrong),
            (&[("cookie", "session=S3CRET")], None, wrong),
        ];
        for (headers, query, expected) in cases {
            assert_eq!(admit(&credentials, headers, *query), *expected, "{headers:?} {query:?}");
        }
    }

    #[test]
    fn a_credential_is_taken_in_its_way_alone() {
        let mut credentials = Credentials::default();
        assert_eq!(admit(&credentials, &[], None), Ok(()));
        credentials.add(Some("session"), "abc".into());
        assert_eq!(admit(&credentials, &[("cookie", "session=abc")], None), Ok(()));
        assert_eq!(admit(&credentials, &[("authorization", "abc")], None), Err(Problem::Forbidden));
        assert_eq!(credentials.admit([].into_iter(), WAYS, &HeaderMap::new(), None), Ok(()));
        assert_eq!(format!("{credentials:?}"), r#"["session"]"#);
    }

    #[test]
    fn two_credentials_are_needed_at_once() {
        const BOTH: &[Auth] = &[
            Auth { id: "app", location: AuthLocation::Header { name: "x-app", prefix: "" }, with: &["secret"] },
            Auth { id: "secret", location: AuthLocation::Query("secret"), with: &[] },
        ];
        let mut credentials = Credentials::default();
        credentials.add(Some("app"), "a".into());
        credentials.add(Some("secret"), "s".into());
        let (none, wrong) = (Err(Problem::Unauthenticated), Err(Problem::Forbidden));
        for (app, query, expected) in [
            (Some("a"), Some("secret=s"), Ok(())),
            (Some("a"), Some("secret=a"), wrong),
            (Some("s"), Some("secret=s"), wrong),
            (Some("a"), None, none),
            (None, Some("secret=s"), none),
        ] {
            let headers = app.map(|app| ("x-app".parse().unwrap(), app.parse().unwrap())).into_iter().collect();
            // The second is no way by itself.
            let admitted = credentials.admit(BOTH.iter().take(1), BOTH, &headers, query);
            assert_eq!(admitted, expected, "{app:?} {query:?}");
            let anywhere = credentials.admit_anywhere(BOTH, &headers, query);
            assert_eq!(anywhere, expected, "anywhere: {app:?} {query:?}");
        }
    }
}
