//! Command lines of curl in code blocks.

/// Whether the text is a command line of curl.
pub fn is_command(text: &str) -> bool {
    split(text).is_some()
}

/// The first command line of curl, where nothing but comments stands above it, and what follows it.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let mut text = text.trim_start();
    while text.starts_with('#') {
        text = text.split_once('\n')?.1.trim_start();
    }
    let text = text.strip_prefix(['$', '>', '%']).map_or(text, str::trim_start);
    let is_curl = text.strip_prefix("curl").is_some_and(|rest| rest.starts_with(char::is_whitespace));
    is_curl.then(|| text.split_at_checked(end(text))).flatten()
}

/// Where a command line ends: at a line end that no quotation mark and no backslash takes into it.
fn end(text: &str) -> usize {
    let (mut quote, mut escaped) = (None, false);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            // In front of a line end that is written as two characters.
            _ if escaped && letter == '\r' => {}
            _ if escaped => escaped = false,
            (None | Some('"'), '\\') => escaped = true,
            (None, '\'' | '"') => quote = Some(letter),
            (Some(mark), _) if mark == letter => quote = None,
            (None, '\n') => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_stands_behind_comments_and_a_prompt() {
        let cases = [
            ("curl /a", Some("curl /a")),
            ("$ curl /a", Some("curl /a")),
            ("> curl /a\n{}\n", Some("curl /a")),
            (
                "# You can also use wget\n\n# or httpie\ncurl -X POST /a \\\n  -d 'b\nc' \\\r\n  -s\ncurl /b",
                Some("curl -X POST /a \\\n  -d 'b\nc' \\\r\n  -s"),
            ),
            ("# curl /a", None),
            ("curling", None),
            ("wget /a", None),
            ("{\"curl\": 1}", None),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text).map(|(line, _)| line), expected, "{text}");
        }
    }
}
