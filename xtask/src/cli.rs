//! The command line.

use clap::{Args, Parser, Subcommand};
use tablewright_cli::program::help;
use tablewright_cli::{diff, explain, generate, import, new, suggest};

/// How this program is called.
pub const NAME: &str = "cargo xtask";

/// The tasks of this workspace.
#[derive(Debug, Parser)]
#[command(name = NAME, bin_name = NAME, args_override_self = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub task: Task,
}

/// A task.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Compile the documents to Rust, OpenAPI and the IR
    #[command(args_override_self = true, after_help = help(generate::HELP, NAME))]
    Gen(generate::Args),
    /// Begin a new API: copy its documents, and write a first dialect for them
    #[command(args_override_self = true, after_help = help(new::HELP, NAME))]
    New(new::Args),
    /// Clean a page that was pasted from a browser or a code host, and put it to the documents of an API
    #[command(args_override_self = true, after_help = help(import::HELP, NAME))]
    Import(import::Args),
    /// List what the dialect lacks, tried on the documents, and put it there
    #[command(args_override_self = true, after_help = help(suggest::HELP, NAME))]
    Suggest(suggest::Args),
    /// Explain what a line of a document or an endpoint became, and which rules of the dialect read it
    #[command(args_override_self = true, after_help = help(explain::HELP, NAME))]
    Explain(explain::Args),
    /// Say what changed in the APIs between two versions, and whom it breaks
    #[command(args_override_self = true, after_help = help(diff::HELP, NAME))]
    Diff(diff::Args),
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

const BENCHES: &str = "\
Each benchmark compares two sides in one run, prints the ratio with its limit, and fails beyond it.

Examples:
  cargo xtask bench                   all of them
  cargo xtask bench server            those with a name that has `server` in it
  cargo xtask bench --compile         how long `cargo check` of the generated crate takes
";

const INTEROP: &str = "\
Needs Python 3, from PYTHON or the path, Node.js, and package indexes for the first run.

Examples:
  cargo xtask interop
  cargo xtask interop schemathesis
  cargo xtask interop --all generators

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
    /// Generated clients of all APIs and not of one alone: those of this repository, and those of tests/dialects whose
    /// documents are found in the folder that `TABLEWRIGHT_PRACTICE` names, else in ../shared/practice
    #[arg(long)]
    pub all: bool,
    /// Only the checks whose names contain one of these, such as `progenitor` or `openapi_generator go`
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
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
