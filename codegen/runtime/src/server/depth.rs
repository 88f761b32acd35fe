//! How deep JSON is nested, without reading it.

/// Whether objects and lists are nested deeper than `limit` in a text; of what is no JSON it says anything.
pub(super) fn is_deeper(json: &str, limit: usize) -> bool {
    // It takes a byte to go deeper.
    if json.len() <= limit {
        return false;
    }
    let mut depth = 0usize;
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                if depth > limit {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_deeper;

    #[test]
    fn brackets_count_and_text_does_not() {
        for (json, deeper) in [
            ("[[[]]]", false),
            ("[[[[]]]]", true),
            (r#"{"a":{"b":[1,{}]}}"#, true),
            (r#"{"a":[],"b":[],"c":[[]],"d":[[]]}"#, false),
            (r#""[[[[[[""#, false),
            (r#"["\"[[[[", "\\", []]"#, false),
            (r#"["\\", [[[]]]]"#, true),
            ("]]]][[[", false),
            ("\"[[[[\\", false),
        ] {
            assert_eq!(is_deeper(json, 3), deeper, "{json}");
        }
    }
}
