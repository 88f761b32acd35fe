//! Writes single files for people: never over another one without being told to.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::error::Error;

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

/// Whether `path` can be written: nothing is there, or the same bytes, or `force` says to replace them.
pub fn check(path: &Path, bytes: &[u8], force: bool) -> Result<Written, Error> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Written::New),
        Err(error) => Err(Error::io("read", path, &error)),
        Ok(found) if !found.is_file() => {
            let message = format!("`{}` is there and is no file", path.display());
            Err(Error::new(message, "move it away, or choose another name"))
        }
        Ok(_) if fs::read(path).map_err(|error| Error::io("read", path, &error))? == bytes => Ok(Written::Unchanged),
        Ok(_) if force => Ok(Written::Replaced),
        Ok(_) => {
            let message = format!("`{}` is there already with another content", path.display());
            Err(Error::new(message, "choose another name, or replace it with `--force`"))
        }
    }
}

/// Writes `bytes` to `path`, with the folders above it. A run that is killed leaves the old file or the new one.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<Written, Error> {
    let state = check(path, bytes, force)?;
    if state == Written::Unchanged {
        return Ok(state);
    }
    let failed = |error: std::io::Error| Error::io("write", path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io("create the folder", folder, &error))?;
    }
    let mut staged = path.as_os_str().to_owned();
    staged.push(".tablewright-tmp");
    let written = fs::File::create(&staged)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&staged, path))
        .map_err(failed);
    if written.is_err() {
        // What could not be put into place is of no use; that it was there is not worth a second message.
        let _ = fs::remove_file(&staged);
    }
    written.map(|()| state)
}
