//! How good the dialect is that the compiler proposes for documents, against the dialect that somebody wrote for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use tablewright::diagnostic::{Code, Severity};
use tablewright::ir::{Api, Body, Endpoint, Field, How, Type, TypeKind};
use tablewright::{
    Document, Input, Output, compile, compile_to_ir,
    tools::{guess, unexplained},
};

/// How deep the fields of responses are compared.
const DEPTH: usize = 4;

/// How many things of a kind there are, and how many of them the proposal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many the proposal has.
    pub found: usize,
    /// How many there are.
    pub all: usize,
}

impl Share {
    fn add(&mut self, found: bool) {
        self.found += usize::from(found);
        self.all += 1;
    }

    /// Both of two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { found: self.found + other.found, all: self.all + other.all }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.found, self.all))
    }
}

/// A proposal in figures.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// Whether the proposal is a dialect without a rule that could have no effect.
    pub valid: bool,
    /// Operations, by method and path.
    pub endpoints: Share,
    /// Operations that the written dialect does not have.
    pub more: usize,
    /// Parameters of the operations that both have, by name.
    pub parameters: Share,
    /// Parameters that both have, by whether they must be there.
    pub presence: Share,
    /// Parameters and response fields that both have, by their type, whatever its width.
    pub types: Share,
    /// Fields of the responses, by their names from the top.
    pub responses: Share,
    /// The errors that keep the proposal from being compiled.
    pub errors: usize,
    /// The errors with the written dialect.
    pub errors_written: usize,
    /// The places that the proposal does not explain.
    pub unexplained: usize,
}

/// The header of the lines that [`Measure`] prints.
pub const HEADER: &str =
    "valid  endpoints  more  parameters  presence      types  responses  errors (written)  unexplained";

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoints, more, parameters, presence, types, responses, errors, errors_written, .. } = self;
        let valid = if self.valid { "yes" } else { "no" };
        write!(
            f,
            "{valid:>5}  {endpoints:>9}  {more:>4}  {parameters:>10}  {presence:>8}  {types:>9}  {responses:>9}  \
             {errors:>6} {errors_written:>9}  {:>11}",
            self.unexplained
        )
    }
}

/// What the compiler proposes for the documents of `written`: an input with the same documents.
#[must_use]
pub fn guessed(written: &Input) -> Input {
    let dialect = guess::guess(&written.api, &written.documents).dialect;
    let dialect = Document { name: written.dialect.name.clone(), text: dialect };
    Input { dialect, patches: None, ..written.clone() }
}

/// Compares what the compiler proposes with what somebody wrote.
#[must_use]
pub fn measure(written: &Input) -> Measure {
    let guessed = guessed(written);
    let (real, proposed) = (compile_to_ir(written), compile(&guessed));
    let config = [Code::ConfigValue, Code::ConfigSyntax, Code::ConfigUnknownKey];
    let items = |output: &Output, wanted: &dyn Fn(&tablewright::diagnostic::Diagnostic) -> bool| {
        output.diagnostics.items().iter().filter(|item| wanted(item)).count()
    };
    let is_error = |item: &tablewright::diagnostic::Diagnostic| item.severity == Severity::Error;
    let mut measure = Measure {
        valid: proposed.api.is_some() && items(&proposed, &|item| config.contains(&item.code)) == 0,
        errors: items(&proposed, &is_error),
        errors_written: items(&real, &is_error),
        unexplained: unexplained::groups(&proposed).iter().map(|group| group.count).sum(),
        ..Measure::default()
    };
    // What names keep from the output of a draft is proposed all the same.
    let read = compile_to_ir(&guessed);
    let (Some(real), Some(proposed)) = (&real.api, &read.api) else { return measure };
    let (wanted, had) = (operations(real), operations(proposed));
    // Methods that stand in the dialect and in no document cannot be guessed.
    let declared = written.dialect.text.lines().any(|line| line.starts_with("methods = ["));
    for (call, endpoint) in &wanted {
        let any = if declared { had.get(&("any", call.1)) } else { None };
        let other = had.get(call).or(any);
        measure.endpoints.add(other.is_some());
        if let Some(other) = other {
            measure.fields((real, &endpoint.parameters.fields), (proposed, &other.parameters.fields));
            measure.response((real, endpoint), (proposed, other));
        }
    }
    let paths: BTreeSet<&str> = wanted.keys().map(|(_, path)| *path).collect();
    let known = |call: &(&str, &str)| wanted.contains_key(call) || call.0 == "any" && paths.contains(call.1);
    measure.more = had.keys().filter(|call| !known(call)).count();
    measure
}

