//! Containers whose content is indented below a line that opens them, as Material for `MkDocs` has them: tabs
//! (`=== "Title"`), admonitions (`!!! note "Title"`) and those that unfold (`??? note`). To Markdown their content would
//! be code; here it loses its indentation, and the lines that open and close a container are noted.

use std::collections::HashMap;
use std::ops::Range;

use super::lines::{Line, Opening, track_fence};
use crate::source::{FileId, Span};

/// How far the content of a container is indented.
const STEP: usize = 4;

/// Where a line that opens a container is.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Where it is in the file.
    pub span: Span,
    /// How far it is indented, as one in the item of a list is.
    pub indent: usize,
}

/// A container that is open.
struct Open {
    place: Place,
    /// How far its content is indented in the file, that of the containers around it included.
    content: usize,
}

/// The lines of a file without the indentation of containers, and where these begin and end.
#[derive(Debug, Default)]
pub struct Unfolded<'a> {
    /// The lines; one that opens a container is blank.
    pub lines: Vec<Line<'a>>,
    /// What opens at a line, by its number.
    pub opens: HashMap<usize, (Opening, Place)>,
    /// The opening lines of what is closed before a line, the innermost first, by its number.
    pub closes: HashMap<usize, Vec<Place>>,
}

/// Takes the containers out of `lines`.
pub fn unfold<'a>(file: FileId, lines: &[Line<'a>]) -> Unfolded<'a> {
    let mut unfolded = Unfolded::default();
    let mut open: Vec<Open> = Vec::new();
    let (mut fence, mut item) = (None, None);
    for (index, &(start, line)) in lines.iter().enumerate() {
        let width = indent(line);
        let blank = line.trim().is_empty();
        let held = if blank { open.len() } else { open.iter().take_while(|open| open.content <= width).count() };
        // What is not indented in a code block is code all the same.
        if held < open.len() && fence.is_none() {
            let closed = open.drain(held..).rev().map(|open| open.place).collect();
            unfolded.closes.insert(index, closed);
        }
        let cut = line.len() - without(line, held * STEP).len();
        let (start, line) = (start + cut, line.get(cut..).unwrap_or_default());
        if fence.is_none() && !blank {
            item = in_item(line, item);
        }
        let content = || lines.iter().skip(index + 1).map(|(_, line)| *line).find(|line| !line.trim().is_empty());
        // In an item, what is indented further than its words by a step is code.
        let own = indent(line);
        let stands = own == 0 || item.is_some_and(|item| own >= item && own < item + STEP);
        let bare = line.trim_start_matches([' ', '\t']);
        let wanted = own + (open.len() + 1) * STEP;
        let begins = |next: &str| indent(next) >= wanted;
        let opening = opening(bare).filter(|_| stands && fence.is_none() && content().is_some_and(begins));
        if let Some((kind, title)) = opening {
            let start = start + line.len() - bare.len();
            let span = Span::new(file, start..start + bare.len());
            let words = bare.get(title.clone()).unwrap_or_default().to_owned();
            let title = (words, Span::new(file, start + title.start..start + title.end));
            let kind = kind.map(str::to_owned);
            let place = Place { span, indent: own };
            unfolded.opens.insert(unfolded.lines.len(), (Opening { kind, title }, place));
            open.push(Open { place, content: wanted });
            unfolded.lines.push((start, ""));
            continue;
        }
        // In an item, a code block is indented as its words are.
        fence = track_fence(fence, without(line, item.unwrap_or_default()));
        unfolded.lines.push((start, line));
    }
    if !open.is_empty() {
        unfolded.closes.insert(lines.len(), open.into_iter().rev().map(|open| open.place).collect());
    }
    unfolded
}

/// How far the words of the item are indented that a line stands in, where the line before stands in `item`.
fn in_item(line: &str, item: Option<usize>) -> Option<usize> {
    let (width, words) = (indent(line), line.trim_start());
    let digits = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = (1..=9).contains(&(words.len() - digits.len())).then(|| digits.strip_prefix(['.', ')'])).flatten();
    let rest = words.strip_prefix(['-', '*', '+']).or(numbered).unwrap_or_default();
    match rest.len() - rest.trim_start_matches(' ').len() {
        gap @ 1..=4 if !rest.trim().is_empty() => Some(width + words.len() - rest.len() + gap),
        // Behind a nested item stands the one around it, whose words begin further to the left.
        _ => item.map(|item| item.min(width)).filter(|item| *item > 0),
    }
}

/// How far a line is indented; a tab goes to the next step.
fn indent(line: &str) -> usize {
    let mut width = 0;
    for letter in line.chars() {
        match letter {
            ' ' => width += 1,
            '\t' => width += STEP - width % STEP,
            _ => break,
        }
    }
    width
}

/// A line without so much of its indentation.
fn without(line: &str, width: usize) -> &str {
    let mut at = 0;
    for (index, letter) in line.char_indices() {
        if at >= width || !matches!(letter, ' ' | '\t') {
            return line.get(index..).unwrap_or_default();
        }
        at += if letter == '\t' { STEP - at % STEP } else { 1 };
    }
    ""
}

