//! Front matter: keys and values between two lines `---` or `+++` at the very top of a page.

use regex::Regex;

use super::lines::{Line, track_fence};
use crate::ledger::{Construct, Ledger};
use crate::source::{FileId, Span};

/// The language of the code block that the front matter is.
pub const FRONT_MATTER: &str = "front-matter";

/// Takes off the front matter, or makes a code block of it, below a heading with its title. Everywhere else a line `---` is a
/// rule. It is read where `all` of it is asked for, or where one of its lines is.
pub fn matter(file: FileId, lines: &mut Vec<Line<'_>>, (all, some): (bool, &[Regex]), ledger: &mut Ledger) {
    let line = |at: usize| lines.get(at).map_or("", |(_, line): &Line<'_>| line.trim_end());
    let opening = line(0);
    if !matches!(opening, "---" | "+++") || line(1).is_empty() {
        return;
    }
    let closes = |line: &str| line == opening || (opening == "---" && line == "...");
    let Some(end) = (1..lines.len()).find(|at| closes(line(*at))) else { return };
    let (Some((start, _)), Some((last, line))) = (lines.first().copied(), lines.get(end).copied()) else { return };
    let asked = |(_, line): &Line<'_>| some.iter().any(|rule| rule.is_match(line));
    if !all && !lines.iter().take(end).any(asked) {
        let entry = ledger.open(Construct::Container, Span::new(file, start..last + line.trim_end().len()));
        ledger.ignored(entry, "front-matter");
        lines.drain(..=end);
        return;
    }
    // What the page has for a heading of its own counts, and the front matter stands below it.
    let behind = lines.iter().enumerate().skip(end + 1).find(|(_, (_, line))| !line.trim().is_empty());
    let own = behind.filter(|(_, (_, line))| line.starts_with("# ")).map(|(at, _)| at);
    let heading = match own {
        Some(at) => vec![lines.remove(at), (start, "")],
        None if has_heading(lines.get(end + 1..).unwrap_or_default()) => Vec::new(),
        None => heading(lines.get(1..end).unwrap_or_default()),
    };
    if let Some(last) = lines.get_mut(end) {
        *last = (last.0, "```");
        lines.splice(..1, heading.into_iter().chain([(start, "```front-matter")]));
    }
}

/// Whether a heading of the highest level stands in a text, outside of its code blocks.
fn has_heading(lines: &[Line<'_>]) -> bool {
    let mut fence = None;
    lines.iter().any(|(_, line)| {
        fence = track_fence(fence, line);
        fence.is_none() && line.starts_with("# ")
    })
}

/// The heading that front matter makes: its title, which may be in the indented lines below its key.
fn heading<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let value = |(start, line): &Line<'a>| Some((*start, *line, value_of(line, "title")?));
    let Some((at, (start, line, value))) = lines.iter().enumerate().find_map(|(at, line)| Some((at, value(line)?)))
    else {
        return Vec::new();
    };
    let mut heading: Vec<Line<'a>> = if is_block(value) {
        let below = lines.iter().skip(at + 1).take_while(|(_, line)| is_below(line));
        below.map(|(start, line)| (*start + line.len() - line.trim_start().len(), line.trim())).collect()
    } else {
        let value = scalar(value);
        line.find(value).map(|at| (start + at, value)).into_iter().collect()
    };
    heading.retain(|(_, line)| !line.is_empty());
    let Some((first, _)) = heading.first().copied() else { return heading };
    // Words that begin as a list, a quote or a heading does would be one.
    if heading.iter().any(|(_, line)| begins_block(line)) {
        heading.insert(0, (first, "<h1>"));
        heading.extend([(first, "</h1>"), (first, "")]);
    } else {
        heading.extend([(first, "==="), (first, "")]);
    }
    heading
}

/// Whether words begin with what Markdown reads as something else than a paragraph.
fn begins_block(line: &str) -> bool {
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = digits.len() < line.len() && digits.starts_with(['.', ')']);
    numbered || line.starts_with(['-', '*', '+', '>', '#', '=', '`', '~', '|'])
}

/// The description of front matter.
pub fn description(text: &str) -> String {
    let mut lines = text.lines();
    let Some(value) = lines.by_ref().find_map(|line| value_of(line, "description")) else { return String::new() };
    if !is_block(value) {
        return scalar(value).to_owned();
    }
    let below = lines.take_while(|line| is_below(line));
    let joint = if value.starts_with('|') { "\n" } else { " " };
    below.map(str::trim).collect::<Vec<_>>().join(joint)
}

/// What stands behind a key, in YAML or TOML.
fn value_of<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    Some(line.strip_prefix(key)?.trim_start().strip_prefix([':', '='])?.trim())
}

/// Whether a value stands in the indented lines below.
fn is_block(value: &str) -> bool {
    matches!(value, "" | ">" | "|" | ">-" | "|-" | ">+" | "|+")
}

/// Whether a line is a part of the value of the key above it.
fn is_below(line: &str) -> bool {
    line.starts_with([' ', '\t']) || line.trim().is_empty()
}

/// A value without its quotes, and without the comment behind it.
fn scalar(value: &str) -> &str {
    let quoted = ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.split_once(mark));
    match quoted {
        Some((inner, rest)) if rest.trim().is_empty() || rest.trim_start().starts_with('#') => inner,
        _ => value.split_once(" #").map_or(value, |(value, _)| value.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_without_its_quotes_and_comments() {
        let cases = [
            ("Roofs # the top", "Roofs"),
            ("'Say \"hi\"'", "Say \"hi\""),
            ("\"Roofs\" # the top", "Roofs"),
            ("\"Roofs\" and \"walls\"", "\"Roofs\" and \"walls\""),
            ("C#", "C#"),
            ("'open", "'open"),
        ];
        for (value, expected) in cases {
            assert_eq!(scalar(value), expected, "{value}");
        }
    }

    #[test]
    fn a_description_may_be_below_its_key() {
        let cases = [
            ("title: Roofs\ndescription: All roofs\n", "All roofs"),
            ("description: >-\n  All\n  roofs\ntitle: Roofs\n", "All roofs"),
            ("description: |\n  All\n  roofs\n", "All\nroofs"),
            ("descriptions: All\n", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(description(text), expected, "{text}");
        }
    }
}
