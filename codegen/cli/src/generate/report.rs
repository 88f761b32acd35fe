//! What a run prints.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use tablewright::Output;
use tablewright::diagnostic::{Code, Diagnostic, Severity, render};

use super::plan::Plan;
use super::{Compiled, Folder, Options, check, table};
use crate::cli::Format;
use crate::console::Console;
use crate::unexplained;

/// How many shapes of what is unexplained are printed.
const SHAPES: usize = 10;

/// Prints the messages of the API `name`, and what its dialect does not explain.
pub fn diagnostics(options: &Options, name: &str, output: &Output, console: &mut Console) {
    let prefix = options.spec.shown.as_str();
    let weighty = |severity| options.notes || severity > Severity::Note;
    let groups = unexplained::groups(output);
    let grouped = if options.notes { BTreeSet::new() } else { unexplained::repeated(&groups) };
    let inferred = |diagnostic: &Diagnostic| diagnostic.code.is_inference() && !options.notes;
    for (at, diagnostic) in output.diagnostics.items().iter().enumerate() {
        match options.format {
            Format::Human if grouped.contains(&at) || inferred(diagnostic) => {}
            Format::Human if weighty(diagnostic.severity) => {
                if console.colour() {
                    console.coloured(&format!("{}\n", render::human_coloured(&output.sources, diagnostic, prefix)));
                } else {
                    console.err(&format!("{}\n", render::human(&output.sources, diagnostic, prefix)));
                }
            }
            Format::Json => console.out(&format!("{}\n", render::json(&output.sources, diagnostic, prefix))),
            Format::Github if weighty(diagnostic.severity) && !inferred(diagnostic) => {
                console.out(&format!("{}\n", render::github(&output.sources, diagnostic, prefix)));
            }
            Format::Human | Format::Github => {}
        }
    }
    if options.format != Format::Human {
        return;
    }
    if !options.notes {
        console.err(&inferences(output, &options.spec));
    }
    if !grouped.is_empty() {
        console.err(&unexplained::render_others(&groups, prefix));
        console.err("`-v` shows each of them\n\n");
    }
    if groups.iter().any(|group| group.unexplained) {
        let most = if options.notes { usize::MAX } else { SHAPES };
        console.err(&format!("`{name}`: {}\n", unexplained::render(&groups, prefix, most)));
    }
}

/// Says which files of earlier runs are left where output is no longer written.
pub fn left(paths: &[String], console: &mut Console) {
    let Some(first) = paths.first() else { return };
    let files = counted(paths.len(), "file of an earlier run is", "files of earlier runs are");
    console.err(&format!(
        "warning: {files} in a folder that output is no longer written to, the first `{first}`; remove what you do not need\n"
    ));
}

/// What was taken by inference, in a line for each kind.
fn inferences(output: &Output, spec: &Folder) -> String {
    let mut kinds: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    let told = |item: &&Diagnostic| item.code.is_inference() && item.severity > Severity::Note;
    for item in output.diagnostics.items().iter().filter(told) {
        kinds.entry(item.code).or_default().push(item);
    }
    let mut text = String::new();
    for (code, items) in kinds {
        let Some(first) = items.first() else { continue };
        let at = output.sources.locate(first.span);
        let count = counted(items.len(), "place is", "places are");
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "warning[{}]: {count} taken by inference, such as {}:{}: {}; `-v` shows each",
            code.number(),
            spec.file(&at.file),
            at.line,
            first.message
        );
        if let Some(help) = &first.help {
            let _ = writeln!(text, "        {help}");
        }
    }
    text
}

/// Prints the table, and how the run ended. Only people read the table, so it keeps out of the way of a program that
/// reads the messages from standard output.
pub fn summary(options: &Options, compiled: &[Compiled], (plan, changes): (&Plan, &[String]), console: &mut Console) {
    let table = table::render(compiled);
    match options.format {
        Format::Human => console.out(&table),
        Format::Json | Format::Github => console.err(&table),
    }
    let notes: usize = compiled.iter().map(|api| api.output.diagnostics.count(Severity::Note)).sum();
    if notes > 0 && !options.notes && options.format != Format::Json {
        console.err(&format!("note: {} not shown; `--notes` shows them\n", counted(notes, "note is", "notes are")));
    }
    if options.format == Format::Human {
        console.err(&withheld(options, compiled));
    }
    for api in compiled.iter().filter(|api| api.failed()) {
        let errors = counted(api.output.diagnostics.count(Severity::Error), "error", "errors");
        console.err(&format!("error: the documents of `{}` have {errors}; its output stays as it was\n", api.name));
    }
    for api in compiled.iter().filter(|api| options.deny_warnings && api.warned()) {
        let warnings = counted(api.output.diagnostics.count(Severity::Warning), "warning", "warnings");
        console
            .err(&format!("error: the documents of `{}` have {warnings}, which `--deny-warnings` forbids\n", api.name));
    }
    for change in changes {
        console.err(change);
    }
    console.err(&outcome(options, plan));
}

/// The endpoints that are withheld, each with its place and a remedy.
fn withheld(options: &Options, compiled: &[Compiled]) -> String {
    let mut text = String::new();
    for one in compiled.iter().filter_map(|api| api.output.api.as_ref()).flat_map(|api| &api.withheld) {
        let name = one.name.as_ref().or(one.title.as_ref()).map_or("an endpoint", String::as_str);
        let at = &one.provenance;
        let remedy = one.remedy.as_ref().map_or_else(String::new, |remedy| format!("; {remedy}"));
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "withheld: {}: {}:{}:{}: {}{}",
            name,
            options.spec.file(&at.file),
            at.line,
            at.column,
            one.reason,
            remedy
        );
    }
    text
}

/// The last line.
fn outcome(options: &Options, plan: &Plan) -> String {
    let out = if options.project.is_some() { &options.package.shown } else { &options.out.shown };
    let removed = plan.changes.iter().filter(|change| change.new.is_none()).count();
    let written = plan.changes.len() - removed;
    let files = |count| counted(count, "file", "files");
    if options.check && plan.is_empty() {
        return format!("`{out}` is up to date: {}\n", files(plan.unchanged));
    }
    if options.check {
        let stale = plan.changes.len() + plan.leftovers.len() + usize::from(plan.manifest_is_stale());
        return format!("error: {} in `{out}` out of date; run: {}\n", files(stale), check::mend(options));
    }
    format!("`{out}`: {} written, {removed} removed, {} unchanged\n", files(written), plan.unchanged)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
