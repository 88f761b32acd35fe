//! Code blocks.

use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::read::example::Fault;
use crate::source::Span;

/// A label does not say what its example shows.
pub fn assumed_response(span: Span) -> Diagnostic {
    let message = "the label does not say what this example shows; it is taken as a response";
    Diagnostic::new(Code::Inferred, span, message).help("set `of` in the label's `[[section]]` rule")
}

/// An example is not JSON, for `reason`; `lenient` says whether it can be read all the same.
pub fn not_json(reason: &serde_json::Error, fault: &Fault, lenient: bool, span: Span) -> Diagnostic {
    let reading = if lenient { "it is read leniently" } else { "it is kept as text" };
    let (why, help) = match fault {
        Fault::Placeholder(words) => (
            format!("`{words}` stands for a value, {reason}"),
            "write a value in its place, such as `{}` or `\"…\"`; where the block is a sketch, `text` as its language says that it \
             is not meant as JSON",
        ),
        Fault::NoName => (
            format!("a value has no name, {reason}"),
            "give the value a name in front of it, as in `\"name\": \"value\"`; where these are the items of a list, write `[…]` \
             around them",
        ),
        Fault::Left => (
            format!("dots stand for what is not shown, {reason}"),
            "write what they stand for, or take them out; where the block is a sketch, `text` as its language says that it is not \
             meant as JSON",
        ),
        Fault::NoComma => (format!("a comma is missing, {reason}"), "put a comma between the two"),
        Fault::Escape => (
            format!("a text has a character that is not written so, {reason}"),
            "write a backslash in a text as `\\\\`, and a line end as `\\n`",
        ),
        Fault::Other => (
            reason.to_string(),
            "correct it: strict JSON has no trailing commas, no comments, and names in double quotes",
        ),
    };
    Diagnostic::new(Code::BadExample, span, format!("this is not JSON ({why}); {reading}")).help(help)
}

/// A key stands twice in one object of an example.
pub fn key_twice(key: &str, span: Span) -> Diagnostic {
    let message = format!("the key `{key}` stands twice in one object of this example; the last value counts");
    Diagnostic::new(Code::BadExample, span, message).help("remove one of the two, or give them different names")
}

/// A code block has two command lines.
pub fn second_command(span: Span) -> Diagnostic {
    command("this block has a second command line, which is not read", "give each a code block of its own", span)
}

/// A quotation mark of a command line is not closed.
pub fn open_quote(span: Span) -> Diagnostic {
    command("this command line cannot be read: a quotation mark is not closed", "close it", span)
}

/// A command line has no URL.
pub fn no_url(span: Span) -> Diagnostic {
    command("this command line has no URL", "add it", span)
}

/// A command line has two URLs.
pub fn second_url(url: &str, span: Span) -> Diagnostic {
    command(&format!("`{url}` is a second URL in this command line"), "quote what belongs together", span)
}

/// A command line has an option that is not known.
pub fn unknown_option(option: &str, span: Span) -> Diagnostic {
    let message = format!("the option `{option}` of this command line is not understood");
    command(&message, "write the example without it", span)
}

fn command(message: &str, help: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::CurlMismatch, span, message).help(help)
}
