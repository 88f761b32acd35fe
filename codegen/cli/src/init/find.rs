//! Finds the documents of a repository that describe an API.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tablewright::tools::guess;
use tablewright::{Document, Input};

use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::generate::spec;
use crate::program::slashes;

/// Folders whose documents are those of somebody else.
const FOREIGN: [&str; 4] = ["node_modules", "target", "vendor", "third_party"];
/// How many documents are looked at.
const MOST: usize = 2_000;
/// How deep folders are looked into.
const DEPTH: usize = 12;

/// The documents below `root` that describe an endpoint, and those that they link to. What is left out is said.
pub fn documents(root: &Path, compiler: &dyn Compiler, console: &mut Console) -> Result<Vec<PathBuf>, Error> {
    let all = all(root)?;
    let mut found = Vec::new();
    for path in &all {
        if describes(path, compiler)? {
            found.push(path.clone());
        }
    }
    if all.is_empty() {
        let message = format!("there is no document `*.md` below `{}`", root.display());
        return Err(Error::new(message, "write one first, or run the command where they are; nothing was written"));
    }
    if found.is_empty() {
        let message =
            format!("none of the {} `*.md` files below `{}` describes an endpoint", all.len(), root.display());
        return Err(Error::new(message, "name the documents: `tablewright init DOCS…`"));
    }
    let linked = linked(&found, &all)?;
    let left: Vec<String> = all
        .iter()
        .filter(|path| !found.contains(path) && !linked.contains(*path))
        .map(|path| slashes(path.strip_prefix(root).unwrap_or(path)))
        .collect();
    if let Some(first) = left.first() {
        let more = if left.len() == 1 { String::new() } else { format!(" and {} more", left.len() - 1) };
        console.err(&format!(
            "left out, for they announce no endpoint and nothing that does links to them: `{first}`{more}; name them with the \
             others where they are part of the API\n"
        ));
    }
    found.extend(linked);
    found.sort();
    Ok(found)
}

/// All documents below `root`, but for those of others.
pub fn all(root: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut all = Vec::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for (name, path) in spec::entries(&folder)? {
            if path.is_symlink() {
                continue;
            }
            if path.is_dir() && depth < DEPTH && !FOREIGN.contains(&name.as_str()) {
                folders.push((path, depth + 1));
            } else if path.is_file() && spec::is_document(&path) {
                all.push(path);
            }
        }
        if all.len() > MOST {
            let message = format!("there are more than {MOST} `*.md` files below `{}`", root.display());
            return Err(Error::new(message, "name the documents: `tablewright init DOCS…`"));
        }
    }
    all.sort();
    Ok(all)
}

/// The documents of `all` that some of `found` lead to by links, and are not among them: pages of types, of codes.
fn linked(found: &[PathBuf], all: &[PathBuf]) -> Result<BTreeSet<PathBuf>, Error> {
    let mut linked = BTreeSet::new();
    for path in found {
        let text = spec::text(path)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next()) {
            let Ok(real) = folder.join(target).canonicalize() else { continue };
            let is = |other: &&PathBuf| other.canonicalize().is_ok_and(|other| other == real);
            linked.extend(all.iter().find(is).filter(|other| !found.contains(other)).cloned());
        }
    }
    Ok(linked)
}

/// Whether a proposal for this document alone finds an endpoint in it.
fn describes(path: &Path, compiler: &dyn Compiler) -> Result<bool, Error> {
    let document = || Ok::<_, Error>(Document { name: "api/document.md".into(), text: spec::text(path)? });
    let dialect = guess::guess("api", &[document()?]).dialect;
    let dialect = Document { name: "api/dialect.toml".into(), text: dialect };
    let output = compiler.compile(&Input { api: "api".into(), documents: vec![document()?], dialect, patches: None });
    Ok(output.api.is_some_and(|api| !api.endpoints.is_empty()))
}
