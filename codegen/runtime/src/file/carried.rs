//! Files beside the JSON that they are a part of: there stands the place in a list in which each is, so that no byte of it
//! is written as text.
//!
//! The list is that of the thread while serde is at work, which never waits.

use std::cell::RefCell;
use std::thread::LocalKey;

use serde::{Deserialize, Serialize};

use super::File;

type List = RefCell<Option<Vec<File>>>;

thread_local! {
    /// What is written now.
    static WRITTEN: List = const { RefCell::new(None) };
    /// What can be read now.
    static READ: List = const { RefCell::new(None) };
}

/// What stands in the place of a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Place {
    carried: usize,
}

/// Puts back the list that was there before, whatever happens.
struct Within(&'static LocalKey<List>, Option<Vec<File>>);

impl Within {
    fn new(key: &'static LocalKey<List>, files: Vec<File>) -> Self {
        Self(key, key.replace(Some(files)))
    }
}

impl Drop for Within {
    fn drop(&mut self) {
        self.0.set(self.1.take());
    }
}

/// Does `work`, in which files are written as places, and gives them in their order.
pub(crate) fn written<T>(work: impl FnOnce() -> T) -> (T, Vec<File>) {
    let within = Within::new(&WRITTEN, Vec::new());
    let made = work();
    let files = WRITTEN.take().unwrap_or_default();
    drop(within);
    (made, files)
}

/// Does `work`, in which places are read as these files.
pub(crate) fn read<T>(files: Vec<File>, work: impl FnOnce() -> T) -> T {
    if files.is_empty() {
        return work();
    }
    let _within = Within::new(&READ, files);
    work()
}

/// Keeps a file where files are written as places.
pub(super) fn keep(file: &File) -> Option<Place> {
    WRITTEN.with_borrow_mut(|files| {
        let files = files.as_mut()?;
        files.push(file.clone());
        Some(Place { carried: files.len() - 1 })
    })
}

/// The file at a place.
pub(super) fn get(place: &Place) -> Option<File> {
    READ.with_borrow(|files| files.as_ref()?.get(place.carried).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::place;

    #[test]
    fn files_stand_beside_their_json() {
        let all = vec![File::named("a", &b"\0"[..]), File::new(&b"b"[..])];
        let (text, files) = written(|| serde_json::to_string(&all).unwrap());
        assert_eq!((text.as_str(), &files), (r#"[{"carried":0},{"carried":1}]"#, &all));
        assert_eq!(read(files, || serde_json::from_str::<Vec<File>>(&text)).unwrap(), all);
        // What nobody carries is no file, and neither is what is not there.
        assert!(serde_json::from_str::<File>(&place(0)).is_err());
        for wrong in [place(1), r#"{"carried":0,"a":1}"#.to_owned()] {
            assert!(read(vec![File::default()], || serde_json::from_str::<File>(&wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_panics_leaves_nothing_behind() {
        let panicked = std::panic::catch_unwind(|| written(|| panic!("wanted")));
        assert!(panicked.is_err());
        assert_eq!(serde_json::to_string(&File::default()).unwrap(), r#"{"base64":""}"#);
    }
}
