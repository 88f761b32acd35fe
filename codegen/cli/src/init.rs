//! `init`: begins a project in a repository.

pub(crate) mod find;
mod scaffold;

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::generate::{Folder, spec};
use crate::new::in_place;
use crate::program::slashes;
use crate::project::{self, Project};
use crate::write;

/// The help page behind the options.
pub const HELP: &str = "\
Writes tablewright.toml, a first dialect for the documents, and a crate for the generated code. Documents stay where they
are. Without DOCS, every `*.md` file below the current folder that describes an endpoint is taken, with those that it links
to. Files that are there already are kept.

Examples:
  tablewright init                                  find the documents
  tablewright init docs/api                         the documents of a folder
  tablewright init README.md --name shop            one document, and the name of the API
  tablewright init docs --ci github --pre-commit    with a workflow and a hook that check the output
  tablewright init --ci gitlab                      in a project: add the workflow

Exit codes:
  0  the project is there
  2  wrong usage, no document describes an endpoint, or a file cannot be read or written
";

/// The hook of Git, below the folder of the repository.
const HOOK: &str = ".git/hooks/pre-commit";

/// What `init` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Documents, and folders of documents
    #[arg(value_name = "DOCS")]
    docs: Vec<PathBuf>,
    /// The name of the API [default: that of the current folder]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The folder of the crate [default: crates/NAME-api where there is a crates/ folder, else NAME-api]
    #[arg(long = "crate", value_name = "DIR")]
    package: Option<String>,
    /// Where the crate finds `tablewright-runtime`: a folder on this machine [default: the version of this program]
    #[arg(long, value_name = "DIR", conflicts_with = "runtime_git")]
    runtime_path: Option<PathBuf>,
    /// Where the crate finds `tablewright-runtime`: a Git repository
    #[arg(long, value_name = "URL")]
    runtime_git: Option<String>,
    /// Write a workflow that checks the output
    #[arg(long, value_enum, value_name = "SERVICE")]
    ci: Option<Ci>,
    /// Write a hook of Git that checks the output before a commit
    #[arg(long)]
    pre_commit: bool,
}

/// A service that runs checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// `.github/workflows/tablewright.yml`
    Github,
    /// `.gitlab/tablewright.yml`, to be included
    Gitlab,
}

/// Runs the command.
///
/// # Errors
///
/// Where a project is there already, no document describes an endpoint, or a file cannot be written.
pub fn run(args: &Args, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let root = std::env::current_dir().map_err(|error| Error::io("read", Path::new("."), &error))?;
    at(&root, args, compiler, console)
}

/// Begins a project in the folder `root`.
fn at(root: &Path, args: &Args, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let checks = Checks::of(root, args)?;
    if let Some(project) = Project::above(root)? {
        if !checks.is_empty() && args.docs.is_empty() && args.name.is_none() {
            checks.write(&project.root, console)?;
            return Ok(true);
        }
        let message =
            format!("`{}` is in a project already: `{}`", root.display(), project.root.join(project::NAME).display());
        return Err(Error::new(message, "add an API to it with `tablewright new NAME DOCS…`"));
    }
    let name = match &args.name {
        Some(name) => name.clone(),
        None => name_of(root),
    };
    spec::check_api_name(&name, &format!("`{name}`"))?;
    let docs = if args.docs.is_empty() { find::documents(root, compiler, console)? } else { named(root, &args.docs)? };
    let package = args.package.clone().unwrap_or_else(|| {
        let folder = format!("{}-api", name.replace('_', "-"));
        if root.join("crates").is_dir() { format!("crates/{folder}") } else { folder }
    });
    let runtime = match (&args.runtime_path, &args.runtime_git) {
        (Some(path), _) => scaffold::Runtime::Path(absolute(path)?),
        (None, Some(url)) => scaffold::Runtime::Git(url.clone()),
        (None, None) => scaffold::Runtime::Version,
    };
    let files = scaffold::files(&scaffold::Plan { name: &name, package: &package, runtime });
    // What keeps the API from being added is found before there is anything to take away again.
    if let Some((_, text)) = files.iter().find(|(path, _)| path == project::NAME) {
        let planned = Project::of(root, text)?;
        let api = in_place::api(&planned, &name, &docs)?;
        planned.texts(&api)?;
        if root.join(&api.dialect).exists() {
            let message = format!("`{}` is there already, without a `{}`", api.dialect, project::NAME);
            return Err(Error::new(message, "move it away, or choose another name with `--name`; nothing was written"));
        }
    }
    write_new(root, &files, console)?;
    checks.write(root, console)?;
    let project = Project::open(root)?;
    in_place::run(&project, &name, &docs, in_place::How::default(), compiler, console)?;
    scaffold::say_workspace(root, &package, console);
    console.err("next: run `tablewright gen`, correct the dialect, and run it again\n");
    Ok(true)
}

