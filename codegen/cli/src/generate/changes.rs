//! What a run changes in each API, as far as the IR in the output folder tells.

use tablewright::ir::Api;
use tablewright::tools::diff;

use super::Compiled;
use super::plan::Plan;
use crate::tree::Tree;

/// The summary of each API that changes. An IR that is not there, or is of another format, says nothing.
pub fn summaries(tree: &Tree, plan: &Plan, compiled: &[Compiled]) -> Vec<String> {
    let mut summaries = Vec::new();
    for api in compiled.iter().filter(|api| !api.failed()) {
        let Some(path) = tree.layout().place(&format!("ir/{}.json", api.name)) else { continue };
        // An IR that stays as it is has no changes.
        let before = plan.changes.iter().find(|change| change.path == path).and_then(|change| change.old.as_deref());
        let before = before.and_then(|bytes| Api::from_json(str::from_utf8(bytes).ok()?).ok());
        let (Some(before), Some(now)) = (before, &api.output.api) else { continue };
        let changes = diff::diff(&before, now);
        if !changes.is_empty() {
            summaries.push(diff::summary(&api.name, &changes));
        }
    }
    summaries
}
