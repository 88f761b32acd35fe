//! The compiler as this crate sees it.

use tablewright::emit::Files;
use tablewright::{Input, Output};

/// Turns documents into files. It is a trait so that reading, comparing and writing can be tested without documents.
pub trait Compiler {
    /// Compiles one API.
    fn compile(&self, input: &Input) -> Output;

    /// Compiles one API as a draft, whatever its dialect says.
    fn compile_draft(&self, input: &Input) -> Output {
        self.compile(input)
    }

    /// The files that belong to no single API, such as the root of the generated crate, which names every API in
    /// `apis`. The names are sorted.
    fn shared(&self, apis: &[&str]) -> Files;
}

/// The compiler of this workspace.
pub struct Tablewright;

impl Compiler for Tablewright {
    fn compile(&self, input: &Input) -> Output {
        tablewright::compile(input)
    }

    fn compile_draft(&self, input: &Input) -> Output {
        tablewright::compile_draft(input)
    }

    fn shared(&self, apis: &[&str]) -> Files {
        tablewright::shared(apis)
    }
}
