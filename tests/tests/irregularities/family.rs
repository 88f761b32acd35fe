//! The families of documents, compiled once, and short ways to look at what came out.

use std::sync::OnceLock;

use tablewright::ir::{Api, Body, Endpoint, Fact, Field, Type, TypeId, TypeKind, ValueLabel};
use tablewright::{Input, Output, compile_to_ir};

/// The documents, as provenance and diagnostics name them.
pub const API: &str = "go-cqhttp/api.md";
pub const LEGACY: &str = "go-cqhttp/legacy.md";
pub const PAGE: &str = "bilibili/message-settings.md";

/// A family and what it is compiled to.
pub struct Family {
    pub input: Input,
    pub output: Output,
}

/// The bot API.
pub fn bot() -> &'static Family {
    static FAMILY: OnceLock<Family> = OnceLock::new();
    FAMILY.get_or_init(|| Family::new("go-cqhttp"))
}

/// The message settings.
pub fn settings() -> &'static Family {
    static FAMILY: OnceLock<Family> = OnceLock::new();
    FAMILY.get_or_init(|| Family::new("bilibili"))
}

impl Family {
    fn new(name: &str) -> Self {
        let input = tests::family(name);
        let output = compile_to_ir(&input);
        Self { input, output }
    }

    pub fn api(&self) -> &Api {
        self.output.api.as_ref().expect("an IR")
    }

    pub fn endpoint(&self, name: &str) -> &Endpoint {
        let found = self.api().endpoints.iter().find(|endpoint| endpoint.name == name);
        found.unwrap_or_else(|| panic!("no endpoint `{name}`"))
    }

    /// The endpoints' names for which `is` holds.
    pub fn endpoints(&self, is: impl Fn(&Endpoint) -> bool) -> Vec<&str> {
        let all = self.api().endpoints.iter();
        all.filter(|endpoint| is(endpoint)).map(|endpoint| endpoint.name.as_str()).collect()
    }

    pub fn parameter(&self, endpoint: &str, name: &str) -> &Field {
        find(&self.endpoint(endpoint).parameters.fields, name)
    }

    pub fn parameters(&self, endpoint: &str) -> Vec<String> {
        signatures(&self.endpoint(endpoint).parameters.fields)
    }

    /// What comes back: `none`, `unknown` or a type.
    pub fn data(&self, endpoint: &str) -> String {
        match &self.endpoint(endpoint).response.body.value {
            Body::None => "none".to_owned(),
            Body::Unknown => "unknown".to_owned(),
            Body::Data { data } => show(data),
        }
    }

    pub fn kind(&self, id: &str) -> &TypeKind {
        let def = self.api().type_def(&TypeId(id.to_owned()));
        &def.unwrap_or_else(|| panic!("no type `{id}`")).kind
    }

    fn shape(&self, id: &str) -> &[Field] {
        match self.kind(id) {
            TypeKind::Struct(shape) => &shape.fields,
            _ => panic!("`{id}` has no fields"),
        }
    }

    pub fn fields(&self, id: &str) -> Vec<String> {
        signatures(self.shape(id))
    }

    pub fn field(&self, id: &str, name: &str) -> &Field {
        find(self.shape(id), name)
    }

    /// The values of a set, as `value=label`.
    pub fn values(&self, id: &str) -> Vec<String> {
        match self.kind(id) {
            TypeKind::Values { values, .. } => labels(values),
            _ => panic!("`{id}` is no value set"),
        }
    }

    fn text(&self, file: &str) -> &str {
        &self.input.documents.iter().find(|document| document.name == file).expect("a document").text
    }

    /// The line of a document, counted from 1.
    pub fn line(&self, file: &str, number: u32) -> &str {
        self.text(file).lines().nth(number as usize - 1).unwrap_or_default()
    }

    /// The line at which a quote stands, as `tests::quoted` reads it.
    pub fn at(&self, file: &str, quote: &str) -> u32 {
        tests::quoted(self.text(file), quote).unwrap_or_else(|error| panic!("`{quote}` in {file}: {error}"))
    }

