//! The arena: all objects of an API, and what else has a name, on their way to the IR.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::event::EventDraft;
use super::example::ExampleDraft;
use super::field::{FieldDraft, Known, Shape};
use super::ty::{Draft, ShapeId};
use crate::ir::Docs;
use crate::recognise::raw::{Label, RawRow, Said, Text};
use crate::source::{FileId, Span};

/// A set of values that the documents name.
#[derive(Clone, Debug)]
pub struct SetDraft {
    /// Its name.
    pub name: String,
    /// Its values, one a row.
    pub rows: Vec<RawRow>,
    /// What its label says it to be: text, integers, or a list, whose items have the values.
    pub ty: Option<Draft>,
    /// What is said of it.
    pub docs: Docs,
    /// Where it is announced.
    pub span: Span,
    /// Whether a field has it, or had it if its type could.
    pub used: bool,
}

/// A type that a sentence or examples make, and no table.
#[derive(Clone, Debug)]
pub struct AliasDraft {
    /// The sentence, where there is one.
    pub said: Option<Said>,
    /// What it is; known when all links are.
    pub ty: Option<Known<Draft>>,
    /// What is said of it.
    pub docs: Docs,
    /// Where it is named.
    pub span: Span,
}

/// What a document calls a type that is no object.
#[derive(Clone, Debug)]
pub struct OwnAlias {
    /// What it is called in the API.
    pub called: String,
    /// The words of its label, to which links can lead.
    pub label: String,
}

/// An example of a type.
#[derive(Clone, Debug)]
pub struct TypeExample {
    /// The example.
    pub example: ExampleDraft,
    /// The type; absent where nothing gives it.
    pub ty: Option<Draft>,
}

/// Values of a field that nothing has shown yet.
#[derive(Clone, Debug)]
pub struct AwaitedValues {
    /// The objects that the field is looked for in.
    pub shapes: Vec<ShapeId>,
    /// The field.
    pub field: Text,
    /// The values, one a row.
    pub rows: Vec<RawRow>,
    /// The label of their table.
    pub span: Span,
}

/// What a name or a link can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Definition {
    /// An object.
    Shape(ShapeId),
    /// The set of values with this number in [`Arena::sets`].
    Set(usize),
}

/// All shapes of an API.
#[derive(Debug, Default)]
pub struct Arena {
    shapes: Vec<Shape>,
    /// The shapes with a name.
    pub names: BTreeMap<String, ShapeId>,
    /// The types with a name that are others.
    pub aliases: BTreeMap<String, AliasDraft>,
    /// The examples of types.
    pub examples: Vec<TypeExample>,
    /// The names of types that have examples.
    pub shown: HashSet<String>,
    /// The sets of values with a name.
    pub sets: Vec<SetDraft>,
    /// The numbers of these sets by their names.
    pub set_names: HashMap<String, usize>,
    /// The objects that were made of generics, by what they were made of.
    pub made: HashMap<String, ShapeId>,
    /// How many fields they have together.
    pub made_fields: usize,
    /// The names of types that are used by their fields alone.
    pub inlined: BTreeSet<String>,
    /// What is said of types that are no objects, by their names, until it is known what they are.
    pub words: BTreeMap<String, Docs>,
    /// The values of fields that only examples may show.
    pub awaited: Vec<AwaitedValues>,
    /// What each document defines, by name: there the name stands for its own, whatever others define by it.
    pub own: HashMap<FileId, BTreeMap<String, Definition>>,
    /// The types of each document that are no objects, by the name that they have there.
    pub own_aliases: HashMap<FileId, BTreeMap<String, OwnAlias>>,
    /// The types of which a label says no more than that they are objects.
    pub open_objects: Vec<(Label, Said)>,
    /// The events that the documents describe, in their order.
    pub events: Vec<EventDraft>,
    /// Their numbers by their names.
    pub event_names: HashMap<String, usize>,
    /// Where other documents define an object in the same way.
    pub alike: HashMap<ShapeId, Vec<Span>>,
    /// The objects that JSON Schemas define and refer to, by their names and all that is said of them.
    pub schema_types: HashMap<String, ShapeId>,
    /// What stands under which heading, by file and anchor: where links lead.
    pub link_targets: HashMap<FileId, BTreeMap<String, Definition>>,
}

impl Arena {
    /// Adds a shape.
    pub fn add(&mut self, shape: Shape) -> ShapeId {
        let id = ShapeId(u32::try_from(self.shapes.len()).unwrap_or(u32::MAX));
        self.shapes.push(shape);
        id
    }

    /// The shape `id`.
    pub fn get(&self, id: ShapeId) -> Option<&Shape> {
        self.shapes.get(id.0 as usize)
    }

    /// The shape `id`.
    pub fn get_mut(&mut self, id: ShapeId) -> Option<&mut Shape> {
        self.shapes.get_mut(id.0 as usize)
    }

