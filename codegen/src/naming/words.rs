//! Words, and identifiers made of them.

use std::fmt::Write as _;

use super::reserved::{self, Kind};
use crate::letters::{latin, spelled, without_accents};

/// What becomes of letters and digits outside ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// They are left out where something remains.
    Short,
    /// They are written in Latin letters, or as code points where they have none, and `[]` makes a plural.
    Long,
    /// They are written as code points, so that what sounds alike stays apart.
    Signs,
}

/// The identifier of `name`. It is always valid.
pub fn identifier(kind: Kind, name: &str, form: Form) -> String {
    finish(kind, &words(name, form))
}

/// The identifier of a type whose name has several parts.
pub fn type_identifier<'a>(parts: impl Iterator<Item = &'a str>, form: Form) -> String {
    let all: Vec<String> = parts.flat_map(|part| words(part, form)).collect();
    finish(Kind::Type, &all)
}

/// The constant that has the default of the field called `field`.
pub fn default_constant(field: &str) -> String {
    format!("DEFAULT_{}", field.trim_end_matches('_').to_ascii_uppercase())
}

/// The plural of an identifier that is an English noun.
#[must_use]
pub fn plural(noun: &str) -> String {
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end));
    match noun {
        _ if noun.ends_with('y') && !vowel_before_y => format!("{}ies", noun.trim_end_matches('y')),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end)) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// The greatest length of the name of a module, which is that of a file. Systems take 255 bytes, of which some are for
/// what stands behind it.
const LONGEST_MODULE: usize = 160;

/// `module`, where it is too long for the name of a file its beginning and a number made of the whole.
fn short_enough(module: String) -> String {
    if module.len() <= LONGEST_MODULE {
        return module;
    }
    // FNV-1a: the same on every system and in every version, as the name of a file must be.
    let hash = module
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let beginning: String = module.chars().take(LONGEST_MODULE).collect();
    format!("{}_{hash:016x}", beginning.trim_end_matches('_'))
}

fn finish(kind: Kind, words: &[String]) -> String {
    let pascal = matches!(kind, Kind::Type | Kind::Variant);
    let mut text = if pascal { join_pascal(words) } else { words.join("_") };
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        let prefix = match kind {
            Kind::Field | Kind::Method => "field_",
            Kind::Call => "call_",
            Kind::Helper => "make_",
            Kind::Module => "endpoint_",
            Kind::Type => "Type",
            Kind::Variant => "Value",
        };
        text.insert_str(0, prefix);
    }
    let text = if kind == Kind::Module { short_enough(text) } else { text };
    reserved::avoid(kind, text)
}

fn join_pascal(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        let mut rest = word.chars();
        let Some(first) = rest.next() else { continue };
        if first.is_ascii_digit() && text.ends_with(|last: char| last.is_ascii_digit()) {
            text.push('_');
        }
        text.push(first.to_ascii_uppercase());
        text.push_str(rest.as_str());
    }
    text
}

fn words(name: &str, form: Form) -> Vec<String> {
    if name.is_empty() {
        return vec!["empty".to_owned()];
    }
    let mut found = match form {
        Form::Short => split(&without_accents(name)),
        Form::Long => split(&spelled(name, spaced)),
        Form::Signs => split(
            &name
                .chars()
                .map(|letter| if letter.is_ascii() { letter.to_string() } else { spaced(letter) })
                .collect::<String>(),
        ),
    };
    if let Some(last) = found.last_mut() {
        if form != Form::Short && name.ends_with("[]") {
            *last = plural(last);
        }
        return found;
    }
    let latin = split(&latin(name));
    if latin.is_empty() { name.chars().map(code_point).collect() } else { latin }
}

fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut chars = name.chars().peekable();
    let mut before = None;
    if name.strip_prefix('-').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit())) {
        words.push("minus".to_owned());
    }
    while let Some(char) = chars.next() {
        if char.is_ascii_alphanumeric() {
            if begins_word(before, char, chars.peek().copied()) {
                close(&mut words, &mut word);
            }
            word.push(char.to_ascii_lowercase());
        } else {
            close(&mut words, &mut word);
        }
        before = Some(char);
    }
    close(&mut words, &mut word);
    words
}

/// Whether the capital `char` begins a word: after a small letter or digit, or as the last of several capitals.
fn begins_word(before: Option<char>, char: char, after: Option<char>) -> bool {
    let Some(before) = before.filter(|_| char.is_ascii_uppercase()) else { return false };
    let after_is_small = after.is_some_and(|after| after.is_ascii_lowercase());
    before.is_ascii_lowercase() || before.is_ascii_digit() || (before.is_ascii_uppercase() && after_is_small)
}

fn close(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// A letter or a digit as a word of its own.
fn spaced(letter: char) -> String {
    if letter.is_alphanumeric() { format!(" {} ", code_point(letter)) } else { " ".to_owned() }
}

fn code_point(char: char) -> String {
    let mut text = String::new();
    let _ = write!(text, "u{:x}", u32::from(char));
    text
}
