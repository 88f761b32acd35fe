//! Rows whose cells stand below the headers of other columns.

use crate::dialect::Dialect;
use crate::markdown::{Inline, code};
use crate::recognise::raw::RawRow;
use crate::resolve::context::Context;
use crate::resolve::draft::{Draft, Known, Unread};
use crate::resolve::read::{messages, untyped};
use crate::source::Span;

/// What a cell can hold, of which the dialect has the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Type,
    Presence,
    Location,
}

const ALL: [Holds; 3] = [Holds::Type, Holds::Presence, Holds::Location];

impl Holds {
    fn cell(self, row: &RawRow) -> Option<&Inline> {
        match self {
            Self::Type => row.ty.as_deref(),
            Self::Presence => row.presence.as_deref(),
            Self::Location => row.location.as_deref(),
        }
    }

    fn knows(self, words: &str, dialect: &Dialect) -> bool {
        let presence = &dialect.presence;
        match self {
            Self::Type => dialect.types.contains_key(words) || dialect.define.contains_key(words),
            Self::Presence => presence.required.iter().chain(&presence.optional).any(|known| known == words),
            Self::Location => dialect.locations.contains_key(words),
        }
    }

    fn means(self) -> &'static str {
        match self {
            Self::Type => "is a type",
            Self::Presence => "says whether it must be there",
            Self::Location => "says where it is sent",
        }
    }
}

/// A row without its cells that say what other columns are for, where there are two or more of them: one alone may be a word
/// of its own column that the dialect lacks. They are reported, and what they say is unknown.
pub fn taken_off(row: RawRow, context: &mut Context<'_>) -> (RawRow, Unread) {
    let found: Vec<_> = ALL.into_iter().filter_map(|own| misplaced(own, &row, context.dialect)).collect();
    if found.len() < 2 {
        return (row, Unread::default());
    }
    let cells: Vec<_> = found.iter().map(|(_, words, says)| (words.as_str(), says.means())).collect();
    context.report(messages::misplaced_cells(row.key.text.trim(), &cells, row.span));
    let is = |own: Holds| found.iter().any(|(at, ..)| *at == own).then_some(row.span);
    let (ty, presence, location) = (is(Holds::Type), is(Holds::Presence), is(Holds::Location));
    let kept = |cell: Option<Box<Inline>>, off: Option<Span>| cell.filter(|_| off.is_none());
    let cells = (kept(row.ty, ty), kept(row.presence, presence), kept(row.location, location));
    (RawRow { ty: cells.0, presence: cells.1, location: cells.2, ..row }, Unread { ty, presence, location })
}

/// The words of a cell that are none of its own column, and what they say.
fn misplaced(own: Holds, row: &RawRow, dialect: &Dialect) -> Option<(Holds, String, Holds)> {
    let words = code::unquoted(&own.cell(row)?.text);
    let says = ALL.into_iter().find(|other| *other != own && other.knows(words, dialect))?;
    (!own.knows(words, dialect)).then(|| (own, words.to_owned(), says))
}

/// The type of a field whose cell stands elsewhere: unknown, so that the policy decides.
pub fn unknown_type(row: &RawRow, context: &Context<'_>) -> Known<Draft> {
    let Known { value, span, .. } = untyped::untyped(row.span, context);
    Known::inferred(value, span, "the cells of the row are out of order")
}
