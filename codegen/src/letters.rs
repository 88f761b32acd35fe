//! Letters of other scripts in Latin ones.

use std::borrow::Cow;

/// The name with letters of other scripts written in Latin ones, as far as they have such a form: a sign that only softens
/// a letter has none.
#[must_use]
pub fn latin(name: &str) -> String {
    spelled(name, |_| String::new())
}

/// The same, with what stands for letters and digits that have no such form.
#[must_use]
pub fn spelled(name: &str, other: impl Fn(char) -> String) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        match deunicode::deunicode_char(letter) {
            _ if letter.is_ascii() => text.push(letter),
            Some(latin) if latin.chars().any(|letter| letter.is_ascii_alphanumeric()) => text.push_str(latin),
            Some(_) if letter.is_alphanumeric() => {}
            None if letter.is_alphanumeric() => text.push_str(&other(letter)),
            _ => text.push(' '),
        }
    }
    text
}

/// The name with Latin letters that have accents as those without: `é` as `e`, `ß` as `ss`.
#[must_use]
pub fn without_accents(name: &str) -> Cow<'_, str> {
    let accented =
        |letter: char| matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && letter.is_alphabetic();
    if !name.contains(accented) {
        return Cow::Borrowed(name);
    }
    let plain = |letter: char| deunicode::deunicode_char(letter).filter(|_| accented(letter));
    let letters = name.chars().flat_map(|letter| match plain(letter) {
        Some(plain) => plain.chars().collect::<Vec<_>>(),
        None => vec![letter],
    });
    Cow::Owned(letters.collect())
}
