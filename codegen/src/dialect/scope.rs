//! For which documents and endpoints rules are.

use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;

use super::{
    BulletRule, Dialect, EndpointRule, GroupRules, IgnoreRule, Pattern, ProseRule, SectionRule, StatementRule,
    TypeRule, ValuesRule,
};

/// A rule that can be for some documents or endpoints alone.
pub trait Scoped {
    /// The documents that it is for, and the endpoints.
    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>);

    /// Whether it is for what stands in the document of this name, below the endpoint of one of these calls.
    #[must_use]
    fn reads(&self, document: &str, calls: &[String]) -> bool {
        let reads = if calls.is_empty() { Reads::Outside } else { Reads::Endpoint(calls) };
        is_for(self.scope(), Self::EVERYWHERE, document, reads)
    }

    /// Whether it is for all documents and endpoints.
    #[must_use]
    fn is_for_all(&self) -> bool {
        matches!(self.scope(), (None, None))
    }

    /// Whether it holds outside of endpoints although it is for some of them.
    const EVERYWHERE: bool = false;
}

impl Scoped for EndpointRule {
    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>) {
        (self.documents.as_ref(), None)
    }
}

impl Scoped for SectionRule {
    // A label that stands outside of the endpoints it is for is to be reported as one.
    const EVERYWHERE: bool = true;

    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>) {
        (self.documents.as_ref(), self.endpoints.as_ref())
    }
}

impl Scoped for StatementRule {
    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>) {
        (self.documents.as_ref(), self.endpoints.as_ref())
    }
}

impl Scoped for BulletRule {
    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>) {
        (self.documents.as_ref(), self.endpoints.as_ref())
    }
}

impl Scoped for IgnoreRule {
    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>) {
        (self.documents.as_ref(), self.endpoints.as_ref())
    }
}

impl Scoped for ProseRule {
    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>) {
        (self.documents.as_ref(), self.endpoints.as_ref())
    }
}

impl Scoped for ValuesRule {
    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>) {
        (self.documents.as_ref(), self.endpoints.as_ref())
    }
}

impl Scoped for TypeRule {
    fn scope(&self) -> (Option<&Pattern>, Option<&Pattern>) {
        (self.documents.as_ref(), self.endpoints.as_ref())
    }
}

/// What is read by the rules of a dialect.
#[derive(Clone, Copy)]
pub enum Reads<'a> {
    /// The headings of a document, below which any endpoint may stand.
    Document,
    /// What stands outside of endpoints.
    Outside,
    /// An endpoint, by its calls: `GET /lamps`, and the path alone where it says no method.
    Endpoint(&'a [String]),
}

/// The rules of a dialect that are for one document, and of them those that are for one of its endpoints.
pub struct Scopes<'d> {
    dialect: &'d Dialect,
    document: String,
    /// Whether no rule is for some documents or endpoints alone.
    plain: bool,
    /// The dialects for parts of the rules, by which of them are among these.
    known: HashMap<Vec<bool>, Rc<Dialect>>,
}

/// The rules that something is read by.
#[derive(Clone)]
pub enum InScope<'d> {
    /// All of them.
    Whole(&'d Dialect),
    /// Those that are for it.
    Part(Rc<Dialect>),
}

impl Deref for InScope<'_> {
    type Target = Dialect;

    fn deref(&self) -> &Dialect {
        match self {
            Self::Whole(dialect) => dialect,
            Self::Part(dialect) => dialect,
        }
    }
}

impl<'d> Scopes<'d> {
    /// For the document of this name, the first part of which is the API's folder.
    #[must_use]
    pub fn new(dialect: &'d Dialect, document: &str) -> Self {
        let document = document.split_once('/').map_or(document, |(_, name)| name).to_owned();
        let plain = scopes(dialect).all(|((documents, endpoints), _)| documents.is_none() && endpoints.is_none());
        Self { dialect, document, plain, known: HashMap::new() }
    }

    /// Which groups the endpoints of the document are of.
    #[must_use]
    pub fn groups(&self) -> &'d GroupRules {
        &self.dialect.groups
    }

    /// The name of the document, below the folder of the API.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The rules that are for what is read.
    pub fn rules(&mut self, reads: Reads<'_>) -> InScope<'d> {
        if self.plain {
            return InScope::Whole(self.dialect);
        }
        let document = self.document.as_str();
        let holds: Vec<bool> =
            scopes(self.dialect).map(|(scope, everywhere)| is_for(scope, everywhere, document, reads)).collect();
        if holds.iter().all(|holds| *holds) {
            return InScope::Whole(self.dialect);
        }
        let dialect = self.dialect;
        let part = self.known.entry(holds).or_insert_with(|| {
            let mut part = dialect.clone();
            keep(&mut part.endpoint, document, reads);
            keep(&mut part.statement, document, reads);
            keep(&mut part.section, document, reads);
            keep(&mut part.bullet, document, reads);
            keep(&mut part.ignore, document, reads);
            keep(&mut part.prose, document, reads);
            Rc::new(part)
        });
        InScope::Part(part.clone())
    }
}

type Scope<'r> = (Option<&'r Pattern>, Option<&'r Pattern>);

/// The documents and endpoints that the rules are for, and whether they hold outside of these endpoints.
fn scopes(dialect: &Dialect) -> impl Iterator<Item = (Scope<'_>, bool)> {
    fn of<R: Scoped>(rules: &[R]) -> impl Iterator<Item = (Scope<'_>, bool)> {
        rules.iter().map(|rule| (rule.scope(), R::EVERYWHERE))
    }
    let Dialect { endpoint, statement, section, bullet, ignore, prose, .. } = dialect;
    of(endpoint).chain(of(statement)).chain(of(section)).chain(of(bullet)).chain(of(ignore)).chain(of(prose))
}

fn keep<R: Scoped>(rules: &mut Vec<R>, document: &str, reads: Reads<'_>) {
    rules.retain(|rule| is_for(rule.scope(), R::EVERYWHERE, document, reads));
}

fn is_for((documents, endpoints): Scope<'_>, everywhere: bool, document: &str, reads: Reads<'_>) -> bool {
    let endpoint = |pattern: &Pattern| match reads {
        Reads::Document => true,
        Reads::Outside => everywhere,
        Reads::Endpoint(calls) => calls.iter().any(|call| pattern.is_match(call)),
    };
    documents.is_none_or(|pattern| pattern.is_match(document)) && endpoints.is_none_or(endpoint)
}
