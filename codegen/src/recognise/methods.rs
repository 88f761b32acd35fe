//! The words for methods.

use std::collections::BTreeMap;

use super::messages;
use crate::diagnostic::Diagnostics;
use crate::dialect::Pattern;
use crate::ir::Method;
use crate::source::Span;

/// The methods that a text names, separated by `separator` or by anything that is no letter. A word that is none of HTTP's
/// is what `known` says.
pub fn read_methods(
    text: &str,
    separator: Option<&Pattern>,
    known: &BTreeMap<String, Vec<Method>>,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Vec<(Method, Span)> {
    let words: Vec<_> = match separator {
        Some(separator) => separator.split(text).collect(),
        None => text.split(|letter: char| !letter.is_ascii_alphabetic()).collect(),
    };
    let mut methods = Vec::new();
    for word in words.into_iter().map(str::trim).filter(|word| !word.is_empty()) {
        if let Some(own) = known.get(word) {
            methods.extend(own.iter().map(|method| (*method, span)));
        } else if let Some(method) = Method::parse(word) {
            methods.push((method, span));
        } else {
            diagnostics.push(messages::bad_method(word, span));
        }
    }
    methods
}
