//! Requests that are written as HTTP has them: a line with the method and the address, and a body.

use crate::ir::{ExampleRequest, Method};
use crate::resolve::read::example::json;
use crate::resolve::read::example::request::{Request, form_body};
use crate::resolve::read::example::url::decoded;

/// The request, where the text begins with one.
pub(super) fn read(text: &str) -> Request {
    parse(text).unwrap_or_default()
}

fn parse(text: &str) -> Option<Request> {
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
    let mut parameters: Vec<_> = query.map(decoded).collect();
    let form = form(rest);
    let body = rest.find(['{', '[']).filter(|_| form.is_empty()).and_then(|at| rest.get(at..)).map(json::read);
    parameters.extend(body.iter().flat_map(json::Json::members));
    let sent = body.and_then(|body| body.value).or_else(|| form_body(&form));
    parameters.extend(form);
    let made = ExampleRequest { method, url: url.to_owned(), parameters, cookies: Vec::new() };
    Some(Request { made: Some(made), body: sent })
}

/// The pairs of a body that its header says to be a form.
fn form(rest: &str) -> Vec<(String, String)> {
    let (head, body) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let is_form = |line: &str| {
        let (name, value) = line.split_once(':').unwrap_or_default();
        name.trim().eq_ignore_ascii_case("content-type") && value.contains("x-www-form-urlencoded")
    };
    if !head.replace("\r\n", "\n").lines().any(is_form) {
        return Vec::new();
    }
    let pairs = body.trim().split('&').map(str::trim).filter(|pair| pair.contains('='));
    pairs.map(decoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_line_and_a_body() {
        let read = read("PUT /lamps/7?dim=1 HTTP/1.1\nHost: x\n\n{\"on\": true, \"name\": \"a\"}\n").made.unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!((read.method, read.url.as_str()), (Method::Put, "/lamps/7"));
        assert_eq!(read.parameters, [pair("dim", "1"), pair("on", "true"), pair("name", "a")]);
        let form = super::read("POST /x HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\na=1&b=x%20y\n");
        assert_eq!(form.made.unwrap().parameters, [pair("a", "1"), pair("b", "x y")]);
        assert_eq!(form.body.unwrap().to_string(), "{\"a\":\"1\",\"b\":\"x y\"}");
        for text in ["{}", "GET it", "FETCH /x", "get /x", "GET /x and more"] {
            assert!(super::read(text).made.is_none(), "{text}");
        }
    }
}
