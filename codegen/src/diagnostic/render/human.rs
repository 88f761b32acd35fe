//! Messages for people, with the lines that they speak of.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::path::path;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, SourceFile, SourceMap, Span};
use crate::visible::{same_length, visible};

/// Places that are at most so many bytes apart are shown in one picture, with the lines between them left out. It
/// also bounds how much text is searched for a message, so that many messages on a long document stay cheap.
const NEAR: usize = 4096;

/// A line that goes on for more bytes than this beside a mark is not shown whole.
const LONG: usize = 2_000;
/// How many bytes of such a line are shown on either side of the mark.
const BESIDE: usize = 60;
/// How many marked bytes are shown at most; of a line, as many as of one that goes on beside a mark.
const LARGE: usize = 1 << 16;

/// `diagnostic` as plain text: the message, the lines that it speaks of with marks below them, related places and the
/// help, with a line break at its end.
#[must_use]
pub fn human(sources: &SourceMap, diagnostic: &Diagnostic, prefix: &str) -> String {
    render(&Renderer::plain(), sources, diagnostic, prefix)
}

/// As [`human`], with the colours of a terminal. Whether there is a terminal is for the caller to know.
#[must_use]
pub fn human_coloured(sources: &SourceMap, diagnostic: &Diagnostic, prefix: &str) -> String {
    render(&Renderer::styled(), sources, diagnostic, prefix)
}

fn render(renderer: &Renderer, sources: &SourceMap, diagnostic: &Diagnostic, prefix: &str) -> String {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.number());
    let mut group = Group::with_title(title);
    for picture in pictures(sources, diagnostic) {
        group = picture.add_to(group, sources, prefix);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let mut text = renderer.render(&[group]);
    text.push('\n');
    // The renderer shows other control characters by signs; a terminal takes these for the beginning of a command.
    text.replace(|letter| matches!(letter, '\u{80}'..='\u{9f}'), "\u{fffd}")
}

/// A marked place: the range in the file, the words at it, and whether it is what the message is about.
struct Mark<'a> {
    range: Range<usize>,
    label: &'a str,
    kind: AnnotationKind,
}

/// Marked places of one file that are shown together.
struct Picture<'a> {
    file: FileId,
    /// From the first to the last marked byte.
    range: Range<usize>,
    marks: Vec<Mark<'a>>,
}

/// The places of `diagnostic`, the main one first, those that are near each other together.
fn pictures<'a>(sources: &SourceMap, diagnostic: &'a Diagnostic) -> Vec<Picture<'a>> {
    let mut pictures: Vec<Picture<'a>> = Vec::new();
    let main = (diagnostic.span, diagnostic.label.as_str(), AnnotationKind::Primary);
    let related = diagnostic.related.iter().map(|(span, text)| (*span, text.as_str(), AnnotationKind::Context));
    for (span, label, kind) in std::iter::once(main).chain(related) {
        let range = marked(sources, span);
        let mark = Mark { range: range.clone(), label, kind };
        let near = |picture: &&mut Picture| {
            let gap = picture.range.start.max(range.start).saturating_sub(picture.range.end.min(range.end));
            picture.file == span.file && gap <= NEAR
        };
        if let Some(picture) = pictures.iter_mut().find(near) {
            picture.range = picture.range.start.min(range.start)..picture.range.end.max(range.end);
            picture.marks.push(mark);
        } else {
            pictures.push(Picture { file: span.file, range, marks: vec![mark] });
        }
    }
    pictures
}

/// The range of `span` as it is marked: inside the text, between characters, and without line breaks at its end,
/// which would draw the mark down to a line that the message is not about.
fn marked(sources: &SourceMap, span: Span) -> Range<usize> {
    let text = sources.get(span.file).map_or("", |file| file.text());
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (start, end) = (boundary(span.range().start), boundary(span.range().end));
    let trimmed = text.get(start..end).map_or("", |slice| slice.trim_end_matches(['\r', '\n']));
    start..start + trimmed.len()
}

impl<'a> Picture<'a> {
    fn add_to(self, group: Group<'a>, sources: &SourceMap, prefix: &str) -> Group<'a> {
        let at = sources.locate(Span::new(self.file, self.range.clone()));
        let path = visible(&path(prefix, &at)).into_owned();
        let Some(text) = sources.get(self.file).map(SourceFile::text) else {
            return group.element(Origin::path(path));
        };
        let excerpt = Excerpt::around(text, &self.range);
        // The line break makes a line of an empty text, and of what follows the last line break of a file.
        let lines = format!("{}\n", same_length(text.get(excerpt.range.clone()).unwrap_or_default()));
        let start = excerpt.range.start;
        let inside = |at: usize| at.min(excerpt.range.end).saturating_sub(start);
        let marks = self.marks.into_iter().map(|mark| -> Annotation<'a> {
            let range = inside(mark.range.start)..inside(mark.range.end);
            mark.kind.span(range).label((!mark.label.is_empty()).then(|| visible(mark.label)))
        });
        let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let snippet = Snippet::source(lines).line_start(number(at.line)).annotations(marks);
        if excerpt.whole {
            return group.element(snippet.path(path));
        }
        // The column in a part of a line is not that of the line.
        let origin = Origin::path(path).line(number(at.line)).char_column(number(at.column));
        group.element(origin).element(snippet)
    }
}

/// What is shown of a text for marks in it.
struct Excerpt {
    range: Range<usize>,
    /// Whether it begins where a line does.
    whole: bool,
}

impl Excerpt {
    /// The lines of `marked`; of a line that is very long the part around the marks, so that many messages on it stay
    /// cheap and can be read.
    fn around(text: &str, marked: &Range<usize>) -> Self {
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let far = boundary(marked.start.saturating_sub(LONG));
        let before = text.get(far..marked.start).unwrap_or_default();
        let (start, whole) = match before.rfind('\n') {
            Some(at) => (far + at + 1, true),
            None if far == 0 => (0, true),
            None => (boundary(marked.start.saturating_sub(BESIDE)), false),
        };
        let first =
            text.get(marked.start..boundary(marked.end.min(marked.start.saturating_add(LONG)))).unwrap_or_default();
        let most = if first.len() + 4 > LONG && !first.contains('\n') { LONG } else { LARGE };
        let end = boundary(marked.end.min(marked.start.saturating_add(most)));
        let after = text.get(end..boundary(end.saturating_add(LONG))).unwrap_or_default();
        let end = match after.find('\n') {
            Some(at) => end + at,
            None if end + after.len() == text.len() => text.len(),
            None => boundary(end.saturating_add(BESIDE)),
        };
        Self { range: start..end, whole }
    }
}
