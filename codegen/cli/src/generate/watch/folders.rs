//! The folders in which a run reads files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::super::Options;
use crate::error::Error;
use crate::project::{Api, Project};

/// How many folders are watched at most.
const MOST: usize = 10_000;

/// The folders that `options` read from, as far as they exist, and those above them up to the project's own: a folder that
/// comes or goes is an event of the one that it is in.
pub fn of(options: &Options) -> Result<BTreeSet<PathBuf>, Error> {
    let mut found = BTreeSet::new();
    match &options.project {
        Some(project) => {
            found.insert(project.root.clone());
            let apis = project.file.api.iter();
            for api in apis.filter(|api| options.apis.is_empty() || options.apis.contains(&api.name)) {
                of_api(project, api, &mut found)?;
            }
        }
        None => below(&options.spec.path, &mut found)?,
    }
    Ok(found)
}

fn of_api(project: &Project, api: &Api, found: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
    for path in [&api.dialect].into_iter().chain(&api.patches) {
        above(&project.root, Path::new(path).parent().unwrap_or(Path::new("")), found);
    }
    for pattern in &api.docs {
        let parts: Vec<Component<'_>> = Path::new(pattern).components().collect();
        let is_plain = |part: &&Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
        let (folders, plain) = (parts.len().saturating_sub(1), parts.iter().take_while(is_plain).count());
        let folder: PathBuf = parts.iter().take(plain.min(folders)).collect();
        above(&project.root, &folder, found);
        if plain < folders {
            below(&project.root.join(folder), found)?;
        }
    }
    Ok(())
}

/// Adds `folder` of `root`, and those above it.
fn above(root: &Path, folder: &Path, found: &mut BTreeSet<PathBuf>) {
    let folder: PathBuf = folder.components().filter(|part| !matches!(part, Component::CurDir)).collect();
    let paths =
        folder.ancestors().map(|above| if above.as_os_str().is_empty() { root.into() } else { root.join(above) });
    found.extend(paths.filter(|path| path.is_dir()));
}

/// Adds `folder` and those in it, without what is hidden and without links.
fn below(folder: &Path, found: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        // A folder that went away meanwhile has none in it.
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            if !is_hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(entry.path());
            }
        }
        if folder.is_dir() {
            found.insert(folder);
        }
        if found.len() > MOST {
            let message = format!("documents are looked for in more than {MOST} folders, too many to watch");
            return Err(Error::new(message, "name the folder of the documents in `docs`, such as `docs/**/*.md`"));
        }
    }
    Ok(())
}
