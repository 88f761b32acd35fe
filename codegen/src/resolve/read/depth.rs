//! Nesting inside of one table: by marks before names, by items of lists, and by dots in names.

mod blanks;

use std::collections::HashMap;

use crate::ir::{Docs, Location, Presence, Type};
use crate::markdown::Inline;
use crate::recognise::raw::{RawRow, Text};
use crate::recognise::rows::steps;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, FieldDraft, Known, RowsOf, Shape, TableFields};
use crate::resolve::read::messages;
use crate::resolve::read::{field, names};

/// How deep names and marks may nest.
const DEPTH: usize = 32;

/// A field with the fields below it.
struct Node {
    field: FieldDraft,
    depth: usize,
    /// Which of the lists of its table it stands in.
    list: usize,
    /// Whether the field has no row of its own.
    implied: bool,
    children: Nodes,
}

/// The fields of one object.
#[derive(Default)]
struct Nodes {
    list: Vec<Node>,
    /// Where the fields of each name are in the list.
    places: HashMap<String, Vec<usize>>,
}

impl Nodes {
    fn add(&mut self, node: Node) {
        self.places.entry(node.field.name.value.clone()).or_default().push(self.list.len());
        self.list.push(node);
    }

    /// The first field of this name that is as is asked.
    fn find(&mut self, name: &str, is: impl Fn(&Node) -> bool) -> Option<&mut Node> {
        let mut places = self.places.get(name)?.iter().copied();
        let at = places.find(|at| self.list.get(*at).is_some_and(&is))?;
        self.list.get_mut(at)
    }
}

/// Reads rows as fields, those of one object inside of the field that holds it.
pub fn fields(rows: Vec<RawRow>, of: RowsOf<'_>, arena: &mut Arena, context: &mut Context<'_>) -> TableFields {
    let parameter = of.is_parameters();
    // A field is large: the list that is made here becomes that of the fields, in the same place.
    let mut roots = Nodes { list: Vec::with_capacity(rows.len()), places: HashMap::new() };
    let mut docs = Docs::default();
    let list = context.dialect.names.dotted && rows.iter().any(|row| behind_brackets(row).is_some());
    let blanks = blanks::Blanks::of(&rows, context.dialect);
    for row in rows {
        blanks.report(&row, context);
        let (marked, number) = (row.depth, row.list);
        let (row, depth) = steps(row, context.dialect);
        if let Some(step) = context.dialect.names.step.as_ref().filter(|_| depth > marked) {
            context.follow("names.step", step);
        }
        let item = if list { behind_brackets(&row) } else { None };
        if item.as_ref().is_some_and(Inline::is_empty) {
            // The row of the list itself has no field.
            row.description.iter().for_each(|words| docs.push(&words.source));
            continue;
        }
        let row = match item {
            Some(key) => RawRow { key, ..row },
            None => row,
        };
        // A label speaks of what is in its table, and not of what is in that.
        let inner = depth > 0 || (context.dialect.names.dotted && row.key.text.contains('.'));
        let row = RawRow { labelled: row.labelled.filter(|_| !inner), ..row };
        let at = row.key.span;
        let Some(mut field) = field::read(row, of, arena, context) else { continue };
        if depth.max(field.name.value.matches('.').count()) > DEPTH {
            context.report(messages::too_deep(DEPTH, at));
            continue;
        }
        let rows_nest = context.dialect.names.dotted;
        let several = rows_nest && field.name.value.ends_with("[]");
        if several && !of.are_members() && !field.ty.value.is_list() {
            // In a query and a form the brackets are sent, once for each item.
            field.ty.value = Draft::List(Box::new(field.ty.value));
        }
        let dotted = (rows_nest && field.name.value.contains('.')) || (several && of.are_members());
        let node = Node { field, depth, list: number, implied: false, children: Nodes::default() };
        if dotted { by_dots(&mut roots, node, context) } else { by_depth(&mut roots, node, context) }
    }
    let mut roots = roots.list;
    let empty = TableFields { fields: Vec::new(), list, docs, key: None, body_row: None };
    if let Some(row) = body_row(&mut roots, parameter, arena, context) {
        return TableFields { body_row: Some(row), ..empty };
    }
    if let Some(key) = key(&mut roots, parameter, context) {
        return TableFields { key: Some(built(key, arena, context)), ..empty };
    }
    TableFields { fields: spread(roots, parameter, arena, context), ..empty }
}

