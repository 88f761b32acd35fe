//! Requests that are written as HTTP has them: a line with the method and the address, and a body.

use crate::ir::{Encoding, ExampleRequest, Method};
use crate::recognise::url::decoded;
use crate::resolve::draft::Sent;
use crate::resolve::read::example::request::{Request, encoding, form_body, header, is_raw};
use crate::resolve::read::example::{json, multipart};

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
    let headers: Vec<_> = rest.lines().map_while(header).collect();
    let encoding = encoding(&headers);
    let (form, files) = form(rest, encoding);
    let json = !matches!(encoding, Some(Encoding::Form | Encoding::Multipart)) && !is_raw(&headers);
    // JSON can stand directly below the headers.
    let head: usize = rest.split_inclusive('\n').take(headers.len()).map(str::len).sum();
    let below = rest.get(head..).unwrap_or_default();
    let body = below.find(['{', '[']).filter(|_| json).and_then(|at| below.get(at..)).map(json::read);
    parameters.extend(body.iter().flat_map(json::Json::members));
    let body = body.and_then(|body| body.value).or_else(|| form_body(&form, &files));
    parameters.extend(form);
    let names = headers.iter().map(|(name, _)| name.clone()).collect();
    let made = ExampleRequest { method, url: url.to_owned(), parameters, headers: names, cookies: Vec::new() };
    Some(Request { made: Some(made), body, sent: Sent { encoding, headers, files } })
}

/// The pairs of a body that is written as a form, and the names of those that are files.
fn form(rest: &str, encoding: Option<Encoding>) -> (Vec<(String, String)>, Vec<String>) {
    let rest = rest.replace("\r\n", "\n");
    let body = rest.split_once("\n\n").map_or("", |(_, body)| body);
    match encoding {
        Some(Encoding::Form) => {
            let pairs = body.trim().split('&').map(str::trim).filter(|pair| pair.contains('='));
            (pairs.map(decoded).collect(), Vec::new())
        }
        Some(Encoding::Multipart) => {
            let parts = multipart::parts(body);
            let files = parts.iter().filter(|part| part.file).map(|part| part.name.clone()).collect();
            (parts.into_iter().map(|part| (part.name, part.value)).collect(), files)
        }
        _ => (Vec::new(), Vec::new()),
    }
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
        assert_eq!(form.sent.encoding, Some(Encoding::Form));
        let part = "--x\nContent-Disposition: form-data; name=f; filename=a.png\n\n{}\n--x--";
        let sent = super::read(&format!("POST /x\nX-House: 7\nContent-Type: multipart/form-data\n\n{part}")).sent;
        assert_eq!((sent.encoding, sent.files), (Some(Encoding::Multipart), vec!["f".to_owned()]));
        assert_eq!(sent.headers.first(), Some(&pair("X-House", "7")));
        let text = super::read("PUT /x\nContent-Type: text/plain\n\nHello {you}");
        assert_eq!((text.body, text.sent.encoding), (None, None));
        for text in ["{}", "GET it", "FETCH /x", "get /x", "GET /x and more"] {
            assert!(super::read(text).made.is_none(), "{text}");
        }
    }
}
