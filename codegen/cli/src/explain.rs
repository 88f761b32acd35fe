//! `explain`: from a line of a document, or an endpoint, to the rules and to what they made of it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use tablewright::diagnostic::nearest;
use tablewright::tools::explain::{self, Explanation};
use tablewright::{Input, Output, visible};

use crate::compiler::{Compiler, unread};
use crate::console::Console;
use crate::error::Error;
use crate::generate::{Folder, spec};
use crate::program::{Program, slashes};
use crate::project::Project;
use crate::tree::Layout;

/// The help page behind the options.
pub const HELP: &str = "\
Prints for each construct at the place whether it is used, ignored or reported, and which rules of the dialect read it;
then what the IR has from there, by JSON pointer, and the items of generated code.

Examples:
  {program} explain docs/lamps.md:12             a line of a document, by the name that messages use
  {program} explain switch_lamp                  an endpoint by its name,
  {program} explain 'PUT /lamps/{id}'            by method and path, by path,
  {program} explain 'Switch a lamp'              or by its title
  {program} explain switch_lamp --format json    one JSON object for each API that has it

Exit codes:
  0  the line or the endpoint was found
  1  no document has the line, or no API has the endpoint
  2  wrong usage, a dialect is not sound, or a file cannot be read
";

/// What `explain` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// `FILE:LINE`, or an endpoint
    #[arg(value_name = "WHAT")]
    what: String,
    /// Only this API
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Form::Human)]
    format: Form,
    /// A folder with a folder for each API [default: spec/ of the workspace, or the documents of the project]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the generated crate, for the names of its files [default: generated/ of the workspace, or that of the
    /// project]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// How an explanation is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people
    Human,
    /// One JSON object for each API, on a line of its own
    Json,
}

/// Where documents and output are.
struct Folders {
    spec: Folder,
    out: Folder,
    layout: Layout,
    project: Option<Project>,
}

/// Runs the command.
///
/// # Errors
///
/// Where the file system or the names of files are in the way, or a dialect cannot be read.
pub fn run(args: &Args, program: &Program, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let only: Vec<String> = args.api.iter().cloned().collect();
    let place = file_and_line(&args.what);
    let given = args.spec.is_some() || args.out.is_some() || program.workspace.is_some();
    let (folders, read) = if given {
        let (spec, out) = (program.folder(args.spec.clone(), "spec"), program.folder(args.out.clone(), "generated"));
        let read = spec::read(&spec, &only)?;
        (Folders { spec, out, layout: Layout::default(), project: None }, read)
    } else {
        let project = Project::here()?;
        let read = project.read(&only)?;
        let (spec, layout) = (project.folder(), project.layout());
        (Folders { out: spec.clone(), spec, layout, project: Some(project) }, read)
    };
    let (inputs, spec) = (read.inputs, &folders.spec);
    let mut found = false;
    let (mut known, mut broken) = (Vec::new(), None);
    for input in &inputs {
        let file = place.as_ref().map(|(file, line)| (document(input, spec, file), *line));
        if matches!(file, Some((None, _))) {
            continue;
        }
        let mut output = compiler.compile(input);
        if let Some(error) = unread(&output, spec) {
            broken.get_or_insert(error);
            continue;
        }
        if let Some(project) = &folders.project {
            project.leave_out(&mut output.files);
        }
        let explanation = match file {
            Some((Some(name), line)) => explain::line(input, &output, &name, line),
            _ => explain::endpoint(input, &output, &args.what),
        };
        if let Some(explanation) = explanation {
            found = true;
            print(args.format, input, &output, &explanation, &folders, console);
        }
        known.extend(output.api.iter().flat_map(explain::names));
    }
    if !found {
        if let Some(error) = broken {
            return Err(error);
        }
        let error = match &place {
            Some((file, _)) => missing_line(file, spec, &inputs),
            None => missing_endpoint(&args.what, &known),
        };
        console.err(&format!("error: {error}\n"));
    }
    Ok(found)
}

/// A file and a line.
fn file_and_line(what: &str) -> Option<(String, u32)> {
    let (file, line) = what.rsplit_once(':')?;
    let (file, line) = match (line.parse().ok(), file.rsplit_once(':')) {
        // `file:line:column`, as messages have it.
        (Some(_), Some((name, number))) if number.parse::<u32>().is_ok() => (name, number.parse().ok()?),
        (line, _) => (file, line?),
    };
    file.contains('.').then(|| (file.to_owned(), line))
}

/// The name of the document that `file` is: as messages have it, with or without the folder of documents, or as a path.
fn document(input: &Input, spec: &Folder, file: &str) -> Option<String> {
    let file = slashes(Path::new(file));
    let below = file.strip_prefix(&format!("{}/", spec.shown.trim_end_matches('/'))).unwrap_or(&file);
    let real = Path::new(&file).canonicalize().ok();
    let is = |name: &str| {
        let same = || real.is_some() && spec.path.join(name).canonicalize().ok() == real;
        name == below || name.split_once('/').is_some_and(|(_, name)| name == below) || same()
    };
    input.documents.iter().map(|document| &document.name).find(|name| is(name)).cloned()
}

