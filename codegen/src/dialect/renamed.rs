//! Keys, words and groups that have another name now. The old one is an error that names the new one, and is read as that.

/// Old names, each with the new one.
const RENAMED: [(&str, &str); 5] = [
    ("place", "location"),
    ("places", "locations"),
    ("in", "location"),
    ("place_by_example", "items_by_example"),
    ("like-response", "same-as-response"),
];

/// The group of patterns that had another name, and that.
const GROUP: (&str, &str) = ("place", "location");

/// What a key or a word is called now, where the new name is among the `known` ones.
pub fn new_name<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let (_, new) = RENAMED.iter().find(|(old, _)| *old == word)?;
    known.iter().copied().find(|known| known == new)
}

/// The old name of the group that is called `new`.
pub fn old_group(new: &str) -> Option<&'static str> {
    (GROUP.1 == new).then_some(GROUP.0)
}

/// A regular expression with the new name of the group where it had the old one, and whether it had.
pub fn groups(pattern: &str) -> (String, bool) {
    let ((old, new), mut written) = (GROUP, pattern.to_owned());
    for start in ["(?<", "(?P<"] {
        written = written.replace(&format!("{start}{old}>"), &format!("{start}{new}>"));
    }
    let renamed = written != pattern;
    (written, renamed)
}
