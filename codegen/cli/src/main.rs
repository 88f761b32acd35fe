//! `tablewright`: API documents in, Rust and `OpenAPI` out. `tablewright --help` lists the commands.

use std::process::ExitCode;

use tablewright_cli::{Console, Tablewright};

fn main() -> ExitCode {
    ExitCode::from(tablewright_cli::run(std::env::args_os(), &Tablewright, &mut Console::standard()))
}
