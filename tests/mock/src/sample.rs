//! Values made from the IR: requests and answers for every endpoint of an API, the same ones on every run.
//!
//! A value comes from what the documents say, the most specific first: the constant, the example, the default, the first
//! value of a set; else it is made from the type. Sentinels are avoided, since they stand for something else than
//! themselves. A seed chooses among the variants: 0 is the plainest, others draw values, lengths and the variants of
//! unions.

mod draw;
mod make;

use std::borrow::Cow;

use serde_json::{Map, Value};
use tablewright::ir::sample::Sampler;
use tablewright::ir::{Api, Body, Endpoint, Field, Method, Rule, Type, TypeKind};

use draw::Draw;
use make::Maker;

/// The samples of an API.
#[derive(Debug)]
pub struct Samples {
    api: Api,
}

/// Which parameters a request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Those that must be there.
    Required,
    /// All of them.
    All,
}

impl Shape {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Required, Self::All];
}

impl Samples {
    /// Those of `api`.
    #[must_use]
    pub fn new(api: Api) -> Self {
        Self { api }
    }

    /// Those of the API whose IR this JSON text is.
    ///
    /// # Errors
    ///
    /// Where the text is no IR.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        Api::from_json(text).map(Self::new)
    }

    /// The API.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// A request to `endpoint` by `method`.
    #[must_use]
    pub fn request(&self, endpoint: &Endpoint, method: Method, shape: Shape, seed: u64) -> Map<String, Value> {
        let mut maker = Maker::new(&self.api, seed);
        let at = format!("{}?", endpoint.name);
        // Of a rule that needs one of several parameters, the first is enough. A rule on parameters that are valid only
        // under conditions in words is none that always holds.
        let always = |rule: &&Rule| {
            let fields = endpoint.parameters.fields.iter().filter(|field| rule.fields.contains(&field.name.value));
            fields.into_iter().all(|field| field.conditions.is_empty())
        };
        let needed: Vec<_> = endpoint.rules.iter().filter(always).filter_map(|rule| rule.fields.first()).collect();
        let sent = |field: &&Field| {
            let named = needed.contains(&&field.name.value);
            let required = field.required || field.required_for.contains(&method) || named;
            required || shape == Shape::All
        };
        let mut request = Map::new();
        for field in endpoint.parameters.fields.iter().filter(sent) {
            match maker.sent(field, &at) {
                Value::Object(rest) if field.rest => request.extend(rest),
                value => _ = request.insert(field.name.value.clone(), value),
            }
        }
        request
    }

    /// The data of an answer of `endpoint`: with seed 0 that of the documents' example, where there is one that fits.
    #[must_use]
    pub fn answer(&self, endpoint: &Endpoint, seed: u64) -> Value {
        let mut maker = Maker::new(&self.api, seed);
        let data = match &endpoint.response.body.value {
            Body::None => return Value::Null,
            Body::Unknown => return maker.unknown(&endpoint.name),
            Body::Data { data } => data,
        };
        let shown = (seed == 0).then(|| Sampler::new(&self.api).example(endpoint, data)).flatten();
        shown.map_or_else(|| maker.value(data, &endpoint.name), Cow::into_owned)
    }

    /// The names under which `fields` hold an id, which is a type of its own over another.
    pub(crate) fn ids<'f>(&self, fields: impl IntoIterator<Item = &'f Field>) -> Vec<String> {
        let of = |field: &&Field| {
            let Type::Ref { id } = &field.ty.value else { return false };
            self.api.type_def(id).is_some_and(|def| matches!(def.kind, TypeKind::Newtype { .. }))
        };
        fields.into_iter().filter(of).map(|field| field.name.value.clone()).collect()
    }

    /// The fields of the objects at the top of the answer: the answer itself, or the items of the list that it is.
    pub(crate) fn answer_fields<'a>(&'a self, endpoint: &'a Endpoint) -> &'a [Field] {
        match &endpoint.response.body.value {
            Body::Data { data } => make::fields(&self.api, data),
            Body::None | Body::Unknown => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tablewright::ir::validate::Validator;

    use super::*;
    use crate::Family;

    fn all() -> impl Iterator<Item = Samples> {
        Family::ALL.into_iter().map(|family| family.samples().expect("an IR"))
    }

    #[test]
    fn answers_fit_their_types_and_differ_by_seed() {
        for samples in all() {
            for endpoint in &samples.api().endpoints {
                let mut seen = BTreeSet::new();
                for seed in 0..24 {
                    let answer = samples.answer(endpoint, seed);
                    assert_eq!(answer, samples.answer(endpoint, seed), "the same on every run");
                    if let Body::Data { data } = &endpoint.response.body.value {
                        assert!(
                            Validator::new(samples.api()).value(data, &answer).decodes(),
                            "{} {seed}: {answer}",
                            endpoint.name
                        );
                    }
                    seen.insert(answer.to_string());
                }
                // What has nothing in it is always the same.
                let empty = endpoint.response.body.value == Body::None || seen.contains("{}");
                assert!(empty || seen.len() > 1, "{}: always {seen:?}", endpoint.name);
            }
        }
    }

    #[test]
    fn requests_have_what_they_must_and_nothing_special() {
        for samples in all() {
            for endpoint in &samples.api().endpoints {
                for (method, shape, seed) in
                    endpoint.methods.iter().flat_map(|method| Shape::ALL.map(|shape| (method.value, shape, 0)))
                {
                    let request = samples.request(endpoint, method, shape, seed);
                    for field in &endpoint.parameters.fields {
                        let Some(value) = request.get(&field.name.value) else {
                            assert!(
                                !field.required && shape == Shape::Required,
                                "{} {}",
                                endpoint.name,
                                field.name.value
                            );
                            continue;
                        };
                        // A truth has no other values, and the default is what is meant anyway.
                        let usual =
                            value.is_boolean() || field.default.as_ref().is_some_and(|usual| usual.value == *value);
                        let special = !usual && field.sentinels.iter().any(|special| special.value.value == *value);
                        assert!(
                            Validator::new(samples.api()).value(&field.ty.value, value).decodes() && !special,
                            "{} {value}",
                            endpoint.name
                        );
                    }
                }
            }
        }
    }
}
