//! The compiler as this crate sees it.

use tablewright::diagnostic::Severity;
use tablewright::emit::Files;
use tablewright::{Input, Output};

use crate::error::Error;
use crate::generate::Folder;

/// Turns documents into files. It is a trait so that reading, comparing and writing can be tested without documents.
pub trait Compiler {
    /// Compiles one API.
    fn compile(&self, input: &Input) -> Output;

    /// Compiles one API as a draft, whatever its dialect says.
    fn compile_draft(&self, input: &Input) -> Output {
        self.compile(input)
    }

    /// Compiles one API as a draft as far as the IR; no files need be made.
    fn compile_draft_to_ir(&self, input: &Input) -> Output {
        self.compile_draft(input)
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

    fn compile_draft_to_ir(&self, input: &Input) -> Output {
        tablewright::compile_draft_to_ir(input)
    }

    fn shared(&self, apis: &[&str]) -> Files {
        tablewright::shared(apis)
    }
}

/// Why the documents were not read: an error of the dialect or of the patches.
pub fn unread(output: &Output, folder: &Folder) -> Option<Error> {
    let unread = output.diagnostics.items().iter().find(|item| item.severity == Severity::Error);
    let error = unread.filter(|_| output.api.is_none())?;
    let place = output.sources.locate(error.span);
    let message = format!("{}:{}: {}", folder.file(&place.file), place.line, error.message);
    Some(Error::new(message, "correct it: until then no document is read. `gen` shows all such errors"))
}
