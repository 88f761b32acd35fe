//! Command lines of curl: the request that they make.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::ir::{Encoding, ExampleRequest, Method};
use crate::recognise::command::{self, is_command};
use crate::recognise::url::{decoded, pair};
use crate::resolve::draft::Sent;
use crate::resolve::read::example::json;
use crate::resolve::read::example::request::{Request, encoding, form_body, header, is_raw};
use crate::resolve::read::messages;
use crate::source::Span;

/// The options that have the body of a request as their value.
const DATA: [&str; 6] = ["-d", "--data", "--data-raw", "--data-ascii", "--data-binary", "--json"];

/// The options that say nothing of the request.
const FLAGS: [&str; 20] = [
    "-s",
    "--silent",
    "-S",
    "--show-error",
    "-i",
    "--include",
    "-v",
    "--verbose",
    "-L",
    "--location",
    "-k",
    "--insecure",
    "-f",
    "--fail",
    "-g",
    "--globoff",
    "-N",
    "--no-buffer",
    "--compressed",
    "-O",
];

/// The options with a value that say nothing of the parameters.
const VALUED: [&str; 14] = [
    "-A",
    "--user-agent",
    "-e",
    "--referer",
    "-o",
    "--output",
    "-u",
    "--user",
    "-m",
    "--max-time",
    "--cacert",
    "--cert",
    "--key",
    "--connect-timeout",
];

/// A word as options that stand alone: several letters behind one dash, and a value that is joined to its option.
fn parted(word: &str) -> Vec<String> {
    if let Some((option, value)) = word.split_once('=').filter(|(option, _)| option.starts_with("--")) {
        return vec![option.to_owned(), value.to_owned()];
    }
    let Some(letters) = word.strip_prefix('-').filter(|rest| !rest.starts_with('-') && rest.chars().count() > 1) else {
        return vec![word.to_owned()];
    };
    let mut parts = Vec::new();
    let mut rest = letters.chars();
    while let Some(letter) = rest.next() {
        let option = format!("-{letter}");
        let takes =
            DATA.contains(&&*option) || VALUED.contains(&&*option) || matches!(letter, 'X' | 'F' | 'H' | 'b' | 'T');
        parts.push(option);
        if takes {
            let value = rest.as_str();
            parts.extend((!value.is_empty()).then(|| value.to_owned()));
            break;
        }
    }
    parts
}

/// A command line on one line: a line that goes on would else begin the next word.
fn joined(text: &str) -> String {
    text.replace("\\\r\n", " ").replace("\\\n", " ")
}

/// What the options of a command line say so far.
#[derive(Default)]
struct Options {
    method: Option<Method>,
    get: bool,
    url: Option<String>,
    data: Vec<(String, String)>,
    /// The first data, as JSON.
    body: Option<Value>,
    cookies: Vec<String>,
    headers: Vec<(String, String)>,
    /// The parts that are files.
    files: Vec<String>,
    /// How the options for the body write it.
    encoding: Option<Encoding>,
    /// Whether the body stands elsewhere, or is neither a form nor an object.
    elsewhere: bool,
}

/// Reads a command line. What of it cannot be read is reported.
pub(super) fn read(text: &str, span: Span, report: &mut impl FnMut(Diagnostic)) -> Request {
    let Some((text, rest)) = command::split(text) else { return Request::default() };
    if is_command(rest) {
        report(messages::second_command(span));
    }
    let Some(words) = shlex::split(&joined(text)) else {
        report(messages::open_quote(span));
        return Request::default();
    };
    let mut options = Options::default();
    let mut words = words.iter().skip(1).flat_map(|word| parted(word)).collect::<Vec<_>>().into_iter();
    while let Some(word) = words.next() {
        option(&word, &mut words, &mut options, span, report);
    }
    // What stands elsewhere cannot be compared; of bytes or text there is nothing to compare.
    let raw = is_raw(&options.headers);
    if options.elsewhere && !raw {
        return Request { body: options.body, ..Request::default() };
    }
    let Some(url) = options.url else {
        report(messages::no_url(span));
        return Request { body: options.body, ..Request::default() };
    };
    let (url, query) = url.split_once('?').map_or((url.as_str(), ""), |(url, query)| (url, query));
    let query = query.split('#').next().unwrap_or_default();
    let query = query.split('&').filter(|pair| !pair.is_empty()).map(decoded);
    let method = match options.method {
        Some(method) => method,
        None if options.get || (options.data.is_empty() && !options.elsewhere) => Method::Get,
        None => Method::Post,
    };
    if raw {
        (options.data, options.body) = (Vec::new(), None);
    }
    let Options { headers, files, .. } = options;
    let body = options.body.or_else(|| form_body(&options.data, &files).filter(|_| !options.get));
    // What a header says stands in the place of what the option says by itself.
    let encoding = encoding(&headers).or(options.encoding).filter(|_| !options.get);
    let parameters = query.chain(options.data).collect();
    let names = headers.iter().map(|(name, _)| name.clone()).collect();
    let made = ExampleRequest { method, url: url.to_owned(), parameters, headers: names, cookies: options.cookies };
    Request { made: Some(made), body, sent: Sent { encoding, headers, files } }
}

