//! Drafts to types of the IR: every object, value set and id gets its definition and its name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::ir::{Docs, Fact, Field, How, Type, TypeDef, TypeId, TypeKind, ValueLabel};
use crate::resolve::check::fields::{self, Doubt};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, FieldDraft, Known, Sentinel, ShapeId, ValueDraft, Written};
use crate::resolve::lower::messages;
use crate::resolve::lower::pending::Pending;
use crate::resolve::lower::value_sets;
use crate::resolve::read::dialect_types;
use crate::source::Span;

/// Makes the types of one API.
pub struct Types<'a, 'c> {
    /// The shapes and names.
    pub arena: &'a mut Arena,
    /// The context.
    pub context: &'a mut Context<'c>,
    /// The types so far.
    pub defs: BTreeMap<TypeId, TypeDef>,
    /// The response of each endpoint, for references to it.
    pub(super) responses: HashMap<String, Known<Draft>>,
    /// The responses that others equal, as far as they are made; absent while one is being made.
    pub(super) same: HashMap<String, Option<Type>>,
    /// The ids of the objects so far.
    pub(super) shapes: HashMap<ShapeId, TypeId>,
    /// What has an id and is not defined yet, the innermost last.
    pub(super) pending: Vec<Pending>,
    /// Value sets that are the same wherever a field of the name has one.
    shared: BTreeSet<String>,
    /// The value sets so far, by the place of their first value.
    sets: HashMap<Span, TypeId>,
    /// Names that the documents use.
    pub named: BTreeSet<String>,
    /// Whether the next field is a parameter.
    at_parameter: bool,
    /// Values of which it is seen when all types are there whether they are of their types.
    pub doubts: Vec<Doubt>,
}

impl<'a, 'c> Types<'a, 'c> {
    /// The types of these endpoints; nothing is made yet.
    pub fn new(endpoints: &[EndpointDraft], arena: &'a mut Arena, context: &'a mut Context<'c>) -> Self {
        let response = |endpoint: &EndpointDraft| Some((endpoint.name.clone(), endpoint.response.clone()?));
        let responses = endpoints.iter().filter_map(response).collect();
        let shared = value_sets::shared(arena, context);
        let (defs, shapes) = (BTreeMap::new(), HashMap::new());
        let (sets, named) = (HashMap::new(), BTreeSet::new());
        let (same, pending, doubts) = (HashMap::new(), Vec::new(), Vec::new());
        let at_parameter = false;
        Self { arena, context, defs, responses, same, shapes, pending, shared, sets, named, at_parameter, doubts }
    }

    /// The type that a draft is at `address`, with all that it holds.
    pub fn lower(&mut self, draft: &Draft, address: &str) -> Type {
        let ty = self.expression(draft, address);
        self.pending.reverse();
        self.finish();
        ty
    }

    /// The type that a draft is at `address`. What it names is pending. A draft nests no deeper than the rules for types and
    /// labels let it.
    pub(super) fn expression(&mut self, draft: &Draft, address: &str) -> Type {
        let boxed = |ty| Box::new(ty);
        match draft {
            Draft::Known(ty) => ty.clone(),
            Draft::Object | Draft::Keys => Type::Map { values: boxed(Type::Any) },
            Draft::Array => Type::List { items: boxed(Type::Any) },
            Draft::List(inner) => Type::List { items: boxed(self.expression(inner, address)) },
            Draft::Map(inner) => Type::Map { values: boxed(self.expression(inner, address)) },
            Draft::Nullable(inner) => Type::Nullable { inner: boxed(self.expression(inner, address)) },
            Draft::Union(variants) => {
                Type::Union { variants: variants.iter().map(|variant| self.expression(variant, address)).collect() }
            }
            Draft::Named(name) | Draft::Linked(name, _) => self.name(name),
            Draft::Of(generic) => self.generic(generic, address),
            // What stands in a generic stands in nothing that is made.
            Draft::Given(_) => Type::Any,
            Draft::Struct(shape) => self.shape(*shape, address),
            Draft::Same { endpoint, minus } => self.same_as(endpoint, minus, address),
        }
    }

