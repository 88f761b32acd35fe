//! Prints what the dialect does not explain yet, in groups.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tablewright::Output;
use tablewright::diagnostic::Severity;
use tablewright::tools::unexplained::Group;

pub use tablewright::tools::unexplained::groups;

/// From how many messages of one shape on, they are a group and not messages.
const MANY: usize = 9;
/// How many of such a group are printed in full.
const SHOWN: usize = 1;
/// The numbers of the diagnostics that their group speaks for.
pub fn repeated(groups: &[Group]) -> BTreeSet<usize> {
    let large = groups.iter().filter(|group| group.count >= MANY);
    large.flat_map(|group| group.items.iter().skip(SHOWN)).copied().collect()
}

/// What is not explained as a list, the most frequent shape first, and at most `most` of them.
pub fn render(groups: &[Group], prefix: &str, most: usize) -> String {
    let open: Vec<&Group> = groups.iter().filter(|group| group.unexplained).collect();
    let all: usize = open.iter().map(|group| group.count).sum();
    let head = match (all, open.len()) {
        (0, _) => return "unexplained: nothing\n".into(),
        (1, _) => "unexplained: 1 place\n".to_owned(),
        (_, 1) => format!("unexplained: {all} places of one shape\n"),
        (_, shapes) => format!("unexplained: {all} places of {shapes} shapes, the most frequent first\n"),
    };
    head + &list(&open, prefix, most)
}

/// Errors that are not about what is unexplained, and that keep the output from being written all the same.
pub fn render_errors(groups: &[Group], prefix: &str, most: usize) -> String {
    let errors = groups.iter().filter(|group| !group.unexplained && group.severity == Severity::Error);
    let errors: Vec<&Group> = errors.collect();
    let all: usize = errors.iter().map(|group| group.count).sum();
    let head = match all {
        0 => return String::new(),
        1 => "one error keeps the output from being written\n".to_owned(),
        _ => format!("{all} errors keep the output from being written\n"),
    };
    head + &list(&errors, prefix, most)
}

/// Messages that are many, and not about what is unexplained: the documents say the same wrong thing in many places.
pub fn render_others(groups: &[Group], prefix: &str) -> String {
    let others: Vec<&Group> = groups.iter().filter(|group| !group.unexplained && group.count >= MANY).collect();
    if others.is_empty() {
        return String::new();
    }
    let all: usize = others.iter().map(|group| group.count).sum();
    format!("in many places: {all} messages about what the documents say\n{}", list(&others, prefix, usize::MAX))
}

fn list(groups: &[&Group], prefix: &str, most: usize) -> String {
    let prefix = if prefix.is_empty() { String::new() } else { format!("{}/", prefix.trim_end_matches('/')) };
    let mut text = String::new();
    for group in groups.iter().take(most) {
        let (severity, code) = (group.severity.name(), group.code.number());
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:>6}  {severity}[{code}]: {}", group.count, group.message);
        let _ = write!(text, "        first at {prefix}{}:{}", group.first.file, group.first.line);
        let _ = match &group.help {
            Some(help) => writeln!(text, "; {help}"),
            None => writeln!(text),
        };
    }
    if let Some(rest) = groups.get(most..).filter(|rest| !rest.is_empty()) {
        let count: usize = rest.iter().map(|group| group.count).sum();
        let _ = writeln!(text, "{count:>6}  more, of {} other shapes", rest.len());
    }
    text
}

/// How far the compiler got, in a line.
pub fn figures(output: &Output) -> String {
    let figures = &output.figures;
    let totals = output.ledger.totals();
    format!(
        "recognised: {} of {} announced endpoints bound, {} of {} JSON examples decoded ({} more set aside by a rule), {} of {} constructs used\n",
        figures.bound,
        figures.announced,
        figures.decoded,
        figures.examples,
        figures.aside,
        totals.used,
        totals.used + totals.ignored + totals.reported,
    )
}
