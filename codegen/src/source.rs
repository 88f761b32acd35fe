//! The files that a run reads, and positions in them.
//!
//! Every later stage speaks of a place as a [`Span`]: a file and a byte range in the text *as given*. Only here is
//! a span turned into the line and column that people read.

use std::ops::Range;
use std::sync::Arc;

/// How the names of documents end.
pub const EXTENSIONS: [&str; 5] = ["md", "mdx", "markdown", "mkd", "apib"];

/// A file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A byte range of a file, as the file was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that the range is in.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte; equal to `start` for an empty range.
    pub end: u32,
}

impl Span {
    /// The range `range` of `file`. Offsets beyond 4 GiB are clamped; [`SourceMap::add`] takes no such file.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    /// The range as `usize`, to slice a text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both; `self` where they are in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place as people read it: lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file's name as it was given to the compiler.
    pub file: Arc<str>,
    /// The first line.
    pub line: u32,
    /// The first column.
    pub column: u32,
    /// The last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
}

/// One file: its name, its text, and where its lines begin.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: Arc<str>,
    text: Arc<str>,
    line_starts: Vec<u32>,
    /// How many characters begin before each block of the text, so that a column of a long line is found at once.
    blocks: Vec<u32>,
}

/// How many bytes a block of a text has.
const BLOCK: usize = 128;

impl SourceFile {
    /// The name that the file was added under.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The text as given.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let before = self.characters(offset as usize).saturating_sub(self.characters(start));
        (count(line), count(before + 1))
    }

    /// How many characters begin before `offset`.
    fn characters(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.blocks.get(block).map_or(0, |before| *before as usize) + begun(rest)
    }
}

/// How many characters begin in a part of a text.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// All files of a run.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file and returns its id.
    pub fn add(&mut self, name: &str, text: &str) -> FileId {
        let id = FileId(count(self.files.len()));
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| count(at + 1)));
        let mut blocks = vec![0];
        let mut before = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before += begun(block);
            blocks.push(count(before));
        }
        let line_starts = starts.collect();
        self.files.push(SourceFile { name: name.into(), text: text.into(), line_starts, blocks });
        id
    }

    /// All files with their ids, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(count(index)), file))
    }

    /// The file `id`, which this map handed out. An id of another map gives `None`.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The text that `span` covers; empty where the span is not of this map.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).and_then(|file| file.text.get(span.range())).unwrap_or_default()
    }

    /// The place at a line and column, both from 1, of the file with this name.
    #[must_use]
    pub fn find(&self, name: &str, line: u32, column: u32) -> Option<Span> {
        let index = self.files.iter().position(|file| *file.name == *name)?;
        let file = self.files.get(index)?;
        let start = *file.line_starts.get(line.checked_sub(1)? as usize)? as usize;
        let before = file.text.get(start..)?.chars().take(column.saturating_sub(1) as usize);
        let at = start + before.map(char::len_utf8).sum::<usize>();
        Some(Span::new(FileId(count(index)), at..at))
    }

    /// Where `span` is, for people.
    #[must_use]
    pub fn locate(&self, span: Span) -> Location {
        let Some(file) = self.get(span.file) else {
            return Location { file: "?".into(), line: 1, column: 1, end_line: 1, end_column: 1 };
        };
        let ((line, column), (end_line, end_column)) = (file.position(span.start), file.position(span.end));
        Location { file: Arc::clone(&file.name), line, column, end_line, end_column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line_are_counted_by_blocks() {
        let mut map = SourceMap::default();
        let line = "号a".repeat(3_000);
        let file = map.add("a.md", &format!("x\n{line}\n{line}"));
        for characters in [0, 1, 511, 512, 2_000, 5_999, 6_000] {
            let before: usize = line.chars().take(characters).map(char::len_utf8).sum();
            for (number, start) in [(2, 2), (3, 3 + line.len())] {
                let at = map.locate(Span::new(file, start + before..start + before));
                assert_eq!((at.line, at.column as usize), (number, characters + 1));
            }
        }
    }

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let mut map = SourceMap::default();
        let file = map.add("a.md", "群号\nab终c\n");
        let cases = [
            (0..3, (1, 1, 1, 2)),
            (3..6, (1, 2, 1, 3)),
            (7..12, (2, 1, 2, 4)),
            (6..7, (1, 3, 2, 1)),
            (14..14, (3, 1, 3, 1)),
        ];
        for (range, expected) in cases {
            let at = map.locate(Span::new(file, range.clone()));
            assert_eq!((at.line, at.column, at.end_line, at.end_column), expected, "{range:?}");
        }
    }
}
