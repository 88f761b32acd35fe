//! A proposal is a dialect that the compiler reads: what it refuses is taken out.

use std::ops::Range;

use crate::diagnostic::Code;
use crate::{Document, Input, compile_to_ir};

/// How many rules are taken out one by one before the proposal is given up.
const ROUNDS: usize = 64;
/// What stands between two rules.
const BLANK: &str = "\n\n";

/// The dialect without the rules that the compiler refuses for `documents`. Where nothing helps, it is empty, and an
/// empty dialect is one that the compiler reads.
pub fn mended(api: &str, documents: &[Document], mut dialect: String) -> String {
    for _ in 0..ROUNDS {
        let refused = refused(api, documents, &dialect);
        let Some(first) = refused.first() else { return dialect };
        let shorter = if first.is_empty() {
            without_cause(api, documents, &dialect, refused.len())
        } else {
            without(&dialect, first.start)
        };
        let Some(shorter) = shorter else { break };
        dialect = shorter;
    }
    String::new()
}

/// The places in the dialect that the compiler refuses; an empty one, where it cannot tell the place.
fn refused(api: &str, documents: &[Document], dialect: &str) -> Vec<Range<usize>> {
    let dialect = Document { name: format!("{api}/dialect.toml"), text: dialect.to_owned() };
    let name = dialect.name.clone();
    let output = compile_to_ir(&Input { api: api.to_owned(), documents: documents.to_vec(), dialect, patches: None });
    let refused = output.diagnostics.items().iter().filter(|item| {
        let configuration = matches!(item.code, Code::ConfigSyntax | Code::ConfigUnknownKey | Code::ConfigValue);
        configuration && *output.sources.locate(item.span).file == *name
    });
    refused.map(|item| item.span.range()).collect()
}

/// The text without the last block that the compiler refuses fewer things without.
fn without_cause(api: &str, documents: &[Document], dialect: &str, count: usize) -> Option<String> {
    let blocks: Vec<&str> = dialect.split_inclusive(BLANK).collect();
    let without = |at: usize| blocks.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, block)| *block);
    let candidates = (0..blocks.len()).rev().take(ROUNDS).map(|at| without(at).collect::<String>());
    candidates.into_iter().find(|candidate| refused(api, documents, candidate).len() < count)
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
    use super::{mended, without};
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
        assert_eq!(mended("api", &documents, format!("{wrong}{good}{unknown}")), good);
        assert_eq!(mended("api", &documents, "= nonsense".to_owned()), "");
    }
}
