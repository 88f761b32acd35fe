//! The tasks of this workspace, as a library so that they can be tested.
//!
//! `generate` is the one that matters: it reads the folder of documents, lets the compiler work, and brings the output
//! folder to what the compiler gave. All contact with the file system, the clock and the terminal is in this crate; the
//! compiler has none.

mod bench;
mod cli;
mod compile_cost;
mod compiler;
mod console;
mod error;
mod explain;
mod generate;
mod import;
mod interop;
mod lock;
mod names;
mod new;
mod serve;
mod tree;
mod unexplained;
mod workspace;
mod write;

use std::ffi::OsString;

use clap::Parser as _;

pub use compiler::{Compiler, Tablewright};
pub use console::Console;

/// All went well.
const SUCCESS: u8 = 0;
/// The documents have errors, or the output is stale.
const FAILURE: u8 = 1;
/// Wrong usage, or the file system is in the way.
const TROUBLE: u8 = 2;

/// Runs the command line `args`, whose first item is the name of the program, and returns the exit code: 0, 1 where the
/// documents have errors or the output is stale, 2 for wrong usage or where the file system is in the way.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>, compiler: &dyn Compiler, console: &mut Console) -> u8 {
    let cli = match cli::Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(usage) => return usage_of(&usage, console),
    };
    let done = match cli.task {
        cli::Task::Gen(args) => generate::run(&args.options(), compiler, console),
        cli::Task::New(args) => new::run(&args, compiler, console),
        cli::Task::Import(args) => import::run(&args, console),
        cli::Task::Explain(args) => explain::run(&args, compiler, console),
        cli::Task::Bench(args) if args.compile => compile_cost::run(console),
        cli::Task::Bench(args) => bench::run(&args.args),
        cli::Task::Serve(args) => serve::run(&args.args),
        cli::Task::Interop(args) => interop::run(&args.names, console),
    };
    match done.and_then(|good| console.finish().map(|()| good)) {
        Ok(true) => SUCCESS,
        Ok(false) => FAILURE,
        Err(error) => {
            console.err(&format!("error: {error}\n"));
            TROUBLE
        }
    }
}

/// Shows the help that was asked for, or what is wrong with the command line.
fn usage_of(usage: &clap::Error, console: &mut Console) -> u8 {
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
