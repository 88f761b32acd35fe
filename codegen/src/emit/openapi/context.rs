//! What the parts of a document look up, and what they say alike.

use std::collections::HashMap;

use crate::ir::validate::Validator;
use crate::ir::{Api, Provenance, StatusCode, Type, TypeDef, TypeId, TypeKind, ends};

use crate::emit::place_names::PlaceNames;

use super::names::{self, Kind, Kinds, Names};
use super::object::{Json, Object};
use super::projection::Projection;
use super::scalar::{of_plain, scalar};

/// What the functions that make the document's parts look up.
pub(super) struct Context<'a> {
    /// The API.
    pub(super) api: &'a Api,
    /// Compares examples and defaults with their types: a document that contradicts itself is still valid OpenAPI, for
    /// what is not valid goes into an extension.
    pub(super) validator: Validator<'a>,
    /// The document that is made.
    pub(super) projection: &'static Projection,
    /// Where things stand.
    pub(super) places: PlaceNames<'a>,
    /// The names of components.
    pub(super) names: Names<'a>,
    /// The types of the schemas of components.
    pub(super) kinds: Kinds,
    /// What every operation says of the statuses with a meaning of their own.
    pub(super) statuses: Vec<(StatusCode, Json)>,
    /// What names that do not change what is on the wire lead to.
    ends: HashMap<&'a TypeId, &'a Type>,
}

impl<'a> Context<'a> {
    /// For one of the documents; `statuses` is what every operation says of the statuses with a meaning of their own.
    pub(super) fn new(api: &'a Api, projection: &'static Projection, statuses: Vec<(StatusCode, Json)>) -> Self {
        let names = Names::new(api, projection.reserved);
        let ends = ends(api, |def| match &def.kind {
            TypeKind::Values { base, .. } => Some(base),
            TypeKind::Alias { target } | TypeKind::Newtype { target } => Some(&target.value),
            TypeKind::Struct(_) => None,
        });
        let kinds = kinds(api, &names, &ends);
        Self {
            api,
            validator: Validator::new(api),
            projection,
            places: PlaceNames::new(api),
            names,
            kinds,
            statuses,
            ends,
        }
    }

    /// The type behind the names that do not change what is on the wire. A struct stays a reference.
    pub(super) fn shape<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let end = if let Type::Ref { id } = ty { self.ends.get(id).copied() } else { None };
        end.unwrap_or(ty)
    }

    /// An object as the document has it.
    pub(super) fn of(&self, object: Object) -> Object {
        self.projection.of(&self.kinds, object)
    }
}

/// The types of the schemas of types, by reference. A set that others may join has the type of its values.
fn kinds(api: &Api, names: &Names, ends: &HashMap<&TypeId, &Type>) -> Kinds {
    let kind = |ty: &Type| match ty {
        Type::Bool => Some("boolean"),
        Type::Int { .. } => Some("integer"),
        Type::Float { .. } => Some("number"),
        Type::String | Type::DateTime | Type::Date | Type::File => Some("string"),
        Type::List { .. } => Some("array"),
        Type::Map { .. } | Type::Ref { .. } => Some("object"),
        Type::Null | Type::Any | Type::Nullable { .. } | Type::Union { .. } => None,
    };
    let of = |def: &TypeDef| {
        let end = ends.get(&def.id);
        let ty = end.map_or(Some("object"), |end| kind(end))?;
        let scalar = end.and_then(|end| scalar(end).or_else(|| of_plain(end)));
        Some((names::reference(names.of_type(&def.id)), Kind { ty, scalar }))
    };
    api.types.iter().filter_map(of).collect()
}

/// A base URL, without the `/` with which every path begins.
pub(super) fn server(cx: &Context, url: &str, provenance: &Provenance) -> Object {
    Object::new().with("url", url.trim_end_matches('/')).with("x-source", source(cx, provenance))
}

/// Where a thing stands: the document and the heading.
pub(super) fn source(cx: &Context, provenance: &Provenance) -> Object {
    Object::new().with("file", &*provenance.file).with_some("heading", cx.places.heading(provenance))
}
