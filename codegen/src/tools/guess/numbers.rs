//! Numbers that documents show, as far as they tell whether a type has a fraction.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::survey::{Survey, What};

static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#""(?<name>[^"\\]+)"\s*:\s*-?\d+(?<fraction>\.\d+)?"#).ok());

/// A number with a fraction behind words for an example, a default or a limit, in a description. What has a second point is
/// the number of a version.
static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"\b(?i:e\.g\.|examples?|defaults?|min|minimum|max|maximum|between|from|at least|at most|range|such as)|例如|示例|默认|缺省|最小|最大|范围|至少|至多";
    Regex::new(&format!(r"(?:{words})(?i: (?:is|of|to|value))?[\s:：=,，`(（\[]*-?\d+\.\d+(?:$|[^\w.]|\.(?:\s|$))"))
        .ok()
});

/// The members of the JSON in code blocks that are numbers, with whether one of them has a fraction.
pub fn shown(survey: &Survey) -> BTreeMap<&str, bool> {
    let fences = survey.pieces.iter().filter_map(|piece| match &piece.what {
        What::Fence(fence) => Some(fence.text.as_str()),
        _ => None,
    });
    let mut shown = BTreeMap::new();
    let Some(rule) = NUMBER.as_ref() else { return shown };
    for found in fences.flat_map(|text| rule.captures_iter(text)) {
        if let Some(name) = found.name("name") {
            *shown.entry(name.as_str()).or_default() |= found.name("fraction").is_some();
        }
    }
    shown
}

/// Whether a cell is a number and nothing else, or words with a fraction that a field can have, and has a fraction.
fn number(cell: &str) -> Option<bool> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let said = || SAID.as_ref().is_some_and(|rule| rule.is_match(cell)).then_some(true);
    let bare = cell.trim_matches('`').trim_start_matches('-');
    match bare.split_once('.') {
        Some((whole, part)) if digits(whole) && digits(part) => Some(true),
        None if digits(bare) => Some(false),
        _ => said(),
    }
}

/// Whether one of the cells of a field shows a number with a fraction, or the JSON that has the field's name does; nothing
/// where none shows a number.
pub fn fraction<'c>(
    name: Option<&str>,
    cells: impl Iterator<Item = &'c str>,
    members: &BTreeMap<&str, bool>,
) -> Option<bool> {
    let own = name.and_then(|name| members.get(name.trim_matches('`')).copied());
    cells.filter_map(|cell| number(cell.trim())).chain(own).reduce(|one, other| one || other)
}
