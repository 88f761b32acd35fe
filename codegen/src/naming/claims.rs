//! What wants a name: how it is called where nothing else wants that, and otherwise.

use std::collections::HashSet;

use super::names::RESPONSE;
use super::reserved::Kind;
use super::words::{self, Form};
use crate::ir::{Endpoint, Provenance, TypeId};

/// Something that wants a name in a scope.
pub(super) struct Claim<'a> {
    pub(super) name: &'a str,
    pub(super) provenance: &'a Provenance,
    /// What it is called where nothing else in the scope wants that.
    pub(super) short: String,
    /// What it is called otherwise.
    pub(super) long: String,
    /// What it is called where that is taken too, and no number can tell it apart.
    pub(super) signs: String,
}

impl<'a> Claim<'a> {
    pub(super) fn new(kind: Kind, name: &'a str, provenance: &'a Provenance) -> Self {
        if name.is_ascii() && !name.ends_with("[]") {
            let short = words::identifier(kind, name, Form::Short);
            return Self { name, provenance, long: short.clone(), signs: short.clone(), short };
        }
        Self::of(name, provenance, |form| words::identifier(kind, name, form))
    }

    /// The claim of what `made` calls something.
    pub(super) fn of(name: &'a str, provenance: &'a Provenance, made: impl Fn(Form) -> String) -> Self {
        let (short, long) = (made(Form::Short), made(Form::Long));
        let signs = if name.is_ascii() { long.clone() } else { made(Form::Signs) };
        Self { name, provenance, short, long, signs }
    }

    /// The same under a name that it has in any case.
    pub(super) fn called(self, name: &str) -> Self {
        Self { short: name.to_owned(), long: name.to_owned(), signs: name.to_owned(), ..self }
    }
}

/// The claim of a type that is called after an endpoint, with a word behind.
pub(super) fn beside<'a>(endpoint: &'a Endpoint, word: &str) -> Claim<'a> {
    let parts = || [endpoint.name.as_str(), word].into_iter();
    Claim::of(&endpoint.name, &endpoint.provenance, |form| words::type_identifier(parts(), form))
}

/// The claim of a type that documents name, which gives way to an endpoint of that name.
pub(super) fn beside_requests<'a>(claim: Claim<'a>, requests: &HashSet<String>) -> Claim<'a> {
    if claim.name.contains('/') || !requests.contains(&claim.long) {
        return claim;
    }
    let called = format!("{}Type", claim.long);
    claim.called(&called)
}

/// The claim of a type without a name, which gives way to one that documents name as it would be called.
pub(super) fn beside_named<'a>(claim: Claim<'a>, named: &HashSet<String>) -> Claim<'a> {
    if !claim.name.contains('/') || !named.contains(&claim.long) {
        return claim;
    }
    let called = format!("{}Inner", claim.long);
    claim.called(&called)
}

/// The claim of a response that is not a type of its own; where it is one, that type has the name already.
pub(super) fn response_claim<'a>(endpoint: &'a Endpoint, taken: &HashSet<&str>) -> Claim<'a> {
    let (name, provenance) = (endpoint.name.as_str(), &endpoint.provenance);
    if taken.contains(response_id(endpoint).0.as_str()) {
        return Claim::of(name, provenance, |_| String::new());
    }
    Claim::of(name, provenance, |form| words::type_identifier([name, RESPONSE].into_iter(), form))
}

/// The names of all endpoints, to tell which one an address begins with.
pub(super) struct Owners<'a> {
    pub(super) names: HashSet<&'a str>,
}

impl Owners<'_> {
    /// The endpoint whose name is the longest beginning of `address`, and the rest.
    pub(super) fn of<'b>(&self, address: &'b str) -> Option<(&'b str, &'b str)> {
        let mut cuts = address.rmatch_indices('/').map(|(at, _)| (address.get(..at), address.get(at + 1..)));
        cuts.find_map(|cut| match cut {
            (Some(name), Some(rest)) if self.names.contains(name) => Some((name, rest)),
            _ => None,
        })
    }

    pub(super) fn claim<'b>(&self, address: &'b str, provenance: &'b Provenance) -> Claim<'b> {
        let own = self.of(address).and_then(|(name, rest)| Some((name, rest.split_once('/')?)));
        Claim::of(address, provenance, |form| match own {
            Some((name, (_side, rest))) if form == Form::Short => {
                words::type_identifier(name.split('/').chain(rest.split('/')), form)
            }
            _ => words::type_identifier(address.split('/'), form),
        })
    }
}

/// The address of the response of an endpoint.
pub(super) fn response_id(endpoint: &Endpoint) -> TypeId {
    TypeId(format!("{}/{RESPONSE}", endpoint.name))
}
