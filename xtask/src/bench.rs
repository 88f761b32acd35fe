//! `cargo xtask bench`: the benchmarks.

use std::path::Path;
use std::process::Command;

use crate::workspace;
use tablewright_cli::Error;

/// Runs the benchmarks with `args` handed on to them, and returns whether they succeeded.
pub fn run(args: &[String]) -> Result<bool, Error> {
    let cargo = workspace::cargo();
    let root = workspace::root();
    let status = Command::new(&cargo).args(["bench", "--package", "tests", "--"]).args(args).current_dir(root).status();
    match status {
        Ok(status) => Ok(status.success()),
        Err(error) => Err(Error::io("run", Path::new(&cargo), &error)),
    }
}
