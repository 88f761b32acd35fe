//! A proposal is a dialect that the compiler reads: what it refuses is taken out.

use std::ops::Range;

use super::trial::Trial;
use crate::diagnostic::Code;
use crate::{Document, Output};

/// How many rules are taken out one by one before the proposal is given up.
const ROUNDS: usize = 64;
/// What stands between two rules.
const BLANK: &str = "\n\n";

/// The dialect of a trial without the rules that the compiler refuses for `documents`. Where nothing helps, it is empty, and
/// an empty dialect is one that the compiler reads.
pub fn mended(api: &str, documents: &[Document], mut trial: Trial) -> String {
    for _ in 0..ROUNDS {
        let refused = refused(&trial);
        let Some(first) = refused.first() else { return trial.dialect };
        let shorter = if first.is_empty() {
            without_cause(api, documents, &trial.dialect, refused.len())
        } else {
            without(&trial.dialect, first.start).map(|shorter| Trial::of(api, documents, shorter))
        };
        let Some(shorter) = shorter else { break };
        trial = shorter;
    }
    String::new()
}

/// The places in the dialect that the compiler refuses; an empty one, where it cannot tell the place.
fn refused(trial: &Trial) -> Vec<Range<usize>> {
    let Output { diagnostics, sources, .. } = &trial.output;
    // The dialect is the first file that the compiler reads.
    let dialect = sources.files().next().map(|(file, _)| file);
    let refused = diagnostics.items().iter().filter(|item| {
        let configuration = matches!(item.code, Code::ConfigSyntax | Code::ConfigUnknownKey | Code::ConfigValue);
        configuration && Some(item.span.file) == dialect
    });
    refused.map(|item| item.span.range()).collect()
}

/// A trial of the text without the last block that the compiler refuses fewer things without.
fn without_cause(api: &str, documents: &[Document], dialect: &str, count: usize) -> Option<Trial> {
    let blocks: Vec<&str> = dialect.split_inclusive(BLANK).collect();
    let without = |at: usize| blocks.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, block)| *block);
    let candidates = (0..blocks.len()).rev().take(ROUNDS).map(|at| without(at).collect::<String>());
    let mut trials = candidates.map(|candidate| Trial::of(api, documents, candidate));
    trials.find(|trial| refused(trial).len() < count)
}

/// The text without the block at `at`: what stands between two blank lines, with the comments above it.
fn without(text: &str, at: usize) -> Option<String> {
    let mut start = 0;
    for block in text.split_inclusive(BLANK) {
        let end = start + block.len();
        if at < end {
            return Some([text.get(..start)?, text.get(end..)?].concat());
        }
        start = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Trial, mended, without};
    use crate::Document;

    #[test]
    fn a_block_goes_with_its_comments() {
        let text = "[api]\ntitle = \"a\"\n\n# matched once\n[[section]]\nrole = \"x\"\n\n[path]\n";
        let cases = [
            (0, Some("# matched once\n[[section]]\nrole = \"x\"\n\n[path]\n")),
            (25, Some("[api]\ntitle = \"a\"\n\n[path]\n")),
            (text.len() - 1, Some("[api]\ntitle = \"a\"\n\n# matched once\n[[section]]\nrole = \"x\"\n\n")),
            (text.len(), None),
        ];
        for (at, expected) in cases {
            assert_eq!(without(text, at).as_deref(), expected, "{at}");
        }
    }

    #[test]
    fn what_is_refused_is_taken_out_and_the_rest_stays() {
        let good = "[[endpoint]]\nin = \"line\"\npattern = '^call (?<path>\\S+)$'\n\n";
        let wrong = "[[section]]\nrole = \"parameters\"\npattern = '^(?<a>.)(?<a>.)$'\n\n";
        let unknown = "[columns]\nnonsense = [\"a\"]\n\n";
        let documents = [Document { name: "api/one.md".into(), text: "# A\n\ncall /a\n".into() }];
        let mended = |dialect: String| mended("api", &documents, Trial::of("api", &documents, dialect));
        assert_eq!(mended(format!("{wrong}{good}{unknown}")), good);
        assert_eq!(mended("= nonsense".to_owned()), "");
    }
}
