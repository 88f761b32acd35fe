//! Documentation: what the documents say of a thing, and where.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Number;

use super::code::Code;
pub use super::doc::Doc;
use super::doc::how;
use super::prose::Prose;
use crate::emit::place_names::PlaceNames;
use crate::ir::{
    Body, Docs, Endpoint, Fact, Field, How, Method, RuleKind, Statement, Status, Type, TypeDef, ValueLabel,
};
use crate::naming::{Names, RESPONSE};

/// Several code spans.
fn codes<'c>(codes: impl IntoIterator<Item = &'c str>) -> Prose {
    Prose::join(codes.into_iter().map(Prose::code), ", ")
}

/// The heading above an endpoint.
pub fn title(endpoint: &Endpoint) -> Option<Prose> {
    endpoint.title.as_ref().and_then(|title| Prose::text(&title.value).some())
}

/// The head of an endpoint's file.
pub fn endpoint_module(endpoint: &Endpoint, example: Option<Code>) -> TokenStream {
    let title = title(endpoint).map(|title| Prose::from(": ").and(title)).unwrap_or_default();
    Doc::default().say(Prose::code(&endpoint.name).and(title)).code(example).inner()
}

/// The head of a file that is no endpoint's.
pub fn module(about: &'static str) -> TokenStream {
    Doc::default().say(about).inner()
}

