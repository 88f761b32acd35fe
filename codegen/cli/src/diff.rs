//! `diff`: what changed in an API between two versions of its documents.

mod version;

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;
use tablewright::ir::Api;
use tablewright::tools::diff::{self, Change, Verdict};

use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::program::Program;

/// The help page behind the options.
pub const HELP: &str = "\
Compares two versions of the API, not of the text: what is new, gone, renamed, required, wider or narrower, and whom it
breaks. A version is a revision of Git, a folder of documents or of a project, or an IR file.

Examples:
  {program} diff                                  the last commit against the files as they are
  {program} diff v1.0                             a tag against the files as they are
  {program} diff v1.0 v2.0 --format markdown      an entry for a changelog
  {program} diff old.json new.json                two IR files
  {program} diff origin/main --fail-on breaking   for CI

Exit codes:
  0  nothing changed, or nothing that --fail-on names
  1  something changed that --fail-on names, or the documents of the new version have errors
  2  wrong usage, or a version cannot be read
";

/// What `diff` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The old version
    #[arg(value_name = "OLD", default_value = "HEAD")]
    old: String,
    /// The new version [default: the files as they are]
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// Only this API
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
    /// How changes are printed
    #[arg(long, value_enum, default_value_t = Form::Human)]
    format: Form,
    /// Fail where there is such a change, or a heavier one
    #[arg(long, value_enum, value_name = "WEIGHT")]
    fail_on: Option<Weight>,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// With the lines of both documents, for people
    Human,
    /// One JSON object a line, for programs
    Json,
    /// An entry of a changelog
    Markdown,
}

/// What makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Weight {
    /// A change that breaks callers
    Callers,
    /// A change that breaks callers or servers
    Breaking,
    /// Any change that is not of words alone
    Additive,
    /// Any change
    Words,
}

impl Weight {
    fn least(self) -> Verdict {
        match self {
            Self::Callers => Verdict::Callers,
            Self::Breaking => Verdict::Servers,
            Self::Additive => Verdict::Additive,
            Self::Words => Verdict::Words,
        }
    }
}

/// Runs the command.
///
/// # Errors
///
/// Where a version cannot be read.
pub fn run(args: &Args, program: &Program, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let mut read = |what: Option<&str>| version::read(what, args.api.as_deref(), program, compiler, console);
    let (old, new) = (read(Some(&args.old))?, read(args.new.as_deref())?);
    let (Some(old), Some(new)) = (old, new) else { return Ok(false) };
    // Errors of an old version are past, and no reason to fail.
    for (weight, version) in [("warning", &old), ("error", &new)] {
        version.errors.iter().for_each(|error| console.err(&format!("{weight}: {error}\n")));
    }
    let (old, has_errors, new) = (old.apis, !new.errors.is_empty(), new.apis);
    let mut heaviest = None;
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let changes = between(name, &old, &new);
        heaviest = heaviest.max(changes.iter().map(|change| change.verdict).max());
        match args.format {
            Form::Human => console.out(&diff::human(name, &changes)),
            Form::Json => console.out(&diff::json(&changes)),
            Form::Markdown => console.out(&diff::markdown(name, &changes)),
        }
    }
    let fails = args.fail_on.zip(heaviest).is_some_and(|(weight, heaviest)| heaviest >= weight.least());
    if fails {
        console.err("error: there are changes that `--fail-on` names\n");
    }
    Ok(!fails && !has_errors)
}

/// The changes of one API, which may be new or gone.
fn between(name: &str, old: &BTreeMap<String, Api>, new: &BTreeMap<String, Api>) -> Vec<Change> {
    let whole = |kind: &str, verdict, text: &str| {
        let (kind, text) = (kind.to_owned(), text.to_owned());
        vec![Change { kind, verdict, subject: name.to_owned(), text, old: None, new: None }]
    };
    match (old.get(name), new.get(name)) {
        (Some(old), Some(new)) => diff::diff(old, new),
        (Some(_), None) => whole("api-removed", Verdict::Callers, "is gone"),
        (None, _) => whole("api-added", Verdict::Additive, "is new"),
    }
}
