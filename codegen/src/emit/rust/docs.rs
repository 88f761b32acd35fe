//! Documentation: what the documents say of a thing, and where.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Number, Value};

use super::prose::{code, safe, text};
use crate::ir::{
    Body, Docs, Endpoint, Example, Fact, Field, How, Method, Provenance, RuleKind, Statement, TypeDef, ValueLabel,
};
use crate::naming::{EndpointNames, RESPONSE};

/// Documentation, a paragraph at a time.
#[derive(Default)]
pub struct Doc {
    paragraphs: Vec<String>,
}

impl Doc {
    /// A paragraph of our own words.
    pub fn say(&mut self, paragraph: impl Into<String>) -> &mut Self {
        self.paragraphs.push(paragraph.into());
        self
    }

    /// The documents' words.
    pub fn prose(&mut self, docs: &Docs) -> &mut Self {
        let text = safe(&docs.0);
        if !text.is_empty() {
            self.paragraphs.push(text);
        }
        self
    }

    /// The documents' words, with ours before them.
    fn labelled(&mut self, label: &str, docs: &Docs) -> &mut Self {
        let words = safe(&docs.0);
        if words.contains('\n') {
            self.say(format!("{label}:")).say(words)
        } else {
            self.say(format!("{label}: {words}"))
        }
    }

    /// A list of values, each with its meaning.
    fn list<'v>(&mut self, title: &str, items: impl Iterator<Item = (String, &'v Docs)>) -> &mut Self {
        let item = |(value, docs): (String, &Docs)| {
            let words = safe(&docs.0).replace('\n', "\n  ");
            if words.is_empty() { format!("- {value}") } else { format!("- {value}: {words}") }
        };
        let items: Vec<_> = items.map(item).collect();
        if items.is_empty() { self } else { self.say(format!("{title}:")).say(items.join("\n")) }
    }

    /// A value that the documents show.
    fn example(&mut self, example: &Example) -> &mut Self {
        let longest = example.text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        let code = format!("{fence}json\n{}\n{fence}", example.text.trim_end());
        self.say("An example:").prose(&example.docs).prose(&Docs(code))
    }

    /// Where it stands and how it is known.
    pub fn source(&mut self, at: &Provenance) -> &mut Self {
        self.say(format!("Source: {}{}", place(at), how(at)))
    }

    /// As doc comments of the item that follows.
    pub fn outer(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#[doc = #lines])*)
    }

    /// As doc comments of the module around.
    pub fn inner(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#![doc = #lines])*)
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in &self.paragraphs {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines
                .extend(paragraph.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") }));
        }
        lines
    }
}

/// A JSON value as a code span.
pub fn json(value: &Value) -> String {
    code(&value.to_string())
}

fn place(at: &Provenance) -> String {
    code(&format!("{}:{}", at.file, at.line))
}

fn how(at: &Provenance) -> String {
    let known = match at.how {
        How::Stated => return String::new(),
        How::Inferred => "inferred",
        How::Patched => "patched",
        How::Declared => "declared by the dialect",
    };
    match &at.rule {
        Some(rule) => format!(" ({known}: {})", text(rule)),
        None => format!(" ({known})"),
    }
}

/// The head of an endpoint's file.
pub fn endpoint_module(endpoint: &Endpoint) -> TokenStream {
    let title = endpoint.title.as_ref().map(|title| text(&title.value)).filter(|title| !title.is_empty());
    let title = title.map(|title| format!(": {title}")).unwrap_or_default();
    Doc::default().say(format!("{}{title}", code(&endpoint.name))).inner()
}

/// The head of a file that is no endpoint's.
pub fn module(about: &str) -> TokenStream {
    Doc::default().say(about).inner()
}

