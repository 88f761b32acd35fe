//! What stands where: the endpoint and the heading at a place of the documents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ir::{Api, Provenance, TypeDef, TypeKind, types_used_by};
use crate::source::Location;

/// The headings and announcements of each document, by line.
pub struct Outline {
    files: BTreeMap<Arc<str>, BTreeMap<u32, Mark>>,
}

/// What begins at a line.
#[derive(Clone, Debug, Default)]
struct Mark {
    heading: Option<String>,
    endpoint: Option<usize>,
}

impl Outline {
    /// The outline of the documents of `api`.
    pub fn new(api: &Api) -> Self {
        let mut files: BTreeMap<Arc<str>, BTreeMap<u32, Mark>> = BTreeMap::new();
        let mut mark = |at: &Provenance, heading: Option<&String>, endpoint: Option<usize>| {
            let mark = files.entry(Arc::clone(&at.file)).or_default().entry(at.line).or_default();
            mark.heading = mark.heading.take().or_else(|| heading.cloned());
            mark.endpoint = mark.endpoint.or(endpoint);
        };
        for heading in &api.headings {
            mark(&heading.provenance, Some(&heading.value), None);
        }
        for (index, endpoint) in api.endpoints.iter().enumerate() {
            if let Some(title) = &endpoint.title {
                mark(&title.provenance, Some(&title.value), None);
            }
            mark(&endpoint.provenance, None, Some(index));
            endpoint.also.iter().for_each(|also| mark(also, None, Some(index)));
        }
        Self { files }
    }

    /// The line of the heading that a place stands under; 0 above the first.
    fn section(&self, file: &str, line: u32) -> u32 {
        let marks = self.files.get(file).into_iter().flat_map(|marks| marks.range(..=line).rev());
        marks.filter(|(_, mark)| mark.heading.is_some()).map(|(line, _)| *line).next().unwrap_or_default()
    }

    /// The endpoint that a place belongs to: of those that the heading above it announces, the last one before it, or
    /// else the first behind it.
    pub fn endpoint_at(&self, at: &Location) -> Option<usize> {
        self.endpoint(&at.file, at.line)
    }

    fn endpoint(&self, file: &str, line: u32) -> Option<usize> {
        let from = self.section(file, line);
        let marks = self.files.get(file)?;
        let before = marks.range(from..=line).rev().find_map(|(_, mark)| mark.endpoint);
        before.or_else(|| {
            let mut behind = marks.range(line + 1..).take_while(|(_, mark)| mark.heading.is_none());
            behind.find_map(|(_, mark)| mark.endpoint)
        })
    }

    /// The words of the heading that a place stands under.
    pub fn heading_at(&self, at: &Location) -> Option<&str> {
        let line = self.section(&at.file, at.line);
        self.files.get(&at.file)?.get(&line)?.heading.as_deref()
    }

    /// Whether a place stands under the same heading as another.
    pub fn same_section(&self, at: &Location, other: &Provenance) -> bool {
        at.file == other.file && self.section(&at.file, at.line) == self.section(&other.file, other.line)
    }
}

/// The endpoints that use a type of which something stands at a place.
pub fn users_of(api: &Api, at: &Location) -> BTreeSet<usize> {
    let here = |known: &Provenance| known.file == at.file && known.line == at.line;
    let types: BTreeSet<_> = api.types.iter().filter(|def| places(def).any(here)).map(|def| &def.id).collect();
    let uses = |index: &usize| {
        let endpoint = api.endpoints.get(*index);
        endpoint.is_some_and(|endpoint| types_used_by(api, endpoint).iter().any(|id| types.contains(id)))
    };
    (0..api.endpoints.len()).filter(uses).collect()
}

/// The places of a type and of what is in it.
fn places(def: &TypeDef) -> impl Iterator<Item = &Provenance> {
    let (fields, values) = match &def.kind {
        TypeKind::Struct(object) => (object.fields.as_slice(), [].as_slice()),
        TypeKind::Values { values, .. } => ([].as_slice(), values.as_slice()),
        TypeKind::Alias { .. } | TypeKind::Newtype { .. } => ([].as_slice(), [].as_slice()),
    };
    let fields = fields.iter().flat_map(|field| [&field.name.provenance, &field.ty.provenance]);
    std::iter::once(&def.provenance).chain(fields).chain(values.iter().map(|value| &value.provenance))
}
