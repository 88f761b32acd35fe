//! Reads the folder of documents.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use tablewright::diagnostic::nearest;
use tablewright::source::EXTENSIONS;
use tablewright::{Document, Input};

use super::Folder;
use crate::error::Error;
use crate::names;

/// The greatest size of a file, in bytes. Beyond it, it is no document that somebody wrote.
const MAX_BYTES: u64 = 16 << 20;
/// The greatest number of documents of an API.
pub const MAX_DOCUMENTS: usize = 10_000;
/// How the documents of an API are written.
pub const DIALECT: &str = "dialect.toml";
/// What they get wrong.
pub const PATCHES: &str = "patches.toml";

/// What a folder of documents holds.
#[derive(Default)]
pub struct Read {
    /// The APIs, in the order of their names.
    pub inputs: Vec<Input>,
    /// APIs that a name keeps from being read, each with the reason.
    pub refused: Vec<(String, Error)>,
}

impl Read {
    /// What can be read; where there is nothing, the first reason for it.
    pub fn some(mut self) -> Result<Self, Error> {
        if self.inputs.is_empty() && !self.refused.is_empty() { Err(self.refused.remove(0).1) } else { Ok(self) }
    }

    /// The only API, for a command that works on one.
    pub fn single(self) -> Result<Input, Error> {
        let mut inputs = self.some()?.inputs;
        match inputs.pop() {
            Some(only) if inputs.is_empty() => Ok(only),
            last => {
                let names: Vec<&str> = inputs.iter().chain(&last).map(|input| input.api.as_str()).collect();
                Err(Error::new("there are several APIs", format!("name one with `--api`: {}", names.join(", "))))
            }
        }
    }
}

/// Reads the APIs in `only`, or all where it is empty. A name that cannot be used keeps its own API from being read, and
/// no other.
pub fn read(spec: &Folder, only: &[String]) -> Result<Read, Error> {
    let folders = apis(spec)?;
    if let Some(unknown) = only.iter().find(|name| !folders.contains_key(*name)) {
        return Err(unknown_api(unknown, spec, &folders));
    }
    let mut read = Read::default();
    for (name, path) in folders.iter().filter(|(name, _)| only.is_empty() || only.contains(name)) {
        let shown = path.display().to_string();
        let api = check_api_name(name, &format!("the folder `{shown}`")).map_err(Refusal::Name);
        match api.and_then(|()| Reader::new(spec)?.api(name, path)) {
            Ok(input) => read.inputs.push(input),
            Err(Refusal::Name(error)) => read.refused.push((name.clone(), error)),
            Err(Refusal::All(error)) => return Err(error),
        }
    }
    read.some()
}

/// Why an API is not read.
enum Refusal {
    /// A name is in the way, of this API alone.
    Name(Error),
    /// The file system is in the way, of the run.
    All(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::All(error)
    }
}

fn unknown_api(name: &str, spec: &Folder, folders: &BTreeMap<String, PathBuf>) -> Error {
    let known: Vec<&str> = folders.keys().map(String::as_str).collect();
    let remedy = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `--api {near}`?"),
        None => format!("it has: {}", known.join(", ")),
    };
    Error::new(format!("`{}` has no API `{name}`", spec.shown), remedy)
}

/// The folders of the APIs by name.
fn apis(spec: &Folder) -> Result<BTreeMap<String, PathBuf>, Error> {
    let shown = spec.path.display();
    if !spec.path.exists() {
        let remedy = "create it with one folder for each API, or name another with `--spec DIR`";
        return Err(Error::new(format!("the folder of documents `{shown}` does not exist"), remedy));
    }
    if !spec.path.is_dir() {
        return Err(Error::new(format!("`{shown}` is not a folder"), "name a folder with `--spec DIR`"));
    }
    let folders: BTreeMap<String, PathBuf> =
        entries(&spec.path)?.into_iter().filter(|(_, path)| path.is_dir()).collect();
    if folders.is_empty() {
        let remedy = format!("put the documents of each API into a folder of its own, with a `{DIALECT}`");
        return Err(Error::new(format!("the folder of documents `{shown}` has no folder in it"), remedy));
    }
    Ok(folders)
}

/// Whether `name` can be part of file names, a Cargo feature and a Rust module; `shown` is what is called so.
pub fn check_api_name(name: &str, shown: &str) -> Result<(), Error> {
    let plain =
        name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let (why, remedy) = match names::refused(name) {
        _ if !plain => (
            String::new(),
            "use letters, digits, `-` and `_`, with a letter first; a folder whose name begins with a dot is skipped",
        ),
        Some(why) => (format!(": {why}"), "choose another name"),
        None => return Ok(()),
    };
    Err(Error::new(format!("{shown} cannot be the name of an API{why}"), remedy))
}

