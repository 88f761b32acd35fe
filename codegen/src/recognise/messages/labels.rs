//! Headings, labels, statements and code blocks.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::recognise::raw::Text;
use crate::source::Span;

/// A heading has nothing below it.
pub fn empty_heading(words: &str, span: Span) -> Diagnostic {
    let message = format!("nothing stands below the heading `{}`", words.trim());
    Diagnostic::new(Code::EmptySection, span, message).help("remove it, or write what it announces")
}

/// A heading is a label of the endpoint beside whose heading it stands.
pub fn label_beside(label: &str, by_heading: bool, span: Span) -> Diagnostic {
    let message = format!(
        "the heading `{label}` stands beside that of its endpoint and not below it; it is read as a label of the endpoint"
    );
    let titled = if by_heading {
        "where the heading above both is the title, write `title = \"above\"` in the `[[endpoint]]` rule; otherwise "
    } else {
        ""
    };
    let help = format!(
        "{titled}make it a heading of the next lower level; where it belongs to no endpoint, narrow the pattern of its \
         `[[section]]` rule; where the documents are right, `[[accept]]` in `patches.toml` takes this message"
    );
    Diagnostic::new(Code::AssumedRole, span, message).severity(Severity::Warning).help(help)
}

/// The heading of a type stands directly behind a label of an endpoint.
pub fn cut_off(label: &Text, heading: &str, span: Span) -> Diagnostic {
    let message = format!(
        "the heading `{heading}` ends the endpoint directly behind its label `{}`, which has nothing below it",
        label.value
    );
    let help = "make it a heading of a lower level than the label, or state the type in a sentence below the label";
    Diagnostic::new(Code::UnknownLabel, span, message).related(label.span, "the label").help(help)
}

/// A table of values stands below the label of an example.
pub fn values_below_example(label: &str, span: Span) -> Diagnostic {
    let message = format!("a table of values stands below the label `{label}` of an example; it is kept as prose");
    let help = "give it a label of its own, or say with `codes`, `statuses` or `values` in `policy.unlabelled` what such \
                tables are";
    Diagnostic::new(Code::UnknownTable, span, message).severity(Severity::Warning).help(help)
}

/// A table of names and values stands below the label of an example, for one.
pub fn table_as_example(label: &str, span: Span) -> Diagnostic {
    let message = format!(
        "a table of names and values stands below the label `{label}` of an example, which is a code block; it is kept as prose"
    );
    let help = "write the example as a code block; where it is known, accept this message in `patches.toml`";
    Diagnostic::new(Code::UnknownTable, span, message).severity(Severity::Warning).help(help)
}

/// A bold line is no label. A whole sentence is none in most documents.
pub fn unknown_bold_line(words: &str, span: Span) -> Diagnostic {
    let message = format!("no rule explains the bold line `{}`; it is kept as prose", words.trim());
    let help = "if it introduces something, give it a `[[section]]` rule in `dialect.toml`; where it is words alone, one with \
                the role `prose`";
    let sentence = words.trim_end().ends_with(['.', '!', '?', '。', '！', '？']);
    let diagnostic = Diagnostic::new(Code::UnknownLabel, span, message).help(help);
    if sentence { diagnostic.severity(Severity::Note) } else { diagnostic }
}

/// A label has nothing after it.
pub fn nothing_follows(label: &str, span: Span) -> Diagnostic {
    let message = format!("nothing follows the label `{label}`");
    let help = "a table or code block is expected after it; remove the label or add what it announces";
    Diagnostic::new(Code::UnknownLabel, span, message).help(help)
}

/// A label has a list after it, at `list`, that no rule reads.
pub fn unread_list(label: &str, span: Span, list: Span) -> Diagnostic {
    let message = format!("no rule reads the list below the label `{label}`; it is kept as prose");
    let help = "write a `[[bullet]]` rule that its items match, a `[[statement]]` rule where it says that there are none, or \
                give the label the role `prose`";
    Diagnostic::new(Code::UnknownLabel, span, message).help(help).related(list, "the list")
}

/// A label has words after it, at `words`, that no rule reads.
pub fn unread_words(label: &str, span: Span, words: Span) -> Diagnostic {
    let message =
        format!("no table or list follows the label `{label}`, and no rule reads its words; they are kept as prose");
    let help = "write a `[[statement]]` rule for what they state, a table for what they list, or give the label the role `prose`";
    Diagnostic::new(Code::UnknownLabel, span, message).help(help).related(words, "these words")
}

/// The label of a type has nothing after it, or `words` alone.
pub fn unread_definition(label: &str, words: bool, span: Span) -> Diagnostic {
    let message = if words {
        format!("no table or list follows the label `{label}` of a type; its words are kept as prose")
    } else {
        format!("nothing follows the label `{label}` of a type")
    };
    let help = "give its fields or values below it, say what it is in `[define]` or by a `[[statement]]` with \
                `states = \"type\"`, or remove the label";
    Diagnostic::new(Code::UnknownLabel, span, message).help(help)
}