    /// Makes the types that nothing refers to. Gives what is said of those that only the dialect defines.
    pub fn unused(&mut self) -> Docs {
        let mut rest = Docs::default();
        let words = self.arena.words.iter();
        words.filter(|(name, _)| !self.named.contains(*name)).for_each(|(_, words)| rest.push(&words.0));
        let names: Vec<_> = self.arena.names.iter().map(|(name, shape)| (name.clone(), *shape)).collect();
        for (name, shape) in names {
            let Some(known) = self.arena.get(shape) else { continue };
            if known.is_generic() {
                // It is no type by itself.
                if !self.arena.inlined.contains(&name) && !known.docs.is_empty() {
                    rest.push(&format!("### {name}\n\n{}", known.docs.0));
                }
                continue;
            }
            if known.made.is_some() {
                // What nothing that counts is of.
                continue;
            }
            // What the dialect says of the name counts, and not what the documents do.
            if self.is_declared(shape) || !self.context.dialect.define.contains_key(&name) {
                self.shape(shape, &name);
                self.finish();
            }
        }
        for name in self.arena.aliases.keys().cloned().collect::<Vec<_>>() {
            self.alias(&name);
            self.finish();
        }
        let newtypes = &self.context.dialect.newtypes;
        for (name, rule) in newtypes.iter().filter(|(name, _)| !self.defs.contains_key(&TypeId((*name).clone()))) {
            self.context.report(messages::unused_newtype(name, self.context.entry(rule)));
        }
        rest
    }

    /// Defines a type; two that differ under one id are reported.
    pub fn define(&mut self, id: &TypeId, kind: TypeKind, docs: Docs, span: Span, how: How, rule: Option<&str>) {
        let provenance = self.context.place(span, how, rule);
        let def = TypeDef { id: id.clone(), kind, docs, examples: Vec::new(), provenance };
        if let Some(before) = self.defs.insert(id.clone(), def.clone())
            && before.kind != def.kind
        {
            self.context.report(messages::one_id(&id.0, span));
        }
    }

    /// The field of the IR, inside of the type or list of parameters at `address`, with all that it holds.
    pub fn field(&mut self, draft: &FieldDraft, address: &str) -> Field {
        let field = self.member(draft, address);
        self.pending.reverse();
        self.finish();
        field
    }

    /// The parameter of the IR, in the list of parameters at `address`, with all that it holds. It can be a file.
    pub fn parameter(&mut self, draft: &FieldDraft, address: &str) -> Field {
        self.at_parameter = true;
        self.field(draft, address)
    }

    /// The type of what is JSON, in which no file can be: there it is reported, and anything may stand in its place.
    pub(super) fn of_json(&mut self, ty: Type, span: Span) -> Type {
        if !ty.holds_file() {
            return ty;
        }
        self.context.report(messages::file_in_json(span));
        Type::Any
    }

