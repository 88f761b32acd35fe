//! Places in a document that are named by a quote, so that they survive an edit of the lines above them.

/// What stands between the parts of a quote.
const THEN: &str = " … ";

/// The line, counted from 1, at which the quote stands.
///
/// A quote is one or several parts, with ` … ` between them. The first part stands in exactly one line of the document.
/// Each other part is the next line below the part before it that has these words and is not beyond the next heading.
///
/// # Errors
///
/// Where a part is not found, or the first is found in several lines.
pub fn quoted(text: &str, quote: &str) -> Result<u32, String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut parts = quote.split(THEN);
    let first = parts.next().unwrap_or_default();
    let found: Vec<usize> = (0..lines.len()).filter(|&index| lines[index].contains(first)).collect();
    let mut line = match found.as_slice() {
        [only] => *only,
        [] => return Err(format!("no line has `{first}`")),
        several => return Err(format!("{} lines have `{first}`", several.len())),
    };
    for part in parts {
        let below = lines.iter().enumerate().skip(line + 1).take_while(|(_, line)| !line.starts_with('#'));
        let next = below.into_iter().find(|(_, line)| line.contains(part)).map(|(index, _)| index);
        line = next.ok_or_else(|| format!("nothing below line {} has `{part}` before the next heading", line + 1))?;
    }
    u32::try_from(line + 1).map_err(|_| "the document has too many lines".to_owned())
}

#[cfg(test)]
mod tests {
    use super::quoted;

    const TEXT: &str = "# One\n\n| a |\n| b |\n\n# Two\n\n| a |\n| c |\n";

    #[test]
    fn a_quote_is_one_line() {
        let cases = [
            ("| b |", Ok(4)),
            ("One … | a |", Ok(3)),
            ("Two … | a | … c", Ok(9)),
            ("| a |", Err("2 lines have `| a |`")),
            ("| d |", Err("no line has `| d |`")),
            ("One … c", Err("nothing below line 1 has `c` before the next heading")),
            ("| b | … | a |", Err("nothing below line 4 has `| a |` before the next heading")),
        ];
        for (quote, expected) in cases {
            assert_eq!(quoted(TEXT, quote), expected.map_err(str::to_owned), "{quote}");
        }
    }

    #[test]
    fn a_line_above_changes_no_quote() {
        let moved = format!("new\n\n{TEXT}");
        assert_eq!(quoted(&moved, "Two … | a |"), quoted(TEXT, "Two … | a |").map(|line| line + 2));
    }
}
