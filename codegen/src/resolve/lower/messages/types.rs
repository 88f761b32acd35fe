//! Types and references to them.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::recognise::raw::Text;
use crate::source::Span;

/// No field is of a newtype.
pub fn unused_newtype(name: &str, span: Span) -> Diagnostic {
    let message = format!("no field has the name and the type of `newtypes.{name}`");
    let help = "correct it, or remove it; `type` is the type as the documents write it";
    Diagnostic::new(Code::UnusedRule, span, message).help(help)
}

/// The documents define a type that the dialect defines as well.
pub fn defined_by_dialect_too(name: &str, fields: &[&str], span: Span, entry: Span) -> Diagnostic {
    let fields: Vec<_> = fields.iter().map(|field| format!("`{field}`")).collect();
    let message = format!(
        "`define.{name}` counts, and the documents define the type as well; their fields are not read: {}",
        fields.join(", ")
    );
    let help = "take the entry out of `[define]`, or call the type of the documents otherwise";
    Diagnostic::new(Code::Duplicate, span, message).related(entry, "this counts").help(help)
}

/// The documents say that a type is `words`; `[define]` says what it is, too.
pub fn said_by_dialect_too(name: &str, words: &str, span: Span, entry: Span) -> Diagnostic {
    let message = format!("`define.{name}` counts, and not that the documents say it to be `{words}`");
    let help = "take the entry out of `[define]`, or have it say the same";
    Diagnostic::new(Code::Duplicate, span, message).related(entry, "this counts").help(help)
}

/// Two types have one id.
pub fn one_id(id: &str, span: Span) -> Diagnostic {
    let message = format!("two types would have the id `{id}`; this one counts");
    let help = "give one of them a name of its own: a `name` group in its `[[section]]` rule, or `define`";
    Diagnostic::new(Code::Duplicate, span, message).help(help)
}

/// Nothing defines a type; `known` are those that something does, and `heading` is one that begins with its name.
pub fn undefined<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    heading: Option<&Text>,
    span: Span,
) -> Diagnostic {
    let message = format!("nothing defines the type `{name}`");
    if let Some(heading) = heading {
        let help = format!(
            "the heading `{}` has its name: have a `[[section]]` rule with the role `object` read it, and give what the type \
             is below it; otherwise define it in `[types]`, in `[define]` or by a patch",
            heading.value
        );
        return Diagnostic::new(Code::UndefinedType, span, message).related(heading.span, "this heading").help(help);
    }
    if let Some(between) = ["|", "/", " or ", ","].into_iter().find(|between| {
        let mut parts = name.split(between).map(str::trim);
        name.contains(between) && parts.all(|part| known.clone().any(|known| known == part))
    }) {
        let help = format!(
            "it is made of types that are known, with `{}` between them: a rule `[[type]]` with `is = \"union\"` reads it",
            between.trim()
        );
        return Diagnostic::new(Code::UndefinedType, span, message).help(help);
    }
    // Of what is made of several words another is near by what they share.
    let plain =
        |name: &str| name.chars().count() > 2 && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let help = nearest(name, known).filter(|near| plain(name) && plain(near)).map_or_else(
        || {
            "define it: a section in the documents, `[types]` where it is a plain one, `[define]`, or a patch with `fields`"
                .to_owned()
        },
        |near| format!("did you mean `{near}`? Otherwise define it in the documents, in `[types]`, in `[define]` or by a patch"),
    );
    Diagnostic::new(Code::UndefinedType, span, message).help(help)
}

/// A type is that of the response of what is no endpoint with one; `known` are those.
pub fn same_as_nothing<'a>(name: &str, known: impl Iterator<Item = &'a str>, span: Span) -> Diagnostic {
    let help = nearest(name, known)
        .map_or_else(|| "name an endpoint that has a response".to_owned(), |near| format!("did you mean `{near}`?"));
    let message = format!("`{name}` is not an endpoint with a response that this could equal");
    Diagnostic::new(Code::NoParent, span, message).help(help)
}

/// A response is that of an endpoint whose response is the first.
pub fn same_as_itself(endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("the response of `{endpoint}` is defined by itself");
    Diagnostic::new(Code::NoParent, span, message).help("give one of the endpoints a table")
}

/// A field that may be missing is none.
pub fn missing_nothing(endpoint: &str, field: &str, span: Span) -> Diagnostic {
    let message = format!("`{endpoint}` has no field `{field}` that could be missing here");
    Diagnostic::new(Code::NoEffect, span, message).help("correct the name")
}

/// A field has other values than the first of its name, at `first`.
pub fn values_vary(field: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("`{field}` has other values here than elsewhere");
    Diagnostic::new(Code::ValuesVary, span, message).related(first, "the first")
}

/// A file stands in JSON, or in a type that holds others.
pub fn file_in_json(span: Span) -> Diagnostic {
    let help = "a file is a parameter of an endpoint, alone or in a list, or all that comes back; give the word for the type another one in `[types]`, \
                such as `string` where the documents have it in base64";
    Diagnostic::new(Code::BadType, span, "a file cannot be in JSON").severity(Severity::Error).help(help)
}

/// A use gives a type of the dialect too few types, or too many.
pub fn wrong_count(name: &str, takes: &[&str], given: usize, span: Span) -> Diagnostic {
    let message = format!("`define.{name}` takes {} types, and is given {given} here; it may be anything", takes.len());
    Diagnostic::new(Code::BadType, span, message).help(format!("write a type for each of `{}`", takes.join("`, `")))
}
