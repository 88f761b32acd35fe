//! References: types that are defined in another place or file, and sentences that name a type or an endpoint.

use std::collections::BTreeSet;

use crate::dialect::Means;
use crate::ir::{How, Type};
use crate::markdown::Inline;
use crate::recognise::links::Files;
use crate::recognise::raw::{Said, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Definition, Draft, EndpointDraft, FieldDraft, Known, SetDraft, Shape, ValueDraft};
use crate::resolve::link::called::Called;
use crate::resolve::link::{body_row, generics, locations, messages, raw_body, same_name, statuses};
use crate::resolve::read::{rows, type_expr};
use crate::source::Span;

/// Puts what links lead to into the places where they stand, and the types that sentences name.
pub fn link_types(endpoints: &mut [EndpointDraft], files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    for endpoint in endpoints.iter_mut() {
        said_response(endpoint, files, arena, context);
        other_responses(endpoint, files, arena, context);
        if let Some(response) = &mut endpoint.response
            && let Some(set) = link_type(&mut response.value, files, arena, context)
        {
            endpoint.values = values_of(set, arena, context);
        }
        for status in &mut endpoint.statuses {
            if let Some(ty) = &mut status.ty {
                link_type(&mut ty.value, files, arena, context);
            }
            let Some(said) = status.said.take() else { continue };
            status.ty = said_type(&said, files, arena, context).map(|draft| Known::stated(draft, said.words.span));
        }
    }
    for id in arena.ids() {
        let mut fields = arena.take_fields(id);
        for field in &mut fields {
            link_field(field, files, arena, context);
        }
        arena.put_fields(id, fields);
    }
}

/// Follows the sentences that give an endpoint the parameters or the response of another.
pub fn follow_statements(endpoints: &mut [EndpointDraft], files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    let called = Called::new(endpoints);
    for at in 0..endpoints.len() {
        said_parameters(at, endpoints, &called, files, arena, context);
        same_response(at, endpoints, &called, files, context);
    }
}

fn link_field(field: &mut FieldDraft, files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    let set = link_type(&mut field.ty.value, files, arena, context);
    if let Some(set) = set {
        give_values(field, set, arena, context);
    }
    for text in field.descriptions.clone() {
        named_in_words(field, &text, arena, context);
        for named in described(&text, files, arena, context) {
            match named {
                Definition::Shape(shape) => {
                    if let Some(slot) = field.ty.value.slot() {
                        let open = Draft::Struct(shape);
                        *slot = if *slot == Draft::Array { Draft::List(Box::new(open)) } else { open };
                        break;
                    }
                }
                Definition::Set(set) => {
                    if field.values.is_empty() {
                        give_values(field, set, arena, context);
                        break;
                    }
                }
            }
        }
    }
}

/// The types of the dialect that a description names, by the rules with `means = "type"`; a name that nothing has is
/// reported.
fn named_in_words(field: &mut FieldDraft, text: &Inline, arena: &Arena, context: &mut Context<'_>) {
    let rules = context.prose(text.span).into_iter().filter(|rule| rule.means == Means::Type);
    for found in rules.flat_map(|rule| rule.pattern.captures_iter(&text.text)) {
        let Some(group) = found.name("type") else { continue };
        let words = group.as_str().trim().trim_matches('`');
        // A field without a cell for its type has it from these words.
        if field.ty_text == words {
            continue;
        }
        let linked = text.links.iter().any(|link| link.range.start < group.end() && group.start() < link.range.end);
        let name = Text { value: words.to_owned(), span: text.span_of(group.range()) };
        if context.dialect.define.contains_key(words) {
            if let Some(slot) = field.ty.value.slot() {
                let named = Draft::Named(name);
                *slot = if *slot == Draft::Array { Draft::List(Box::new(named)) } else { named };
            }
        } else if by_name(words, arena).is_none() && !linked {
            context.report(messages::no_type_of_words(words, &field.name.value, name.span));
        }
    }
}

