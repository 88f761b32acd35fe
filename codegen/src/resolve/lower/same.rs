//! Responses that are said to equal those of other endpoints.

use crate::ir::{Docs, How, NESTING, Presence, Type, depth};
use crate::recognise::raw::Text;
use crate::resolve::draft::{Draft, Known, ShapeId};
use crate::resolve::lower::messages;
use crate::resolve::lower::types::Types;

impl Types<'_, '_> {
    /// The response of `endpoint`, of which the fields `minus` may be missing.
    pub(super) fn same_as(&mut self, endpoint: &Text, minus: &[Text], address: &str) -> Type {
        let Some(target) = self.responses.get(&endpoint.value) else {
            let known = self.responses.keys().map(String::as_str);
            self.context.report(messages::same_as_nothing(&endpoint.value, known, endpoint.span));
            return Type::Any;
        };
        let shape = if let Draft::Struct(shape) = target.value { Some(shape) } else { None };
        // Made at home first, so that what is nested in it is called after it and not after the copy.
        if !self.same.contains_key(&endpoint.value) {
            self.at_home(&endpoint.value);
        }
        let Some(whole) = self.same.get(&endpoint.value).cloned().flatten() else {
            self.context.report(messages::same_as_itself(&endpoint.value, endpoint.span));
            return Type::Any;
        };
        match shape {
            Some(shape) if !minus.is_empty() => self.without(shape, endpoint, minus, address),
            _ => whole,
        }
    }

    /// Makes the response of an endpoint under the endpoint's own name, and before it those that it equals in turn.
    fn at_home(&mut self, endpoint: &str) {
        let mut open = vec![endpoint.to_owned()];
        while let Some(name) = open.last().cloned() {
            let made = matches!(self.same.get(&name), Some(Some(_)));
            let Some(draft) = self.responses.get(&name).filter(|_| !made).map(|known| known.value.clone()) else {
                open.pop();
                continue;
            };
            if self.same.insert(name.clone(), None).is_none() {
                let before = open.len();
                let new = |other: &&str| !self.same.contains_key(*other) && self.responses.contains_key(*other);
                open.extend(draft.equals().into_iter().filter(new).map(str::to_owned));
                if open.len() > before {
                    continue;
                }
            }
            open.pop();
            let ty = self.expression(&draft, &format!("{name}/response"));
            // What nests deeper is reported where it stands, and not where it is meant again.
            let ty = if depth(&ty) > NESTING { Type::Any } else { ty };
            self.same.insert(name, Some(ty));
        }
    }

    /// A copy of the object, of which the fields `minus` may be missing.
    fn without(&mut self, shape: ShapeId, endpoint: &Text, minus: &[Text], address: &str) -> Type {
        let Some(mut copy) = self.arena.get(shape).cloned() else { return Type::Any };
        for missing in minus {
            let Some(field) = copy.fields.iter_mut().find(|field| field.name.value == missing.value) else {
                self.context.report(messages::missing_nothing(&endpoint.value, &missing.value, missing.span));
                continue;
            };
            field.presence = Known::inferred(
                Presence::Optional,
                missing.span,
                format!("may be missing, unlike in `{}`", endpoint.value),
            );
            field.required = false;
        }
        copy.how = How::Inferred;
        copy.docs = Docs(format!("As `{}`, of which some fields may be missing.", endpoint.value));
        let id = self.arena.add(copy);
        self.shape(id, address)
    }
}
