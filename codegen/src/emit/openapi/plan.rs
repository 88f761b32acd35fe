//! Which operations there are, and how each writes its parameters.

use crate::ir::{Alias, Api, Encoding, Endpoint, Field, Method, Statement, Type, TypeKind};

use super::names::{self, Unique};

/// One method of an endpoint on one of its paths.
pub(super) struct Operation<'a> {
    /// The endpoint.
    pub(super) endpoint: &'a Endpoint,
    /// The path.
    pub(super) path: &'a str,
    /// The alias that the path belongs to, where it is not the endpoint's own.
    pub(super) alias: Option<&'a Alias>,
    /// The method.
    pub(super) method: Method,
    /// The name, unique in the API.
    pub(super) id: String,
    /// Where the parameters stand.
    pub(super) place: Place,
}

impl Operation<'_> {
    /// Why the operation should no longer be used.
    pub(super) fn deprecated(&self) -> Option<&Statement> {
        self.alias.and_then(|alias| alias.deprecated.as_ref()).or(self.endpoint.deprecated.as_ref())
    }

    /// Whether a parameter stands in the path.
    pub(super) fn in_path(&self, name: &str) -> bool {
        path_names(self.path).any(|found| found == name)
    }

    /// The parameters that do not stand in the path.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.endpoint.parameters.fields.iter().filter(|field| !self.in_path(&field.name.value))
    }
}

/// Where an operation's parameters stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the query. A nested value is JSON text there.
    Query,
    /// In the body, in any of these encodings.
    Body(Vec<Encoding>),
}

/// All operations: those of the endpoints' own paths first, so that an alias never takes the name of one of them.
pub(super) fn operations(api: &Api) -> Vec<Operation<'_>> {
    let mut ids = Unique::default();
    let mut operations = Vec::new();
    for endpoint in &api.endpoints {
        add(api, endpoint, None, &mut ids, &mut operations);
    }
    for endpoint in &api.endpoints {
        for alias in &endpoint.aliases {
            add(api, endpoint, Some(alias), &mut ids, &mut operations);
        }
    }
    operations
}

/// Adds the operations of one path. Their names end with the method where there are several.
fn add<'a>(
    api: &Api,
    endpoint: &'a Endpoint,
    alias: Option<&'a Alias>,
    ids: &mut Unique,
    operations: &mut Vec<Operation<'a>>,
) {
    let path = alias.map_or(endpoint.path.value.as_str(), |alias| alias.path.value.as_str());
    let name = alias.map_or(endpoint.name.as_str(), |alias| alias.path.value.trim_start_matches('/'));
    let methods = methods(api, endpoint);
    for &method in &methods {
        let mut id = names::operation(name);
        if methods.len() > 1 {
            id = format!("{id}_{}", method.name().to_ascii_lowercase());
        }
        let place = place(api, endpoint, method);
        operations.push(Operation { endpoint, path, alias, method, id: ids.claim(id), place });
    }
}

/// The methods of an endpoint, each once. Those without a body are left out where a parameter is nested, if a method
/// with a body remains: a query cannot carry it.
pub(super) fn methods(api: &Api, endpoint: &Endpoint) -> Vec<Method> {
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
    let with_body = |method: &Method| matches!(place(api, endpoint, *method), Place::Body(_));
    if nested(api, endpoint) && methods.iter().any(with_body) {
        methods.retain(with_body);
    }
    methods
}

/// Where a method's parameters stand: as the document says for the endpoint, else as the API's transport does.
fn place(api: &Api, endpoint: &Endpoint, method: Method) -> Place {
    if matches!(method, Method::Get | Method::Delete) {
        return Place::Query;
    }
    let stated: Vec<Encoding> = endpoint.parameters.encodings.iter().map(|fact| fact.value).collect();
    let mut bodies = stated.clone();
    bodies.retain(|encoding| *encoding != Encoding::Query);
    if bodies.is_empty() && !stated.is_empty() && !has_get(endpoint) {
        return Place::Query;
    }
    if bodies.is_empty() {
        bodies.extend(api.transport.post.iter().filter(|encoding| **encoding != Encoding::Query));
    }
    if bodies.is_empty() && api.transport.post.contains(&Encoding::Query) {
        return Place::Query;
    }
    if bodies.is_empty() || (nested(api, endpoint) && bodies.contains(&Encoding::Json)) {
        bodies = vec![Encoding::Json];
    }
    Place::Body(bodies)
}

/// Whether the endpoint takes GET, so that a stated query may be that of GET alone.
fn has_get(endpoint: &Endpoint) -> bool {
    endpoint.methods.iter().any(|method| method.value == Method::Get)
}

/// Whether a parameter is too deep for a query or a form.
fn nested(api: &Api, endpoint: &Endpoint) -> bool {
    endpoint.parameters.fields.iter().any(|field| is_nested(api, &field.ty.value))
}

/// Whether a value is more than a scalar or a list of scalars.
pub(super) fn is_nested(api: &Api, ty: &Type) -> bool {
    match shape(api, ty) {
        Type::List { items } => !is_scalar(api, items, DEPTH),
        Type::Nullable { inner } => match shape(api, inner) {
            Type::List { items } => !is_scalar(api, items, DEPTH),
            other => !is_scalar(api, other, DEPTH),
        },
        other => !is_scalar(api, other, DEPTH),
    }
}

/// How many types may stand inside each other in a scalar; ends types that hold only themselves.
const DEPTH: u32 = 64;

/// Whether a value is a single text, number or truth value, or `null`.
fn is_scalar(api: &Api, ty: &Type, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match shape(api, ty) {
        Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::String | Type::Null => true,
        Type::Nullable { inner } => is_scalar(api, inner, depth),
        Type::Union { variants } => variants.iter().all(|variant| is_scalar(api, variant, depth)),
        Type::Any | Type::List { .. } | Type::Map { .. } | Type::Ref { .. } => false,
    }
}

/// The type behind the names that do not change what is on the wire. A struct stays a reference.
pub(super) fn shape<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
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

/// Whether a field must be there. Where the document names the methods that demand it, those alone do.
pub(super) fn required(field: &Field, method: Option<Method>) -> bool {
    match method {
        Some(method) if !field.required_for.is_empty() => field.required_for.contains(&method),
        _ => field.required,
    }
}

/// The names in braces of a path.
pub(super) fn path_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}
