//! Parameters: where they are sent, and what they are called.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::resolve::link::messages::endpoints::twice;
use crate::source::Span;

/// The table puts a parameter into the path at `path`, which does not have it.
pub fn not_in_path(name: &str, span: Span, path: Span) -> Diagnostic {
    let message = format!("the table puts `{name}` into the path, which has no such part");
    let diagnostic = Diagnostic::new(Code::PathMismatch, span, message).related(path, "the path");
    diagnostic.help("correct the path or the table; the path counts")
}

/// Parameters that are said to be named by the path have one that it does not name, which may be another endpoint's.
pub fn not_named(name: &str, shared: bool, span: Span, path: Span) -> Diagnostic {
    let message = format!("the path does not name `{name}`, and only parameters that it names count here");
    let diagnostic = Diagnostic::new(Code::PathMismatch, span, message).related(path, "the path");
    let diagnostic = diagnostic.help("name it in the path, as in `{?name}`, or take it out of the list");
    if shared { diagnostic.severity(Severity::Note) } else { diagnostic }
}

/// Parameters must be there in one of the ways to call an endpoint, and are not among those of another.
pub fn only_in_some(names: &[String], first: Span, last: Span) -> Diagnostic {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    let message = format!("{} must be there in one of several requests alone; it may be left out", names.join(", "));
    let diagnostic = Diagnostic::new(Code::Duplicate, last, message).related(first, "another request");
    let diagnostic = diagnostic.severity(Severity::Note);
    diagnostic.help("nothing to do, unless the requests are one; the words of the document say which belong together")
}

/// A part of the path is marked as optional.
pub fn optional_part(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is marked as a part of the path that may be left out; it is taken as required");
    Diagnostic::new(Code::PathMismatch, span, message).help("announce the shorter path as an endpoint of its own")
}

/// The table puts a part of the path elsewhere.
pub fn part_elsewhere(name: &str, span: Span, path: Span) -> Diagnostic {
    let message = format!("`{name}` is a part of the path, and the table puts it elsewhere");
    let help = "correct the path or the table, the path counts; where there are two parameters of the name, give the \
                part of the path a row of its own, and say there that it is in the path";
    Diagnostic::new(Code::PathMismatch, span, message).related(path, "the path").help(help)
}

/// A row stands for any key of the body, and no method has one.
pub fn keys_without_body(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` stands for any key of the body by `names.map_key`, and no method here has a body");
    let help = "correct the method, or give the row the name of a parameter; a query has no keys that are not known";
    Diagnostic::new(Code::BadName, span, message).help(help)
}

/// What the query of the path names stands in a table of what is sent elsewhere.
pub fn query_elsewhere(name: &str, span: Span, path: Span) -> Diagnostic {
    let message =
        format!("`{name}` is in the query of the path, and the table puts it elsewhere; it is sent in the query alone");
    let help = "correct the path or the table; two parameters of one call need two names";
    Diagnostic::new(Code::PathMismatch, span, message).related(path, "the path").help(help)
}

/// The table makes a part of the path optional, by a default or as it says.
pub fn part_left_out(name: &str, by_default: bool, span: Span, path: Span) -> Diagnostic {
    let says = if by_default { "gives it a default" } else { "says that it may be left out" };
    let message = format!("`{name}` is a part of the path, and the table {says}");
    let diagnostic = Diagnostic::new(Code::PathMismatch, span, message).related(path, "the path");
    diagnostic.help("correct the table; a part of the path is always needed")
}

/// There is a table of parameters, and it lacks a part of the path.
pub fn part_not_in_table(name: &str, span: Span) -> Diagnostic {
    let help = "add it to the table; `path.parameter_type` says what else it is";
    Diagnostic::new(Code::PathMismatch, span, undescribed("the path", name)).help(help)
}

/// An item of the list of parameters, at `row`, is called as a part of the path, and no rule reads it.
pub fn part_of_unread_row(name: &str, span: Span, row: Span) -> Diagnostic {
    let message = format!("the path has `{name}`, and no rule reads the row that describes it");
    let diagnostic = Diagnostic::new(Code::PathMismatch, span, message).related(row, "this row");
    diagnostic.help("correct the row, or write a `[[bullet]]` rule that it matches")
}

/// There is no table that could describe a part of the path.
pub fn part_without_table(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unsaid, span, undescribed("the path", name)).help("add it to a table of parameters")
}

/// Nothing describes a parameter of the query.
pub fn query_without_table(name: &str, span: Span) -> Diagnostic {
    let message = undescribed("the query of the path", name);
    Diagnostic::new(Code::Unsaid, span, message).help("add it to a table of parameters")
}

/// The announcing request has a header that no table describes.
pub fn header_without_table(name: &str, span: Span) -> Diagnostic {
    let message = undescribed("the request", name);
    let help = "add it to a table of parameters; where every call has it, `[[fill]]` with `location` says it once";
    Diagnostic::new(Code::Unsaid, span, message).help(help)
}

/// A request shows a header that the tables of parameters lack.
pub fn header_not_in_table(name: &str, span: Span) -> Diagnostic {
    let message = format!("this request has the header `{name}`, and no table describes it; it is no parameter");
    let help = "add it to a table of parameters; where every call has it, `[[fill]]` with `location` says it once, and \
                `[[auth]]` where it is a credential";
    Diagnostic::new(Code::Unsaid, span, message).help(help)
}

fn undescribed(what: &str, name: &str) -> String {
    format!("{what} has `{name}`, and no table describes it")
}

/// A parameter has two rows; `located` says whether both say where they are sent, and `again` whether they state the same.
pub fn parameter_twice(name: &str, located: bool, again: bool, (span, first): (Span, Span)) -> Diagnostic {
    let help = if located {
        "one call has one parameter of a name, unless one of the two is a part of the path; make the two agree, or remove one; where \
         they are of alternative requests, set by a patch the `type` or the `values` that hold both"
    } else {
        "make the two agree, or remove one; where they are of alternative requests, set by a patch the `type` or the `values` that \
         hold both; where one is a part of the path, say so: by `location` of its label's `[[section]]` rule, or by a column \
         for `columns.location`"
    };
    twice(&format!("the parameter `{name}` is given"), again, span, first).help(help)
}

/// A parameter, whose row is at `span`, is stated to be sent in a body, and the method has none.
pub fn no_body(name: &str, method: &str, span: Span, row: Span) -> Diagnostic {
    let message =
        format!("`{name}` is said to be sent in the body, but `{method}` has none here; it is sent in the query");
    let help = "correct where it is sent, or the method; a patch sets `location` or the `methods` of the endpoint";
    let diagnostic = Diagnostic::new(Code::PathMismatch, row, message).severity(Severity::Warning);
    if span == row { diagnostic.help(help) } else { diagnostic.related(span, "said here").help(help) }
}

/// A header that a client sets by itself is no parameter; `what` says how it is known.
pub fn known_header(name: &str, what: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is no argument of the call: {what}");
    let help = "its words are kept in the documentation; an `[[ignore]]` rule with `mark = \"row\"` leaves the row out";
    Diagnostic::new(Code::Inferred, span, message).severity(Severity::Note).help(help)
}

