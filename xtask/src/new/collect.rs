//! Finds the documents among files and folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::generate::spec;

/// A document that was found.
pub struct Found {
    /// Its name below the folder of the API, with `/`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The documents in `given`, by name. A file keeps its name; what is in a folder keeps its place below it.
pub fn documents(given: &[PathBuf]) -> Result<Vec<Found>, Error> {
    let mut found: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in given {
        if path.is_dir() {
            below(path, "", &mut found)?;
        } else {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.exists() && !is_document(path) {
                let remedy = "name `*.md` files and folders of them; other pages go through `cargo xtask import`";
                return Err(Error::new(format!("`{}` is no `*.md` file", path.display()), remedy));
            }
            add(&mut found, name.to_owned(), path.clone())?;
        }
    }
    if found.is_empty() {
        let named: Vec<_> = given.iter().map(|path| format!("`{}`", path.display())).collect();
        let message = format!("there is no `*.md` file in {}", named.join(", "));
        return Err(Error::new(message, "name the documents, or a folder of them"));
    }
    found.into_iter().map(|(name, path)| Ok(Found { name, text: spec::text(&path)? })).collect()
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}

fn below(folder: &Path, name: &str, found: &mut BTreeMap<String, PathBuf>) -> Result<(), Error> {
    for (file, path) in spec::entries(folder)? {
        let name = if name.is_empty() { file } else { format!("{name}/{file}") };
        if path.is_dir() && !path.is_symlink() {
            below(&path, &name, found)?;
        } else if path.is_file() && is_document(&path) {
            add(found, name, path)?;
        }
    }
    Ok(())
}

fn add(found: &mut BTreeMap<String, PathBuf>, name: String, path: PathBuf) -> Result<(), Error> {
    if found.len() >= spec::MAX_DOCUMENTS {
        let message = format!("there are more than {} documents", spec::MAX_DOCUMENTS);
        return Err(Error::new(message, "check that it is the folder that was meant, or split the API"));
    }
    if let Some(other) = found.get(&name).filter(|other| **other != path) {
        let message = format!("`{}` and `{}` would both be called `{name}`", other.display(), path.display());
        return Err(Error::new(message, "name the folder above them instead, or rename one of them"));
    }
    found.insert(name, path);
    Ok(())
}
