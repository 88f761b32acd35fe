//! Files that are read to their end for the backends that take them so.

use crate::{File, Maybe, StreamError};

/// What can be a file, or hold one.
pub trait Whole: Send {
    /// The file, where there is one.
    fn file(&mut self) -> Option<&mut File>;
}

impl Whole for File {
    fn file(&mut self) -> Option<&mut File> {
        Some(self)
    }
}

impl<T: Whole> Whole for Option<T> {
    fn file(&mut self) -> Option<&mut File> {
        self.as_mut()?.file()
    }
}

impl<T: Whole> Whole for Maybe<T> {
    fn file(&mut self) -> Option<&mut File> {
        match self {
            Self::Value(value) => value.file(),
            _ => None,
        }
    }
}

/// The same with all bytes in it.
///
/// # Errors
///
/// See [`StreamError`].
pub async fn whole<T: Whole>(mut value: T) -> Result<T, StreamError> {
    if let Some(file) = value.file() {
        *file = std::mem::take(file).whole().await?;
    }
    Ok(value)
}
