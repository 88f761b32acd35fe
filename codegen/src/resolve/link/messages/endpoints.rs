//! Endpoints as a whole, their responses and statuses.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::dialect::EndpointNames;
use crate::ir::StatusCode;
use crate::resolve::link::accounts::is_broken;
use crate::source::Span;

/// An endpoint stands under no heading of its own.
pub fn untitled(path: &str, span: Span) -> Diagnostic {
    let message = format!("no heading of its own names the endpoint `{path}`");
    let help =
        "give each endpoint a heading, so that its content cannot be taken for another's; a patch can set its `title`";
    Diagnostic::new(Code::NoHeading, span, message).help(help)
}

/// Two endpoints have one name, which follows from what the dialect says.
pub fn one_name(name: &str, paths: (&str, &str), names: EndpointNames, (span, first): (Span, Span)) -> Diagnostic {
    let (path, other) = paths;
    let message = format!("two endpoints would be called `{name}`: `/{path}` and `/{other}`");
    // What was cut out of the middle of a path leaves an empty part.
    let broken = [path, other].into_iter().find(|path| is_broken(path));
    if let Some(broken) = broken {
        let help = format!(
            "the path `/{broken}` has an empty part, or a query that does not stand at its end: correct it; where it is right, \
             name one of the two by its method and path in `path.renames`"
        );
        return Diagnostic::new(Code::DuplicateEndpoint, span, message).related(first, "the other").help(help);
    }
    let help = match names {
        EndpointNames::Path => {
            "where two paths end alike, raise `path.name_segments`, or name one of them in `path.renames`"
        }
        EndpointNames::MethodAndPath => "name one of them by its method and path in `path.renames`",
        EndpointNames::Title => "give each a title of its own, or name one of them in `path.renames`",
    };
    Diagnostic::new(Code::DuplicateEndpoint, span, message).related(first, "the other").help(help)
}

/// Two endpoints take one method on one path, and each has sections of its own.
pub fn one_call(first: &str, second: &str, path: &str, (span, other): (Span, Span)) -> Diagnostic {
    let who = if first == second { format!("`{first}`") } else { format!("`{first}` and `{second}`") };
    let message = format!("`/{path}` is announced twice with one method, by {who}, and described differently");
    let help = "one path takes a method once: correct the path or the method of one of them, describe both in one place, or \
                have `policy.same_call = \"merge\"` take them for one endpoint";
    Diagnostic::new(Code::DuplicateEndpoint, span, message).related(other, "the first").reaches(other).help(help)
}

/// Nothing states the value by which an endpoint could be told from others of its methods and path, such as `other`.
pub fn untold(name: &str, path: &str, parameter: &str, other: &str, (span, first): (Span, Span)) -> Diagnostic {
    let message = format!(
        "the calls of `/{path}` are told apart by `{parameter}`, and nothing states which value of it `{name}` has"
    );
    let help = format!(
        "give the value: in the query of the announcement, in a group `selector`, by a `[[statement]]` of `selector`, or as the \
         constant, default or example of the row of `{parameter}`; an announcement that stands for all of them is none"
    );
    let diagnostic = Diagnostic::new(Code::DuplicateEndpoint, span, message);
    diagnostic.related(first, format!("`{other}` has one")).help(help)
}

/// The row of a selector gives another value than what counts.
pub fn selector_differs(parameter: &str, value: &str, row: &str, (span, at): (Span, Span)) -> Diagnostic {
    let message = format!("the row of `{parameter}` gives `{row}`, and the endpoint is told from others by `{value}`");
    let diagnostic = Diagnostic::new(Code::MergeConflict, at, message).related(span, "this counts");
    diagnostic.help("make the two agree")
}

/// Nothing but an example shows the value by which an endpoint is told from others.
pub fn selector_shown(parameter: &str, value: &str, span: Span) -> Diagnostic {
    let message = format!("that `{parameter}` is `{value}` was taken from the example of the request");
    let help =
        format!("where it is right, say it in words or in the row of `{parameter}`, or accept it by `[[accept]]`");
    Diagnostic::new(Code::Inferred, span, message).help(help)
}