/// Whether the file or folder `path`, of this name, can be named in messages and in generated files.
pub fn check_name(name: &str, path: &Path) -> Result<(), Error> {
    let Some(why) = names::refused(name) else { return Ok(()) };
    Err(Error::new(format!("the name of `{}` cannot be used: {why}", path.display()), "rename it"))
}

/// Whether a file is called as documents are.
pub fn is_document(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| EXTENSIONS.contains(&ending))
}

/// What is in `folder`, by name, without what is hidden.
pub fn entries(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Error> {
    let failed = |error: std::io::Error| Error::io("read", folder, &error);
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name() else { continue };
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let Some(name) = name.to_str() else {
            return Err(Error::new(format!("the name of `{}` is not UTF-8", path.display()), "rename it"));
        };
        found.insert(name.to_owned(), path);
    }
    Ok(found)
}

/// Reads the files of one API.
struct Reader {
    /// The folder of documents without symbolic links; nothing outside of it is read.
    root: PathBuf,
    documents: Vec<(String, PathBuf)>,
}

impl Reader {
    fn new(spec: &Folder) -> Result<Self, Error> {
        let root = spec.path.canonicalize().map_err(|error| Error::io("read", &spec.path, &error))?;
        Ok(Self { root, documents: Vec::new() })
    }

    fn api(mut self, name: &str, folder: &Path) -> Result<Input, Refusal> {
        self.inside(folder)?;
        self.collect(folder, name)?;
        if self.documents.is_empty() {
            let remedy = "add a document, or remove the folder";
            return Err(Error::new(format!("the API folder `{}` has no `*.md` file", folder.display()), remedy).into());
        }
        let dialect = folder.join(DIALECT);
        if !dialect.exists() {
            let remedy = "add one, which says how the documents are written";
            return Err(Error::new(format!("`{}` is missing", dialect.display()), remedy).into());
        }
        let patches = folder.join(PATCHES);
        let has_patches = patches.symlink_metadata().is_ok();
        let config = |file: &str, path: &Path| self.document(format!("{name}/{file}"), path);
        let dialect = config(DIALECT, &dialect)?;
        let patches = has_patches.then(|| config(PATCHES, &patches)).transpose()?;
        self.documents.sort();
        let documents = self.documents.iter().map(|(name, path)| self.document(name.clone(), path));
        Ok(Input { api: name.into(), documents: documents.collect::<Result<_, _>>()?, dialect, patches })
    }

    /// Finds the documents in `folder` and in the folders below it; `name` is the folder's own, below the root.
    fn collect(&mut self, folder: &Path, name: &str) -> Result<(), Refusal> {
        for (file, path) in entries(folder)? {
            let name = format!("{name}/{file}");
            if path.is_dir() {
                check_name(&file, &path).map_err(Refusal::Name)?;
                self.not_a_link(&path)?;
                self.collect(&path, &name)?;
            } else if is_document(&path) {
                check_name(&file, &path).map_err(Refusal::Name)?;
                self.documents.push((name, path));
            }
            if self.documents.len() > MAX_DOCUMENTS {
                let message = format!("`{}` has more than {MAX_DOCUMENTS} documents", folder.display());
                let remedy = "check that it is the folder that was meant, or split the API";
                return Err(Error::new(message, remedy).into());
            }
        }
        Ok(())
    }

    fn not_a_link(&self, folder: &Path) -> Result<(), Error> {
        if !folder.is_symlink() {
            return Ok(());
        }
        self.inside(folder)?;
        let message = format!("`{}` is a symbolic link to a folder", folder.display());
        Err(Error::new(message, "put the folder itself there, so that no document is read twice"))
    }

    /// Refuses a symbolic link that leads out of the folder of documents.
    fn inside(&self, path: &Path) -> Result<(), Error> {
        let real = path.canonicalize().map_err(|error| Error::io("read", path, &error))?;
        if real.starts_with(&self.root) {
            return Ok(());
        }
        let message = format!("`{}` is a symbolic link out of the folder of documents", path.display());
        Err(Error::new(message, "put the file itself there"))
    }

    fn document(&self, name: String, path: &Path) -> Result<Document, Error> {
        self.inside(path)?;
        Ok(Document { name, text: text(path)? })
    }
}

/// The text of a file.
pub fn text(path: &Path) -> Result<String, Error> {
    let failed = |error: std::io::Error| Error::io("read", path, &error);
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(Error::new(format!("`{}` is not a file", path.display()), "put a file there, or remove it"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(failed)?.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("`{}` is larger than {} MiB", path.display(), MAX_BYTES >> 20);
        return Err(Error::new(message, "split it into several documents"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        let message =
            format!("`{}` is not UTF-8: byte {at}, in line {line}, is not part of a character", path.display());
        Error::new(message, "save it as UTF-8")
    })
}
