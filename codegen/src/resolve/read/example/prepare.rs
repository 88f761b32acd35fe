//! Code blocks that show more than one value: responses with their status line and headers, several values in a row.

use serde_json::{Deserializer, Value};

use crate::recognise::raw::RawExample;
use crate::recognise::status;

/// The examples, each with one value where it has any; with the value where it is known already.
pub fn all(examples: Vec<RawExample>) -> Vec<(RawExample, Option<Value>)> {
    examples.into_iter().map(without_head).flat_map(several).collect()
}

/// A response without its status line and headers, which become words about it.
fn without_head(example: RawExample) -> RawExample {
    let text = example.text.replace("\r\n", "\n");
    let trimmed = text.trim_start();
    if status::of_head(trimmed).is_none() {
        return example;
    }
    let Some((head, body)) = parted(trimmed) else { return example };
    let mut docs = example.docs.clone();
    docs.push(&format!("```http\n{head}\n```"));
    let json = body.trim_start().starts_with(['{', '[']);
    let language = if json { "json".to_owned() } else { example.language.clone() };
    RawExample { docs, language, text: body.to_owned(), ..example }
}

/// The head and the body of a response, between which a blank line stands, or nothing where the body is JSON.
fn parted(text: &str) -> Option<(&str, &str)> {
    let is_json = |line: &str| line.trim_start().starts_with(['{', '[']);
    let (mut at, mut end) = (0, None);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() || is_json(line) {
            end = Some(at);
            break;
        }
        at += line.len();
    }
    let (head, body) = text.split_at_checked(end?)?;
    let whole = is_json(body) && !is_head(head);
    (!whole && !body.trim().is_empty()).then(|| (head.trim_end(), body.trim_start_matches('\n')))
}

/// Whether lines are a status line and headers.
fn is_head(text: &str) -> bool {
    let header = |line: &str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_graphic())
    };
    text.lines().skip(1).all(header)
}

/// An example of each of the JSON values that follow each other.
fn several(example: RawExample) -> Vec<(RawExample, Option<Value>)> {
    if !example.text.trim_start().starts_with(['{', '[']) {
        return vec![(example, None)];
    }
    let mut read = Vec::new();
    let mut values = Deserializer::from_str(&example.text).into_iter::<Value>();
    while let Some(Ok(value)) = values.next() {
        read.push((values.byte_offset(), value));
    }
    let rest = example.text.get(values.byte_offset()..).unwrap_or_default();
    if read.len() < 2 || !rest.trim().is_empty() {
        let whole = read.pop().filter(|_| read.is_empty() && rest.trim().is_empty());
        return vec![(example, whole.map(|(_, value)| value))];
    }
    let mut from = 0;
    let parts = read.into_iter().map(|(end, value)| {
        let text = example.text.get(from..end).unwrap_or_default().trim().to_owned();
        let docs = if from == 0 { example.docs.clone() } else { crate::ir::Docs::default() };
        from = end;
        (RawExample { text, docs, ..example.clone() }, Some(value))
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Where;
    use crate::ir::Docs;
    use crate::source::{FileId, Span};

    #[test]
    fn every_value_is_an_example() {
        let head = "HTTP/1.1 200 OK\nContent-Type: application/json\n\n";
        let cases = [
            (format!("{head}{{\"a\": 1}}"), vec!["{\"a\": 1}"]),
            (format!("{head}{{}}\n[1]"), vec!["{}", "[1]"]),
            ("HTTP/1.1 200 OK\n{\"a\": 1}".to_owned(), vec!["{\"a\": 1}"]),
            (format!("{}{{\"a\":\n\n1}}", head.trim_end_matches('\n').to_owned() + "\n"), vec!["{\"a\":\n\n1}"]),
            ("HTTP/1.1 200 OK\nwords\n{}".to_owned(), vec!["HTTP/1.1 200 OK\nwords\n{}"]),
            ("HTTP/1.1 204 No Content\n".to_owned(), vec!["HTTP/1.1 204 No Content\n"]),
            ("{\"a\": 1}\n\n{\"a\": 2}\n".to_owned(), vec!["{\"a\": 1}", "{\"a\": 2}"]),
            ("{\"a\": 1} and\n{\"a\": 2}".to_owned(), vec!["{\"a\": 1} and\n{\"a\": 2}"]),
            ("404 Not Found\n\n{}".to_owned(), vec!["{}"]),
            ("1 2 3".to_owned(), vec!["1 2 3"]),
        ];
        for (text, expected) in cases {
            let span = Span::new(FileId::default(), 0..0);
            let (language, docs) = (String::new(), Docs::default());
            let raw = RawExample {
                of: Where::Any,
                field: None,
                shows: None,
                language,
                text: text.clone(),
                span,
                docs,
                status: None,
            };
            let found: Vec<_> = all(vec![raw]).into_iter().map(|(example, _)| example.text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
