//! Code spans of one line.

use std::ops::Range;

/// The code spans of a line, their backticks included: a run of backticks up to the next run of the same length.
pub fn spans(text: &str) -> Vec<Range<usize>> {
    let runs = runs(text);
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = runs.get(at) {
        let close = runs.iter().enumerate().skip(at + 1).find(|(_, run)| run.len() == open.len());
        if let Some((index, close)) = close {
            spans.push(open.start..close.end);
            at = index;
        }
        at += 1;
    }
    spans
}

/// The runs of backticks. One behind a backslash opens nothing.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('`') {
        let escaped = runs.len().is_multiple_of(2) && text.get(..at).is_some_and(|before| before.ends_with('\\'));
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None if escaped => {}
            None => runs.push(at..at + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn a_span_goes_to_the_next_run_of_its_length() {
        let cases: [(&str, &[&str]); 6] = [
            ("a `b` c `d`", &["`b`", "`d`"]),
            ("``a`b`` `c`", &["``a`b``", "`c`"]),
            ("a ` b", &[]),
            ("a `` b `c`", &["`c`"]),
            ("\\`a `b`", &["`b`"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = spans(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
