//! Bodies in parts: `multipart/form-data` as RFC 7578 has it.
//!
//! A body is read whole and within its limit before it is taken apart, so that a part is a piece of it.

use std::borrow::Cow;

use bytes::Bytes;
use httparse::{EMPTY_HEADER, Status};
use memchr::memmem::Finder;

use super::budget::Budget;
use crate::api::{Parameter, Problem};
use crate::header::{self, Valued};
use crate::parameters::{Attached, Pair};
use crate::{Failure, File};

/// The most headers of a part.
const HEADERS: usize = 16;
/// The most bytes of them.
const HEAD: usize = 8 << 10;

/// What the parts of a body are.
#[derive(Debug, Default)]
pub(super) struct Pairs<'b> {
    /// Those that are text, decoded.
    pub(super) form: Vec<Pair<'b>>,
    /// Those of parameters that are files.
    pub(super) files: Vec<Attached<'b>>,
}

/// What stands above the content of a part.
struct Head {
    name: String,
    file: Option<String>,
    media: Option<String>,
}

/// Takes a body apart, for an endpoint with these parameters.
pub(super) fn read<'b>(
    body: &'b Bytes,
    boundary: Option<&str>,
    parameters: &[Parameter],
    budget: Budget,
) -> Result<Pairs<'b>, Failure> {
    let mut parts = Pairs::default();
    each(body, boundary, budget, |head, content| add(&mut parts, head, (body, content), parameters))?;
    Ok(parts)
}

/// The parts of one name that are text.
pub(super) fn named<'b>(
    body: &'b Bytes,
    boundary: Option<&str>,
    name: &str,
    budget: Budget,
) -> Result<Vec<Pair<'b>>, Failure> {
    let mut parts = Pairs::default();
    each(
        body,
        boundary,
        budget,
        |head, content| {
            if head.name == name { add(&mut parts, head, (body, content), &[]) } else { Ok(()) }
        },
    )?;
    Ok(parts.form)
}

/// Does something with each part of a body.
fn each<'b>(
    body: &'b Bytes,
    boundary: Option<&str>,
    mut budget: Budget,
    mut each: impl FnMut(Head, &'b [u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let boundary = boundary.filter(|boundary| (1..=70).contains(&boundary.len()));
    let boundary = boundary.ok_or_else(|| malformed("its Content-Type says no boundary of at most 70 characters"))?;
    let delimiter = format!("\r\n--{boundary}");
    let (finder, first) = (Finder::new(&delimiter), delimiter.trim_ascii_start());
    let mut rest = match body.strip_prefix(first.as_bytes()) {
        Some(rest) => rest,
        None => split(body, &finder).ok_or_else(|| malformed("its boundary stands nowhere in it"))?.1,
    };
    while !rest.starts_with(b"--") {
        budget.parts(1)?;
        let (head, content) = head(next_line(rest)?)?;
        let (content, next) = split(content, &finder)
            .ok_or_else(|| malformed(&format!("the part `{}` has no boundary behind it", shown(&head.name))))?;
        each(head, content)?;
        rest = next;
    }
    Ok(())
}

/// What stands before the next delimiter, and behind it.
fn split<'b>(bytes: &'b [u8], finder: &Finder<'_>) -> Option<(&'b [u8], &'b [u8])> {
    let at = finder.find(bytes)?;
    Some((bytes.get(..at)?, bytes.get(at + finder.needle().len()..)?))
}

/// What stands on the line below a delimiter.
fn next_line(bytes: &[u8]) -> Result<&[u8], Failure> {
    let blanks = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let rest = bytes.get(blanks..).and_then(|rest| rest.strip_prefix(b"\r\n"));
    rest.ok_or_else(|| malformed("there is neither a part nor an end behind a boundary"))
}