/// The documentation of a request.
pub fn request(endpoint: &Endpoint) -> Doc {
    let mut doc = Doc::default();
    match endpoint.title.as_ref().map(|title| text(&title.value)).filter(|title| !title.is_empty()) {
        Some(title) => doc.say(title),
        None => doc.say(format!("The request of {}.", code(&endpoint.name))),
    };
    doc.prose(&endpoint.docs);
    let methods = endpoint.methods.iter().map(|method| method.value.name()).collect::<Vec<_>>().join(", ");
    doc.say(code(&format!("{methods} {}", endpoint.path.value)));
    deprecated(&mut doc, endpoint.deprecated.as_ref());
    for alias in &endpoint.aliases {
        doc.say(format!("Also at {}.", code(&alias.path.value)));
        deprecated(&mut doc, alias.deprecated.as_ref());
    }
    for rule in &endpoint.rules {
        let names = rule.fields.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
        let words = match rule.kind {
            RuleKind::AtLeastOne => "At least one of",
            RuleKind::OneOf => "One is enough of",
        };
        doc.labelled(&format!("{words} {names}"), &rule.docs);
    }
    if let Some(none) = &endpoint.parameters.none {
        doc.prose(&none.docs);
    }
    let statuses = endpoint.statuses.iter().map(|status| (code(&status.code.to_string()), &status.docs));
    doc.list("HTTP statuses", statuses);
    doc.list("Codes", endpoint.errors.iter().map(|error| (json(&error.code), &error.docs)));
    doc.source(&endpoint.provenance);
    for also in &endpoint.also {
        doc.source(also);
    }
    doc
}

/// The documentation of the method that calls or serves an endpoint.
pub fn method(endpoint: &Endpoint, called: &EndpointNames) -> Doc {
    let mut doc = Doc::default();
    let title = endpoint.title.as_ref().map(|title| text(&title.value)).filter(|title| !title.is_empty());
    doc.say(title.unwrap_or_else(|| code(&endpoint.name)));
    doc.say(format!("See [`{}`].", called.request));
    deprecated(&mut doc, endpoint.deprecated.as_ref());
    doc
}

/// The documentation of the codes that an endpoint fails with.
pub fn codes(endpoint: &Endpoint) -> Doc {
    let mut doc = Doc::default();
    doc.say(format!("The codes that {} fails with.", code(&endpoint.name)));
    doc
}

/// The documentation of a response that is no type of its own.
pub fn response(endpoint: &Endpoint) -> Doc {
    let mut doc = Doc::default();
    doc.say(match &endpoint.response.body.value {
        Body::Unknown => format!("The response of {}: the documents do not say what it is.", code(&endpoint.name)),
        Body::None => format!("The response of {}: it has no data.", code(&endpoint.name)),
        Body::Data { .. } => format!("The response of {}.", code(&endpoint.name)),
    });
    doc.prose(&endpoint.response.docs).source(&endpoint.response.body.provenance);
    doc
}

/// The documentation of a union that stands without a definition in the file of `endpoint`.
pub fn inline_union(endpoint: Option<&Endpoint>, address: &str) -> Doc {
    if let Some(endpoint) = endpoint.filter(|endpoint| is_response(endpoint, address)) {
        return response(endpoint);
    }
    let mut doc = Doc::default();
    doc.say(format!("One of the types that the documents give {}.", code(address)));
    doc
}

fn is_response(endpoint: &Endpoint, address: &str) -> bool {
    address.strip_prefix(&endpoint.name).and_then(|rest| rest.strip_prefix('/')) == Some(RESPONSE)
}

/// The documentation of a variant of a value set.
pub fn value(value: &Fact<ValueLabel>) -> Doc {
    let mut doc = Doc::default();
    doc.prose(&value.value.docs);
    if doc.paragraphs.is_empty() {
        doc.say(format!("The value {}.", json(&value.value.value)));
    }
    doc
}

/// The documentation of the constant that has a parameter's default.
pub fn default_constant(field: &Field) -> Doc {
    let mut doc = Doc::default();
    doc.say(format!("What {} is where it is not given.", code(&field.name.value)));
    doc
}

