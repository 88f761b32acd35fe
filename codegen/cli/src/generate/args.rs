//! What `gen` is told.

use std::path::PathBuf;

use super::Options;
use crate::cli::Format;
use crate::error::Error;
use crate::program::Program;
use crate::project::Project;

/// The help page behind the options.
pub const HELP: &str = "\
Each API has documents, a dialect that describes how they are written, and patches that correct what they get wrong.
Output files that do not change are not touched. Files that an earlier run wrote and this one does not are removed, and no
others.

Examples:
  {program} gen                     bring the output up to date with the documents
  {program} gen --watch             the same after each save
  {program} gen --check             write nothing, and show what is out of date
  {program} gen --api NAME -v       one API, with all notes of the compiler
  {program} gen --format json       one JSON object a line for each message

Exit codes:
  0  no errors
  1  the documents have errors that a draft does not leave out, or (with --check) the output is out of date
  2  wrong usage, or a file or folder cannot be read or written
";

/// What `gen` is told.
#[derive(clap::Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Args {
    /// Write nothing; fail, with a diff, where the output is out of date
    #[arg(long)]
    check: bool,
    /// Run again after each change of a document, a dialect, patches or tablewright.toml, until Ctrl-C
    #[arg(long, conflicts_with = "check")]
    pub(super) watch: bool,
    /// Leave out what is unsound, and write the rest: as with `draft` in each dialect
    #[arg(long)]
    draft: bool,
    /// A folder of documents, with a folder for each API [default: those of the project or workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder to write to [default: that of the project or workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Only this API; can be given several times
    #[arg(long, value_name = "NAME", action = clap::ArgAction::Append)]
    api: Vec<String>,
    /// How messages are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Fail where there is a warning
    #[arg(long)]
    deny_warnings: bool,
    /// Print the notes too, and not only how many there are
    #[arg(long, short = 'v', visible_alias = "verbose")]
    notes: bool,
}

impl Args {
    /// The options with their defaults.
    ///
    /// # Errors
    ///
    /// Where no folder is named and there is no project.
    pub fn options(self, program: &Program) -> Result<Options, Error> {
        let mut apis = self.api;
        apis.sort();
        apis.dedup();
        let project = match (&self.spec, &self.out, &program.workspace) {
            (None, None, None) => Some(Project::here()?),
            (Some(_), Some(_), _) | (_, _, Some(_)) => None,
            _ => {
                return Err(Error::new(
                    "`--spec` and `--out` belong together here",
                    "name both, or neither in a project",
                ));
            }
        };
        let (spec, out, package) = match &project {
            Some(project) => (project.folder(), project.folder(), project.package()),
            None => {
                let out = program.folder(self.out, "generated");
                (program.folder(self.spec, "spec"), out.clone(), out)
            }
        };
        let (check, notes, format, deny_warnings) = (self.check, self.notes, self.format, self.deny_warnings);
        let draft = self.draft;
        Ok(Options {
            check,
            draft,
            notes,
            format,
            deny_warnings,
            spec,
            out,
            package,
            project,
            apis,
            program: program.name,
        })
    }
}
