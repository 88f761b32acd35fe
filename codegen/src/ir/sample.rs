//! Values that could stand where a type is asked for: what the documents show, and else the plainest one.

use std::borrow::Cow;
use std::cell::Cell;

use serde_json::{Map, Value};

use super::envelope::member;
use super::validate::Validator;
use super::{Api, Body, Endpoint, ExampleKind, Field, Type, TypeDef, TypeKind};

/// So deep do values go; what is deeper is left out where it can be, and is `null` otherwise.
const DEPTH: usize = 6;
/// So many fields of an object are shown.
const FIELDS: usize = 40;
/// So many values are in a whole one, at most.
const WHOLE: usize = 10_000;
/// So many of them are kept for what must be there.
const REQUIRED: usize = 5_000;
/// So deep does a whole value go where everything in it must be there.
const BOTTOM: usize = 64;

/// Makes values of an API's types.
pub struct Sampler<'a> {
    api: &'a Api,
    validator: Validator<'a>,
    /// Whether what need not be there is shown.
    whole: bool,
    /// How many more values a whole one can have.
    left: Cell<usize>,
}

impl<'a> Sampler<'a> {
    /// For the types of `api`.
    #[must_use]
    pub fn new(api: &'a Api) -> Self {
        Self { api, validator: Validator::new(api), whole: false, left: Cell::new(0) }
    }

    /// For the types of `api`, with what need not be there as well.
    #[must_use]
    pub fn whole(api: &'a Api) -> Self {
        Self { whole: true, ..Self::new(api) }
    }

    /// The data of an answer of `endpoint`: that of the documents' first example that fits, or else one of its type.
    #[must_use]
    pub fn answer(&self, endpoint: &Endpoint) -> Value {
        let (data, known) = match &endpoint.response.body.value {
            Body::None => return Value::Null,
            Body::Unknown => (&Type::Any, false),
            Body::Data { data } => (data, true),
        };
        match self.example(endpoint, data) {
            Some(shown) => shown.into_owned(),
            None if known => self.value(data),
            None => Value::Null,
        }
    }