/// What the links and names in a description lead to, by the rules with `means = "type"`.
fn described(text: &Inline, files: &Files, arena: &Arena, context: &Context<'_>) -> Vec<Definition> {
    let rules = context.prose(text.span).into_iter().filter(|rule| rule.means == Means::Type);
    let mut found = Vec::new();
    let matches = rules.flat_map(|rule| rule.pattern.captures_iter(&text.text).map(move |matched| (rule, matched)));
    for (rule, matched) in matches {
        context.follow("prose", &rule.pattern);
        let range = matched.get(0).map_or(0..0, |whole| whole.range());
        let links = text.links.iter().filter(|link| link.range.start < range.end && range.start < link.range.end);
        for link in links {
            let words = text.text.get(link.range.clone()).unwrap_or_default().trim_matches('`');
            let by_name = || by_name(words, arena).filter(|_| !link.url.contains("://"));
            let own = Text { value: words.to_owned(), span: text.span };
            found.extend(files.target(&link.url, &own, arena, context).or_else(by_name));
        }
        if let Some(name) = matched.name("type") {
            found.extend(by_name(name.as_str(), arena));
        }
    }
    // A generic is no type without those that it is given.
    found.retain(|named| !arena.is_generic(*named));
    found
}

fn by_name(name: &str, arena: &Arena) -> Option<Definition> {
    let set = || arena.set_names.get(name).map(|set| Definition::Set(*set));
    arena.names.get(name).map(|shape| Definition::Shape(*shape)).or_else(set)
}

/// Resolves the links in a type. The number of a set of values, where the type is one.
pub fn link_type(draft: &mut Draft, files: &Files, arena: &Arena, context: &mut Context<'_>) -> Option<usize> {
    let named = match draft {
        // What the dialect says of the very words counts, wherever a link leads.
        Draft::Linked(name, _) if context.dialect.define.contains_key(&name.value) => {
            *draft = Draft::Named(name.clone());
            None
        }
        Draft::Named(name) if context.dialect.define.contains_key(&name.value) => None,
        Draft::Linked(name, url) if files.alias(url, name, arena, context).is_some() => {
            let called = files.alias(url, name, arena, context).unwrap_or_default().to_owned();
            *draft = Draft::Named(Text { value: called, span: name.span });
            None
        }
        Draft::Linked(name, url) => {
            let named = files.target(url, name, arena, context);
            if named.is_none() {
                // What is no object is known by its name, and so is what examples alone describe.
                if !arena.aliases.contains_key(&name.value) && !arena.shown.contains(&name.value) {
                    dead_link(name, url, context);
                }
                *draft = Draft::Named(name.clone());
                return link_type(draft, files, arena, context);
            }
            named
        }
        Draft::Named(name) if arena.alias_called(&name.value, name.span.file).is_some() => {
            let called = arena.alias_called(&name.value, name.span.file).unwrap_or_default().to_owned();
            name.value = called;
            None
        }
        Draft::Named(name)
            if arena.defined(&name.value, name.span.file).is_some_and(|named| arena.is_generic(named)) =>
        {
            generics::given_nothing(draft, arena, context);
            None
        }
        Draft::Named(name) => {
            // An object that all documents know by the name stays a name.
            let known = arena.names.get(&name.value).map(|shape| Definition::Shape(*shape));
            arena.defined(&name.value, name.span.file).filter(|named| Some(*named) != known)
        }
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => {
            return link_type(inner, files, arena, context);
        }
        Draft::Of(generic) => {
            for item in &mut generic.items {
                item.set = link_type(&mut item.ty, files, arena, context).or(item.set);
            }
            let target = generic.url.as_ref().and_then(|url| files.target(url, &generic.name, arena, context));
            if let Some(Definition::Shape(shape)) = target {
                generic.shape = Some(shape);
            }
            None
        }
        Draft::Union(variants) => {
            for variant in variants {
                link_type(variant, files, arena, context);
            }
            None
        }
        _ => None,
    };
    match named? {
        Definition::Shape(_) if arena.is_generic(named?) => {
            generics::given_nothing(draft, arena, context);
            None
        }
        Definition::Shape(shape) => {
            *draft = Draft::Struct(shape);
            None
        }
        Definition::Set(set) => {
            let known = arena.sets.get(set)?;
            *draft = rows::of_set(&known.rows, known.ty.as_ref(), context);
            Some(set)
        }
    }
}

fn dead_link(name: &Text, url: &str, context: &mut Context<'_>) {
    if url.contains("://") {
        return;
    }
    context.report(messages::dead_link(url, &name.value, name.span));
}

fn give_values(field: &mut FieldDraft, set: usize, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(known) = arena.sets.get_mut(set) else { return };
    known.used = true;
    let SetDraft { name, rows, span, .. } = known.clone();
    if !rows.is_empty() && rows::give(field, &rows, span, context) {
        field.set = Some(name);
    }
}

