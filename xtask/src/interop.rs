//! `cargo xtask interop`: the clients that people use, against `serve`.
//!
//! The clients are Python programs. They are installed below `target/`, by name and version, when the list of them has
//! changed since the last time.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::workspace;
use tablewright_cli::Console;
use tablewright_cli::Error;

/// Runs the checks whose names contain one of `names`, or all, and returns whether they are good. Clients are generated
/// of one API, or with `all` of every API that there are documents of.
pub fn run(names: &[String], all: bool, console: &mut Console) -> Result<bool, Error> {
    let root = workspace::root();
    let folder = root.join("tests").join("interop");
    let target = target(&root);
    let Some(python) = install(&folder, &target.join("interop"), console)? else { return Ok(false) };
    console.err("building the server\n");
    let mut build = Command::new(workspace::cargo());
    build.args(["build", "--quiet", "--package", "mock", "--bin", "serve", "--example", "server_sums"]);
    build.current_dir(&root);
    if !done(&mut build)? {
        return Ok(false);
    }
    let program = |name: &str| target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let (server, sums) = (program("serve"), program("examples/server_sums"));
    let documents = root.join("generated").join("openapi");
    let mut checks = Command::new(python);
    checks.arg(folder.join("run.py")).args(names).env("SERVE", server).env("SUMS", sums).env("DOCUMENTS", &documents);
    let mut apis = generated(&documents)?;
    if all {
        checks.env("ALL", "1");
        apis.extend(of_others(&root, &target, console)?);
    }
    let entries = apis.iter().map(|(name, folder)| format!("{name}={}", folder.display()));
    let apis = std::env::join_paths(entries.map(PathBuf::from));
    let apis =
        apis.map_err(|error| Error::new(format!("cannot name the documents: {error}"), "move this repository"))?;
    checks.env("TARGET", &target).env("APIS", apis);
    done(&mut checks)
}

/// The APIs of this repository, each with the folder of its `OpenAPI` documents.
fn generated(documents: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let files = names(documents)?.into_iter();
    let apis =
        files.filter_map(|file| file.strip_suffix(".client.json").map(|name| (name.to_owned(), documents.into())));
    Ok(apis.collect())
}

/// The names of what stands in a folder, sorted.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = fs::read_dir(folder).map_err(|error| Error::io("read", folder, &error))?;
    let mut names: Vec<_> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// The APIs of others that there are documents of, compiled with the dialects of `tests/dialects`, each with the folder
/// of its `OpenAPI` documents.
fn of_others(root: &Path, target: &Path, console: &mut Console) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut apis = Vec::new();
    let dialects = root.join("tests").join("dialects");
    let practice = std::env::var_os("TABLEWRIGHT_PRACTICE").map(PathBuf::from);
    let practice = practice.unwrap_or_else(|| root.join("..").join("shared").join("practice"));
    for name in names(&dialects)? {
        let here = practice.join(&name);
        let Some(docs) = [here.join("docs"), here.clone()].into_iter().find(|docs| docs.is_dir()) else {
            console.err(&format!("left out: the documents of `{name}` are not at `{}`\n", here.display()));
            continue;
        };
        let work = target.join("interop").join("apis");
        let (spec, out) = (work.join("spec"), work.join(&name));
        copy(&docs, &spec.join(&name))?;
        copy(&dialects.join(&name), &spec.join(&name))?;
        fs::create_dir_all(&out).map_err(|error| Error::io("create", &out, &error))?;
        let program = std::env::current_exe().map_err(|error| Error::io("find", Path::new("xtask"), &error))?;
        let mut compile = Command::new(program);
        compile.args(["gen", "--draft", "--api", &name, "--spec"]).arg(&spec).arg("--out").arg(&out);
        compile.stdout(Stdio::null()).stderr(Stdio::null());
        done(&mut compile)?;
        let folder = out.join("openapi");
        if folder.is_dir() {
            apis.push((name, folder));
        } else {
            console.err(&format!("left out: `{name}` has no output\n"));
        }
    }
    Ok(apis)
}

/// Copies the files of a folder, and those of the folders in it, over what is there.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let mut open = vec![(from.to_owned(), to.to_owned())];
    while let Some((from, to)) = open.pop() {
        fs::create_dir_all(&to).map_err(|error| Error::io("create", &to, &error))?;
        for entry in fs::read_dir(&from).map_err(|error| Error::io("read", &from, &error))? {
            let entry = entry.map_err(|error| Error::io("read", &from, &error))?;
            let (source, place) = (entry.path(), to.join(entry.file_name()));
            if source.is_dir() {
                open.push((source, place));
            } else {
                let text = fs::read(&source).map_err(|error| Error::io("read", &source, &error))?;
                fs::write(&place, text).map_err(|error| Error::io("write", &place, &error))?;
            }
        }
    }
    Ok(())
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
