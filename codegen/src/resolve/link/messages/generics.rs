//! Generics of the documents, and their uses.

use crate::diagnostic::{Code, Diagnostic};
use crate::recognise::raw::Text;
use crate::source::Span;

/// A word of a generic that none of its fields has.
pub fn given_in_vain(name: &str, word: &str, label: Span, span: Span) -> Diagnostic {
    let message = format!("no field of `{name}` is of the type `{word}`, so what a use gives there says nothing");
    let diagnostic = Diagnostic::new(Code::NoEffect, label, message).related(span, "its fields");
    diagnostic.help("write the word in the cells of the fields that have the type, or take it off the label")
}

/// A use gives a generic too few types, or too many.
pub fn wrong_count(name: &str, takes: &[Text], given: usize, span: Span) -> Diagnostic {
    let words: Vec<_> = takes.iter().map(|word| word.value.as_str()).collect();
    let needs = format!("`{name}<{}>`", words.join(", "));
    let count = match given {
        0 => "no".to_owned(),
        given => given.to_string(),
    };
    let message =
        format!("{needs} is given {} here, and needs {}; it may be anything", types(&count, given), takes.len());
    let diagnostic = Diagnostic::new(Code::BadType, span, message);
    let diagnostic = takes.first().map(|word| diagnostic.clone().related(word.span, "its label")).unwrap_or(diagnostic);
    diagnostic.help(
        "write a type for each of them, with commas between; a rule `[[type]]` of `reference` reads them in its group `item`",
    )
}

fn types(count: &str, number: usize) -> String {
    if number == 1 { format!("{count} type") } else { format!("{count} types") }
}

/// A use gives types to what takes none.
pub fn takes_nothing(name: &str, given: usize, span: Span) -> Diagnostic {
    let message =
        format!("`{name}` is given {} here, and takes none; they are not read", types(&given.to_string(), given));
    Diagnostic::new(Code::BadType, span, message).help(
        "have its label say which words in it stand for them, in a group `item` of its `[[section]]` rule; in `[define]`, `item` \
         says it",
    )
}

/// What a generic is made of leads to ever more types.
pub fn never_ends(name: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{name}` is given types that nest too deeply or are too many; from here on it may be anything");
    Diagnostic::new(Code::BadType, span, message).help(
        "a type that holds itself with more around it, such as `Page<T>` with a field of `Page<Page<T>>`, never ends",
    )
}

/// An example stands below a generic.
pub fn example_of_generic(name: &str, span: Span) -> Diagnostic {
    let message = format!("this shows `{name}`, and nothing says with which types; it is kept in the documentation");
    Diagnostic::new(Code::UnboundFence, span, message)
        .help("put it below an endpoint, or have a sentence say of which type it is: a `[[statement]]` of `type`")
}
