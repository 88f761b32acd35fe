//! Command lines of curl: the request that they make.

use super::super::context::Context;
use crate::diagnostic::Code;
use crate::ir::{ExampleRequest, Method};
use crate::source::Span;

/// Whether the text is a command line of curl.
pub fn is_command(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix('$').map_or(text, str::trim_start);
    text.strip_prefix("curl").is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// What the options of a command line say so far.
#[derive(Default)]
struct Options {
    method: Option<Method>,
    get: bool,
    url: Option<String>,
    data: Vec<(String, String)>,
    cookies: Vec<String>,
}

/// Reads a command line. `None`, with a diagnostic, where it cannot be read.
pub fn parse(text: &str, span: Span, context: &mut Context<'_>) -> Option<ExampleRequest> {
    let text = text.trim_start().trim_start_matches('$');
    // A line that goes on would else begin the next word.
    let text = text.replace("\\\r\n", " ").replace("\\\n", " ");
    let Some(words) = shlex::split(&text) else {
        let message = "this command line cannot be read: a quotation mark is not closed";
        context.say(Code::CurlMismatch, span, message, "close it");
        return None;
    };
    let mut options = Options::default();
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        option(&word, &mut words, &mut options, span, context);
    }
    let Some(url) = options.url else {
        context.say(Code::CurlMismatch, span, "this command line has no URL", "add it");
        return None;
    };
    let (url, query) = url.split_once('?').map_or((url.as_str(), ""), |(url, query)| (url, query));
    let query = query.split('&').filter(|pair| !pair.is_empty()).map(pair);
    let method = match options.method {
        Some(method) => method,
        None if options.get || options.data.is_empty() => Method::Get,
        None => Method::Post,
    };
    let parameters = query.chain(options.data).collect();
    Some(ExampleRequest { method, url: url.to_owned(), parameters, cookies: options.cookies })
}

fn option(
    word: &str,
    words: &mut impl Iterator<Item = String>,
    options: &mut Options,
    span: Span,
    context: &mut Context<'_>,
) {
    let mut value = || words.next().unwrap_or_default();
    match word {
        "-G" | "--get" => options.get = true,
        "-X" | "--request" => options.method = Method::parse(&value()),
        "-d" | "--data" | "--data-raw" | "--data-ascii" => {
            let data = value();
            if data.trim_start().starts_with('{') {
                options.data.extend(super::line::members(&data));
            } else {
                options.data.extend(data.split('&').map(pair));
            }
        }
        "--data-urlencode" | "-F" | "--form" => options.data.push(pair(&value())),
        "-b" | "--cookie" => {
            let cookies = value();
            let names = cookies.split(';').filter_map(|cookie| cookie.split('=').next());
            options.cookies.extend(names.map(|name| name.trim().to_owned()));
        }
        "--url" => options.url = Some(value()),
        "-s" | "--silent" | "-i" | "--include" | "-v" | "--verbose" | "-L" | "--location" | "-k" | "--insecure" => {}
        "-H" | "--header" | "-A" | "--user-agent" | "-e" | "--referer" | "-o" | "--output" => drop(value()),
        _ if word.starts_with('-') => {
            let message = format!("the option `{word}` of this command line is not understood");
            context.say(Code::CurlMismatch, span, message, "write the example without it");
        }
        url if options.url.is_none() => options.url = Some(url.to_owned()),
        extra => {
            let message = format!("`{extra}` is a second URL in this command line");
            context.say(Code::CurlMismatch, span, message, "quote what belongs together");
        }
    }
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (name.to_owned(), value.to_owned())
}