impl Measure {
    fn fields(&mut self, (real, wanted): (&Api, &[Field]), (proposed, had): (&Api, &[Field])) {
        for field in wanted {
            let same = had.iter().find(|other| other.name.value == field.name.value);
            self.parameters.add(same.is_some());
            if let Some(same) = same {
                self.presence.add(same.required == field.required);
                self.types.add(kind(proposed, &same.ty.value) == kind(real, &field.ty.value));
            }
        }
    }

    fn response(&mut self, (real, wanted): (&Api, &Endpoint), (proposed, had): (&Api, &Endpoint)) {
        let had = leaves(proposed, had);
        for (name, is) in leaves(real, wanted) {
            let same = had.get(&name);
            self.responses.add(same.is_some());
            if let Some(same) = same {
                self.types.add(*same == is);
            }
        }
    }

    /// Both of two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            valid: self.valid && other.valid,
            endpoints: self.endpoints.and(other.endpoints),
            more: self.more + other.more,
            parameters: self.parameters.and(other.parameters),
            presence: self.presence.and(other.presence),
            types: self.types.and(other.types),
            responses: self.responses.and(other.responses),
            errors: self.errors + other.errors,
            errors_written: self.errors_written + other.errors_written,
            unexplained: self.unexplained + other.unexplained,
        }
    }
}

/// The operations by method and path; the first of two with one address. A method that no document says is not told
/// apart from another.
#[must_use]
pub fn operations(api: &Api) -> BTreeMap<(&'static str, &str), &Endpoint> {
    let mut found = BTreeMap::new();
    for endpoint in &api.endpoints {
        for method in &endpoint.methods {
            let name = if method.provenance.how == How::Stated { method.value.name() } else { "any" };
            found.entry((name, endpoint.path.value.as_str())).or_insert(endpoint);
        }
    }
    found
}

/// The fields of an endpoint's response with their kinds, by their names from the top.
fn leaves(api: &Api, endpoint: &Endpoint) -> BTreeMap<String, &'static str> {
    let mut found = BTreeMap::new();
    match &endpoint.response.body.value {
        Body::Data { data } => below(api, data, "", 0, &mut found),
        Body::None => drop(found.insert("nothing".into(), "nothing")),
        Body::Unknown => {}
    }
    for field in &endpoint.response.envelope {
        below(api, &field.ty.value, &format!("envelope {}", field.name.value), 1, &mut found);
    }
    found
}

fn below(api: &Api, ty: &Type, name: &str, depth: usize, found: &mut BTreeMap<String, &'static str>) {
    found.insert(name.to_owned(), kind(api, ty));
    if depth >= DEPTH {
        return;
    }
    match target(api, ty) {
        Target::Struct(fields) => {
            for field in fields {
                below(api, &field.ty.value, &format!("{name}.{}", field.name.value), depth + 1, found);
            }
        }
        Target::Plain(ty) => {
            for inner in ty.children() {
                below(api, inner, &format!("{name}[]"), depth + 1, found);
            }
        }
    }
}

enum Target<'a> {
    Struct(&'a [Field]),
    Plain(&'a Type),
}

/// What a type is in the end.
fn target<'a>(api: &'a Api, mut ty: &'a Type) -> Target<'a> {
    let mut seen = BTreeSet::new();
    while let Type::Ref { id } = ty {
        let def = api.types.iter().find(|def| def.id == *id).filter(|_| seen.insert(id));
        match def.map(|def| &def.kind) {
            Some(TypeKind::Struct(body)) => return Target::Struct(&body.fields),
            Some(TypeKind::Values { base, .. }) => ty = base,
            Some(TypeKind::Alias { target } | TypeKind::Newtype { target }) => ty = &target.value,
            None => break,
        }
    }
    Target::Plain(ty)
}

fn kind(api: &Api, ty: &Type) -> &'static str {
    let Target::Plain(ty) = target(api, ty) else { return "object" };
    match ty {
        Type::Bool => "bool",
        Type::Int { .. } => "integer",
        Type::Float { .. } => "float",
        Type::String | Type::DateTime | Type::Date | Type::File => "string",
        Type::Null => "null",
        Type::Any => "any",
        Type::List { .. } => "list",
        Type::Map { .. } => "map",
        Type::Nullable { .. } => "nullable",
        Type::Union { .. } => "union",
        Type::Ref { .. } => "undefined",
    }
}