/// The documentation of a request.
pub fn request(
    (places, names): (&PlaceNames<'_>, &Names),
    endpoint: &Endpoint,
    method: &str,
    has_setters: bool,
) -> Doc {
    let mut doc = Doc::default();
    doc.say(title(endpoint).unwrap_or_else(|| of("The request of ", endpoint)));
    doc.prose(&endpoint.docs);
    let methods = endpoint.methods.iter().map(|method| method.value.name()).collect::<Vec<_>>().join(", ");
    doc.say(Prose::code(&format!("{methods} {}", endpoint.path.value)));
    if let Some((field, constant)) =
        endpoint.selector.as_deref().and_then(|field| Some((field, field.constant.as_ref()?)))
    {
        let name = Prose::code(&field.name.value);
        doc.say(
            Prose::from("Told from others of the path by ")
                .and(name)
                .and(", which is ")
                .and(Prose::json(&constant.value))
                .and("."),
        );
    }
    if has_setters {
        let call = Prose::code(&format!("Client::{method}"));
        doc.say(Prose::from("What is optional is set by methods, here and on the call that ").and(call).and(" makes."));
    }
    for alias in &endpoint.aliases {
        doc.say(Prose::from("Also at ").and(Prose::code(&alias.path.value)).and("."));
        deprecated(&mut doc, alias.deprecated.as_ref());
    }
    for rule in &endpoint.rules {
        let words = match rule.kind {
            RuleKind::AtLeastOne => "At least one of ",
            RuleKind::OneOf => "One is enough of ",
        };
        doc.labelled(Prose::from(words).and(codes(rule.fields.iter().map(String::as_str))), &rule.docs);
    }
    if let Some(none) = &endpoint.parameters.none {
        doc.prose(&none.docs);
    }
    doc.list("HTTP statuses:", endpoint.statuses.iter().map(|status| (status_name(names, status), &status.docs)));
    doc.list("Codes:", endpoint.errors.iter().map(|error| (Prose::json(&error.code), &error.docs)));
    doc.source(places, &endpoint.provenance);
    for also in &endpoint.also {
        doc.source(places, also);
    }
    doc
}

/// The documentation of the method that calls an endpoint, as far as that which serves it has it too.
pub fn method(endpoint: &Endpoint, request: &Ident) -> Doc {
    let mut doc = Doc::default();
    doc.say(title(endpoint).unwrap_or_else(|| Prose::code(&endpoint.name)));
    doc.say(Prose::from("See ").and(Prose::item(request)).and("."));
    doc
}

/// The documentation of the method that serves an endpoint.
pub fn served(endpoint: &Endpoint, request: &Ident) -> Doc {
    let mut doc = method(endpoint, request);
    deprecated(&mut doc, endpoint.deprecated.as_ref());
    doc
}

/// The documentation of a call that is not sent yet.
pub fn call(endpoint: &Endpoint, has_setters: bool) -> Doc {
    let mut doc = Doc::default();
    doc.say(Prose::from("A call of ").and(Prose::code(&endpoint.name)).and(" that is not sent yet."));
    if has_setters {
        doc.say("What is optional is set by methods, as on the request.");
    }
    doc
}

/// What is said of a parameter in a list: its first sentence and its default.
pub fn parameter(name: Prose, field: &Field) -> Prose {
    let words = Prose::brief(&field.docs).some().map(|words| Prose::from(" ").and(words)).unwrap_or_default();
    let default =
        field.default.as_ref().map(|default| Prose::from(" (default: ").and(Prose::json(&default.value)).and(")"));
    name.and(words).and(default.unwrap_or_default())
}

/// The attribute of what is deprecated, with the documents' words.
pub fn deprecation(statement: Option<&Statement>) -> Option<TokenStream> {
    let note = Prose::docs(&statement?.docs).line();
    Some(if note.is_empty() { quote!(#[deprecated]) } else { quote!(#[deprecated(note = #note)]) })
}

/// A status, and as which type the data of a failure with it can be had.
pub fn status_name(names: &Names, status: &Status) -> Prose {
    let code = Prose::code(&status.code.to_string());
    let Some(ty) = status.ty.as_ref().filter(|_| !status.code.is_success()) else { return code };
    let held = match &ty.value {
        Type::Ref { id } => names.type_names(id).map(|known| known.name.clone()),
        Type::List { items } => match items.as_ref() {
            Type::Ref { id } => names.type_names(id).map(|known| format!("Vec<{}>", known.name)),
            _ => None,
        },
        _ => None,
    };
    held.map_or(code.clone(), |held| code.and(", with a ").and(Prose::code(&held)))
}

/// The documentation of the codes that an endpoint fails with.
pub fn failures(endpoint: &Endpoint) -> Doc {
    let mut doc = Doc::default();
    doc.say(Prose::from("The codes that ").and(Prose::code(&endpoint.name)).and(" fails with."));
    doc
}

/// Our words, the name of the endpoint, and a full stop.
fn of(words: &'static str, endpoint: &Endpoint) -> Prose {
    Prose::from(words).and(Prose::code(&endpoint.name)).and(".")
}

/// The documentation of a response that is no type of its own.
pub fn response(places: &PlaceNames<'_>, endpoint: &Endpoint) -> Doc {
    let mut doc = Doc::default();
    let more = match &endpoint.response.body.value {
        Body::Unknown => ": the documents do not say what it is.",
        Body::None => ": it has no data.",
        Body::Data { .. } => ".",
    };
    doc.say(Prose::from("The response of ").and(Prose::code(&endpoint.name)).and(more));
    doc.prose(&endpoint.response.docs).source(places, &endpoint.response.body.provenance);
    doc
}

/// The documentation of a union that stands without a definition in the file of `endpoint`.
pub fn inline_union(places: &PlaceNames<'_>, endpoint: Option<&Endpoint>, address: &str) -> Doc {
    if let Some(endpoint) = endpoint.filter(|endpoint| is_response(endpoint, address)) {
        return response(places, endpoint);
    }
    let mut doc = Doc::default();
    doc.say(Prose::from("One of the types that the documents give ").and(Prose::code(address)).and("."));
    doc
}

fn is_response(endpoint: &Endpoint, address: &str) -> bool {
    address.strip_prefix(&endpoint.name).and_then(|rest| rest.strip_prefix('/')) == Some(RESPONSE)
}

/// The documentation of a variant of a value set.
pub fn value(value: &Fact<ValueLabel>) -> Doc {
    let mut doc = Doc::default();
    doc.prose(&value.value.docs);
    if doc.is_empty() {
        doc.say(Prose::from("The value ").and(Prose::json(&value.value.value)).and("."));
    }
    doc
}

/// The documentation of the constant that has a parameter's default.
pub fn default_constant(field: &Field) -> Doc {
    let mut doc = Doc::default();
    doc.say(Prose::from("What ").and(Prose::code(&field.name.value)).and(" is where it is not given."));
    doc
}

/// The documentation of the method that sets a parameter.
pub fn setter(field: &Field) -> Doc {
    let mut doc = Doc::default();
    doc.say(Prose::from("Sets ").and(Prose::code(&field.name.value)).and("."));
    doc
}

/// The documentation of a type in the file of `endpoint`.
pub fn definition(places: &PlaceNames<'_>, endpoint: Option<&Endpoint>, def: &TypeDef) -> Doc {
    let mut doc = Doc::default();
    match endpoint.filter(|endpoint| is_response(endpoint, &def.id.0)) {
        Some(endpoint) => doc.say(of("The response of ", endpoint)).prose(&endpoint.response.docs).prose(&def.docs),
        None if def.docs.is_empty() => doc.say(Prose::from("The type ").and(Prose::code(&def.id.0)).and(".")),
        None => doc.prose(&def.docs),
    };
    for example in &def.examples {
        doc.example(example);
    }
    doc.source(places, &def.provenance);
    doc
}

/// The documentation of a field or parameter.
pub fn field(places: &PlaceNames<'_>, field: &Field) -> Doc {
    let mut doc = Doc::default();
    doc.prose(&field.docs);
    if doc.is_empty() {
        doc.say(Prose::from("The field ").and(Prose::code(&field.name.value)).and("."));
    }
    if let Some(constant) = &field.constant {
        doc.say(Prose::from("Always ").and(Prose::json(&constant.value)).and("."));
    }
    if let Some(default) = &field.default {
        doc.say(Prose::from("Default: ").and(Prose::json(&default.value)));
    }
    for example in &field.examples {
        doc.say(Prose::from("Example: ").and(Prose::json(&example.value)));
    }
    doc.list("Values with a meaning of their own:", field.sentinels.iter().map(label));
    limits(&mut doc, field);
    // What the prose says already is not said again.
    for condition in field.conditions.iter().filter(|condition| !field.docs.0.contains(&condition.docs.0)) {
        doc.labelled("Condition", &condition.docs);
    }
    if !field.required_for.is_empty() {
        let methods = field.required_for.iter().copied().map(|method| Prose::from(Method::name(method)));
        doc.say(Prose::from("Required for ").and(Prose::join(methods, ", ")).and("."));
    }
    if let Some(cookie) = &field.cookie {
        let cookie = Prose::code(&cookie.value);
        doc.say(Prose::from("Clients fill it in from the cookie ").and(cookie).and(" where it is not set."));
    }
    if field.is_once() {
        doc.say(Prose::from(
            "Clients fill it in from what their builder was given by `parameter`, where it is not set.",
        ));
    }
    if !field.aliases.is_empty() {
        let names = codes(field.aliases.iter().map(|alias| alias.value.as_str()));
        doc.say(Prose::from("Also read as ").and(names).and("."));
    }
    if field.ty.provenance.how != How::Stated && field.ty.provenance.rule != field.name.provenance.rule {
        doc.say(
            Prose::from("Type from ")
                .and(Prose::code(&places.name(&field.ty.provenance)))
                .and(how(&field.ty.provenance)),
        );
    }
    doc.source(places, &field.name.provenance);
    doc
}

fn limits(doc: &mut Doc, field: &Field) {
    if let Some(max) = &field.constraints.max_length {
        doc.say(Prose::from("At most ").number(&max.value).and(" characters."));
    }
    if let Some(max) = &field.constraints.max_items {
        doc.say(Prose::from("At most ").number(&max.value).and(" items."));
    }
    let bound = |limit: &'_ Option<Box<Fact<Number>>>| limit.as_ref().map(|limit| limit.value.clone());
    let words = match (bound(&field.constraints.minimum), bound(&field.constraints.maximum)) {
        (Some(least), Some(most)) => Prose::from("From ").number(&least).and(" to ").number(&most),
        (Some(least), None) => Prose::from("At least ").number(&least),
        (None, Some(most)) => Prose::from("At most ").number(&most),
        (None, None) => return,
    };
    doc.say(words.and("."));
}

fn label(value: &Fact<ValueLabel>) -> (Prose, &Docs) {
    (Prose::json(&value.value.value), &value.value.docs)
}

fn deprecated(doc: &mut Doc, statement: Option<&Statement>) {
    if let Some(statement) = statement {
        doc.labelled("**Deprecated**", &statement.docs);
    }
}
