//! `gen`: documents in, files out.
//!
//! The order of a run is what keeps its promises: everything is read before anything is compiled, everything is
//! compiled and compared before anything is written, and `apply` writes so that a run that is killed at any point is
//! mended by the next.

mod apply;
mod args;
mod changes;
mod check;
mod features;
pub(crate) mod manifest;
mod plan;
mod report;
pub(crate) mod spec;
mod stats;
mod table;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tablewright::diagnostic::Severity;
use tablewright::emit::Files;
use tablewright::{Input, Output};

use crate::cli::Format;
use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::lock::Lock;
use crate::program::Program;
use crate::project::Project;
use crate::tree::Tree;
pub use args::{Args, HELP};
use manifest::Manifest;
use plan::{Plan, Wanted};

/// A folder: where it is, and what the user calls it.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// How messages call it, with `/`.
    pub shown: String,
    /// Whether the user named it; otherwise it is the default.
    pub given: bool,
}

/// What a run is told.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Options {
    /// Write nothing, and fail where the output is out of date.
    pub check: bool,
    /// Fail where there is a warning.
    pub deny_warnings: bool,
    /// Leave out what is unsound, whatever the dialects say.
    pub draft: bool,
    /// Print notes in full.
    pub notes: bool,
    /// How messages are printed.
    pub format: Format,
    /// The folder of the documents.
    pub spec: Folder,
    /// The folder of the output.
    pub out: Folder,
    /// The folder of the generated crate.
    pub package: Folder,
    /// The project, where documents and output are those of one.
    pub project: Option<Project>,
    /// How a user calls the program that runs.
    pub program: &'static str,
    /// The APIs that the run is limited to, sorted; empty for all.
    pub apis: Vec<String>,
}

/// One API after compilation.
struct Compiled {
    name: String,
    output: Output,
    time: Duration,
}

impl Folder {
    /// How messages call the file `path` below it.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        if self.shown.is_empty() { path.to_owned() } else { format!("{}/{path}", self.shown.trim_end_matches('/')) }
    }
}

impl Compiled {
    /// Whether errors keep its output from being made.
    fn failed(&self) -> bool {
        self.output.diagnostics.keep_output()
    }

    fn has_errors(&self) -> bool {
        self.output.diagnostics.has_errors()
    }

    fn warned(&self) -> bool {
        self.output.diagnostics.count(Severity::Warning) > 0
    }
}

/// Runs the command of `program` with these arguments; see [`run`].
///
/// # Errors
///
/// Where the file system or the names of files are in the way.
pub fn run_with(args: Args, program: &Program, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    if args.watch {
        return watch::run(&args, program, compiler, console);
    }
    run(&args.options(program)?, compiler, console)
}

/// Runs the command and returns whether the documents are without errors and, with `--check`, the output is current.
///
/// # Errors
///
/// Where the file system or the names of files are in the way.
pub fn run(options: &Options, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let tree = match &options.project {
        Some(project) => project.tree()?,
        None => Tree::open(&options.out, &options.spec)?,
    };
    let _lock = lock(options, &tree, console)?;
    let manifest = Manifest::load(&tree)?;
    report::left(manifest.as_ref().map_or(&[], |(manifest, _)| &manifest.left), console);
    let spec::Read { inputs, refused } = match &options.project {
        Some(project) => project.read(&options.apis)?,
        None => spec::read(&options.spec, &options.apis)?,
    };
    for (_, error) in &refused {
        console.err(&format!("error: {error}\n"));
    }
    let mut results: Vec<Compiled> = inputs.iter().map(|input| compile(compiler, input, options.draft)).collect();
    for api in &mut results {
        if let Some(project) = &options.project {
            project.leave_out(&mut api.output.files);
        }
        report::diagnostics(options, &api.name, &api.output, console);
    }
    let mut wanted = wanted(options, compiler, manifest.as_ref().map(|(manifest, _)| manifest), &mut results);
    wanted.keep(refused.iter().map(|(name, _)| name));
    wanted.place(tree.layout());
    let plan = Plan::new(&tree, manifest, wanted)?;
    let changes = changes::summaries(&tree, &plan, &results);
    features::report(options, &results, console);
    let current = if options.check {
        check::report(options, &plan, console);
        plan.is_empty()
    } else {
        apply::run(&plan.steps(), &tree)?;
        true
    };
    report::summary(options, &results, (&plan, &changes), console);
    if !refused.is_empty() {
        let message = format!("names kept {} of `{}` from being read", refused.len(), options.spec.shown);
        return Err(Error::new(message, "the first lines say which"));
    }
    let warned = options.deny_warnings && results.iter().any(Compiled::warned);
    Ok(current && !warned && !results.iter().any(Compiled::has_errors))
}

/// Waits until no other run writes to the output folder. A run that only compares changes nothing there.
fn lock(options: &Options, tree: &Tree, console: &mut Console) -> Result<Lock, Error> {
    if options.check { Ok(Lock::reading(tree.root(), console)) } else { Lock::writing(tree.root(), console) }
}

fn compile(compiler: &dyn Compiler, input: &Input, draft: bool) -> Compiled {
    let start = Instant::now();
    let output = if draft { compiler.compile_draft(input) } else { compiler.compile(input) };
    Compiled { name: input.api.clone(), output, time: start.elapsed() }
}

/// What the output folder should hold. An API with errors, or one that the run is not about, keeps what it has.
fn wanted(options: &Options, compiler: &dyn Compiler, before: Option<&Manifest>, results: &mut [Compiled]) -> Wanted {
    let known = || before.iter().flat_map(|manifest| manifest.apis.keys());
    let mut apis: BTreeMap<String, Option<Files>> = BTreeMap::new();
    if !options.apis.is_empty() {
        apis.extend(known().map(|name| (name.clone(), None)));
    }
    for api in &mut *results {
        let files = (!api.failed()).then(|| std::mem::take(&mut api.output.files));
        apis.insert(api.name.clone(), files);
    }
    let has_output = |name: &String, files: &Option<Files>| files.is_some() || known().any(|known| known == name);
    let names = apis.iter().filter(|(name, files)| has_output(name, files)).map(|(name, _)| name.as_str());
    let names: Vec<&str> = names.collect();
    let shared = (!names.is_empty()).then(|| compiler.shared(&names));
    let complete = options.apis.is_empty() && !results.iter().any(Compiled::failed);
    Wanted { apis, shared, complete }
}
