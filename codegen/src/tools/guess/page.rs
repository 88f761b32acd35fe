//! Whole documents: what a pasted page has around it, and which documents hold nothing of the API.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::{escape, exactly, toml};
use super::survey::Survey;
use crate::markdown::Page;
use crate::tools::import::{self, Rule};

/// The gutter and the banner of the pages, as `[page]` has them, and as the lexer takes them.
pub fn page<'a>(texts: impl IntoIterator<Item = &'a str>) -> (Vec<String>, Page) {
    let (mut gutter, mut banner) = (Vec::<String>::new(), BTreeSet::<String>::new());
    for text in texts {
        let changes = import::clean(text).changes;
        if let Some(first) = changes.iter().find(|change| change.rule == Rule::Gutter) {
            // Lines of marks follow every line; numbers, which differ, are for `import`.
            let mut marks: Vec<String> = first.was.lines().map(str::to_owned).collect();
            if let Some(length) =
                (1..marks.len()).find(|length| (0..marks.len()).all(|at| marks.get(at) == marks.get(at % length)))
            {
                marks.truncate(length);
            }
            let is_mark = |mark: &String| !mark.is_empty() && !mark.chars().any(char::is_alphanumeric);
            if gutter.is_empty() && marks.iter().all(is_mark) {
                gutter = marks;
            }
        }
        let top = changes.iter().filter(|change| change.rule == Rule::Banner && change.at == 0);
        banner.extend(top.flat_map(|change| change.was.lines()).filter(|line| !line.trim().is_empty()).map(rule));
    }
    let mut lines = Vec::new();
    if !gutter.is_empty() || !banner.is_empty() {
        lines.push("# The documents are pasted pages. `import` would clean them once and for all.".into());
        lines.push("[page]".into());
    }
    if !banner.is_empty() {
        let rules: Vec<_> = banner.iter().map(|rule| toml(rule)).collect();
        lines.push(format!("banner = [{}]", rules.join(", ")));
    }
    if !gutter.is_empty() {
        lines.push(format!("gutter = {}", super::pattern::list(gutter.iter().map(String::as_str))));
    }
    let banner = banner.iter().filter_map(|rule| regex::Regex::new(rule).ok()).collect();
    (lines, Page { banner, gutter, ..Page::default() })
}

fn rule(line: &str) -> String {
    let mut pattern = String::from("^");
    let mut digits = false;
    for letter in line.trim_end().chars() {
        let digit = letter.is_ascii_digit() || digits && matches!(letter, '.' | ',');
        if digit && !digits {
            pattern.push_str(r"[\d.,]+");
        } else if !digit {
            pattern.push_str(&escape(letter));
        }
        digits = digit;
    }
    pattern.push('$');
    pattern
}

/// `[[document]]` for documents without an announcement, a type or a code: they are kept as documentation. Where all
/// documents with one file name are such, the name is the rule. `unread` are documents with tables that no rule reads.
pub fn documents(survey: &Survey, used: &BTreeSet<usize>, unread: &BTreeSet<usize>) -> Vec<(Vec<String>, usize)> {
    let mut with: BTreeSet<usize> = used.iter().filter_map(|at| Some(survey.pieces.get(*at)?.file)).collect();
    with.retain(|at| !unread.contains(at));
    if with.is_empty() {
        return Vec::new();
    }
    let mut by_name: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, name) in survey.names.iter().enumerate() {
        let count = by_name.entry(name.rsplit_once('/').map_or(name.as_str(), |(_, file)| file)).or_default();
        count.0 += usize::from(!with.contains(&at));
        count.1 += 1;
    }
    let shared: Vec<&str> =
        by_name.iter().filter(|(_, (without, all))| without == all && *all > 1).map(|(name, _)| *name).collect();
    let single = survey.names.iter().enumerate().filter(|(at, name)| {
        !with.contains(at) && !shared.contains(&name.rsplit_once('/').map_or(name.as_str(), |(_, file)| file))
    });
    let single: Vec<&str> = single.map(|(_, name)| name.as_str()).collect();
    let mut rules = Vec::new();
    let mut add = |pattern: String, count: usize| {
        let name = format!("name = {}", toml(&pattern));
        let reason = "reason = \"nothing in it is known to be an endpoint, a type or a code\"".to_owned();
        rules.push((vec!["[[document]]".into(), name, "role = \"prose\"".into(), reason], count));
    };
    let all = |names: &[&str]| names.iter().map(|name| exactly(name)).collect::<Vec<_>>().join("|");
    if !shared.is_empty() {
        let count = shared.iter().filter_map(|name| by_name.get(name)).map(|(without, _)| without).sum();
        add(format!("(?:^|/)(?:{})$", all(&shared)), count);
    }
    if !single.is_empty() {
        add(format!("^(?:{})$", all(&single)), single.len());
    }
    rules
}