/// The header of a credential stands in a table, and nothing says that the call needs one.
pub fn undeclared_credential(name: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{name}` carries a credential, and the dialect has none for this endpoint, so that none is sent");
    let help = "declare it by `[[auth]]`, with `everywhere = true` or a `[[statement]]` of the endpoint with \
                `states = \"auth\"`; it is no argument of the call, and its words are kept in the documentation";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A part of the path is called `new`, since the parameter at `other` needs its name.
pub fn part_renamed(name: &str, new: &str, span: Span, other: Span) -> Diagnostic {
    let message = format!("`{name}` is a part of the path, and another parameter too; the part is called `{new}`");
    let help = "a part of the path is sent without its name, so both can be given; for another name, write it into the path \
                and into the part's row";
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).severity(Severity::Note);
    diagnostic.related(other, "the other").help(help)
}

/// A field of the body is called as a parameter at `other`.
pub fn body_field_twice(name: &str, span: Span, other: Span) -> Diagnostic {
    let message = format!("the body has a field `{name}`, and another parameter has the same name");
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(other, "the other");
    diagnostic.help("the other counts; leave one of them out of the documents")
}

/// The body of a request is no object.
pub fn no_object(name: &str, words: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{name}` is the whole body by `names.body`, and its type `{words}` is not an object with fields");
    let help = "define the type with its fields, or put rows for them below the row of the body; where the body is an \
                object that has this one field, take the name out of `names.body`; where it is bytes, give the word for \
                its type `file` in `[types]`, and where it is text, say its media type by a `[[statement]]` of \
                `media-type` with `of = \"request\"`";
    Diagnostic::new(Code::BadType, span, message).help(help)
}

/// The body of a request is said to be of a media type, and to be JSON, a form, parts or an object.
pub fn raw_and_json(endpoint: &str, media: &str, span: Span, other: Span) -> Diagnostic {
    let message = format!("the body of `{endpoint}` is said to be `{media}`, and to have fields; the fields count");
    let help = "of a body that is bytes or text, no section says how its fields are written, and its row by `names.body` has a \
                type that is `file` or `string`; else correct the pattern of the `[[statement]]` rule of `media-type`";
    Diagnostic::new(Code::Contradiction, span, message).related(other, "said here").help(help)
}

/// The body of a request is said to be of a media type, and the words for it are none.
pub fn no_sent_media_type(endpoint: &str, words: &str, span: Span) -> Diagnostic {
    let message = format!("the body of `{endpoint}` is said to be `{words}`, which is no media type");
    let help = "have the group `media` of the `[[statement]]` rule of `media-type` match one alone, such as `text/plain`; all \
                matches in a sentence count";
    Diagnostic::new(Code::BadEndpoint, span, message).help(help)
}

/// A request that is shown says how the body is written, and nothing else does.
pub fn written_as_shown(endpoint: &str, media: &str, span: Span) -> Diagnostic {
    let message = format!("that the body of `{endpoint}` is `{media}` is taken from this example");
    let help = "say it in a sentence that a `[[statement]]` rule of `media-type` with `of = \"request\"` reads, or by \
                `transport.post` for all endpoints, so that it does not depend on one example";
    Diagnostic::new(Code::Inferred, span, message).help(help)
}

/// A request that is shown writes the body otherwise than the endpoint takes it.
pub fn shown_otherwise(endpoint: &str, media: &str, span: Span) -> Diagnostic {
    let message =
        format!("this request has a body that is `{media}`, and `{endpoint}` takes none that is; it has no effect");
    let help = "correct the example, or say how the body is written: in a sentence that a `[[statement]]` rule of `media-type` \
                with `of = \"request\"` reads, by `encodings` of a `[[section]]` rule, or by `transport.post` for all endpoints";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A parameter has no room in a body that is another one's bytes or text, at `body`.
pub fn beside_raw_body(name: &str, whole: &str, stated: bool, span: Span, body: Span) -> Diagnostic {
    let why = if stated { "is said to be in the body" } else { "has no location" };
    let message = format!("`{name}` {why}, which is all of `{whole}`; it is sent in the query");
    let help = "say where it is sent, by a column `columns.location`, by `location` of the `[[section]]` rule or by \
                `transport.locations`; where it is the body, by `names.body`";
    Diagnostic::new(Code::Inferred, span, message).related(body, "the body").help(help)
}
