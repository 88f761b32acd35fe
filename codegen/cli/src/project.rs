//! A project: a folder with a file `tablewright.toml`, which says where documents and output are.
//!
//! Documents are read where they stand. All paths are below the project's folder, so a project never reads or writes
//! anything outside of it.

mod read;

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use tablewright::emit::{Files, rust};

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
    /// The sides of a connection that code is written for, besides the types; without it, both.
    pub sides: Option<Vec<Side>>,
    /// The folder of the OpenAPI documents, or `false` for none; without it, `openapi/` in the crate.
    pub openapi: Option<Place>,
    /// The folder of the AsyncAPI documents, or `false` for none; without it, `asyncapi/` in the crate.
    pub asyncapi: Option<Place>,
    /// The folder of the reference pages, or `false` for none; without it, `docs/` in the crate.
    pub page: Option<Place>,
    /// The folder of the IR, or `false` for none; without it, `ir/` in the crate.
    pub ir: Option<Place>,
    /// The APIs.
    #[serde(default)]
    pub api: Vec<Api>,
}

/// A side of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Those who call.
    Client,
    /// Those who answer.
    Server,
}

/// Where a kind of files goes.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "a folder, or `false` for none")]
pub enum Place {
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

impl File {
    /// The folders of the kinds of files, by their keys.
    fn places(&self) -> [(&'static str, Option<&Place>); 4] {
        [
            ("openapi", self.openapi.as_ref()),
            ("asyncapi", self.asyncapi.as_ref()),
            ("page", self.page.as_ref()),
            ("ir", self.ir.as_ref()),
        ]
    }
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
            let message = format!(
                "`{}` is in no project: no folder from here up to that of the repository has a `{NAME}`",
                here.display()
            );
            Error::new(
                message,
                "run `tablewright init` in the folder of your repository, or name folders with `--spec` and `--out`",
            )
        })
    }

    /// The project that `folder` is in. What is above a repository is another's.
    ///
    /// # Errors
    ///
    /// Where its file cannot be read, or says what cannot be.
    pub fn above(folder: &Path) -> Result<Option<Self>, Error> {
        for above in folder.ancestors() {
            if above.join(NAME).is_file() {
                return Self::open(above).map(Some);
            }
            if above.join(".git").exists() {
                break;
            }
        }
        Ok(None)
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
        inside(&file.package).map_err(|why| format!("`crate` is `{}`, {why}", file.package))?;
        for (key, place) in file.places() {
            match place {
                Some(Place::Written(true)) => {
                    return Err(format!("`{key}` is `true`; write a folder, `false`, or leave it out"));
                }
                Some(Place::At(path)) => inside(path).map_err(|why| format!("`{key}` is `{path}`, {why}"))?,
                Some(Place::Written(false)) | None => {}
            }
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
        let given = |place: &Option<Place>, name: &str| match place {
            Some(Place::Written(_)) => None,
            Some(Place::At(folder)) => Some(plain(folder)),
            None => Some(below(name)),
        };
        Layout::new([
            ("asyncapi", given(&self.file.asyncapi, "asyncapi")),
            ("docs", given(&self.file.page, "docs")),
            ("ir", given(&self.file.ir, "ir")),
            ("openapi", given(&self.file.openapi, "openapi")),
            ("src", Some(below("src"))),
        ])
    }

    /// Takes the sides that are not written out of what the compiler gives.
    pub(crate) fn leave_out(&self, files: &mut Files) {
        let Some(sides) = &self.file.sides else { return };
        for (side, code) in [(Side::Client, rust::Side::Client), (Side::Server, rust::Side::Server)] {
            if !sides.contains(&side) {
                rust::leave_out(files, code);
            }
        }
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
