//! Names for everything in an API.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::claims::{Claim, Owners, beside, beside_named, beside_requests, response_claim, response_id};
use super::names::{Collision, EndpointNames, Names, PARAMETERS, ParameterNames, TypeNames, api_module};
use super::reserved::Kind;
use super::unions::{each_union, normal};
use super::words::{self, Form};
use crate::ir::{
    Api, Body, Endpoint, Fact, Field, Location, Provenance, Struct, Type, TypeDef, TypeId, TypeKind, ValueLabel,
};
use crate::share::share;

/// What stands behind the name of an endpoint in the type of its codes.
const CODE: &str = "code";
/// The same in the type of its answers.
const ANSWER: &str = "answer";

/// An API as code has it.
pub struct Named<'a> {
    /// The API. Equal types are one in it, unless what that is called would be the name of another.
    pub api: Cow<'a, Api>,
    /// The names of all that is in it.
    pub names: Names,
    /// Which names collide.
    pub collisions: Vec<Collision>,
}

/// Has equal types once, and names everything.
#[must_use]
pub fn name(api: &Api) -> Named<'_> {
    let shared = share(api);
    let (names, collisions) = allocate(&shared);
    let is_sound = collisions.iter().all(|collision| !collision.told_apart.is_empty());
    if is_sound || matches!(shared, Cow::Borrowed(_)) {
        return Named { api: shared, names, collisions };
    }
    let (names, collisions) = allocate(api);
    Named { api: Cow::Borrowed(api), names, collisions }
}

impl Names {
    /// Names everything in `api`, and says which names collide. Output made with names that collide and are
    /// not told apart does not compile.
    #[must_use]
    pub fn new(api: &Api) -> (Self, Vec<Collision>) {
        allocate(api)
    }
}

fn allocate(api: &Api) -> (Names, Vec<Collision>) {
    let mut collisions = Collisions::default();
    let mut names = Names { module: api_module(&api.name), ..Names::default() };
    let endpoints = Owners { names: api.endpoints.iter().map(|endpoint| endpoint.name.as_str()).collect() };
    let modules = collisions.scope(claims(Kind::Module, &api.endpoints));
    let methods = collisions.scope(claims(Kind::Call, &api.endpoints));
    let unions = unions(api);
    let mut types = collisions.scope(type_claims(api, &endpoints, &unions)).into_iter();

    for ((endpoint, module), method) in api.endpoints.iter().zip(modules).zip(methods) {
        let request = types.next().unwrap_or_default();
        let parameters = parameters(&endpoint.parameters.fields, &mut collisions);
        let response = String::new();
        let codes = codes(endpoint);
        let called = EndpointNames { module, method, request, response, parameters, answer: None, code: None, codes };
        names.endpoints.insert(endpoint.name.clone(), called);
    }
    for def in &api.types {
        let name = types.next().unwrap_or_default();
        let endpoint = endpoints.of(&def.id.0).map(|(endpoint, _)| endpoint.to_owned());
        let called = TypeNames { name, members: members(def, &mut collisions), endpoint };
        names.types.insert(def.id.clone(), called);
    }
    names.unions.extend(unions.into_iter().zip(&mut types).map(|((address, _), name)| (address, name)));
    for (endpoint, fallback) in api.endpoints.iter().zip(&mut types) {
        let id = response_id(endpoint);
        let called = names.types.get(&id).map(|names| &names.name);
        let response = called.or_else(|| names.unions.get(&id.0)).cloned().unwrap_or(fallback);
        if let Some(called) = names.endpoints.get_mut(&endpoint.name) {
            called.response = response;
        }
    }
    for (endpoint, code) in api.endpoints.iter().filter(|endpoint| !endpoint.errors.is_empty()).zip(&mut types) {
        if let Some(called) = names.endpoints.get_mut(&endpoint.name) {
            called.code = Some(code);
        }
    }
    for (endpoint, answer) in several(api).zip(types) {
        if let Some(called) = names.endpoints.get_mut(&endpoint.name) {
            called.answer = Some(answer);
        }
    }
    let events = api.events.iter().flat_map(|events| &events.types);
    let events = events.map(|event| Claim::new(Kind::Variant, &event.name, &event.provenance));
    names.events = collisions.scope(events.collect());
    (names, collisions.all)
}