/// The fields that rows make; those below the row of a request's body are the parameters in it.
fn spread(roots: Vec<Node>, parameter: bool, arena: &mut Arena, context: &mut Context<'_>) -> Vec<FieldDraft> {
    let dialect = context.dialect;
    let body =
        |node: &Node| dialect.names.body.as_ref().filter(|body| parameter && body.is_match(&node.field.name.value));
    if !roots.iter().any(|node| body(node).is_some()) {
        return roots.into_iter().map(|node| built(node, arena, context)).collect();
    }
    let mut fields = Vec::with_capacity(roots.len());
    for node in roots {
        let body = body(&node);
        let is_body = body.is_some();
        if let Some(body) = body {
            context.follow("names.body", body);
        }
        if is_body && node.children.list.is_empty() {
            // Its type gives the parameters, when all types are there.
            fields.push(FieldDraft { body_row: true, ..node.field });
        } else if is_body && node.field.ty.value.is_list() {
            // The rows below it are the fields of the items.
            fields.push(FieldDraft { body_row: true, ..built(node, arena, context) });
        } else if is_body {
            for child in node.children.list {
                let place = Known::stated(Location::Body, node.field.span);
                let field = built(child, arena, context);
                fields.push(FieldDraft { location: field.location.clone().or(Some(place)), ..field });
            }
        } else {
            fields.push(built(node, arena, context));
        }
    }
    fields
}

