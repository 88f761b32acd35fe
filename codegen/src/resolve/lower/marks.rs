//! The members by which events and frames are known.

use crate::dialect::Members;
use crate::ir::{EventType, Member};
use crate::resolve::context::Context;
use crate::resolve::lower::{messages, nested_envelope};
use crate::source::Span;

/// Members in the order of the file, those in tables by their paths.
pub fn in_order(members: &Members, context: &Context<'_>) -> Vec<(String, (toml::Value, Span))> {
    let mut members: Vec<_> = nested_envelope::stated(members, &|_| false, context).into_iter().collect();
    members.sort_by_key(|(_, (_, span))| span.range().start);
    members
}

/// Reports an event that can never be found, since an earlier one has a part of its marks.
pub fn report_hidden(event: &EventType, before: &[EventType], span: Span, context: &mut Context<'_>) {
    let has = |mark: &Member| event.when.iter().any(|own| own.name == mark.name && own.value.value == mark.value.value);
    let hides = |other: &EventType| !other.when.is_empty() && other.when.iter().all(has);
    for other in before.iter().filter(|other| other.name == event.name || hides(other)) {
        context.report(if other.name == event.name {
            messages::event_of_one_name(&event.name, span)
        } else {
            messages::hidden_event(&event.name, &other.name, span)
        });
    }
}
