//! Lists that come in pages: which endpoints have them, by the parameter and by the fields of the response.

use std::collections::HashMap;

use crate::dialect::{Located, PagingRule};
use crate::ir::{Api, Body, Endpoint, Fact, Field, Location, Paging, Type, TypeId, TypeKind, ends, integer};
use crate::resolve::context::Context;
use crate::resolve::lower::{messages, wire};

/// Says of the endpoints that rules fit how their pages are read; the first rule that fits counts.
pub fn paging(api: &mut Api, context: &mut Context<'_>) {
    let rules = &context.dialect.paging;
    if rules.is_empty() {
        return;
    }
    let types = Types::new(api);
    let mut found: Vec<Option<Fact<Paging>>> = vec![None; api.endpoints.len()];
    for rule in rules {
        let span = context.entry(rule);
        let (mut fits, mut reason) = (false, None);
        for (endpoint, known) in api.endpoints.iter().zip(&mut found) {
            let Some(parameter) = parameter(endpoint, &rule.parameter) else { continue };
            match types.fit(rule, parameter, endpoint) {
                Ok(value) => {
                    fits = true;
                    known.get_or_insert_with(|| Fact { value, provenance: context.declared_at(span) });
                }
                Err(why) => _ = reason.get_or_insert_with(|| (endpoint.name.clone(), why)),
            }
        }
        match reason {
            _ if fits => {}
            Some((endpoint, why)) => context.report(messages::no_pages(&endpoint, &why, span)),
            None => wire::parameter(None, &rule.parameter, &api.endpoints, span, context),
        }
    }
    for (endpoint, paging) in api.endpoints.iter_mut().zip(found) {
        endpoint.paging = paging.map(Box::new);
    }
}

/// A parameter that can say which page. One in the path says which list it is.
fn parameter<'e>(endpoint: &'e Endpoint, name: &str) -> Option<&'e Field> {
    let in_path = |field: &Field| field.location.as_ref().is_some_and(|at| at.value == Location::Path);
    endpoint.parameters.fields.iter().find(|field| field.name.value == name && !in_path(field))
}

/// The types of an API, behind their aliases.
struct Types<'a> {
    api: &'a Api,
    ends: HashMap<&'a TypeId, &'a Type>,
}

impl<'a> Types<'a> {
    fn new(api: &'a Api) -> Self {
        let ends = ends(api, |def| match &def.kind {
            TypeKind::Alias { target } => Some(&target.value),
            _ => None,
        });
        Self { api, ends }
    }

    /// How the pages of an endpoint are read by a rule, or what keeps it from being read so.
    fn fit(&self, rule: &Located<PagingRule>, parameter: &Field, endpoint: &Endpoint) -> Result<Paging, String> {
        let Body::Data { data } = &endpoint.response.body.value else {
            return Err("nothing says what it gives".to_owned());
        };
        let steps = |path: &Option<String>| -> Vec<String> {
            path.iter().flat_map(|path| path.split('.')).map(str::to_owned).collect()
        };
        let (items, next, more) = (steps(&rule.items), steps(&rule.next), steps(&rule.more));
        let what = rule.items.as_ref().map_or("its response".to_owned(), |items| format!("`{items}`"));
        match self.at(data, &items)? {
            Type::List { .. } => {}
            _ => return Err(format!("{what} is no list")),
        }
        let asked = self.value(&parameter.ty.value);
        if next.is_empty() {
            let Type::Int { bits, signed } = *asked else {
                return Err(format!("`{}` is no integer", parameter.name.value));
            };
            if !integer::range(bits, signed).contains(&i128::from(rule.first)) {
                return Err(format!("`{}` cannot be {}", parameter.name.value, rule.first));
            }
        } else if self.at(data, &next)? != asked {
            return Err(format!("`{}` and `{}` have different types", parameter.name.value, next.join(".")));
        }
        if !more.is_empty() && *self.at(data, &more)? != Type::Bool {
            return Err(format!("`{}` is neither true nor false", more.join(".")));
        }
        let first = next.is_empty().then_some(rule.first);
        Ok(Paging { parameter: parameter.name.value.clone(), first, items, next, more })
    }

    /// The type of the field that `steps` lead to.
    fn at(&self, ty: &'a Type, steps: &[String]) -> Result<&'a Type, String> {
        let mut ty = self.value(ty);
        for step in steps {
            let def = if let Type::Ref { id } = ty { self.api.type_def(id) } else { None };
            let fields = match def.map(|def| &def.kind) {
                Some(TypeKind::Struct(body)) => body.fields.as_slice(),
                _ => &[],
            };
            let field = fields.iter().find(|field| field.name.value == *step);
            let field = field.ok_or_else(|| format!("its response has no field `{}`", steps.join(".")))?;
            ty = self.value(&field.ty.value);
        }
        Ok(ty)
    }

    /// The type behind aliases and `null`.
    fn value(&self, ty: &'a Type) -> &'a Type {
        let ty = if let Type::Nullable { inner } = ty { inner } else { ty };
        let end = if let Type::Ref { id } = ty { self.ends.get(id).copied() } else { None };
        end.unwrap_or(ty)
    }
}
