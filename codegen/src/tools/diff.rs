//! What changed between two versions of an API: of the facts, not of the text.
//!
//! Each change has a verdict. A *caller* sends requests and reads answers; a *server* reads requests and sends answers. So
//! what narrows a request or widens an answer breaks callers, and what widens a request or narrows an answer breaks
//! servers.

mod api;
mod change;
mod endpoints;
mod fields;
mod helpers;
mod report;
mod shift;
mod types;
mod verdict;

use crate::ir::Api;

use change::Changes;
pub use change::{At, Change};
pub use report::{human, json, markdown, step, summary};
pub use verdict::Verdict;

/// The changes from `old` to `new`, the heaviest first.
#[must_use]
pub fn diff(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Changes { list: Vec::new(), sides: types::sides(old, new) };
    api::compare(old, new, &mut changes);
    endpoints::compare(old, new, &mut changes);
    types::compare(old, new, &mut changes);
    if changes.list.is_empty() && shift::facts(old) != shift::facts(new) {
        let text = "something changed that this version of the program does not name".to_owned();
        changes.add("other", Verdict::Callers, &old.name, text, (None, None));
    }
    changes.list.sort_by(|a, b| b.verdict.cmp(&a.verdict).then_with(|| a.subject.cmp(&b.subject)));
    changes.list
}
