//! What an example may mean that has other fields than its type: another type, or another name.

use serde_json::Value;

use crate::diagnostic::nearest;
use crate::ir::validate::{Difference, Differences, Kind};
use crate::ir::{Api, Field, Named, Struct, TypeKind};

/// Among more types than this, one fits by chance, and looking for it is slow.
const MANY: usize = 2_000;
/// An object of fewer fields fits many types.
const FEWEST: usize = 3;

/// The only type that has all fields of `value`, and that `value` lacks no required field of. It is not `shape`.
pub fn other_type<'a>(value: &Value, shape: &Struct, api: &'a Api) -> Option<&'a str> {
    let object = value.as_object().filter(|object| object.len() >= FEWEST)?;
    if api.types.len() > MANY {
        return None;
    }
    let fits = |other: &Struct| {
        other != shape
            && object.keys().all(|key| other.fields.iter().any(|field| field.is_called(key)))
            && other
                .fields
                .iter()
                .filter(|field| field.required)
                .all(|field| field.names().any(|name| object.contains_key(name)))
    };
    // An id of several steps is that of an object without a name.
    let named = api.types.iter().filter(|def| !def.id.0.contains('/'));
    let mut fitting = named.filter(|def| matches!(&def.kind, TypeKind::Struct(other) if fits(other)));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first.id.0.as_str())
}

/// The field that the same object lacks, and whose name is nearly `key`.
pub fn near<'t>(
    key: &str,
    shape: Option<&'t Struct>,
    extra: &Difference<'_, '_>,
    all: &Differences<'t, '_>,
) -> Option<&'t str> {
    let same = all.0.iter().filter(|other| other.path == extra.path);
    let required = same.filter_map(|other| if let Kind::Lacks(field) = other.kind { Some(field) } else { None });
    let absent = |field: &&Field| field.names().all(|name| extra.value.get(name).is_none());
    let lacking = required.chain(shape.into_iter().flat_map(|shape| &shape.fields).filter(absent));
    let names = lacking.map(|field| field.name.value.as_str()).filter(|name| name.len().min(key.len()) >= SHORTEST);
    nearest(key, names).filter(|near| strsim::damerau_levenshtein(near, key) <= MISTAKES)
}

/// Names shorter than this are nearly others by chance.
const SHORTEST: usize = 5;
/// So many letters can be wrong in a name.
const MISTAKES: usize = 2;
