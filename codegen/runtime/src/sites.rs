//! Tells the requests of web pages from those of programs, for what takes connections without a credential.
//!
//! A page that a browser shows can send requests to any address that the browser reaches, also to one that no other
//! machine reaches. The browser says which page it is, by `Origin` and `Sec-Fetch-Site`. A page can also give its own
//! host name the address of this machine, and is then of the same origin; so the name in `Host` must be one that
//! no stranger can own.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

#[cfg(feature = "server")]
use http::{HeaderMap, HeaderValue, header};
#[cfg(not(feature = "server"))]
use tokio_tungstenite::tungstenite::http::{HeaderMap, HeaderValue, header};

/// What the browser says of where a request comes from.
const SITE: &str = "sec-fetch-site";

/// The origins and hosts that are taken beside the server's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sites {
    origins: Vec<String>,
    hosts: Vec<String>,
}

/// Why a request is taken for one of a web page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// It is sent to a host name that is not known to be the server's.
    Host,
    /// Its `Origin` is another.
    Origin,
    /// The browser says that it comes from another site.
    Site,
}

impl Sites {
    /// Takes requests of the pages of this origin.
    pub(crate) fn add_origin(&mut self, origin: &str) {
        self.origins.push(origin.trim().trim_end_matches('/').to_ascii_lowercase());
    }

    /// Takes requests to this host name.
    pub(crate) fn add_host(&mut self, host: &str) {
        self.hosts.push(host.trim().to_ascii_lowercase());
    }

    /// Whether a request may come from a program, or from a page of the server or of a listed origin.
    ///
    /// `authority` is that of the request's target, where it has one.
    pub(crate) fn check(&self, headers: &HeaderMap, authority: Option<&str>) -> Result<(), Foreign> {
        let host = one(headers, header::HOST.as_str()).map_err(|()| Foreign::Host)?;
        if [host, authority].into_iter().flatten().any(|host| !self.is_known(host)) {
            return Err(Foreign::Host);
        }
        if let Some(origin) = one(headers, header::ORIGIN.as_str()).map_err(|()| Foreign::Origin)? {
            if self.is_listed(origin) {
                return Ok(());
            }
            if !authority.or(host).is_some_and(|host| is_own(origin, host)) {
                return Err(Foreign::Origin);
            }
        }
        match one(headers, SITE) {
            Ok(None | Some("same-origin" | "none")) => Ok(()),
            _ => Err(Foreign::Site),
        }
    }

    /// The listed origin that a request comes from.
    #[cfg(feature = "server")]
    pub(crate) fn listed<'h>(&self, headers: &'h HeaderMap) -> Option<&'h HeaderValue> {
        let origin = headers.get(header::ORIGIN)?;
        origin.to_str().is_ok_and(|origin| self.is_listed(origin)).then_some(origin)
    }

    fn is_listed(&self, origin: &str) -> bool {
        self.origins.iter().any(|listed| listed.eq_ignore_ascii_case(origin))
    }

    /// Whether a host is this machine, an address, or listed, with its port or without.
    fn is_known(&self, host: &str) -> bool {
        let name = without_port(host);
        let is_local = name.eq_ignore_ascii_case("localhost")
            || name.len() > 10 && name.get(name.len() - 10..).is_some_and(|end| end.eq_ignore_ascii_case(".localhost"));
        let is_listed = |listed: &String| listed.eq_ignore_ascii_case(name) || listed.eq_ignore_ascii_case(host);
        is_local || is_address(name) || self.hosts.iter().any(is_listed)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Host => "its `Host` is neither an address nor a listed name",
            Self::Origin => "its `Origin` is not the server's own",
            Self::Site => "its `Sec-Fetch-Site` names another site",
        })
    }
}

/// Whether a request says exactly one host.
pub(crate) fn has_one_host(headers: &HeaderMap) -> bool {
    headers.get_all(header::HOST).iter().count() == 1
}

/// The value of a header that stands at most once, as text.
fn one<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, ()> {
    let mut values: header::ValueIter<'h, HeaderValue> = headers.get_all(name).iter();
    let first = values.next().map(HeaderValue::to_str).transpose().map_err(drop)?;
    if values.next().is_some() { Err(()) } else { Ok(first) }
}

