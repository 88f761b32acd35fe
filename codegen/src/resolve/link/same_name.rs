//! Parameters of one name in two places. What a part of the path is called is seen by callers alone, so it can make room for a parameter that needs the name on the wire.

use crate::ir::{Location, template};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, EndpointDraft, FieldDraft, Known, Stated};
use crate::resolve::link::messages;
use crate::source::Span;

/// Adds a parameter, unless there is one of its name already that does not make room. Gives the new name of what made room.
pub fn add(
    endpoint: &mut EndpointDraft,
    mut new: FieldDraft,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> Option<String> {
    let name = new.name.value.clone();
    let fields = arena.fields(endpoint.parameters);
    let at = fields.iter().position(|known| known.name.value == name);
    let Some((at, known)) = at.and_then(|at| Some((at, fields.get(at)?))) else {
        push(endpoint, new, arena);
        return None;
    };
    let (old, first, placed) = (known.is_in_path(), known.name.span, known.location.is_some());
    let again = known.states_what(&new);
    let parted = endpoint.stated.path_parameters.contains(&name) && old != new.is_in_path();
    if !parted {
        let located = placed && new.location.is_some();
        context.overrule(messages::parameter_twice(&name, located, again, (new.name.span, first)));
        return None;
    }
    let (part, other) = if old { (first, new.name.span) } else { (new.name.span, first) };
    let fields = arena.fields(endpoint.parameters);
    let renamed = make_room(&mut endpoint.stated, &name, (part, other), fields, context);
    if !old {
        new.name.value.clone_from(&renamed);
    } else if let Some(shape) = arena.get_mut(endpoint.parameters) {
        shape.fields.get_mut(at).into_iter().for_each(|known| known.name.value.clone_from(&renamed));
    }
    push(endpoint, new, arena);
    Some(renamed)
}

/// Gives the part `name` of the path another name, which is given back and which none of `fields` has; `places` are those
/// of the part and of the parameter that keeps the name.
pub fn make_room(
    stated: &mut Stated,
    name: &str,
    places: (Span, Span),
    fields: &[FieldDraft],
    context: &mut Context<'_>,
) -> String {
    let free =
        |new: &String| fields.iter().all(|field| field.name.value != *new) && !stated.path_parameters.contains(new);
    let first = format!("path_{name}");
    let numbered = (2..1000).map(|number| format!("path_{name}_{number}"));
    let new = std::iter::once(first.clone()).chain(numbered).find(free).unwrap_or(first);
    for path in &mut stated.paths {
        path.value = template::named(&path.value, |part| if part == name { &new } else { part });
    }
    for known in stated.path_parameters.iter_mut().chain(&mut stated.optional) {
        if known == name {
            known.clone_from(&new);
        }
    }
    context.report(messages::part_renamed(name, &new, places.0, places.1));
    new
}

/// Says that the body, which an example shows, has a field that is called as a parameter which is sent elsewhere: one call
/// has one parameter of a name. `places` are those of the field and of the parameter, which counts.
pub fn in_body(name: &str, places: (Span, Span), context: &mut Context<'_>) {
    context.report(messages::body_field_twice(name, places.0, places.1));
}

/// Adds a parameter whose name no other has.
pub fn push(endpoint: &EndpointDraft, field: FieldDraft, arena: &mut Arena) {
    if let Some(parameters) = arena.get_mut(endpoint.parameters) {
        parameters.fields.push(field);
    }
}

/// Sends fields where the label above the sentence says, but for those that say it themselves.
pub fn place(fields: &mut [FieldDraft], location: Location, span: Span) {
    for field in fields {
        field.location = field.location.take().or_else(|| Some(Known::stated(location, span)));
    }
}

/// Gives parts of the path another name that are called as fields are which are sent elsewhere: they are two parameters.
pub fn part_from_path(
    at: usize,
    fields: &[FieldDraft],
    endpoints: &mut [EndpointDraft],
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let Some(endpoint) = endpoints.get_mut(at) else { return };
    let mut own = arena.take_fields(endpoint.parameters);
    for field in fields.iter().filter(|field| !field.is_in_path()) {
        let name = &field.name.value;
        if let Some(part) = own.iter().position(|known| known.is_in_path() && known.name.value == *name)
            && let Some(first) = own.get(part).map(|part| part.name.span)
        {
            let taken: Vec<_> = own.iter().chain(fields).cloned().collect();
            let new = make_room(&mut endpoint.stated, name, (first, field.name.span), &taken, context);
            own.get_mut(part).into_iter().for_each(|part| part.name.value.clone_from(&new));
        }
    }
    arena.put_fields(endpoint.parameters, own);
}
