//! Reads documents, the dialect and patches.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use tablewright::Document;
use tablewright::source::EXTENSIONS;

use crate::error::Error;

/// The greatest size of a file, in bytes. Beyond it, it is no document that somebody wrote.
const MAX_BYTES: u64 = 16 << 20;
/// How deep folders are looked into.
const DEPTH: usize = 12;

/// The documents of an API.
pub struct Documents {
    /// Their texts, in the order of their names.
    pub texts: Vec<Document>,
    /// The files and folders that were read, as they were named.
    pub read: Vec<PathBuf>,
}

/// The documents that `named` names: files, and folders with all documents in them.
pub fn documents(root: &Path, named: &[PathBuf]) -> Result<Documents, Error> {
    let mut found = BTreeMap::new();
    let mut read = Vec::new();
    for path in named {
        if root.join(path).is_dir() {
            read.push(path.clone());
            collect(root, path, DEPTH, &mut found, &mut read)?;
        } else {
            found.insert(name(path), path.clone());
        }
    }
    if found.is_empty() {
        let named: Vec<String> = named.iter().map(|path| format!("`{}`", path.display())).collect();
        return Err(Error::new(format!("there is no `*.md` file in {}", named.join(", "))));
    }
    read.extend(found.values().cloned());
    let texts = found.values().map(|path| document(root, path)).collect::<Result<_, _>>()?;
    Ok(Documents { texts, read })
}

/// Finds the documents in `folder` and in the folders in it; what is hidden is none.
fn collect(
    root: &Path,
    folder: &Path,
    depth: usize,
    found: &mut BTreeMap<String, PathBuf>,
    read: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::io("read", folder, &error);
    for entry in fs::read_dir(root.join(folder)).map_err(failed)? {
        let file = entry.map_err(failed)?.file_name();
        if file.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = folder.join(file);
        let place = root.join(&path);
        if place.is_dir() {
            if place.is_symlink() || depth == 0 {
                let message = format!("`{}` is a symbolic link to a folder, or too deep in folders", path.display());
                return Err(Error::new(format!("{message}; name its documents with `documents(\"…\")`")));
            }
            read.push(path.clone());
            collect(root, &path, depth - 1, found, read)?;
        } else if is_document(&path) {
            found.insert(name(&path), path);
        }
    }
    Ok(())
}

fn is_document(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| EXTENSIONS.contains(&ending))
}

/// A path as messages show it, on every system.
fn name(path: &Path) -> String {
    let text = path.display().to_string();
    let text = if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") };
    text.trim_start_matches("./").to_owned()
}

/// A file with its name.
pub fn document(root: &Path, path: &Path) -> Result<Document, Error> {
    let failed = |error: std::io::Error| Error::io("read", path, &error);
    let file = fs::File::open(root.join(path)).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("`{}` is larger than {} MiB", path.display(), MAX_BYTES >> 20);
        return Err(Error::new(format!("{message}; split it into several documents")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        let message =
            format!("`{}` is not UTF-8: byte {at}, in line {line}, is not part of a character", path.display());
        Error::new(format!("{message}; save it as UTF-8"))
    })?;
    Ok(Document { name: name(path), text })
}
