//! Why nothing was written.

use std::fmt;
use std::io;
use std::path::Path;

use tablewright::visible::visible;

/// Why nothing was written. A `main` that returns it shows the messages with the lines of the documents.
#[derive(Clone)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// `doing` (such as "read") failed on `path`.
    pub(crate) fn io(doing: &str, path: &Path, source: &io::Error) -> Self {
        Self(format!("cannot {doing} `{}`: {source}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.0))
    }
}

/// As [`fmt::Display`]: what a `main` returns is shown by this.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
