//! What the dialect does not explain yet, grouped by shape: a family of documents that is new has the same gap in
//! hundreds of places, and one rule closes it.

use std::collections::BTreeMap;

use super::guess;
use crate::Output;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::markdown::html;
use crate::source::{Location, SourceMap, Span};

/// Messages of one code about constructs of one shape.
#[derive(Clone, Debug)]
pub struct Group {
    /// The code.
    pub code: Code,
    /// How much each of them weighs.
    pub severity: Severity,
    /// What they say: the message itself, or that of the first where they differ in a name.
    pub message: String,
    /// How many there are.
    pub count: usize,
    /// Where the first is.
    pub first: Location,
    /// What to do about it.
    pub help: Option<String>,
    /// The numbers of the diagnostics, in their order.
    pub items: Vec<usize>,
    /// Whether a rule of the dialect would explain them. The others are about what the documents say.
    pub unexplained: bool,
}

/// The errors and warnings of `output`, and the code blocks that nothing took, in groups: those that are not explained
/// first, and of them the largest first.
#[must_use]
pub fn groups(output: &Output) -> Vec<Group> {
    let mut groups: BTreeMap<(Code, String), Group> = BTreeMap::new();
    // A table that no rule explains is one place, whatever its columns are called.
    let tables = output.diagnostics.items().iter().filter(|item| item.code == Code::UnknownTable);
    let mut tables: Vec<_> = tables.map(|item| item.span).collect();
    tables.sort_unstable();
    // Tables do not overlap, so only the last that begins before the column can have it.
    let table_before = |span: Span| tables.get(tables.partition_point(|table| *table <= span).checked_sub(1)?);
    let in_table = |item: &Diagnostic| {
        item.code == Code::UnknownColumn && table_before(item.span).is_some_and(|table| table.contains(item.span))
    };
    for (at, item) in output.diagnostics.items().iter().enumerate() {
        let small = item.severity == Severity::Note && item.code != Code::UnboundFence;
        if small || item.code.is_inference() || in_table(item) {
            continue;
        }
        let (shape, message) = shape(item, &output.sources);
        let new = || Group {
            code: item.code,
            severity: item.severity,
            message,
            count: 0,
            first: output.sources.locate(item.span),
            help: item.help.clone(),
            items: Vec::new(),
            unexplained: is_unexplained(item.code),
        };
        let group = groups.entry((item.code, shape)).or_insert_with(new);
        group.count += 1;
        group.items.push(at);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    let order = |group: &Group| (!group.unexplained, std::cmp::Reverse(group.count), group.code, group.message.clone());
    groups.sort_by_cached_key(order);
    groups
}

/// Whether messages of this code are about a construct that the dialect does not explain, and not about documents that
/// contradict themselves, a file of the configuration, or a patch.
fn is_unexplained(code: Code) -> bool {
    matches!(
        code,
        Code::Unaccounted
            | Code::UnknownColumn
            | Code::RaggedRow
            | Code::UnknownLabel
            | Code::UnknownTable
            | Code::BadName
            | Code::BadType
            | Code::BadCell
            | Code::NoEndpoint
            | Code::BadEndpoint
            | Code::NoParent
            | Code::AmbiguousParent
            | Code::DuplicateEndpoint
            | Code::NoEffect
            | Code::UnboundFence
            | Code::UndefinedType
            | Code::UnknownMention
            | Code::NameCollision
    )
}

/// What messages of one group have in common, and the words for it.
fn shape(item: &Diagnostic, sources: &SourceMap) -> (String, String) {
    match item.code {
        Code::UnknownTable => {
            let header = header(sources.slice(item.span));
            let role = nearest(&header);
            let message = format!("tables with the header {}: no rule{role}", header.join(" / "));
            (header.join("|"), message)
        }
        // The name is what is missing: one rule is for one name.
        Code::UnknownColumn | Code::UnknownLabel | Code::BadType | Code::UndefinedType | Code::BadCell => {
            (item.message.clone(), item.message.clone())
        }
        _ => (without_names(&item.message), item.message.clone()),
    }
}

fn without_names(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let kept: Vec<_> = parts.map(|(at, part)| if at % 2 == 0 { part } else { "…" }).collect();
    let digits = kept.join("`");
    digits.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// The cells of a table's first line.
fn header(table: &str) -> Vec<String> {
    if let Some(rows) = html::table(table) {
        return rows.into_iter().next().into_iter().flatten().map(|cell| cell.words.trim().to_owned()).collect();
    }
    let line = table.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let cells = line.trim_start_matches('|').trim_end_matches('|').split('|');
    cells.map(|cell| cell.trim().trim_matches('*').to_owned()).collect()
}

/// The role that a table with this header could have.
fn nearest(header: &[String]) -> String {
    let kinds: Vec<_> = header.iter().filter_map(|words| guess::nearest_column(words)).collect();
    let role = if kinds.contains(&"name") || kinds.contains(&"type") {
        "parameters, response or object"
    } else if kinds.first() == Some(&"value") {
        "codes or values"
    } else if kinds.is_empty() {
        return String::new();
    } else {
        "prose"
    };
    format!("; nearest role: {role}")
}