fn option(
    word: &str,
    words: &mut impl Iterator<Item = String>,
    options: &mut Options,
    span: Span,
    report: &mut impl FnMut(Diagnostic),
) {
    let mut value = || words.next().unwrap_or_default();
    match word {
        "-G" | "--get" => options.get = true,
        "-X" | "--request" => options.method = Method::parse(&value()),
        _ if DATA.contains(&word) => {
            let data = value();
            let read = json::read(&data);
            options.encoding = if word == "--json" { Some(Encoding::Json) } else { options.encoding };
            if data.trim_start().starts_with('{') {
                options.data.extend(read.members());
            } else if data.trim_start().starts_with(['@', '[', '"', '<', '$']) || !data.contains('=') {
                options.elsewhere = true;
            } else {
                options.data.extend(data.split('&').map(decoded));
                options.encoding = options.encoding.or(Some(Encoding::Form));
            }
            options.body = options.body.take().or(read.value);
        }
        "-T" | "--upload-file" => {
            options.elsewhere = true;
            drop(value());
            options.method = options.method.or(Some(Method::Put));
        }
        "--data-urlencode" => {
            options.data.push(pair(&value()));
            options.encoding = options.encoding.or(Some(Encoding::Form));
        }
        "-F" | "--form" | "--form-string" => {
            let (name, data) = pair(&value());
            options
                .files
                .extend(data.starts_with(['@', '<']).then(|| name.clone()).filter(|_| word != "--form-string"));
            options.data.push((name, data));
            options.encoding = Some(Encoding::Multipart);
        }
        "-H" | "--header" => options.headers.extend(header(&value())),
        "-b" | "--cookie" => {
            let cookies = value();
            let names = cookies.split(';').filter_map(|cookie| cookie.split('=').next());
            options.cookies.extend(names.map(|name| name.trim().to_owned()));
        }
        "--url" => options.url = Some(value()),
        _ if FLAGS.contains(&word) => {}
        _ if VALUED.contains(&word) => drop(value()),
        _ if word.starts_with('-') => report(messages::unknown_option(word, span)),
        url if options.url.is_none() => options.url = Some(url.to_owned()),
        extra => report(messages::second_url(extra, span)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn the_body_is_what_an_option_has() {
        let span = Span::new(FileId::default(), 0..0);
        let body = |text| read(text, span, &mut |_| {}).body.map(|value| value.to_string());
        assert_eq!(body("curl /a -d '{\"b\": 1}'").as_deref(), Some("{\"b\":1}"));
        assert_eq!(body("curl --json \"{\\\"b\\\": 1}\" /a").as_deref(), Some("{\"b\":1}"));
        assert_eq!(
            body("curl /a -d 'b=1&c=x' --data-urlencode d=").as_deref(),
            Some("{\"b\":\"1\",\"c\":\"x\",\"d\":\"\"}")
        );
        assert_eq!(body("curl -G /a -d 'b=1'"), None);
        assert_eq!(body("curl -F b=1 -F c=@c.png /a").as_deref(), Some("{\"b\":\"1\"}"));
        assert_eq!(body("curl /a"), None);
    }

    #[test]
    fn options_say_how_the_body_is_written() {
        let span = Span::new(FileId::default(), 0..0);
        let cases = [
            ("curl /a -d b=1", Some(Encoding::Form), Method::Post),
            ("curl /a --data-urlencode b=1", Some(Encoding::Form), Method::Post),
            ("curl -G /a --data-urlencode b=1", None, Method::Get),
            ("curl /a -F b=1 --data-urlencode c=1", Some(Encoding::Multipart), Method::Post),
            ("curl /a -H 'Content-Type: application/merge-patch+json' -d b=1", Some(Encoding::Json), Method::Post),
            ("curl /a -H 'Content-Type: image/png' --data-binary @b.png", None, Method::Post),
            ("curl /a -H 'Content-Type: image/png' -T b.png", None, Method::Put),
        ];
        for (text, encoding, method) in cases {
            let read = read(text, span, &mut |_| {});
            let made = read.made.as_ref().map(|made| made.method);
            assert_eq!((read.sent.encoding, made), (encoding, Some(method)), "{text}");
        }
    }

    #[test]
    fn words_are_options_and_values() {
        let cases: [(&str, &[&str]); 6] = [
            ("-XPOST", &["-X", "POST"]),
            ("-sSd@a.json", &["-s", "-S", "-d", "@a.json"]),
            ("--request=PUT", &["--request", "PUT"]),
            ("-X", &["-X"]),
            ("/a=b", &["/a=b"]),
            ("-Haccept: x", &["-H", "accept: x"]),
        ];
        for (word, expected) in cases {
            assert_eq!(parted(word), expected, "{word}");
        }
    }
}
