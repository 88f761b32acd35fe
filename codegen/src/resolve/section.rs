//! Sections to drafts: what each labelled table of an endpoint gives.

use super::arena::Named;
use super::context::Context;
use super::draft::{Draft, FieldDraft, Known, Shape, ShapeId, ValueDraft};
use super::statuses::{self, StatusDraft};
use super::{beside, depth, named, names, nest, response, rows, same_name, shown};
use crate::diagnostic::Code;
use crate::dialect::{Role, Where};
use crate::ir::{Encoding, Type};
use crate::recognise::raw::{Label, RawEndpoint, RawRow, RawSection, RawTable, TableKind};
use crate::source::Span;

/// What a section holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Fields.
    Fields(ShapeId),
    /// Values under open keys.
    Map {
        /// What they are.
        value: Draft,
        /// What the table says of the keys.
        docs: String,
    },
    /// Items by index.
    Items {
        /// What they are.
        item: Draft,
        /// What the table says of the indexes.
        docs: String,
    },
    /// Values, one a row.
    Values(Vec<RawRow>),
    /// What is no object, by the row that stands for the whole.
    Whole(Box<FieldDraft>),
    /// What another endpoint's response holds.
    Same,
    /// Nothing.
    Empty,
}

/// A section on its way.
#[derive(Clone, Debug)]
pub struct SectionDraft {
    /// Its label.
    pub label: Label,
    /// What it holds.
    pub content: Content,
    /// Whether it has found its place.
    pub attached: bool,
}

impl SectionDraft {
    /// The object in it whose fields are known.
    pub fn shape(&self) -> Option<ShapeId> {
        match &self.content {
            Content::Fields(shape) => Some(*shape),
            Content::Whole(whole) => whole.ty.value.shape(),
            Content::Map { value: inner, .. } | Content::Items { item: inner, .. } => inner.shape(),
            _ => None,
        }
    }
}

/// An endpoint on its way to the IR.
#[derive(Debug)]
pub struct EndpointDraft {
    /// Its name.
    pub name: String,
    /// What the document says of it.
    pub raw: RawEndpoint,
    /// Its sections.
    pub sections: Vec<SectionDraft>,
    /// Its parameters.
    pub parameters: ShapeId,
    /// How they are written.
    pub encodings: Vec<(Encoding, Span)>,
    /// The data that comes back.
    pub response: Option<Known<Draft>>,
    /// The set of values of the data.
    pub values: Vec<ValueDraft>,
    /// The table of the whole response, where it has no data.
    pub no_data: Option<Span>,
    /// The example that says that nothing comes back, where nothing else speaks of it.
    pub nothing: Option<Span>,
    /// The envelope as this endpoint's document gives it.
    pub envelope: Option<ShapeId>,
    /// The codes that it can fail with.
    pub codes: Vec<ValueDraft>,
    /// The HTTP statuses that its documents list.
    pub statuses: Vec<StatusDraft>,
    /// That of a success.
    pub status: Option<Known<u16>>,
    /// Where other documents announce it too.
    pub also: Vec<Span>,
}

/// Reads the sections of an endpoint and nests them.
pub fn draft(name: String, mut raw: RawEndpoint, context: &mut Context<'_>) -> EndpointDraft {
    let span = raw.announcement.span;
    let parameters = context.arena.add(Shape::new(Vec::new(), span));
    let sections = std::mem::take(&mut raw.scope.sections);
    let mut endpoint = EndpointDraft {
        name,
        raw,
        sections: Vec::new(),
        parameters,
        encodings: Vec::new(),
        response: None,
        values: Vec::new(),
        no_data: None,
        nothing: None,
        envelope: None,
        codes: Vec::new(),
        statuses: Vec::new(),
        status: None,
        also: Vec::new(),
    };
    context.path.clone_from(&endpoint.raw.announcement.parameters);
    for section in sections {
        let draft = read(section, context);
        endpoint.sections.push(draft);
    }
    context.path.clear();
    for at in 0..endpoint.sections.len() {
        root(&mut endpoint, at, context);
    }
    let examples = std::mem::take(&mut endpoint.raw.scope.examples);
    endpoint.raw.scope.examples = shown::collect(examples, &endpoint.sections, context);
    nest::attach(&mut endpoint, context);
    beside::split(&mut endpoint, context);
    response::of_envelope(&mut endpoint, context);
    endpoint
}

