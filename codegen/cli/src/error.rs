//! What ends a run with exit code 2.

use std::fmt;
use std::io;
use std::path::Path;

use crate::names::visible;

/// Something in the way of a run that is no matter of the documents: wrong usage, or the file system. It is shown as
/// one line that names the path and says what to do.
#[derive(Debug)]
pub struct Error {
    message: String,
    remedy: String,
}

impl Error {
    /// What is wrong, and what to do about it.
    pub fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }

    /// `doing` (such as "read") failed on `path`.
    #[must_use]
    pub fn io(doing: &str, path: &Path, source: &io::Error) -> Self {
        let remedy = match source.kind() {
            io::ErrorKind::PermissionDenied => "give this user the right to do so, or choose another path",
            io::ErrorKind::ReadOnlyFilesystem => "choose a path that can be written",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room, and run again",
            _ => "check the path, and run again",
        };
        Self::new(format!("cannot {doing} `{}`: {source}", path.display()), remedy)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A name can hold a line break, or what a terminal obeys; the message stays one line of text.
        f.write_str(&visible(&format!("{}; {}", self.message, self.remedy)))
    }
}
