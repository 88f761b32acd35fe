//! Sections to drafts: what each labelled table of an endpoint gives.

use super::arena::Named;
use super::context::Context;
use super::draft::{Draft, Known, Shape, ShapeId, ValueDraft};
use super::statuses::{self, StatusDraft};
use super::{depth, named, nest, rows, same_name, shown};
use crate::diagnostic::{Code, Diagnostic};
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
        nothing: None,
        envelope: None,
        codes: Vec::new(),
        statuses: Vec::new(),
        status: None,
        also: Vec::new(),
    };
    for section in sections {
        let draft = read(section, context);
        endpoint.sections.push(draft);
    }
    for at in 0..endpoint.sections.len() {
        root(&mut endpoint, at, context);
    }
    let examples = std::mem::take(&mut endpoint.raw.scope.examples);
    endpoint.raw.scope.examples = shown::collect(examples, &endpoint.sections, context);
    nest::attach(&mut endpoint, context);
    data_of_envelope(&mut endpoint, context);
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
    let is_key =
        |row: &RawRow| context.dialect.names.map_key.as_ref().is_some_and(|key| key.is_match(row.key.text.trim()));
    let keys = table.rows.iter().filter(|row| is_key(row)).count();
    if keys == 1 && table.rows.len() == 1 {
        let docs = rows::words(&table.rows);
        let value = table.rows.first().map_or(Draft::Known(Type::Any), |row| rows::cell_type(row, context));
        return Content::Map { value, docs };
    }
    let item = |row: &RawRow| depth::behind_brackets(row).is_some_and(|name| name.is_empty());
    if context.dialect.names.dotted && !table.rows.is_empty() && table.rows.iter().all(item) {
        return rows::items(table, context);
    }
    let parameter = label.role == Role::Parameters || label.of == Where::Parameters;
    let labelled = label.presence.map(|presence| (presence, label.text.span));
    let rows: Vec<_> = table.rows.iter().map(|row| RawRow { labelled, ..row.clone() }).collect();
    let fields = depth::fields(&rows, parameter, context);
    Content::Fields(nest::shape_of(fields, label, table.span, context))
}

/// Sections that are no part of another: parameters, the response itself, named types, values and codes.
fn root(endpoint: &mut EndpointDraft, at: usize, context: &mut Context<'_>) {
    let Some(section) = endpoint.sections.get(at) else { return };
    let (label, content) = (section.label.clone(), section.content.clone());
    if let Content::Fields(shape) = content {
        no_list(shape, &label, context);
    }
    if let Some(code) = label.failure() {
        statuses::labelled(endpoint, code, &label, &content, context);
        return;
    }
    match (label.role, content.clone()) {
        (Role::Parameters, Content::Fields(shape)) => parameters(endpoint, shape, &label, context),
        (Role::Parameters, Content::Empty) => {
            encodings(endpoint, &label);
        }
        (Role::Response, Content::Fields(shape)) => {
            if let Some(before) = &endpoint.response {
                let diagnostic =
                    Diagnostic::new(Code::Duplicate, label.text.span, "the response is given twice; the first counts");
                context.report(diagnostic.related(before.span, "the first"));
            } else {
                let span = context.arena.get(shape).map_or(label.text.span, |shape| shape.span);
                let object = Draft::Struct(shape);
                let draft = if is_list(shape, context) { Draft::List(Box::new(object)) } else { object };
                endpoint.response = Some(Known::stated(draft, span));
            }
        }
        (Role::Response, Content::Items { .. } | Content::Map { .. }) => {
            whole_response(endpoint, &label, content, context);
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
        (Role::Codes, Content::Values(rows)) => {
            let (codes, others) = rows::codes(&rows, context);
            endpoint.codes.extend(codes);
            endpoint.raw.scope.docs.push(&others);
        }
        (Role::Values, Content::Values(rows)) => rows::values(endpoint, &label, &rows, context),
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

/// Reports rows of items where no list can stand.
fn no_list(shape: ShapeId, label: &Label, context: &mut Context<'_>) {
    let holder = label.role == Role::Response || label.parent.is_some();
    let Some(shape) = context.arena.get(shape).filter(|shape| shape.list && !holder) else { return };
    let message = "the names begin with `[]`, and what this label announces cannot be a list";
    let help = "leave the `[]` out; the type of a field, or the label of a response, says that there is a list";
    context.say(Code::BadName, shape.span, message, help);
}

/// A response that is a list by indexes, or an object with open keys.
fn whole_response(endpoint: &mut EndpointDraft, label: &Label, content: Content, context: &mut Context<'_>) {
    let (draft, docs) = match content {
        Content::Items { item, docs } => (Draft::List(Box::new(item)), docs),
        Content::Map { value, docs } => (Draft::Map(Box::new(value)), docs),
        _ => return,
    };
    if let Some(before) = &endpoint.response {
        let message = "the response is given twice; the first counts";
        let diagnostic = Diagnostic::new(Code::Duplicate, label.text.span, message);
        context.report(diagnostic.related(before.span, "the first"));
        return;
    }
    endpoint.raw.scope.docs.push(&docs);
    endpoint.response = Some(Known::stated(draft, label.text.span));
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

/// Where the document gives the whole response, the data is one of its fields, and the code field's values are codes.
fn data_of_envelope(endpoint: &mut EndpointDraft, context: &mut Context<'_>) {
    let Some(shape) = endpoint.envelope else { return };
    let rules = &context.dialect.envelope;
    let position = |name: &Option<String>| {
        let name = name.as_ref()?;
        context.arena.fields(shape).iter().position(|field| field.name.value == *name)
    };
    let (data, code) = (position(&rules.data), position(&rules.code));
    if let Some(field) = data.and_then(|at| context.arena.fields(shape).get(at)) {
        endpoint.response = Some(field.ty.clone());
    } else if let Some(name) = &rules.data {
        let message = format!("the response's table has no field `{name}`, which carries the data");
        let span = context.arena.get(shape).map_or(endpoint.raw.announcement.span, |shape| shape.span);
        context.say(Code::EnvelopeVaries, span, message, "add it, or correct `envelope.data` in `dialect.toml`");
    }
    let success: Vec<_> = rules.success.iter().filter_map(|value| serde_json::to_value(value).ok()).collect();
    let field = context.arena.get_mut(shape).zip(code).and_then(|(shape, at)| shape.fields.get_mut(at));
    if let Some(field) = field {
        endpoint.codes = std::mem::take(&mut field.values);
        endpoint.codes.retain(|code| !success.contains(&code.value));
    }
}
