//! Types that the documents name, and what leads to them.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The label of an object names nothing.
pub fn nameless_object(span: Span) -> Diagnostic {
    let message = "the label names neither a type nor a field, so nothing can refer to this object";
    Diagnostic::new(Code::NoParent, span, message).help("add a group `name` or `parent` to the rule's pattern")
}

/// A type has two definitions; the first is at `first`.
pub fn defined_twice(name: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("the type `{name}` is defined twice; the first counts");
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(first, "the first");
    diagnostic.help("remove one of them, or give it another name")
}

/// Two documents define a type differently, for one in the field `differs`; the second is called `other`.
pub fn defined_otherwise((name, other): (&str, &str), differs: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!(
        "another document defines the type `{name}` differently, such as its field `{differs}`; this one is called `{other}`"
    );
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(first, "the first");
    let help = "where one type is meant, make the two agree; where two are meant, rename one of them in its document. Until then \
                each of the two documents has its own by the name, and the others have the first";
    diagnostic.help(help)
}

/// An object and a set of values have one name; the second is called `other`.
pub fn object_and_values(name: &str, other: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!(
        "`{name}` is the name of an object and of a set of values; the one that is defined here is called `{other}`"
    );
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(first, "the first");
    diagnostic.help("rename one of the two in its document. Until then each document has its own by the name")
}

/// Something else has the name of a type, which is called `other`.
pub fn is_another_type(name: &str, other: &str, span: Span, first: Span) -> Diagnostic {
    let message =
        format!("`{name}` is the name of something else too; the type that is defined here is called `{other}`");
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(first, "the first");
    let help = "rename one of the two in its document, or leave this one out where the first is meant. Until then each document \
                has its own by the name";
    diagnostic.help(help)
}

/// A document says of a type with fields or values that it is another, at `first`.
pub fn fields_count(name: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("`{name}` is said to be another type, and is defined here; the definition counts");
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(first, "what is said");
    let help = "leave one of the two out, or give it another name; where it has the fields of the other type too, a \
                `[[statement]]` with `states = \"more-fields\"` says so";
    diagnostic.help(help)
}

/// Two sentences say what a type is.
pub fn said_to_be_two(name: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("the type `{name}` is given two other types; the first counts");
    let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(first, "the first");
    diagnostic.help("make the two sentences agree")
}

/// A link of a type leads to none.
pub fn dead_link(url: &str, name: &str, span: Span) -> Diagnostic {
    let message = format!("the link `{url}` leads to no type; the type is looked for by the name `{name}`");
    let help = "correct the link, or give what it should lead to a label that a `[[section]]` rule with a `name` knows";
    Diagnostic::new(Code::DeadLink, span, message).help(help)
}

/// Words about a field name a type that nothing has.
pub fn no_type_of_words(words: &str, field: &str, span: Span) -> Diagnostic {
    let message =
        format!("these words say that `{field}` is of the type `{words}`, which nothing defines; they have no effect");
    let help = "define it: by a section of the documents with this name, or in `[define]`; or correct the group `type` of the \
                `[[prose]]` rule";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// The words of a sentence are no type, for `reason`.
pub fn no_type(reason: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadType, span, reason).help("see `[types]` and `[[type]]` in `dialect.toml`")
}

/// The type `words`, whose fields something is to have too, has none, or has them from itself.
pub fn no_more_fields(words: &str, circle: bool, span: Span) -> Diagnostic {
    let words = words.trim();
    let (message, help) = if circle {
        (format!("`{words}` has its own fields among those that it takes over"), "say which of the types comes first")
    } else {
        (
            format!("`{words}` is no type with fields"),
            "correct the name or the link, or the pattern of the `[[statement]]` rule",
        )
    };
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A sentence names nothing that is known; `what` it should be.
pub fn unknown(words: &str, what: &str, span: Span) -> Diagnostic {
    let message = format!("`{}` is not a known {what}", words.trim());
    let help = "correct the name or the link, or the pattern of the `[[statement]]` rule";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A sentence gives an endpoint what it has already: its own parameters or its own response.
pub fn same_as_its_own(endpoint: &str, what: &str, span: Span) -> Diagnostic {
    let message = format!("`{endpoint}` has its own {what} by this sentence, which says nothing of them");
    let help = "move the sentence below the endpoint that it speaks of, which may lack its announcement, or correct the name \
                in it";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// Nothing gives the type of an example.
pub fn example_of_nothing(span: Span) -> Diagnostic {
    let message = "nothing says which type this is an example of; it is kept in the documentation";
    let help = "name its type: by a `[[section]]` rule for the heading or the line above it, or by a \
                `[[statement]]` with `states = \"type\"`; or make it `prose`";
    Diagnostic::new(Code::UnboundFence, span, message).help(help)
}