/// The values of a set.
fn values_of(set: usize, arena: &mut Arena, context: &mut Context<'_>) -> Vec<ValueDraft> {
    let Some(known) = arena.sets.get_mut(set) else { return Vec::new() };
    known.used = true;
    let rows = known.rows.clone();
    let ty = rows::base_of(&rows, context);
    rows.iter().filter_map(|row| rows::value(row, &ty, true, context)).collect()
}

/// The response that a sentence states, where no table gives one.
fn said_response(endpoint: &mut EndpointDraft, files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(said) = endpoint.stated.response.clone() else { return said_media(endpoint) };
    let defined = context.dialect.define.get(said.words.text.trim()).and_then(|rule| rule.same.as_ref());
    if defined == Some(&endpoint.name) {
        context.report(messages::same_as_its_own(&endpoint.name, "response", said.text.span));
        return;
    }
    if let Some(before) = endpoint.response.clone() {
        let said_too = if said.words.is_empty() { None } else { said_type(&said, files, arena, context) };
        let other = said_too.filter(|draft| *draft != before.value && !draft.is_open() && !before.value.is_open());
        if other.is_some() && before.how == How::Stated {
            context.report(messages::sentence_differs(&endpoint.name, said.text.span, before.span));
        }
        return;
    }
    let span = said.text.span;
    if said.words.is_empty() {
        let shape = arena.add(Shape::new(Vec::new(), span));
        endpoint.response = Some(Known::stated(Draft::Struct(shape), span));
        return;
    }
    if let Some(draft) = said_type(&said, files, arena, context) {
        endpoint.response = Some(Known::stated(draft, said.words.span));
    }
}

/// The response of which a sentence says nothing but that it is no JSON.
fn said_media(endpoint: &mut EndpointDraft) {
    let Some(media) = endpoint.stated.raw().filter(|_| endpoint.response.is_none()) else { return };
    let is_text = media.value.trim_start().to_ascii_lowercase().starts_with("text/");
    let ty = if is_text { Type::String } else { Type::File };
    endpoint.response = Some(Known::stated(Draft::Known(ty), media.span));
}

/// What sentences below further labels of responses state.
fn other_responses(endpoint: &mut EndpointDraft, files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    for (code, said) in std::mem::take(&mut endpoint.stated.other_responses) {
        let Some(draft) = said_type(&said, files, arena, context) else { continue };
        match (code, &mut endpoint.response) {
            (Some(code), _) => statuses::stated(endpoint, code, Known::stated(draft, said.words.span), context),
            (None, Some(first)) => statuses::alternative(first, &draft, said.words.span, context),
            (None, none) => *none = Some(Known::stated(draft, said.words.span)),
        }
    }
}

/// The type that a sentence names.
pub fn said_type(said: &Said, files: &Files, arena: &Arena, context: &mut Context<'_>) -> Option<Draft> {
    let mut draft = match type_expr::parse_cell(&said.words, context) {
        Ok(draft) => draft,
        Err(reason) => {
            context.report(messages::no_type(&reason, said.words.span));
            return None;
        }
    };
    link_type(&mut draft, files, arena, context);
    Some(if said.list { Draft::List(Box::new(draft)) } else { draft })
}

