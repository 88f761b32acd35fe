//! What two documents, or two places of one, say of one thing.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A fact that two accounts state differently.
pub struct Difference {
    /// What it is of.
    pub what: String,
    /// What the first states.
    pub first: String,
    /// What the second states.
    pub second: String,
    /// Which of the two states it alone.
    pub alone: Option<&'static str>,
    /// Its places in the second and in the first.
    pub places: (Span, Span),
}

/// What two accounts differ in beside facts.
#[derive(Default)]
pub struct Words {
    /// Titles and groups.
    pub named: Vec<Difference>,
    /// The paragraphs that only the first has.
    pub first: Vec<String>,
    /// The paragraphs that only the second has.
    pub second: Vec<String>,
    /// How many rows are described in other words.
    pub rows: usize,
    /// The tables that only one of them has, and which.
    pub alone: Vec<(String, &'static str)>,
    /// How many examples only one of them has.
    pub examples: usize,
}

impl Words {
    /// All of it, in short; `counted` counts the paragraphs without their words.
    fn list(&self, counted: bool) -> Vec<String> {
        let mut list: Vec<_> = self.named.iter().map(Difference::words).collect();
        list.extend(self.alone.iter().map(|(what, which)| format!("only the {which} has {what}")));
        if !counted {
            let sides = [("first", &self.first), ("second", &self.second)];
            let says =
                |(which, says): (&str, &Vec<String>)| Some(format!("only the {which} says {}", shorten(says.first()?)));
            list.extend(sides.into_iter().filter_map(says));
        }
        let counts = [
            ("paragraphs that only one of them has", self.first.len() + self.second.len(), counted),
            ("rows that they describe in other words", self.rows, true),
            ("examples that only one of them has", self.examples, true),
        ];
        let counts = counts.into_iter().filter(|(_, count, always)| *count > usize::from(!always));
        list.extend(counts.map(|(what, count, _)| format!("{what}: {count}")));
        list
    }
}

impl Difference {
    fn words(&self) -> String {
        match self.alone {
            Some(which) => format!("only the {which} has {}", self.what),
            None => {
                format!("{} is {} in one and {} in the other", self.what, shorten(&self.first), shorten(&self.second))
            }
        }
    }
}

/// What two accounts of `name` differ in. It is a warning where they differ in facts.
pub fn differ(name: &str, facts: &[Difference], words: &Words, announced: (Span, Span)) -> Option<Diagnostic> {
    let (severity, mut all) = match facts.first() {
        Some(first) => (Severity::Warning, vec![first.words()]),
        None => (Severity::Note, Vec::new()),
    };
    let rest = facts.get(1..).unwrap_or_default();
    if !rest.is_empty() {
        let names: Vec<_> = rest.iter().map(|fact| fact.what.as_str()).collect();
        all.push(format!("they differ in {} too", names.join(", ")));
    }
    all.extend(words.list(!facts.is_empty()));
    if all.is_empty() {
        return None;
    }
    let help = "of rows and facts those of the first count, parameters and words that only one of them has are kept; make the \
                two agree, or remove one; where two endpoints are meant, correct the path of one";
    let places = facts.first().map_or(announced, |first| first.places);
    Some(merged(name, &all.join("; "), places).severity(severity).help(help))
}

/// What stands below two headings of the group `name` is put together. In one document it is a warning.
pub fn groups_differ(name: &str, words: &Words, places: (Span, Span)) -> Option<Diagnostic> {
    let all = words.list(false);
    if all.is_empty() {
        return None;
    }
    let help = "the words of both are kept; give one of the headings another name where it is another group, and where it \
                is a mere label of a table of endpoints, `endpoint.under` has the heading above it name the group";
    let severity = if places.0.file == places.1.file { Severity::Warning } else { Severity::Note };
    Some(merged(&format!("the group `{name}`"), &all.join("; "), places).severity(severity).help(help))
}

fn merged(name: &str, differences: &str, (span, first): (Span, Span)) -> Diagnostic {
    let who = if span.file == first.file { "two places" } else { "two documents" };
    Diagnostic::new(Code::MergeConflict, span, format!("{who} differ on {name}: {differences}"))
        .label("the second")
        .related(first, "the first")
}

/// Words as they are shown in a message.
fn shorten(words: &str) -> String {
    let line = words.replace('\n', " ");
    let short: String = line.chars().take(40).collect();
    if line.is_empty() {
        "nothing".to_owned()
    } else if short.len() < line.len() {
        format!("`{short}…`")
    } else {
        format!("`{line}`")
    }
}
