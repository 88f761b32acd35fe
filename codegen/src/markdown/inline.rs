//! Running text: a flat string in which code spans keep their backticks and everything else is reduced to its words.
//!
//! This is what the patterns of a dialect are matched against. Every offset maps back to the file.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::clean::Cleaned;
use super::html;
use super::link::Link;
use crate::source::Span;

/// Running text.
#[derive(Clone, Debug)]
pub struct Inline {
    /// The words: code spans with their backticks, emphasis without its marks, links reduced to their words, `<br>` and
    /// line ends as `\n`, other inline HTML left out.
    pub text: String,
    /// The Markdown source, with line ends as they are.
    pub source: String,
    /// Where it is.
    pub span: Span,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Its links, in order.
    pub links: Vec<Link>,
    /// What few texts have.
    rare: Option<Box<Rare>>,
    /// Where each piece of the words begins, and where it is in the file.
    map: Box<[(u32, Span)]>,
}

/// What few texts have; a document has many texts.
#[derive(Clone, Debug, Default)]
struct Rare {
    /// Which of the words are struck through.
    struck: Vec<Range<usize>>,
    /// The names of the footnotes that the text refers to.
    notes: Vec<String>,
    /// What links call the heading that it is, where the document says so.
    id: Option<String>,
}

impl Rare {
    fn boxed(struck: Vec<Range<usize>>, notes: Vec<String>) -> Option<Box<Self>> {
        (!struck.is_empty() || !notes.is_empty()).then(|| Box::new(Self { struck, notes, id: None }))
    }
}

impl Inline {
    /// Text without anything in it.
    pub fn empty(span: Span) -> Self {
        let (text, source) = (String::new(), String::new());
        Self { text, source, span, bold: false, links: Vec::new(), rare: None, map: Box::default() }
    }

    /// Words without any marks in them.
    pub fn plain(words: &str, span: Span) -> Self {
        let map = Box::new([(0, span)]);
        Self { text: words.to_owned(), source: words.to_owned(), map, ..Self::empty(span) }
    }

    /// The same words with these links in them.
    pub fn linked(self, links: Vec<Link>) -> Self {
        Self { links, ..self }
    }

    /// The words behind a header of theirs: "Auth: none".
    pub fn headed(&self, header: &str) -> Self {
        let header = if header.is_empty() { String::new() } else { format!("{header}: ") };
        let by = header.len();
        let range = |range: &Range<usize>| range.start + by..range.end + by;
        let links = self.links.iter().map(|link| Link { range: range(&link.range), url: link.url.clone() });
        let first = (by > 0).then_some((0, self.span));
        let moved = self.map.iter().map(|(at, span)| (at.saturating_add(u32::try_from(by).unwrap_or(u32::MAX)), *span));
        Self {
            text: format!("{header}{}", self.text),
            source: format!("{header}{}", self.source),
            links: links.collect(),
            rare: Rare::boxed(self.struck().iter().map(range).collect(), Vec::new()),
            map: first.into_iter().chain(moved).collect(),
            span: self.span,
            bold: self.bold,
        }
    }

    /// A part of the words; what is around them is left out, links in it stay.
    pub fn part(&self, range: Range<usize>) -> Self {
        let words = self.text.get(range.clone()).unwrap_or_default();
        let inside = |link: &&Link| link.range.start >= range.start && link.range.end <= range.end;
        let moved = |link: &Link| {
            let range = link.range.start - range.start..link.range.end - range.start;
            Link { range, url: link.url.clone() }
        };
        let links = self.links.iter().filter(inside).map(moved).collect();
        let struck = self.struck().iter().filter(|struck| struck.start < range.end && range.start < struck.end);
        let struck =
            struck.map(|struck| struck.start.max(range.start) - range.start..struck.end.min(range.end) - range.start);
        let rare = Rare::boxed(struck.collect(), Vec::new());
        Self { links, rare, ..Self::plain(words, self.span_of(range.clone())) }
    }