fn codes(endpoint: &Endpoint) -> Vec<String> {
    let text = |code: &Value| code.as_str().map_or_else(|| code.to_string(), str::to_owned);
    let texts: Vec<String> = endpoint.errors.iter().map(|error| text(&error.code)).collect();
    let codes = endpoint.errors.iter().zip(&texts);
    let claims = codes.map(|(error, text)| value_claim(&error.code, &error.docs.0, text, &error.provenance));
    Collisions::distinct(&claims.collect::<Vec<_>>())
}

fn claims(kind: Kind, endpoints: &[Endpoint]) -> Vec<Claim<'_>> {
    endpoints.iter().map(|endpoint| Claim::new(kind, &endpoint.name, &endpoint.provenance)).collect()
}

/// Requests, types, unions, responses, codes and answers, in this order: all in one scope, so that a name is enough to find a type.
fn type_claims<'a>(api: &'a Api, owners: &Owners<'_>, unions: &'a [(String, Provenance)]) -> Vec<Claim<'a>> {
    let requests = claims(Kind::Type, &api.endpoints);
    let defs = api.types.iter().map(|def| (def.id.0.as_str(), &def.provenance));
    let unions = unions.iter().map(|(address, provenance)| (address.as_str(), provenance));
    let nested = defs.chain(unions).map(|(address, provenance)| owners.claim(address, provenance));
    let called: HashSet<String> = requests.iter().map(|request| request.long.clone()).collect();
    let nested = nested.map(|claim| beside_requests(claim, &called)).collect::<Vec<_>>();
    let named = nested.iter().filter(|claim| !claim.name.contains('/')).map(|claim| claim.long.clone());
    let named: HashSet<String> = named.collect();
    let nested: Vec<_> = nested.into_iter().map(|claim| beside_named(claim, &named)).collect();
    let mut all: Vec<_> = requests.into_iter().chain(nested).collect();
    let taken: HashSet<&str> = all.iter().map(|claim| claim.name).collect();
    let responses: Vec<_> = api.endpoints.iter().map(|endpoint| response_claim(endpoint, &taken)).collect();
    all.extend(responses);
    let coded = api.endpoints.iter().filter(|endpoint| !endpoint.errors.is_empty());
    all.extend(coded.map(|endpoint| beside(endpoint, CODE)));
    all.extend(several(api).map(|endpoint| beside(endpoint, ANSWER)));
    all
}

/// The endpoints that succeed in several ways.
fn several(api: &Api) -> impl Iterator<Item = &Endpoint> {
    api.endpoints.iter().filter(|endpoint| !endpoint.successes().is_empty())
}

/// The addresses of all unions that no type of their own names.
fn unions(api: &Api) -> Vec<(String, Provenance)> {
    let mut all = Vec::new();
    let mut look = |ty: &Type, address: String, provenance: &Provenance| {
        each_union(ty, &address, &mut |address| all.push((address.to_owned(), provenance.clone())));
    };
    for endpoint in &api.endpoints {
        for field in &endpoint.parameters.fields {
            let address = format!("{}/{PARAMETERS}/{}", endpoint.name, field.name.value);
            look(&field.ty.value, address, &field.ty.provenance);
        }
        if let Body::Data { data } = &endpoint.response.body.value {
            look(data, response_id(endpoint).0, &endpoint.response.body.provenance);
        }
        for success in endpoint.successes().iter().skip(1) {
            let address = format!("{}/{}", response_id(endpoint).0, success.status);
            success.data.into_iter().for_each(|data| look(data, address.clone(), &endpoint.provenance));
        }
    }
    for def in &api.types {
        match &def.kind {
            TypeKind::Struct(body) => {
                for field in &body.fields {
                    look(&field.ty.value, format!("{}/{}", def.id.0, field.name.value), &field.ty.provenance);
                }
            }
            // A union that has a name of its own: only what is inside it needs names.
            TypeKind::Alias { target } if matches!(*normal(&target.value), Type::Union { .. }) => {
                look(&target.value, def.id.0.clone(), &target.provenance);
            }
            TypeKind::Alias { target } | TypeKind::Newtype { target } => {
                look(&target.value, format!("{}/inner", def.id.0), &target.provenance);
            }
            TypeKind::Values { .. } => {}
        }
    }
    all.retain(|(address, _)| api.type_def(&TypeId(address.clone())).is_none());
    all
}

