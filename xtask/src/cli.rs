//! The command line.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::generate::{Folder, Options};
use crate::{explain, import, new, workspace};

/// The tasks of this workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", args_override_self = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub task: Task,
}

/// A task.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Compile the documents to Rust, OpenAPI and the IR
    #[command(args_override_self = true, after_help = EXAMPLES)]
    Gen(Gen),
    /// Begin a new API: copy its documents, and write a dialect for them as far as their shapes tell
    #[command(args_override_self = true, after_help = new::HELP)]
    New(new::Args),
    /// Clean a page that was pasted from a browser or a code host, and put it to the documents of an API
    #[command(args_override_self = true, after_help = import::HELP)]
    Import(import::Args),
    /// Say what became of a line of a document, or of an endpoint, and which rules of the dialect spoke of it
    #[command(args_override_self = true, after_help = explain::HELP)]
    Explain(explain::Args),
    /// Run the benchmarks
    #[command(after_help = BENCHES)]
    Bench(Bench),
    /// Serve an API from memory: every endpoint answers, and what is sent is remembered
    #[command(disable_help_flag = true)]
    Serve(Serve),
    /// Check a server with the clients that people use, which are installed below target/
    #[command(after_help = INTEROP)]
    Interop(Interop),
}

const EXAMPLES: &str = "\
Every folder of the documents' folder is an API: its `*.md` files are compiled as `dialect.toml` says, after
`patches.toml`, where there is one, has corrected them. Output files that do not change are not touched, files
that an earlier run made and this one does not are removed, and no other file is.

Examples:
  cargo xtask gen                     bring generated/ up to date with spec/
  cargo xtask gen --check             write nothing, and show what is out of date
  cargo xtask gen --api NAME -v       one API, with all notes of the compiler
  cargo xtask gen --format json       one JSON object a line for each message

Exit codes:
  0  all is well
  1  the documents have errors, or (with --check) the output is out of date
  2  wrong usage, or a file or folder cannot be read or written
";

const BENCHES: &str = "\
Each benchmark compares two sides in one run, prints the ratio with its limit, and fails beyond it.

Examples:
  cargo xtask bench                   all of them
  cargo xtask bench server            those with a name that has `server` in it
  cargo xtask bench --compile         how long `cargo check` of the generated crate takes
";

const INTEROP: &str = "\
Needs Python 3, from PYTHON or the path, and a package index for the first run.

Examples:
  cargo xtask interop
  cargo xtask interop schemathesis

Exit codes:
  0  all checks are good
  1  a check failed, or something could not be built or installed
  2  wrong usage, or a program cannot be run
";

/// What `serve` is told.
#[derive(Args, Debug)]
pub struct Serve {
    /// Handed on to the server; `--help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
    pub args: Vec<String>,
}

/// What `interop` is told.
#[derive(Args, Debug)]
pub struct Interop {
    /// Only the checks whose names contain one of these
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
}

/// What `gen` is told.
#[derive(Args, Debug)]
pub struct Gen {
    /// Write nothing; fail, with a diff, where the output is out of date
    #[arg(long)]
    check: bool,
    /// The folder of the documents, one folder below it for each API [default: spec/ of the workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder to write to [default: generated/ of the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Only this API; can be given several times
    #[arg(long, value_name = "NAME", action = clap::ArgAction::Append)]
    api: Vec<String>,
    /// How messages are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Print the notes too, and not only how many there are
    #[arg(long, short = 'v', visible_alias = "verbose")]
    notes: bool,
}

impl Gen {
    /// The options with their defaults.
    pub fn options(self) -> Options {
        let mut apis = self.api;
        apis.sort();
        apis.dedup();
        let (spec, out) = (folder(self.spec, "spec"), folder(self.out, "generated"));
        Options { check: self.check, notes: self.notes, format: self.format, spec, out, apis }
    }
}

/// A folder as it was given, seen from where the command runs, or the workspace's folder `default`.
pub fn folder(given: Option<PathBuf>, default: &str) -> Folder {
    match given {
        Some(path) => Folder { shown: slashes(&path), path, given: true },
        None => Folder { shown: default.into(), path: workspace::root().join(default), given: false },
    }
}

/// `path` with `/`, as messages show it on every system.
pub fn slashes(path: &Path) -> String {
    let text = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// How messages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines of the document, for people
    Human,
    /// One JSON object a line, for programs
    Json,
    /// Workflow commands, which GitHub shows beside the lines of a pull request
    Github,
}

/// What `bench` is told.
#[derive(Args, Debug)]
pub struct Bench {
    /// Measure what checking the generated crate costs, by API and feature
    #[arg(long)]
    pub compile: bool,
    /// Handed on to the benchmarks: the beginning of a name, an option such as `--quick`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
    pub args: Vec<String>,
}
