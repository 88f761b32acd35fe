//! Changes as text.

use std::fmt::Write as _;

use super::change::{At, Change};
use super::verdict::Verdict;

/// The verdicts, the heaviest first.
const VERDICTS: [Verdict; 4] = [Verdict::Callers, Verdict::Servers, Verdict::Additive, Verdict::Words];

/// The changes for people, each with the lines of both documents.
#[must_use]
pub fn human(api: &str, changes: &[Change]) -> String {
    let mut text = String::new();
    for verdict in VERDICTS {
        let some: Vec<&Change> = changes.iter().filter(|change| change.verdict == verdict).collect();
        if some.is_empty() {
            continue;
        }
        // Writing to a string does not fail.
        let _ = writeln!(text, "{} ({}):", verdict.name(), some.len());
        for change in some {
            let _ = writeln!(text, "  {} {} [{}]", change.subject, change.text, change.kind);
            let at = |at: &Option<At>| at.as_ref().map(|at| format!("{}:{}", at.file, at.line));
            match (at(&change.old), at(&change.new)) {
                (Some(old), Some(new)) => {
                    let _ = writeln!(text, "      {old} -> {new}");
                }
                (Some(one), None) | (None, Some(one)) => {
                    let _ = writeln!(text, "      {one}");
                }
                (None, None) => {}
            }
        }
    }
    text + &summary(api, changes)
}

/// One JSON object for each change, a line each.
#[must_use]
pub fn json(changes: &[Change]) -> String {
    changes.iter().filter_map(|change| serde_json::to_string(change).ok()).map(|line| line + "\n").collect()
}

/// The changes as an entry of a changelog. Changes of words are counted.
#[must_use]
pub fn markdown(api: &str, changes: &[Change]) -> String {
    let mut text = format!("### API `{api}`: {}\n", step(changes));
    for verdict in VERDICTS {
        let some: Vec<&Change> = changes.iter().filter(|change| change.verdict == verdict).collect();
        if some.is_empty() {
            continue;
        }
        let _ = write!(text, "\n**{}{}**\n\n", verdict.name()[..1].to_uppercase(), &verdict.name()[1..]);
        if verdict == Verdict::Words {
            let _ = writeln!(text, "- {} descriptions or examples", some.len());
            continue;
        }
        for change in some {
            let _ = writeln!(text, "- `{}` {}", change.subject, change.text);
        }
    }
    text
}

/// What changed in three lines at most.
#[must_use]
pub fn summary(api: &str, changes: &[Change]) -> String {
    if changes.is_empty() {
        return format!("`{api}`: no change of the API\n");
    }
    let count = |verdict| changes.iter().filter(|change| change.verdict == verdict).count();
    let counts: Vec<String> =
        VERDICTS.iter().map(|verdict| format!("{} {}", count(*verdict), verdict.name())).collect();
    let mut text = format!("`{api}`: {}\n", counts.join(", "));
    if let Some(first) = changes.iter().find(|change| change.verdict.is_breaking()) {
        let _ = writeln!(text, "  the first that breaks: {} {}", first.subject, first.text);
    }
    let _ = writeln!(text, "  the version of the crate: {}", step(changes));
    text
}

/// The step of a version by the rules of Cargo.
#[must_use]
pub fn step(changes: &[Change]) -> &'static str {
    match changes.iter().map(|change| change.verdict).max() {
        Some(Verdict::Callers | Verdict::Servers) => "a major step (before 1.0, a minor one)",
        Some(Verdict::Additive) => "a minor step (before 1.0, a patch)",
        Some(Verdict::Words) => "a patch",
        None => "no step",
    }
}
