//! Labels and their tables: where they belong.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A statement about an endpoint stands outside of them; `beside` is the heading that has an announcement.
pub fn stray_statement(beside: Option<&str>, span: Span) -> Diagnostic {
    let message = "this states a fact of an endpoint, but it is under none";
    let help = "move it below the endpoint, or make the pattern of its `[[statement]]` rule narrower";
    Diagnostic::new(Code::NoEffect, span, message).help(under(help, beside))
}

/// A section of an endpoint stands outside of them; `beside` is the heading that has an announcement.
pub fn stray_section(beside: Option<&str>, span: Span) -> Diagnostic {
    let message = "this section is outside of every endpoint, where its role has no meaning";
    let help = "move it below the endpoint that it describes; where it is no label of an endpoint, make the pattern of its \
                `[[section]]` rule narrower; where it tells what surrounds every response, give its fields by \
                `[[envelope.field]]`, and its label the role `prose`";
    Diagnostic::new(Code::NoParent, span, message).help(under(help, beside))
}

/// A remedy for what stands outside of endpoints, and the other one where a heading beside it has the announcement.
fn under(help: &str, beside: Option<&str>) -> String {
    let Some(heading) = beside else { return help.to_owned() };
    format!(
        "{help}; where `{heading}` beside it is a label and no title, say so by `under` in the `[[endpoint]]` rule, and \
         the endpoint has all that stands below the heading above"
    )
}

/// Values are those of a field that the envelope lacks.
pub fn no_envelope_field(field: &str, span: Span) -> Diagnostic {
    let message = format!("the envelope has no field `{field}`");
    Diagnostic::new(Code::NoParent, span, message).help("add it to `[[envelope.field]]` in `dialect.toml`")
}

/// Several groups of one document have one name, so each is called after the heading above it.
pub fn group_by_heading_above(name: &str, heading: &str, span: Span) -> Diagnostic {
    let message = format!("several groups of this document are called `{name}`; this one is called `{heading}`");
    let help = "where the heading is a mere label of a table of endpoints, `endpoint.under` says so";
    Diagnostic::new(Code::Duplicate, span, message).severity(Severity::Note).help(help)
}

/// The table after a label has another form than its role.
pub fn unsuited_table(span: Span) -> Diagnostic {
    let message = "the table after this label does not fit its role, so it is not used";
    let help = "parameters and envelopes are tables of fields; correct the role of the label, or the table";
    Diagnostic::new(Code::UnknownTable, span, message).help(help)
}

/// Rows of items stand where no list can.
pub fn no_list(span: Span) -> Diagnostic {
    let message = "the names begin with `[]`, and what this label announces cannot be a list";
    let help = "leave the `[]` out; the type of a field, or the label of a response, says that there is a list";
    Diagnostic::new(Code::BadName, span, message).help(help)
}

/// Items are taken for the response.
pub fn assumed_response(span: Span) -> Diagnostic {
    let message = "this is not under the label of a response; it is taken as the response of the endpoint";
    Diagnostic::new(Code::AssumedRole, span, message).help("put the label of the response above it")
}

/// Items whose own label says that they are of the response, where others stand below a label of it.
pub fn own_response(span: Span) -> Diagnostic {
    let message = "this is not under the label of a response, but says itself that it is the response";
    let help = "put the label of the response above it, as elsewhere";
    Diagnostic::new(Code::AssumedRole, span, message).severity(Severity::Note).help(help)
}

/// Items of a response that is described at `first`.
pub fn described_before(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::AmbiguousParent, span, "the response has been described before")
        .related(first, "it is described here")
        .help("name the field whose items these are")
}

/// Items of one of these lists, of which there is not exactly one.
pub fn items_of_one<'n>(lists: impl Iterator<Item = &'n str>, span: Span) -> Diagnostic {
    let names: Vec<_> = lists.map(|name| format!("`{name}`")).collect();
    let message = if names.is_empty() {
        "these are items, but the table above has no list without items".to_owned()
    } else {
        format!("these are items of one of {}", names.join(", "))
    };
    Diagnostic::new(Code::NoParent, span, message).help("name the list in the sentence, or write a patch")
}