fn parameters(fields: &[Field], collisions: &mut Collisions) -> Vec<ParameterNames> {
    let names = collisions.fields(&parameter_claims(Kind::Field, fields));
    let setters = collisions.fields(&parameter_claims(Kind::Method, fields));
    let pairs = names.into_iter().zip(setters);
    pairs.map(|(field, setter)| ParameterNames { default: words::default_constant(&field), field, setter }).collect()
}

/// The claims of parameters. The name of a part of the path is not sent, so it is the one that gives way to another.
fn parameter_claims(kind: Kind, fields: &[Field]) -> Vec<Claim<'_>> {
    let mut claims = field_claims(kind, fields);
    let mut wanted: HashMap<String, usize> = HashMap::new();
    for claim in &claims {
        *wanted.entry(claim.long.clone()).or_default() += 1;
    }
    let in_path = |field: &Field| field.location.as_ref().is_some_and(|known| known.value == Location::Path);
    for (claim, _) in claims.iter_mut().zip(fields).filter(|(_, field)| in_path(field)) {
        if wanted.get(&claim.long).is_some_and(|count| *count > 1) {
            let called = words::identifier(kind, &format!("path_{}", claim.name), Form::Long);
            (claim.short, claim.long, claim.signs) = (called.clone(), called.clone(), called);
        }
    }
    claims
}

fn field_claims(kind: Kind, fields: &[Field]) -> Vec<Claim<'_>> {
    fields.iter().map(|field| Claim::new(kind, &field.name.value, &field.name.provenance)).collect()
}

fn members(def: &TypeDef, collisions: &mut Collisions) -> Vec<String> {
    match &def.kind {
        TypeKind::Struct(body) => with_extra(body, collisions.fields(&field_claims(Kind::Field, &body.fields))),
        TypeKind::Values { values, .. } => {
            let texts: Vec<String> = values.iter().map(value_text).collect();
            let claims = values
                .iter()
                .zip(&texts)
                .map(|(value, text)| value_claim(&value.value.value, &value.value.docs.0, text, &value.provenance));
            Collisions::distinct(&claims.collect::<Vec<_>>())
        }
        TypeKind::Alias { .. } | TypeKind::Newtype { .. } => Vec::new(),
    }
}

/// The fields of an object, and where it is open the one for all that is not among them.
fn with_extra(body: &Struct, mut fields: Vec<String>) -> Vec<String> {
    if body.open {
        let mut free = ["extra", "extra_fields", "all_extra_fields"].into_iter();
        let free = free.find(|name| fields.iter().all(|field| field != name));
        fields.push(free.unwrap_or("extra").to_owned());
    }
    fields
}

fn value_text(value: &Fact<ValueLabel>) -> String {
    value.value.value.as_str().map_or_else(|| value.value.value.to_string(), str::to_owned)
}

/// A value is called as it is; an integer is called by its label, where that is a short English one.
fn value_claim<'a>(value: &Value, label: &str, text: &'a str, provenance: &'a Provenance) -> Claim<'a> {
    let mut claim = Claim::new(Kind::Variant, text, provenance);
    if value.is_i64() || value.is_u64() {
        if claim.long.starts_with("Minus") {
            claim.long.insert_str(0, "Value");
        }
        claim.short =
            if is_name(label) { words::identifier(Kind::Variant, label, Form::Long) } else { claim.long.clone() };
    }
    claim
}

fn is_name(label: &str) -> bool {
    let plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, ' ' | '_' | '-');
    label.len() <= 32 && label.starts_with(|first: char| first.is_ascii_alphabetic()) && label.chars().all(plain)
}

/// The word for the sign that a value begins with.
fn sign(value: &str) -> &'static str {
    match value.chars().next() {
        Some('-') => "Minus",
        Some('+') => "Plus",
        Some('!') => "Not",
        _ => "",
    }
}

/// The collisions of all scopes.
#[derive(Default)]
struct Collisions {
    all: Vec<Collision>,
    /// The names of each, with their places.
    seen: HashSet<Vec<(String, String, u32, u32)>>,
}