/// A label of fields stands under no type; it can stand below an `endpoint`, whose heading is no type's.
pub fn fields_of_nothing(label: &str, endpoint: bool, span: Span) -> Diagnostic {
    let message = format!("no heading above `{label}` names a type whose fields these could be");
    let help = if endpoint {
        "these stand below an endpoint: give them a heading of their own that a `[[section]]` rule with the role `object` reads, \
         by a group `name` or by `name_keys`; what follows is kept as prose, and `[[accept]]` in `patches.toml` takes this message"
    } else {
        "give the heading a `[[section]]` rule with the role `object`, and a group `name` or, where the name stands in a table \
         of keys below the heading, `name_keys`; what follows is kept as prose"
    };
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A sentence about a type stands under an endpoint.
pub fn type_under_endpoint(span: Span) -> Diagnostic {
    let message = "this gives the type of something outside of endpoints, but it is under an endpoint";
    let help = "make the pattern of its `[[statement]]` rule narrower, or state `response`";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A sentence gives the fields of the type `words` to something, and stands below no label and behind no table.
pub fn more_of_nothing(words: &str, span: Span) -> Diagnostic {
    let message = format!("nothing above this has fields that those of `{words}` could stand beside");
    let help = "move it below the label or the table of what it speaks of, or state `response` or `parameters`";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// Two sentences state different things; the first is at `first`.
pub fn said_twice(words: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("`{words}` is not what was said before; the first counts");
    let help = "say which of the two it is, or make the pattern of the `[[statement]]` rule narrower";
    Diagnostic::new(Code::Duplicate, span, message).related(first, "the first").help(help)
}

/// Two sentences state different responses of one endpoint; the first is at `first`.
pub fn response_said_twice(words: &str, span: Span, first: Span) -> Diagnostic {
    let words = if words.is_empty() { "none".to_owned() } else { format!("`{words}`") };
    let message =
        format!("several responses of one endpoint are described, another as {words}; only the first is read");
    let help = "where any of them can come back, set the `type` of the response by a patch: one that a `[[type]]` rule with \
                `is = \"union\"` reads, or one of `[define]`; otherwise make them agree, or the pattern of the `[[statement]]` \
                rule narrower";
    Diagnostic::new(Code::Duplicate, span, message).related(first, "the first").help(help)
}

/// Words are no HTTP status.
pub fn no_status(words: &str, span: Span) -> Diagnostic {
    let message = format!("`{}` is not an HTTP status; it is kept as text", words.trim().trim_matches('`').trim());
    let help = "a status is a number from 100 to 599, and words may follow it; write one in each row or sentence";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// HTML that nothing reads.
pub fn unknown_html(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownHtml, span, "this HTML is kept as text in the documentation")
}

/// What stands above a code block that has no label of an example.
#[derive(Clone, Copy, Debug)]
pub enum Above<'a> {
    /// Words that end as a label does, and that no rule reads.
    Words(&'a Text),
    /// The label of what it is taken for an example of.
    Label(&'a Text),
    /// The policy says what such blocks show.
    Policy,
}

/// A code block is taken for an example of `what`.
pub fn assumed_example(what: &str, above: Above<'_>, span: Span) -> Diagnostic {
    let rule = "a `[[section]]` rule with the role `example`";
    let (message, help) = match above {
        Above::Words(words) => {
            let message = format!(
                "no rule reads the words above this code block as its label; it is taken for an example of {what}"
            );
            let help = format!("have {rule} match the words; `of` and a group `status` say of what it is one");
            return Diagnostic::new(Code::AssumedRole, span, message).related(words.span, "these words").help(help);
        }
        Above::Label(label) => (
            format!(
                "this code block stands below `{}`, which is not the label of an example; it is taken for an example of {what}",
                label.value
            ),
            format!("put a label above it that {rule} matches; where it is none, one with the role `prose`"),
        ),
        Above::Policy => (
            format!("no label says what this code block shows; it is taken for an example of {what}"),
            format!(
                "put a label above it that {rule} matches; without `policy.unlabelled_example` it is kept as words"
            ),
        ),
    };
    Diagnostic::new(Code::AssumedRole, span, message).help(help)
}

/// A code block stands below a heading that no rule reads, beside the label of `what`.
pub fn fence_beyond(what: &str, span: Span) -> Diagnostic {
    let message = format!(
        "no rule reads the heading above this code block, so that it shows {what} no more; it is kept in the documentation"
    );
    let help = "give the heading a `[[section]]` rule: `example` with `of` for an example, `prose` for words alone";
    Diagnostic::new(Code::UnboundFence, span, message).severity(Severity::Warning).help(help)
}

/// A code block is an example of nothing, under an endpoint or outside of them.
pub fn unbound_fence(in_endpoint: bool, span: Span) -> Diagnostic {
    let message = "no label says what this code block shows; it is kept in the documentation";
    let help = if in_endpoint {
        "put an example label above it, one that a `[[section]]` rule of `dialect.toml` knows"
    } else {
        "name its type: by a `[[section]]` rule for the heading or the line above it, or by a `[[statement]]` \
         with `states = \"type\"`; or make it `prose`"
    };
    Diagnostic::new(Code::UnboundFence, span, message).help(help)
}
