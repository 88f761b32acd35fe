//! The command line of `tablewright`.

use clap::{Parser, Subcommand, ValueEnum};

use crate::program::help;
use crate::{diff, explain, generate, import, init, new, openapi, serve, suggest};

const NAME: &str = "tablewright";

const ABOUT: &str = "\
Begin in the folder of your repository:
  tablewright init docs/              write tablewright.toml, a first dialect and a crate for the documents in docs/
  tablewright gen                     write the code and OpenAPI, and report what could not be read
";

/// Compiles API documents written in Markdown into Rust types, a client, a server and OpenAPI.
#[derive(Debug, Parser)]
#[command(name = NAME, version, args_override_self = true, after_help = ABOUT)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a project: find the documents, and write tablewright.toml, a first dialect and a crate
    #[command(args_override_self = true, after_help = init::HELP)]
    Init(init::Args),
    /// Add an API: write a first dialect for its documents
    #[command(args_override_self = true, after_help = help(new::HELP, NAME))]
    New(new::Args),
    /// List what the dialect lacks, tried on the documents, and put it there
    #[command(args_override_self = true, after_help = help(suggest::HELP, NAME))]
    Suggest(suggest::Args),
    /// Compile the documents to Rust, OpenAPI and the IR
    #[command(args_override_self = true, after_help = help(generate::HELP, NAME))]
    Gen(generate::Args),
    /// Report what changed in the API between two versions, and whom it breaks
    #[command(args_override_self = true, after_help = help(diff::HELP, NAME))]
    Diff(diff::Args),
    /// Explain what a line of a document or an endpoint became, and which rules of the dialect read it
    #[command(args_override_self = true, after_help = help(explain::HELP, NAME))]
    Explain(explain::Args),
    /// Clean a page that was pasted from a browser or a code host, and add it to the documents of an API
    #[command(args_override_self = true, after_help = help(import::HELP, NAME))]
    Import(import::Args),
    /// Print an OpenAPI or AsyncAPI document of an API
    #[command(args_override_self = true, after_help = openapi::HELP)]
    Openapi(openapi::Args),
    /// Answer calls of an API from its documents, without generating or building anything
    #[command(args_override_self = true, after_help = serve::HELP)]
    Serve(serve::Args),
    /// Print a script that completes this command line in a shell
    #[command(
        after_help = "Example:\n  tablewright completions bash > ~/.local/share/bash-completion/completions/tablewright\n"
    )]
    Completions(Completions),
}

/// What `completions` is told.
#[derive(clap::Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
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
