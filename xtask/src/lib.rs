//! The tasks of this workspace, as a library so that they can be tested.
//!
//! What compiles documents is in the crate `tablewright-cli`, with the folders of this workspace as defaults; here are the
//! tasks that only this workspace has.

mod bench;
mod cli;
mod compile_cost;
mod interop;
mod serve;
mod workspace;

use std::ffi::OsString;

use clap::Parser as _;
pub use tablewright_cli::{Compiler, Console, Tablewright};
use tablewright_cli::{Program, diff, explain, finish, generate, import, new, suggest, usage_of};

/// Runs the command line `args`, whose first item is the name of the program, and returns the exit code: 0, 1 where the
/// documents have errors or the output is stale, 2 for wrong usage or where the file system is in the way.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>, compiler: &dyn Compiler, console: &mut Console) -> u8 {
    let cli = match cli::Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(usage) => return usage_of(&usage, console),
    };
    let program = Program { name: cli::NAME, workspace: Some(workspace::root()) };
    let done = match cli.task {
        cli::Task::Gen(args) => generate::run_with(args, &program, compiler, console),
        cli::Task::New(args) => new::run(&args, &program, compiler, console),
        cli::Task::Import(args) => import::run(&args, &program, console),
        cli::Task::Suggest(args) => suggest::run(&args, &program, compiler, console),
        cli::Task::Explain(args) => explain::run(&args, &program, compiler, console),
        cli::Task::Diff(args) => diff::run(&args, &program, compiler, console),
        cli::Task::Bench(args) if args.compile => compile_cost::run(console),
        cli::Task::Bench(args) => bench::run(&args.args),
        cli::Task::Serve(args) => serve::run(&args.args),
        cli::Task::Interop(args) => interop::run(&args.names, args.all, console),
    };
    finish(done, console)
}
