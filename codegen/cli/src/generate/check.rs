//! What `--check` says of output that is out of date.

use std::time::Duration;

use similar::TextDiff;
use tablewright::diagnostic::render;

use super::manifest;
use super::plan::{Change, Plan};
use super::{Folder, Options};
use crate::cli::Format;
use crate::console::Console;
use crate::tree::TEMPORARY;

/// How many lines of a diff are shown for a file.
const MAX_LINES: usize = 60;
/// How long a file's diff is made small; then it is shown as it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows each file that is out of date, with a diff.
pub fn report(options: &Options, plan: &Plan, console: &mut Console) {
    for change in &plan.changes {
        let (what, why) = match (&change.old, &change.new) {
            (None, _) => ("missing", "the file is not there"),
            (_, None) => ("orphan", "no API makes this file any more"),
            _ => ("stale", "the file is not what the documents give"),
        };
        say(options, console, what, &change.path, why);
        console.err(&diff(&options.out, change));
    }
    for path in &plan.leftovers {
        let path = format!("{path}{TEMPORARY}");
        say(options, console, "orphan", &path, "a run that was killed left this file");
    }
    if plan.manifest_is_stale() {
        say(options, console, "stale", manifest::NAME, "the list of generated files is out of date");
    }
}

fn say(options: &Options, console: &mut Console, what: &str, path: &str, why: &str) {
    let path = options.out.file(path);
    console.err(&format!("{what}: {path}: {why}\n"));
    if options.format == Format::Github {
        console.out(&format!("::error file={},title={what}::{}\n", render::property(&path), render::text(why)));
    }
}

/// The first lines of the difference between what is there and what should be.
fn diff(out: &Folder, change: &Change) -> String {
    let old = change.old.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
    let new = change.new.as_deref().unwrap_or_default();
    let path = out.file(&change.path);
    let name = |exists: bool| if exists { path.as_str() } else { "/dev/null" };
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old.as_ref(), new);
    let header = (name(change.old.is_some()), name(change.new.is_some()));
    let text = diff.unified_diff().context_radius(3).header(header.0, header.1).to_string();
    limit(&text)
}

fn limit(text: &str) -> String {
    let lines = text.split_inclusive('\n').count();
    if lines <= MAX_LINES {
        return text.to_owned();
    }
    let shown: String = text.split_inclusive('\n').take(MAX_LINES).collect();
    format!("{shown}… {} more lines\n", lines - MAX_LINES)
}

/// The command that brings the output up to date.
pub fn mend(options: &Options) -> String {
    let mut command = format!("{} gen", options.program);
    for (flag, folder) in [("--spec", &options.spec), ("--out", &options.out)] {
        if folder.given {
            command = format!("{command} {flag} {}", quoted(&folder.shown));
        }
    }
    options.apis.iter().fold(command, |command, api| format!("{command} --api {}", quoted(api)))
}

/// `word` as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./=+:@%,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_split_them() {
        for (word, expected) in
            [("spec", "spec"), ("../文档", "../文档"), ("a b", "'a b'"), ("it's", r"'it'\''s'"), ("", "''")]
        {
            assert_eq!(quoted(word), expected);
        }
    }

    #[test]
    fn long_diffs_are_cut() {
        let change = Change { path: "src/a.rs".into(), old: None, new: Some("line\n".repeat(500)) };
        let out = Folder { path: "x".into(), shown: "x/".into(), given: true };
        let text = diff(&out, &change);
        assert!(text.starts_with("--- /dev/null\n+++ x/src/a.rs\n"), "{text}");
        assert!(text.ends_with("+line\n… 443 more lines\n"), "{text}");
    }
}