/// What a line opens: its kind, which a tab has none of, and where in the line the title is.
fn opening(line: &str) -> Option<(Option<&str>, Range<usize>)> {
    if let Some(rest) = line.strip_prefix("===") {
        let rest = rest.strip_prefix(['!', '+']).unwrap_or(rest);
        let title = title(line, rest)?;
        return (!title.is_empty()).then_some((None, title));
    }
    let rest = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???"))?;
    let rest = rest.strip_prefix('+').unwrap_or(rest).strip_prefix([' ', '\t'])?;
    let (kind, rest) = rest.trim_start().split_at(rest.trim_start().find('"').unwrap_or(rest.trim_start().len()));
    let words = kind.split_whitespace();
    let plain = |word: &str| word.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter));
    if kind.trim().is_empty() || !words.clone().all(plain) {
        return None;
    }
    let title = if rest.is_empty() { line.len()..line.len() } else { title(line, rest)? };
    Some((words.clone().next(), title))
}

/// Where in `line` the title is that `rest`, its end, has in quotation marks.
fn title(line: &str, rest: &str) -> Option<Range<usize>> {
    let quoted = rest.trim();
    let words = quoted.strip_prefix('"')?.strip_suffix('"').filter(|_| quoted.len() > 1)?;
    let start = line.trim_end().len() - 1 - words.len();
    Some(start..start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<Line<'_>> {
        let mut start = 0;
        let line = |line| {
            let at = start;
            start += str::len(line);
            (at, line.trim_end_matches('\n'))
        };
        text.split_inclusive('\n').map(line).collect()
    }

    #[test]
    fn a_line_opens_a_container() {
        let cases = [
            ("=== \"Request body\"", Some((None, "Request body"))),
            ("===+ \"A\"", Some((None, "A"))),
            ("=== ", None),
            ("===", None),
            ("!!! note", Some((Some("note"), ""))),
            ("!!! note inline end \"Take care\"  ", Some((Some("note"), "Take care"))),
            ("???+ tip \"A \"b\"\"", Some((Some("tip"), "A \"b\""))),
            ("!!! note \"\"", Some((Some("note"), ""))),
            ("!!!", None),
            ("!!! wow, really", None),
            ("??? \"A\"", None),
            ("!!! note \"A", None),
        ];
        for (line, expected) in cases {
            let found = opening(line).map(|(kind, title)| (kind, &line[title]));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn a_container_stands_in_an_item() {
        type Case<'a> = (&'a str, &'a [(usize, usize)], &'a str);
        let opened = |text: &str| {
            let unfolded = unfold(FileId::default(), &split(text));
            let mut opens: Vec<_> = unfolded.opens.iter().map(|(at, (_, place))| (*at, place.indent)).collect();
            opens.sort_unstable();
            (opens, unfolded.lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n"))
        };
        let cases: &[Case<'_>] = &[
            ("- a\n\n  !!! note\n\n      b\n- c\n", &[(2, 2)], "- a\n\n\n\n  b\n- c"),
            ("* a\n\n    !!! note\n        b\n", &[(2, 4)], "* a\n\n\n    b"),
            ("1. a\n   - b\n\n     !!! note\n         c\n", &[(3, 5)], "1. a\n   - b\n\n\n     c"),
            ("- a\n\n      !!! note\n          code\n", &[], "- a\n\n      !!! note\n          code"),
            ("    !!! note\n        code\n", &[], "    !!! note\n        code"),
            ("- a\n\nb\n\n  !!! note\n      c\n", &[], "- a\n\nb\n\n  !!! note\n      c"),
            (
                "1.  a\n\n    ```\n    !!! note\n        b\n    ```\n",
                &[],
                "1.  a\n\n    ```\n    !!! note\n        b\n    ```",
            ),
        ];
        for (text, opens, lines) in cases {
            assert_eq!(opened(text), (opens.to_vec(), (*lines).to_owned()), "{text}");
        }
    }

    #[test]
    fn content_loses_its_indentation_and_keeps_its_place() {
        let text = "a\n=== \"T\"\n\n    b\n        code\n    !!! note\n\t\tc\n\n    ```\nd\n    ```\n\n    e\nf\n    code\n!!! note\nno\n";
        let unfolded = unfold(FileId::default(), &split(text));
        let lines: Vec<_> = unfolded.lines.iter().map(|(_, line)| *line).collect();
        assert_eq!(
            lines,
            ["a", "", "", "b", "    code", "", "c", "", "```", "d", "```", "", "e", "f", "    code", "!!! note", "no"]
        );
        for (start, line) in &unfolded.lines {
            assert_eq!(text.get(*start..start + line.len()), Some(*line));
        }
        let mut opens: Vec<_> = unfolded.opens.keys().collect();
        opens.sort();
        let mut closes: Vec<_> = unfolded.closes.iter().map(|(at, closed)| (*at, closed.len())).collect();
        closes.sort_unstable();
        assert_eq!((opens, closes), (vec![&1, &5], vec![(8, 1), (13, 1)]));
    }
}
