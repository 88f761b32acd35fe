//! Names of components and operations: what the IR calls a thing, in the letters that OpenAPI allows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::ir::{Api, Endpoint, TypeId};

/// Hands out names, each only once.
#[derive(Default)]
pub(super) struct Unique {
    taken: BTreeSet<String>,
    /// The number to try next for a name that was wished for before.
    next: BTreeMap<String, u32>,
}

impl Unique {
    /// The name itself, or with the first number that makes it new.
    pub(super) fn claim(&mut self, wish: String) -> String {
        if self.taken.insert(wish.clone()) {
            return wish;
        }
        let next = self.next.entry(wish.clone()).or_insert(2);
        loop {
            let name = format!("{wish}_{next}");
            *next = next.saturating_add(1);
            if self.taken.insert(name.clone()) || *next == u32::MAX {
                return name;
            }
        }
    }
}

/// The names of the schemas that stand in the components.
pub(super) struct Names<'a> {
    types: BTreeMap<&'a TypeId, String>,
    envelope: String,
    requests: BTreeMap<&'a str, String>,
    forms: BTreeMap<&'a str, String>,
    responses: BTreeMap<&'a str, String>,
}

impl<'a> Names<'a> {
    /// Names everything. Types come first, so that what they are called does not depend on the endpoints.
    pub(super) fn new(api: &'a Api) -> Self {
        let mut unique = Unique::default();
        let types = api.types.iter().map(|def| (&def.id, unique.claim(component(&def.id.0)))).collect();
        let envelope = unique.claim("Envelope".to_owned());
        let mut each = |suffix: &str| {
            let name = |endpoint: &'a Endpoint| {
                (endpoint.name.as_str(), unique.claim(format!("{}.{suffix}", component(&endpoint.name))))
            };
            api.endpoints.iter().map(name).collect()
        };
        let requests = each("request");
        let forms = each("form");
        let responses = each("envelope");
        Self { types, envelope, requests, forms, responses }
    }

    /// The type's name. A type that is not defined has one too, so that the reference shows what is missing.
    pub(super) fn of_type<'b>(&'b self, id: &'b TypeId) -> &'b str {
        self.types.get(id).map_or(id.0.as_str(), String::as_str)
    }

    /// The name of what surrounds the data of every response.
    pub(super) fn envelope(&self) -> &str {
        &self.envelope
    }

    /// The name of an endpoint's parameters as an object.
    pub(super) fn request(&self, endpoint: &str) -> Option<&str> {
        self.requests.get(endpoint).map(String::as_str)
    }

    /// The name of the part of an endpoint's parameters that a form can carry.
    pub(super) fn form(&self, endpoint: &str) -> Option<&str> {
        self.forms.get(endpoint).map(String::as_str)
    }

    /// The name of an endpoint's whole response.
    pub(super) fn response(&self, endpoint: &str) -> Option<&str> {
        self.responses.get(endpoint).map(String::as_str)
    }
}

/// A reference to a schema of the components.
pub(super) fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

/// A name of `A-Z a-z 0-9 . _ -` for a component: `/` becomes `.`.
pub(super) fn component(name: &str) -> String {
    reduce(name, |letter| match letter {
        '.' | '-' => Some(letter),
        '/' => Some('.'),
        _ => None,
    })
}

/// A name of `A-Z a-z 0-9 _` for an operation.
pub(super) fn operation(name: &str) -> String {
    reduce(name, |_| None)
}

/// Keeps letters, digits and `_`, and of the others what `keep` makes of them. A letter beyond ASCII is written as its
/// number, `u6d88`, so that names in other scripts stay apart; all else becomes `_`.
fn reduce(name: &str, keep: impl Fn(char) -> Option<char>) -> String {
    let mut reduced = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            reduced.push(letter);
        } else if let Some(kept) = keep(letter) {
            reduced.push(kept);
        } else if letter.is_alphanumeric() {
            // Writing to a string cannot fail.
            let _ = write!(reduced, "u{:x}", u32::from(letter));
        } else {
            reduced.push('_');
        }
    }
    if reduced.is_empty() { "_".to_owned() } else { reduced }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_only_allowed_letters() {
        let cases = [
            ("Device", "Device", "Device"),
            ("get_msg/response/sender", "get_msg.response.sender", "get_msg_response_sender"),
            (".get_lamp_parts", ".get_lamp_parts", "_get_lamp_parts"),
            ("a/*_list", "a.__list", "a___list"),
            ("用户mid", "u7528u6237mid", "u7528u6237mid"),
            ("two-lamps", "two-lamps", "two_lamps"),
            ("type[]", "type__", "type__"),
            ("", "_", "_"),
        ];
        for (name, as_component, as_operation) in cases {
            assert_eq!(component(name), as_component, "{name}");
            assert_eq!(operation(name), as_operation, "{name}");
        }
    }

    #[test]
    fn a_name_is_handed_out_once() {
        let mut unique = Unique::default();
        let claimed: Vec<_> = ["a", "a_2", "a", "a", "b"].map(|wish| unique.claim(wish.to_owned())).into();
        assert_eq!(claimed, ["a", "a_2", "a_3", "a_4", "b"]);
    }
}
