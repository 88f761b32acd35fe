//! `suggest`: what a dialect lacks, and to put it there.

use std::fmt::Write as _;
use std::path::PathBuf;

use tablewright::tools::suggest::{self, Gain, Shape, Suggestion, Suggestions};
use tablewright::{Input, Output};

use crate::compiler::{Compiler, unread};
use crate::console::Console;
use crate::error::Error;
use crate::generate::{Folder, spec};
use crate::names::visible;
use crate::new::counted;
use crate::program::Program;
use crate::project::Project;
use crate::{unexplained, write};

/// The help page behind the options.
pub const HELP: &str = "\
Prints what the dialect lacks, as TOML, each with what it would give: it was compiled with the documents and with what stands
above it. Below each stands what it reads that no rule read before. Then what is still unread is listed by shape, as `gen` does
it. `--apply` puts suggestions into the dialect, which keeps
its comments and what it says already; read what they say before you trust them.

Examples:
  {program} suggest                          for every API
  {program} suggest --api lamps --apply 1    put the first into the dialect of one API
  {program} suggest --api lamps --apply 1 --apply 3
  {program} suggest --apply all              put all of them into the dialects

Exit codes:
  0  the suggestions are printed, even if there are none, or applied
  2  wrong usage, no suggestion has the number, a dialect is not sound, or a file cannot be read or written
";

/// How many shapes of what is unexplained are printed.
const SHOWN: usize = 30;

/// What `suggest` is told.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Only this API
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
    /// Put the suggestion with this number into the dialect, or `all` of them; can be given several times
    #[arg(long, value_name = "N|all", value_parser = choice)]
    apply: Vec<Choice>,
    /// A folder with a folder for each API [default: spec/ of the workspace, or the documents of the project]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Which suggestions are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    All,
    One(usize),
}

fn choice(words: &str) -> Result<Choice, String> {
    match words.parse() {
        _ if words == "all" => Ok(Choice::All),
        Ok(number) if number > 0 => Ok(Choice::One(number)),
        _ => Err("write the number of a suggestion, or `all`".to_owned()),
    }
}

/// Runs the command.
///
/// # Errors
///
/// Where the file system or the names of files are in the way, a dialect cannot be read, or no suggestion has a number that is
/// given.
pub fn run(args: &Args, program: &Program, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let only: Vec<String> = args.api.iter().cloned().collect();
    let (folder, read) = if args.spec.is_some() || program.workspace.is_some() {
        let folder = program.folder(args.spec.clone(), "spec");
        let read = spec::read(&folder, &only)?;
        (folder, read)
    } else {
        let project = Project::here()?;
        let read = project.read(&only)?;
        (project.folder(), read)
    };
    let numbered = args.apply.iter().any(|choice| matches!(choice, Choice::One(_)));
    if numbered && read.inputs.len() > 1 {
        let names: Vec<_> = read.inputs.iter().map(|input| format!("`{}`", input.api)).collect();
        let message = format!("there are several APIs, and each has its own suggestions: {}", names.join(", "));
        return Err(Error::new(message, "say with `--api` which is meant"));
    }
    for input in &read.inputs {
        let output = compiler.compile(input);
        if let Some(error) = unread(&output, &folder) {
            return Err(error);
        }
        let found = suggest::suggest(input);
        if args.apply.is_empty() {
            list(input, &output, &found, &folder, program, console);
        } else {
            apply(input, &chosen(&found.made, &args.apply, &input.api)?, &folder, console)?;
        }
    }
    Ok(true)
}

/// The suggestions that are meant, in their order.
fn chosen(found: &[Suggestion], choices: &[Choice], api: &str) -> Result<Vec<Suggestion>, Error> {
    let wanted = |number: usize| choices.contains(&Choice::All) || choices.contains(&Choice::One(number));
    for choice in choices {
        if let Choice::One(number) = choice
            && *number > found.len()
        {
            let there = counted(found.len(), "suggestion");
            let message = format!("`{api}` has {there}, and none with the number {number}");
            return Err(Error::new(message, "list them by `suggest` without `--apply`"));
        }
    }
    Ok(found.iter().zip(1..).filter(|(_, number)| wanted(*number)).map(|(one, _)| one.clone()).collect())
}