/// The headers of a part, and what stands below them.
fn head(bytes: &[u8]) -> Result<(Head, &[u8]), Failure> {
    let mut headers = [EMPTY_HEADER; HEADERS];
    let whole = bytes.get(..HEAD);
    let (length, headers) = match httparse::parse_headers(whole.unwrap_or(bytes), &mut headers) {
        Ok(Status::Complete(read)) => read,
        Ok(Status::Partial) if whole.is_some() => {
            return Err(too_large(&format!("the headers of a part are larger than {HEAD} bytes")));
        }
        Ok(Status::Partial) => return Err(malformed("the headers of a part do not end")),
        Err(httparse::Error::TooManyHeaders) => {
            return Err(too_large(&format!("a part has more than {HEADERS} headers")));
        }
        Err(error) => return Err(malformed(&format!("the headers of a part cannot be read: {error}"))),
    };
    let mut found = (None, None);
    for header in headers {
        let text = || std::str::from_utf8(header.value).map_err(|_| malformed("a header of a part is not UTF-8"));
        let place = match () {
            () if header.name.eq_ignore_ascii_case("content-disposition") => &mut found.0,
            () if header.name.eq_ignore_ascii_case("content-type") => &mut found.1,
            () if header.name.eq_ignore_ascii_case("content-transfer-encoding") => {
                plain(text()?)?;
                continue;
            }
            () => continue,
        };
        if place.replace(text()?).is_some() {
            return Err(malformed(&format!("a part has two headers `{}`", header.name)));
        }
    }
    let (disposition, media) = found;
    let (name, file) = names(disposition.unwrap_or_default())?;
    Ok((Head { name, file, media: media.map(str::to_owned) }, bytes.get(length..).unwrap_or_default()))
}

/// HTTP carries bytes as they are; no part of it is in base64 or quoted.
fn plain(encoding: &str) -> Result<(), Failure> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "7bit" | "8bit" | "binary" => Ok(()),
        other => Err(malformed(&format!("a part is in the transfer encoding `{}`: send it as it is", shown(other)))),
    }
}

/// The name of a part, and that of its file.
fn names(disposition: &str) -> Result<(String, Option<String>), Failure> {
    let valued = Valued::read(disposition).filter(|valued| valued.value.eq_ignore_ascii_case("form-data"));
    let valued = valued.ok_or_else(|| malformed("a part has no header `Content-Disposition: form-data; name=…`"))?;
    let name = valued.parameter("name").ok_or_else(|| malformed("a part has no name"))?;
    let file = match valued.parameter("filename*") {
        // Some clients write it so in spite of RFC 7578.
        Some(value) => Some(header::extended(value).ok_or_else(|| malformed("the name of a file is not UTF-8"))?),
        None => valued.parameter("filename").map(unescaped),
    };
    Ok((unescaped(name), file))
}

