//! The table at the end of a run.

use std::fmt::Write as _;

use tablewright::diagnostic::Severity;

use super::Compiled;
use super::stats::Stats;

const HEADER: [&str; 17] = [
    "API",
    "announced",
    "bound",
    "endpoints",
    "operations",
    "types",
    "fields",
    "decoded",
    "aside",
    "used",
    "ignored",
    "reported",
    "errors",
    "warnings",
    "notes",
    "ms",
    "withheld",
];

/// A row per API: how many endpoints are announced and how many of them bound, what is in it, how many of its JSON
/// examples are values of its types and how many are set aside, what became of the documents' constructs, the messages, the time in milliseconds, and how many endpoints are withheld.
pub fn render(compiled: &[Compiled]) -> String {
    let mut rows = vec![HEADER.map(String::from)];
    rows.extend(compiled.iter().map(row));
    let widths: Vec<usize> = (0..HEADER.len())
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect();
    let mut table = String::new();
    for row in &rows {
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            // Writing to a string does not fail.
            let _ = if at == 0 { write!(table, "{cell:<width$}") } else { write!(table, "  {cell:>width$}") };
        }
        table.push('\n');
    }
    table
}

/// The row of one API. What an API with errors would have had is not known.
fn row(compiled: &Compiled) -> [String; HEADER.len()] {
    let output = &compiled.output;
    let stats = output.api.as_ref().map(Stats::of);
    let known = |part: fn(&Stats) -> usize| stats.as_ref().map_or_else(|| "-".into(), |stats| part(stats).to_string());
    let known_figure = |figure: String| if stats.is_some() { figure } else { "-".into() };
    let messages = |severity| output.diagnostics.count(severity).to_string();
    [
        compiled.name.clone(),
        known_figure(output.figures.announced.to_string()),
        known_figure(output.figures.bound.to_string()),
        known(|stats| stats.endpoints),
        known(|stats| stats.operations),
        known(|stats| stats.types),
        known(|stats| stats.fields),
        known_figure(format!("{}/{}", output.figures.decoded, output.figures.examples)),
        known_figure(output.figures.aside.to_string()),
        output.ledger.totals().used.to_string(),
        output.ledger.totals().ignored.to_string(),
        output.ledger.totals().reported.to_string(),
        messages(Severity::Error),
        messages(Severity::Warning),
        messages(Severity::Note),
        format!("{:.1}", compiled.time.as_secs_f64() * 1000.0),
        output.api.as_ref().map_or_else(|| "-".into(), |api| api.withheld.len().to_string()),
    ]
}
