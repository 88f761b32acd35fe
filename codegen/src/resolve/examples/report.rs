//! Where differences between examples and tables are told: at their own key, and once.

use super::messages::{self, Found};
use crate::diagnostic::Code;
use crate::ir::validate::{Difference, Kind, Step};
use crate::resolve::context::Context;
use crate::resolve::draft::ExampleDraft;
use crate::resolve::read::example::{self, Way};
use crate::source::Span;

/// The way to what differs, or to the member that is too many.
pub fn way(difference: &Difference<'_, '_>) -> Vec<Way> {
    let extra = if let Kind::Extra(key, _) = difference.kind { Some(Step::Key(key)) } else { None };
    let owned = |step: Step<'_>| match step {
        Step::Key(key) => Way::Key(key.to_owned()),
        Step::Index(at) => Way::Index(at),
    };
    difference.path.iter().copied().chain(extra).map(owned).collect()
}

/// So many messages back stands what was said of another example of the same thing.
const RECENT: usize = 100;

/// The item above an example, from the line `since` on, that begins with a name and that no rule reads.
fn unread_row(name: &str, (example, since): (Span, u32), context: &Context<'_>) -> Option<Span> {
    let above = |row: &Span| row.file == example.file && row.start < example.start;
    context.unread_items(name).filter(|row| above(row) && context.sources.locate(*row).line >= since).last()
}

/// Reports what an example of `name` has otherwise. What describes that stands below the line `since`.
pub fn all(found: Vec<Found>, (name, since): (&str, u32), draft: &ExampleDraft, context: &mut Context<'_>) {
    let (span, sources) = (draft.span, context.sources);
    let mut keys = None;
    for found in found {
        let keys = keys.get_or_insert_with(|| example::Keys::new(sources.slice(span)));
        let key = found.key.as_ref().and_then(|key| keys.find(key, &found.path));
        let start = span.range().start;
        let place = key.map_or(span, |key| Span::new(span.file, start + key.start..start + key.end));
        let row = found.key.as_ref().filter(|_| found.code == Code::ExampleExtra);
        let row = row.and_then(|key| unread_row(key, (span, since), context));
        let said = match row {
            Some(row) => messages::of_unread_row(&found, name, place, row),
            None => messages::differs(&found, name, place),
        };
        // What several examples of one thing lack is one finding.
        let lacks = found.code == Code::ExampleLacks;
        let mut before = context.diagnostics.items_mut().iter_mut().rev().take(RECENT).filter(|_| lacks);
        match before.find(|before| before.code == said.code && before.message == said.message) {
            Some(before) if before.span == place || before.related.iter().any(|(at, _)| *at == place) => {}
            Some(before) => before.related.push((place, "and here".to_owned())),
            None => context.report(said),
        }
    }
}
