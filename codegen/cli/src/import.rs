//! `import`: a pasted page in, a clean document and a report of every change out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tablewright::tools::import::{self, Change, Imported, Rule};

use crate::console::Console;
use crate::error::Error;
use crate::generate::{Folder, spec};
use crate::names;
use crate::program::{Program, slashes};
use crate::project::Project;
use crate::write::{self, Written};

/// The help page behind the options.
pub const HELP: &str = "\
Removes line numbers and marks beside the lines, text of the site around the document and characters without width, and
replaces blanks, pipes, dashes, quotes and Markdown marks of another width by the plain ones. Nothing else is changed. The
report lists each change; `--restore` gives the page back from it, byte for byte.

Examples:
  {program} import page.txt --api lamps                   writes page.md among the documents, and page.import.jsonl beside it
  {program} import page.txt --api lamps --as switch.md    under another name
  {program} import page.txt --api lamps --report -        the report on standard output, one JSON object a line
  {program} import spec/lamps/page.md --restore spec/lamps/page.import.jsonl > page.txt

Exit codes:
  0  the document is written, or was there as it should be
  2  wrong usage, or a file cannot be read or written
";

/// What `import` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The page as it was pasted; with `--restore`, the document
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The API to whose documents it is added
    #[arg(long, value_name = "NAME", required_unless_present = "restore")]
    api: Option<String>,
    /// The name of the document, below the folder of the API [default: the page's name, with `.md`]
    #[arg(long = "as", value_name = "NAME.md")]
    name: Option<String>,
    /// Where the report is written; `-` prints it [default: beside the document, as `NAME.import.jsonl`]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Replace a document and a report that are there already
    #[arg(long)]
    force: bool,
    /// Give back the page from the document and this report, on standard output
    #[arg(long, value_name = "REPORT", conflicts_with_all = ["api", "name", "report", "force"])]
    restore: Option<PathBuf>,
    /// A folder with a folder for each API [default: the documents of the API in the project, or spec/ of the workspace or of
    /// the current folder]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// The first line of a report.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    /// The version of the format.
    import: u32,
    /// The page, as it was named.
    page: String,
    /// The document, below the folder of documents.
    document: String,
    /// The page's bytes.
    bytes: usize,
    /// The document's bytes.
    document_bytes: usize,
}

/// The version of the report's format.
const FORMAT: u32 = 1;

/// Runs the command.
///
/// # Errors
///
/// Where the file system or the names of files are in the way.
pub fn run(args: &Args, program: &Program, console: &mut Console) -> Result<bool, Error> {
    let given = spec::text(&args.file)?;
    if let Some(report) = &args.restore {
        console.out(&restore(&given, &args.file, report)?);
        return Ok(true);
    }
    let (spec, document) = place(args, program)?;
    let imported = import::clean(&given);
    let head = Head {
        import: FORMAT,
        page: slashes(&args.file),
        document: document.clone(),
        bytes: given.len(),
        document_bytes: imported.text.len(),
    };
    let report = lines(&head, &imported);
    let beside = Path::new(&document).with_extension("import.jsonl");
    let mut files: Vec<write::File> = vec![(document.clone(), &imported.text)];
    // A report elsewhere is looked at before anything is written.
    let elsewhere = match &args.report {
        Some(report) if report == Path::new("-") => None,
        Some(path) => Some(Elsewhere::open(path)?),
        None => {
            files.push((slashes(&beside), &report));
            None
        }
    };
    if let Some(elsewhere) = &elsewhere {
        elsewhere.writer.check(&(elsewhere.name.clone(), &report), args.force)?;
    }
    let states = write::Writer::open(&spec, console)?.write(&files, args.force)?;
    if let Some(Elsewhere { writer, name }) = elsewhere {
        writer.write(&[(name, &report)], args.force)?;
    }
    let report_path = args.report.clone().unwrap_or_else(|| spec.path.join(&beside));
    let printed = report_path == Path::new("-");
    let state = states.first().copied().unwrap_or(Written::Unchanged);
    let shown = spec.file(&document);
    let mut said = summary(&imported);
    if printed {
        console.out(&report);
        console.err(&said);
    } else {
        let _ = writeln!(said, "the report, which gives the page back: {}", slashes(&report_path));
        console.out(&said);
    }
    let what = match state {
        Written::New => "written",
        Written::Replaced => "replaced",
        Written::Unchanged => "is there already, as it should be",
    };
    console.err(&format!("`{shown}`: {what}\n"));
    Ok(true)
}

