//! HTTP statuses as documents write them: `201`, `201 Created`, `200 (OK)`, `4xx`, `default`.

use crate::ir::{StatusCode, StatusRange};

/// The status at the beginning of `words`, and the words behind it.
pub fn read(words: &str) -> Option<(StatusCode, &str)> {
    let words = words.trim().trim_matches('`').trim();
    let end = words.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(words.len());
    let (number, rest) = words.split_at_checked(end)?;
    let code = match number.to_ascii_lowercase().as_str() {
        "4xx" => StatusCode::Range(StatusRange::ClientError),
        "5xx" => StatusCode::Range(StatusRange::ServerError),
        "default" => StatusCode::Range(StatusRange::Default),
        number => StatusCode::One(number.parse().ok().filter(|code| (100..600).contains(code))?),
    };
    Some((code, rest.trim().trim_start_matches(['(', '`']).trim_end_matches(')').trim()))
}

/// The status in the head of a response, `HTTP/1.1 201 Created`.
pub fn of_head(text: &str) -> Option<StatusCode> {
    let (version, rest) = text.trim_start().split_once(' ')?;
    version.starts_with("HTTP/").then(|| read(rest.lines().next()?)).flatten().map(|(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_number_with_words_behind_it() {
        use StatusCode::{One, Range};
        let cases = [
            ("201", Some((One(201), ""))),
            ("`204`", Some((One(204), ""))),
            ("`404` Not there", Some((One(404), "Not there"))),
            ("200 (OK)", Some((One(200), "OK"))),
            (" 404 Not Found ", Some((One(404), "Not Found"))),
            ("4xx", Some((Range(StatusRange::ClientError), ""))),
            ("5XX: ours", Some((Range(StatusRange::ServerError), ": ours"))),
            ("`default`", Some((Range(StatusRange::Default), ""))),
            ("2xx", None),
            ("99", None),
            ("600", None),
            ("Created", None),
            ("", None),
        ];
        for (words, expected) in cases {
            assert_eq!(read(words), expected, "{words}");
        }
        let heads =
            [("HTTP/1.1 201 Created\nA: b\n", Some(One(201))), ("HTTP/2 204", Some(One(204))), ("201 Created", None)];
        for (text, expected) in heads {
            assert_eq!(of_head(text), expected, "{text}");
        }
    }

    #[test]
    fn a_class_covers_its_statuses() {
        let read = |words| read(words).unwrap().0;
        let cases = [
            ("4xx", "404", true),
            ("4xx", "500", false),
            ("5xx", "503", true),
            ("default", "404", true),
            ("default", "4xx", true),
            ("default", "201", false),
            ("404", "404", true),
            ("404", "4xx", false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(read(one).covers(read(other)), expected, "{one} {other}");
        }
    }
}
