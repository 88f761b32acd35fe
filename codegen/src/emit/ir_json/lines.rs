//! JSON with a line per fact: what holds facts has a line for each of its parts, and a fact is one line with all that is
//! said of it, so that an edit of a document changes the lines of the facts that it is about.

/// The key by which a fact is told.
const MARK: &str = "provenance";

/// A compact JSON text with a line per fact.
pub fn split(json: &str) -> String {
    let mut many = holders(json).into_iter();
    let mut out = String::with_capacity(json.len() + json.len() / 4);
    let mut open: Vec<bool> = Vec::new();
    for token in (Tokens { rest: json }) {
        match token {
            "{" | "[" => {
                out.push_str(token);
                open.push(many.next().unwrap_or_default());
                if open.last() == Some(&true) {
                    line(&mut out, open.len());
                }
            }
            "}" | "]" => {
                if open.pop() == Some(true) {
                    line(&mut out, open.len());
                }
                out.push_str(token);
            }
            "," if open.last() == Some(&true) => {
                out.push(',');
                line(&mut out, open.len());
            }
            "," => out.push_str(", "),
            ":" => out.push_str(": "),
            value => out.push_str(value),
        }
    }
    out.push('\n');
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
}

/// For each object and list, in the order in which they begin, whether there are facts in it, itself not counted.
fn holders(json: &str) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::new();
    // The brackets that are open: their number, and whether they are facts.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut before = "";
    for token in (Tokens { rest: json }) {
        match token {
            "{" | "[" => {
                open.push((found.len(), false));
                found.push(false);
            }
            "}" | "]" => {
                let (number, fact) = open.pop().unwrap_or_default();
                let holds = fact || found.get(number).copied().unwrap_or_default();
                if let Some(holder) = open.last().and_then(|(outer, _)| found.get_mut(*outer)) {
                    *holder |= holds;
                }
            }
            ":" if before.strip_prefix('"').and_then(|key| key.strip_suffix('"')) == Some(MARK) => {
                if let Some((_, fact)) = open.last_mut() {
                    *fact = true;
                }
            }
            _ => {}
        }
        before = token;
    }
    found
}

/// The tokens of a compact JSON text: brackets, commas, colons, and scalars.
struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        let length = match bytes.first()? {
            b'"' => {
                let mut escaped = false;
                let end = bytes.iter().skip(1).position(|byte| {
                    let ends = *byte == b'"' && !escaped;
                    escaped = *byte == b'\\' && !escaped;
                    ends
                });
                end.map_or(bytes.len(), |end| end + 2)
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            _ => bytes.iter().position(|byte| b",]}:".contains(byte)).unwrap_or(bytes.len()),
        };
        let (token, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_fact_is_a_line() {
        let fact = r#"{"value":"a\\\"{","provenance":{"line":1}}"#;
        let json = format!(
            r#"{{"format":1,"list":[],"name":{fact},"all":[{fact},{{"docs":"b","of":{fact}}}],"get":["x","y"]}}"#
        );
        let shown = r#"{"value": "a\\\"{", "provenance": {"line": 1}}"#;
        let expected = format!(
            "{{\n  \"format\": 1,\n  \"list\": [],\n  \"name\": {shown},\n  \"all\": [\n    {shown},\n    {{\n      \"docs\": \"b\",\n      \
             \"of\": {shown}\n    }}\n  ],\n  \"get\": [\"x\", \"y\"]\n}}\n"
        );
        assert_eq!(split(&json), expected);
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&split(&json)), read(&json));
    }
}
