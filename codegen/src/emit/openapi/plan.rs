//! Which operations there are, and how each writes its parameters.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::ir::template;
use crate::ir::{Alias, Api, Encoding, Endpoint, Fact, Field, Location, Method, RawBody, Statement, Type, TypeKind};

use super::names::{self, Unique};

/// One method of an endpoint on one of its paths.
pub(in crate::emit) struct Operation<'a> {
    /// The endpoint.
    pub(in crate::emit) endpoint: &'a Endpoint,
    /// The path.
    pub(in crate::emit) path: &'a str,
    /// The alias that the path belongs to, where it is not the endpoint's own.
    pub(in crate::emit) alias: Option<&'a Alias>,
    /// The method.
    pub(in crate::emit) method: Method,
    /// The name, unique in the API.
    pub(in crate::emit) id: String,
    /// The name of the operation that it is a part of, where a value tells it from others of its method and path.
    pub(in crate::emit) together: Option<String>,
    /// Where the parameters stand.
    pub(in crate::emit) sending: Sending,
}

impl Operation<'_> {
    /// Why the operation should no longer be used.
    pub(in crate::emit) fn deprecated(&self) -> Option<&Statement> {
        self.alias.and_then(|alias| alias.deprecated.as_ref()).or(self.endpoint.deprecated.as_ref())
    }

    /// Whether a parameter stands in the path.
    pub(in crate::emit) fn in_path(&self, name: &str) -> bool {
        template::names(self.path).any(|found| found == name)
    }

    /// The parameters that do not stand in the path.
    pub(in crate::emit) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.outside().filter(|field| self.usual(field) && self.carries(field))
    }

    /// Whether the body can hold a parameter: files are parts of it.
    fn carries(&self, field: &Field) -> bool {
        if self.sending == Sending::Raw {
            return self.raw().is_some_and(|raw| raw.parameter == field.name.value);
        }
        let parts = |encodings: &[Encoding]| encodings.contains(&Encoding::Multipart);
        !field.ty.value.is_file() || matches!(&self.sending, Sending::Body(encodings) if parts(encodings))
    }

    /// The body, where it is the bytes or the text of one parameter.
    pub(in crate::emit) fn raw(&self) -> Option<&RawBody> {
        self.endpoint.parameters.raw.as_ref().filter(|_| self.sending == Sending::Raw)
    }

    /// The parameters that stand in the query or in a header whatever the method.
    pub(in crate::emit) fn elsewhere(&self) -> impl Iterator<Item = &Field> {
        let at = |field: &Field| field.location.as_ref().map(|location| location.value);
        let apart = move |field: &&Field| matches!(at(field), Some(Location::Header | Location::Query));
        self.outside().filter(|field| !self.usual(field)).filter(apart)
    }

    fn outside(&self) -> impl Iterator<Item = &Field> {
        // A frame names the endpoint itself, and has no path.
        let selector = self.endpoint.selector.as_deref().filter(|_| !self.path.is_empty());
        let fields = selector.into_iter().chain(&self.endpoint.parameters.fields);
        fields.filter(|field| !self.in_path(&field.name.value))
    }

    /// Whether a parameter stands where those of the method do.
    fn usual(&self, field: &Field) -> bool {
        match field.location.as_ref().map(|location| location.value) {
            Some(Location::Header) => false,
            Some(Location::Query) => self.sending == Sending::Query,
            // What is put into the body is no part of a call without one, where another method has one.
            Some(Location::Body) => {
                let bare = |fact: &Fact<Method>| fact.value.is_bare();
                self.sending != Sending::Query || self.endpoint.methods.iter().all(bare)
            }
            Some(Location::Path) | None => true,
        }
    }
}

/// Where an operation's parameters stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Sending {
    /// In the query. A nested value is JSON text there.
    Query,
    /// In the body, in any of these encodings.
    Body(Vec<Encoding>),
    /// One of them is the body; the others have places of their own.
    Raw,
}

/// The ways in which endpoints are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Ways {
    /// Every method on every path.
    All,
    /// The one of each endpoint that carries everything.
    One,
    /// As one JSON object, whatever the path and the method.
    Frame,
}

/// The operations, unique in their names, and of one path in their methods. Of all ways, those of the endpoints' own paths
/// come first, so that an alias never takes the name or the place of one of them.
pub(in crate::emit) fn operations(api: &Api, ways: Ways) -> Vec<Operation<'_>> {
    let mut ids = Unique::default();
    let mut operations: Vec<Operation<'_>> = match ways {
        Ways::All => all(api, &mut ids),
        Ways::One => api.endpoints.iter().filter_map(|endpoint| whole(api, endpoint, &mut ids)).collect(),
        Ways::Frame => return api.endpoints.iter().map(|endpoint| frame(endpoint, &mut ids)).collect(),
    };
    put_together(&mut operations, &mut ids);
    operations
}