/// An endpoint is announced again, under another title or with another query where the two differ in that. `alone` are
/// the paragraphs that only one of the two has, and `method` says that only one of them states a method.
pub fn announced_again(
    name: &str,
    titles: Option<&(String, String)>,
    varies: bool,
    (alone, method): (usize, bool),
    (span, first): (Span, Span),
) -> Diagnostic {
    let mut message = match (titles, varies) {
        (_, true) => format!("`{name}` is announced twice, with and without a part of the query; that may be left out"),
        (Some((one, two)), false) => {
            format!("`{name}` is announced twice, as `{one}` and as `{two}`; it is taken for one endpoint")
        }
        (None, false) => format!("`{name}` is announced twice; it is taken for one endpoint"),
    };
    if method {
        message.push_str("; only one of the two states a method");
    }
    if alone > 0 {
        message = format!("{message}; paragraphs that only one of the two has: {alone}");
    }
    // An overview in another document has titles of its own.
    let other = titles.is_some() && span.file == first.file;
    let severity = if varies || other { Severity::Warning } else { Severity::Note };
    let help =
        "one method on one path is one endpoint; where two are meant, correct the path or the method of one of them";
    Diagnostic::new(Code::Duplicate, span, message).severity(severity).related(first, "the first").help(help)
}

/// Two descriptions of one call are taken together, as the dialect says.
pub fn described_together(name: &str, path: &str, (span, first): (Span, Span)) -> Diagnostic {
    let message = format!(
        "`/{path}` is announced twice with one method; both describe `{name}`, and what only one of them has may be left out"
    );
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).severity(Severity::Note);
    diagnostic.related(first, "the first").help("`policy.same_call` says so")
}

/// A further path of an endpoint is that of another.
pub fn alias_taken_by(name: &str, alias: &str, other: &str, (span, first): (Span, Span)) -> Diagnostic {
    let message = format!("`{alias}` is another path of `{name}` and the path of `{other}`, which keeps it");
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(first, "the path of the other");
    diagnostic.help("take the path out of one of the announcements")
}

/// An endpoint has an empty path.
pub fn empty_path(span: Span) -> Diagnostic {
    let message = "the path is empty, so the endpoint has no name";
    Diagnostic::new(Code::BadEndpoint, span, message).help("correct the path, or name it in `path.renames`")
}

/// Two tables give the response.
pub fn response_twice(span: Span, first: Span) -> Diagnostic {
    let message = "the response is given twice; the first counts";
    Diagnostic::new(Code::Duplicate, span, message).related(first, "the first")
}

/// A further table of the response adds fields to the first.
pub fn response_goes_on(span: Span, first: Span) -> Diagnostic {
    let message = "a second table stands for the response; its fields are added to those of the first";
    let help = "where it is of another response, give its label a group `status`, or name the object or the field that it \
                describes";
    Diagnostic::new(Code::Duplicate, span, message).related(first, "the first").help(help)
}

/// Two tables of the response have a field of one name; the second can state `again` what the first does.
pub fn response_field_twice(name: &str, again: bool, span: Span, first: Span) -> Diagnostic {
    twice(&format!("the response has the field `{name}`"), again, span, first).help("make the two agree, or remove one")
}

/// Something is given by two tables.
pub(super) fn twice(what: &str, again: bool, span: Span, first: Span) -> Diagnostic {
    let (how, severity) = if again {
        ("twice, in the same way", Severity::Note)
    } else {
        ("twice, and not in the same way; the first counts", Severity::Warning)
    };
    let diagnostic = Diagnostic::new(Code::Duplicate, span, format!("{what} {how}")).severity(severity);
    diagnostic.related(first, "the first")
}

