//! The objects that a schema describes.

use std::collections::HashSet;

use serde_json::Value;

use super::types::part_of;
use super::{Object, Schema};
use crate::ir::{Presence, Type};
use crate::recognise::raw::Text;
use crate::resolve::draft::{Draft, FieldDraft, Known, Shape};

/// What the field is called that stands for the members that no other is called.
const REST: &str = "rest";

impl Schema<'_, '_, '_> {
    /// An object: with the fields that are listed, with open keys, or with both.
    pub(super) fn object(&mut self, field: &mut FieldDraft, object: &Object) -> Draft {
        if let Some(Value::Array(parts)) = object.get("allOf") {
            return self.all_of(field, object, parts);
        }
        let listed = object.get("properties").and_then(Value::as_object).is_some_and(|fields| !fields.is_empty());
        if !listed {
            return match self.open_keys(field, object) {
                Some(values) => Draft::Map(Box::new(values)),
                None if object.contains_key("properties") => self.shape(Vec::new()),
                None => Draft::Object,
            };
        }
        let fields = self.members(field, object);
        self.shape(fields)
    }

    fn shape(&mut self, fields: Vec<FieldDraft>) -> Draft {
        Draft::Struct(self.arena.add(Shape::new(fields, self.span)))
    }

    /// What the members are of which a schema does not give the names, where it says so.
    fn open_keys(&mut self, field: &FieldDraft, object: &Object) -> Option<Draft> {
        let values = object.get("additionalProperties").filter(|values| values.is_object())?;
        let mut value = part_of(field);
        self.within("additionalProperties", None, |schema| {
            schema.fill(&mut value, values);
            schema.unheld(&value);
        });
        Some(value.ty.value)
    }

    /// Notes what only a field can have.
    fn unheld(&mut self, value: &FieldDraft) {
        let limits = [("minimum", value.minimum.is_some()), ("maximum", value.maximum.is_some())];
        let lengths = [("maxLength", value.max_length.is_some()), ("maxItems", value.max_items.is_some())];
        let values = [("enum", !value.values.is_empty()), ("const", value.constant.is_some())];
        for (key, _) in limits.into_iter().chain(lengths).chain(values).filter(|(_, said)| *said) {
            self.beyond(key);
        }
    }

    /// The fields of an object, with what stands for all that is called otherwise.
    fn members(&mut self, field: &FieldDraft, object: &Object) -> Vec<FieldDraft> {
        let mut fields = Vec::new();
        let required: HashSet<&str> =
            object.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let stated = if required.is_empty() { self.span } else { self.at("required") };
        let listed = object.get("properties").and_then(Value::as_object);
        for (name, schema) in listed.into_iter().flatten() {
            let member = self.within("properties", None, |own| {
                let span = own.at(name);
                let must = required.contains(name.as_str());
                let presence = if must {
                    Known::stated(Presence::Required, stated)
                } else {
                    Known::stated(Presence::Optional, span)
                };
                let unknown = Known::stated(Draft::Known(Type::Any), span);
                let mut member = FieldDraft::new(Text { value: name.clone(), span }, unknown, presence, must);
                own.within(name, None, |own| own.fill(&mut member, schema));
                member
            });
            fields.push(member);
        }
        let known = |name: &&&str| listed.is_some_and(|listed| listed.contains_key(**name));
        if required.iter().any(|name| !known(&name)) {
            // A field of which no more is said than that it must be there.
            self.beyond("required");
        }
        if let Some(values) = self.open_keys(field, object) {
            fields.push(self.rest(values, object));
        }
        fields
    }

    /// The field for the members that no other is called.
    fn rest(&mut self, values: Draft, object: &Object) -> FieldDraft {
        let span = self.at("additionalProperties");
        let mut name = REST.to_owned();
        while object.get("properties").is_some_and(|listed| listed.get(&name).is_some()) {
            name.push('_');
        }
        let ty = Known::stated(Draft::Map(Box::new(values)), span);
        let presence = Known::stated(Presence::Required, span);
        FieldDraft { rest: true, ..FieldDraft::new(Text { value: name, span }, ty, presence, true) }
    }

    /// What is all of several: an object with the fields of each. What else stands in it has no place in the IR.
    pub(super) fn all_of(&mut self, field: &mut FieldDraft, object: &Object, parts: &[Value]) -> Draft {
        if let ([_], None) = (parts, object.get("properties")) {
            return self.all_of_one(field, parts);
        }
        let (mut all, mut known, mut beyond) = (Vec::new(), HashSet::new(), false);
        let own = self.members(field, object);
        for at in 0..=parts.len() {
            // Its own fields stand last, as in what extends another.
            let new = match parts.get(at) {
                None => own.clone(),
                Some(part) => match self.part_of_all(field, at, part) {
                    Some(fields) => fields,
                    None => {
                        beyond = true;
                        continue;
                    }
                },
            };
            for field in new {
                if known.insert(field.name.value.clone()) {
                    all.push(field);
                } else {
                    beyond = true;
                }
            }
        }
        if beyond {
            self.beyond("allOf");
        }
        self.shape(all)
    }

    /// What is all of one alone, as documents give words to what they refer to.
    fn all_of_one(&mut self, field: &mut FieldDraft, parts: &[Value]) -> Draft {
        for part in parts {
            self.within("allOf", Some(0), |schema| schema.fill(field, part));
        }
        field.ty.value.clone()
    }

    /// The fields of one of several objects that make one together; `None` where it is no object.
    fn part_of_all(&mut self, field: &FieldDraft, at: usize, part: &Value) -> Option<Vec<FieldDraft>> {
        let mut one = part_of(field);
        self.within("allOf", Some(at), |schema| schema.fill_inline(&mut one, part));
        match one.ty.value {
            Draft::Struct(shape) => Some(self.arena.fields(shape).to_vec()),
            // It says something of objects, and lists no fields.
            Draft::Known(Type::Any) | Draft::Object => Some(Vec::new()),
            _ => None,
        }
    }
}
