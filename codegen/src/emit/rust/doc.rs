//! Documentation in the making: paragraphs of prose, and code that shows how a thing is used.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{Code, Line};
use super::prose::Prose;
use crate::emit::place_names::PlaceNames;
use crate::ir::{Docs, Example, How, Provenance};

/// Documentation, a paragraph at a time.
#[derive(Default)]
pub struct Doc {
    paragraphs: Vec<Paragraph>,
}

enum Paragraph {
    Prose(Prose),
    Code(Code),
}

impl Doc {
    /// Adds a paragraph, or several.
    pub fn say(&mut self, prose: impl Into<Prose>) -> &mut Self {
        self.paragraphs.extend(prose.into().some().map(Paragraph::Prose));
        self
    }

    /// The documents' words.
    pub fn prose(&mut self, docs: &Docs) -> &mut Self {
        self.say(Prose::docs(docs))
    }

    /// The documents' words, with ours before them.
    pub fn labelled(&mut self, label: impl Into<Prose>, docs: &Docs) -> &mut Self {
        self.say(labelled(label.into(), Prose::docs(docs)))
    }

    /// Values with what is said of each, below a title.
    pub fn list<'v>(&mut self, title: &'static str, items: impl Iterator<Item = (Prose, &'v Docs)>) -> &mut Self {
        let item = |(value, docs): (Prose, &Docs)| match Prose::docs(docs) {
            words if words.is_empty() => value,
            words => value.and(": ").and(words),
        };
        self.items(title, items.map(item))
    }

    /// A list below a title; nothing without items.
    pub fn items(&mut self, title: &'static str, items: impl Iterator<Item = Prose>) -> &mut Self {
        let list = Prose::list(items);
        if list.is_empty() { self } else { self.say(title).say(list) }
    }

    /// Code that shows how the thing is used.
    pub fn code(&mut self, code: impl Into<Option<Code>>) -> &mut Self {
        self.paragraphs.extend(code.into().map(Paragraph::Code));
        self
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// A value that the documents show.
    pub fn example(&mut self, example: &Example) -> &mut Self {
        self.say("An example:").prose(&example.docs).say(Prose::fence(example.text.trim_end()))
    }

    /// Where it stands and how it is known.
    pub fn source(&mut self, places: &PlaceNames<'_>, at: &Provenance) -> &mut Self {
        self.say(Prose::from("Source: ").and(Prose::code(&places.name(at))).and(how(at)))
    }

    /// As doc comments of the item that follows.
    pub fn outer(&self) -> TokenStream {
        let lines = self.lines();
        let lines = lines.iter().map(Line::tokens);
        quote!(#(#[doc = #lines])*)
    }

    /// As doc comments of the module around.
    pub fn inner(&self) -> TokenStream {
        let lines = self.lines();
        let lines = lines.iter().map(Line::tokens);
        quote!(#(#![doc = #lines])*)
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for paragraph in &self.paragraphs {
            if !lines.is_empty() {
                lines.push(Line::text(""));
            }
            match paragraph {
                Paragraph::Prose(prose) => lines.extend(prose.lines().map(Line::text)),
                Paragraph::Code(code) => lines.extend(code.lines()),
            }
        }
        lines
    }
}

/// Our words with the documents' behind them.
fn labelled(label: Prose, words: Prose) -> Prose {
    label.and(if words.is_many() { ":" } else { ": " }).and(words)
}

/// How it is known, where no document says it.
pub fn how(at: &Provenance) -> Prose {
    let known = match at.how {
        How::Stated => return Prose::default(),
        How::Inferred => " (inferred",
        How::Patched => " (patched",
        How::Declared => " (declared by the dialect",
    };
    let rule = at.rule.as_ref().map(|rule| Prose::from(": ").and(Prose::text(rule)));
    Prose::from(known).and(rule.unwrap_or_default()).and(")")
}
