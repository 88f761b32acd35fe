//! `cargo xtask`: the tasks of this workspace. `cargo xtask --help` lists them.

use std::process::ExitCode;

use xtask::{Console, Tablewright};

fn main() -> ExitCode {
    ExitCode::from(xtask::run(std::env::args_os(), &Tablewright, &mut Console::standard()))
}
