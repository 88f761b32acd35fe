//! Announcements of endpoints, their paths and methods, and the headings that they stand under.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A text reads like an announcement, and is none to any rule; `other` is its method, where endpoints cannot have it.
pub fn unannounced(words: &str, other: Option<&str>, span: Span) -> Diagnostic {
    let message = format!("`{}` looks like an endpoint, but no rule announces one here", words.trim().replace('`', ""));
    let help = "have the pattern of an `[[endpoint]]` rule match it; where it is none, give it an `[[ignore]]` rule or, as \
                a label, the role `prose`; a code block stays words, and `[[accept]]` in `patches.toml` takes this message";
    let help = other.map_or_else(
        || help.to_owned(),
        |method| {
            format!(
                "endpoints cannot have the method `{method}` here; an `[[ignore]]` rule, or as a label one with the role \
                 `prose`, keeps it as words"
            )
        },
    );
    Diagnostic::new(Code::UnknownLabel, span, message).help(help)
}

/// A heading is a method of the endpoint above it.
pub fn method_heading(words: &str, span: Span) -> Diagnostic {
    let message = format!(
        "the heading `{}` is a method, and what is below it is taken for one endpoint with the \
                                   rest",
        words.trim()
    );
    let help = "announce an endpoint with it: an `[[endpoint]]` rule with `in = \"heading\"`, a pattern with the \
                group `method`, and `above` for the heading that has the path";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// An endpoint and the first one under the same heading: each a path and its place.
pub fn one_heading((path, span): (&str, Span), (first, at): (&str, Span)) -> Diagnostic {
    let message =
        format!("`{path}` is under the same heading as `{first}`; what is below the heading is taken to describe both");
    let help = "give each endpoint a heading of its own, so that its content cannot be taken for another's";
    Diagnostic::new(Code::NoHeading, span, message).related(at, "the first").help(help)
}

/// A section stands beside a list of endpoints; the first is a path with its place.
pub fn serves(label: &str, body: bool, span: Span, (first, at): (&str, Span)) -> Diagnostic {
    let those = if body { " that is called by POST or PUT" } else { "" };
    let message = format!(
        "what follows `{label}` stands below none of the endpoints here; it is taken to describe each of them{those}"
    );
    let help =
        "say with `endpoints` of its `[[section]]` rule which it describes, such as `'^PUT '`; or move it below one";
    let diagnostic = Diagnostic::new(Code::NoHeading, span, message).severity(Severity::Warning);
    diagnostic.related(at, format!("the first is `{first}`")).help(help)
}

/// A link that leads to the rest of an endpoint leads to no heading.
pub fn leads_nowhere(url: &str, path: &str, span: Span) -> Diagnostic {
    let message =
        format!("the link `{url}` leads to no heading of the documents, so the rest of `{path}` is not found");
    let help = "correct the link; one without `#` leads to a document with one heading above all others";
    Diagnostic::new(Code::DeadLink, span, message).help(help)
}

/// An announcement of several methods has links to several headings.
pub fn leads_twice(url: &str, first: &str, span: Span) -> Diagnostic {
    let message = format!(
        "this announces several methods and leads to several headings; `{first}` is followed, and `{url}` is not"
    );
    let help = "write a row or an item for each method, with its own link";
    Diagnostic::new(Code::DeadLink, span, message).help(help)
}

/// An announcement has no path.
pub fn no_path(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadEndpoint, span, "this announces an endpoint, but no path can be read in it").unmade()
}

/// Nothing above an announcement says what its path begins with.
pub fn no_prefix(span: Span) -> Diagnostic {
    let message = "nothing above this endpoint says what its path begins with";
    let help = "have `above` of the `[[endpoint]]` rule match the heading, the paragraph or the line of front matter that \
                says it; what has its whole path is for another rule";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// A row of a table of endpoints has no path.
pub fn no_path_in_row(span: Span) -> Diagnostic {
    let message = "this row has no path, so it announces no endpoint";
    Diagnostic::new(Code::BadEndpoint, span, message)
        .unmade()
        .help("write the path, or move the words out of the table")
}

/// A row of a table of endpoints that a value tells apart has no value.
pub fn no_selector_in_row(span: Span) -> Diagnostic {
    let message = "this row has no value of the selector, so it announces no endpoint";
    Diagnostic::new(Code::BadEndpoint, span, message)
        .help("write the value, leave the row out by an `[[ignore]]` rule with `mark = \"row\"`, or move the words out of the table")
}

/// A path is several.
pub fn several_paths(words: &[&str], span: Span) -> Diagnostic {
    let message = format!("`{}` is more than one path", words.join(" "));
    let help = "`split` of the `[[endpoint]]` rule says what separates several paths; where it is one, make the group \
                of its pattern narrower";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// A segment of a path is in brackets, and no parameter.
pub fn bad_parameter(segment: &str, path: &str, span: Span) -> Diagnostic {
    let message = format!("`{segment}` of the path `{path}` is not the name of a parameter");
    let help = "a parameter is written `{name}`, `:name`, `<name>`, `(name)` or `[name]`; correct the document";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// A segment of a path stands for any words.
pub fn wildcard(segment: &str, path: &str, span: Span) -> Diagnostic {
    let message = format!("`{segment}` of the path `{path}` is sent as it stands, though it looks like a wildcard");
    let help = "write a parameter, such as `{path}`, for what differs from call to call; a patch sets the `path`";
    Diagnostic::new(Code::BadEndpoint, span, message).severity(Severity::Warning).help(help)
}

/// A path has a brace that is no parameter's.
pub fn stray_brace(path: &str, span: Span) -> Diagnostic {
    let message = format!("a brace of the path `{path}` belongs to no parameter");
    let help = "a parameter is written `{name}`, `:name` or `<name>`; correct the document";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// A path has `{#name}`, which stands for what is never sent.
pub fn fragment(name: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{{#{name}}}` stands for the fragment of a URL, which is never sent; `{name}` is no parameter");
    Diagnostic::new(Code::PathMismatch, span, message).severity(Severity::Note)
}

/// A word is no method.
pub fn bad_method(word: &str, span: Span) -> Diagnostic {
    let message = format!("`{word}` is not a method that an endpoint can have");
    let help = "the methods are GET, POST, PUT, PATCH, DELETE, HEAD and OPTIONS, other methods are not supported: `[methods]` \
                says which of these a word stands for, an `[[ignore]]` rule with `mark = \"row\"` leaves a row out";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// No document of an API announces an endpoint.
pub fn no_endpoint(api: &str, span: Span) -> Diagnostic {
    let message = format!("no document of `{api}` announces an endpoint");
    let help = "say in `[[endpoint]]` of `dialect.toml` what an announcement looks like";
    Diagnostic::new(Code::NoEndpoint, span, message).help(help)
}
