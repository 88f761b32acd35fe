//! What may stand in a doc comment.
//!
//! [`Prose`] is the only thing that documentation is made of. Our own words enter it as literals; those of a document
//! enter it as text, as a code span or as Markdown that is read and written again, so that they can become no doctest,
//! link or tag wherever they stand. How pieces are joined follows from what they are: blocks never share a line.

mod brief;
mod escape;
mod markdown;
#[cfg(test)]
mod tests;

use std::fmt::Display;

use proc_macro2::Ident;
use serde_json::{Number, Value};

pub use escape::visible;

use crate::ir::Docs;

/// Words for a doc comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    /// Whether it is more than a paragraph, such as a list, a code block or several paragraphs.
    blocks: bool,
}

impl From<&'static str> for Prose {
    fn from(ours: &'static str) -> Self {
        Self { text: ours.to_owned(), blocks: false }
    }
}

impl Prose {
    /// What a document says.
    pub fn docs(docs: &Docs) -> Self {
        let (text, paragraph) = markdown::safe(&docs.0);
        Self { text, blocks: !paragraph }
    }

    /// Words of a document on one line, in which nothing has a meaning in Markdown.
    pub fn text(text: &str) -> Self {
        Self { text: escape::text(text), blocks: false }
    }

    /// A code span.
    pub fn code(code: &str) -> Self {
        Self { text: escape::code(code), blocks: false }
    }

    /// A JSON value as a code span.
    pub fn json(value: &Value) -> Self {
        Self::code(&value.to_string())
    }

    /// A JSON text as a code block.
    pub fn fence(json: &str) -> Self {
        Self { text: markdown::fence(&escape::visible(json), true), blocks: true }
    }

    /// A link to an item of the generated code.
    pub fn item(item: &Ident) -> Self {
        Self { text: format!("[`{item}`]"), blocks: false }
    }

    /// A link to a method of an item of the generated code.
    pub fn member(item: &Ident, member: &Ident) -> Self {
        Self { text: format!("[`{item}::{member}`]"), blocks: false }
    }

    /// The first sentence of what a document says; nothing where it begins with a table, a list or code.
    pub fn brief(docs: &Docs) -> Self {
        let words = Self::docs(&Docs(brief::sentence(&docs.0).to_owned()));
        if words.is_many() { Self::default() } else { words }
    }

    /// A heading.
    pub fn heading(text: &str) -> Self {
        Self { text: format!("# {}", escape::text(text)), blocks: true }
    }

    /// A list. Items that say nothing are left out; without any, it says nothing itself.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        let items = items.into_iter().filter(|item| !item.is_empty());
        let items: Vec<_> = items.map(|item| markdown::prefixed(&item.text, "- ", "  ")).collect();
        Self { text: items.join("\n"), blocks: true }
    }

    /// The pieces with `between` in the middle.
    pub fn join(pieces: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        let join = |before: Self, piece| before.and(between).and(piece);
        pieces.into_iter().reduce(join).unwrap_or_default()
    }

    /// Both, on one line where that is possible.
    #[must_use]
    pub fn and(mut self, next: impl Into<Self>) -> Self {
        let next = next.into();
        let lines = self.is_many() || next.is_many();
        if lines && !self.is_empty() && !next.is_empty() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str("\n\n");
        }
        self.text.push_str(&next.text);
        self.blocks |= next.blocks || lines;
        self
    }

    /// A number after it.
    #[must_use]
    pub fn number(mut self, number: &dyn Countable) -> Self {
        self.text.push_str(&number.to_string());
        self
    }

    /// The same, beginning with a capital letter.
    #[must_use]
    pub fn capital(mut self) -> Self {
        if let Some(first) = self.text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The same, where it says something.
    pub fn some(self) -> Option<Self> {
        (!self.is_empty()).then_some(self)
    }

    /// Whether it takes more than a line.
    pub fn is_many(&self) -> bool {
        self.blocks || self.text.contains('\n')
    }

    /// On one line.
    pub fn line(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// As the lines of a doc comment.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }
}

/// Numbers, which need no care.
pub trait Countable: Display {}

impl Countable for u64 {}
impl Countable for Number {}
