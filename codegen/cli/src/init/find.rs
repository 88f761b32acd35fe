//! Finds the documents of a repository that describe an API.

use std::path::{Path, PathBuf};

use tablewright::tools::guess;
use tablewright::{Document, Input};

use crate::compiler::Compiler;
use crate::error::Error;
use crate::generate::spec;

/// Folders whose documents are those of somebody else.
const FOREIGN: [&str; 4] = ["node_modules", "target", "vendor", "third_party"];
/// How many documents are looked at.
const MOST: usize = 2_000;
/// How deep folders are looked into.
const DEPTH: usize = 12;

/// The documents below `root` that describe an endpoint.
pub fn documents(root: &Path, compiler: &dyn Compiler) -> Result<Vec<PathBuf>, Error> {
    let mut all = Vec::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for (name, path) in spec::entries(&folder)? {
            if path.is_symlink() {
                continue;
            }
            if path.is_dir() && depth < DEPTH && !FOREIGN.contains(&name.as_str()) {
                folders.push((path, depth + 1));
            } else if path.is_file() && path.extension().is_some_and(|extension| extension == "md") {
                all.push(path);
            }
        }
        if all.len() > MOST {
            let message = format!("there are more than {MOST} `*.md` files below `{}`", root.display());
            return Err(Error::new(message, "name the documents: `tablewright init DOCS…`"));
        }
    }
    all.sort();
    let mut found = Vec::new();
    for path in &all {
        if describes(path, compiler)? {
            found.push(path.clone());
        }
    }
    if found.is_empty() {
        let message =
            format!("none of the {} `*.md` files below `{}` describes an endpoint", all.len(), root.display());
        return Err(Error::new(message, "name the documents: `tablewright init DOCS…`"));
    }
    Ok(found)
}

/// Whether a proposal for this document alone finds an endpoint in it.
fn describes(path: &Path, compiler: &dyn Compiler) -> Result<bool, Error> {
    let document = || Ok::<_, Error>(Document { name: "api/document.md".into(), text: spec::text(path)? });
    let dialect = guess::guess("api", &[document()?]).dialect;
    let dialect = Document { name: "api/dialect.toml".into(), text: dialect };
    let output = compiler.compile(&Input { api: "api".into(), documents: vec![document()?], dialect, patches: None });
    Ok(output.api.is_some_and(|api| !api.endpoints.is_empty()))
}