/// The documentation of the method that sets a parameter.
pub fn setter(field: &Field) -> Doc {
    let mut doc = Doc::default();
    doc.say(format!("Sets {}.", code(&field.name.value)));
    doc
}

/// The documentation of a type in the file of `endpoint`.
pub fn definition(endpoint: Option<&Endpoint>, def: &TypeDef) -> Doc {
    let mut doc = Doc::default();
    match endpoint.filter(|endpoint| is_response(endpoint, &def.id.0)) {
        Some(endpoint) => doc
            .say(format!("The response of {}.", code(&endpoint.name)))
            .prose(&endpoint.response.docs)
            .prose(&def.docs),
        None if def.docs.is_empty() => doc.say(format!("The type {}.", code(&def.id.0))),
        None => doc.prose(&def.docs),
    };
    for example in &def.examples {
        doc.example(example);
    }
    doc.source(&def.provenance);
    doc
}

/// The documentation of a field or parameter.
pub fn field(field: &Field) -> Doc {
    let mut doc = Doc::default();
    doc.prose(&field.docs);
    if doc.paragraphs.is_empty() {
        doc.say(format!("The field {}.", code(&field.name.value)));
    }
    deprecated(&mut doc, field.deprecated.as_ref());
    if let Some(constant) = &field.constant {
        doc.say(format!("Always {}.", json(&constant.value)));
    }
    if let Some(default) = &field.default {
        doc.say(format!("Default: {}", json(&default.value)));
    }
    for example in &field.examples {
        doc.say(format!("Example: {}", json(&example.value)));
    }
    doc.list("Values with a meaning of their own", field.sentinels.iter().map(label));
    limits(&mut doc, field);
    // What the prose says already is not said again.
    for condition in field.conditions.iter().filter(|condition| !field.docs.0.contains(&condition.docs.0)) {
        doc.labelled("Condition", &condition.docs);
    }
    if !field.required_for.is_empty() {
        let methods = field.required_for.iter().copied().map(Method::name).collect::<Vec<_>>().join(", ");
        doc.say(format!("Required for {methods}."));
    }
    if let Some(cookie) = &field.cookie {
        doc.say(format!("Clients fill it in from the cookie {} where it is not set.", code(&cookie.value)));
    }
    if !field.aliases.is_empty() {
        let names = field.aliases.iter().map(|alias| code(&alias.value)).collect::<Vec<_>>().join(", ");
        doc.say(format!("Also read as {names}."));
    }
    if field.ty.provenance.how != How::Stated && field.ty.provenance.rule != field.name.provenance.rule {
        doc.say(format!("Type from {}{}", place(&field.ty.provenance), how(&field.ty.provenance)));
    }
    doc.source(&field.name.provenance);
    doc
}

fn limits(doc: &mut Doc, field: &Field) {
    if let Some(max) = &field.constraints.max_length {
        doc.say(format!("At most {} characters.", max.value));
    }
    if let Some(max) = &field.constraints.max_items {
        doc.say(format!("At most {} items.", max.value));
    }
    let bound = |limit: &Option<Fact<Number>>| limit.as_ref().map(|limit| limit.value.to_string());
    match (bound(&field.constraints.minimum), bound(&field.constraints.maximum)) {
        (Some(least), Some(most)) => drop(doc.say(format!("From {least} to {most}."))),
        (Some(least), None) => drop(doc.say(format!("At least {least}."))),
        (None, Some(most)) => drop(doc.say(format!("At most {most}."))),
        (None, None) => {}
    }
}

fn label(value: &Fact<ValueLabel>) -> (String, &Docs) {
    (json(&value.value.value), &value.value.docs)
}

fn deprecated(doc: &mut Doc, statement: Option<&Statement>) {
    if let Some(statement) = statement {
        doc.labelled("**Deprecated**", &statement.docs);
    }
}