/// The parameters that a sentence takes from a type or from another endpoint.
fn said_parameters(
    at: usize,
    endpoints: &mut [EndpointDraft],
    called: &Called,
    files: &Files,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let Some(endpoint) = endpoints.get(at) else { return };
    let (parameters, same) = (endpoint.stated.parameters.clone(), endpoint.stated.same_parameters.clone());
    let (mut shapes, mut media): (Vec<(Vec<FieldDraft>, Span)>, _) = (Vec::new(), Vec::new());
    if let Some(said) = &parameters {
        let mut draft = type_expr::parse_cell(&said.words, context).unwrap_or(Draft::Object);
        link_type(&mut draft, files, arena, context);
        generics::make(&mut draft, arena, context);
        if said.list {
            draft = Draft::List(Box::new(draft));
        }
        let whole = draft.is_list() || matches!(draft, Draft::Map(_) | Draft::Keys | Draft::Array);
        let endpoint = endpoints.get(at).filter(|endpoint| whole && raw_body::can_be_json(endpoint, context));
        if let Some(shape) = endpoint.map(|endpoint| endpoint.parameters) {
            let ty = Known::stated(draft, said.words.span);
            let body = FieldDraft { body_row: true, ..raw_body::unnamed(ty, arena.fields(shape)) };
            if let Some(own) = arena.get_mut(shape) {
                own.fields.push(body);
            }
            return;
        }
        // A body that is a list has no fields of its own.
        let listed = draft.shape().filter(|_| !matches!(draft, Draft::List(_) | Draft::Map(_)));
        let fields = body_row::inside(&draft, arena, context);
        match fields.or_else(|| listed.map(|shape| arena.fields(shape).to_vec())) {
            Some(mut fields) => {
                if let Some(location) = said.location {
                    same_name::place(&mut fields, location, said.words.span);
                    same_name::part_from_path(at, &fields, endpoints, arena, context);
                }
                shapes.push((fields, said.words.span));
            }
            None => unknown(said, "type with fields", context),
        }
    }
    if let Some(said) = &same {
        match called.find(said, files, context).and_then(|other| Some((other, endpoints.get(other)?))) {
            Some((other, endpoint)) if other == at => {
                context.report(messages::same_as_its_own(&endpoint.name, "parameters", said.text.span));
            }
            Some((_, other)) => {
                // What tells the other apart is its own.
                let of_other = |field: &&FieldDraft| !other.stated.is_selector(&field.name.value);
                let fields = arena.fields(other.parameters).iter().filter(of_other).cloned().collect();
                shapes.push((fields, said.words.span));
                media.clone_from(&other.stated.sent_media);
            }
            None => unknown(said, "endpoint", context),
        }
    }
    if let Some(stated) = endpoints.get_mut(at).map(|endpoint| &mut endpoint.stated) {
        stated.sent_media.extend(media);
    }
    let Some(own) = endpoints.get(at).map(|endpoint| endpoint.parameters) else { return };
    for (new, span) in shapes {
        let Some(own) = arena.get_mut(own) else { continue };
        for field in new.into_iter().filter(|field| !field.is_in_path()) {
            let field = FieldDraft { parameter: true, ..field };
            match own.fields.iter_mut().find(|known| known.name.value == field.name.value) {
                None => own.fields.push(field),
                Some(known) if locations::is_shown_alone(known) => locations::describe(known, field),
                Some(_) => {}
            }
        }
        own.span = span;
    }
}

fn same_response(
    at: usize,
    endpoints: &mut [EndpointDraft],
    called: &Called,
    files: &Files,
    context: &mut Context<'_>,
) {
    let Some(said) = endpoints.get(at).and_then(|endpoint| endpoint.stated.same_response.clone()) else {
        return;
    };
    let other = called.find(&said, files, context);
    if other == Some(at) {
        let name = endpoints.get(at).map_or("", |endpoint| endpoint.name.as_str());
        context.report(messages::same_as_its_own(name, "response", said.text.span));
        return;
    }
    let other = other.and_then(|other| endpoints.get(other));
    let Some(name) = other.map(|other| other.name.clone()) else {
        unknown(&said, "endpoint", context);
        return;
    };
    if let Some(endpoint) = endpoints.get_mut(at).filter(|endpoint| endpoint.response.is_none()) {
        let draft = Draft::Same { endpoint: Text { value: name, span: said.words.span }, minus: Vec::new() };
        endpoint.response = Some(Known::stated(draft, said.words.span));
    }
}

/// Lets an endpoint give nothing back where it answers as one does that gives nothing back.
pub fn settle_same(endpoints: &mut [EndpointDraft]) {
    let silent = |endpoint: &EndpointDraft| {
        let said = endpoint.stated.no_response.is_some();
        endpoint.response.is_none() && (said || endpoint.nothing.is_some() || endpoint.no_data.is_some())
    };
    let names: BTreeSet<String> =
        endpoints.iter().filter(|endpoint| silent(endpoint)).map(|endpoint| endpoint.name.clone()).collect();
    for endpoint in endpoints {
        let Some(Known { value: Draft::Same { endpoint: other, .. }, span, .. }) = &endpoint.response else { continue };
        if names.contains(&other.value) {
            endpoint.nothing = Some(*span);
            endpoint.response = None;
        }
    }
}

fn unknown(said: &Said, what: &str, context: &mut Context<'_>) {
    context.report(messages::unknown(&said.words.text, what, said.words.span));
}