fn list(
    input: &Input,
    output: &Output,
    found: &Suggestions,
    folder: &Folder,
    program: &Program,
    console: &mut Console,
) {
    let (api, Suggestions { made, untried }) = (&input.api, found);
    let mut text = format!("`{api}`: {}\n", counted(made.len(), "suggestion"));
    for (suggestion, number) in made.iter().zip(1..) {
        // Writing to a string does not fail.
        let _ = writeln!(text, "\n{number:>3}  {}", gained(&suggestion.gain));
        for line in suggestion.rule.lines() {
            let _ = writeln!(text, "     {line}");
        }
        for Shape { message, count, first } in &suggestion.reads {
            let place = format!("{}:{}", folder.file(&first.file), first.line);
            let _ = writeln!(text, "     reads {}, first at {place}: {}", counted(*count, "place"), visible(message));
        }
    }
    if *untried > 0 {
        let _ = writeln!(text, "\n{} more could be tried: apply some, and run this again", counted(*untried, "rule"));
    }
    console.out(&text);
    let groups = unexplained::groups(output);
    console.out(&format!("\n{}", unexplained::render(&groups, &folder.shown, SHOWN)));
    console.out(&unexplained::render_errors(&groups, &folder.shown, SHOWN));
    if !made.is_empty() {
        let name = program.name;
        console.err(&format!("next: `{name} suggest --api {api} --apply 1`, or `--apply all`; then `{name} gen`\n"));
    }
}

fn apply(input: &Input, chosen: &[Suggestion], folder: &Folder, console: &mut Console) -> Result<(), Error> {
    let name = &input.dialect.name;
    if chosen.is_empty() {
        console.out(&format!("`{}`: nothing to apply\n", input.api));
        return Ok(());
    }
    let Some((text, gain)) = suggest::apply(input, chosen) else {
        let message = format!("`{}` is no TOML", folder.file(name));
        return Err(Error::new(message, "`gen` says where; correct it first"));
    };
    write::Writer::open(folder, console)?.write(&[(name.clone(), &text)], true)?;
    console.out(&format!(
        "`{}`: {} applied: {}\n",
        folder.file(name),
        counted(chosen.len(), "suggestion"),
        gained(&gain)
    ));
    Ok(())
}

/// What is gained, in words.
fn gained(gain: &Gain) -> String {
    let parts = [
        (gain.endpoints, "endpoint"),
        (gain.parameters, "parameter"),
        (gain.fields, "field"),
        (gain.examples, "example that fits"),
        (gain.unexplained, "place unexplained"),
    ];
    let parts: Vec<_> =
        parts.into_iter().filter(|(count, _)| *count != 0).map(|(count, what)| signed(count, what)).collect();
    if parts.is_empty() { "facts alone".to_owned() } else { parts.join(", ") }
}

/// `+2 endpoints`.
fn signed(count: isize, what: &str) -> String {
    let (noun, rest) = what.split_once(' ').unwrap_or((what, ""));
    let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
    let (plural, rest) = if count.unsigned_abs() == 1 { ("", rest) } else { ("s", rest.replace(" fits", " fit")) };
    format!("{count:+} {noun}{plural}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains_are_words() {
        let gain = Gain { endpoints: 2, parameters: 1, fields: 0, examples: 3, unexplained: -1 };
        assert_eq!(gained(&gain), "+2 endpoints, +1 parameter, +3 examples that fit, -1 place unexplained");
        assert_eq!(gained(&Gain::default()), "facts alone");
    }

    #[test]
    fn a_number_is_one_that_is_there() {
        let one = |rule: &str| Suggestion { rule: rule.to_owned(), gain: Gain::default(), reads: Vec::new() };
        let found = [one("a"), one("b"), one("c")];
        let cases = [
            (vec![Choice::One(2)], Some("b")),
            (vec![Choice::One(3), Choice::One(1)], Some("ac")),
            (vec![Choice::All], Some("abc")),
            (vec![Choice::One(4)], None),
        ];
        for (choices, expected) in cases {
            let rules = chosen(&found, &choices, "lamps").ok();
            let rules = rules.map(|all| all.iter().map(|one| one.rule.as_str()).collect::<String>());
            assert_eq!(rules.as_deref(), expected, "{choices:?}");
        }
        assert_eq!((choice("all"), choice("2")), (Ok(Choice::All), Ok(Choice::One(2))));
        assert!(choice("0").is_err() && choice("first").is_err());
    }
}
