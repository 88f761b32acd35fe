//! The type that values have in common.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::dialect::Unsaid;
use crate::ir::{How, Presence, Type, integer};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, FieldDraft, Known, Reason, Shape};
use crate::resolve::examples::messages;
use crate::resolve::read::type_expr::primitive_draft;
use crate::source::Span;

/// What is known of an example while it is walked.
pub struct Sample<'v> {
    /// What the values are of, for messages.
    pub of: String,
    /// The values.
    pub values: Vec<&'v Value>,
    /// Where the example stands.
    pub span: Span,
}

impl Sample<'_> {
    /// The sample of these values, of the same.
    pub fn with<'v>(&self, values: Vec<&'v Value>) -> Sample<'v> {
        Sample { of: self.of.clone(), values, span: self.span }
    }
}

/// The type that all values have in common; `None` where there are no values.
pub fn infer(sample: &Sample<'_>, arena: &mut Arena, context: &mut Context<'_>) -> Option<Draft> {
    let not_null: Vec<_> = sample.values.iter().copied().filter(|value| !value.is_null()).collect();
    let nullable = not_null.len() < sample.values.len();
    let rest = sample.with(not_null);
    let draft = match rest.values.first()? {
        Value::Bool(_) if all(&rest, Value::is_boolean) => Draft::Known(Type::Bool),
        Value::Number(_) if all(&rest, |value| value.is_i64() || value.is_u64()) => integers(&rest, context),
        Value::Number(_) if all(&rest, Value::is_number) => Draft::Known(Type::Float { bits: 64 }),
        Value::String(_) if all(&rest, Value::is_string) => Draft::Known(Type::String),
        Value::Array(_) if all(&rest, Value::is_array) => {
            let values = rest.values.iter().filter_map(|value| value.as_array()).flatten().collect();
            let items = infer(&rest.with(values), arena, context);
            items.map_or(Draft::Array, |items| Draft::List(Box::new(items)))
        }
        // An empty object does not say that it is always empty.
        Value::Object(_) if all(&rest, |value| value.as_object().is_some_and(Map::is_empty)) => Draft::Object,
        Value::Object(_) if all(&rest, Value::is_object) => object(&rest, arena, context),
        _ => {
            if let Some(kinds) = kinds(&rest.values) {
                context.report(messages::differ(&kinds, sample.span));
            }
            Draft::Known(Type::Any)
        }
    };
    Some(if nullable { Draft::Nullable(Box::new(draft)) } else { draft })
}

/// The integer that the policy gives to examples, or a wider one that holds all of them.
fn integers(sample: &Sample<'_>, context: &Context<'_>) -> Draft {
    let usual = primitive_draft(context.dialect.policy.example_integer);
    let Draft::Known(Type::Int { bits, signed }) = usual else { return usual };
    let holds = |(bits, signed): &(u8, bool)| all(sample, |value| integer::is(value, *bits, *signed));
    let fitting = [(bits, signed), (64, true), (64, false)].into_iter().find(holds);
    Draft::Known(fitting.map_or(Type::Float { bits: 64 }, |(bits, signed)| Type::Int { bits, signed }))
}

/// What two values are that have no type in common, in words.
fn kinds(values: &[&Value]) -> Option<[String; 2]> {
    let mut values = values.iter().filter(|value| !value.is_null());
    let first = values.next()?;
    let other = values.find(|value| std::mem::discriminant(**value) != std::mem::discriminant(*first))?;
    Some([messages::kind_of(first), messages::kind_of(other)])
}

fn all(sample: &Sample<'_>, is: impl Fn(&Value) -> bool) -> bool {
    sample.values.iter().all(|value| is(value))
}

fn object(sample: &Sample<'_>, arena: &mut Arena, context: &mut Context<'_>) -> Draft {
    let objects: Vec<_> = sample.values.iter().filter_map(|value| value.as_object()).collect();
    let mut names: Vec<(&String, Vec<&Value>)> = Vec::new();
    let mut places: HashMap<&String, usize> = HashMap::new();
    for (name, value) in objects.iter().flat_map(|object| object.iter()) {
        let at = *places.entry(name).or_insert(names.len());
        match names.get_mut(at) {
            Some((_, values)) => values.push(value),
            None => names.push((name, vec![value])),
        }
    }
    let mut fields = Vec::new();
    for (name, values) in names {
        let always = values.len() == objects.len();
        // What differs is reported when patches have had their say.
        let (ty, rule) = match kinds(&values) {
            Some(kinds) => (None, Reason::Differ(Box::new(kinds))),
            None => (infer(&sample.with(values), arena, context), "from the example".into()),
        };
        let ty = Known::inferred(ty.unwrap_or(Draft::Known(Type::Any)), sample.span, rule);
        fields.push(inferred_field(name, ty, always, sample.span, context));
    }
    let mut shape = Shape::new(fields, sample.span);
    shape.how = How::Inferred;
    Draft::Struct(arena.add(shape))
}

/// A field that examples show. That one is in all of them does not say that it always is: the policy decides.
fn inferred_field(name: &str, ty: Known<Draft>, always: bool, span: Span, context: &Context<'_>) -> FieldDraft {
    let (presence, rule) =
        if always { (Presence::Unknown, "policy.response_field") } else { (Presence::Optional, "from the example") };
    let required = always && context.dialect.policy.response_field == Unsaid::Required;
    let name = Text { value: name.to_owned(), span };
    let presence = Known::inferred(presence, span, rule);
    FieldDraft::new(name, ty, presence, required)
}
