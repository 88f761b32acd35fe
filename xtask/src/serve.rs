//! `cargo xtask serve`: a generated server over a backend in memory.
//!
//! It is a program of its own, since this crate must build where the generated one does not.

use std::path::Path;
use std::process::Command;

use crate::workspace;
use tablewright_cli::Error;

/// The command that builds the server and runs it with `args`.
fn command(args: &[String]) -> Command {
    let mut command = Command::new(workspace::cargo());
    command.args(["run", "--quiet", "--manifest-path"]).arg(workspace::root().join("Cargo.toml"));
    command.args(["--package", "mock", "--bin", "serve", "--"]).args(args);
    command
}

/// Serves until the server is asked to end, and returns whether it ended well.
///
/// Where a process can become another one, this one becomes the server: a signal reaches it, and its exit code is this
/// command's.
pub fn run(args: &[String]) -> Result<bool, Error> {
    let mut command = command(args);
    #[cfg(unix)]
    let result = {
        use std::os::unix::process::CommandExt as _;
        Err(command.exec())
    };
    #[cfg(not(unix))]
    let result = command.status().map(|status| status.success());
    result.map_err(|error| Error::io("run", Path::new(&workspace::cargo()), &error))
}