    /// Takes the id off the end of a heading: `Lamps {#all-lamps}`.
    pub fn split_id(&mut self) {
        let Some((words, id)) = self.text.trim_end().strip_suffix('}').and_then(|text| text.rsplit_once("{#")) else {
            return;
        };
        let id = id.split_whitespace().next().filter(|id| !id.contains(['{', '`'])).map(str::to_owned);
        let apart = words.is_empty() || words.ends_with(char::is_whitespace);
        if let Some(id) = id.filter(|_| apart) {
            let length = words.trim_end().len();
            let end = self.source.rfind("{#").unwrap_or(self.source.len());
            self.source.truncate(end);
            self.source.truncate(self.source.trim_end().len());
            self.text.truncate(length);
            self.set_id(id);
        }
    }

    /// Adds words, with a blank before them.
    pub fn append(&mut self, words: &str) {
        for text in [&mut self.text, &mut self.source] {
            text.push(' ');
            text.push_str(words);
        }
    }

    /// Whether all of its words are struck through.
    pub fn is_struck(&self) -> bool {
        let words = self.text.trim();
        let start = self.text.len() - self.text.trim_start().len();
        let range = start..start + words.len();
        self.struck().iter().any(|struck| struck.start <= range.start && range.end <= struck.end) && !words.is_empty()
    }

    fn struck(&self) -> &[Range<usize>] {
        self.rare.as_ref().map_or(&[], |rare| &rare.struck)
    }

    /// What links call the heading that it is, where the document says so.
    pub fn id(&self) -> Option<&str> {
        self.rare.as_ref()?.id.as_deref()
    }

    /// Says what links call the heading.
    pub fn set_id(&mut self, id: String) {
        self.rare.get_or_insert_default().id = Some(id);
    }

    /// Takes the names of the footnotes that it refers to.
    pub fn take_notes(&mut self) -> Vec<String> {
        self.rare.as_mut().map_or_else(Vec::new, |rare| std::mem::take(&mut rare.notes))
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Where a range of [`Inline::text`] is in the file.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            return self.span;
        }
        match (self.place(range.start), self.place(range.end - 1)) {
            (Some(start), Some(last)) => Span { end: last.end.min(self.span.end.max(last.end)), ..start.to(last) },
            _ => self.span,
        }
    }

    fn place(&self, offset: usize) -> Option<Span> {
        let at = self.map.partition_point(|(start, _)| *start as usize <= offset).checked_sub(1)?;
        let (start, span) = self.map.get(at)?;
        let start = *start as usize;
        let next = self.map.get(at + 1).map_or(self.text.len(), |(next, _)| *next as usize);
        if next - start != span.range().len() {
            return Some(*span);
        }
        let first = span.range().start + (offset - start);
        Some(Span::new(span.file, first..first + 1))
    }
}

/// How many letters behind a tag its end is looked for.
const SOON: usize = 200;

/// Collects running text from parser events.
pub struct Builder<'a> {
    cleaned: &'a Cleaned,
    text: String,
    map: Vec<(u32, Span)>,
    links: Vec<Link>,
    notes: Vec<String>,
    /// Where the open links begin, with where they point; nothing for brackets that are none.
    open_links: Vec<(usize, Option<String>)>,
    anchors: Vec<(usize, String)>,
    struck: Vec<Range<usize>>,
    strong: usize,
    outside_strong: bool,
}

impl<'a> Builder<'a> {
    /// A builder for one stretch of running text.
    pub fn new(cleaned: &'a Cleaned) -> Self {
        let (text, map, links, open_links) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        let (notes, anchors, struck) = (Vec::new(), Vec::new(), Vec::new());
        Self { cleaned, text, map, links, notes, open_links, anchors, struck, strong: 0, outside_strong: false }
    }