/// Reads a section's table.
pub fn read(section: RawSection, context: &mut Context<'_>) -> SectionDraft {
    let RawSection { label, table, docs, .. } = section;
    let content = match table {
        None if label.same.is_some() => Content::Same,
        None => Content::Empty,
        Some(table) => match table.kind {
            TableKind::Fields => fields(&table, &label, context),
            TableKind::Items => rows::items(&table, context),
            TableKind::Values | TableKind::Terms => Content::Values(table.rows),
        },
    };
    check_kind(&label, &content, context);
    match (&content, &label.name) {
        (Content::Fields(shape), _) => context.arena.document(Named::Shape(*shape), &docs),
        (_, Some(name)) if !docs.is_empty() => context.arena.words.entry(name.value.clone()).or_default().push(&docs.0),
        _ => {}
    }
    SectionDraft { label, content, attached: false }
}

/// Reports a table whose columns do not suit its label.
fn check_kind(label: &Label, content: &Content, context: &mut Context<'_>) {
    let values = matches!(label.role, Role::Values | Role::Codes | Role::Statuses);
    let fits = match content {
        Content::Values(_) => values || (label.role == Role::Object && label.name.is_some()),
        Content::Empty => true,
        _ => !values,
    };
    if !fits {
        let message = "the columns of the table after this label do not suit it";
        let help = "a table of fields has a name column, a table of values or codes a value column";
        context.say(Code::UnknownTable, label.text.span, message, help);
    }
}

fn fields(table: &RawTable, label: &Label, context: &mut Context<'_>) -> Content {
    let parameter = label.role == Role::Parameters || label.of == Where::Parameters;
    let is_key = |row: &RawRow| {
        let name = row.key.text.trim();
        let part_of_path = parameter && names::of_path(names::bare(name), context).is_some();
        names::is_key(name, context) && !part_of_path
    };
    if table.rows.len() == 1 && table.rows.iter().all(is_key) {
        let docs = rows::words(&table.rows);
        let value = table.rows.first().map_or(Draft::Known(Type::Any), |row| rows::cell_type(row, context));
        return Content::Map { value, docs };
    }
    let item = |row: &RawRow| depth::behind_brackets(row).is_some_and(|name| name.is_empty());
    if context.dialect.names.dotted && !table.rows.is_empty() && table.rows.iter().all(item) {
        return rows::items(table, context);
    }
    let labelled = label.presence.map(|presence| (presence, label.text.span));
    let rows: Vec<_> = table.rows.iter().map(|row| RawRow { labelled, ..row.clone() }).collect();
    let read = depth::fields(&rows, parameter, context);
    if let Some(key) = read.key {
        let docs = format!("- `{}`: {}", key.name.value, key.docs.0);
        return Content::Map { value: key.ty.value, docs: if key.docs.is_empty() { String::new() } else { docs } };
    }
    match read.whole {
        Some(whole) => named::whole(whole, label, context),
        None => Content::Fields(nest::shape_of(read, label, table.span, context)),
    }
}

