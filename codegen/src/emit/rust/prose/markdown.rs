//! The Markdown of a document is read and written again, so that nothing in it can become an intra-doc link, a tag, a
//! doctest or an open fence.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::escape::{self, code, escape, is_hidden, longest_run};

/// Blocks nested deeper than this are not told apart any more.
const DEPTH: usize = 24;

/// The Markdown, safe to stand in a doc comment, and whether it is one paragraph.
pub fn safe(markdown: &str) -> (String, bool) {
    if is_plain(markdown) {
        return (markdown.trim().to_owned(), true);
    }
    let clean = escape::visible(markdown).replace('\t', "    ");
    let parser = Parser::new_ext(&clean, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut writer = Writer { frames: vec![Frame::new(Wrap::Root)], cells: 0, paragraphs: 0, blocks: 0 };
    TextMergeStream::new(parser).for_each(|event| writer.event(event));
    let one = writer.paragraphs == 1 && writer.blocks == 1;
    (writer.finish(), one)
}

/// Whether nothing in the text has a meaning in Markdown.
fn is_plain(text: &str) -> bool {
    let special = |char: char| char.is_ascii_punctuation() && !matches!(char, ',' | ';' | '?' | '"' | '\'' | '/' | '%');
    !text.contains(|char: char| special(char) || is_hidden(char) || char == '\n' || char == '\t')
        && !text.trim_start().starts_with(|first: char| first.is_ascii_digit())
}

/// The mark of struck words.
const STRUCK: &str = "~~";

/// What becomes of a frame's text when it ends.
enum Wrap {
    Root,
    Block,
    Quote,
    Fence { json: bool },
    List { next: Option<u64> },
    Item,
    Table { columns: Vec<Alignment> },
    Row { head: bool },
    Cell,
    Span(&'static str),
    Link { to: String },
}

struct Frame {
    wrap: Wrap,
    text: String,
}

impl Frame {
    fn new(wrap: Wrap) -> Self {
        Self { wrap, text: String::new() }
    }
}

struct Writer {
    frames: Vec<Frame>,
    cells: usize,
    /// How many blocks stand at the top, and how many of them are paragraphs.
    blocks: usize,
    paragraphs: usize,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) if matches!(self.wrap(), Some(Wrap::Fence { .. })) => self.push(&text),
            Event::Text(text) => self.text(&text),
            // A cell ends at a bar behind two backslashes, even in code.
            Event::Code(text) if self.cells > 0 && text.contains("\\|") => self.text(&text),
            Event::Code(text) if self.cells > 0 => self.push(&code(&text).replace('|', "\\|")),
            Event::Code(text) => self.push(&code(&text)),
            Event::Html(html) | Event::InlineHtml(html) if is_break(&html) => self.line_break("\\\n"),
            Event::Html(html) => html.lines().for_each(|line| self.html(line)),
            Event::InlineHtml(html) => self.text(&html),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("\\\n"),
            Event::Rule => {
                self.blocks += usize::from(self.frames.len() == 1);
                self.block("---");
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if self.frames.len() == 1 {
            self.blocks += 1;
            self.paragraphs += usize::from(matches!(tag, Tag::Paragraph));
        }
        let wrap = match tag {
            Tag::BlockQuote(_) if self.frames.len() < DEPTH => Wrap::Quote,
            Tag::CodeBlock(kind) => Wrap::Fence { json: is_json(&kind) },
            Tag::List(next) => Wrap::List { next },
            Tag::Item if self.frames.len() < DEPTH => Wrap::Item,
            Tag::Table(columns) => Wrap::Table { columns },
            Tag::TableHead => Wrap::Row { head: true },
            Tag::TableRow => Wrap::Row { head: false },
            Tag::TableCell => Wrap::Cell,
            Tag::Emphasis => Wrap::Span("*"),
            Tag::Strong | Tag::Heading { .. } => Wrap::Span("**"),
            // Two marks side by side would be a fence.
            Tag::Strikethrough if self.is_struck() => Wrap::Span(""),
            Tag::Strikethrough => Wrap::Span(STRUCK),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => Wrap::Link { to: dest_url.into_string() },
            _ => Wrap::Block,
        };
        self.cells += usize::from(matches!(wrap, Wrap::Cell));
        self.frames.push(Frame::new(wrap));
    }

    fn end(&mut self, end: TagEnd) {
        let Some(Frame { wrap, text }) = self.frames.pop() else { return };
        match wrap {
            Wrap::Root | Wrap::Block => self.block(text.trim_end()),
            Wrap::Quote => self.block(&prefixed(&text, "> ", "> ")),
            Wrap::Fence { json } => self.block(&fence(&text, json)),
            Wrap::List { .. } | Wrap::Table { .. } => self.block(&text),
            Wrap::Item => self.item(&text),
            Wrap::Row { head } => self.row(&text, head),
            Wrap::Cell => {
                self.cells = self.cells.saturating_sub(1);
                self.push(&format!(" {} |", text.trim()));
            }
            Wrap::Span(_) if text.trim().is_empty() => self.push(&text),
            Wrap::Span(mark) if matches!(end, TagEnd::Heading(_)) => {
                self.block(&format!("{mark}{}{mark}", text.trim()));
            }
            Wrap::Span(mark) => self.push(&format!("{mark}{text}{mark}")),
            Wrap::Link { to } => self.push(&link(&text, &to)),
        }
    }

    fn finish(mut self) -> String {
        while self.frames.len() > 1 {
            self.end(TagEnd::Paragraph);
        }
        self.frames.pop().map(|frame| frame.text.trim().to_owned()).unwrap_or_default()
    }

    fn wrap(&mut self) -> Option<&mut Wrap> {
        self.frames.last_mut().map(|frame| &mut frame.wrap)
    }

    fn push(&mut self, text: &str) {
        if let Some(frame) = self.frames.last_mut() {
            frame.text.push_str(text);
        }
    }

    fn is_struck(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame.wrap, Wrap::Span(STRUCK)))
    }

    /// A line of HTML, as text.
    fn html(&mut self, line: &str) {
        if let Some(frame) = self.frames.last_mut().filter(|frame| !frame.text.is_empty()) {
            frame.text.truncate(frame.text.trim_end().len());
            frame.text.push('\n');
        }
        self.text(line.trim());
    }

    fn text(&mut self, text: &str) {
        let in_link = self.frames.iter().any(|frame| matches!(frame.wrap, Wrap::Link { .. }));
        if let Some(frame) = self.frames.last_mut() {
            escape(&mut frame.text, text, !in_link);
        }
    }

    fn line_break(&mut self, text: &str) {
        self.push(if self.cells > 0 { " " } else { text });
    }

    /// Adds a block, with a blank line before it.
    fn block(&mut self, text: &str) {
        let Some(frame) = self.frames.last_mut().filter(|_| !text.is_empty()) else { return };
        if !frame.text.is_empty() {
            frame.text.truncate(frame.text.trim_end().len());
            frame.text.push_str("\n\n");
        }
        frame.text.push_str(text);
    }

    fn item(&mut self, text: &str) {
        let marker = match self.wrap() {
            Some(Wrap::List { next: Some(number) }) => {
                *number = number.saturating_add(1);
                format!("{}. ", number.saturating_sub(1))
            }
            _ => "- ".to_owned(),
        };
        let item = prefixed(text.trim(), &marker, &" ".repeat(marker.len()));
        self.push(&item);
        self.push("\n");
    }

    fn row(&mut self, cells: &str, head: bool) {
        self.push(&format!("|{cells}\n"));
        if let Some(Wrap::Table { columns }) = self.wrap().filter(|_| head) {
            let rule = columns.iter().map(|_| " --- |").collect::<String>();
            self.push(&format!("|{rule}\n"));
        }
    }
}

