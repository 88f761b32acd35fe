//! Generics of the documents: objects in whose fields words stand for types that each use gives, such as `Page<T>`. Each
//! use with other types is an object of its own.

mod copy;
pub mod words;

use std::collections::{BTreeSet, HashMap};

use crate::ir::Type;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Argument, Definition, Draft, EndpointDraft, FieldDraft, Generic, Shape, ShapeId};
use crate::resolve::link::aliases::numbered;
use crate::resolve::link::messages;
pub use crate::resolve::link::messages::takes_nothing;

/// How deep generics and lists may nest in what a generic is given: a type that holds itself with ever more around it
/// ends here.
const DEPTH: usize = 8;

/// How long the name of what is made of a generic may be.
const NAME: usize = 200;

/// How many fields all that is made of generics may have.
const FIELDS: usize = 20_000;

/// Marks in each generic what its uses give, so that no word is looked for as the name of a type.
pub fn open(arena: &mut Arena, context: &mut Context<'_>) {
    for id in arena.ids() {
        let Some(shape) = arena.get(id).filter(|shape| shape.is_generic()) else { continue };
        let (items, name, span) = (shape.items.clone(), shape.name.clone().unwrap_or_default(), shape.span);
        let mut found = vec![false; items.len()];
        for inside in copy::inside(id, arena) {
            for field in arena.get_mut(inside).into_iter().flat_map(|shape| &mut shape.fields) {
                mark(&mut field.ty.value, &mut |word| {
                    let at = items.iter().position(|item| item.value == word)?;
                    found.get_mut(at).into_iter().for_each(|found| *found = true);
                    Some(at)
                });
            }
        }
        // A sentence that gives it the fields of other types may name them with a word of its own.
        let more = arena.get(id).is_some_and(|shape| !shape.more.is_empty());
        for (item, _) in items.iter().zip(found).filter(|(_, found)| !found && !more) {
            context.report(messages::given_in_vain(&name, &item.value, item.span, span));
        }
    }
}

/// Marks in a type what the uses of the generic `id` give.
pub fn mark_in(draft: &mut Draft, id: ShapeId, arena: &Arena) {
    let items = arena.get(id).map_or(&[][..], |shape| &shape.items);
    if !items.is_empty() {
        mark(draft, &mut |word| items.iter().position(|item| item.value == word));
    }
}

/// Puts what a use gives into the places of its words.
fn mark(draft: &mut Draft, at: &mut impl FnMut(&str) -> Option<usize>) {
    match draft {
        Draft::Named(name) | Draft::Linked(name, _) => {
            if let Some(at) = at(&name.value) {
                *draft = Draft::Given(at);
            }
        }
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => mark(inner, at),
        Draft::Union(variants) => variants.iter_mut().for_each(|variant| mark(variant, at)),
        Draft::Of(generic) => generic.items.iter_mut().for_each(|item| mark(&mut item.ty, at)),
        _ => {}
    }
}

/// The object that documents define, of which a use is; `None` where the dialect says what is meant.
pub fn of_documents(generic: &Generic, arena: &Arena, context: &Context<'_>) -> Option<ShapeId> {
    if context.dialect.define.contains_key(&generic.name.value) {
        return None;
    }
    let named = arena.defined(&generic.name.value, generic.name.span.file);
    let named = || named.and_then(|named| if let Definition::Shape(id) = named { Some(id) } else { None });
    generic.shape.or_else(named)
}

/// Reports a generic that is named without the types that it needs; it may be anything.
pub fn given_nothing(draft: &mut Draft, arena: &Arena, context: &mut Context<'_>) {
    if let Draft::Named(name) | Draft::Linked(name, _) = draft {
        let shape = match arena.defined(&name.value, name.span.file) {
            Some(Definition::Shape(shape)) => arena.get(shape),
            _ => None,
        };
        let takes = shape.map_or(&[][..], |shape| &shape.items);
        context.report(messages::wrong_count(&name.value, takes, 0, name.span));
    }
    *draft = Draft::Known(Type::Any);
}

