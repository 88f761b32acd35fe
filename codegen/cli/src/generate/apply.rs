//! Brings the output folder to what it should be.

use std::path::PathBuf;

use super::manifest;
use crate::error::Error;
use crate::tree::Tree;

/// One thing that is done to the output folder. The run may be killed between any two.
#[derive(Debug)]
pub enum Step<'a> {
    /// Removes what an earlier run that was killed left beside this path.
    Discard(&'a str),
    /// Lists in the manifest all that is ours while the run is under way.
    Claim {
        /// The manifest.
        text: String,
        /// What it holds before, where there is one.
        before: Option<&'a [u8]>,
    },
    /// Writes a file beside its path.
    Stage(&'a str, &'a str),
    /// Puts it in its place.
    Commit(&'a str),
    /// Removes a file that is no longer made, and the folders that are empty then.
    Remove(&'a str),
    /// Lists in the manifest what is ours from now on.
    Settle(String),
}

/// Takes `steps` in their order. Every file is written beside its place before the first one is put there, so that a
/// full disk or a folder that cannot be written is found while the output is still as it was; then all is undone.
pub fn run(steps: &[Step], tree: &Tree) -> Result<(), Error> {
    let mut undo = Undo::default();
    for step in steps {
        take(step, tree, &mut undo).inspect_err(|_| {
            undo.staged(tree);
            if matches!(step, Step::Claim { .. } | Step::Stage(..)) {
                undo.claim(tree);
            }
        })?;
    }
    Ok(())
}

fn take<'a>(step: &'a Step<'a>, tree: &Tree, undo: &mut Undo<'a>) -> Result<(), Error> {
    match step {
        Step::Discard(path) => tree.discard(path),
        Step::Claim { text, before } => {
            undo.folders = tree.missing_folders(manifest::NAME);
            undo.manifest = *before;
            replace_manifest(tree, text.as_bytes())?;
            undo.claimed = true;
            Ok(())
        }
        Step::Stage(path, text) => {
            undo.staged.push(path);
            undo.folders.extend(tree.missing_folders(path));
            tree.stage(path, text.as_bytes())
        }
        Step::Commit(path) => tree.commit(path),
        Step::Remove(path) => tree.remove(path),
        Step::Settle(text) => replace_manifest(tree, text.as_bytes()),
    }
}

fn replace_manifest(tree: &Tree, text: &[u8]) -> Result<(), Error> {
    tree.stage(manifest::NAME, text)?;
    tree.commit(manifest::NAME)
}

/// What brings the folder back to where it was. It runs after a failure, so it does what it can and adds no failure of
/// its own; what it leaves is mended by the next run.
#[derive(Default)]
struct Undo<'a> {
    /// Whether the manifest was replaced.
    claimed: bool,
    /// What it held before, where there was one.
    manifest: Option<&'a [u8]>,
    staged: Vec<&'a str>,
    /// Folders that were made, each after the one that it is in.
    folders: Vec<PathBuf>,
}

impl Undo<'_> {
    fn staged(&self, tree: &Tree) {
        for path in self.staged.iter().chain([&manifest::NAME]) {
            let _ = tree.discard(path);
        }
    }

    fn claim(&self, tree: &Tree) {
        let _ = match self.manifest {
            Some(before) if self.claimed => replace_manifest(tree, before),
            None if self.claimed => tree.remove(manifest::NAME),
            _ => Ok(()),
        };
        for folder in self.folders.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}
