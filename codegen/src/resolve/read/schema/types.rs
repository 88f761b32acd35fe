//! The type that a schema gives.

use serde_json::Value;

use super::{Object, Schema};
use crate::ir::Type;
use crate::resolve::draft::{Draft, FieldDraft, Known};
use crate::resolve::read::type_expr::primitive_draft;

impl Schema<'_, '_, '_> {
    /// Notes the type that a schema without a reference gives.
    pub(super) fn typed(&mut self, field: &mut FieldDraft, object: &Object) {
        let named = names(object);
        field.ty_text = named.join(" or ");
        if object.contains_key("type") {
            field.ty.span = self.at("type");
        }
        let null = named.contains(&"null") || object.get("nullable") == Some(&Value::Bool(true));
        let others: Vec<_> = named.iter().copied().filter(|name| *name != "null").collect();
        let draft = match others.as_slice() {
            [] if null => Draft::Known(Type::Null),
            [] => self.unnamed(field, object),
            [one] => self.of_name(one, field, object),
            several => Draft::Union(several.iter().map(|name| self.of_name(name, field, object)).collect()),
        };
        field.ty.value = if null && !others.is_empty() { Draft::Nullable(Box::new(draft)) } else { draft };
        self.limits(field, object);
        self.values(field, object);
    }

    /// The type that a name of the key `type` stands for.
    fn of_name(&mut self, name: &str, field: &mut FieldDraft, object: &Object) -> Draft {
        let format = object.get("format").and_then(Value::as_str);
        match (name, format) {
            ("string", Some("date-time")) => Draft::Known(Type::DateTime),
            ("string", Some("date")) => Draft::Known(Type::Date),
            ("string", _) => Draft::Known(Type::String),
            ("boolean", _) => Draft::Known(Type::Bool),
            ("number", Some("float")) => Draft::Known(Type::Float { bits: 32 }),
            ("number", _) => Draft::Known(Type::Float { bits: 64 }),
            ("integer", format) => self.integer(format),
            ("array", _) => self.list(field, object),
            ("object", _) => self.object(field, object),
            _ => {
                self.beyond("type");
                Draft::Known(Type::Any)
            }
        }
    }

    /// An integer; how wide it is where no format says it, the dialect says of all that have no width.
    pub(super) fn integer(&self, format: Option<&str>) -> Draft {
        let of = |bits, signed| Draft::Known(Type::Int { bits, signed });
        match format {
            Some("int32") => of(32, true),
            Some("int64") => of(64, true),
            Some("uint32") => of(32, false),
            Some("uint64") => of(64, false),
            _ => primitive_draft(self.context.dialect.policy.example_integer),
        }
    }

    /// The type of a schema that names none.
    fn unnamed(&mut self, field: &mut FieldDraft, object: &Object) -> Draft {
        if let Some(Value::Array(parts)) = object.get("allOf") {
            return self.all_of(field, object, parts);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(Value::Array(variants)) = object.get(key) {
                return self.one_of(key, field, variants);
            }
        }
        if object.contains_key("properties") || object.get("additionalProperties").is_some_and(Value::is_object) {
            return self.object(field, object);
        }
        if object.contains_key("items") { self.list(field, object) } else { Draft::Known(Type::Any) }
    }

    /// One of several types; `null` among them is no type of its own.
    fn one_of(&mut self, key: &str, field: &mut FieldDraft, variants: &[Value]) -> Draft {
        let (mut found, mut null): (Vec<Draft>, bool) = (Vec::new(), false);
        for (at, variant) in variants.iter().enumerate() {
            let mut one = part_of(field);
            self.within(key, Some(at), |schema| schema.fill(&mut one, variant));
            if !one.values.is_empty() && variants.len() > 1 {
                // Of one that is `null` or has values, the field has the values.
                field.values.append(&mut one.values);
            }
            let (draft, nullable) = match one.ty.value {
                Draft::Nullable(inner) => (*inner, true),
                Draft::Known(Type::Null) => {
                    null = true;
                    continue;
                }
                draft => (draft, false),
            };
            null |= nullable;
            if let Some(shape) = draft.shape().and_then(|shape| self.arena.get_mut(shape)) {
                // Objects without a name that are one of several are told apart by number.
                let number = found.len() + 1;
                shape.step.get_or_insert_with(|| format!("{}{number}", field.name.value));
            }
            if !found.contains(&draft) {
                found.push(draft);
            }
        }
        if found.len() > 1 && !field.values.is_empty() {
            field.values.clear();
            self.beyond("enum");
        }
        let draft = match (found.pop(), found.is_empty()) {
            (None, _) if null => return Draft::Known(Type::Null),
            (None, _) => Draft::Known(Type::Any),
            (Some(only), true) => only,
            (Some(last), false) => {
                found.push(last);
                Draft::Union(found)
            }
        };
        if null { Draft::Nullable(Box::new(draft)) } else { draft }
    }

    /// A list, whose items have what their schema says.
    fn list(&mut self, field: &mut FieldDraft, object: &Object) -> Draft {
        match object.get("items") {
            None => Draft::Array,
            Some(items @ (Value::Object(_) | Value::Bool(_))) => {
                let mut item = part_of(field);
                self.within("items", None, |schema| {
                    schema.fill(&mut item, items);
                    schema.of_items(field, &mut item);
                });
                field.docs.push(&item.docs.0);
                Draft::List(Box::new(item.ty.value))
            }
            // What stands at which place of a list.
            Some(_) => {
                self.beyond("items");
                Draft::Array
            }
        }
    }
}

/// A part of what a field holds, of which nothing is known yet.
pub(super) fn part_of(field: &FieldDraft) -> FieldDraft {
    let unknown = Known::stated(Draft::Known(Type::Any), field.ty.span);
    FieldDraft::new(field.name.clone(), unknown, field.presence.clone(), field.required)
}

/// The types that the key `type` names.
fn names(object: &Object) -> Vec<&str> {
    match object.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
