//! `cargo xtask interop`: the clients that people use, against `serve`.
//!
//! The clients are Python programs. They are installed below `target/`, by name and version, when the list of them has
//! changed since the last time.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace;
use tablewright_cli::Console;
use tablewright_cli::Error;

/// Runs the checks whose names contain one of `names`, or all, and returns whether they are good.
pub fn run(names: &[String], console: &mut Console) -> Result<bool, Error> {
    let root = workspace::root();
    let folder = root.join("tests").join("interop");
    let target = target(&root);
    let Some(python) = install(&folder, &target.join("interop"), console)? else { return Ok(false) };
    console.err("building the server\n");
    let mut build = Command::new(workspace::cargo());
    build.args(["build", "--quiet", "--package", "mock", "--bin", "serve"]).current_dir(&root);
    if !done(&mut build)? {
        return Ok(false);
    }
    let server = target.join("debug").join(format!("serve{}", std::env::consts::EXE_SUFFIX));
    let mut checks = Command::new(python);
    checks.arg(folder.join("run.py")).args(names).env("SERVE", server).env("DOCUMENTS", root.join("generated/openapi"));
    done(&mut checks)
}

/// Installs what the checks need, and returns the Python that has it; nothing where it cannot be installed.
fn install(folder: &Path, environment: &Path, console: &mut Console) -> Result<Option<PathBuf>, Error> {
    let list = folder.join("requirements.txt");
    let wanted = fs::read_to_string(&list).map_err(|error| Error::io("read", &list, &error))?;
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let python = programs.join(format!("python{}", std::env::consts::EXE_SUFFIX));
    let installed = environment.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(Some(python));
    }
    console.err("installing the clients\n");
    let any = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    if !done(Command::new(any).args(["-m", "venv"]).arg(environment))? {
        return Ok(None);
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&list);
    if !done(&mut pip)? {
        return Ok(None);
    }
    fs::write(&installed, wanted).map_err(|error| Error::io("write", &installed, &error))?;
    Ok(Some(python))
}

/// The folder that Cargo builds in.
fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Runs a command, and returns whether it succeeded.
fn done(command: &mut Command) -> Result<bool, Error> {
    let status = command.status();
    let failed = |error| match command.get_program() {
        program if program == OsStr::new("python3") => {
            Error::new(format!("cannot run `python3`: {error}"), "install Python 3, or name it in PYTHON")
        }
        program => Error::io("run", Path::new(program), &error),
    };
    status.map(|status| status.success()).map_err(failed)
}
