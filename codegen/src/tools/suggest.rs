//! Suggestions: what a dialect lacks, as TOML, each compiled with the documents before it is made.

mod candidates;
mod merge;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::guess::Account;
use super::unexplained::{self, Group};
use crate::diagnostic::{Code, Severity};
use crate::ir::TypeKind;
use crate::source::Location;
use crate::{Document, Input, Output, compile_to_ir};

/// Something to add to a dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is added, as TOML.
    pub rule: String,
    /// What it gives beside the suggestions before it.
    pub gain: Gain,
    /// What no rule read before it, in groups of one shape.
    pub reads: Vec<Shape>,
}

/// Places of one shape that a suggestion explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What was said of them.
    pub message: String,
    /// How many there are.
    pub count: usize,
    /// Where the first of the shape is.
    pub first: Location,
}

/// What is suggested for a dialect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// The suggestions, in the order in which they were found.
    pub made: Vec<Suggestion>,
    /// How many candidates were not tried, for there were too many.
    pub untried: usize,
}

/// What a dialect gives more than another; less, where a number is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// Endpoints.
    pub endpoints: isize,
    /// Parameters of all endpoints.
    pub parameters: isize,
    /// Fields of all types.
    pub fields: isize,
    /// Examples that are values of their types.
    pub examples: isize,
    /// Places that no rule explains; a gain is negative.
    pub unexplained: isize,
}

/// How often a candidate that gave nothing is tried again, beside others that gave something since.
const ROUNDS: usize = 4;
/// How many candidates are tried: each is compiled.
const TRIED: usize = 200;

/// What the dialect of `input` lacks. Each suggestion is compiled with the documents and with those before it; one that gives
/// nothing, or of which errors come, is left out.
#[must_use]
pub fn suggest(input: &Input) -> Suggestions {
    let (mut now, mut made) = (input.clone(), Vec::new());
    let output = compile_to_ir(input);
    let mut last = Found::of(&output);
    let mut open = candidates::candidates(input, &output);
    let untried = open.len().saturating_sub(TRIED);
    open.truncate(TRIED);
    for _ in 0..ROUNDS {
        let before = made.len();
        open.retain(|rule| {
            let Some((text, found)) = tried(&now, rule, &last) else { return true };
            made.push(Suggestion { rule: rule.clone(), gain: found.gain(&last), reads: found.reads(&last) });
            (now.dialect.text, last) = (text, found);
            false
        });
        if made.len() == before {
            break;
        }
    }
    Suggestions { made, untried }
}

/// The dialect of `input` with these suggestions, and what they give together. `None` where the dialect is no TOML.
#[must_use]
pub fn apply(input: &Input, chosen: &[Suggestion]) -> Option<(String, Gain)> {
    let mut now = input.clone();
    for suggestion in chosen {
        now.dialect.text = merge::merged(&now.dialect.text, &suggestion.rule)?;
    }
    let gain = Found::of(&compile_to_ir(&now)).gain(&Found::of(&compile_to_ir(input)));
    Some((now.dialect.text, gain))
}

/// The dialect with `rule`, and what comes of it, where that is better than `base`.
fn tried(input: &Input, rule: &str, base: &Found) -> Option<(String, Found)> {
    let text = merge::merged(&input.dialect.text, rule).filter(|text| *text != input.dialect.text)?;
    let other = Input { dialect: Document { text: text.clone(), ..input.dialect.clone() }, ..input.clone() };
    let found = Found::of(&compile_to_ir(&other));
    found.is_better(base).then_some((text, found))
}

/// What comes of a dialect.
#[derive(Clone, Debug)]
struct Found {
    account: Account,
    errors: usize,
    endpoints: usize,
    parameters: usize,
    fields: usize,
    examples: usize,
    unexplained: usize,
    /// What is unexplained, by what is said of it.
    shapes: BTreeMap<(Code, String), Shape>,
}

impl Found {
    fn of(output: &Output) -> Self {
        let endpoints = output.api.iter().flat_map(|api| &api.endpoints);
        let types = output.api.iter().flat_map(|api| &api.types);
        let open = unexplained::groups(output).into_iter().filter(|group| group.unexplained);
        let shape = |group: Group| {
            let Group { code, message, count, first, .. } = group;
            ((code, message.clone()), Shape { message, count, first })
        };
        let shapes: BTreeMap<_, _> = open.map(shape).collect();
        Self {
            account: Account::from(output),
            errors: output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error).count(),
            endpoints: endpoints.clone().count(),
            parameters: endpoints.map(|endpoint| endpoint.parameters.fields.len()).sum(),
            fields: types
                .map(|def| if let TypeKind::Struct(object) = &def.kind { object.fields.len() } else { 0 })
                .sum(),
            examples: output.figures.decoded,
            unexplained: shapes.values().map(|shape| shape.count).sum(),
            shapes,
        }
    }

    /// What is no longer unexplained of what `base` has.
    fn reads(&self, base: &Self) -> Vec<Shape> {
        let left = |key| self.shapes.get(key).map_or(0, |shape| shape.count);
        let read = base
            .shapes
            .iter()
            .map(|(key, shape)| Shape { count: shape.count.saturating_sub(left(key)), ..shape.clone() });
        read.filter(|shape| shape.count > 0).collect()
    }

    /// Whether more is known than of `other`, or less is unexplained and as much known, and no error more stands against it.
    fn is_better(&self, other: &Self) -> bool {
        let (own, known) = (self.account, other.account);
        let clearer = own.worth() == known.worth() && self.unexplained < other.unexplained;
        self.errors <= other.errors && self.endpoints >= other.endpoints && (own.is_better(known) || clearer)
    }

    fn gain(&self, base: &Self) -> Gain {
        let more = |own: usize, other: usize| {
            let number = |count: usize| isize::try_from(count).unwrap_or(isize::MAX);
            number(own).saturating_sub(number(other))
        };
        Gain {
            endpoints: more(self.endpoints, base.endpoints),
            parameters: more(self.parameters, base.parameters),
            fields: more(self.fields, base.fields),
            examples: more(self.examples, base.examples),
            unexplained: more(self.unexplained, base.unexplained),
        }
    }
}
