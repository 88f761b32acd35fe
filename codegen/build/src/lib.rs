//! Compiles API documents written as Markdown to a Rust module, in a `build.rs`.
//!
//! The crate that is built says what it takes in its `Cargo.toml`:
//!
//! ```toml
//! [dependencies]
//! serde = { version = "1", features = ["derive", "rc"] }
//! tablewright-runtime = { version = "0.1", features = ["client"] }
//!
//! [build-dependencies]
//! tablewright-build = "0.1"
//! ```
//!
//! names its documents and its dialect in `build.rs`,
//!
//! ```no_run
//! fn main() -> Result<(), tablewright_build::Error> {
//!     tablewright_build::new("docs/shop.md").dialect("docs/dialect.toml").client().write()?;
//!     Ok(())
//! }
//! ```
//!
//! and includes the module, which is called as the document is:
//!
//! ```ignore
//! tablewright_runtime::include_api!("shop");
//!
//! let shop = shop::Client::builder("http://127.0.0.1:8080").build()?;
//! ```
//!
//! The crate is built again when a document, the dialect or the patches change, or when a folder of documents gets a new
//! one. Errors of the documents end the build with the messages that `tablewright gen` prints; warnings are those of the
//! build. A dialect to begin with is written by `tablewright new`; `OpenAPI`, AsyncAPI and pages are written by
//! `tablewright gen`.

mod error;
mod read;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tablewright::diagnostic::{Severity, render};
use tablewright::emit::rust::{self, Side};
use tablewright::{Input, Output, compile, naming};

pub use error::Error;

/// How many warnings a build shows.
const WARNINGS: usize = 20;

/// What is compiled, and to where; [`new`] begins one.
#[derive(Clone, Debug)]
#[must_use = "nothing is written before `write` is called"]
pub struct Build {
    documents: Vec<PathBuf>,
    dialect: Option<PathBuf>,
    patches: Option<PathBuf>,
    name: Option<String>,
    sides: BTreeSet<Side>,
    folder: Option<PathBuf>,
}

/// Compiles a document, or all documents in a folder and in the folders in it. As all paths here, it is from the folder of
/// the crate that is built.
pub fn new(documents: impl Into<PathBuf>) -> Build {
    Build {
        documents: vec![documents.into()],
        dialect: None,
        patches: None,
        name: None,
        sides: BTreeSet::new(),
        folder: None,
    }
}

/// What a run wrote, and what Cargo has to know of it.
struct Written {
    module: PathBuf,
    /// The lines for Cargo.
    said: String,
}

impl Build {
    /// More documents of the same API: one, or a folder of them.
    pub fn documents(mut self, documents: impl Into<PathBuf>) -> Self {
        self.documents.push(documents.into());
        self
    }

    /// How the documents are written. It has to be said.
    pub fn dialect(mut self, dialect: impl Into<PathBuf>) -> Self {
        self.dialect = Some(dialect.into());
        self
    }

    /// What the documents get wrong.
    pub fn patches(mut self, patches: impl Into<PathBuf>) -> Self {
        self.patches = Some(patches.into());
        self
    }

    /// The name of the API, and of its module. Without it, that of the first document or folder.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Writes the client too; the runtime needs its feature `client`.
    pub fn client(mut self) -> Self {
        self.sides.insert(Side::Client);
        self
    }

    /// Writes the trait and the router of a server too; the runtime needs its feature `server`.
    pub fn server(mut self) -> Self {
        self.sides.insert(Side::Server);
        self
    }

    /// Where the module is written, instead of `OUT_DIR`.
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Compiles the documents, writes the module, tells Cargo what was read, and returns the path of the module: the name
    /// of the API with `.rs` behind it.
    ///
    /// # Errors
    ///
    /// Where the documents have errors, or a file cannot be read or written.
    pub fn write(&self) -> Result<PathBuf, Error> {
        let folder = self.folder.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        let folder = folder.ok_or_else(|| {
            Error::new("there is no `OUT_DIR`; call `write` in a `build.rs`, or say where to write with `folder`")
        })?;
        let root = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
        let written = self.run(&root, &folder)?;
        print!("{}", written.said);
        Ok(written.module)
    }

    fn run(&self, root: &Path, folder: &Path) -> Result<Written, Error> {
        let dialect = self.dialect.as_deref().ok_or_else(|| {
            Error::new("no dialect says how the documents are written; name one with `dialect(\"…/dialect.toml\")`")
        })?;
        let api = self.api()?;
        let documents = read::documents(root, &self.documents)?;
        let mut said = String::new();
        let read = documents.read.iter().map(PathBuf::as_path);
        for path in read.chain([dialect]).chain(self.patches.as_deref()) {
            // Writing to a string does not fail.
            let _ = writeln!(said, "cargo:rerun-if-changed={}", root.join(path).display());
        }
        let input = Input {
            api: api.clone(),
            documents: documents.texts,
            dialect: read::document(root, dialect)?,
            patches: self.patches.as_deref().map(|path| read::document(root, path)).transpose()?,
        };
        let mut output = compile(&input);
        if output.diagnostics.keep_output() || output.diagnostics.has_errors() {
            return Err(Error::new(failed(&output)));
        }
        said.push_str(&warnings(&output));
        for side in Side::ALL.into_iter().filter(|side| !self.sides.contains(side)) {
            rust::leave_out(&mut output.files, side);
        }
        let module = folder.join(format!("{api}.rs"));
        let written = fs::create_dir_all(folder);
        written
            .and_then(|()| fs::write(&module, rust::one_module(&output.files, &api)))
            .map_err(|error| Error::io("write", &module, &error))?;
        Ok(Written { module, said })
    }

    /// The name of the API.
    fn api(&self) -> Result<String, Error> {
        let first = self.documents.first().and_then(|path| path.file_stem()).map(|name| name.to_string_lossy());
        let name = self.name.clone().or_else(|| first.map(Into::into)).unwrap_or_default();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if name.starts_with(char::is_alphabetic) && name.chars().all(plain) && !naming::api_module(&name).is_empty() {
            return Ok(name);
        }
        let remedy = "give it one of letters, digits, `-` and `_`, with a letter first, with `name(\"…\")`";
        Err(Error::new(format!("`{name}` cannot be the name of an API; {remedy}")))
    }
}

/// The errors of the documents, as `gen` prints them.
fn failed(output: &Output) -> String {
    let errors = output.diagnostics.items().iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<String> = errors.map(|error| render::human(&output.sources, error, "")).collect();
    let many = if errors.len() == 1 { "an error" } else { "errors" };
    format!("the documents have {many}\n\n{}", errors.join("\n"))
}

/// The warnings, as lines that Cargo shows.
fn warnings(output: &Output) -> String {
    let mut text = String::new();
    let warnings: Vec<_> = output.diagnostics.items().iter().filter(|one| one.severity == Severity::Warning).collect();
    for warning in warnings.iter().take(WARNINGS) {
        let at = output.sources.locate(warning.span);
        let said = format!("{}:{}:{}: [{}] {}", at.file, at.line, at.column, warning.code.number(), warning.message);
        // Writing to a string does not fail.
        let _ = writeln!(text, "cargo:warning={}", tablewright::visible::visible(&said.replace(['\n', '\r'], " ")));
    }
    if let Some(more) = warnings.len().checked_sub(WARNINGS).filter(|more| *more > 0) {
        let _ = writeln!(text, "cargo:warning={more} more warnings; `tablewright gen` prints all of them");
    }
    text
}

#[cfg(test)]
mod tests;
