//! The texts of documents, for patterns that nothing has followed: what stands there that they match.

use super::section;
use crate::dialect::{Dialect, Mark, Pattern};
use crate::markdown::{Block, BlockKind, Inline};
use crate::source::Span;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Heading,
    Line,
    Bold,
    Item,
    Summary,
    Cell,
}

/// The texts of all documents, in order.
#[derive(Default)]
pub struct Texts {
    texts: Vec<(Form, String, Span)>,
}

/// Why a pattern that matches a text has no effect on it.
pub struct Idle {
    /// The text.
    pub span: Span,
    /// What keeps its rule from it.
    pub help: String,
}

impl Texts {
    /// Adds those of a document.
    pub fn add(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(_, text) => self.push(Form::Heading, text),
                BlockKind::Paragraph(text) if text.bold => self.push(Form::Bold, text),
                BlockKind::Paragraph(text) => self.push(Form::Line, text),
                BlockKind::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| self.push(Form::Cell, &cell.text));
                }
                BlockKind::List(_, items) => items.iter().for_each(|item| {
                    let mut blocks = item.blocks.as_slice();
                    if let Some((Block { kind: BlockKind::Paragraph(text), .. }, rest)) = blocks.split_first() {
                        self.push(Form::Item, text);
                        blocks = rest;
                    }
                    self.add(blocks);
                }),
                BlockKind::Details(summary, blocks) | BlockKind::Directive(_, summary, blocks) => {
                    self.push(Form::Summary, summary);
                    self.add(blocks);
                }
                BlockKind::Quote(blocks) | BlockKind::Footnote(_, blocks) => self.add(blocks),
                _ => {}
            }
        }
    }

    fn push(&mut self, form: Form, text: &Inline) {
        if !text.is_empty() {
            self.texts.push((form, text.text.trim().to_owned(), text.span));
        }
    }

    /// The first text that the pattern of a rule of `key` matches, where such a rule looks, but for what is `taken`.
    pub fn matched(&self, key: &str, pattern: &Pattern, dialect: &Dialect, taken: &[Span]) -> Option<Idle> {
        // What stands elsewhere is for other rules.
        let at = pattern.span();
        let placed = dialect.section.iter().map(|rule| (&rule.pattern, &rule.under));
        let placed = placed.chain(dialect.statement.iter().map(|rule| (&rule.pattern, &rule.under)));
        let mut placed = placed.chain(dialect.bullet.iter().map(|rule| (&rule.pattern, &rule.under)));
        if placed.any(|(own, under)| under.is_some() && own.span() == at) {
            return None;
        }
        let looks = |form: Form| match key {
            "section" => form != Form::Cell,
            "statement" => !matches!(form, Form::Cell | Form::Summary),
            "bullet" => matches!(form, Form::Item | Form::Line | Form::Bold | Form::Heading),
            "prose" | "values.when" => matches!(form, Form::Cell | Form::Line | Form::Item),
            _ => false,
        };
        let found = |(form, words, span): &&(Form, String, Span)| {
            looks(*form) && pattern.is_match(words) && !taken.iter().any(|taken| taken.contains(*span))
        };
        let own = dialect.section.iter().find(|rule| key == "section" && rule.pattern.span() == pattern.span());
        let elsewhere = |form: Form| own.map(|rule| rule.mark).filter(|mark| !section::fits(*mark, form.mark()));
        let labels = |(form, words, _): &&(Form, String, Span)| {
            dialect.section.iter().any(|rule| section::fits(rule.mark, form.mark()) && rule.pattern.is_match(words))
        };
        let open = self.texts.iter().filter(found).find(|text| elsewhere(text.0).is_none() || !labels(text));
        let (form, _, span) = open.or_else(|| self.texts.iter().find(found))?;
        let help = match (key, elsewhere(*form)) {
            (_, Some(_)) if open.is_none() => {
                format!("what it matches is {}, which another rule of `[[section]]` reads: remove it", form.noun())
            }
            (_, Some(_)) => format!("it matches {}: write `mark = \"{}\"`", form.noun(), form.word()),
            ("section", None) => "an earlier rule of `[[section]]` reads it, or an `[[endpoint]]`, `[[ignore]]` or `[[bullet]]` \
                                  rule: `explain` says which; put this one before that, or remove it"
                .to_owned(),
            ("statement", None) => "a statement is looked for in the paragraphs and items of endpoints, unless a label or \
                                    another rule takes them: `explain` says which; narrow that rule, or remove this one"
                .to_owned(),
            ("bullet", None) => "rows are looked for below labels of fields or values, and an earlier rule of `[[bullet]]` \
                                 counts before: give the list a label by a `[[section]]`, or remove the rule"
                .to_owned(),
            _ => "words are read of the field that they describe, or of an endpoint where `on` says so: correct `on`, or \
                  remove the rule"
                .to_owned(),
        };
        Some(Idle { span: *span, help })
    }
}

impl Form {
    /// How labels are marked that stand so.
    fn mark(self) -> Mark {
        match self {
            Self::Heading => Mark::Heading,
            Self::Bold => Mark::Bold,
            Self::Summary => Mark::Summary,
            Self::Line | Self::Item | Self::Cell => Mark::Line,
        }
    }

    /// The value of `section.mark`.
    fn word(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Bold => "bold",
            Self::Summary => "summary",
            Self::Line | Self::Item | Self::Cell => "line",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Heading => "a heading",
            Self::Bold => "a bold line",
            Self::Summary => "a summary",
            Self::Line | Self::Item | Self::Cell => "a line",
        }
    }
}
