//! Writes files for people: never over another one without being told to, never through a symbolic link, and all of them
//! or none.

use crate::console::Console;
use crate::error::Error;
use crate::generate::Folder;
use crate::lock::Lock;
use crate::tree::Tree;

/// What writing a file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It was not there.
    New,
    /// It was there with another text.
    Replaced,
    /// It was there with the same text.
    Unchanged,
}

/// A file: its path below the folder that it is written to, with `/`, and its text.
pub type File<'a> = (String, &'a str);

/// Writes files to a folder, while no other run does.
pub struct Writer {
    tree: Tree,
    _lock: Option<Lock>,
}

impl Writer {
    /// Waits until no other run writes to `folder`.
    pub fn open(folder: &Folder, console: &mut Console) -> Result<Self, Error> {
        let tree = Tree::at(&folder.path, &folder.shown)?;
        Ok(Self { tree, _lock: Some(Lock::writing(&folder.path, console)?) })
    }

    /// A folder that one file is written to, which needs no waiting.
    pub fn of_one_file(folder: &Folder) -> Result<Self, Error> {
        Ok(Self { tree: Tree::at(&folder.path, &folder.shown)?, _lock: None })
    }

    /// Whether `file` can be written: nothing is there, or the same text, or `force` says to replace it.
    pub fn check(&self, (path, text): &File, force: bool) -> Result<Written, Error> {
        match self.tree.read(path)? {
            None => Ok(Written::New),
            Some(bytes) if bytes == text.as_bytes() => Ok(Written::Unchanged),
            Some(_) if force => Ok(Written::Replaced),
            Some(_) => {
                let message = format!("`{}` is there already with another content", self.tree.path(path).display());
                Err(Error::new(message, "choose another name, or replace it with `--force`"))
            }
        }
    }

    /// Writes `files`, with the folders above them. A run that is killed leaves the old file or the new one; one that
    /// fails leaves what was there.
    pub fn write(&self, files: &[File], force: bool) -> Result<Vec<Written>, Error> {
        let states = files.iter().map(|file| self.check(file, force)).collect::<Result<Vec<_>, _>>()?;
        let changed: Vec<&File> = files
            .iter()
            .zip(&states)
            .filter(|(_, state)| **state != Written::Unchanged)
            .map(|(file, _)| file)
            .collect();
        let folders: Vec<_> = changed.iter().flat_map(|(path, _)| self.tree.missing_folders(path)).collect();
        let staged = changed.iter().try_for_each(|(path, text)| self.tree.stage(path, text.as_bytes()));
        let written = staged.and_then(|()| changed.iter().try_for_each(|(path, _)| self.tree.commit(path)));
        if let Err(error) = written {
            // What could not be put into place is of no use; that it was there is not worth a second message.
            for (path, _) in &changed {
                let _ = self.tree.discard(path);
            }
            for folder in folders.iter().rev() {
                let _ = std::fs::remove_dir(folder);
            }
            return Err(error);
        }
        Ok(states)
    }
}
