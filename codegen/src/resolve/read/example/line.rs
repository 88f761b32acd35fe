//! Requests that are written as HTTP has them: a line with the method and the address, and a body.

use serde_json::Value;

use crate::ir::{ExampleRequest, Method};
use crate::resolve::read::example::json;

/// The body of the request, where the text begins with one and its body is JSON.
pub fn body(text: &str) -> Option<Value> {
    parse(text)?;
    let (_, rest) = text.trim_start().split_once('\n')?;
    json::quietly(rest.get(rest.find(['{', '['])?..)?)
}

/// The request, where the text begins with one.
pub fn parse(text: &str) -> Option<ExampleRequest> {
    let (first, rest) = text.trim_start().split_once('\n').unwrap_or((text.trim(), ""));
    let mut words = first.split_whitespace();
    let method = words.next().filter(|word| word.chars().all(|letter| letter.is_ascii_uppercase()));
    let method = method.and_then(Method::parse)?;
    let url = words.next().filter(|url| url.starts_with('/') || url.contains("://"))?;
    if words.next().is_some_and(|version| !version.starts_with("HTTP/")) {
        return None;
    }
    let (url, query) = url.split_once('?').unwrap_or((url, ""));
    let query = query.split('&').filter(|pair| !pair.is_empty());
    let mut parameters: Vec<_> = query.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(owned).collect();
    let body = rest.find(['{', '[']).and_then(|at| rest.get(at..));
    parameters.extend(body.map(members).unwrap_or_default());
    Some(ExampleRequest { method, url: url.to_owned(), parameters, cookies: Vec::new() })
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// The members of a JSON object, each as the text that a form would have.
pub fn members(text: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(members)) = serde_json::from_str(text) else { return Vec::new() };
    let words = |value: Value| if let Value::String(words) = value { words } else { value.to_string() };
    members.into_iter().map(|(name, value)| (name, words(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_line_and_a_body() {
        let read = parse("PUT /lamps/7?dim=1 HTTP/1.1\nHost: x\n\n{\"on\": true, \"name\": \"a\"}\n").unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!((read.method, read.url.as_str()), (Method::Put, "/lamps/7"));
        assert_eq!(read.parameters, [pair("dim", "1"), pair("on", "true"), pair("name", "a")]);
        for text in ["{}", "GET it", "FETCH /x", "get /x", "GET /x and more"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