/// Sections that are no part of another: parameters, the response itself, named types, values and codes.
fn root(endpoint: &mut EndpointDraft, at: usize, context: &mut Context<'_>) {
    let Some(section) = endpoint.sections.get(at) else { return };
    let (label, content) = (section.label.clone(), section.content.clone());
    if let Content::Fields(shape) = content {
        response::no_list(shape, &label, context);
    }
    // What another status of a success comes with is no second response.
    let further = label.role == Role::Response && endpoint.response.is_some() && !matches!(content, Content::Empty);
    if let Some(code) = label.failure().or_else(|| label.code().filter(|_| further)) {
        statuses::labelled(endpoint, code, &label, &content, context);
        return;
    }
    match (label.role, content.clone()) {
        (Role::Parameters, Content::Fields(shape)) => parameters(endpoint, shape, &label, context),
        (Role::Parameters, Content::Empty) => {
            encodings(endpoint, &label);
        }
        (Role::Response, Content::Fields(shape)) => {
            response::fields(endpoint, shape, &label, context);
        }
        (Role::Response, Content::Items { .. } | Content::Map { .. } | Content::Whole(_)) => {
            response::other(endpoint, &label, content, context);
        }
        (Role::Response, Content::Same) => {
            if let Some(same) = label.same.clone() {
                let draft = Draft::Same { endpoint: same, minus: label.minus.clone() };
                endpoint.response = Some(Known::stated(draft, label.text.span));
            }
        }
        (Role::Envelope, Content::Fields(shape)) => endpoint.envelope = Some(shape),
        (Role::Object, Content::Fields(shape)) if label.parent.is_none() => named::object(shape, &label, context),
        (Role::Object, Content::Values(rows)) => named::set(rows, &label, context),
        (Role::Object, content) if label.parent.is_none() && named::is_alias(&content, &label) => {
            named::alias(content, &label, context);
        }
        (Role::Codes, Content::Values(rows)) => {
            let (codes, others) = rows::codes(&rows, context);
            rows::add_codes(&mut endpoint.codes, codes);
            endpoint.raw.scope.docs.push(&others);
        }
        (Role::Values, Content::Values(rows)) => {
            let shapes =
                endpoint.sections.iter().filter_map(SectionDraft::shape).chain([endpoint.parameters]).collect();
            rows::values(shapes, &label, &rows, context);
        }
        (Role::Statuses, Content::Values(rows)) => statuses::table(endpoint, &rows, context),
        // Attached by their parents, or reported already.
        (Role::Object | Role::Items | Role::MapValue | Role::Values | Role::Codes | Role::Statuses, _)
        | (_, Content::Empty | Content::Values(_)) => {}
        _ => {
            let message = "the table after this label does not suit it, so nothing is made of it";
            let help = "parameters and envelopes are tables of fields; correct the role of the label, or the table";
            context.say(Code::UnknownTable, label.text.span, message, help);
        }
    }
}

/// Whether the rows of a table are those of the items of a list.
pub fn is_list(shape: ShapeId, context: &Context<'_>) -> bool {
    context.arena.get(shape).is_some_and(|shape| shape.list)
}

/// Takes over how a label says that parameters are written, for the methods that are stated.
fn encodings(endpoint: &mut EndpointDraft, label: &Label) {
    let raw = &endpoint.raw;
    let stated: Vec<_> = raw.announcement.methods.iter().chain(&raw.scope.facts.methods).map(|(one, _)| one).collect();
    for (_, encoding) in label.encodings.iter().filter(|(method, _)| stated.is_empty() || stated.contains(method)) {
        if endpoint.encodings.iter().all(|(known, _)| known != encoding) {
            endpoint.encodings.push((*encoding, label.text.span));
        }
    }
}

fn parameters(endpoint: &mut EndpointDraft, shape: ShapeId, label: &Label, context: &mut Context<'_>) {
    encodings(endpoint, label);
    let new = context.arena.fields(shape).to_vec();
    let span = context.arena.get(shape).map_or(label.text.span, |shape| shape.span);
    for mut field in new {
        let place = label.place.map(|place| Known::stated(place, label.text.span));
        field.location = field.location.take().or(place);
        same_name::add(endpoint, field, context);
        if let Some(parameters) = context.arena.get_mut(endpoint.parameters) {
            parameters.span = span;
        }
    }
    if let Some(section) =
        endpoint.sections.iter_mut().find(|section| matches!(section.content, Content::Fields(id) if id == shape))
    {
        section.content = Content::Fields(endpoint.parameters);
    }
}