/// Writes the files that are not there yet, and says which.
fn write_new(root: &Path, files: &[(String, String)], console: &mut Console) -> Result<(), Error> {
    let folder = Folder { path: root.to_owned(), shown: String::new(), given: true };
    let writer = write::Writer::open(&folder, console)?;
    for (path, text) in files {
        let file = (path.clone(), text.as_str());
        match writer.check(&file, true)? {
            write::Written::New => {
                writer.write(&[file], false)?;
                console.out(&format!("`{path}`: written\n"));
            }
            write::Written::Unchanged => {}
            write::Written::Replaced => console.err(&format!("`{path}` is there already and is kept\n")),
        }
    }
    Ok(())
}

/// The documents that are named, and the folders of documents.
fn named(root: &Path, docs: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let each = |path: &PathBuf| {
        let (shown, path) = (path.display(), root.join(path));
        path.canonicalize().map_err(|error| Error::io("read", &path, &error))?;
        let remedy = "name documents written in Markdown, or a folder of them; nothing was written";
        match path.is_dir() {
            true if find::all(&path)?.is_empty() => {
                Err(Error::new(format!("no file in `{shown}` is a document `*.md`"), remedy))
            }
            false if !spec::is_document(&path) => Err(Error::new(format!("`{shown}` is no document `*.md`"), remedy)),
            _ => Ok(path),
        }
    };
    docs.iter().map(each).collect()
}

/// What checks the output by itself: a workflow, a hook.
struct Checks {
    files: Vec<(String, String)>,
    hook: bool,
}

impl Checks {
    /// Those that are asked for, where there is a place for them. A service and Git look for them in the folder of the
    /// repository alone.
    fn of(root: &Path, args: &Args) -> Result<Self, Error> {
        let asked = if args.pre_commit { "--pre-commit" } else { "--ci" };
        let is_repository = |folder: &Path| folder.join(".git").exists();
        let above = root.ancestors().skip(1).find(|folder| is_repository(folder));
        if (args.pre_commit || args.ci.is_some()) && !is_repository(root) && (args.pre_commit || above.is_some()) {
            let message = match above {
                Some(above) => {
                    format!(
                        "`{}` is a folder of the repository `{}`, which alone has a place for checks",
                        root.display(),
                        above.display()
                    )
                }
                None => format!("`{}` has no folder `.git`, so there is no place for a hook", root.display()),
            };
            let remedy = format!("run the command in the folder of the repository, or without `{asked}`");
            return Err(Error::new(message, remedy));
        }
        let files = args.ci.map(|ci| scaffold::workflow(ci, args.runtime_git.as_deref()));
        Ok(Self { files: files.into_iter().collect(), hook: args.pre_commit })
    }

    fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.hook
    }

    fn write(&self, root: &Path, console: &mut Console) -> Result<(), Error> {
        write_new(root, &self.files, console)?;
        if !self.hook {
            return Ok(());
        }
        write_new(root, &[(HOOK.into(), scaffold::HOOK.into())], console)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let path = root.join(HOOK);
            let rights = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(&path, rights).map_err(|error| Error::io("write", &path, &error))?;
        }
        Ok(())
    }
}

/// The name of a folder as that of an API.
fn name_of(root: &Path) -> String {
    let name = root.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain = name.replace(|c: char| !c.is_alphanumeric(), "-");
    let plain = plain.trim_matches('-').trim_start_matches(|c: char| !c.is_alphabetic());
    let plain = plain.strip_suffix("-api").unwrap_or(plain);
    if plain.is_empty() { "api".into() } else { plain.to_owned() }
}

fn absolute(path: &Path) -> Result<String, Error> {
    path.canonicalize().map(|path| slashes(&path)).map_err(|error| Error::io("read", path, &error))
}

#[cfg(test)]
mod tests;
