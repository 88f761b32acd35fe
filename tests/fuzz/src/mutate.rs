//! Damage, by what a text is made of.

use fastrand::Rng;

/// Words that mean something to a reader of Markdown, of TOML, of JSON or of a terminal.
const WORDS: &[&str] = &[
    "|",
    "||",
    "\\|",
    "`",
    "``",
    "```",
    "~~~",
    "```json",
    "<br>",
    "<br />",
    "<details>",
    "</details>",
    "<table>",
    "<td>",
    "<!--",
    "-->",
    ":::",
    "::: tip",
    "#",
    "## ",
    "######",
    "---",
    "===",
    ">",
    "> > ",
    "- ",
    "* ",
    "1. ",
    "**",
    "*",
    "_",
    "[^1]",
    "[^1]: ",
    "[a](b)",
    "[](",
    "](#",
    "&amp;",
    "&#0;",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "{}",
    "[]",
    "{\"$ref\": \"#\"}",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "18446744073709551616",
    "''",
    "\"",
    "\"\"\"",
    "'''",
    "(?<name>.)",
    "(?<name>x)",
    "(?<",
    ".*",
    "[[type]]",
    "[columns]",
    " = ",
    "\u{0}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{9b}",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\r",
    "\r\n",
    "\n\n",
    "\t",
    "    ",
    "\u{a0}",
    "：",
    "，",
    "（",
    "🙂",
    "é",
    "*/",
    "\"#",
    "GET",
    "POST /a/{b}",
    "type",
    "fn",
    "self",
    "Self",
    "r#",
    "A",
    "a/b",
    "a.b",
    "a[]",
    "»",
];

/// The text with one to eight pieces of damage. `other` is where pieces come from.
#[must_use]
pub fn text(text: &str, other: &str, rng: &mut Rng) -> String {
    let mut text = text.to_owned();
    for _ in 0..=rng.usize(..8).min(rng.usize(..8)) {
        text = once(&text, other, rng);
    }
    text
}

fn once(text: &str, other: &str, rng: &mut Rng) -> String {
    match rng.u8(..12) {
        0 => lines(text, rng, |lines, rng| drop(lines.remove(rng.usize(..lines.len())))),
        1 => lines(text, rng, |lines, rng| {
            let (one, two) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
            lines.swap(one, two);
        }),
        2 => lines(text, rng, |lines, rng| {
            let line = lines[rng.usize(..lines.len())].clone();
            let at = rng.usize(..=lines.len());
            let times = if rng.u8(..20) == 0 { 200 } else { 1 };
            lines.splice(at..at, std::iter::repeat_n(line, times));
        }),
        3 => {
            let taken: Vec<String> = other.split_inclusive('\n').map(str::to_owned).collect();
            lines(text, rng, |lines, rng| {
                let from = rng.usize(..=taken.len());
                let to = (from + rng.usize(..12)).min(taken.len());
                let at = rng.usize(..=lines.len());
                lines.splice(at..at, taken.get(from..to).unwrap_or_default().iter().cloned());
            })
        }
        4 => lines(text, rng, |lines, rng| {
            let at = rng.usize(..lines.len());
            lines[at] = cells(&lines[at], rng);
        }),
        5 => lines(text, rng, |lines, rng| {
            let at = rng.usize(..lines.len());
            lines[at].insert_str(0, ["    ", "> ", "- ", "# ", "\t", "| ", "  "][rng.usize(..7)]);
        }),
        6 => {
            let (from, to) = range(text, rng, 40);
            format!("{}{}", &text[..from], &text[to..])
        }
        7 => {
            let (from, to) = range(text, rng, 40);
            let times = if rng.u8(..20) == 0 { 300 } else { 1 };
            format!("{}{}{}", &text[..to], text[from..to].repeat(times), &text[to..])
        }
        8 => {
            let end = boundary(text, rng.usize(..=text.len()));
            if rng.u8(..6) == 0 { text[..end].to_owned() } else { word(text, rng) }
        }
        9 => swapped_words(text, rng),
        _ => word(text, rng),
    }
}

fn lines(text: &str, rng: &mut Rng, change: impl FnOnce(&mut Vec<String>, &mut Rng)) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if !lines.is_empty() {
        change(&mut lines, rng);
    }
    lines.concat()
}

/// A row of a table with its cells changed.
fn cells(line: &str, rng: &mut Rng) -> String {
    let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
    let (one, two) = (rng.usize(..cells.len()), rng.usize(..cells.len()));
    match rng.u8(..4) {
        0 => drop(cells.remove(one)),
        1 => cells.swap(one, two),
        2 => cells.insert(one, format!(" {} ", WORDS[rng.usize(..WORDS.len())])),
        _ => {
            let other = cells[two].clone();
            cells[one] = other;
        }
    }
    cells.join("|")
}

/// The text with a word put into it.
fn word(text: &str, rng: &mut Rng) -> String {
    let at = boundary(text, rng.usize(..=text.len()));
    let times = if rng.u8(..30) == 0 { 500 } else { 1 };
    format!("{}{}{}", &text[..at], WORDS[rng.usize(..WORDS.len())].repeat(times), &text[at..])
}

/// The text with two of its ranges exchanged.
fn swapped_words(text: &str, rng: &mut Rng) -> String {
    let (one, two) = (range(text, rng, 20), range(text, rng, 20));
    let (first, second) = if one.0 <= two.0 { (one, two) } else { (two, one) };
    if first.1 > second.0 {
        return text.to_owned();
    }
    let parts = [&text[..first.0], &text[second.0..second.1], &text[first.1..second.0], &text[first.0..first.1]];
    format!("{}{}", parts.concat(), &text[second.1..])
}

/// A range of at most `longest` bytes, between characters.
fn range(text: &str, rng: &mut Rng, longest: usize) -> (usize, usize) {
    let from = boundary(text, rng.usize(..=text.len()));
    let to = boundary(text, (from + rng.usize(..=longest)).min(text.len()));
    (from, to.max(from))
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Bytes with one to six pieces of damage.
pub fn bytes(bytes: &mut Vec<u8>, rng: &mut Rng) {
    for _ in 0..=rng.usize(..6) {
        let at = rng.usize(..=bytes.len());
        match rng.u8(..6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, rng.u8(..)),
            2 | 3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << rng.u8(..8);
                }
            }
            4 => {
                let to = (at + rng.usize(..16)).min(bytes.len());
                bytes.drain(at..to);
            }
            _ => {
                let to = (at + rng.usize(..32)).min(bytes.len());
                let copy = bytes[at..to].to_vec();
                bytes.splice(at..at, copy);
            }
        }
    }
}
