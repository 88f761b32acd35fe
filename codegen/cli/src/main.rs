//! `tablewright`: API documents in, Rust and `OpenAPI` out. `tablewright --help` lists the commands.

use std::process::ExitCode;

use mimalloc::MiMalloc;
use tablewright_cli::{Console, Tablewright};

/// What the compiler makes are many small pieces, which this one keeps closer together than the one of most systems.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(tablewright_cli::run(std::env::args_os(), &Tablewright, &mut Console::standard()))
}