    /// Adds an event. Events of blocks do not belong here and are passed over.
    pub fn add(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.push(text, range),
            Event::Code(code) => self.push(&format!("`{code}`"), range),
            Event::SoftBreak | Event::HardBreak => self.push("\n", range),
            Event::InlineHtml(html) | Event::Html(html) if is_break(html) => self.push("\n", range),
            Event::InlineHtml(html) | Event::Html(html) if begins_line(html) && self.in_line() => {
                self.push("\n", range);
            }
            // What no browser knows stands for something: `/lamps/<id>`, `list<int>`.
            Event::InlineHtml(html)
                if html::is_placeholder(html, self.in_word()) || self.is_letter_of_type(html, range.end) =>
            {
                self.push(html, range);
            }
            Event::InlineHtml(html) | Event::Html(html) => self.anchor(html),
            Event::FootnoteReference(name) => self.notes.push(name.to_string()),
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Strikethrough) => self.struck.push(self.text.len()..self.text.len()),
            Event::End(TagEnd::Strikethrough) => {
                let end = self.text.len();
                self.struck.last_mut().into_iter().for_each(|struck| struck.end = end);
            }
            // The same with a colon in it is read as an address: `/lamps/<int:id>`.
            Event::Start(Tag::Link { dest_url, link_type: LinkType::Autolink, .. }) if !html::is_address(dest_url) => {
                self.push("<", range.start..range.start + 1);
                self.open_links.push((self.text.len(), None));
            }
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                self.open_links.push((self.text.len(), Some(format!("{scheme}{dest_url}"))));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.open_links.push((self.text.len(), Some(dest_url.to_string())));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => match self.open_links.pop() {
                Some((start, Some(url))) => self.links.push(Link { range: start..self.text.len(), url }),
                Some((_, None)) => self.push(">", range.end - 1..range.end),
                None => {}
            },
            _ => {}
        }
    }

    /// Whether a word stands directly before.
    fn in_word(&self) -> bool {
        self.text.ends_with(char::is_alphanumeric)
    }

    /// Whether a tag directly behind a word is a letter for a type, `Box<A>`, and not the element of that name, which would
    /// end soon.
    fn is_letter_of_type(&self, html: &str, end: usize) -> bool {
        let Some(letter) = html.strip_prefix('<').and_then(|html| html.strip_suffix('>')) else { return false };
        if !self.in_word() || letter.len() != 1 || !letter.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            return false;
        }
        let rest = self.cleaned.text.get(end..).unwrap_or_default();
        let soon: String = rest.chars().take(SOON).take_while(|letter| *letter != '\n').collect();
        !soon.to_ascii_uppercase().contains(&format!("</{letter}>"))
    }

    /// Whether words stand in the line before.
    fn in_line(&self) -> bool {
        let words = self.text.trim_end_matches(' ');
        !words.is_empty() && !words.ends_with('\n')
    }

    /// `<a href="…">` and its end.
    fn anchor(&mut self, html: &str) {
        if html.trim().eq_ignore_ascii_case("</a>") {
            if let Some((start, url)) = self.anchors.pop() {
                self.links.push(Link { range: start..self.text.len(), url });
            }
        } else if let Some(url) = html::target(html) {
            self.anchors.push((self.text.len(), url));
        }
    }

    fn push(&mut self, text: &str, range: Range<usize>) {
        self.outside_strong |= self.strong == 0 && !text.trim().is_empty();
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.map.push((start, self.cleaned.span(range)));
        self.text.push_str(text);
    }

    /// The text, which stands at `range` of the clean text.
    pub fn finish(self, range: Range<usize>) -> Inline {
        let whole = self.cleaned.text.get(range.clone()).unwrap_or_default();
        let trimmed = whole.trim_end();
        let start = range.start + (trimmed.len() - trimmed.trim_start().len());
        let bold = !self.outside_strong && !self.text.trim().is_empty();
        let span = self.cleaned.span(start..range.start + trimmed.len());
        let source = unquote(&self.cleaned.written(start..range.start + trimmed.len()));
        let Self { text, links, struck, notes, map, .. } = self;
        Inline { text, source, span, bold, links, rare: Rare::boxed(struck, notes), map: map.into_boxed_slice() }
    }
}

/// Source without the marks of the quotes around it, which stand before all of its lines but the first.
fn unquote(source: &str) -> String {
    let line = |(index, line): (usize, &str)| {
        let marked = index > 0 && line.trim_start().starts_with('>');
        if marked { line.trim_start_matches(['>', ' ']).to_owned() } else { line.to_owned() }
    };
    source.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Whether it is a tag that begins a line.
fn begins_line(html: &str) -> bool {
    let tag = html.trim().trim_start_matches('<').trim_end_matches('>');
    let name = tag.split([' ', '\n']).next().unwrap_or_default().to_ascii_lowercase();
    html::begins_line(&name)
}

fn is_break(html: &str) -> bool {
    let tag = html.trim().trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    tag.eq_ignore_ascii_case("br")
}
