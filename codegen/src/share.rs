//! Types that stand without a name, at fields of one name, and are equal: they are one type, which is called as the fields
//! are. An `author` that ten responses describe in the same words is one `author`.
//!
//! The IR itself keeps each of them, with its place: what the documents say of one field may change without the others.
//! Names, and with them Rust, `OpenAPI` and the page, are made of what this gives.
//!
//! Equal is what says the same but for its place: members, types, presence, values, words. What a type holds is compared
//! as well. Not shared are
//!
//! - types that documents name, and what is the whole of a response: each has a name that says what it is,
//! - types at fields of other names: the name would be wrong at one of them,
//! - objects without fields, for of them nothing is known that could be equal,
//! - types that hold themselves.
//!
//! So an endpoint more never moves a type from one endpoint to another, and changes the files of others only where it is
//! the second to say what one of them said alone.

mod homes;
mod rewrite;
mod same;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, TypeDef, TypeId, TypeKind};
use homes::Home;
use same::Class;

/// The API, in which equal types are one.
#[must_use]
pub fn share(api: &Api) -> Cow<'_, Api> {
    let homes = homes::of(api);
    let order = in_order(api);
    let groups = groups(&order, &homes, &same::classes(api, &homes));
    let called = names(api, &homes, &groups);
    if called.is_empty() {
        return Cow::Borrowed(api);
    }
    let mut seen = BTreeSet::new();
    let first = order.iter().filter(|def| called.get(&def.id).is_none_or(|new| seen.insert(new)));
    let first: BTreeSet<&TypeId> = first.map(|def| &def.id).collect();
    let mut shared = api.clone();
    shared.types.retain(|def| first.contains(&def.id));
    rewrite::all(&mut shared, &called);
    shared.types.sort_by(|one, other| one.id.cmp(&other.id));
    Cow::Owned(shared)
}

/// The types, as they stand in the documents.
fn in_order(api: &Api) -> Vec<&TypeDef> {
    let mut order: Vec<&TypeDef> = api.types.iter().collect();
    order.sort_by_key(|def| {
        let at = &def.provenance;
        let file = api.documents.iter().position(|name| **name == *at.file).unwrap_or(usize::MAX);
        (file, at.line, at.column)
    });
    order
}

/// Equal types at fields of one name, in the order of the documents.
struct Group<'a> {
    /// The name of the fields.
    field: &'a str,
    members: Vec<&'a TypeId>,
    /// What has the fields. Equal types are one owner: what stands in them alone is called after them.
    owners: BTreeSet<Owner<'a>>,
    /// Whether they are objects without fields.
    bare: bool,
}

/// What has a field with a type that others equal.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Owner<'a> {
    /// Equal types.
    Equal(Class),
    /// A type or the parameters of an endpoint, by the address.
    Only(&'a str),
}

/// The equal types, those first of which one stands before the others in the documents.
fn groups<'a>(
    order: &[&'a TypeDef],
    homes: &BTreeMap<&'a TypeId, Home<'a>>,
    classes: &BTreeMap<&'a TypeId, Class>,
) -> Vec<Group<'a>> {
    let mut numbers: BTreeMap<Class, usize> = BTreeMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for def in order {
        let Some((class, home)) = classes.get(&def.id).zip(homes.get(&def.id)) else { continue };
        let number = *numbers.entry(*class).or_insert(groups.len());
        if number == groups.len() {
            let bare = matches!(&def.kind, TypeKind::Struct(body) if body.fields.is_empty());
            groups.push(Group { field: home.field, members: Vec::new(), owners: BTreeSet::new(), bare });
        }
        let Some(group) = groups.get_mut(number) else { continue };
        group.members.push(&def.id);
        let equal = classes.get(&TypeId(home.owner.to_owned()));
        group.owners.insert(equal.map_or(Owner::Only(home.owner), |class| Owner::Equal(*class)));
    }
    groups
}

/// What the types are called that are not as they were.
fn names<'a>(api: &Api, homes: &BTreeMap<&'a TypeId, Home<'a>>, groups: &[Group<'a>]) -> BTreeMap<TypeId, TypeId> {
    let mut several: Vec<_> = groups.iter().filter(|group| group.owners.len() > 1 && !group.bare).collect();
    // The usual one of those at fields of one name has that name without a number: few edits change which it is.
    several.sort_by_key(|group| Reverse(group.members.len()));
    let (mut taken, mut called) = (Taken::new(api), BTreeMap::new());
    for group in several {
        if let Some(id) = taken.claim(group.field) {
            called.extend(group.members.iter().map(|member| ((*member).clone(), id.clone())));
        }
    }
    // What stands in these is called after them. An owner comes before what it holds, for its address is shorter.
    let mut held: Vec<_> = homes.iter().collect();
    held.sort_by_key(|(id, _)| id.0.len());
    for (id, home) in held {
        if let Some(owner) = called.get(&TypeId(home.owner.to_owned())).filter(|_| !called.contains_key(*id)) {
            let below = TypeId(format!("{}/{}", owner.0, home.field));
            called.insert((*id).clone(), below);
        }
    }
    called
}

/// The names that types have.
struct Taken(BTreeSet<String>);

impl Taken {
    fn new(api: &Api) -> Self {
        let types = api.types.iter().map(|def| def.id.0.as_str());
        let endpoints = api.endpoints.iter().map(|endpoint| endpoint.name.as_str());
        Self(types.chain(endpoints).map(letters).collect())
    }

    /// The name of a field as that of a type; none where another has it, or it has no letters.
    fn claim(&mut self, field: &str) -> Option<TypeId> {
        let letters = letters(field);
        let is_free = !letters.is_empty() && !field.contains('/') && self.0.insert(letters);
        is_free.then(|| TypeId(field.to_owned()))
    }
}

/// The letters and digits of a name, without their case: names that differ in others may be one in code.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
