//! Prints what the dialect does not explain yet, in groups.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tablewright::Output;
use tablewright::unexplained::Group;

pub use tablewright::unexplained::groups;

/// From how many messages of one shape on, they are a group and not messages.
const MANY: usize = 9;
/// How many of such a group are printed in full.
const SHOWN: usize = 1;
/// How many groups are printed.
const MOST: usize = 30;

/// The numbers of the diagnostics that their group speaks for.
pub fn repeated(groups: &[Group]) -> BTreeSet<usize> {
    let large = groups.iter().filter(|group| group.count >= MANY);
    large.flat_map(|group| group.items.iter().skip(SHOWN)).copied().collect()
}

/// The groups as a list, the largest first.
pub fn render(groups: &[Group], prefix: &str) -> String {
    let all: usize = groups.iter().map(|group| group.count).sum();
    let shapes = groups.len();
    let mut text = match (all, shapes) {
        (0, _) => return "unexplained: nothing\n".into(),
        (1, _) => "unexplained: 1 place\n".to_owned(),
        (_, 1) => format!("unexplained: {all} places of one shape\n"),
        _ => format!("unexplained: {all} places of {shapes} shapes, the most frequent first\n"),
    };
    for group in groups.iter().take(MOST) {
        // Writing to a string does not fail.
        let _ =
            writeln!(text, "{:>6}  {}[{}]: {}", group.count, group.severity.name(), group.code.number(), group.message);
        let _ =
            write!(text, "        first at {}/{}:{}", prefix.trim_end_matches('/'), group.first.file, group.first.line);
        let _ = match &group.help {
            Some(help) => writeln!(text, "; {help}"),
            None => writeln!(text),
        };
    }
    if shapes > MOST {
        let rest: usize = groups.iter().skip(MOST).map(|group| group.count).sum();
        let _ = writeln!(text, "{rest:>6}  more of {} other shapes", shapes - MOST);
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
