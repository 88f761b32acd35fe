//! The survey: every construct of the documents that a rule could speak of, in the order of the documents.

use crate::diagnostic::{Code, Diagnostics};
use crate::ledger::{Construct, Entry, Ledger, Outcome};
use crate::markdown::{self, Block, BlockKind, Fence, Inline, Page, Table};
use crate::source::{SourceMap, Span};

/// How a line is marked; the words of `[[section]]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marked {
    Bold,
    Heading,
    Line,
    Summary,
}

/// What stands there.
#[derive(Debug)]
pub enum What {
    /// A heading, a paragraph, a summary, the first paragraph of a list item.
    Text(Marked, Inline),
    /// A paragraph of a block quote.
    Quote(Inline),
    /// A table.
    Table(Table),
    /// A code block.
    Fence(Fence),
    /// HTML that is no table.
    Html(String),
}

/// A construct.
#[derive(Debug)]
pub struct Piece {
    /// What it is.
    pub what: What,
    /// Where it is.
    pub span: Span,
    /// The number of its document.
    pub file: usize,
    /// The nearest heading above, by its number among the pieces of the survey.
    pub heading: Option<usize>,
    /// Whether it stands in a list.
    pub listed: bool,
    /// The level of a heading, from 1; 0 for anything else.
    pub level: u8,
}

impl Piece {
    /// The words, where it has any of its own.
    pub fn text(&self) -> Option<&Inline> {
        match &self.what {
            What::Text(_, text) | What::Quote(text) => Some(text),
            _ => None,
        }
    }

    /// The words as patterns see them, where it is a line that is marked.
    pub fn line(&self) -> Option<(Marked, &str)> {
        match &self.what {
            What::Text(mark, text) => Some((*mark, text.text.trim())),
            What::Quote(text) => Some((Marked::Line, text.text.trim())),
            _ => None,
        }
    }
}

/// The pieces of all documents.
#[derive(Debug, Default)]
pub struct Survey {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// The files.
    pub sources: SourceMap,
    /// The names of the documents, below the folder of the API.
    pub names: Vec<String>,
    /// How many rows have cells beyond those of their header.
    pub ragged: usize,
}

impl Survey {
    /// Looks at `documents`, each with its name.
    pub fn of<'a>(documents: impl IntoIterator<Item = (&'a str, &'a str)>, page: &Page) -> Self {
        let mut survey = Self::default();
        let (mut ledger, mut diagnostics) = (Ledger::default(), Diagnostics::default());
        for (index, (name, text)) in documents.into_iter().enumerate() {
            survey.names.push(name.split_once('/').map_or(name, |(_, below)| below).to_owned());
            let file = survey.sources.add(name, text);
            let blocks = markdown::lex(file, text, page, &mut ledger, &mut diagnostics);
            let mut walk = Walk { survey: &mut survey, file: index, heading: None, listed: false };
            walk.blocks(blocks, false);
        }
        let ragged =
            |entry: &&Entry| entry.construct == Construct::Row && entry.outcome == Outcome::Reported(Code::RaggedRow);
        survey.ragged = ledger.entries().iter().filter(ragged).count();
        survey
    }

    /// Where a piece is, as `file:line`.
    pub fn place(&self, at: usize) -> String {
        let Some(piece) = self.pieces.get(at) else { return String::new() };
        let at = self.sources.locate(piece.span);
        format!("{}:{}", at.file, at.line)
    }

    /// Whether a code block has an object or a list of JSON.
    pub fn has_json(&self) -> bool {
        let json = |piece: &Piece| match &piece.what {
            What::Fence(fence) => fence.text.trim_start().starts_with(['{', '[']),
            _ => false,
        };
        self.pieces.iter().any(json)
    }

    /// The words of the heading above a piece.
    pub fn heading_of(&self, at: usize) -> Option<&str> {
        let heading = self.pieces.get(at)?.heading?;
        self.pieces.get(heading)?.line().map(|(_, text)| text)
    }

    /// The words of the next heading, where it stands beside the heading above a piece.
    pub fn heading_beside(&self, at: usize) -> Option<&str> {
        let piece = self.pieces.get(at)?;
        let level = self.pieces.get(piece.heading?)?.level;
        let next = self.pieces.iter().skip(at + 1).find(|next| next.level > 0)?;
        (next.file == piece.file && next.level == level).then(|| next.line().map(|(_, text)| text)).flatten()
    }

    /// The line that introduces the table or code block `at`: the nearest one above that is marked, ends in a colon, or
    /// is short. Other words may stand between; another table or code block may not.
    pub fn label_of(&self, at: usize) -> Option<usize> {
        let file = self.pieces.get(at)?.file;
        let above = (0..at).rev().take(4).map_while(|at| {
            let piece = self.pieces.get(at).filter(|piece| piece.file == file)?;
            Some((at, piece.line()?))
        });
        let mut found = None;
        for (at, (mark, text)) in above {
            let short = text.chars().count() <= 24 && !text.contains(['。', '.', '\n']);
            if mark != Marked::Line || text.ends_with([':', '：']) || short {
                found = Some(at);
                break;
            }
        }
        found
    }
}

struct Walk<'a> {
    survey: &'a mut Survey,
    file: usize,
    heading: Option<usize>,
    listed: bool,
}

impl Walk<'_> {
    fn push(&mut self, what: What, span: Span) {
        let (file, heading, listed) = (self.file, self.heading, self.listed);
        self.survey.pieces.push(Piece { what, span, file, heading, listed, level: 0 });
    }

    fn blocks(&mut self, blocks: Vec<Block>, quoted: bool) {
        for block in blocks {
            let span = block.span;
            match block.kind {
                BlockKind::Heading(level, text) => {
                    self.push(What::Text(Marked::Heading, text), span);
                    self.heading = self.survey.pieces.len().checked_sub(1);
                    if let Some(piece) = self.survey.pieces.last_mut() {
                        piece.level = level;
                    }
                }
                BlockKind::Paragraph(text) if quoted => self.push(What::Quote(text), span),
                BlockKind::Paragraph(text) => {
                    // An item of a list is no line of its own.
                    let mark = if text.bold && !self.listed { Marked::Bold } else { Marked::Line };
                    self.push(What::Text(mark, text), span);
                }
                BlockKind::Table(table) => self.push(What::Table(table), span),
                BlockKind::Fence(fence) => self.push(What::Fence(fence), span),
                BlockKind::List(_, items) => {
                    let outer = std::mem::replace(&mut self.listed, true);
                    for item in items {
                        self.blocks(item.blocks, quoted);
                    }
                    self.listed = outer;
                }
                BlockKind::Quote(blocks) => self.blocks(blocks, true),
                BlockKind::Directive(_, _, blocks) => self.blocks(blocks, false),
                BlockKind::Details(summary, blocks) => {
                    if !summary.is_empty() {
                        let span = summary.span;
                        self.push(What::Text(Marked::Summary, summary), span);
                    }
                    self.blocks(blocks, false);
                }
                BlockKind::Html(html) => self.push(What::Html(html), span),
                _ => {}
            }
        }
    }
}
