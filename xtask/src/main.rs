//! `cargo xtask`: the tasks of this workspace. `cargo xtask --help` lists them.

use std::process::ExitCode;

use mimalloc::MiMalloc;
use xtask::{Console, Tablewright};

/// What the compiler makes are many small pieces, which this one keeps closer together than the one of most systems.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(xtask::run(std::env::args_os(), &Tablewright, &mut Console::standard()))
}
