//! HTTP statuses as documents write them: `201`, `201 Created`, `200 (OK)`.

/// The status at the beginning of `words`, and the words behind it.
pub fn read(words: &str) -> Option<(u16, &str)> {
    let words = words.trim().trim_matches('`').trim();
    let end = words.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(words.len());
    let (number, rest) = words.split_at_checked(end)?;
    let code = number.parse().ok().filter(|code| (100..600).contains(code))?;
    Some((code, rest.trim().trim_start_matches('(').trim_end_matches(')').trim()))
}

/// The status in the head of a response, `HTTP/1.1 201 Created`.
pub fn of_head(text: &str) -> Option<u16> {
    let (version, rest) = text.trim_start().split_once(' ')?;
    version.starts_with("HTTP/").then(|| read(rest.lines().next()?)).flatten().map(|(code, _)| code)
}

/// Whether a response of this status says that the call was carried out.
pub fn is_success(code: u16) -> bool {
    (200..300).contains(&code)
}

/// Whether a response of this status never has a body.
pub fn is_bare(code: u16) -> bool {
    matches!(code, 204 | 205)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_number_with_words_behind_it() {
        let cases = [
            ("201", Some((201, ""))),
            ("`204`", Some((204, ""))),
            ("200 (OK)", Some((200, "OK"))),
            (" 404 Not Found ", Some((404, "Not Found"))),
            ("4xx", None),
            ("99", None),
            ("600", None),
            ("Created", None),
            ("", None),
        ];
        for (words, expected) in cases {
            assert_eq!(read(words), expected, "{words}");
        }
        let heads = [("HTTP/1.1 201 Created\nA: b\n", Some(201)), ("HTTP/2 204", Some(204)), ("201 Created", None)];
        for (text, expected) in heads {
            assert_eq!(of_head(text), expected, "{text}");
        }
    }
}
