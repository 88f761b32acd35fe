//! `new`: documents in, a first dialect out, and what is still to explain.

mod collect;
pub(crate) mod feature;
pub(crate) mod in_place;

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use tablewright::tools::guess::{self, FORMS, Form, Guess};
use tablewright::{Document, Input};

use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::generate::{Folder, spec};
use crate::program::Program;
use crate::project::Project;
use crate::{unexplained, write};

/// The help page behind the options.
pub const HELP: &str = "\
Writes a `dialect.toml` with rules for the headings, tables, code blocks and labels of the documents, each with how often
it matched. What no rule explains yet is then listed by shape, the most frequent first. Edit the rules and run
`{program} gen --api <API>` after each change: it prints the same list, shorter each time. Clean a pasted
page with `import` first.

In a project the documents stay where they are. With a folder for each API (`--spec`), they are copied to it, folders with
all `*.md` files in them.

Examples:
  {program} new lamps docs/*.md            some documents
  {program} new lamps ../lamps/docs        a folder of them, with the folders in it
  {program} new lamps docs --force         guess anew, and replace dialect.toml
  {program} new lamps docs --form api-blueprint   take the rules of a form that has a name
  {program} new --forms                    list those forms, each with a sample

Exit codes:
  0  the dialect is written, even if something is still unexplained
  2  wrong usage, or a file is in the way or cannot be read or written
";

/// How many shapes of what is unexplained are printed.
const SHOWN: usize = 30;

/// What `new` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The name of the API: that of its module and its feature
    #[arg(value_name = "API", required_unless_present = "forms")]
    api: Option<String>,
    /// Documents, and folders of documents
    #[arg(value_name = "FILES", required_unless_present = "forms")]
    files: Vec<PathBuf>,
    /// The form that the documents are in, of those that `--forms` lists [default: what explains most of them]
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(FORMS.iter().map(|form| form.name)))]
    form: Option<String>,
    /// List the forms that have a name, each with a sample, and do nothing else
    #[arg(long, exclusive = true)]
    forms: bool,
    /// Replace documents and a dialect that are there already
    #[arg(long)]
    force: bool,
    /// A folder with a folder for each API, to which the documents are copied [default: spec/ of the workspace, or none in
    /// a project]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the generated crate, whose `Cargo.toml` gets a feature [default: that of the project or workspace, or
    /// none with --spec]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// Where the file system or the names of files are in the way.
pub fn run(args: &Args, program: &Program, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    if args.forms {
        console.out(&listed());
        return Ok(true);
    }
    let api = args.api.as_deref().unwrap_or_default();
    spec::check_api_name(api, &format!("`{api}`"))?;
    if args.spec.is_none() && args.out.is_none() && program.workspace.is_none() {
        let project = Project::here()?;
        let how = in_place::How { force: args.force, form: form(args) };
        in_place::run(&project, api, &args.files, how, compiler, console)?;
        console.err(&format!("next: run `{} gen --api {api}`, correct the dialect, and run it again\n", program.name));
        return Ok(true);
    }
    copied(args, api, program, compiler, console)
}

/// The form that is asked for.
fn form(args: &Args) -> Option<Form> {
    args.form.as_deref().and_then(Form::named)
}

/// The proposal for documents in a form, or in any.
fn proposed(api: &str, documents: &[Document], form: Option<Form>) -> Guess {
    match form {
        Some(form) => guess::in_form(api, documents, form),
        None => guess::guess(api, documents),
    }
}

/// The forms that have a name, each with a sample.
fn listed() -> String {
    let mut text = String::new();
    for form in FORMS {
        let sample: String = form.sample.lines().fold(String::new(), |text, line| text + "    " + line + "\n");
        let _ = write!(text, "{}: {}\n\n{}\n", form.name, form.about, sample.replace("    \n", "\n"));
    }
    text
}

/// Copies the documents to a folder of their own.
fn copied(
    args: &Args,
    api: &str,
    program: &Program,
    compiler: &dyn Compiler,
    console: &mut Console,
) -> Result<bool, Error> {
    let spec = program.folder(args.spec.clone(), "spec");
    // Documents elsewhere are compiled to a crate elsewhere, and the one of the workspace has no part in it.
    let out = (args.spec.is_none() || args.out.is_some()).then(|| program.folder(args.out.clone(), "generated"));
    if let Some(out) = &out {
        feature::check(out, api)?;
    }
    let found = collected(&args.files, console)?;
    let documents: Vec<Document> =
        found.iter().map(|file| Document { name: format!("{api}/{}", file.name), text: file.text.clone() }).collect();
    let guess = proposed(api, &documents, form(args));
    let texts = documents.iter().map(|document| (document.name.clone(), document.text.as_str()));
    let files: Vec<write::File> = texts.chain([(format!("{api}/{}", spec::DIALECT), guess.dialect.as_str())]).collect();
    write::Writer::open(&spec, console)?.write(&files, args.force)?;
    let shown = spec.file(api);
    console.out(&format!("`{shown}`: {} and `{}`\n", counted(found.len(), "document"), spec::DIALECT));
    let name = format!("{api}/{}", spec::DIALECT);
    account(api, documents, (name, guess), &spec, compiler, console);
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
        "next: read `{shown}/{}`, correct it, and run `{} gen --api {api}{given}{more}`\n",
        spec::DIALECT,
        program.name
    ));
    Ok(true)
}

/// The documents among `files`; those that cannot be used are named.
fn collected(files: &[PathBuf], console: &mut Console) -> Result<Vec<collect::Found>, Error> {
    let collect::Collected { found, refused } = collect::documents(files)?;
    for error in &refused {
        console.err(&format!("warning: left out: {error}\n"));
    }
    Ok(found)
}

/// Compiles with the proposal, and prints what it explains and what not.
fn account(
    api: &str,
    documents: Vec<Document>,
    (name, guess): (String, Guess),
    spec: &Folder,
    compiler: &dyn Compiler,
    console: &mut Console,
) {
    if let Some(form) = guess.form {
        console.out(&format!("form: `{}` ({}); `--forms` lists all of them\n", form.name, form.about));
    }
    let dialect = Document { name, text: guess.dialect };
    let output = compiler.compile(&Input { api: api.into(), documents, dialect, patches: None });
    console.out(&unexplained::figures(&output));
    let groups = unexplained::groups(&output);
    console.out(&unexplained::render(&groups, &spec.shown, SHOWN));
    console.out(&unexplained::render_errors(&groups, &spec.shown, SHOWN));
    if let Some(first) = guess.left.first() {
        let places = counted(guess.left.len(), "place");
        console.out(&format!("{places} look like announcements and stand under other headings; the first: {first}\n"));
    }
}

/// A number of things.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
