//! Labels in items of lists, which end with their item: then the section around it goes on.

use super::{Flow, Open};
use crate::dialect::Mark;
use crate::markdown::{Block, BlockKind};
use crate::recognise::raw::Text;
use crate::recognise::section;

/// A section that goes on behind the item of a label inside of it, with the status that its labels say.
pub(super) struct Around {
    open: Option<Open>,
    status: Option<(Text, u8)>,
}

impl Flow<'_> {
    /// Keeps the open section apart for an item inside of its own that begins with a label and has what that announces: such
    /// a label ends with its item.
    pub(super) fn suspend(&mut self, item: &[Block]) -> Option<Around> {
        let [Block { kind: BlockKind::Paragraph(text), .. }, _, ..] = item else { return None };
        let labels = self.in_labelled_item
            && section::ignored(&text.text, Mark::Line, self.dialect).is_none()
            && section::label(text, Mark::Line, self.under(), self.dialect).is_some();
        labels.then(|| Around { open: self.open.take(), status: self.status.clone() })
    }

    /// Goes on with the section around an item.
    pub(super) fn resume(&mut self, around: Around) {
        self.close();
        Around { open: self.open, status: self.status } = around;
    }
}
