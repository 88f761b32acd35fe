//! `cargo xtask new`: documents in, a folder with a first dialect out, and what is still to explain.

mod collect;
mod feature;

use std::path::PathBuf;

use tablewright::{Document, Input, tools::guess};

use crate::cli::folder;
use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::generate::spec;
use crate::{unexplained, write};

pub const HELP: &str = "\
The documents are copied to spec/<API>/, folders with all `*.md` files in them. `dialect.toml` gets the rules that the
documents' headings, tables, code blocks and labels speak for, each with how often it matched; then what no rule
explains yet is listed by shape, the most frequent first. Edit the rules and run `cargo xtask gen --api <API>` after
each change: it prints the same list, shorter each time. A page that was pasted goes through `import` first.

Examples:
  cargo xtask new lamps docs/*.md            some documents
  cargo xtask new lamps ../lamps/docs        a folder of them, with the folders in it
  cargo xtask new lamps spec/lamps --force   guess anew, and replace dialect.toml

Exit codes:
  0  the folder is there, whatever is still unexplained
  2  wrong usage, or a file is in the way or cannot be read or written
";

/// How many shapes of what is unexplained are printed.
const SHOWN: usize = 30;

/// What `new` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The name of the API: that of its folder, its module and its feature
    #[arg(value_name = "API")]
    api: String,
    /// Documents, and folders of documents
    #[arg(value_name = "FILES", required = true)]
    files: Vec<PathBuf>,
    /// Replace documents and a dialect that are there already
    #[arg(long)]
    force: bool,
    /// The folder of the documents [default: spec/ of the workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the generated crate, whose `Cargo.toml` gets a feature [default: generated/ of the workspace, or
    /// none with --spec]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let api = args.api.as_str();
    spec::check_api_name(api, &format!("`{api}`"))?;
    let spec = folder(args.spec.clone(), "spec");
    // Documents elsewhere are compiled to a crate elsewhere, and the one of the workspace has no part in it.
    let out = (args.spec.is_none() || args.out.is_some()).then(|| folder(args.out.clone(), "generated"));
    if let Some(out) = &out {
        feature::check(out, api)?;
    }
    let collect::Collected { found, refused } = collect::documents(&args.files)?;
    for error in &refused {
        console.err(&format!("warning: left out: {error}\n"));
    }
    let documents: Vec<Document> =
        found.iter().map(|file| Document { name: format!("{api}/{}", file.name), text: file.text.clone() }).collect();
    let guess = guess::guess(api, &documents);
    let texts = documents.iter().map(|document| (document.name.clone(), document.text.as_str()));
    let files: Vec<write::File> = texts.chain([(format!("{api}/{}", spec::DIALECT), guess.dialect.as_str())]).collect();
    write::Place::open(&spec, console)?.write(&files, args.force)?;
    let shown = format!("{}/{api}", spec.shown.trim_end_matches('/'));
    console.out(&format!("`{shown}`: {} and `{}`\n", counted(found.len(), "document"), spec::DIALECT));
    let dialect = Document { name: format!("{api}/{}", spec::DIALECT), text: guess.dialect };
    let output = compiler.compile(&Input { api: api.into(), documents, dialect, patches: None });
    console.out(&unexplained::figures(&output));
    let groups = unexplained::groups(&output);
    console.out(&unexplained::render(&groups, &spec.shown, SHOWN));
    console.out(&unexplained::render_errors(&groups, &spec.shown, SHOWN));
    if !guess.left.is_empty() {
        let count = guess.left.len();
        console.out(&format!(
            "{} look like announcements and stand under other headings; the first: {}\n",
            counted(count, "place"),
            guess.left.first().map_or("", String::as_str)
        ));
    }
    if let Some(out) = &out {
        let said = feature::add(out, api, console)?;
        console.out(&said);
    }
    let folders = [("spec", &args.spec), ("out", &args.out)];
    let mut given = String::new();
    for (flag, folder) in folders {
        given.extend(folder.iter().map(|folder| format!(" --{flag} {}", folder.display())));
    }
    let more = if out.is_some() { "" } else { " --out …" };
    console.err(&format!(
        "next: read `{shown}/{}`, correct it, and run `cargo xtask gen --api {api}{given}{more}`\n",
        spec::DIALECT
    ));
    Ok(true)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
