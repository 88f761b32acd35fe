//! Headers that have a value and parameters behind it: `form-data; name="a"`.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
#[cfg(feature = "server")]
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The most parameters of a header: each is compared with all others.
const MOST: usize = 16;

/// A header's value with its parameters.
pub(crate) struct Valued<'h> {
    #[cfg_attr(not(feature = "server"), expect(dead_code, reason = "a client asks for parameters alone"))]
    pub(crate) value: &'h str,
    /// The names in small letters.
    parameters: Vec<(String, Cow<'h, str>)>,
}

impl<'h> Valued<'h> {
    /// Reads a header; nothing of one that is written otherwise, that says a parameter twice, or that has very many.
    pub(crate) fn read(text: &'h str) -> Option<Self> {
        let (value, mut rest) = text.split_once(';').unwrap_or((text, ""));
        let mut parameters: Vec<(String, Cow<'h, str>)> = Vec::new();
        loop {
            rest = rest.trim_start_matches([' ', '\t', ';']);
            if rest.is_empty() {
                return Some(Self { value: value.trim_ascii(), parameters });
            }
            let (name, after) = rest.split_once('=')?;
            let (value, next) = match after.strip_prefix('"') {
                Some(quoted) => unquoted(quoted)?,
                None => {
                    let (value, next) = after.split_once(';').unwrap_or((after, ""));
                    (Cow::Borrowed(value.trim_ascii()), next)
                }
            };
            let name = name.trim_ascii().to_ascii_lowercase();
            if parameters.len() >= MOST || parameters.iter().any(|(known, _)| *known == name) {
                return None;
            }
            parameters.push((name, value));
            rest = next;
        }
    }

    /// The value of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// Whether a charset is UTF-8, or a part of it.
#[cfg(feature = "server")]
pub(crate) fn is_utf8(charset: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|known| charset.trim_ascii().eq_ignore_ascii_case(known))
}

/// A text up to its closing quote, and what stands behind that. A backslash escapes a quote and nothing else, since
/// browsers write those in the names of files as they are.
fn unquoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let closes = |(at, _): &(usize, &str)| !text.get(..*at).is_some_and(|before| before.ends_with('\\'));
    // A name may end with a backslash, which browsers write as it is too.
    let at = text.match_indices('"').find(closes).map(|(at, _)| at).or_else(|| text.rfind('"'))?;
    let (value, rest) = (text.get(..at)?, text.get(at + 1..)?.trim_ascii_start());
    (rest.is_empty() || rest.starts_with(';')).then(|| {
        let value = if value.contains("\\\"") { value.replace("\\\"", "\"").into() } else { value.into() };
        (value, rest)
    })
}

/// A name as RFC 5987 writes it: `utf-8''%C3%A9.png`.
pub(crate) fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'').filter(|_| charset.eq_ignore_ascii_case("utf-8"))?;
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// A header that gives a body the name of a file, as RFC 6266 has it.
#[cfg(feature = "server")]
pub(crate) fn named(name: &str) -> String {
    format!("inline; filename*=utf-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read() {
        let many = |count: usize| (0..count).fold(String::new(), |text, number| text + &format!("; p{number}=1"));
        for (text, name, expected) in [
            (r#"form-data; name="a"; filename=b.png"#.to_owned(), "filename", Some("b.png")),
            (r#"form-data; name="a \"b\"""#.to_owned(), "name", Some(r#"a "b""#)),
            // As browsers write a name that ends with a backslash.
            (r#"form-data; filename="dir\""#.to_owned(), "filename", Some("dir\\")),
            (r#"form-data; name="a"; name="b""#.to_owned(), "name", None),
            (r#"form-data; name="a" b"#.to_owned(), "name", None),
            (format!("form-data{}", many(MOST)), "p0", Some("1")),
            (format!("form-data{}", many(MOST + 1)), "p0", None),
        ] {
            let found = Valued::read(&text);
            assert_eq!(found.as_ref().and_then(|valued| valued.parameter(name)), expected, "{text}");
        }
    }
}