    /// Asserts that the irregularities are still there.
    pub fn stands(&self, file: &str, quotes: &[&str]) {
        for quote in quotes {
            self.at(file, quote);
        }
    }

    /// Asserts what stands in the lines right below a quote; `""` is a line that is empty.
    pub fn follow(&self, file: &str, quote: &str, expected: &[&str]) {
        for (words, number) in expected.iter().zip(self.at(file, quote) + 1..) {
            let line = self.line(file, number);
            assert!(line.contains(words) && line.is_empty() == words.is_empty(), "{file}:{number}: {line}");
        }
    }

    /// The messages at a line, each after its code.
    fn messages(&self, file: &str, line: u32) -> Vec<String> {
        let items = self.output.diagnostics.items().iter();
        let here = items.filter(|item| {
            let at = self.output.sources.locate(item.span);
            *at.file == *file && at.line == line
        });
        here.map(|item| format!("{} {}", item.code.number(), item.message)).collect()
    }

    /// Asserts that the line of a quote has a message that begins with the code and has the words.
    pub fn says(&self, file: &str, quote: &str, code: &str, words: &str) {
        let messages = self.messages(file, self.at(file, quote));
        let found = messages.iter().any(|message| message.starts_with(code) && message.contains(words));
        assert!(found, "`{quote}` in {file} has no {code} with `{words}`, but {messages:?}");
    }

    /// Asserts at which quotes the document has messages with the code: at these, and nowhere else.
    pub fn reports(&self, file: &str, code: &str, quotes: &[&str]) {
        let expected: Vec<_> = quotes.iter().map(|quote| self.at(file, quote)).collect();
        assert_eq!(self.reported(file, code), expected, "{code} in {file}");
    }

    /// The lines of the document that have messages with the code.
    pub fn reported(&self, file: &str, code: &str) -> Vec<u32> {
        let items = self.output.diagnostics.items().iter().filter(|item| item.code.number() == code);
        let places = items.map(|item| self.output.sources.locate(item.span));
        places.filter(|at| *at.file == *file).map(|at| at.line).collect()
    }
}

pub fn find<'f>(fields: &'f [Field], name: &str) -> &'f Field {
    fields.iter().find(|field| field.name.value == name).unwrap_or_else(|| panic!("no field `{name}`"))
}

/// Fields as `name|alias?: type = default`, where `?` is "may be missing".
pub fn signatures(fields: &[Field]) -> Vec<String> {
    fields.iter().map(signature).collect()
}

pub fn signature(field: &Field) -> String {
    let names: Vec<_> = [&field.name].into_iter().chain(&field.aliases).map(|name| name.value.as_str()).collect();
    let mark = if field.required { "" } else { "?" };
    let default = field.default.as_ref().map_or(String::new(), |default| format!(" = {}", default.value));
    format!("{}{mark}: {}{default}", names.join("|"), show(&field.ty.value))
}

/// A type in one line.
pub fn show(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Int { bits, signed } => format!("{}int{bits}", if *signed { "" } else { "u" }),
        Type::Float { bits } => format!("float{bits}"),
        Type::String => "string".to_owned(),
        Type::DateTime => "date-time".to_owned(),
        Type::Date => "date".to_owned(),
        Type::File => "file".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Any => "any".to_owned(),
        Type::List { items } => format!("{}[]", show(items)),
        Type::Map { values } => format!("map of {}", show(values)),
        Type::Nullable { inner } => format!("{} or null", show(inner)),
        Type::Union { variants } => variants.iter().map(show).collect::<Vec<_>>().join(" or "),
        Type::Ref { id } => id.0.clone(),
    }
}

/// Values as `value=label`.
pub fn labels(values: &[Fact<ValueLabel>]) -> Vec<String> {
    values.iter().map(|fact| format!("{}={}", fact.value.value, fact.value.docs.0)).collect()
}

/// The conditions of a field.
pub fn conditions(field: &Field) -> Vec<&str> {
    field.conditions.iter().map(|condition| condition.docs.0.as_str()).collect()
}

/// The constant of a field as JSON.
pub fn constant(field: &Field) -> Option<String> {
    field.constant.as_ref().map(|constant| constant.value.to_string())
}