/// Takes the body row out of the rows of a table. The rows beside it are taken as rows below it.
fn body_row(
    roots: &mut Vec<Node>,
    parameter: bool,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> Option<FieldDraft> {
    let at = roots.iter().position(|node| !parameter && names::is_body_row(&node.field.name.value, context))?;
    let mut node = roots.remove(at);
    context.dialect.names.whole.iter().for_each(|pattern| context.follow("names.whole", pattern));
    if let Some(beside) = roots.first() {
        let (name, other) = (&node.field.name.value, &beside.field.name.value);
        context.report(messages::beside_body_row(name, other, beside.field.span, node.field.span));
        node.children.list.append(roots);
    }
    Some(built(node, arena, context))
}

/// Takes the row that stands for any key out of the rows of one object. Beside other rows, and among parameters, which can be
/// parts of the path without a row, it is a field that stands for the rest; a second one is reported.
fn key(nodes: &mut Vec<Node>, parameter: bool, context: &mut Context<'_>) -> Option<Node> {
    let rules = &context.dialect.names;
    let stands_for_keys = |node: &Node| {
        let name = &node.field.name.value;
        names::is_key(name, context) && (nodes.len() == 1 || !names::is_field(name, rules))
    };
    let at = nodes.iter().position(stands_for_keys)?;
    rules.map_key.iter().for_each(|pattern| context.follow("names.map_key", pattern));
    if nodes.len() == 1 && !parameter {
        return Some(nodes.remove(at));
    }
    let mut keys = 0;
    nodes.retain(|node| {
        let name = &node.field.name;
        if !names::is_key(&name.value, context) || names::is_field(&name.value, rules) {
            return true;
        }
        keys += 1;
        if keys > 1 {
            context.report(messages::any_key_twice(&name.value, name.span));
        }
        keys == 1
    });
    let node = nodes.iter_mut().find(|node| names::is_key(&node.field.name.value, context))?;
    stand_for_rest(&mut node.field);
    None
}

/// Makes a field stand for all that no other is called.
fn stand_for_rest(field: &mut FieldDraft) {
    let value = std::mem::replace(&mut field.ty.value, Draft::Object);
    field.ty.value = Draft::Map(Box::new(value));
    // An object without any is one of them.
    (field.rest, field.required) = (true, true);
    field.presence = Known::inferred(Presence::Required, field.span, "names.map_key");
}

/// What stands behind the `[]` with which a name begins.
pub fn behind_brackets(row: &RawRow) -> Option<Inline> {
    let at = row.key.text.find("[]").filter(|at| row.key.text.get(..*at).is_some_and(is_mark))?;
    let rest = row.key.text.get(at + 2..)?;
    let dot = usize::from(rest.starts_with('.'));
    let end = row.key.text.trim_end().trim_end_matches('`').len();
    Some(row.key.part(at + 2 + dot..end.max(at + 2 + dot)))
}

/// Whether nothing that belongs to a name stands here.
fn is_mark(words: &str) -> bool {
    words.chars().all(|letter| letter.is_whitespace() || letter == '`' || letter == '$')
}

/// Puts a node below the nearest one before it that is less deep.
fn by_depth(nodes: &mut Nodes, node: Node, context: &mut Context<'_>) {
    match nodes.list.last_mut().filter(|last| last.depth < node.depth) {
        Some(last) => by_depth(&mut last.children, node, context),
        None => push(nodes, node, context),
    }
}

/// Puts a node where the steps of its name lead; fields on the way that have no row of their own are made.
fn by_dots(nodes: &mut Nodes, mut node: Node, context: &mut Context<'_>) {
    let whole = std::mem::take(&mut node.field.name.value);
    let Some((first, rest)) = whole.split_once('.') else {
        let bare = whole.trim_end_matches("[]");
        if bare != whole && !node.field.ty.value.is_list() {
            let item = std::mem::replace(&mut node.field.ty.value, Draft::Array);
            node.field.ty.value = Draft::List(Box::new(item));
        }
        bare.clone_into(&mut node.field.name.value);
        push(nodes, node, context);
        return;
    };
    let bare = first.trim_end_matches("[]");
    rest.clone_into(&mut node.field.name.value);
    if !nodes.places.contains_key(bare) {
        nodes.add(implied(bare, first != bare, &node.field));
    }
    if let Some(parent) = nodes.find(bare, |_| true) {
        let ty = &mut parent.field.ty.value;
        if first != bare && !ty.is_list() {
            context.report(messages::list_by_name(first, bare, node.field.name.span, parent.field.ty.span));
            if matches!(ty, Draft::Object) {
                *ty = Draft::Array;
            }
        }
        by_dots(&mut parent.children, node, context);
    }
}

fn implied(name: &str, list: bool, below: &FieldDraft) -> Node {
    let ty = Known::inferred(if list { Draft::Array } else { Draft::Object }, below.span, "the rows below it");
    let name = Text { value: name.to_owned(), span: below.name.span };
    let field =
        FieldDraft { parameter: below.parameter, ..FieldDraft::new(name, ty, below.presence.clone(), below.required) };
    Node { field, depth: 0, list: 0, implied: true, children: Nodes::default() }
}

/// Adds a node, at most once a name; a part of the path and another parameter can share one.
fn push(nodes: &mut Nodes, node: Node, context: &mut Context<'_>) {
    let placed = node.field.is_in_path();
    let same = |known: &Node| known.implied || known.field.is_in_path() == placed;
    match nodes.find(&node.field.name.value, same) {
        Some(known) if known.implied => {
            known.field = node.field;
            known.implied = false;
        }
        Some(known) => {
            let again = known.list != node.list && known.field.states_what(&node.field);
            let (name, first) = (&node.field.name, known.field.name.span);
            context.overrule(messages::field_twice(&name.value, again, name.span, first));
        }
        None => nodes.add(node),
    }
}

/// The field with its object in it.
fn built(node: Node, arena: &mut Arena, context: &mut Context<'_>) -> FieldDraft {
    let Node { mut field, children: Nodes { list: children, .. }, .. } = node;
    if children.is_empty() {
        return field;
    }
    let object = object(&mut field, children, arena, context);
    match field.ty.value.slot() {
        Some(slot) => *slot = if *slot == Draft::Array { Draft::List(Box::new(object)) } else { object },
        None => {
            // An empty cell states nothing that the rows could differ from.
            if *item_of(&mut field.ty.value) != Draft::Known(Type::Any) && !field.ty_text.is_empty() {
                context.report(messages::rows_below(&field.name.value, &field.ty_text, field.ty.span));
            }
            if let Draft::Named(name) | Draft::Linked(name, _) = item_of(&mut field.ty.value) {
                arena.inlined.insert(name.value.clone());
            }
            *item_of(&mut field.ty.value) = object;
        }
    }
    field
}

/// The object that rows below a field describe.
fn object(field: &mut FieldDraft, mut children: Vec<Node>, arena: &mut Arena, context: &mut Context<'_>) -> Draft {
    if let Some(node) = key(&mut children, false, context) {
        let key = built(node, arena, context);
        if !key.docs.is_empty() {
            field.docs.push(&format!("- `{}`: {}", key.name.value, key.docs.0));
        }
        return Draft::Map(Box::new(key.ty.value));
    }
    // What is in an object is sent with it.
    let inner = |child| FieldDraft { location: None, ..built(child, arena, context) };
    let fields: Vec<_> = children.into_iter().map(inner).collect();
    let mut shape = Shape::new(fields, field.span);
    shape.owner = Some(field.name.value.clone());
    Draft::Struct(arena.add(shape))
}

/// What is in a list, or may be `null`.
fn item_of(draft: &mut Draft) -> &mut Draft {
    match draft {
        Draft::List(inner) | Draft::Nullable(inner) => item_of(inner),
        other => other,
    }
}
