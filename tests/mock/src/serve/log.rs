//! What the program prints of calls.

use std::fmt::Write as _;
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
        let line = visible(&call.shown().to_string());
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

/// JSON with what JSON leaves as it is but a terminal obeys, controls and changes of direction, in escapes.
fn visible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        let obeyed = character.is_control()
            || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if obeyed {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_has_no_control_characters() {
        let text = "a\u{1b}[2J\u{7f}\u{9b}1m\u{202e}b\u{2066}\n中";
        let json = serde_json::Value::from(text).to_string();
        let line = visible(&json);
        assert_eq!(line, r#""a\u001b[2J\u007f\u009b1m\u202eb\u2066\n中""#);
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
