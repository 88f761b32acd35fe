//! Names of components and operations: what the IR calls a thing, in the letters that OpenAPI allows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::object::Object;
use crate::ir::{Api, Body, Endpoint, Field, How, TypeId};
use crate::letters::latin;

/// The types of the schemas that have one, by reference.
pub(super) type Kinds = BTreeMap<String, Kind>;

/// What type a schema has.
pub(super) struct Kind {
    /// The type.
    pub(super) ty: &'static str,
    /// The schema of any value of it, where it has no parts.
    pub(super) scalar: Option<Object>,
}

/// What the values of a set stand for, as readers of documents show it.
pub(super) const LABELS: &str = "x-enumDescriptions";

/// Hands out names, each only once. Names that differ in case alone are one: they become files on disks that do not
/// tell them apart. So are those that differ in what is no letter or digit: generators join words in a way of their own.
#[derive(Default)]
pub(super) struct Unique {
    taken: BTreeSet<String>,
    /// The number to try next for a name that was wished for before.
    next: BTreeMap<String, u32>,
}

impl Unique {
    /// The name itself, or with the first number that makes it new.
    pub(super) fn claim(&mut self, wish: String) -> String {
        if self.taken.insert(bare(&wish)) {
            return wish;
        }
        let next = self.next.entry(bare(&wish)).or_insert(2);
        loop {
            let name = format!("{wish}_{next}");
            *next = next.saturating_add(1);
            if self.taken.insert(bare(&name)) || *next == u32::MAX {
                return name;
            }
        }
    }
}

/// The letters and digits of a name, without their case.
fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The names of the schemas that stand in the components.
pub(super) struct Names<'a> {
    types: BTreeMap<&'a TypeId, String>,
    envelope: String,
    requests: BTreeMap<&'a str, String>,
    forms: BTreeMap<&'a str, String>,
    responses: BTreeMap<&'a str, String>,
    tags: BTreeMap<&'a str, String>,
    parameters: Vec<(&'a Field, String)>,
}

impl<'a> Names<'a> {
    /// Names everything, and nothing as one of the `reserved` names. Types come first, so that what they are called does not
    /// depend on the endpoints, and before others those that are called so already.
    pub(super) fn new(api: &'a Api, reserved: &[&str]) -> Self {
        let mut unique = Unique::default();
        unique.taken.extend(reserved.iter().map(|name| bare(name)));
        let wishes = api.types.iter().map(|def| (&def.id, component(&def.id.0)));
        let (own, made): (Vec<_>, Vec<_>) = wishes.partition(|(id, wish)| id.0 == *wish);
        let types = own.into_iter().chain(made).map(|(id, wish)| (id, unique.claim(wish))).collect();
        let envelope = unique.claim("Envelope".to_owned());
        let mut each = |suffix: &str| -> BTreeMap<&'a str, String> {
            let name = |endpoint: &'a Endpoint| {
                (endpoint.name.as_str(), unique.claim(format!("{}{suffix}", component(&endpoint.name))))
            };
            api.endpoints.iter().map(name).collect()
        };
        let requests = each("Request");
        let forms = each("Form");
        let mut responses = each("Envelope");
        // The answers of endpoints that give nothing back are one shape, and so one type.
        let empty = unique.claim("EmptyEnvelope".to_owned());
        for endpoint in api.endpoints.iter().filter(|endpoint| gives_nothing(endpoint)) {
            responses.insert(endpoint.name.as_str(), empty.clone());
        }
        Self { types, envelope, requests, forms, responses, tags: tags(api), parameters: parameters(api) }
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

    /// The name of the tag for a group.
    pub(super) fn tag<'b>(&'b self, group: &'b str) -> &'b str {
        self.tags.get(group).map_or(group, String::as_str)
    }

    /// The parameters of every endpoint, with their names.
    pub(super) fn parameters(&self) -> &[(&'a Field, String)] {
        &self.parameters
    }

    /// The name of a parameter, where it is one of those of every endpoint.
    pub(super) fn parameter(&self, field: &Field) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| *known == field).map(|(_, name)| name.as_str())
    }

    /// The name of an endpoint's whole response.
    pub(super) fn response(&self, endpoint: &str) -> Option<&str> {
        self.responses.get(endpoint).map(String::as_str)
    }
}

