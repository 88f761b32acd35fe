//! Where things stand, as generated files say it: by file and heading, which an edit elsewhere in the document leaves as
//! they are. Lines are in the IR alone.

use std::collections::HashMap;

use crate::ir::{Api, Provenance};

/// The headings of an API's documents.
pub struct PlaceNames<'a> {
    /// The lines at which headings stand, with their words, by document and in order.
    headings: HashMap<&'a str, Vec<(u32, &'a str)>>,
    /// Whether lines are named in their place.
    lines: bool,
}

impl<'a> PlaceNames<'a> {
    /// Names by headings.
    pub fn new(api: &'a Api) -> Self {
        let mut headings: HashMap<&str, Vec<_>> = HashMap::new();
        for heading in &api.headings {
            let at = &heading.provenance;
            headings.entry(&at.file).or_default().push((at.line, heading.value.as_str()));
        }
        for headings in headings.values_mut() {
            headings.sort_unstable();
        }
        Self { headings, lines: false }
    }

    /// Names by lines, for those who look for one.
    pub fn by_line() -> Self {
        Self { headings: HashMap::new(), lines: true }
    }

    /// The heading that `at` stands under.
    pub fn heading(&self, at: &Provenance) -> Option<&'a str> {
        let headings = self.headings.get(&*at.file)?;
        let after = headings.partition_point(|(line, _)| *line <= at.line);
        headings.get(after.checked_sub(1)?).map(|(_, heading)| *heading)
    }

    /// The place as `file#heading`, the heading being written as code hosts write it in links.
    pub fn name(&self, at: &Provenance) -> String {
        if self.lines {
            return format!("{}:{}", at.file, at.line);
        }
        let anchor = self.heading(at).map(anchor).filter(|anchor| !anchor.is_empty());
        anchor.map_or_else(|| at.file.to_string(), |anchor| format!("{}#{anchor}", at.file))
    }
}

/// A heading in a link: small letters, digits, `_` and `-`, and `-` for a blank. Headings that are the same are not told
/// apart by a number, which would be another wherever one is added.
fn anchor(heading: &str) -> String {
    let kept = |char: char| match char {
        ' ' => Some('-'),
        '-' | '_' => Some(char),
        _ => char.is_alphanumeric().then_some(char),
    };
    heading.to_lowercase().chars().filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_become_anchors() {
        let table = [
            ("发送群聊消息", "发送群聊消息"),
            ("GET `/users/{id}`", "get-usersid"),
            ("A_b - c!", "a_b---c"),
            ("?", ""),
        ];
        for (heading, expected) in table {
            assert_eq!(anchor(heading), expected);
        }
    }
}
