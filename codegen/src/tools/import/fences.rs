//! Code blocks: the opening marks of another width, and quotes that keep JSON from being JSON.

use super::blanks::{is_zero_width, plain_space};
use super::change::Rule;
use super::edits::Edits;
use super::page::Line;
use crate::markdown::track_fence;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In running text.
    Text,
    /// It opens or closes a code block.
    Edge,
    /// It is content of a code block.
    Code,
}

/// Where each of `lines` stands. A block that is nested in lists or quotes counts as one that is not.
pub fn places(lines: &[Line<'_>]) -> Vec<Within> {
    let mut open = None;
    let mut step = |line: &Line<'_>| {
        let text = marks(line.text).map_or_else(|| line.text.to_owned(), |(_, plain)| plain);
        let text: String = text.chars().map(plain_space).collect();
        let text = text.trim_start_matches([' ', '\t', '>']).trim_end_matches(is_zero_width);
        let before = open;
        open = track_fence(open, text);
        match (before, open) {
            (None, None) => Within::Text,
            (Some(before), Some(after)) if before == after => Within::Code,
            _ => Within::Edge,
        }
    };
    lines.iter().map(&mut step).collect()
}

/// The marks of a code block in another width that a line begins with: how many bytes, and the line with plain ones.
pub fn marks(text: &str) -> Option<(std::ops::Range<usize>, String)> {
    let body = text.trim_start_matches(' ');
    let indent = text.len() - body.len();
    let wide = |c: char| matches!(c, '｀' | '‘' | '’');
    let rest = body.trim_start_matches(wide);
    let count = body.chars().take_while(|c| wide(*c)).count();
    let language = rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let end = indent + (body.len() - rest.len());
    (count >= 3 && language).then(|| (indent..end, format!("{}{}{rest}", " ".repeat(indent), "`".repeat(count))))
}

/// Makes quotes plain in code blocks that are JSON with plain quotes and are not without.
pub fn quotes<'a>(lines: &[Line<'a>], edits: &mut Edits<'a>) {
    let mut block: Vec<Line<'a>> = Vec::new();
    for (line, place) in lines.iter().zip(places(lines)) {
        if place == Within::Code {
            block.push(*line);
        } else {
            json(&std::mem::take(&mut block), edits);
        }
    }
    json(&block, edits);
}

fn json<'a>(body: &[Line<'a>], edits: &mut Edits<'a>) {
    let text = body.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text.trim()).is_ok();
    let plain: String = text.chars().map(|c| plain_space(quote(c).unwrap_or(c))).collect();
    if !text.contains(|c| quote(c).is_some()) || is_json(&text) || !is_json(&plain) {
        return;
    }
    for line in body {
        for (at, c) in line.text.char_indices().filter(|(_, c)| quote(*c).is_some()) {
            edits.replace(line.start + at..line.start + at + c.len_utf8(), "\"", Rule::Quotes);
        }
    }
}

fn quote(c: char) -> Option<char> {
    matches!(c, '“' | '”' | '„' | '‟' | '＂').then_some('"')
}