/// Makes the objects of all uses of generics.
pub fn make_all(endpoints: &mut [EndpointDraft], arena: &mut Arena, context: &mut Context<'_>) {
    for endpoint in endpoints {
        let statuses = endpoint.statuses.iter_mut().filter_map(|status| status.ty.as_mut());
        for known in endpoint.response.iter_mut().chain(statuses) {
            make(&mut known.value, arena, context);
        }
    }
    let generic: BTreeSet<_> = {
        let shapes = arena.ids().into_iter().filter(|id| arena.get(*id).is_some_and(Shape::is_generic));
        shapes.flat_map(|id| copy::inside(id, arena)).collect()
    };
    for id in arena.ids().into_iter().filter(|id| !generic.contains(id)) {
        let mut fields = arena.take_fields(id);
        for field in &mut fields {
            make(&mut field.ty.value, arena, context);
        }
        arena.put_fields(id, fields);
    }
    let mut aliases = std::mem::take(&mut arena.aliases);
    let types = aliases.values_mut().filter_map(|alias| alias.ty.as_mut());
    types.for_each(|known| make(&mut known.value, arena, context));
    arena.aliases = aliases;
    let mut events = std::mem::take(&mut arena.events);
    let rows = events.iter_mut().filter_map(|event| event.row.as_mut());
    rows.for_each(|known| make(&mut known.value, arena, context));
    arena.events = events;
    let mut examples = std::mem::take(&mut arena.examples);
    for example in &mut examples {
        let Some(ty) = &mut example.ty else { continue };
        if let Draft::Named(name) = ty
            && arena.names.get(&name.value).is_some_and(|shape| arena.is_generic(Definition::Shape(*shape)))
        {
            context.report(messages::example_of_generic(&name.value, example.example.span));
            example.ty = None;
        } else {
            make(ty, arena, context);
        }
    }
    arena.examples = examples;
}

/// Puts objects into the places of the generics that are used in a type, and in all that it leads to.
pub fn make(draft: &mut Draft, arena: &mut Arena, context: &mut Context<'_>) {
    let mut maker = Maker::default();
    maker.make(draft, arena, context);
    // Documents decide how many of them lead to each other.
    while let Some(id) = maker.open.pop() {
        let mut fields = arena.take_fields(id);
        for field in &mut fields {
            maker.make(&mut field.ty.value, arena, context);
        }
        arena.put_fields(id, fields);
    }
}

/// What is made for one use.
#[derive(Default)]
struct Maker {
    /// The objects whose own types are still to be looked through.
    open: Vec<ShapeId>,
    /// Those that have no name, and are this use's alone.
    nameless: HashMap<String, ShapeId>,
}

impl Maker {
    fn make(&mut self, draft: &mut Draft, arena: &mut Arena, context: &mut Context<'_>) {
        match draft {
            Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => self.make(inner, arena, context),
            Draft::Union(variants) => variants.iter_mut().for_each(|variant| self.make(variant, arena, context)),
            Draft::Of(generic) => {
                generic.items.iter_mut().for_each(|item| self.make(&mut item.ty, arena, context));
                let Some(shape) = of_documents(generic, arena, context) else { return };
                *draft = self.object(generic, shape, arena, context);
            }
            _ => {}
        }
    }

    /// The object that a use of the generic `shape` is.
    fn object(&mut self, use_of: &Generic, shape: ShapeId, arena: &mut Arena, context: &mut Context<'_>) -> Draft {
        let Generic { name, items, .. } = use_of;
        let Some(generic) = arena.get(shape) else { return Draft::Known(Type::Any) };
        if !generic.is_generic() {
            context.report(messages::takes_nothing(&name.value, items.len(), name.span));
            return Draft::Struct(shape);
        }
        if generic.items.len() != items.len() {
            context.report(messages::wrong_count(&name.value, &generic.items, items.len(), name.span));
            return Draft::Known(Type::Any);
        }
        let own = generic.name.clone();
        let called = words::called(own.as_deref().unwrap_or(&name.value), items, arena, context);
        let key = words::key(shape, items);
        let known = arena.made.get(&key).or_else(|| self.nameless.get(&key)).copied();
        arena.inlined.extend(own);
        if let Some(known) = known {
            return Draft::Struct(known);
        }
        let depth = 1 + items.iter().map(|item| words::depth(&item.ty, arena)).max().unwrap_or_default();
        if depth > DEPTH || called.as_ref().is_some_and(|called| called.len() > NAME) || arena.made_fields > FIELDS {
            context.report(messages::never_ends(&name.value, name.span));
            return Draft::Known(Type::Any);
        }
        let made = copy::object(shape, items, arena, context);
        self.open.extend(copy::inside(made, arena));
        let called = called.and_then(|called| numbered(&called).find(|called| arena.taken(called).is_none()));
        if let Some(made) = arena.get_mut(made) {
            (made.made, made.name) = (Some(depth), called.clone());
        }
        match called {
            Some(called) => {
                arena.names.insert(called, made);
                arena.made.insert(key, made);
            }
            None => drop(self.nameless.insert(key, made)),
        }
        Draft::Struct(made)
    }
}
