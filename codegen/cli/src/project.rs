//! A project: a folder with a file `tablewright.toml`, which says where documents and output are.
//!
//! Documents are read where they stand. All paths are below the project's folder, so a project never reads or writes
//! anything outside of it.

mod read;

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::error::Error;
use crate::generate::{Folder, spec};
use crate::tree::{Layout, Tree};

/// The name of the file.
pub const NAME: &str = "tablewright.toml";

/// A project.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder that the file is in.
    pub root: PathBuf,
    /// What the file says.
    pub file: File,
}

/// What `tablewright.toml` says. All paths are from its folder, with `/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The folder of the generated crate; code is written to `src/` below it.
    #[serde(rename = "crate")]
    pub package: String,
    /// The folder of the OpenAPI documents; without it, `openapi/` in the crate.
    pub openapi: Option<String>,
    /// The folder of the AsyncAPI documents; without it, `asyncapi/` in the crate.
    pub asyncapi: Option<String>,
    /// The folder of the reference pages; without it, `docs/` in the crate.
    pub page: Option<String>,
    /// The folder of the IR, or `false` for none; without it, `ir/` in the crate.
    pub ir: Option<Ir>,
    /// The APIs.
    #[serde(default)]
    pub api: Vec<Api>,
}

/// Where the IR goes.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Ir {
    /// `false`: nowhere.
    Written(bool),
    /// A folder.
    At(String),
}

/// An API of a project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Api {
    /// Its name: that of its module and of its feature.
    pub name: String,
    /// The documents: files, or patterns such as `docs/**/*.md`. What is no `*.md` file is left out.
    pub docs: Vec<String>,
    /// How the documents are written.
    pub dialect: String,
    /// What they get wrong; without it, the `patches.toml` beside the dialect, where there is one.
    pub patches: Option<String>,
}

impl Project {
    /// The project that the current folder is in.
    ///
    /// # Errors
    ///
    /// Where no folder from the current one upwards has a `tablewright.toml`, or where it cannot be used.
    pub fn here() -> Result<Self, Error> {
        let here = std::env::current_dir().map_err(|error| Error::io("read", Path::new("."), &error))?;
        Self::above(&here)?.ok_or_else(|| {
            let message = format!("`{}` is in no project: no folder from here upwards has a `{NAME}`", here.display());
            Error::new(
                message,
                "run `tablewright init` in the folder of your repository, or name folders with `--spec` and `--out`",
            )
        })
    }

    /// The project that `folder` is in.
    ///
    /// # Errors
    ///
    /// Where its file cannot be read, or says what cannot be.
    pub fn above(folder: &Path) -> Result<Option<Self>, Error> {
        match folder.ancestors().find(|above| above.join(NAME).is_file()) {
            Some(root) => Self::open(root).map(Some),
            None => Ok(None),
        }
    }

    /// The project in the folder `root`.
    ///
    /// # Errors
    ///
    /// Where its file cannot be read, or says what cannot be.
    pub fn open(root: &Path) -> Result<Self, Error> {
        Self::of(root, &spec::text(&root.join(NAME))?)
    }

    /// The project in the folder `root` whose file is `text`.
    ///
    /// # Errors
    ///
    /// Where it says what cannot be.
    pub(crate) fn of(root: &Path, text: &str) -> Result<Self, Error> {
        let path = root.join(NAME);
        let wrong = |why: String| Error::new(format!("`{}`: {why}", path.display()), "correct the file, and run again");
        let file: File = toml::from_str(text).map_err(|error| wrong(said(text, &error)))?;
        let project = Self { root: root.to_owned(), file };
        project.check().map_err(wrong)?;
        Ok(project)
    }

    /// Says what in the file cannot be.
    fn check(&self) -> Result<(), String> {
        let file = &self.file;
        let ir = match &file.ir {
            Some(Ir::At(folder)) => Some(folder),
            _ => None,
        };
        let folders = [("crate", Some(&file.package)), ("openapi", file.openapi.as_ref())];
        let others = [("asyncapi", file.asyncapi.as_ref()), ("page", file.page.as_ref()), ("ir", ir)];
        let folders = folders.into_iter().chain(others);
        for (key, path) in folders.filter_map(|(key, path)| Some((key, path?))) {
            inside(path).map_err(|why| format!("`{key}` is `{path}`, {why}"))?;
        }
        if matches!(file.ir, Some(Ir::Written(true))) {
            return Err("`ir` is `true`; write a folder, `false`, or leave it out".into());
        }
        let layout = self.layout();
        if let Some(folder) = layout.doubled() {
            return Err(format!("two kinds of files would be written to `{folder}`; give each a folder of its own"));
        }
        let mut names = BTreeSet::new();
        for api in &file.api {
            spec::check_api_name(&api.name, &format!("`{}`", api.name)).map_err(|error| error.to_string())?;
            if !names.insert(api.name.to_lowercase().replace('-', "_")) {
                return Err(format!("two APIs would be called `{}`", api.name));
            }
            let paths = [("dialect", Some(&api.dialect)), ("patches", api.patches.as_ref())];
            let docs = api.docs.iter().map(|path| ("docs", Some(path)));
            for (key, path) in docs.chain(paths).filter_map(|(key, path)| Some((key, path?))) {
                inside(path).map_err(|why| format!("`{key}` of `{}` has `{path}`, {why}", api.name))?;
            }
        }
        Ok(())
    }

    /// Where each kind of output is written.
    #[must_use]
    pub fn layout(&self) -> Layout {
        let plain = |path: &str| path.trim_end_matches('/').to_owned();
        let package = plain(&self.file.package);
        let below = |name: &str| if package == "." { name.to_owned() } else { format!("{package}/{name}") };
        let given = |path: &Option<String>, name: &str| path.as_deref().map_or_else(|| below(name), plain);
        let ir = match &self.file.ir {
            Some(Ir::Written(_)) => None,
            Some(Ir::At(folder)) => Some(plain(folder)),
            None => Some(below("ir")),
        };
        Layout::new([
            ("asyncapi", Some(given(&self.file.asyncapi, "asyncapi"))),
            ("docs", Some(given(&self.file.page, "docs"))),
            ("ir", ir),
            ("openapi", Some(given(&self.file.openapi, "openapi"))),
            ("src", Some(below("src"))),
        ])
    }

    /// The folder of the project as a place for output.
    ///
    /// # Errors
    ///
    /// Where something is in the way.
    pub(crate) fn tree(&self) -> Result<Tree, Error> {
        Ok(Tree::at(&self.root, "")?.with(self.layout()))
    }

    /// The project's folder.
    #[must_use]
    pub fn folder(&self) -> Folder {
        Folder { path: self.root.clone(), shown: String::new(), given: false }
    }

    /// The folder of the generated crate.
    #[must_use]
    pub fn package(&self) -> Folder {
        let shown = self.file.package.trim_end_matches('/').to_owned();
        Folder { path: self.root.join(&shown), shown, given: false }
    }
}

/// What is wrong with the text of a file, and in which line.
fn said(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1);
    let message = error.message().trim_end().replace('\n', ", ");
    line.map_or_else(|| message.clone(), |line| format!("line {line}: {message}"))
}

#[cfg(test)]
mod tests;

/// Why a path is none inside of the project.
fn inside(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("which is not a path");
    }
    if path.contains(['\\', '\0']) || path.contains(char::is_control) {
        return Err("which has a character that paths here do not have; separate folders with `/`");
    }
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if Path::new(path).components().all(plain) { Ok(()) } else { Err("which leads out of the project's folder") }
}
