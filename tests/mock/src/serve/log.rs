//! What the program prints of calls.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tablewright_runtime::server::{CallRecord, Hooks, Outcome};

use crate::Call;

/// The most characters of a call that are printed.
const SHOWN: usize = 2000;

/// Where calls are noted: standard error, and a file.
pub struct Log {
    journal: Option<Mutex<File>>,
}

impl Log {
    /// A log that writes to `journal` too.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, and what to do about it.
    pub fn new(journal: Option<&Path>) -> Result<Self, String> {
        let open = |path: &Path| {
            File::create(path).map_err(|error| {
                format!(
                    "cannot write `{}`: {error}; give `--journal` a file in a folder that can be written",
                    path.display()
                )
            })
        };
        Ok(Self { journal: journal.map(open).transpose()?.map(Mutex::new) })
    }

    /// Notes a call.
    pub fn note(&self, call: &Call) {
        let line = call.shown().to_string();
        if let Some(journal) = &self.journal {
            let mut file = journal.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = writeln!(file, "{line}") {
                eprintln!("the journal cannot be written: {error}");
            }
        }
        match line.char_indices().nth(SHOWN) {
            Some((end, _)) => eprintln!("call {}…", &line[..end]),
            None => eprintln!("call {line}"),
        }
    }
}

/// Prints the calls that did not come to the backend.
pub struct Refusals;

impl Hooks for Refusals {
    fn called(&self, record: &CallRecord) {
        if let Outcome::Refused(problem) = record.outcome {
            eprintln!(
                "refused {} over {:?}: {problem:?}",
                record.endpoint.unwrap_or("an unknown call"),
                record.transport
            );
        }
    }

    fn lost(&self, count: u64) {
        eprintln!("{count} events were lost by one that does not keep up");
    }
}

/// Prints what the server traces: connections to applications, and what goes wrong.
pub fn trace() {
    let lines = tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(false).without_time().with_target(false);
    lines.with_max_level(tracing_subscriber::filter::LevelFilter::INFO).init();
}
