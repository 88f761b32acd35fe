//! Rules that are proposed, with what speaks for them.

use super::survey::Survey;

/// A rule with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The rule in TOML, a line each.
    pub lines: Vec<String>,
    /// How often it matched.
    pub count: usize,
    /// The first piece that it matched.
    pub first: usize,
    /// More words about it; may be empty.
    pub note: String,
}

impl Rule {
    /// A rule without words of its own.
    pub fn new(lines: Vec<String>, count: usize, first: usize) -> Self {
        Self { lines, count, first, note: String::new() }
    }

    /// The rule as TOML, with its evidence above.
    pub fn toml(&self, survey: &Survey) -> String {
        let times = if self.count == 1 { "once".to_owned() } else { format!("{} times", self.count) };
        let mut text = format!("# matched {times}, first at {}", survey.place(self.first));
        if let Some(words) = survey.pieces.get(self.first).and_then(|piece| piece.text()) {
            text.push_str(": ");
            text.push_str(&one_line(&words.text));
        }
        if !self.note.is_empty() {
            text.push_str("\n# ");
            text.push_str(&self.note);
        }
        text.push('\n');
        text.push_str(&self.lines.join("\n"));
        text.push('\n');
        text
    }
}

/// The beginning of a text, as a comment can have it.
pub fn one_line(text: &str) -> String {
    const LONGEST: usize = 60;
    let words: Vec<_> = text.split_whitespace().collect();
    let line = words.join(" ").replace(char::is_control, "");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST).chain("…".chars()).collect()
}