/// Items are taken for those of the only open list, at `only`.
pub fn assumed_items(list: &str, span: Span, only: Span) -> Diagnostic {
    let message = format!("the sentence does not say whose items these are; they are taken as those of `{list}`");
    Diagnostic::new(Code::Inferred, span, message)
        .related(only, "the only list of the response without items")
        .help("name the list in the sentence")
}

/// Several tables have the field that a label names.
pub fn several_parents(field: &str, span: Span, taken: Span, other: Span) -> Diagnostic {
    let message = format!("`{field}` is in several tables; the nearest one before is taken");
    Diagnostic::new(Code::AmbiguousParent, span, message)
        .related(taken, "taken")
        .related(other, "not taken")
        .help("say in the label which object holds it")
}

/// A label and the type of its field, at `ty`, differ on whether it is a list.
pub fn list_or_not(field: &str, words: &str, span: Span, ty: Span) -> Diagnostic {
    let message =
        format!("the label and the type `{words}` of `{field}` disagree on whether it is a list; the type counts");
    Diagnostic::new(Code::Inferred, span, message).related(ty, "the type is given here")
}

/// A label describes a field of another endpoint's, at `field`.
pub fn other_endpoints_field(name: &str, span: Span, field: Span) -> Diagnostic {
    let message = format!("`{name}` is a field of another endpoint; this describes it");
    Diagnostic::new(Code::Inferred, span, message).related(field, "the only such field")
}

/// A label describes a field that nothing has.
pub fn no_open_field(name: &str, span: Span) -> Diagnostic {
    let message = format!("there is no field `{name}` without content that this could describe");
    let help = "correct the name in the label, or the type of the field: a section fills an object or a list \
                that nothing else describes";
    Diagnostic::new(Code::NoParent, span, message).help(help)
}

/// A label does not say which field it speaks of.
pub fn no_parent(span: Span) -> Diagnostic {
    let message = "the label does not say which field this describes";
    let help = "add a group `parent` to the pattern of its `[[section]]` rule, or the key `parent`; or, for values, a \
                column with the names of their fields";
    Diagnostic::new(Code::NoParent, span, message).help(help)
}

/// Values of a field that nothing has; `named` is what names the field.
pub fn values_of_nothing(field: &str, named: &str, span: Span) -> Diagnostic {
    let message = format!("there is no field `{field}` that these could be the values of");
    Diagnostic::new(Code::NoParent, span, message).help(format!("correct the name in the {named}"))
}

/// With what a label gives it, a field nests deeper than `most`.
pub fn nests_deep(field: &str, most: usize, span: Span) -> Diagnostic {
    let message = format!("with this, `{field}` nests more than {most} deep");
    Diagnostic::new(Code::TooDeep, span, message).help("give the inner types names of their own")
}

/// A table or a sentence, at `other`, says what a JSON Schema does, which has the fields `more` beside those of the table.
pub fn schema_aside(more: &[String], span: Span, other: Span) -> Diagnostic {
    const SHOWN: usize = 5;
    let (message, severity) = if more.is_empty() {
        ("this JSON Schema is not read, because what stands beside it says the type too".to_owned(), Severity::Note)
    } else {
        let mut shown: Vec<_> = more.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
        if more.len() > SHOWN {
            shown.push(format!("{} more", more.len() - SHOWN));
        }
        let names = shown.join(", ");
        (
            format!("this JSON Schema is not read, because what stands beside it counts; only here is {names}"),
            Severity::Warning,
        )
    };
    let diagnostic = Diagnostic::new(Code::NoEffect, span, message).severity(severity).related(other, "what counts");
    diagnostic.help("make the two agree, or take one of them out")
}
