//! The members by which events and frames are known.

use std::collections::HashMap;

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

/// The events so far: by their names, and each by one of the members by which it is known.
#[derive(Default)]
pub struct Before {
    names: HashMap<String, usize>,
    by_mark: HashMap<(String, String), Vec<usize>>,
}

impl Before {
    /// The number of the event of a name.
    pub fn called(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// Adds an event behind the others. Reports it where it can never be found, since an earlier one has its name or a part
    /// of its marks.
    pub fn add(&mut self, event: EventType, found: &mut Vec<EventType>, span: Span, context: &mut Context<'_>) {
        let at = found.len();
        let hides = self.hides(&event, found);
        if self.names.contains_key(&event.name) {
            context.report(messages::event_of_one_name(&event.name, span));
        } else if let Some(other) = hides {
            context.report(messages::hidden_event(&event.name, &other.name, span));
        }
        let times = |key: &(String, String)| self.by_mark.get(key).map_or(0, Vec::len);
        // What a hidden event hides is hidden by the same earlier one.
        if hides.is_none()
            && let Some(rarest) = event.when.iter().map(key).min_by_key(times)
        {
            self.by_mark.entry(rarest).or_default().push(at);
        }
        self.names.entry(event.name.clone()).or_insert(at);
        found.push(event);
    }

    /// The first event of which all marks are among those of this one.
    fn hides<'e>(&self, event: &EventType, found: &'e [EventType]) -> Option<&'e EventType> {
        let has = |mark: &Member| event.when.iter().any(|own| key(own) == key(mark));
        let near = event.when.iter().filter_map(|mark| self.by_mark.get(&key(mark))).flatten();
        let hides = near.filter(|at| found.get(**at).is_some_and(|other| other.when.iter().all(has)));
        found.get(*hides.min()?)
    }
}

/// What a member and its value are found by.
fn key(mark: &Member) -> (String, String) {
    (mark.name.clone(), mark.value.value.to_string())
}
