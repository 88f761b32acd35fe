//! The commands of the program `tablewright`, as a library so that they can be tested and called by other programs.
//!
//! [`generate`] is the one that matters: it reads the documents, lets the compiler work, and brings the output to what the
//! compiler gave. All contact with the file system, the clock and the terminal is in this crate; the compiler has none.
//!
//! A command works on a [`project`], which a file `tablewright.toml` describes, or on a folder of documents with a folder
//! for each API.

pub mod cli;
mod compiler;
mod console;
pub mod diff;
mod error;
pub mod explain;
pub mod generate;
pub mod import;
pub mod init;
mod lock;
mod names;
pub mod new;
pub mod openapi;
pub mod program;
pub mod project;
pub mod serve;
pub mod suggest;
mod tree;
mod unexplained;
mod write;

use std::ffi::OsString;

use clap::{CommandFactory as _, Parser as _};

pub use compiler::{Compiler, Tablewright};
pub use console::Console;
pub use error::Error;
pub use program::Program;

/// All went well.
const SUCCESS: u8 = 0;
/// The documents have errors, or the output is stale.
const FAILURE: u8 = 1;
/// Wrong usage, or the file system is in the way.
const TROUBLE: u8 = 2;

/// Runs the command line `args` of the program `tablewright`, whose first item is the name of the program, and returns the
/// exit code: 0, 1 where the documents have errors or the output is stale, 2 for wrong usage or where the file system is
/// in the way.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>, compiler: &dyn Compiler, console: &mut Console) -> u8 {
    let cli = match cli::Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(usage) => return usage_of(&usage, console),
    };
    let program = Program::tablewright();
    let done = match cli.command {
        cli::Command::Init(args) => init::run(&args, compiler, console),
        cli::Command::New(args) => new::run(&args, &program, compiler, console),
        cli::Command::Gen(args) => generate::run_with(args, &program, compiler, console),
        cli::Command::Suggest(args) => suggest::run(&args, &program, compiler, console),
        cli::Command::Explain(args) => explain::run(&args, &program, compiler, console),
        cli::Command::Import(args) => import::run(&args, &program, console),
        cli::Command::Diff(args) => diff::run(&args, &program, compiler, console),
        cli::Command::Openapi(args) => openapi::run(&args, compiler, console),
        cli::Command::Serve(args) => serve::run(&args, compiler, console),
        cli::Command::Completions(args) => {
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut cli::Cli::command(), "tablewright", &mut script);
            console.out(&String::from_utf8_lossy(&script));
            Ok(true)
        }
    };
    finish(done, console)
}

/// The exit code of a command that is done, after what went wrong was said.
pub fn finish(done: Result<bool, Error>, console: &mut Console) -> u8 {
    match done.and_then(|good| console.finish().map(|()| good)) {
        Ok(true) => SUCCESS,
        Ok(false) => FAILURE,
        Err(error) => {
            console.err(&format!("error: {error}\n"));
            TROUBLE
        }
    }
}

/// Shows the help that was asked for, or what is wrong with the command line, and returns the exit code.
pub fn usage_of(usage: &clap::Error, console: &mut Console) -> u8 {
    // The arguments in it are the caller's own.
    let coloured = console.colour().then(|| usage.render().ansi().to_string());
    let plain = || usage.render().to_string();
    match (usage.use_stderr(), coloured) {
        (true, Some(text)) => console.coloured(&text),
        (true, None) => console.err(&plain()),
        (false, Some(text)) => console.coloured_out(&text),
        (false, None) => console.out(&plain()),
    }
    if usage.use_stderr() { TROUBLE } else { SUCCESS }
}
