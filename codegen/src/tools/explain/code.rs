//! What of generated code comes from a place of a document.

use serde::Serialize;

use crate::naming::{self, Named};
use crate::{Output, emit};

/// An item of generated code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The file, below the output folder.
    pub file: String,
    /// The line of the item.
    pub line: u32,
    /// The item, such as `pub struct GetLamp`.
    pub item: String,
}

/// The items that come from one of `places`. The first place that any item comes from counts: it is the nearest.
///
/// Generated code names headings. It is made once more with the lines themselves, which puts every item at the same line.
pub fn at(output: &Output, places: &[(String, u32)]) -> Vec<Code> {
    let Some(api) = output.api.as_ref().filter(|_| !output.files.is_empty()) else { return Vec::new() };
    let Named { api, names, .. } = naming::name(api);
    let files = emit::rust::emit_with_lines(&api, &names);
    for (file, line) in places {
        let source = format!("Source: `{file}:{line}`");
        let mut found = Vec::new();
        for (path, text) in &files {
            let lines: Vec<&str> = text.lines().collect();
            let naming = lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.trim_start().starts_with("//") && line.contains(&source));
            found.extend(naming.filter_map(|(at, _)| item(path, &lines, at)));
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The item below a line of documentation.
fn item(path: &str, lines: &[&str], at: usize) -> Option<Code> {
    let is_item = |line: &&str| {
        let line = line.trim_start();
        !line.is_empty()
            && !line.starts_with("//")
            && !line.starts_with('#')
            && !line.starts_with(')')
            && !line.starts_with("use ")
    };
    let (below, line) = lines.iter().enumerate().skip(at + 1).find(|(_, line)| is_item(line))?;
    let item = line.trim().trim_end_matches(['{', ',', ' ']).to_owned();
    Some(Code { file: path.to_owned(), line: u32::try_from(below + 1).ok()?, item })
}
