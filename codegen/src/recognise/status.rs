//! HTTP statuses as documents write them: `201`, `201 Created`, `200 (OK)`, `4xx`, `default`.

use crate::ir::{StatusCode, StatusRange};

/// The status at the beginning of `words`, and the words behind it.
///
/// `400-499` and `500-599` are classes; of another range nothing says which of them there are, so that it is none.
pub fn read(words: &str) -> Option<(StatusCode, &str)> {
    let words = words.trim().trim_matches('`').trim();
    if let Some((ends, rest)) = range(words) {
        return class(ends).map(|code| (code, rest));
    }
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

/// The ends of a range of statuses, and the words behind it.
fn range(words: &str) -> Option<((u16, u16), &str)> {
    let number = |words: &str| words.parse().ok().filter(|code| (100..600).contains(code));
    let (first, rest) = words.split_at_checked(3)?;
    let rest = rest.trim_start_matches('`').trim_start();
    let rest = ["...", "..", "…", "-", "–", "—", "~"].into_iter().find_map(|dash| rest.strip_prefix(dash))?;
    let (last, rest) = rest.trim_start().trim_start_matches('`').split_at_checked(3)?;
    let ends = (number(first)?, number(last)?);
    let apart = !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    (ends.0 < ends.1 && apart).then_some((ends, rest.trim_start_matches('`').trim()))
}

fn class(ends: (u16, u16)) -> Option<StatusCode> {
    match ends {
        (400, 499) => Some(StatusCode::Range(StatusRange::ClientError)),
        (500, 599) => Some(StatusCode::Range(StatusRange::ServerError)),
        _ => None,
    }
}

/// The statuses that words are, such as `400, 422` or `404 or 410`; one where other words stand behind it.
pub fn all(words: &str) -> Vec<StatusCode> {
    // A range is read as one, wherever it stands.
    let places = words.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).map(|(at, _)| at);
    let mut ranges = places.filter_map(|at| words.get(at..).and_then(range));
    if ranges.next().is_some() {
        return read(words)
            .filter(|(code, _)| matches!(code, StatusCode::Range(_)))
            .map(|(code, _)| code)
            .into_iter()
            .collect();
    }
    let parts: Vec<_> = words.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let word = |part: &str| part.chars().all(|letter| letter.is_ascii_lowercase());
    let codes: Vec<_> = parts.iter().map(|part| read(part).filter(|_| part.len() >= 3).map(|(code, _)| code)).collect();
    // Between two of them stands a word at most.
    let between = |at: usize| {
        let beside = |at: Option<usize>| at.and_then(|at| codes.get(at)).is_some_and(Option::is_some);
        let part = parts.get(at).is_some_and(|part| word(part));
        beside(Some(at)) || (part && beside(at.checked_sub(1)) && beside(Some(at + 1)))
    };
    if codes.len() > 1 && (0..codes.len()).all(between) {
        return codes.into_iter().flatten().collect();
    }
    read(words).map(|(code, _)| code).into_iter().collect()
}

/// The status in the head of a response, `HTTP/1.1 201 Created` or `201 Created`.
pub fn of_head(text: &str) -> Option<StatusCode> {
    let line = text.trim_start().lines().next()?;
    let (version, rest) = line.split_once(' ')?;
    if version.starts_with("HTTP/") {
        return read(rest).map(|(code, _)| code);
    }
    let code = alone(version)?;
    let reason = rest.trim().trim_start_matches('(').trim_end_matches(')');
    let word = |letter: char| letter.is_ascii_alphabetic() || matches!(letter, ' ' | '-' | '\'');
    (reason.starts_with(|letter: char| letter.is_ascii_uppercase()) && reason.chars().all(word)).then_some(code)
}

/// The status that words are, which say nothing else.
pub fn alone(words: &str) -> Option<StatusCode> {
    let words = words.trim();
    let number = words.len() == 3 && words.chars().all(|letter| letter.is_ascii_digit());
    number.then(|| read(words)).flatten().map(|(code, _)| code)
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
            ("400-499", Some((Range(StatusRange::ClientError), ""))),
            ("`500` – `599` ours", Some((Range(StatusRange::ServerError), "ours"))),
            ("400-404", None),
            ("200–299", None),
            ("200 - 100 lamps", Some((One(200), "- 100 lamps"))),
            ("Created", None),
            ("", None),
        ];
        for (words, expected) in cases {
            assert_eq!(read(words), expected, "{words}");
        }
        let several = [
            ("400, 422", vec![One(400), One(422)]),
            ("`404` or `410`", vec![One(404), One(410)]),
            ("4xx/500", vec![Range(StatusRange::ClientError), One(500)]),
            ("429/503", vec![One(429), One(503)]),
            ("400-404", Vec::new()),
            ("400, 402–404", Vec::new()),
            ("400-499", vec![Range(StatusRange::ClientError)]),
            ("404 Not Found", vec![One(404)]),
            ("404 of 100 lamps", vec![One(404)]),
            ("404", vec![One(404)]),
            ("Not there", Vec::new()),
        ];
        for (words, expected) in several {
            assert_eq!(all(words), expected, "{words}");
        }
        let heads = [
            ("HTTP/1.1 201 Created\nA: b\n", Some(One(201))),
            ("HTTP/2 204", Some(One(204))),
            ("201 Created\n\n{}", Some(One(201))),
            ("404 (Not Found)", Some(One(404))),
            ("200", None),
            ("200 apples", None),
            ("200 Apples, 3 pears", None),
            ("2010 Created", None),
        ];
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
