//! Tablewright compiles API documents written as Markdown to Rust types and `OpenAPI`.

pub mod diagnostic;
pub mod emit;
pub mod ir;
pub mod ledger;
pub mod naming;
pub mod source;

use diagnostic::Diagnostics;
use emit::Files;
use ledger::Totals;
use source::SourceMap;

/// A file of the input.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name that diagnostics and provenance show, with `/`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Everything that the compilation of one API depends on.
#[derive(Clone, Debug)]
pub struct Input {
    /// The API's name: that of its folder.
    pub api: String,
    /// The documents, in the order in which they are read.
    pub documents: Vec<Document>,
    /// How the documents are written.
    pub dialect: Document,
    /// What they get wrong.
    pub patches: Option<Document>,
}

/// What a compilation gives.
#[derive(Debug, Default)]
pub struct Output {
    /// The IR; absent where an error kept it from being made.
    pub api: Option<ir::Api>,
    /// The files to write, below the output folder; empty where there are errors.
    pub files: Files,
    /// The messages, sorted.
    pub diagnostics: Diagnostics,
    /// The files that the messages point into.
    pub sources: SourceMap,
    /// The account of the documents' constructs.
    pub totals: Totals,
}

/// Compiles one API. It reads nothing but `input`, so equal inputs give equal outputs.
#[must_use]
pub fn compile(input: &Input) -> Output {
    let mut sources = SourceMap::default();
    for document in &input.documents {
        sources.add(&document.name, &document.text);
    }
    Output { sources, ..Output::default() }
}
