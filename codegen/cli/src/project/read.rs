//! Reads the documents of a project where they stand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tablewright::diagnostic::nearest;
use tablewright::{Document, Input};

use super::{Api, NAME, Project};
use crate::error::Error;
use crate::generate::spec::{self, MAX_DOCUMENTS, Read};
use crate::program::slashes;

impl Project {
    /// Reads the APIs in `only`, or all where it is empty.
    ///
    /// # Errors
    ///
    /// Where there is no such API, or a file cannot be read.
    pub(crate) fn read(&self, only: &[String]) -> Result<Read, Error> {
        let known: Vec<&str> = self.file.api.iter().map(|api| api.name.as_str()).collect();
        if known.is_empty() {
            let remedy = "add one with `tablewright new NAME DOCS…`";
            return Err(Error::new(format!("`{NAME}` has no `[[api]]`"), remedy));
        }
        if let Some(unknown) = only.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(self.unknown(unknown));
        }
        let mut wanted: Vec<&Api> =
            self.file.api.iter().filter(|api| only.is_empty() || only.contains(&api.name)).collect();
        wanted.sort_by(|a, b| a.name.cmp(&b.name));
        let inputs = wanted.into_iter().map(|api| self.input(api)).collect::<Result<_, _>>()?;
        Ok(Read { inputs, ..Read::default() })
    }

    fn unknown(&self, name: &str) -> Error {
        let known: Vec<&str> = self.file.api.iter().map(|api| api.name.as_str()).collect();
        let remedy = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `--api {near}`?"),
            None => format!("it has: {}", known.join(", ")),
        };
        Error::new(format!("`{NAME}` has no API `{name}`"), remedy)
    }

    /// The folder of an API's documents, from the project's folder: what stands before the patterns of the first.
    ///
    /// # Errors
    ///
    /// Where there is no such API.
    pub(crate) fn folder_of(&self, api: &str) -> Result<String, Error> {
        let known = self.file.api.iter().find(|known| known.name == api).ok_or_else(|| self.unknown(api))?;
        let first = known.docs.first().map_or("", String::as_str);
        let (folder, _) = first.rsplit_once('/').unwrap_or_default();
        let plain = folder.split('/').take_while(|part| !part.contains(['*', '?', '[']));
        Ok(plain.collect::<Vec<_>>().join("/"))
    }

    fn input(&self, api: &Api) -> Result<Input, Error> {
        let document = |name: &str| self.document(name, &self.root.join(name));
        let dialect = document(&api.dialect)?;
        let patches = self.patches(api).as_deref().map(document).transpose()?;
        Ok(Input { api: api.name.clone(), documents: self.texts(api)?, dialect, patches })
    }

    /// The patches of an API: those that are named, and else those beside its dialect, where there are any.
    fn patches(&self, api: &Api) -> Option<String> {
        let beside = || {
            let path = Path::new(&api.dialect).with_file_name(spec::PATCHES);
            self.root.join(&path).is_file().then(|| slashes(&path))
        };
        api.patches.clone().or_else(beside)
    }

    /// The documents of an API with their texts.
    ///
    /// # Errors
    ///
    /// Where a pattern leads to no document, or one cannot be read.
    pub(crate) fn texts(&self, api: &Api) -> Result<Vec<Document>, Error> {
        self.documents(api)?.iter().map(|(name, path)| self.document(name, path)).collect()
    }

    /// The documents of an API, by their paths from the project's folder.
    fn documents(&self, api: &Api) -> Result<BTreeMap<String, PathBuf>, Error> {
        let mut found = BTreeMap::new();
        for pattern in &api.docs {
            let whole = format!("{}/{pattern}", glob::Pattern::escape(&slashes(&self.root)));
            let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::default() };
            let paths = glob::glob_with(&whole, options).map_err(|error| {
                Error::new(format!("`docs` of `{}` has `{pattern}`: {error}", api.name), "correct the pattern")
            })?;
            let mut any = false;
            for path in paths {
                let path = path.map_err(|error| Error::io("read", error.path(), error.error()))?;
                if !path.is_file() || !spec::is_document(&path) {
                    continue;
                }
                let below = path.strip_prefix(&self.root).unwrap_or(&path);
                any = true;
                found.insert(slashes(below), path);
                if found.len() > MAX_DOCUMENTS {
                    let message = format!("`docs` of `{}` names more than {MAX_DOCUMENTS} documents", api.name);
                    return Err(Error::new(message, "name fewer, or split the API"));
                }
            }
            if !any {
                let message = format!("`docs` of `{}`: no `*.md` file is `{pattern}`", api.name);
                return Err(Error::new(message, format!("correct the pattern in `{NAME}`")));
            }
        }
        Ok(found)
    }

    fn document(&self, name: &str, path: &Path) -> Result<Document, Error> {
        let real = path.canonicalize().map_err(|error| Error::io("read", path, &error))?;
        let root = self.root.canonicalize().map_err(|error| Error::io("read", &self.root, &error))?;
        if !real.starts_with(root) {
            let message = format!("`{}` is a symbolic link out of the project's folder", path.display());
            return Err(Error::new(message, "put the file itself there"));
        }
        Ok(Document { name: name.trim_start_matches("./").to_owned(), text: spec::text(path)? })
    }
}
