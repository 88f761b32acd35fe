//! An API of a project, whose documents stay where they are.

use std::path::{Path, PathBuf};

use tablewright::tools::guess::Form;

use super::{account, counted, feature, proposed};
use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::generate::spec;
use crate::program::slashes;
use crate::project::{self, Api, Project};
use crate::write;

/// Where the dialects that are made here stand.
const FOLDER: &str = "tablewright";

/// How deep folders are looked into.
const DEPTH: usize = 12;

/// How a dialect is made.
#[derive(Clone, Copy, Default)]
pub struct How {
    /// Whether one that is there already is replaced.
    pub force: bool,
    /// The form that the documents are in, where it is said.
    pub form: Option<Form>,
}

/// Writes a dialect for `files`, adds the API to the project, and prints what the dialect explains.
pub fn run(
    project: &Project,
    name: &str,
    files: &[PathBuf],
    How { force, form }: How,
    compiler: &dyn Compiler,
    console: &mut Console,
) -> Result<(), Error> {
    let api = api(project, name, files)?;
    let known = project.file.api.iter().find(|known| known.name == name);
    if known.is_some() && !force {
        let message = format!("`{}` has an API `{name}` already", project::NAME);
        return Err(Error::new(message, "choose another name, or guess its dialect anew with `--force`"));
    }
    let dialect = known.map_or(&api.dialect, |known| &known.dialect).clone();
    let documents = project.texts(&api)?;
    let guess = proposed(name, &documents, form);
    let mut files: Vec<write::File> = vec![(dialect.clone(), &guess.dialect)];
    let file = match known {
        Some(_) => None,
        None => Some(format!("{}{}", crate::generate::spec::text(&project.root.join(project::NAME))?, entry(&api))),
    };
    let writer = write::Writer::open(&project.folder(), console)?;
    writer.check(&(dialect.clone(), &guess.dialect), force)?;
    if let Some(file) = &file {
        files.push((project::NAME.into(), file));
    }
    writer.write(&files, true)?;
    drop(writer);
    console.out(&format!("`{dialect}`: a dialect for {}\n", counted(documents.len(), "document")));
    account(name, documents, (dialect, guess), &project.folder(), compiler, console);
    let said = feature::add(&project.package(), name, console)?;
    console.out(&said);
    Ok(())
}

/// The API of `files`, where it can be one of the project.
pub fn api(project: &Project, name: &str, files: &[PathBuf]) -> Result<Api, Error> {
    feature::check(&project.package(), name)?;
    let docs = files.iter().map(|file| pattern(project, file)).collect::<Result<_, _>>()?;
    Ok(Api { name: name.to_owned(), docs, dialect: format!("{FOLDER}/{name}/dialect.toml"), patches: None })
}

/// A file, or a folder with all documents in it, as a pattern from the project's folder.
fn pattern(project: &Project, given: &Path) -> Result<String, Error> {
    let real = given.canonicalize().map_err(|error| Error::io("read", given, &error))?;
    let root = project.root.canonicalize().map_err(|error| Error::io("read", &project.root, &error))?;
    let Ok(below) = real.strip_prefix(&root) else {
        let message = format!("`{}` is not in the project's folder `{}`", given.display(), project.root.display());
        return Err(Error::new(message, "move it there, or begin a project in a folder above both"));
    };
    let escaped = glob::Pattern::escape(&slashes(below));
    match (real.is_dir(), escaped.as_str()) {
        (true, "") => Ok(format!("**/*{}", ending(&real, 0)?)),
        (true, _) => Ok(format!("{escaped}/**/*{}", ending(&real, 0)?)),
        (false, _) => Ok(escaped),
    }
}

/// How the names of the documents in a folder end, where that is one way; what is no document is left out anyhow.
fn ending(folder: &Path, depth: usize) -> Result<&'static str, Error> {
    for (_, path) in spec::entries(folder)? {
        let other = path.is_file() && spec::is_document(&path) && path.extension().is_none_or(|ending| ending != "md");
        let below = path.is_dir() && !path.is_symlink() && depth < DEPTH;
        if other || (below && ending(&path, depth + 1)?.is_empty()) {
            return Ok("");
        }
    }
    Ok(".md")
}

/// The lines of an API in `tablewright.toml`.
fn entry(api: &Api) -> String {
    let text = |text: &str| toml::Value::from(text).to_string();
    let docs: Vec<String> = api.docs.iter().map(|path| text(path)).collect();
    let (name, dialect) = (text(&api.name), text(&api.dialect));
    format!("\n[[api]]\nname = {name}\ndocs = [{}]\ndialect = {dialect}\n", docs.join(", "))
}
