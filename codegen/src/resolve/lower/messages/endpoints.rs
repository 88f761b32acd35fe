//! Endpoints: what they say, and what they leave open.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::StatusCode;
use crate::recognise::raw::Text;
use crate::source::Span;

/// An endpoint says, at `none`, that it has no `what`, and has a table of it.
pub fn nothing_and_a_table(endpoint: &str, what: &str, span: Span, none: Span) -> Diagnostic {
    let message = format!("`{endpoint}` says that it has no {what}, and there is a table of it");
    let help = "correct the document; where the table belongs to another endpoint, a patch with `set = { endpoint = \"…\" }` moves it";
    Diagnostic::new(Code::Contradiction, span, message).related(none, "said here").help(help)
}

/// Nothing is said of the parameters of an endpoint.
pub fn parameters_unsaid(endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("`{endpoint}` does not mention its parameters; it is taken to have none");
    Diagnostic::new(Code::Unsaid, span, message).help("state that there are none, or add a table")
}

/// Nothing is said of the response of an endpoint; whether the policy is that there is none then.
pub fn response_unsaid(endpoint: &str, nothing: bool, span: Span) -> Diagnostic {
    let follows = if nothing { "it is taken to have none" } else { "anything may come back" };
    let message = format!("`{endpoint}` does not mention its response; {follows}");
    Diagnostic::new(Code::Unsaid, span, message).help("state that there is none, or add a table")
}

/// A table of the whole response lacks the field of the data, which something else describes.
pub fn no_data_field(field: &str, span: Span) -> Diagnostic {
    let message = format!("the response's table has no field `{field}`, which carries the data");
    Diagnostic::new(Code::EnvelopeVaries, span, message).help("add it, or correct `envelope.data` in `dialect.toml`")
}

/// A table of the whole response lacks the field of the data, so nothing comes back.
pub fn no_data(field: &str, endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("the table of the whole response has no `{field}`, so `{endpoint}` returns nothing");
    Diagnostic::new(Code::Inferred, span, message).help("if something comes back, add it to the table")
}

/// A statement is about an alias that an endpoint does not have.
pub fn no_alias(endpoint: &str, alias: &str, span: Span) -> Diagnostic {
    let message = format!("`{endpoint}` has no alias `{alias}`");
    Diagnostic::new(Code::NoEffect, span, message).help("announce the alias beside the path")
}

/// A path does not begin with `/`.
pub fn no_slash(path: &str, span: Span) -> Diagnostic {
    let message = format!("the path `{path}` does not begin with `/`");
    Diagnostic::new(Code::BadEndpoint, span, message).help("add it, or set `path.add_slash` in `dialect.toml`")
}

/// An endpoint has an authentication that the dialect does not know.
pub fn unknown_auth(words: &str, span: Span) -> Diagnostic {
    let message = format!("the authentication `{words}` is unknown");
    Diagnostic::new(Code::BadEndpoint, span, message).help("add an `[[auth]]` rule to `dialect.toml`")
}

/// Nothing says which methods an endpoint takes.
pub fn methods_unsaid<'m>(endpoint: &str, methods: impl Iterator<Item = &'m str>, span: Span) -> Diagnostic {
    let methods: Vec<_> = methods.collect();
    let are = if methods.len() == 1 { "is" } else { "are" };
    let message = format!("nothing says which methods `{endpoint}` takes; {} {are} assumed", methods.join(" and "));
    let help = "read them: by a group `method` or `method_columns` of the `[[endpoint]]` rule, by its `methods` or by a \
                `[[statement]]` of `methods`; or write in `[transport]` which there are, by `get` and `post`";
    Diagnostic::new(Code::Unsaid, span, message).severity(Severity::Warning).help(help)
}

/// The documents say that the body is sent in parts, and the dialect writes it in another way.
pub fn in_parts(endpoint: &str, span: Span) -> Diagnostic {
    let message =
        format!("the body of `{endpoint}` is said to be `multipart/form-data`, and is written in another way");
    let help = "write `multipart` in `encodings` of the `[[section]]` rule for its parameters, or in `transport.post` for \
                all; where a form or JSON is taken too, `[[accept]]` in `patches.toml` takes this message";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// The methods of an endpoint have their parameters in different locations.
pub fn locations_differ(endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("the methods of `{endpoint}` put their parameters into different locations");
    let help = "give all of its methods in `transport.locations`, or say it in the document";
    Diagnostic::new(Code::ConfigValue, span, message).help(help)
}

/// A parameter is a file, and nothing carries it.
pub fn file_not_carried(parameter: &str, endpoint: &str, where_sent: &str, span: Span) -> Diagnostic {
    let message = format!("`{parameter}` of `{endpoint}` is a file, and is sent {where_sent}");
    let help = "a file is a part of `multipart/form-data`: write `multipart` in `encodings` of the `[[section]]` rule for its \
                parameters, or in `transport.post`; or give the word for its type another one in `[types]`";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// What comes back is said to be of a media type that is no JSON, and to be of a type that JSON alone has.
pub fn no_media_of_type(endpoint: &str, media: &str, span: Span) -> Diagnostic {
    let message = format!("what `{endpoint}` gives is said to be `{media}`, and to be of a type that only JSON has");
    let help = "give it a word for a type that is `file` or `string` in `[types]`, or correct the pattern of the \
                `[[statement]]` rule of `media-type`";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// What comes back is said to be of a media type, and the words for it are none.
pub fn no_media_type(endpoint: &str, words: &str, span: Span) -> Diagnostic {
    let message = format!("what `{endpoint}` gives is said to be `{words}`, which is no media type");
    let help =
        "have the group `media` of the `[[statement]]` rule of `media-type` match one alone, such as `image/png`";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// What comes back can have another media type than the one that counts, or has it with another status.
pub fn other_media(
    endpoint: &str,
    media: &str,
    status: Option<StatusCode>,
    (span, counts): (Span, &Text),
) -> Diagnostic {
    let message = match status {
        Some(status) => format!("what `{endpoint}` gives with {status} is `{media}`, and is taken for JSON"),
        None => format!("what `{endpoint}` gives can be `{media}` too, which is left out: `{}` counts", counts.value),
    };
    let diagnostic = Diagnostic::new(Code::NoEffect, span, message).related(counts.span, "the media type that counts");
    diagnostic.help("a response has one media type, and of several JSON counts; describe the others in words")
}

/// JSON has a media type of its own.
pub fn json_of_media(endpoint: &str, media: &str, span: Span) -> Diagnostic {
    let message = format!("what `{endpoint}` gives is `{media}`, which is JSON, and is called `application/json`");
    Diagnostic::new(Code::NoEffect, span, message).severity(Severity::Note).help("there is nothing to do")
}