/// A name as browsers write it: they escape these three alone.
fn unescaped(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

/// Adds a part to those of its kind.
fn add<'b>(
    parts: &mut Pairs<'b>,
    head: Head,
    (body, content): (&Bytes, &'b [u8]),
    parameters: &[Parameter],
) -> Result<(), Failure> {
    let Head { name, file, media } = head;
    let is_of = |parameter: &&Parameter| parameter.name == name || parameter.aliases.contains(&name.as_str());
    if parameters.iter().find(is_of).is_some_and(|parameter| parameter.kind.is_file()) {
        let mut attached = File::new(own(body, content));
        (attached.name, attached.content_type) = (file, media);
        parts.files.push((Cow::Owned(name), attached));
        return Ok(());
    }
    let wrong = |why: &str| malformed(&format!("the part `{}` {why}", shown(&name)));
    let valued = media.as_deref().map(|media| Valued::read(media).ok_or_else(|| wrong("has no Content-Type")));
    let valued = valued.transpose()?;
    if !valued.as_ref().and_then(|valued| valued.parameter("charset")).is_none_or(header::is_utf8) {
        return Err(wrong("is text in another charset: send it in UTF-8"));
    }
    let text = std::str::from_utf8(content).map_err(|_| wrong("is not UTF-8"))?;
    if name == "_charset_" && !header::is_utf8(text) {
        return Err(malformed("its text is in another charset: send it in UTF-8"));
    }
    // A string that is sent as JSON has quotes around it.
    let quoted = valued.filter(|valued| valued.value.eq_ignore_ascii_case("application/json"));
    let quoted = quoted.and_then(|_| serde_json::from_str::<String>(text).ok());
    parts.form.push((Cow::Owned(name), quoted.map_or(Cow::Borrowed(text), Cow::Owned)));
    Ok(())
}

/// The bytes of a part, which hold the whole body where they are most of it. Those of a smaller one are copied, so that who keeps
/// a small file does not keep what came beside it.
fn own(body: &Bytes, content: &[u8]) -> Bytes {
    if content.len() >= body.len() / 2 { body.slice_ref(content) } else { Bytes::copy_from_slice(content) }
}

/// Not more of a text than is of use.
fn shown(text: &str) -> String {
    text.chars().take(100).collect()
}

fn malformed(why: &str) -> Failure {
    Failure::refused(Problem::Malformed, format!("the body is no `multipart/form-data` that can be read: {why}"))
}

fn too_large(why: &str) -> Failure {
    Failure::refused(Problem::TooLarge, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Kind;
    use crate::server::Limits;

    const PARAMETERS: &[Parameter] = &[
        Parameter { name: "f", aliases: &["old"], kind: Kind::List(&Kind::File), ..Parameter::PLAIN },
        Parameter { name: "t", kind: Kind::Text, ..Parameter::PLAIN },
    ];

    /// Who keeps a small file keeps nothing of what came beside it.
    #[test]
    fn a_small_part_is_no_piece_of_a_large_body() {
        let part = |content: &str| format!("--b\r\nContent-Disposition: form-data; name=f\r\n\r\n{content}\r\n");
        let body = Bytes::from(format!("{}{}--b--", part("small"), part(&"x".repeat(10_000))));
        let parts = read(&body, Some("b"), PARAMETERS, Budget::new(&Limits::default())).unwrap();
        let within = body.as_ptr_range();
        let inside: Vec<_> = parts.files.iter().map(|(_, file)| within.contains(&file.bytes.as_ptr())).collect();
        assert_eq!(inside, [false, true]);
        assert_eq!(parts.files.first().unwrap().1.bytes, "small");
    }

    /// Texts and files by their names.
    type Read = (Vec<(String, String)>, Vec<(String, File)>);

    /// The parts of a body with the boundary `b`, or why it is refused.
    fn parts(body: &str, values: usize) -> Result<Read, String> {
        let body = Bytes::copy_from_slice(body.as_bytes());
        let budget = Budget::new(&Limits { values, ..Limits::default() });
        let parts = read(&body, Some("b"), PARAMETERS, budget).map_err(|failure| failure.to_string())?;
        let form = parts.form.into_iter().map(|(name, text)| (name.into_owned(), text.into_owned()));
        let files = parts.files.into_iter();
        let files = files.map(|(name, file)| (name.into_owned(), file));
        Ok((form.collect(), files.collect()))
    }

    fn part(head: &str, content: &str) -> String {
        format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    }

    #[test]
    fn parts_are_read_as_they_are_sent() {
        let text = |text: &str| (vec![("t".to_owned(), text.to_owned())], vec![]);
        let file = |name: &str, file: File| (vec![], vec![(name.to_owned(), file)]);
        let typed = |media: &str, content: &str| part(&format!("name=t\r\nContent-Type: {media}"), content);
        for (body, read) in [
            (part("name=\"t\"", "a\r\n--c"), text("a\r\n--c")),
            (format!("before\r\n{}", part("name=t", "")), text("")),
            (part("name=\"t\"; filename=\"x\"", "a"), text("a")),
            (typed("application/json", "\"a\\n\""), text("a\n")),
            (typed("application/json", "{\"a\":1}"), text("{\"a\":1}")),
            (typed("text/plain; charset=\"UTF-8\"", "é"), text("é")),
            (part("name=f", "\r\n\r\n"), file("f", File::new(&b"\r\n\r\n"[..]))),
            (
                part("name=f; filename=\"a %22\\\"; b.png\"\r\nContent-Type: image/png; x=y", "p"),
                file("f", File::named("a \"\"; b.png", &b"p"[..]).of_type("image/png; x=y")),
            ),
            (part("name=\"old\"; filename=\"C:\\a\\b\"", ""), file("old", File::named("C:\\a\\b", Bytes::new()))),
            (
                part("name=f; filename=x; filename*=utf-8''%C3%A9.png", ""),
                file("f", File::named("é.png", Bytes::new())),
            ),
            (part("name=f\r\nContent-Transfer-Encoding: binary", "p"), file("f", File::new(&b"p"[..]))),
        ] {
            assert_eq!(parts(&format!("{body}--b--\r\nbehind"), 10), Ok(read), "{body}");
        }
        assert_eq!(parts("--b--", 0), Ok((vec![], vec![])));
        assert_eq!(parts(&format!("{}--b \t\r\n{}--b--", "", &part("name=t", "")[5..]), 1), Ok(text("")));
    }

    #[test]
    fn what_is_damaged_is_read_or_refused() {
        let body = format!("{}{}--b--", part("name=f; filename=\"a\\\"\"", "x\r\n-"), part("name=t", "y"));
        for at in 0..body.len() {
            for byte in [b'\r', b'"', b'-', b';', 0, 0xff] {
                let mut damaged = body.clone().into_bytes();
                damaged[at] = byte;
                for body in [Bytes::from(damaged.clone()), Bytes::from(damaged.split_off(at))] {
                    let budget = Budget::new(&Limits::default());
                    let _ = read(&body, Some("b"), PARAMETERS, budget);
                }
            }
            let cut = Bytes::copy_from_slice(&body.as_bytes()[..at]);
            let read = read(&cut, Some("b"), PARAMETERS, Budget::new(&Limits::default()));
            assert!(read.is_err(), "the end is missing, from byte {at} on");
        }
    }

    #[test]
    fn what_is_unsound_is_refused() {
        let whole = |head: &str| format!("{}--b--", part(head, "é"));
        let many = "\r\nX: y".repeat(17);
        for (body, why) in [
            (String::new(), "its boundary stands nowhere in it"),
            ("--a--".to_owned(), "its boundary stands nowhere in it"),
            (part("name=t", "a"), "the part `t` has no boundary behind it"),
            ("--b".to_owned(), "neither a part nor an end"),
            ("--bc\r\n\r\n\r\n--b--".to_owned(), "neither a part nor an end"),
            ("--b\r\nContent-Disposition: form-data".to_owned(), "the headers of a part do not end"),
            ("--b\r\n\r\na\r\n--b--".to_owned(), "no header `Content-Disposition: form-data; name=…`"),
            (whole("filename=x"), "a part has no name"),
            (whole("name=\"t"), "no header `Content-Disposition"),
            (whole("name=t; name=u"), "no header `Content-Disposition"),
            (whole("name=t\r\nContent-Disposition: form-data; name=u"), "two headers"),
            (whole("name=t\r\nContent-Type: text/plain; charset=iso-8859-1"), "another charset"),
            (whole("name=f\r\nContent-Transfer-Encoding: base64"), "the transfer encoding `base64`"),
            (whole("name=f; filename*=iso-8859-1''%E9"), "the name of a file is not UTF-8"),
            (format!("{}--b--", part("name=_charset_", "iso-8859-1")), "another charset"),
            (whole(&format!("name=t\r\nX-Y: {}", "z".repeat(HEAD))), "larger than 8192 bytes"),
            (whole(&format!("name=t{many}")), "more than 16 headers"),
            (format!("{0}{0}{0}--b--", part("name=t", "")), "more than 2 values"),
        ] {
            let refused = parts(&body, 2).unwrap_err();
            assert!(refused.contains(why), "{body}: {refused}");
        }
        let body = Bytes::from_static(b"--b\r\nContent-Disposition: form-data; name=t\r\n\r\n\xff\r\n--b--");
        let refused = read(&body, Some("b"), PARAMETERS, Budget::new(&Limits::default())).unwrap_err();
        assert!(refused.to_string().contains("the part `t` is not UTF-8"), "{refused}");
        for boundary in [None, Some(""), Some("b".repeat(71).as_str())] {
            let refused = read(&body, boundary, PARAMETERS, Budget::new(&Limits::default())).unwrap_err();
            assert!(refused.to_string().contains("says no boundary"), "{refused}");
        }
    }
}