fn missing_line(file: &str, spec: &Folder, inputs: &[Input]) -> Error {
    let documents = || inputs.iter().flat_map(|input| input.documents.iter().map(move |document| (input, document)));
    let named = documents().find(|(input, known)| document(input, spec, file).is_some_and(|name| name == known.name));
    if let Some((_, known)) = named {
        let message = format!("`{}` has {} lines", spec.file(&known.name), known.text.lines().count());
        return Error::new(message, "name one of them, from 1");
    }
    let names: Vec<String> = documents().map(|(_, known)| spec.file(&known.name)).collect();
    let near = nearest(file, names.iter().map(String::as_str)).map(str::to_owned).or_else(|| {
        let short = documents().map(|(_, known)| known.name.as_str());
        nearest(file, short).map(|name| spec.file(name))
    });
    let remedy = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => match names.first() {
            Some(first) => format!("name it as messages do: its path and the line, such as `{first}:1`"),
            None => "there are no documents".into(),
        },
    };
    let shown = spec.shown.trim_end_matches('/');
    let shown = if shown.is_empty() { "the project".to_owned() } else { format!("`{shown}`") };
    Error::new(format!("no document of {shown} is `{file}`"), remedy)
}

fn missing_endpoint(what: &str, known: &[String]) -> Error {
    let near = nearest(what, known.iter().map(String::as_str)).or_else(|| containing(what, known));
    let remedy = match (near, known.first()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(first)) => {
            format!("endpoints are given by name, path or title, such as `{first}`; `gen` says what is announced")
        }
        (None, None) => "the documents announce none that can be read; `gen` says why".into(),
    };
    Error::new(format!("no API has the endpoint `{what}`"), remedy)
}

/// The shortest of `known` that has all words of `what` in it.
fn containing<'k>(what: &str, known: &'k [String]) -> Option<&'k str> {
    let what = what.to_lowercase();
    let words: Vec<&str> = what.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has_all = |name: &&String| {
        let name = name.to_lowercase();
        words.iter().all(|word| name.contains(word))
    };
    let found = known.iter().filter(has_all).min_by_key(|name| name.len());
    found.filter(|_| !words.is_empty()).map(String::as_str)
}

fn print(
    form: Form,
    input: &Input,
    output: &Output,
    explanation: &Explanation,
    folders: &Folders,
    console: &mut Console,
) {
    if form == Form::Json {
        let mut value = serde_json::to_value(explanation).unwrap_or_default();
        if let Some(map) = value.as_object_mut() {
            map.insert("api".into(), input.api.clone().into());
        }
        console.out(&format!("{}\n", visible::json(&value.to_string())));
        return;
    }
    console.out(&human(input, output, explanation, folders));
}

fn human(input: &Input, output: &Output, explanation: &Explanation, folders: &Folders) -> String {
    let Folders { spec, out, layout, .. } = folders;
    let mut text = String::new();
    for one in &explanation.constructs {
        let lines =
            if one.line == one.end_line { one.line.to_string() } else { format!("{}-{}", one.line, one.end_line) };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}:{lines}: {}: {}", spec.file(&one.file), one.construct, one.text);
        let join = if one.outcome == "ignored" { "by" } else { "as" };
        let detail = if one.outcome == "reported" { one.detail.clone() } else { format!("{join} {}", one.detail) };
        let _ = writeln!(text, "    {} {detail}", one.outcome);
        for rule in &one.rules {
            let _ = match rule.line {
                0 => writeln!(text, "    rule `{}`: as it is where the dialect does not say", rule.key),
                line => writeln!(text, "    rule `{}` at {}:{line}: {}", rule.key, spec.file(&rule.file), rule.text),
            };
        }
        let is_words = ["paragraph", "list item", "block quote"].contains(&one.construct);
        if one.rules.is_empty() && one.outcome == "used" && is_words {
            let _ = writeln!(text, "    no rule speaks of it: words are documentation");
        }
        for message in &one.messages {
            let _ = writeln!(text, "    {message}");
        }
    }
    if explanation.constructs.is_empty() {
        text.push_str("nothing stands there: a blank line, or one of the page around the document\n");
    }
    if !explanation.ir.is_empty() {
        let _ = match layout.place(&format!("ir/{}.json", input.api)) {
            Some(file) => writeln!(text, "in the IR, {}:", out.file(&file)),
            None => writeln!(text, "in the IR:"),
        };
        for node in &explanation.ir {
            let _ = writeln!(text, "    line {}, {}: {} ({})", node.line, node.pointer, node.value, node.how);
        }
    }
    for (at, code) in explanation.code.iter().enumerate() {
        if at == 0 {
            text.push_str("in code:\n");
        }
        let Some(file) = layout.place(&code.file) else { continue };
        let current = || std::fs::read_to_string(out.path.join(&file)).ok();
        let written = output.files.get(&code.file).is_some_and(|wanted| current().as_ref() == Some(wanted));
        let _ = if written {
            writeln!(text, "    {}:{}: {}", out.file(&file), code.line, code.item)
        } else {
            writeln!(text, "    {}, which `gen` has still to write: {}", out.file(&file), code.item)
        };
    }
    if output.files.is_empty() && output.diagnostics.has_errors() {
        let _ = writeln!(text, "the documents of `{}` have errors, so there is no generated code", input.api);
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::missing_endpoint;

    #[test]
    fn an_unknown_endpoint_is_answered_with_a_near_one() {
        let known = ["switch_lamp", "PUT /lamps/{id}", "/lamps/{id}", "Switch a lamp", "list_all_rooms", "GET /rooms"];
        let known = known.map(str::to_owned);
        for (what, near) in [
            ("swich_lamp", "`switch_lamp`?"),
            ("Switch lamp", "`Switch a lamp`?"),
            ("switch", "`switch_lamp`?"),
            ("put lamps", "`PUT /lamps/{id}`?"),
            ("/rooms", "`GET /rooms`?"),
            ("sofas", "such as `switch_lamp`"),
            ("///", "such as `switch_lamp`"),
        ] {
            let said = missing_endpoint(what, &known).to_string();
            assert!(said.contains(near), "{what}: {said}");
        }
        assert!(missing_endpoint("switch", &[]).to_string().contains("`gen` says why"));
    }
}
