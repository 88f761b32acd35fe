//! What an endpoint takes, from the IR.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::Number;
use tablewright::emit::rust::Wire;
use tablewright::ir::{self, Fact, Field, Type, TypeId, TypeKind};
use tablewright_runtime::api::{Api, Kind, Location, Media, Once, Parameter, RawBody, Rule, Selector};
use tablewright_runtime::{Info, Method};

use super::api::encodings;
use super::kept;

/// Makes the descriptions of an API's endpoints.
pub struct Describer<'a> {
    ir: &'a ir::Api,
    api: &'static Api,
    wire: Wire<'a>,
    /// The fields of the objects that were met.
    objects: HashMap<&'a TypeId, &'static OnceLock<Vec<Parameter>>>,
    /// Those of them whose fields are not there yet.
    open: Vec<&'a TypeId>,
}

impl<'a> Describer<'a> {
    /// One for the endpoints of `ir`, which `api` is made of.
    pub fn new(ir: &'a ir::Api, api: &'static Api) -> Self {
        Self { ir, api, wire: Wire::new(ir), objects: HashMap::new(), open: Vec::new() }
    }

    /// What the runtime knows of an endpoint.
    pub fn info(&mut self, endpoint: &'a ir::Endpoint) -> &'static Info {
        let selector = endpoint.selector.as_deref().map(|field| self.selector(field));
        let parameters = kept::list(endpoint.parameters.fields.iter().map(|field| self.parameter(field)));
        // An object can hold itself, so what is in it is described when it is known that it is there.
        while let Some(id) = self.open.pop() {
            let Some(TypeKind::Struct(object)) = self.ir.type_def(id).map(|def| &def.kind) else { continue };
            let fields = object.fields.iter().map(|field| self.parameter(field)).collect();
            if let Some(place) = self.objects.get(id) {
                place.get_or_init(|| fields);
            }
        }
        kept::value(Info {
            api: self.api,
            name: kept::text(&endpoint.name),
            path: kept::text(&endpoint.path.value),
            aliases: kept::texts(endpoint.aliases.iter().map(|alias| &alias.path.value)),
            methods: kept::list(endpoint.methods.iter().map(|fact| method(fact.value))),
            status: endpoint.response.status.as_ref().map_or(200, |status| status.value),
            statuses: kept::list(endpoint.successes().iter().map(|one| one.status)),
            bare: endpoint.response.is_bare(),
            media: media(&endpoint.response),
            server: kept::optional(endpoint.server.as_ref().map(|server| &server.value)),
            encodings: encodings(endpoint.parameters.encodings.iter().map(|fact| &fact.value)),
            raw: raw(endpoint),
            auth: kept::texts(endpoint.auth.iter().map(|auth| &auth.value)),
            reads: endpoint.reads.as_ref().is_some_and(|reads| reads.value),
            selector,
            parameters,
            rules: rules(endpoint),
        })
    }

    fn selector(&mut self, field: &'a Field) -> &'static Selector {
        let value = field.constant.as_ref().map_or_else(String::new, |constant| constant.value.to_string());
        kept::value(Selector { parameter: self.parameter(field), value: kept::text(&value) })
    }

    fn parameter(&mut self, field: &'a Field) -> Parameter {
        let limits = &field.constraints;
        let bound = |bound: &Option<Box<Fact<Number>>>| bound.as_ref().and_then(|bound| bound.value.as_f64());
        Parameter {
            name: kept::text(&field.name.value),
            aliases: kept::texts(field.aliases.iter().map(|alias| &alias.value)),
            kind: self.kind(&field.ty.value),
            required: field.required,
            required_for: kept::list(field.required_for.iter().copied().map(method)),
            cookie: kept::optional(field.cookie.as_ref().map(|cookie| &cookie.value)),
            once: field.is_once().then(|| Once { default: kept::optional(field.default_text().as_ref()) }),
            rest: field.rest,
            location: field.location.as_ref().map(|location| self::location(location.value)),
            max_length: limits.max_length.as_ref().map(|most| most.value),
            max_items: limits.max_items.as_ref().map(|most| most.value),
            minimum: bound(&limits.minimum),
            maximum: bound(&limits.maximum),
        }
    }

    fn kind(&mut self, ty: &Type) -> Kind {
        match &self.wire.on_wire(ty) {
            Type::Bool => Kind::Bool,
            Type::Int { bits, signed } => Kind::Int { bits: *bits, signed: *signed },
            Type::Float { .. } => Kind::Float,
            Type::String | Type::DateTime | Type::Date => Kind::Text,
            Type::File => Kind::File,
            Type::Null => Kind::Null,
            Type::Any => Kind::Any,
            Type::List { items } => Kind::List(kept::value(self.kind(items))),
            Type::Map { values } => Kind::Map(kept::value(self.kind(values))),
            Type::Nullable { inner } => Kind::Nullable(kept::value(self.kind(inner))),
            Type::Union { variants } => Kind::Union(kept::list(variants.iter().map(|variant| self.kind(variant)))),
            Type::Ref { id } => self.object(id),
        }
    }

    fn object(&mut self, id: &TypeId) -> Kind {
        let Some(def) = self.ir.type_def(id).filter(|def| matches!(def.kind, TypeKind::Struct(_))) else {
            return Kind::Any;
        };
        let open = &mut self.open;
        Kind::Read(self.objects.entry(&def.id).or_insert_with(|| {
            open.push(&def.id);
            kept::value(OnceLock::new())
        }))
    }
}

fn raw(endpoint: &ir::Endpoint) -> Option<RawBody> {
    let raw = endpoint.parameters.raw.as_ref()?;
    let media = kept::list(raw.media().into_iter().map(|media| kept::text(media)));
    Some(RawBody { parameter: kept::text(&raw.parameter), media })
}

fn media(response: &ir::Response) -> Option<Media> {
    let name = kept::text(response.media()?);
    let is_file = matches!(&response.body.value, ir::Body::Data { data: Type::File });
    Some(if is_file { Media::File(name) } else { Media::Text(name) })
}

fn method(method: ir::Method) -> Method {
    match method {
        ir::Method::Get => Method::Get,
        ir::Method::Post => Method::Post,
        ir::Method::Put => Method::Put,
        ir::Method::Patch => Method::Patch,
        ir::Method::Delete => Method::Delete,
        ir::Method::Head => Method::Head,
        ir::Method::Options => Method::Options,
    }
}

fn location(location: ir::Location) -> Location {
    match location {
        ir::Location::Path => Location::Path,
        ir::Location::Query => Location::Query,
        ir::Location::Body => Location::Body,
        ir::Location::Header => Location::Header,
    }
}

fn rules(endpoint: &ir::Endpoint) -> &'static [Rule] {
    kept::list(endpoint.rules_that_always_hold().map(|rule| match rule.kind {
        ir::RuleKind::AtLeastOne | ir::RuleKind::OneOf => Rule::AtLeastOne(kept::texts(&rule.fields)),
    }))
}