    /// The field of the IR, inside of the type or list of parameters at `address`. What its type names is pending.
    pub(super) fn member(&mut self, draft: &FieldDraft, address: &str) -> Field {
        let is_parameter = std::mem::take(&mut self.at_parameter);
        let sound = fields::sound_values(draft, self.context);
        fields::check_set(draft, self.context);
        fields::check_type(draft, self.context);
        let own = format!("{address}/{}", draft.name.value);
        let mut ty = self.expression(&draft.ty.value, &own);
        if !(is_parameter && ty.is_file()) {
            ty = self.of_json(ty, draft.ty.span);
        }
        if !draft.values.is_empty() {
            let shared = self.shared.contains(&draft.name.value);
            let id = match draft.set.as_deref() {
                Some(set) => self.called(set),
                None if shared => draft.name.value.clone(),
                None => own.clone(),
            };
            ty = self.values(ty, &TypeId(id), &draft.values);
        }
        ty = self.newtype(ty, &draft.name.value);
        let constraints = fields::constraints(draft, self.context);
        fields::check_default(draft, &constraints, self.context);
        let examples = fields::example(draft, &ty, &mut self.doubts, self.context);
        let context = &self.context;
        let known = |known: &Known<Written>| context.fact(known.clone().map(|written| written.value()));
        let sentinel = |sentinel: &Sentinel| {
            let label = |written: Written| ValueLabel { value: written.value(), docs: Docs(sentinel.label.clone()) };
            context.fact(sentinel.value.clone().map(label))
        };
        Field {
            name: context.text(&draft.name),
            aliases: draft.aliases.iter().map(|alias| context.text(alias)).collect(),
            location: draft.location.clone().map(|known| context.fact(known)),
            ty: context.fact(Known { value: ty, span: draft.ty.span, how: draft.ty.how, rule: draft.ty.rule.clone() }),
            presence: context.fact(draft.presence.clone()),
            required: draft.required,
            conditions: draft.conditions.iter().map(|text| context.statement(text)).collect(),
            required_for: draft.required_for.clone(),
            default: sound.default.as_deref().map(known).map(Box::new),
            constant: sound.constant.as_deref().map(known).map(Box::new),
            sentinels: sound.sentinels.iter().map(sentinel).collect(),
            cookie: None,
            once: None,
            rest: draft.rest,
            constraints,
            examples,
            deprecated: draft.deprecated.as_ref().map(|text| Box::new(context.statement(text))),
            docs: draft.docs.clone(),
        }
    }

    /// Replaces the scalar in `ty` by a value set.
    pub fn values(&mut self, ty: Type, id: &TypeId, values: &[ValueDraft]) -> Type {
        match ty {
            Type::List { items } => Type::List { items: Box::new(self.values(*items, id, values)) },
            Type::Nullable { inner } => Type::Nullable { inner: Box::new(self.values(*inner, id, values)) },
            Type::String | Type::Int { .. } => {
                let span = values.first().map_or(self.context.dialect_span(), |value| value.span);
                // A field that two types share, such as one that equals another but for some fields, has one set.
                let id = &self.sets.entry(span).or_insert_with(|| id.clone()).clone();
                if let Some(TypeDef { kind: TypeKind::Values { values: known, .. }, .. }) = self.defs.get_mut(id) {
                    value_sets::label(known, values);
                } else {
                    let fact = |value: &ValueDraft| self.context.fact(Known::stated(label_of(value), value.span));
                    let arena = &self.arena;
                    let set = arena.set_names.get(&id.0).and_then(|set| arena.sets.get(*set));
                    let docs = set.map_or_else(Docs::default, |set| set.docs.clone());
                    let kind = TypeKind::Values { base: ty, values: values.iter().map(fact).collect() };
                    self.define(id, kind, docs, span, How::Stated, None);
                }
                Type::Ref { id: id.clone() }
            }
            other => other,
        }
    }

    /// Replaces the scalar in `ty` by the newtype that the dialect has for the field.
    fn newtype(&mut self, ty: Type, field: &str) -> Type {
        match ty {
            Type::List { items } => Type::List { items: Box::new(self.newtype(*items, field)) },
            Type::Nullable { inner } => Type::Nullable { inner: Box::new(self.newtype(*inner, field)) },
            Type::String | Type::Int { .. } => {
                let rules = self.context.dialect.newtypes.iter();
                for (name, rule) in rules.filter(|(_, rule)| rule.fields.iter().any(|known| known == field)) {
                    let span = self.context.entry(rule);
                    let target = dialect_types::parse(&rule.ty, span, self.context);
                    if target != Draft::Known(ty.clone()) {
                        continue;
                    }
                    let id = TypeId(name.clone());
                    if !self.defs.contains_key(&id) {
                        let kind = TypeKind::Newtype {
                            target: Fact { value: ty, provenance: self.context.declared_at(span) },
                        };
                        self.define(&id, kind, Docs(rule.docs.clone()), span, How::Declared, None);
                    }
                    return Type::Ref { id };
                }
                ty
            }
            other => other,
        }
    }
}

fn label_of(value: &ValueDraft) -> ValueLabel {
    ValueLabel { value: value.value.clone(), docs: Docs(value.label.clone()) }
}
