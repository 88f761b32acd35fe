//! Two runs that write to the same folder wait for each other.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::error::Error;

/// How often a folder that another run removed meanwhile is made again.
const TRIES: usize = 100;

/// The right to write to a folder, until it is dropped. The system takes it back when the process ends, however it ends.
///
/// Where the system can lock a folder, the folder itself is locked and no file is made; elsewhere a file in it is. Where
/// nothing can be locked, as on some network drives, the run goes on without.
#[derive(Debug)]
pub struct Lock {
    /// Keeps the lock.
    _held: Option<File>,
    /// Folders that were made to have something to lock, each after the one that it is in.
    made: Vec<PathBuf>,
}

impl Lock {
    /// Waits until no other run writes to `folder`, and makes it where it does not exist.
    pub fn writing(folder: &Path, console: &mut Console) -> Result<Self, Error> {
        let mut made = Vec::new();
        for _ in 0..TRIES {
            made.extend(missing(folder));
            fs::create_dir_all(folder).map_err(|error| Error::io("create the folder", folder, &error))?;
            let held = match hold(folder, console) {
                Ok(held) => held,
                // Another run made the folder, wrote nothing, and removed it again.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Error::io("lock", folder, &error)),
            };
            if held.as_ref().is_none_or(|held| is_same(held, folder)) {
                return Ok(Self { _held: held, made });
            }
        }
        let message = format!("`{}` is removed again and again by another program", folder.display());
        Err(Error::new(message, "end it, and run again"))
    }

    /// Waits until no other run writes to `folder`, and makes nothing: there is nothing to wait for where it does not
    /// exist or can only be read.
    pub fn reading(folder: &Path, console: &mut Console) -> Self {
        let held = if cfg!(unix) { hold(folder, console).ok().flatten() } else { None };
        Self { _held: held, made: Vec::new() }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A folder that something was written to is not empty, and stays.
        for folder in self.made.iter().rev() {
            #[cfg(not(unix))]
            let _ = fs::read_dir(folder)
                .map(|mut found| found.nth(1).is_none().then(|| fs::remove_file(folder.join(NAME))));
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The name of the file that is locked where a folder cannot be.
#[cfg(not(unix))]
const NAME: &str = ".tablewright.lock";

#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    fs::OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(NAME))
}

/// Locks `folder`, and says so where that takes time.
fn hold(folder: &Path, console: &mut Console) -> io::Result<Option<File>> {
    let file = open(folder)?;
    match file.try_lock() {
        Ok(()) => return Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(_)) => return Ok(None),
    }
    console.err(&format!("waiting for another run that writes to `{}`\n", folder.display()));
    Ok(file.lock().is_ok().then_some(file))
}

/// Whether what is locked is still what stands at `folder`.
#[cfg(unix)]
fn is_same(held: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |data: fs::Metadata| (data.dev(), data.ino());
    matches!((held.metadata().map(id), fs::metadata(folder).map(id)), (Ok(held), Ok(there)) if held == there)
}

#[cfg(not(unix))]
fn is_same(_: &File, folder: &Path) -> bool {
    folder.join(NAME).exists()
}

/// The folders that have to be made for `folder`, the outermost first.
fn missing(folder: &Path) -> Vec<PathBuf> {
    let absent = folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists());
    let mut missing: Vec<PathBuf> = absent.map(PathBuf::from).collect();
    missing.reverse();
    missing
}