/// What each claim is called: short where nothing else wants that.
fn wanted(claims: &[Claim<'_>]) -> Vec<String> {
    let mut shorts: HashMap<&str, usize> = HashMap::new();
    for claim in claims {
        *shorts.entry(&claim.short).or_default() += 1;
    }
    let alone = |claim: &Claim<'_>| shorts.get(claim.short.as_str()) == Some(&1);
    claims.iter().map(|claim| if alone(claim) { claim.short.clone() } else { claim.long.clone() }).collect()
}

/// How often each name is there.
fn counts(names: &[String]) -> HashMap<String, usize> {
    let mut counts = HashMap::with_capacity(names.len());
    for name in names {
        *counts.entry(name.clone()).or_default() += 1;
    }
    counts
}

impl Collisions {
    /// One name per claim, in their order.
    fn scope(&mut self, claims: Vec<Claim<'_>>) -> Vec<String> {
        let mut names = wanted(&claims);
        let taken = counts(&names);
        let signs = |name: &String| taken.get(name.as_str()).is_some_and(|count| *count > 1);
        let again: Vec<bool> = names.iter().map(signs).collect();
        let mut holders: HashMap<String, Vec<(&str, &Provenance)>> = HashMap::with_capacity(claims.len());
        for ((claim, name), again) in claims.into_iter().zip(&mut names).zip(again) {
            if again {
                *name = claim.signs;
            }
            if !name.is_empty() {
                holders.entry(name.clone()).or_default().push((claim.name, claim.provenance));
            }
        }
        self.report(holders);
        names
    }

    /// As [`Collisions::scope`] for values, of which none can be renamed: those that would share a name are told apart by
    /// their signs, and else by a number, in their order.
    fn distinct(claims: &[Claim<'_>]) -> Vec<String> {
        let values: Vec<String> = claims.iter().map(|claim| claim.name.to_owned()).collect();
        let mut names = wanted(claims);
        let taken = counts(&names);
        let repeated: Vec<bool> = names.iter().map(|name| taken.get(name).is_some_and(|count| *count > 1)).collect();
        for ((name, value), _) in names.iter_mut().zip(&values).zip(repeated).filter(|(_, repeated)| *repeated) {
            name.insert_str(0, sign(value));
        }
        numbered(names)
    }

    /// As [`Collisions::scope`] for fields, whose names are those of the wire: those that would share an identifier are told
    /// apart by a number, in their order, and noted.
    fn fields(&mut self, claims: &[Claim<'_>]) -> Vec<String> {
        let places: Vec<_> = claims.iter().map(|claim| (claim.name.to_owned(), claim.provenance.clone())).collect();
        let wanted = wanted(claims);
        let names = numbered(wanted.clone());
        let mut several: BTreeMap<&str, Collision> = BTreeMap::new();
        for ((identifier, name), place) in wanted.iter().zip(&names).zip(places) {
            let identifier = identifier.as_str();
            let new = || Collision { identifier: identifier.to_owned(), ..Collision::default() };
            let collision = several.entry(identifier).or_insert_with(new);
            if !collision.names.is_empty() {
                collision.told_apart.push(name.clone());
            }
            collision.names.push(place);
        }
        for collision in several.into_values().filter(|collision| collision.names.len() > 1) {
            self.note(collision);
        }
        names
    }

    /// Notes the names held more than once, unless the same things already collide in another scope.
    fn report(&mut self, holders: HashMap<String, Vec<(&str, &Provenance)>>) {
        let several = holders.into_iter().filter(|(_, holders)| holders.len() > 1);
        let owned = |(name, provenance): (&str, &Provenance)| (name.to_owned(), provenance.clone());
        let mut found: Vec<Collision> = several
            .map(|(identifier, names)| {
                let names = names.into_iter().map(owned).collect();
                Collision { identifier, names, ..Collision::default() }
            })
            .collect();
        found.sort_by(|a, b| a.identifier.cmp(&b.identifier));
        for collision in found {
            self.note(collision);
        }
    }

    fn note(&mut self, collision: Collision) {
        let place = |(name, at): &(String, Provenance)| (name.clone(), at.file.to_string(), at.line, at.column);
        if self.seen.insert(collision.names.iter().map(place).collect()) {
            self.all.push(collision);
        }
    }
}

/// The names, of which each that repeats one before it gets a number that is free.
fn numbered(mut names: Vec<String>) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let wanted: HashSet<String> = names.iter().cloned().collect();
    // Below these numbers nothing is free.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for name in &mut names {
        if taken.contains(name) {
            let gap = if name.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
            let first = numbers.entry(name.clone()).or_insert(2);
            let mut free = (*first..).map(|number| (number, format!("{name}{gap}{number}")));
            let free = free.find(|(_, free)| !wanted.contains(free) && !taken.contains(free));
            if let Some((number, free)) = free {
                (*first, *name) = (number + 1, free);
            }
        }
        taken.insert(name.clone());
    }
    names
}
