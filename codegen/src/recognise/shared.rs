//! Several announcements under one heading, which share the headings below it, or all of it where one code block has them.

use super::messages;
use super::raw::Announcement;
use crate::diagnostic::Diagnostics;
use crate::markdown::{Block, BlockKind};

/// An announcement with what stands behind it.
pub type Announced = (Announcement, Vec<Block>);

/// Gives words that introduce the next announcement, "That of a room:", to it.
pub fn introduce(announced: &mut [Announced]) {
    let introduces = |block: &Block| match &block.kind {
        BlockKind::Paragraph(text) => text.text.trim_end().ends_with([':', '：']),
        _ => false,
    };
    for at in 1..announced.len() {
        let (before, rest) = announced.split_at_mut(at);
        let (Some((_, own)), Some((_, next))) = (before.last_mut(), rest.first_mut()) else { continue };
        if let Some(words) = own.pop_if(|block| introduces(block)) {
            next.insert(0, words);
        }
    }
}

/// Whether there are several announcements, with nothing but words behind each.
pub fn words_alone(announced: &[Announced]) -> bool {
    let words = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
    let untitled = |announcement: &Announcement| announcement.title.is_none();
    announced.len() > 1 && announced.iter().all(|(found, content)| untitled(found) && content.iter().all(words))
}

/// Gives each announcement what stands behind all of those in one code block with it: `together` has the places of
/// those that stand in one with the announcement before. Says so, unless it is said.
pub fn share(announced: &mut [Announced], together: &[usize], mut diagnostics: Option<&mut Diagnostics>) {
    let mut from = 0;
    while from < announced.len() {
        let more = (from + 1..announced.len()).take_while(|at| together.contains(at)).count();
        let Some(group) = announced.get_mut(from..=from + more) else { return };
        let content: Vec<Block> = group.iter().flat_map(|(_, content)| content).cloned().collect();
        if let (Some(diagnostics), true) = (diagnostics.as_deref_mut(), more > 0 && !content.is_empty()) {
            report(group, diagnostics);
        }
        if diagnostics.is_some() {
            for (_, own) in group {
                own.clone_from(&content);
            }
        }
        from += more + 1;
    }
}

/// Reports that the headings below several announcements are taken to speak of each of them.
pub fn report(announced: &[Announced], diagnostics: &mut Diagnostics) {
    let Some(((first, _), rest)) = announced.split_first() else { return };
    for (other, _) in rest {
        diagnostics.push(messages::one_heading((path(other), other.span), (path(first), first.span)));
    }
}

fn path(announcement: &Announcement) -> &str {
    announcement.paths.first().map_or("", |path| path.value.as_str())
}