    /// Adds to what is said of a type; what was said already is said once.
    pub fn document(&mut self, named: Definition, words: &Docs) {
        let docs = match named {
            Definition::Shape(shape) => self.get_mut(shape).map(|shape| &mut shape.docs),
            Definition::Set(set) => self.sets.get_mut(set).map(|set| &mut set.docs),
        };
        if let Some(docs) = docs.filter(|docs| docs.0 != words.0) {
            docs.push(&words.0);
        }
    }

    /// The numbers of all shapes.
    pub fn ids(&self) -> Vec<ShapeId> {
        (0..u32::try_from(self.shapes.len()).unwrap_or(u32::MAX)).map(ShapeId).collect()
    }

    /// All shapes.
    pub fn all(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.iter()
    }

    /// A field in its place.
    pub fn field_mut(&mut self, id: ShapeId, at: usize) -> Option<&mut FieldDraft> {
        self.get_mut(id)?.fields.get_mut(at)
    }

    /// Changes a field by what may add shapes; meanwhile one without a name stands in its place.
    pub fn edit(&mut self, id: ShapeId, at: usize, change: impl FnOnce(&mut FieldDraft, &mut Self)) {
        let Some(place) = self.field_mut(id, at) else { return };
        let nameless = FieldDraft::nameless(place.span);
        let mut field = std::mem::replace(place, nameless);
        change(&mut field, self);
        if let Some(place) = self.field_mut(id, at) {
            *place = field;
        }
    }

    /// Takes the fields of a shape, to put others in their place by [`Arena::put_fields`].
    pub fn take_fields(&mut self, id: ShapeId) -> Vec<FieldDraft> {
        self.get_mut(id).map_or(Vec::new(), |shape| std::mem::take(&mut shape.fields))
    }

    /// Gives a shape these fields.
    pub fn put_fields(&mut self, id: ShapeId, fields: Vec<FieldDraft>) {
        if let Some(shape) = self.get_mut(id) {
            shape.fields = fields;
        }
    }

    /// Where what has this name of all documents is defined.
    pub fn taken(&self, name: &str) -> Option<Span> {
        let set = || self.set_names.get(name).and_then(|set| self.sets.get(*set)).map(|set| set.span);
        let object = self.names.get(name).and_then(|shape| self.get(*shape)).map(|shape| shape.span);
        object.or_else(set).or_else(|| self.aliases.get(name).map(|alias| alias.span))
    }

    /// What a type that is no object is called, whose name stands in the document `file`.
    pub fn alias_called(&self, name: &str, file: FileId) -> Option<&str> {
        self.own_aliases.get(&file).and_then(|own| own.get(name)).map(|own| own.called.as_str())
    }

    /// What a name stands for in the document `file`.
    pub fn defined(&self, name: &str, file: FileId) -> Option<Definition> {
        let own = self.own.get(&file).and_then(|own| own.get(name)).copied();
        let set = || self.set_names.get(name).map(|set| Definition::Set(*set));
        own.or_else(|| self.names.get(name).map(|shape| Definition::Shape(*shape))).or_else(set)
    }

    /// The objects that values of these types can hold, however deep, with those that fields of `from` can.
    pub fn reach<'d>(&'d self, from: &[ShapeId], types: impl IntoIterator<Item = &'d Draft>) -> BTreeSet<ShapeId> {
        let (mut open, mut left, mut found) = (from.to_vec(), types.into_iter().collect::<Vec<_>>(), BTreeSet::new());
        let mut aliases = BTreeSet::new();
        loop {
            while let Some(draft) = left.pop() {
                match draft {
                    Draft::Struct(shape) => open.push(*shape),
                    Draft::Named(name) | Draft::Linked(name, _) => {
                        if let Some(Definition::Shape(shape)) = self.defined(&name.value, name.span.file) {
                            open.push(shape);
                        }
                        let alias = self.aliases.get(&name.value).filter(|_| aliases.insert(&name.value));
                        left.extend(alias.and_then(|alias| alias.ty.as_ref()).map(|known| &known.value));
                    }
                    Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => left.push(inner),
                    Draft::Union(variants) => left.extend(variants),
                    Draft::Of(generic) => left.extend(generic.items.iter().map(|item| &item.ty)),
                    _ => {}
                }
            }
            let Some(shape) = open.pop() else { return found };
            if found.insert(shape) {
                left.extend(self.fields(shape).iter().map(|field| &field.ty.value));
            }
        }
    }

    /// Whether what has the number is no type by itself, for each use of it gives types to it.
    pub fn is_generic(&self, named: Definition) -> bool {
        matches!(named, Definition::Shape(id) if self.get(id).is_some_and(Shape::is_generic))
    }

    /// Whether the rows of a table are those of the items of a list.
    pub fn is_list(&self, id: ShapeId) -> bool {
        self.get(id).is_some_and(|shape| shape.list)
    }

    /// The fields of the shape `id`.
    pub fn fields(&self, id: ShapeId) -> &[FieldDraft] {
        self.get(id).map_or(&[], |shape| &shape.fields)
    }
}
