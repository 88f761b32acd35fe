//! The documents that are served: those of a project, or any, with a dialect that is proposed for them.

use std::path::{Path, PathBuf};

use tablewright::tools::guess;
use tablewright::{Document, Input};

use super::Args;
use crate::console::Console;
use crate::error::Error;
use crate::generate::{Folder, spec};
use crate::init::find;
use crate::new::counted;
use crate::program::{Program, slashes};
use crate::project::Project;

/// The name of an API of which nobody has said one.
const NAME: &str = "api";

/// The documents of one API, and the folder that their names are from.
pub fn read(args: &Args, console: &mut Console) -> Result<(Folder, Input), Error> {
    let only: Vec<String> = args.api.iter().cloned().collect();
    if let Some(spec) = &args.spec {
        let folder = Program::tablewright().folder(Some(spec.clone()), "spec");
        let read = spec::read(&folder, &only)?;
        return Ok((folder, read.single()?));
    }
    let here = std::env::current_dir().map_err(|error| Error::io("read", Path::new("."), &error))?;
    let project = if args.docs.is_empty() { Project::above(&here)? } else { None };
    match project {
        Some(project) => Ok((project.folder(), project.read(&only)?.single()?)),
        None => proposed(args, &here, console),
    }
}

/// Any documents, read as a first dialect for them has it.
fn proposed(args: &Args, here: &Path, console: &mut Console) -> Result<(Folder, Input), Error> {
    let given = if args.docs.is_empty() { &[PathBuf::from(".")][..] } else { &args.docs };
    let mut documents = Vec::new();
    for path in given {
        let found = if path.is_dir() { find::all(path)? } else { vec![path.clone()] };
        for path in found {
            let name = slashes(path.strip_prefix(".").unwrap_or(&path));
            documents.push(Document { name, text: spec::text(&path)? });
        }
    }
    if documents.is_empty() {
        let message = format!("there is no document `*.md` below `{}`, and no project", here.display());
        return Err(Error::new(message, "name the documents: `tablewright serve DOCS…`"));
    }
    let api = args.api.clone().unwrap_or_else(|| NAME.to_owned());
    let text = guess::guess(&api, &documents).dialect;
    let count = counted(documents.len(), "document");
    console.err(&format!("{count}, read by a first dialect; `tablewright init` writes it, to be corrected\n"));
    let folder = Folder { path: here.to_owned(), shown: String::new(), given: false };
    let dialect = Document { name: "dialect.toml".to_owned(), text };
    Ok((folder, Input { api, documents, dialect, patches: None }))
}
