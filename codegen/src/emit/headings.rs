//! Headings in what is said of the API as a whole.

use crate::ir::Docs;

/// The deepest level of a heading.
const LEVELS: usize = 6;

/// The words without the headings below which nothing is left: what stood there is read as tables and types, which have
/// places of their own.
pub fn without_empty(docs: &Docs) -> Docs {
    let (mut kept, mut filled, mut left_out): (Vec<&str>, _, _) = (Vec::new(), [false; LEVELS], false);
    for (line, level) in levels(&docs.0).into_iter().rev() {
        let is_blank = line.trim().is_empty();
        if let Some(level) = level {
            left_out = filled.get(level - 1) != Some(&true);
            filled.iter_mut().skip(level - 1).for_each(|below| *below = false);
        } else if !is_blank {
            (filled, left_out) = ([true; LEVELS], false);
        }
        // The blank line above what is left out goes with it.
        if !left_out || (is_blank && kept.last().is_some_and(|below| !below.trim().is_empty())) {
            kept.push(line);
        }
    }
    kept.reverse();
    let mut words = Docs::default();
    words.push(&kept.join("\n"));
    words
}

/// The lines, each with its level where it is a heading. Code has none.
fn levels(text: &str) -> Vec<(&str, Option<usize>)> {
    let mut fence: Option<&str> = None;
    let each = |line| {
        let start = str::trim_start(line);
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let level = line.len() - line.trim_start_matches('#').len();
        let is_heading = fence.is_none()
            && (1..=LEVELS).contains(&level)
            && line.get(level..).is_some_and(|rest| rest.starts_with(' '));
        (line, is_heading.then_some(level))
    };
    text.lines().map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_without_words_are_left_out() {
        for (text, expected) in [
            ("# A\n\nWords.", "# A\n\nWords."),
            ("# A\n\n## B\n\nWords.\n\n## C\n\n# D", "# A\n\n## B\n\nWords."),
            ("# A\n\n# B\n\nWords.", "# B\n\nWords."),
            ("# A\n\nWords.\n\n## B\n\n## C\n\nMore.", "# A\n\nWords.\n\n## C\n\nMore."),
            ("# A\n\n## B\n\n### C\n\n# D\n\n## E\n\nWords.", "# D\n\n## E\n\nWords."),
            ("### A\n\n## B\n\nWords.", "## B\n\nWords."),
            ("# A\n\n```sh\n# no heading\n```\n\n# B", "# A\n\n```sh\n# no heading\n```"),
            ("Words.\n\n#1 is no heading", "Words.\n\n#1 is no heading"),
            ("# A", ""),
            ("", ""),
        ] {
            assert_eq!(without_empty(&Docs(text.to_owned())).0, expected, "{text}");
        }
    }
}
