//! Tables of HTTP statuses.

use crate::ir::Docs;
use crate::recognise::messages::no_status;
use crate::recognise::raw::RawRow;
use crate::recognise::status;
use crate::resolve::context::Context;
use crate::resolve::draft::StatusDraft;
use crate::resolve::read::rows;

/// The statuses of a table, and the words of the rows that have none. Rows of one status are one.
pub fn read_table(rows: &[RawRow], context: &mut Context<'_>) -> (Vec<StatusDraft>, String) {
    let (mut statuses, mut others): (Vec<StatusDraft>, Vec<RawRow>) = (Vec::new(), Vec::new());
    for row in rows {
        let codes = status::all(&row.key.text);
        if codes.is_empty() {
            context.report(no_status(&row.key.text, row.key.span));
            others.push(row.clone());
        }
        let words = status::read(&row.key.text).filter(|_| codes.len() == 1).map_or("", |(_, words)| words);
        let mut docs = Docs::default();
        docs.push(words);
        row.description.iter().for_each(|cell| docs.push(&cell.source));
        for code in codes {
            match statuses.iter_mut().find(|known| known.code == code) {
                Some(known) => known.docs.push(&docs.0),
                None => statuses.push(StatusDraft::new(code, docs.clone(), row.key.span)),
            }
        }
    }
    (statuses, rows::words(&others))
}