/// Names the operations that those are together of which a value tells the endpoints apart.
fn put_together(operations: &mut [Operation<'_>], ids: &mut Unique) {
    let mut known: BTreeMap<(String, Method), String> = BTreeMap::new();
    for operation in operations.iter_mut().filter(|operation| operation.endpoint.selector.is_some()) {
        let (path, method) = (unnamed(operation.path), operation.method);
        let wish = format!("{} {}", method.name().to_ascii_lowercase(), operation.path.trim_matches('/'));
        let id = known.entry((path, method)).or_insert_with(|| ids.claim(names::operation(wish.trim())));
        operation.together = Some(id.clone());
    }
}

fn all<'a>(api: &'a Api, ids: &mut Unique) -> Vec<Operation<'a>> {
    let (mut operations, mut taken) = (Vec::new(), BTreeSet::new());
    for endpoint in &api.endpoints {
        add(api, endpoint, None, ids, &mut taken, &mut operations);
    }
    for endpoint in &api.endpoints {
        for alias in &endpoint.aliases {
            add(api, endpoint, Some(alias), ids, &mut taken, &mut operations);
        }
    }
    operations
}

/// The operation of an endpoint that carries everything: by JSON in a body where that can be, in its usual encoding
/// otherwise. It has the name of the endpoint.
fn whole<'a>(api: &Api, endpoint: &'a Endpoint, ids: &mut Unique) -> Option<Operation<'a>> {
    let all = methods(api, endpoint).into_iter().map(|method| (method, sending(api, endpoint, method)));
    let rank = |sending: &Sending| match sending {
        Sending::Body(encodings) if encodings.contains(&Encoding::Json) => 0,
        Sending::Body(_) | Sending::Raw => 1,
        Sending::Query => 2,
    };
    let (method, sending) = all.min_by_key(|(_, sending)| rank(sending))?;
    let sending = match sending {
        Sending::Body(encodings) if encodings.contains(&Encoding::Json) => Sending::Body(vec![Encoding::Json]),
        Sending::Body(encodings) => Sending::Body(encodings.into_iter().take(1).collect()),
        other => other,
    };
    let id = ids.claim(names::operation(&endpoint.name));
    Some(Operation { endpoint, path: &endpoint.path.value, alias: None, method, id, together: None, sending })
}

/// The call of an endpoint as one JSON object.
fn frame<'a>(endpoint: &'a Endpoint, ids: &mut Unique) -> Operation<'a> {
    let id = ids.claim(names::operation(&endpoint.name));
    let sending = Sending::Body(vec![Encoding::Json]);
    Operation { endpoint, path: "", alias: None, method: Method::Post, id, together: None, sending }
}

/// Adds the operations of one path.
fn add<'a>(
    api: &Api,
    endpoint: &'a Endpoint,
    alias: Option<&'a Alias>,
    ids: &mut Unique,
    taken: &mut BTreeSet<(String, Method, Option<String>)>,
    operations: &mut Vec<Operation<'a>>,
) {
    let path = alias.map_or(endpoint.path.value.as_str(), |alias| alias.path.value.as_str());
    let name = alias.map_or(endpoint.name.as_str(), |alias| alias.path.value.trim_start_matches('/'));
    let methods = methods(api, endpoint);
    for &method in &methods {
        let told =
            endpoint.selector.as_ref().and_then(|field| field.constant.as_ref()).map(|one| one.value.to_string());
        if taken.insert((unnamed(path), method, told)) {
            let id = ids.claim(operation_id(endpoint, (path, name), method, methods.len() > 1));
            let sending = sending(api, endpoint, method);
            operations.push(Operation { endpoint, path, alias, method, id, together: None, sending });
        }
    }
}

/// The name of one of several operations ends with its method; one that begins with the method of the first begins with
/// its own.
fn operation_id(endpoint: &Endpoint, (path, name): (&str, &str), method: Method, several: bool) -> String {
    let id = names::operation(name);
    if !several {
        return id;
    }
    let own = method.name().to_ascii_lowercase();
    let first = endpoint.methods.first().map(|first| first.value.name().to_ascii_lowercase());
    let rest = first.and_then(|first| name.strip_prefix(&format!("{first}_"))).filter(|_| !path.contains(name));
    rest.map_or_else(|| format!("{id}_{own}"), |rest| names::operation(&format!("{own}_{rest}")))
}

