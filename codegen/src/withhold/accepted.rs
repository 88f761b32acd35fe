//! The messages that `patches.toml` accepts.

use super::messages;
use super::outline::Outline;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Body, Field, Provenance, Type, TypeKind};
use crate::patch::{Accept, Patches};
use crate::source::{FileId, Location, SourceMap, Span};

/// What is accepted, and which of it has occurred.
pub struct Accepted<'a> {
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    accept: &'a Accept,
    at: Span,
    occurs: bool,
    /// Whether its address leads to something.
    known: bool,
}

/// What an address leads to.
enum Target<'a> {
    /// A document.
    Document,
    /// An endpoint, by its number.
    Endpoint(usize),
    /// A type.
    Type(&'a Provenance),
    /// A field or parameter.
    Field(&'a Provenance),
}

impl<'a> Accepted<'a> {
    /// What `patches` accept.
    pub fn new(patches: Option<(&'a Patches, FileId)>) -> Self {
        let entry = |(accept, file): (&'a Accept, FileId)| {
            let at = Span::new(file, accept.at.span());
            Entry { accept, at, occurs: false, known: false }
        };
        let all = patches.iter().flat_map(|(patches, file)| patches.accept.iter().map(|accept| (accept, *file)));
        Self { entries: all.map(entry).collect() }
    }

    /// Notes which addresses lead to something in `api`.
    pub fn look(&mut self, api: &Api) {
        for entry in &mut self.entries {
            entry.known |= target(entry.accept.at.get_ref(), api).is_some();
        }
    }

    /// Why a message is accepted, where it is.
    pub fn reason(&mut self, item: &Diagnostic, api: &Api, outline: &Outline, sources: &SourceMap) -> Option<&'a str> {
        let number = item.code.number();
        let mut reason = None;
        for entry in self.entries.iter_mut().filter(|entry| entry.accept.code.get_ref() == number) {
            let address = entry.accept.at.get_ref();
            let Some(target) = target(address, api) else { continue };
            if stands(&target, address, &sources.locate(item.span), outline) {
                entry.occurs = true;
                reason = reason.or(Some(entry.accept.reason.as_str()));
            }
        }
        reason
    }

    /// Reports what does not occur. What only the output shows is left out where it has not been made.
    pub fn report(&self, emitted: bool, diagnostics: &mut Diagnostics) {
        let late = [Code::NameCollision, Code::TooDeep, Code::ExampleKeyword].map(Code::number);
        let due = |entry: &&Entry<'_>| emitted || !late.contains(&entry.accept.code.get_ref().as_str());
        for entry in self.entries.iter().filter(|entry| !entry.occurs).filter(due) {
            let (code, at) = (entry.accept.code.get_ref(), entry.accept.at.get_ref());
            diagnostics.push(if entry.known {
                messages::no_longer_occurs(code, at, entry.at)
            } else {
                messages::nothing_at(at, entry.at)
            });
        }
    }
}

/// Whether a message at `at` is about the target.
fn stands(target: &Target<'_>, address: &str, at: &Location, outline: &Outline) -> bool {
    match target {
        Target::Document => is_document(&at.file, address) && outline.endpoint_at(at).is_none(),
        Target::Endpoint(index) => outline.endpoint_at(at) == Some(*index),
        Target::Type(known) => outline.same_section(at, known),
        Target::Field(known) => at.file == known.file && (at.line..=at.end_line).contains(&known.line),
    }
}

/// Whether `file` is the document `name`, which is given below the folder of the API.
fn is_document(file: &str, name: &str) -> bool {
    file == name || file.strip_suffix(name).is_some_and(|folder| folder.ends_with('/'))
}

/// What stands at an address: `<endpoint>`, `<endpoint>/parameters/<field>`, `<endpoint>/response/<field>/…`, `<type>`,
/// `<type>/<field>/…`, or the name of a document.
fn target<'a>(address: &str, api: &'a Api) -> Option<Target<'a>> {
    if api.documents.iter().any(|document| is_document(document, address)) {
        return Some(Target::Document);
    }
    let mut steps = address.split('/');
    let first = steps.next()?;
    let endpoint = api.endpoints.iter().position(|endpoint| endpoint.name == first);
    let Some((index, endpoint)) = endpoint.and_then(|at| Some((at, api.endpoints.get(at)?))) else {
        let def = api.types.iter().find(|def| def.id.0 == first)?;
        let reference = Type::Ref { id: def.id.clone() };
        return match steps.next() {
            None => Some(Target::Type(&def.provenance)),
            Some(field) => walk(fields_of(&reference, api), field, steps, api),
        };
    };
    let fields = match steps.next() {
        None => return Some(Target::Endpoint(index)),
        Some("parameters") => endpoint.parameters.fields.as_slice(),
        Some("response") => match &endpoint.response.body.value {
            Body::Data { data } => fields_of(data, api),
            Body::None | Body::Unknown => &[],
        },
        Some(_) => return None,
    };
    match steps.next() {
        None => Some(Target::Endpoint(index)),
        Some(field) => walk(fields, field, steps, api),
    }
}

fn walk<'a, 's>(
    mut fields: &'a [Field],
    mut step: &'s str,
    mut steps: impl Iterator<Item = &'s str>,
    api: &'a Api,
) -> Option<Target<'a>> {
    loop {
        let field = fields.iter().find(|field| field.name.value == step)?;
        let Some(next) = steps.next() else { return Some(Target::Field(&field.name.provenance)) };
        (step, fields) = (next, fields_of(&field.ty.value, api));
    }
}

/// The fields of the object that a type is, behind its lists, maps, names and `null`.
fn fields_of<'a>(ty: &Type, api: &'a Api) -> &'a [Field] {
    let mut ty = ty.clone();
    for _ in 0..=api.types.len() + crate::ir::NESTING {
        ty = match ty {
            Type::List { items: inner } | Type::Map { values: inner } | Type::Nullable { inner } => *inner,
            Type::Ref { id } => match api.type_def(&id).map(|def| &def.kind) {
                Some(TypeKind::Struct(object)) => return &object.fields,
                Some(TypeKind::Alias { target } | TypeKind::Newtype { target }) => target.value.clone(),
                Some(TypeKind::Values { .. }) | None => return &[],
            },
            _ => return &[],
        };
    }
    &[]
}
