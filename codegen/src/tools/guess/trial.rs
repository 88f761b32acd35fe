//! What a proposal is worth, as the compiler finds it: of two, the better one is kept.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Api, Body, Endpoint, Type, TypeKind};
use crate::{Document, Input, Output, compile_to_ir};

/// Something of which the shapes of the documents do not tell whether it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attempt {
    /// Tables below a word for the response hold the fields of the envelope too.
    WholeResponses,
    /// JSON that no label explains is what comes back.
    UnlabelledExamples,
    /// A table of a response describes the items of the only list in its examples.
    ItemsByExample,
}

impl Attempt {
    /// In the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::WholeResponses, Self::UnlabelledExamples, Self::ItemsByExample];

    /// The policy that says it, where that is one.
    pub fn policy(self) -> Option<&'static str> {
        match self {
            Self::WholeResponses => None,
            Self::UnlabelledExamples => Some("unlabelled_example = \"response\""),
            Self::ItemsByExample => Some("items_by_example = true"),
        }
    }
}

/// A proposal with what the compiler makes of it.
#[derive(Debug)]
pub struct Trial {
    /// The text of `dialect.toml`.
    pub dialect: String,
    /// What came of it.
    pub output: Output,
}

impl Trial {
    /// Compiles `documents` with the dialect.
    pub fn of(api: &str, documents: &[Document], dialect: String) -> Self {
        let named = Document { name: format!("{api}/dialect.toml"), text: dialect.clone() };
        let input = Input { api: api.to_owned(), documents: documents.to_vec(), dialect: named, patches: None };
        Self { dialect, output: compile_to_ir(&input) }
    }

    /// What the dialect makes of the documents.
    pub fn account(&self) -> Account {
        Account::from(&self.output)
    }
}

/// What a dialect makes of the documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// What is known of the API: endpoints with parameters and a response, parameters, examples that fit.
    facts: usize,
    /// The fields of its types.
    fields: usize,
    /// The fields of what comes back from each endpoint, so that one type for several counts as much as several.
    answered: usize,
    /// What speaks against it: errors, and messages about contradictions.
    doubts: usize,
}

impl Account {
    /// Whether this says more of the documents than `other`, and contradicts itself hardly more.
    pub fn is_better(self, other: Self) -> bool {
        self.worth() > other.worth()
    }

    /// Whether as much is known of every call as `other` knows.
    pub fn knows_as_much(self, other: Self) -> bool {
        self.less_doubts(self.answered) >= other.less_doubts(other.answered)
    }

    /// A doubt weighs as much as two facts: a table that is taken for the wrong thing brings fields and contradictions.
    pub fn worth(self) -> isize {
        self.less_doubts(self.fields)
    }

    fn less_doubts(self, fields: usize) -> isize {
        let count = |count: usize| isize::try_from(count).unwrap_or(isize::MAX);
        count(self.facts).saturating_add(count(fields)).saturating_sub(count(self.doubts).saturating_mul(2))
    }
}

impl From<&Output> for Account {
    fn from(output: &Output) -> Self {
        let doubts = output.diagnostics.items().iter().filter(|item| is_doubt(item)).count();
        let Some(api) = &output.api else { return Self { doubts, ..Self::default() } };
        let facts = api.endpoints.iter().map(of_endpoint).sum::<usize>();
        let fields = api.types.iter().map(|def| match &def.kind {
            TypeKind::Struct(object) => object.fields.len(),
            _ => 0,
        });
        let facts = facts + output.figures.bound + 2 * output.figures.decoded;
        let answered = api.endpoints.iter().map(|endpoint| answered(api, endpoint)).sum();
        Self { facts, fields: fields.sum(), answered, doubts }
    }
}

/// The fields of what comes back from an endpoint, those of what they hold included.
fn answered(api: &Api, endpoint: &Endpoint) -> usize {
    let Body::Data { data } = &endpoint.response.body.value else { return 0 };
    let (mut open, mut found, mut fields) = (vec![data], HashSet::new(), 0);
    while let Some(ty) = open.pop() {
        open.extend(ty.children());
        let Type::Ref { id } = ty else { continue };
        let Some(def) = api.type_def(id).filter(|_| found.insert(id)) else { continue };
        match &def.kind {
            TypeKind::Struct(object) => {
                fields += object.fields.len();
                open.extend(object.fields.iter().map(|field| &field.ty.value));
            }
            TypeKind::Alias { target } | TypeKind::Newtype { target } => open.push(&target.value),
            TypeKind::Values { .. } => {}
        }
    }
    fields
}

fn of_endpoint(endpoint: &Endpoint) -> usize {
    let response = match &endpoint.response.body.value {
        Body::Unknown => 0,
        Body::None => 1,
        Body::Data { data } => usize::from(!matches!(data, Type::Any)),
    };
    1 + endpoint.parameters.fields.len() + response
}

/// Whether a message says that something does not fit together.
fn is_doubt(item: &Diagnostic) -> bool {
    let contradicts = matches!(
        item.code,
        Code::BadExample | Code::ExampleExtra | Code::ExampleLacks | Code::ExampleType | Code::Duplicate
    );
    item.severity == Severity::Error || (contradicts && item.severity == Severity::Warning)
}
