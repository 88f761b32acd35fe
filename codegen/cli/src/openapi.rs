//! `openapi`: prints a document that other programs read.

use std::path::PathBuf;

use clap::ValueEnum;
use tablewright::diagnostic::{Severity, render};

use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::generate::spec;
use crate::program::Program;
use crate::project::Project;

/// The help page behind the options.
pub const HELP: &str = "\
Compiles the documents of one API and prints the document on standard output; nothing is written.

Examples:
  tablewright openapi                            the whole API, OpenAPI 3.1
  tablewright openapi --form client > api.json   for generators of clients
  tablewright openapi --api shop --form async    AsyncAPI, where the API has a WebSocket

Exit codes:
  0  the document is printed
  1  the documents have errors, or there is no such document
  2  wrong usage, or a file or folder cannot be read
";

/// What `openapi` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The API; needed where there are several
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
    /// Which document
    #[arg(long, value_enum, default_value_t = Form::Full)]
    form: Form,
    /// A folder of documents, with a folder for each API [default: those of the project]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// A document that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// All that the documents say, in OpenAPI 3.1
    Full,
    /// One operation for each endpoint, in OpenAPI 3.1
    Client,
    /// The same in OpenAPI 3.0
    #[value(name = "client-3.0")]
    Client30,
    /// The messages of a WebSocket, in AsyncAPI 3.0
    Async,
}

impl Form {
    fn path(self, api: &str) -> String {
        match self {
            Self::Full => format!("openapi/{api}.json"),
            Self::Client => format!("openapi/{api}.client.json"),
            Self::Client30 => format!("openapi/{api}.client-3.0.json"),
            Self::Async => format!("asyncapi/{api}.json"),
        }
    }
}

/// Runs the command.
///
/// # Errors
///
/// Where the file system is in the way, or no API is named and there are several.
pub fn run(args: &Args, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let only: Vec<String> = args.api.iter().cloned().collect();
    let (folder, read) = match &args.spec {
        Some(spec) => {
            let folder = Program::tablewright().folder(Some(spec.clone()), "spec");
            let read = spec::read(&folder, &only)?;
            (folder, read)
        }
        None => {
            let project = Project::here()?;
            (project.folder(), project.read(&only)?)
        }
    };
    let input = read.single()?;
    let output = compiler.compile(&input);
    for diagnostic in output.diagnostics.items().iter().filter(|one| one.severity == Severity::Error) {
        console.err(&format!("{}\n", render::human(&output.sources, diagnostic, &folder.shown)));
    }
    let path = args.form.path(&input.api);
    match output.files.get(&path) {
        Some(text) => {
            console.out(text);
            Ok(true)
        }
        None if output.diagnostics.keep_output() => Ok(false),
        None => {
            console.err(&format!("error: `{}` has no such document: it has no WebSocket\n", input.api));
            Ok(false)
        }
    }
}