/// Whether the answer is the API's envelope without data, and no more is said of it.
fn gives_nothing(endpoint: &Endpoint) -> bool {
    let response = &endpoint.response;
    response.body.value == Body::None && response.envelope.is_empty() && endpoint.errors.is_empty()
}

/// The names of tags by group, in the order of the documents.
fn tags(api: &Api) -> BTreeMap<&str, String> {
    let mut unique = Unique::default();
    let mut tags = BTreeMap::new();
    let used = api.endpoints.iter().filter_map(|endpoint| endpoint.group.as_ref()).map(|group| group.value.as_str());
    for group in api.groups.iter().map(|group| group.name.as_str()).chain(used) {
        tags.entry(group).or_insert_with(|| unique.claim(tag(group)));
    }
    tags
}

/// The parameters that every endpoint has by the dialect, each once, with their names.
fn parameters(api: &Api) -> Vec<(&Field, String)> {
    let (mut unique, mut found): (_, Vec<(&Field, String)>) = (Unique::default(), Vec::new());
    let everywhere = |field: &&Field| field.is_filled() && field.name.provenance.how == How::Declared;
    for field in api.endpoints.iter().flat_map(|endpoint| &endpoint.parameters.fields).filter(everywhere) {
        if !found.iter().any(|(known, _)| *known == field) {
            found.push((field, unique.claim(component(&field.name.value))));
        }
    }
    found
}

/// A reference to a schema of the components.
pub(super) fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

/// A name for a component that is an identifier in every language: its words joined, each with a capital.
pub(super) fn component(name: &str) -> String {
    let mut joined = String::new();
    for word in ascii(name).split(|letter: char| !letter.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        joined.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        joined.push_str(letters.as_str());
    }
    whole(joined, "Type")
}

/// A name of `A-Z a-z 0-9 _` for an operation.
pub(super) fn operation(name: &str) -> String {
    let letters = ascii(name).chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    whole(letters, "call_")
}

/// A name of printable ASCII for a tag: generators make packages of tags.
fn tag(name: &str) -> String {
    let words: Vec<_> = ascii(name).split_whitespace().map(str::to_owned).collect();
    let name = words.join(" ");
    if name.is_empty() { "_".to_owned() } else { name }
}

/// A name that is not empty and begins with no digit.
fn whole(name: String, prefix: &str) -> String {
    match name.chars().next() {
        None => prefix.trim_end_matches('_').to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{prefix}{name}"),
        Some(_) => name,
    }
}

/// The name with letters of other scripts written in Latin ones. One of which nothing is left so is written in the numbers of
/// its letters, so that names stay apart.
fn ascii(name: &str) -> String {
    let mut text = latin(name);
    if text.chars().any(|letter| letter.is_ascii_alphanumeric()) {
        return text;
    }
    for letter in name.chars().filter(|letter| letter.is_alphanumeric()) {
        // Writing to a string cannot fail.
        let _ = write!(text, "u{:x} ", u32::from(letter));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_only_allowed_letters() {
        let cases = [
            ("Device", "Device", "Device"),
            ("get_msg/response/sender", "GetMsgResponseSender", "get_msg_response_sender"),
            (".get_lamp_parts", "GetLampParts", "_get_lamp_parts"),
            ("a/*_list", "AList", "a___list"),
            ("用户mid", "YongHuMid", "Yong_Hu_mid"),
            ("лампа", "Lampa", "lampa"),
            ("Пользователь", "Polzovatel", "Polzovatel"),
            ("two-lamps", "TwoLamps", "two_lamps"),
            ("type[]", "Type", "type__"),
            ("2fa", "Type2fa", "call_2fa"),
            ("", "Type", "call"),
        ];
        for (name, as_component, as_operation) in cases {
            assert_eq!(component(name), as_component, "{name}");
            assert_eq!(operation(name), as_operation, "{name}");
        }
    }

    #[test]
    fn a_name_is_handed_out_once() {
        let mut unique = Unique::default();
        let claimed: Vec<_> =
            ["a", "a_2", "a", "A", "b", "a2", "a-b", "AB"].map(|wish| unique.claim(wish.to_owned())).into();
        assert_eq!(claimed, ["a", "a_2", "a_3", "A_4", "b", "a2_2", "a-b", "AB_2"]);
    }
}
