//! A version of the documents: as they are, of a revision of Git, or in another place.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tablewright::ir::Api;

use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::generate::{Folder, spec};
use crate::program::{Program, slashes};
use crate::project::{self, Project};

/// A version of the documents.
#[derive(Debug, Default)]
pub struct Version {
    /// Its APIs.
    pub apis: BTreeMap<String, Api>,
    /// Of which APIs the documents have errors, in words: something of them can be missing.
    pub errors: Vec<String>,
}

impl From<BTreeMap<String, Api>> for Version {
    fn from(apis: BTreeMap<String, Api>) -> Self {
        Self { apis, errors: Vec::new() }
    }
}

/// A version; none where its documents have errors that keep the IR from being made. Only these are printed.
pub fn read(
    what: Option<&str>,
    only: Option<&str>,
    program: &Program,
    compiler: &dyn Compiler,
    console: &mut Console,
) -> Result<Option<Version>, Error> {
    let Some(what) = what else {
        let root = home(program)?;
        return compiled(&root, "", only, compiler, console);
    };
    let path = Path::new(what);
    if path.is_file() {
        let text = spec::text(path)?;
        let api = Api::from_json(&text).map_err(|error| {
            Error::new(format!("`{what}` is no IR: {error}"), "name an IR file, a folder or a revision of Git")
        })?;
        return Ok(Some(BTreeMap::from([(api.name.clone(), api)]).into()));
    }
    if path.is_dir() {
        return compiled(path, what, only, compiler, console);
    }
    let copy = Revision::copy(&home(program)?, what)?;
    // Before there was a project, there was no API.
    if program.workspace.is_none() && !copy.root.join(project::NAME).is_file() {
        return Ok(Some(Version::default()));
    }
    compiled(&copy.root, what, only, compiler, console)
}

/// The folder of the project, or of the workspace's documents.
fn home(program: &Program) -> Result<PathBuf, Error> {
    match &program.workspace {
        Some(root) => Ok(root.join("spec")),
        None => Ok(Project::here()?.root),
    }
}

/// The APIs of a folder, which is a project or has a folder for each API.
fn compiled(
    root: &Path,
    shown: &str,
    only: Option<&str>,
    compiler: &dyn Compiler,
    console: &mut Console,
) -> Result<Option<Version>, Error> {
    let only: Vec<String> = only.map(str::to_owned).into_iter().collect();
    let read = if root.join(project::NAME).is_file() {
        Project::open(root)?.read(&only)?
    } else {
        spec::read(&Folder { path: root.to_owned(), shown: slashes(root), given: true }, &only)?
    };
    let mut version = Version::default();
    for input in &read.inputs {
        let output = compiler.compile(input);
        let of = if shown.is_empty() { String::new() } else { format!(" of `{shown}`") };
        let errors = format!("the documents of `{}`{of} have errors; `gen` shows them", input.api);
        let Some(api) = output.api else {
            console.err(&format!("error: {errors}\n"));
            return Ok(None);
        };
        if output.diagnostics.keep_output() {
            version.errors.push(format!("{errors}, and what they concern can be missing here"));
        }
        version.apis.insert(input.api.clone(), api);
    }
    Ok(Some(version))
}

/// A copy of the documents of a revision, which goes away with it.
struct Revision {
    /// The folder in the copy.
    root: PathBuf,
    _copy: tempfile::TempDir,
}

impl Revision {
    /// Copies what the folder `root` had in the revision. Neither the repository nor its files are touched.
    fn copy(root: &Path, revision: &str) -> Result<Self, Error> {
        let unknown = |why: &str| {
            let message = format!("`{revision}` is not a file, a folder or a Git revision here{why}");
            Error::new(message, "name a revision that `git rev-parse` knows, a folder, or an IR file")
        };
        if revision.starts_with('-') {
            return Err(unknown(""));
        }
        let none = |what: &str, remedy: &str| {
            let message = format!("{what}, so there is no `{revision}` to compare with");
            let others = "or name two folders or IR files: `diff OLD NEW`";
            Error::new(message, format!("{remedy}, {others}"))
        };
        let top = git(root, &["rev-parse", "--show-toplevel"]).map_err(|why| {
            if why.contains("not a git repository") {
                let what = format!("`{}` is in no Git repository", root.display());
                return none(&what, "commit the documents to one first");
            }
            unknown(&format!(" ({why})"))
        })?;
        let top = PathBuf::from(top.trim_end());
        let commit = format!("{revision}^{{commit}}");
        let commit = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]);
        let is_empty = || git(root, &["rev-list", "--all", "--max-count=1"]).is_ok_and(|first| first.is_empty());
        let commit = commit.map_err(|_| {
            if is_empty() {
                return none(
                    "this Git repository has no commit yet",
                    "commit the documents first, change them, and run again",
                );
            }
            unknown("")
        })?;
        let copy =
            tempfile::tempdir().map_err(|error| Error::io("create a folder in", &std::env::temp_dir(), &error))?;
        let failed = |why: String| Error::new(format!("`git` cannot read `{revision}`: {why}"), "check the repository");
        let index = copy.path().join("index");
        let names =
            git(&top, &["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit.trim_end()]).map_err(failed)?;
        let wanted = |name: &&str| {
            let extension = Path::new(name).extension();
            extension.is_some_and(|extension| extension == "md" || extension == "toml")
        };
        let names: Vec<&str> = names.split('\0').filter(wanted).collect();
        git_with(&top, &["read-tree", commit.trim_end()], &index, "").map_err(failed)?;
        let prefix = format!("--prefix={}/", slashes(&copy.path().join("tree")));
        git_with(&top, &["checkout-index", "-z", "--stdin", &prefix], &index, &names.join("\0")).map_err(failed)?;
        let real = |path: &Path| path.canonicalize().map_err(|error| Error::io("read", path, &error));
        let below = real(root)?.strip_prefix(real(&top)?).unwrap_or(Path::new("")).to_owned();
        Ok(Self { root: copy.path().join("tree").join(below), _copy: copy })
    }
}

/// What `git` prints.
fn git(folder: &Path, args: &[&str]) -> Result<String, String> {
    run(Command::new("git").current_dir(folder).args(args), "")
}

/// As [`git`], with an index of its own and with input.
fn git_with(folder: &Path, args: &[&str], index: &Path, input: &str) -> Result<String, String> {
    run(Command::new("git").current_dir(folder).args(args).env("GIT_INDEX_FILE", index), input)
}

fn run(command: &mut Command, input: &str) -> Result<String, String> {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("`git` cannot be run: {error}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends early says why itself.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or("it failed").to_owned())
}