fn is_break(html: &str) -> bool {
    let tag = html.trim().trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    tag.eq_ignore_ascii_case("br")
}

fn is_json(kind: &CodeBlockKind<'_>) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if info.split([',', ' ']).next() == Some("json"))
}

/// The text as a code block that is no doctest.
pub fn fence(text: &str, json: bool) -> String {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    let language = if json { "json" } else { "text" };
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// The lines of `text`, `first` before the first and `rest` before the others.
pub fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        let prefix = if number == 0 { first } else { rest };
        if number > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    if out.is_empty() { first.trim_end().to_owned() } else { out }
}

/// A link where it leads out; what points into the documents keeps its words.
fn link(text: &str, to: &str) -> String {
    let leads_out = to.starts_with("https://") || to.starts_with("http://");
    let stops = |char: char| char.is_whitespace() || is_hidden(char) || matches!(char, '<' | '>' | '\\' | '`' | '|');
    let writable = leads_out && !to.contains(stops);
    match (writable, text.contains("://") || text.trim().is_empty()) {
        (true, true) => format!("<{to}>"),
        (true, false) if to.contains(['(', ')']) => format!("[{text}](<{to}>)"),
        (true, false) => format!("[{text}]({to})"),
        (false, _) => text.to_owned(),
    }
}
