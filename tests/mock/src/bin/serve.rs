//! A generated server over a backend that keeps what it is told in memory; `serve --help` says more.

use std::process::ExitCode;

fn main() -> ExitCode {
    mock::serve::run()
}
