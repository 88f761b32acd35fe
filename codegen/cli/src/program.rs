//! The program that runs a command, and where it finds what nobody named.

use std::path::{Path, PathBuf};

use crate::generate::Folder;

/// A program that runs the commands of this crate.
#[derive(Clone, Debug)]
pub struct Program {
    /// How a user calls it, such as `cargo xtask`.
    pub name: &'static str,
    /// The workspace whose folders are the defaults; without one, the project that the current folder is in.
    pub workspace: Option<PathBuf>,
}

impl Program {
    /// The program `tablewright`.
    #[must_use]
    pub fn tablewright() -> Self {
        Self { name: "tablewright", workspace: None }
    }

    /// A folder as it was given, seen from where the command runs, or the workspace's folder `default`.
    #[must_use]
    pub fn folder(&self, given: Option<PathBuf>, default: &str) -> Folder {
        let workspace = self.workspace.as_deref().unwrap_or(Path::new("."));
        match given {
            Some(path) => Folder { shown: slashes(&path), path, given: true },
            None => Folder { shown: default.into(), path: workspace.join(default), given: false },
        }
    }
}

/// The text of a help page, in which `{program}` stands for the program.
#[must_use]
pub fn help(text: &str, program: &str) -> String {
    text.replace("{program}", program)
}

/// `path` with `/`, as messages show it on every system.
#[must_use]
pub fn slashes(path: &Path) -> String {
    let text = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}