/// The methods of an endpoint, each once.
pub(in crate::emit) fn methods(api: &Api, endpoint: &Endpoint) -> Vec<Method> {
    let mut methods: Vec<Method> = Vec::new();
    for fact in &endpoint.methods {
        if !methods.contains(&fact.value) {
            methods.push(fact.value);
        }
    }
    if methods.is_empty() {
        let transport = &api.transport;
        let known = [(Method::Get, transport.get.is_empty()), (Method::Post, transport.post.is_empty())];
        methods.extend(known.into_iter().filter(|(_, empty)| !empty).map(|(method, _)| method));
    }
    methods
}

/// Where a method's parameters stand: as the document says for the endpoint, else as the API's transport does.
fn sending(api: &Api, endpoint: &Endpoint, method: Method) -> Sending {
    let in_body = |field: &Field| field.location.as_ref().is_some_and(|location| location.value == Location::Body);
    let body = endpoint.parameters.fields.iter().any(in_body);
    if method.is_bare() || (method == Method::Delete && !body) {
        return Sending::Query;
    }
    if endpoint.parameters.raw.is_some() {
        return Sending::Raw;
    }
    let stated: Vec<Encoding> = endpoint.parameters.encodings.iter().map(|fact| fact.value).collect();
    let mut bodies = stated.clone();
    bodies.retain(|encoding| *encoding != Encoding::Query);
    if bodies.is_empty() && !stated.is_empty() && !has_get(endpoint) {
        return Sending::Query;
    }
    if bodies.is_empty() {
        bodies.extend(api.transport.post.iter().filter(|encoding| **encoding != Encoding::Query));
    }
    if bodies.is_empty() && api.transport.post.contains(&Encoding::Query) {
        return Sending::Query;
    }
    if bodies.contains(&Encoding::Multipart) && endpoint.parameters.fields.iter().any(|field| field.ty.value.is_file())
    {
        return Sending::Body(vec![Encoding::Multipart]);
    }
    if bodies.is_empty() || (nested(api, endpoint) && bodies.contains(&Encoding::Json)) {
        bodies = vec![Encoding::Json];
    }
    Sending::Body(bodies)
}

/// Whether the endpoint takes GET, so that a stated query may be that of GET alone.
fn has_get(endpoint: &Endpoint) -> bool {
    endpoint.methods.iter().any(|method| method.value == Method::Get)
}

/// Whether a parameter is too deep for a query or a form.
fn nested(api: &Api, endpoint: &Endpoint) -> bool {
    !endpoint.parameters.fields.iter().all(|field| api.is_flat(&field.ty.value))
}

/// A field as a query or a form can carry it: of a union with variants that are nested, those that are not.
pub(in crate::emit) fn flattened<'a>(api: &Api, field: &'a Field) -> Cow<'a, Field> {
    match flat_part(api, &field.ty.value) {
        Some(ty) => {
            let mut field = field.clone();
            field.ty.value = ty;
            Cow::Owned(field)
        }
        None => Cow::Borrowed(field),
    }
}

/// The flat part of a type, where it is less than the type and more than nothing.
fn flat_part(api: &Api, ty: &Type) -> Option<Type> {
    match shape(api, ty) {
        Type::Nullable { inner } => flat_part(api, inner).map(|inner| Type::Nullable { inner: Box::new(inner) }),
        Type::Union { variants } => {
            let is_flat = |ty: &&Type| api.is_flat(ty);
            let flat: Vec<Type> = variants.iter().filter(is_flat).cloned().collect();
            match flat.as_slice() {
                [] => None,
                [only] => Some(only.clone()),
                _ => (flat.len() < variants.len()).then_some(Type::Union { variants: flat }),
            }
        }
        _ => None,
    }
}

/// Whether a type is a list, or one that may be `null`.
pub(in crate::emit) fn is_list(ty: &Type) -> bool {
    match ty {
        Type::List { .. } => true,
        Type::Nullable { inner } => is_list(inner),
        _ => false,
    }
}

/// The type behind the names that do not change what is on the wire. A struct stays a reference.
pub(in crate::emit) fn shape<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut at = ty;
    // More steps than types are a circle.
    for _ in 0..=api.types.len() {
        let Type::Ref { id } = at else { return at };
        match api.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Values { base, .. }) => at = base,
            Some(TypeKind::Alias { target } | TypeKind::Newtype { target }) => at = &target.value,
            Some(TypeKind::Struct(_)) | None => return at,
        }
    }
    at
}

/// A path without the names of its parameters.
pub(in crate::emit) fn unnamed(path: &str) -> String {
    template::named(path, |_| "")
}
