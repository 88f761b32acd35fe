//! Labels in containers, which end with their container: then the section around it goes on.

use super::{Flow, Open};
use crate::dialect::{Mark, Role};
use crate::markdown::{Block, BlockKind};
use crate::recognise::raw::Text;
use crate::recognise::section;

/// A section that goes on behind a label inside of it, with the status that its labels say.
pub(super) struct Around {
    open: Option<Open>,
    status: Option<(Text, u8)>,
}

/// A container that is being read.
pub(super) struct Container {
    /// Whether it is an item of a list, whose labels but for those of words speak of what stands behind it too.
    item: bool,
    /// The section that was open when a label in it opened another.
    around: Option<Around>,
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

    /// Begins a container: a fold, an admonition, a quote, or an item of a list.
    pub(super) fn enter(&mut self, item: bool) {
        self.containers.push(Container { item, around: None });
    }

    /// Keeps the section around the container apart that is read, where a label of this level is the first to open another
    /// in it. A heading that stands beside the label around takes its place for good.
    pub(super) fn keep_around(&mut self, level: u8) {
        let beside = self.open.as_ref().is_some_and(|open| open.mark == Mark::Heading && level <= open.level);
        let Some(container) = self.containers.last_mut().filter(|own| own.around.is_none() && !beside) else { return };
        container.around = Some(Around { open: self.open.take(), status: self.status.clone() });
    }

    /// Ends a container. A label in it ends with it that has had there what it announces; one that has not announces what
    /// stands behind.
    pub(super) fn leave(&mut self) {
        let Some(Container { item, around: Some(around) }) = self.containers.pop() else { return };
        let ends = self.open.as_ref().is_none_or(|open| {
            // Without a label around it is the only one that speaks of what stands behind.
            let announced = !item && open.filled && around.open.is_some();
            open.followed && (open.label.role == Role::Prose || announced)
        });
        if ends {
            return self.resume(around);
        }
        let (open, caption) = (self.open.take(), std::mem::take(&mut self.caption));
        self.open = around.open;
        self.close();
        (self.open, self.caption) = (open, caption);
    }
}