/// Whether a page of this origin was got from this host. The scheme can be either: a proxy may do the TLS.
fn is_own(origin: &str, host: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return false,
    };
    let plain = |authority: &'_ str| authority.strip_suffix(port).unwrap_or(authority).to_ascii_lowercase();
    plain(authority) == plain(host)
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_address(name: &str) -> bool {
    match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(inside) => inside.parse::<Ipv6Addr>().is_ok(),
        None => matches!(name.parse(), Ok(IpAddr::V4(_))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Case<'a> = (&'a [(&'a str, &'a str)], Option<&'a str>, Result<(), Foreign>);

    #[test]
    fn pages_are_told_from_programs() {
        let mut sites = Sites::default();
        sites.add_origin("https://App.example/");
        sites.add_host("bot.example");
        sites.add_host("other.example:81");
        let local = ("host", "127.0.0.1:5700");
        let cases: &[Case<'_>] = &[
            (&[local], None, Ok(())),
            (&[], None, Ok(())),
            (&[("host", "LocalHost")], None, Ok(())),
            (&[("host", "a.localhost:1")], None, Ok(())),
            (&[("host", "[::1]:5700")], None, Ok(())),
            (&[("host", "192.168.1.5")], None, Ok(())),
            (&[("host", "bot.example:9")], None, Ok(())),
            (&[("host", "other.example:81")], None, Ok(())),
            (&[("host", "other.example:82")], None, Err(Foreign::Host)),
            (&[("host", "evil.example")], None, Err(Foreign::Host)),
            (&[("host", "127.0.0.1.evil.example:5700")], None, Err(Foreign::Host)),
            (&[("host", "notlocalhost")], None, Err(Foreign::Host)),
            (&[("host", "[::1].evil.example")], None, Err(Foreign::Host)),
            (&[("host", "")], None, Err(Foreign::Host)),
            (&[local, ("host", "evil.example")], None, Err(Foreign::Host)),
            (&[local], Some("evil.example"), Err(Foreign::Host)),
            (&[local], Some("127.0.0.1:5700"), Ok(())),
            (&[local, ("origin", "http://127.0.0.1:5700")], None, Ok(())),
            (&[("host", "bot.example"), ("origin", "https://BOT.example:443")], None, Ok(())),
            (&[("host", "localhost:80"), ("origin", "http://localhost")], None, Ok(())),
            (&[local, ("origin", "http://127.0.0.1:5701")], None, Err(Foreign::Origin)),
            (&[local, ("origin", "http://localhost:5700")], None, Err(Foreign::Origin)),
            (&[local, ("origin", "http://evil.example")], None, Err(Foreign::Origin)),
            (&[local, ("origin", "null")], None, Err(Foreign::Origin)),
            (&[local, ("origin", "")], None, Err(Foreign::Origin)),
            (&[local, ("origin", "file://127.0.0.1:5700")], None, Err(Foreign::Origin)),
            (
                &[local, ("origin", "http://127.0.0.1:5700"), ("origin", "http://evil.example")],
                None,
                Err(Foreign::Origin),
            ),
            (&[local, ("origin", "https://app.example"), (SITE, "cross-site")], None, Ok(())),
            (&[local, ("origin", "https://app.example.evil")], None, Err(Foreign::Origin)),
            (&[("host", "evil.example"), ("origin", "https://app.example")], None, Err(Foreign::Host)),
            (&[local, (SITE, "none")], None, Ok(())),
            (&[local, (SITE, "same-origin")], None, Ok(())),
            (&[local, (SITE, "same-site")], None, Err(Foreign::Site)),
            (&[local, (SITE, "cross-site")], None, Err(Foreign::Site)),
            (&[local, (SITE, "")], None, Err(Foreign::Site)),
        ];
        for (headers, authority, expected) in cases {
            let mut map = HeaderMap::new();
            for (name, value) in *headers {
                map.append(name.parse::<header::HeaderName>().unwrap(), value.parse().unwrap());
            }
            assert_eq!(sites.check(&map, *authority), *expected, "{headers:?} {authority:?}");
        }
    }
}
