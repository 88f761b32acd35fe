//! Finds the documents among files and folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::generate::spec::{self, is_document};

/// A document that was found.
pub struct Found {
    /// Its name below the folder of the API, with `/`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What there is to copy.
pub struct Collected {
    /// The documents, by name.
    pub found: Vec<Found>,
    /// Documents that a name keeps from being copied.
    pub refused: Vec<Error>,
}

/// What is looked at.
#[derive(Default)]
struct Search {
    found: BTreeMap<String, PathBuf>,
    refused: Vec<Error>,
}

/// The documents in `given`, by name. A file keeps its name; what is in a folder keeps its place below it.
pub fn documents(given: &[PathBuf]) -> Result<Collected, Error> {
    let mut search = Search::default();
    for path in given {
        if path.is_dir() {
            let root = path.canonicalize().map_err(|error| Error::io("read", path, &error))?;
            search.below(path, "", &root)?;
        } else {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.exists() && !is_document(path) {
                let remedy = "name `*.md` files and folders of them; other pages go through `import`";
                return Err(Error::new(format!("`{}` is not a `*.md` file", path.display()), remedy));
            }
            search.add(name.to_owned(), path.clone())?;
        }
    }
    let Search { found, mut refused } = search;
    if found.is_empty() && !refused.is_empty() {
        return Err(refused.remove(0));
    }
    if found.is_empty() {
        let named: Vec<_> = given.iter().map(|path| format!("`{}`", path.display())).collect();
        let message = format!("there is no `*.md` file in {}", named.join(", "));
        return Err(Error::new(message, "name the documents, or a folder of them"));
    }
    let found = found.into_iter().map(|(name, path)| Ok(Found { name, text: spec::text(&path)? }));
    Ok(Collected { found: found.collect::<Result<_, Error>>()?, refused })
}

impl Search {
    /// Looks into `folder`, which is called `name` below the one that was given, `root`.
    fn below(&mut self, folder: &Path, name: &str, root: &Path) -> Result<(), Error> {
        for (file, path) in spec::entries(folder)? {
            let name = if name.is_empty() { file.clone() } else { format!("{name}/{file}") };
            let is_folder = path.is_dir() && !path.is_symlink();
            let is_document = path.is_file() && is_document(&path);
            if !is_folder && !is_document {
                continue;
            }
            if let Err(error) = spec::check_name(&file, &path) {
                self.refused.push(error);
            } else if is_folder {
                self.below(&path, &name, root)?;
            } else {
                inside(&path, root)?;
                self.add(name, path)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, name: String, path: PathBuf) -> Result<(), Error> {
        if let Err(error) = name.split('/').try_for_each(|part| spec::check_name(part, &path)) {
            self.refused.push(error);
            return Ok(());
        }
        if self.found.len() >= spec::MAX_DOCUMENTS {
            let message = format!("there are more than {} documents", spec::MAX_DOCUMENTS);
            return Err(Error::new(message, "check that it is the folder that was meant, or split the API"));
        }
        if let Some(other) = self.found.get(&name).filter(|other| **other != path) {
            let message = format!("`{}` and `{}` would both be called `{name}`", other.display(), path.display());
            return Err(Error::new(message, "name the folder above them instead, or rename one of them"));
        }
        self.found.insert(name, path);
        Ok(())
    }
}

/// Refuses a link in a folder that leads out of it. What a user names may be a link.
fn inside(path: &Path, root: &Path) -> Result<(), Error> {
    let real = path.canonicalize().map_err(|error| Error::io("read", path, &error))?;
    if real.starts_with(root) {
        return Ok(());
    }
    let message = format!("`{}` is a symbolic link out of the folder", path.display());
    Err(Error::new(message, "name the file itself, or put it there"))
}
