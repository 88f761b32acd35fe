//! The names of files in messages.

use crate::source::Location;

/// The file name of `location` below `prefix`.
pub fn path(prefix: &str, location: &Location) -> String {
    match prefix.trim_end_matches('/') {
        "" if prefix.is_empty() => location.file.to_string(),
        trimmed => format!("{trimmed}/{}", location.file),
    }
}
