//! The two sides that are compared.

use std::hint::black_box;

use pulldown_cmark::{Options, Parser};
use tablewright::{Input, compile};

/// Documents, and the Rust that they become.
pub struct Work {
    inputs: Vec<Input>,
    rust: Vec<String>,
}

impl Work {
    /// The work on these inputs, which must compile.
    pub fn new(inputs: Vec<Input>) -> Self {
        let mut rust = Vec::new();
        for input in &inputs {
            let output = compile(input);
            assert!(!output.diagnostics.has_errors(), "{}", tests::messages(&output).join("\n"));
            let is_rust = |path: &String| path.starts_with("src/");
            rust.extend(output.files.into_iter().filter(|(path, _)| is_rust(path)).map(|(_, text)| text));
        }
        Self { inputs, rust }
    }

    /// How long the documents are.
    pub fn bytes(&self) -> u64 {
        self.inputs.iter().flat_map(|input| &input.documents).map(|document| document.text.len() as u64).sum()
    }

    /// Compiles, from texts in memory to texts in memory.
    pub fn compile(&self) {
        for input in &self.inputs {
            black_box(compile(black_box(input)));
        }
    }

    /// Reads the same documents as Markdown, and the same Rust as Rust, and prints it.
    pub fn unavoidable(&self) {
        // The compiler's own options; see `codegen/src/markdown/block.rs`.
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_STRIKETHROUGH;
        for document in self.inputs.iter().flat_map(|input| &input.documents) {
            Parser::new_ext(black_box(&document.text), options).into_offset_iter().for_each(|event| {
                black_box(event);
            });
        }
        for text in &self.rust {
            let file = syn::parse_file(black_box(text)).expect("generated Rust");
            black_box(prettyplease::unparse(&file));
        }
    }
}