/// The rows of a response are those of the envelope.
pub fn rows_of_envelope(span: Span) -> Diagnostic {
    let message = "the rows of this response are those of the envelope, and so are the examples; the table is taken as the \
                   whole response";
    let help = "where the label always stands for the whole, give its `[[section]]` rule the role `envelope`";
    Diagnostic::new(Code::Inferred, span, message).severity(Severity::Warning).help(help)
}

/// A table of the envelope has data as well, and another gives the response.
pub fn data_twice(span: Span, first: Span) -> Diagnostic {
    response_twice(span, first).help("leave one of them out; this table has rows beside those of the envelope")
}

/// The row of the data gives the response, at `row`, and a table of its own does.
pub fn response_in_envelope(span: Span, row: Span) -> Diagnostic {
    let message = "the response is given twice, by a table of its own and in that of the envelope, which counts";
    let help =
        "leave one of them out; what is in the data can stand in rows below its own, or in a section of `object`";
    Diagnostic::new(Code::Duplicate, span, message).related(row, "the row in the envelope").help(help)
}

/// A sentence gives another response than the table at `table`.
pub fn sentence_differs(endpoint: &str, span: Span, table: Span) -> Diagnostic {
    let message = format!("the sentence gives the response of `{endpoint}` another type than the table");
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(table, "this counts");
    diagnostic.help("make the two agree, or leave one of them out")
}

/// Two labels give the response of one status, or the response.
pub fn status_twice(code: Option<StatusCode>, span: Span, first: Span) -> Diagnostic {
    let of = code.map_or(String::new(), |code| format!(" of status {code}"));
    let message = format!("the response{of} is given again, and not in the same way; what comes back is one of these");
    let help = "where it is the first in other words, leave one of them out; where each can come back, that is what comes out, \
                and `[[accept]]` in `patches.toml` takes this message";
    Diagnostic::new(Code::Duplicate, span, message).related(first, "the first").help(help)
}

/// A status without a body has a type.
pub fn bodiless_status(code: StatusCode, span: Span) -> Diagnostic {
    let message = format!("a response of status {code} has no body, and the table gives it a type");
    let help = "leave the type out; give a word that means that there is none the type `null` in `[types]`";
    Diagnostic::new(Code::Contradiction, span, message).help(help)
}

/// The table of statuses gives another response than what stands at `other`.
pub fn status_differs(code: u16, span: Span, other: Span) -> Diagnostic {
    let message = format!("the table of statuses gives the response of {code} another type, which does not count");
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(other, "this counts");
    diagnostic.help("make the two agree, or leave one of them out")
}

/// An endpoint has several statuses of a success, of which `first` counts.
pub fn several_successes(
    endpoint: &str,
    codes: &[String],
    (code, first): (StatusCode, Span),
    span: Span,
) -> Diagnostic {
    let message = format!(
        "`{endpoint}` can succeed with the statuses {}; a server answers with {code}, and a client takes them all",
        codes.join(", ")
    );
    let help = "if all of them have the same data, there is nothing to correct; else say what comes with each, or that nothing \
                does, by a table of statuses with `columns.type` or by a label with a group `status`";
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).severity(Severity::Note);
    diagnostic.related(first, "this counts").help(help)
}

/// A note names no endpoint whose response the parameters could be taken from.
pub fn no_such_response(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is not an endpoint whose response has fields that could be parameters here");
    Diagnostic::new(Code::NoEffect, span, message).help("correct the name of the endpoint")
}

/// The parameters of an endpoint lack fields of the response of `other` that they are said to be.
pub fn lacks_fields(endpoint: &str, other: &str, fields: &[String], span: Span, first: Span) -> Diagnostic {
    let message = format!(
        "the parameters of `{endpoint}` are said to be the response fields of `{other}`, and the table lacks {}",
        fields.join(", ")
    );
    let help = "add them to the table, or say in the note which are left out";
    Diagnostic::new(Code::UnknownMention, span, message).related(first, "the first of them").help(help)
}
