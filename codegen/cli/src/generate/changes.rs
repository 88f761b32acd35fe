//! What a run changes in each API, as far as the IR in the output folder tells.

use tablewright::ir::Api;
use tablewright::tools::diff;

use super::Compiled;
use crate::error::Error;
use crate::tree::Tree;

/// The summary of each API that changes. An IR that is not there, or is of another format, says nothing.
pub fn summaries(tree: &Tree, compiled: &[Compiled]) -> Result<Vec<String>, Error> {
    let mut summaries = Vec::new();
    for api in compiled.iter().filter(|api| !api.failed()) {
        let Some(path) = tree.layout().place(&format!("ir/{}.json", api.name)) else { continue };
        let before = tree.read(&path)?.and_then(|bytes| String::from_utf8(bytes).ok());
        let before = before.and_then(|text| Api::from_json(&text).ok());
        let (Some(before), Some(now)) = (before, &api.output.api) else { continue };
        let changes = diff::diff(&before, now);
        if !changes.is_empty() {
            summaries.push(diff::summary(&api.name, &changes));
        }
    }
    Ok(summaries)
}
