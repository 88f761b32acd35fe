//! The list of the files that are ours.
//!
//! It stands in the output folder and says which files an earlier run made, so that a later one can remove what is no
//! longer made and never touches anything else. It is the only thing that a file is removed for, so it is not trusted:
//! a path in it that does not lie below one of the folders of the layout makes the run stop.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tablewright::emit::Files;

use crate::error::Error;
use crate::tree::{Layout, TEMPORARY, Tree};

/// The name of the manifest below the output folder.
pub const NAME: &str = ".tablewright.json";
/// The folders that the compiler makes files in; [`Layout`] says where they stand.
pub const OWNED: [&str; 5] = ["asyncapi", "docs", "ir", "openapi", "src"];
/// The version of the manifest's format.
const FORMAT: u32 = 1;
const ABOUT: &str = "The files that tablewright made here. It replaces and removes these and no others.";

/// The files that are ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What the file is, for people who open it.
    #[serde(default)]
    about: String,
    /// The version of the format.
    format: u32,
    /// The paths of each API.
    pub apis: BTreeMap<String, BTreeSet<String>>,
    /// The paths that belong to no single API.
    pub shared: BTreeSet<String>,
    /// Files of earlier runs in folders that were configured then and are not now. They are nobody's any more.
    #[serde(skip)]
    pub left: Vec<String>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { about: ABOUT.into(), format: FORMAT, apis: BTreeMap::new(), shared: BTreeSet::new(), left: Vec::new() }
    }
}

impl Manifest {
    /// The manifest of `tree` with its bytes, where there is one.
    pub fn load(tree: &Tree) -> Result<Option<(Self, Vec<u8>)>, Error> {
        let Some(bytes) = tree.read(NAME)? else { return Ok(None) };
        let damaged = |why: String| {
            let message = format!("`{}` is damaged: {why}", tree.shown(NAME));
            Error::new(message, "restore it from version control, or remove it, and run again")
        };
        let mut manifest: Self = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        if manifest.format != FORMAT {
            return Err(damaged(format!("its format is {}, and this version reads {FORMAT}", manifest.format)));
        }
        if tree.layout().is_configured() {
            manifest.leave(tree.layout());
        }
        if let Some(path) = manifest.paths().find(|path| !is_owned(path, tree.layout())) {
            return Err(damaged(format!("`{path}` is not the path of a file that could be made here")));
        }
        ABOUT.clone_into(&mut manifest.about);
        Ok(Some((manifest, bytes)))
    }

    /// Takes out the files that are below no folder of `layout`.
    fn leave(&mut self, layout: &Layout) {
        for paths in self.apis.values_mut().chain([&mut self.shared]) {
            let (kept, left) = std::mem::take(paths).into_iter().partition(|path| is_owned(path, layout));
            *paths = kept;
            let left: BTreeSet<String> = left;
            self.left.extend(left);
        }
    }

    /// Every path.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.apis.values().flatten().chain(&self.shared)
    }

    /// Whether no file is ours.
    pub fn is_empty(&self) -> bool {
        self.paths().next().is_none()
    }

    /// The files of both. It is written before anything else is, so that each file that a run may leave is in it.
    pub fn union(&self, other: &Self) -> Self {
        let mut union = self.clone();
        for (api, paths) in &other.apis {
            union.apis.entry(api.clone()).or_default().extend(paths.iter().cloned());
        }
        union.shared.extend(other.shared.iter().cloned());
        union
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        // Strings under string keys: there is nothing in it that JSON cannot say.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// The paths of `files`.
pub fn paths(files: &Files) -> BTreeSet<String> {
    files.keys().cloned().collect()
}

/// Whether a file of ours can have this path: plain names separated by `/`, below one of the folders of `layout`.
pub fn is_owned(path: &str, layout: &Layout) -> bool {
    let plain = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(['\\', ':']);
    let below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    layout.owned().any(below)
        && path.split('/').all(plain)
        && !path.contains(char::is_control)
        && !path.ends_with(TEMPORARY)
}