    /// The data of the first example of a response to a call that was carried out, where it fits the type `data`.
    #[must_use]
    pub fn example<'e>(&self, endpoint: &'e Endpoint, data: &Type) -> Option<Cow<'e, Value>> {
        let envelope = self.api.envelope_of(endpoint);
        let shown = endpoint.examples.iter().filter(|example| example.kind == ExampleKind::Response);
        let whole = shown
            .filter(|example| !example.is_failure() && endpoint.further_of(example).is_none())
            .filter_map(|example| example.value.as_ref());
        let mut bodies = whole.filter(|value| !envelope.failed(value)).filter_map(|value| match &envelope.data {
            Some(field) => member(value, field).map(Cow::Borrowed),
            None => Some(envelope.apart(value).1),
        });
        bodies.find(|value| self.fits(data, value))
    }

    /// Whether a value can be read as one of the type.
    #[must_use]
    pub fn fits(&self, ty: &Type, value: &Value) -> bool {
        self.validator.value(ty, value).decodes()
    }

    /// A value of a field: the only one it has, one that the documents show, its default, or one of its type.
    #[must_use]
    pub fn field(&self, field: &Field) -> Value {
        self.field_at(field, 0)
    }

    /// A value of a type.
    #[must_use]
    pub fn value(&self, ty: &Type) -> Value {
        self.left.set(WHOLE);
        self.value_at(ty, 0)
    }

    fn field_at(&self, field: &Field, depth: usize) -> Value {
        let shown = field.examples.iter().chain(field.default.as_deref()).map(|fact| &fact.value);
        let mut shown = shown.filter(|value| self.validator.field(field, value).is_valid());
        let constant = field.constant.as_ref().map(|fact| &fact.value);
        match constant.or_else(|| shown.next()) {
            Some(value) => value.clone(),
            None => self.limited(field, self.value_at(&field.ty.value, depth)),
        }
    }

    /// The least value that the field's limits allow, where the plainest one is too small.
    fn limited(&self, field: &Field, value: Value) -> Value {
        let least = field.constraints.minimum.as_ref().map(|least| Value::Number(least.value.clone()));
        match least {
            Some(least) if value.is_number() && self.validator.field(field, &least).is_valid() => least,
            _ => value,
        }
    }

    fn value_at(&self, ty: &Type, depth: usize) -> Value {
        self.left.set(self.left.get().saturating_sub(1));
        match ty {
            Type::Bool => Value::from(true),
            Type::Int { .. } => Value::from(1),
            Type::Float { .. } => Value::from(1.5),
            Type::String => Value::from("text"),
            Type::DateTime => Value::from("2024-05-01T12:00:00Z"),
            Type::Date => Value::from("2024-05-01"),
            Type::File => Value::from("file"),
            Type::Null => Value::Null,
            Type::Any => Value::Object(Map::new()),
            Type::List { .. } | Type::Map { .. } | Type::Nullable { .. } if depth >= DEPTH => Self::end(ty),
            Type::Union { .. } | Type::Ref { .. } if depth >= self.bottom() => Value::Null,
            Type::List { items } => Value::Array(vec![self.value_at(items, depth + 1)]),
            Type::Map { values } => {
                Value::Object(Map::from_iter([("key".to_owned(), self.value_at(values, depth + 1))]))
            }
            Type::Nullable { inner } => self.value_at(inner, depth),
            Type::Union { variants } => variants.first().map_or(Value::Null, |first| self.value_at(first, depth + 1)),
            Type::Ref { id } => match self.api.type_def(id) {
                None => Value::Null,
                Some(def) => self.definition(def, depth),
            },
        }
    }

    fn definition(&self, def: &TypeDef, depth: usize) -> Value {
        let mut shown = def.examples.iter().filter(|_| self.whole).filter_map(|example| example.value.as_ref());
        if let Some(value) = shown.find(|value| self.fits(&Type::Ref { id: def.id.clone() }, value)) {
            return value.clone();
        }
        match &def.kind {
            TypeKind::Values { values, base } => {
                values.first().map_or_else(|| self.value_at(base, depth + 1), |first| first.value.value.clone())
            }
            TypeKind::Alias { target } | TypeKind::Newtype { target } => self.value_at(&target.value, depth + 1),
            TypeKind::Struct(fields) => {
                let shown =
                    |field: &&Field| field.required || (self.whole && depth < DEPTH && self.left.get() > REQUIRED);
                let most = if self.whole { fields.fields.len() } else { FIELDS };
                let shown = fields.fields.iter().filter(shown).take(most);
                let mut members = Map::new();
                for field in shown {
                    match self.field_at(field, depth + 1) {
                        Value::Object(rest) if field.rest => members.extend(rest),
                        value => _ = members.insert(field.name.value.clone(), value),
                    }
                }
                Value::Object(members)
            }
        }
    }

    /// So deep do objects go. A whole value goes on while there is room, since one without what must be there is none.
    fn bottom(&self) -> usize {
        match (self.whole, self.left.get()) {
            (false, _) => DEPTH,
            (true, 0) => 0,
            (true, _) => BOTTOM,
        }
    }

    /// What stands where values end.
    fn end(ty: &Type) -> Value {
        match ty {
            Type::List { .. } => Value::Array(Vec::new()),
            Type::Map { .. } => Value::Object(Map::new()),
            _ => Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ir::build::{api, endpoint, example, fact, field, list, nullable, optional, structure};
    use crate::ir::{Response, StatusCode};

    fn tree() -> Api {
        let node = Type::reference("Node");
        let twice = |name: &str| {
            structure(name, vec![field("one", Type::reference(name)), field("two", Type::reference(name))])
        };
        api(
            "trees",
            Vec::new(),
            vec![
                structure(
                    "Node",
                    vec![
                        field("id", Type::INT64),
                        optional("up", nullable(node.clone())),
                        optional("below", list(node)),
                    ],
                ),
                twice("Twice"),
            ],
        )
    }

    #[test]
    fn a_whole_value_has_what_need_not_be_there_and_ends() {
        let api = tree();
        let node = Type::reference("Node");
        assert_eq!(Sampler::new(&api).value(&node), json!({"id": 1}));
        let whole = Sampler::whole(&api);
        let value = whole.value(&node);
        assert!(whole.fits(&node, &value), "{value}");
        assert_eq!(value.pointer("/up/below/0/id"), Some(&json!(1)), "{value}");
    }

    #[test]
    fn an_answer_is_the_first_example_of_a_success_that_fits() {
        let api = tree();
        let node = Type::reference("Node");
        let shown = |value: Value| example(ExampleKind::Response, "", Some(value));
        let failed = crate::ir::Example { status: Some(StatusCode::One(404)), ..shown(json!({"id": 404})) };
        let mut known = endpoint("node", Vec::new());
        known.examples =
            vec![shown(json!({"id": "none"})), failed, shown(json!({"id": 7, "more": 8})), shown(json!({"id": 9}))];
        let sampler = Sampler::whole(&api);
        assert_eq!(sampler.answer(&known), json!({"id": "none"}), "what is unknown can be anything");
        known.response = Response { body: fact(Body::Data { data: node.clone() }), ..known.response };
        assert_eq!(sampler.answer(&known), json!({"id": 7, "more": 8}));
        known.examples.clear();
        assert_eq!(sampler.answer(&known), sampler.value(&node));
        known.response.body = fact(Body::None);
        assert_eq!(sampler.answer(&known), Value::Null);
    }

    #[test]
    fn what_always_holds_itself_twice_has_no_value_and_is_given_up_soon() {
        let api = tree();
        let (whole, twice) = (Sampler::whole(&api), Type::reference("Twice"));
        let value = whole.value(&twice);
        assert!(!whole.fits(&twice, &value) && value.to_string().len() < 100 * WHOLE);
    }
}
