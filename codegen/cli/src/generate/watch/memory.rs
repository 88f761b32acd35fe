//! What the last run made of each API, for projects that do not write the IR, in which `gen` finds it otherwise.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tablewright::emit::Files;
use tablewright::ir::Api;
use tablewright::tools::diff;
use tablewright::{Input, Output};

use crate::compiler::Compiler;

/// A compiler that remembers what it gave.
pub struct Memory<'c> {
    compiler: &'c dyn Compiler,
    before: RefCell<BTreeMap<String, Api>>,
    changed: RefCell<String>,
}

impl<'c> Memory<'c> {
    /// One that remembers nothing yet.
    pub fn new(compiler: &'c dyn Compiler) -> Self {
        Self { compiler, before: RefCell::default(), changed: RefCell::default() }
    }

    /// The summary of what has changed since it was asked for the last time.
    pub fn changes(&self) -> String {
        self.changed.take()
    }

    /// Compares what is given with what was given before. An API with errors is as it was.
    fn remember(&self, output: &Output) {
        let Some(api) = output.api.as_ref().filter(|_| !output.diagnostics.keep_output()) else { return };
        if let Some(before) = self.before.borrow_mut().insert(api.name.clone(), api.clone()) {
            let changes = diff::diff(&before, api);
            if !changes.is_empty() {
                self.changed.borrow_mut().push_str(&diff::summary(&api.name, &changes));
            }
        }
    }
}

impl Compiler for Memory<'_> {
    fn compile(&self, input: &Input) -> Output {
        let output = self.compiler.compile(input);
        self.remember(&output);
        output
    }

    fn compile_draft(&self, input: &Input) -> Output {
        let output = self.compiler.compile_draft(input);
        self.remember(&output);
        output
    }

    fn shared(&self, apis: &[&str]) -> Files {
        self.compiler.shared(apis)
    }
}