/// The folder that the document is written to, and its path below it: in a project among the documents of the API.
fn place(args: &Args, program: &Program) -> Result<(Folder, String), Error> {
    let (api, name) = (api(args)?, name(args)?);
    if args.spec.is_none() && program.workspace.is_none() {
        let here = std::env::current_dir().map_err(|error| Error::io("read", Path::new("."), &error))?;
        if let Some(project) = Project::above(&here)? {
            let folder = project.folder_of(&api)?;
            return Ok((project.folder(), if folder.is_empty() { name } else { format!("{folder}/{name}") }));
        }
    }
    Ok((program.folder(args.spec.clone(), "spec"), format!("{api}/{name}")))
}

/// A report that is not written beside the document.
struct Elsewhere {
    writer: write::Writer,
    name: String,
}

impl Elsewhere {
    fn open(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        spec::check_name(name, path)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = Folder { path: folder.to_owned(), shown: slashes(folder), given: true };
        Ok(Self { writer: write::Writer::of_one_file(&folder)?, name: name.to_owned() })
    }
}

fn api(args: &Args) -> Result<String, Error> {
    let name = args.api.clone().unwrap_or_default();
    spec::check_api_name(&name, &format!("`{name}`")).map(|()| name)
}

/// The name of the document, with `/`.
fn name(args: &Args) -> Result<String, Error> {
    let given = match &args.name {
        Some(name) => name.clone(),
        None => {
            args.file.file_stem().and_then(|name| name.to_str()).map(|name| format!("{name}.md")).unwrap_or_default()
        }
    };
    let plain = |part: &str| !part.starts_with('.') && names::refused(part).is_none();
    if given.split('/').all(plain) && Path::new(&given).extension().is_some_and(|extension| extension == "md") {
        return Ok(given);
    }
    let why = given.split('/').find_map(names::refused).map(|why| format!(": {why}")).unwrap_or_default();
    let message = format!("`{given}` cannot be the name of a document{why}");
    Err(Error::new(message, "give it a name below the folder of the API that ends in `.md`, with `--as NAME.md`"))
}

fn lines(head: &Head, imported: &Imported) -> String {
    // Strings and numbers: there is nothing in them that JSON cannot say.
    let line = |value: Result<String, serde_json::Error>| value.unwrap_or_default() + "\n";
    let changes = imported.changes.iter().map(|change| line(serde_json::to_string(change)));
    std::iter::once(line(serde_json::to_string(head))).chain(changes).collect()
}

fn restore(document: &str, path: &Path, report: &Path) -> Result<String, Error> {
    let text = spec::text(report)?;
    let failed = |why: String| {
        let message = format!("`{}` is not the report of `{}`: {why}", report.display(), path.display());
        Error::new(message, "name the report that was written with the document, and the document as it was written")
    };
    let mut lines = text.lines();
    let head: Head =
        serde_json::from_str(lines.next().unwrap_or_default()).map_err(|error| failed(error.to_string()))?;
    if head.import != FORMAT || head.document_bytes != document.len() {
        return Err(failed(format!("it is of a document of {} bytes", head.document_bytes)));
    }
    let changes = lines
        .map(serde_json::from_str)
        .collect::<Result<Vec<Change>, _>>()
        .map_err(|error| failed(error.to_string()))?;
    let page = import::restore(document, &changes).map_err(|mismatch| failed(mismatch.to_string()))?;
    if page.len() == head.bytes {
        return Ok(page);
    }
    Err(failed(format!("the page had {} bytes, and this gives {}", head.bytes, page.len())))
}

/// What was changed, by rule, with how often and one example each.
fn summary(imported: &Imported) -> String {
    let mut rules: BTreeMap<Rule, (usize, &Change)> = BTreeMap::new();
    for change in &imported.changes {
        rules.entry(change.rule).or_insert((0, change)).0 += 1;
    }
    if rules.is_empty() {
        return "nothing had to be changed\n".into();
    }
    let mut text = String::new();
    for (rule, (count, first)) in rules {
        let _ = writeln!(
            text,
            "{count:>6}  {}, first in line {}: {} -> {}",
            rule.explanation(),
            first.line,
            quoted(&first.was),
            quoted(&first.now)
        );
    }
    text
}

/// A text so that every letter of it can be seen.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let shown: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    let more = if text.chars().count() > LONGEST { "…" } else { "" };
    format!("\"{shown}{more}\"")
}
