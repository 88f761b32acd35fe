//! Where the names of an example stand in its text.

use std::collections::HashMap;
use std::ops::Range;

use crate::ir::validate::Step;

/// So many places of one name are looked through.
const MANY: usize = 500;

/// A step of the way to a value.
#[derive(Clone, Debug)]
pub enum Way {
    /// To the member of an object.
    Key(String),
    /// To the item of a list.
    Index(usize),
}

/// A name or an item of a list, in what it stands in.
struct Entry<'t> {
    step: Step<'t>,
    within: Option<usize>,
    start: usize,
}

/// An object or a list that is open.
struct Frame {
    /// What it is the value of.
    of: Option<usize>,
    /// The number of the item, in a list.
    index: Option<usize>,
    /// The name or item that stands last in it.
    last: Option<usize>,
}

/// The names of an example, each with the way to it. Text that is not quite JSON is read as far as it is.
pub struct Keys<'t> {
    text: &'t str,
    entries: Vec<Entry<'t>>,
    named: HashMap<&'t str, Vec<usize>>,
}

impl<'t> Keys<'t> {
    /// Those of a text.
    pub fn new(text: &'t str) -> Self {
        let mut keys = Self { text, entries: Vec::new(), named: HashMap::new() };
        keys.read();
        keys
    }

    /// The range of the name, with its quotes, that the way leads to, or else of the first that is called so.
    pub fn find(&self, key: &str, path: &[Way]) -> Option<Range<usize>> {
        let places = self.named.get(key).map_or(&[][..], Vec::as_slice);
        let on_the_way = places.iter().take(MANY).filter(|at| self.leads(path, **at));
        let known = on_the_way.chain(places).find_map(|at| self.entries.get(*at)).map(|entry| entry.start);
        let start = known.or_else(|| self.text.find(&format!("\"{key}\"")))?;
        Some(start..start + key.len() + 2)
    }

    /// Whether the end of the way to a name is this one: an example can have an envelope around what is compared.
    fn leads(&self, path: &[Way], entry: usize) -> bool {
        let mut at = Some(entry);
        path.iter().rev().all(|step| {
            let Some(entry) = at.and_then(|at| self.entries.get(at)) else { return false };
            at = entry.within;
            match (step, entry.step) {
                (Way::Key(step), Step::Key(key)) => step == key,
                (Way::Index(step), Step::Index(index)) => *step == index,
                _ => false,
            }
        })
    }

    fn read(&mut self) {
        let mut open: Vec<Frame> = Vec::new();
        let mut at = 0;
        while let Some(letter) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            let end = match letter {
                '"' => self.quoted(at, &mut open),
                '{' | '[' => {
                    let of = self.item(&mut open, at);
                    open.push(Frame { of, index: (letter == '[').then_some(0), last: None });
                    at + 1
                }
                '}' | ']' => {
                    open.pop();
                    at + 1
                }
                ',' => {
                    if let Some(index) = open.last_mut().and_then(|frame| frame.index.as_mut()) {
                        *index += 1;
                    }
                    at + 1
                }
                '#' => self.behind_line(at),
                '/' if self.text.get(at..).is_some_and(|rest| rest.starts_with("//")) => self.behind_line(at),
                other => at + other.len_utf8(),
            };
            at = end;
        }
    }

    /// Notes the item that an object or a list is in a list; what the value that begins here is the value of.
    fn item(&mut self, open: &mut [Frame], start: usize) -> Option<usize> {
        let frame = open.last_mut()?;
        if let Some(index) = frame.index {
            self.entries.push(Entry { step: Step::Index(index), within: frame.of, start });
            frame.last = self.entries.len().checked_sub(1);
        }
        frame.last
    }

    /// Reads a text in quotes, which is a name where a colon follows it. Where it ends.
    fn quoted(&mut self, start: usize, open: &mut [Frame]) -> usize {
        let rest = self.text.get(start + 1..).unwrap_or_default();
        let mut escaped = false;
        let ends = |letter: char| {
            let is = letter == '"' && !escaped;
            escaped = letter == '\\' && !escaped;
            is
        };
        let Some(length) = rest.find(ends) else { return self.text.len() };
        let (words, behind) = (rest.get(..length).unwrap_or_default(), start + length + 2);
        let name = self.text.get(behind..).is_some_and(|rest| rest.trim_start().starts_with([':', '：']));
        if let Some(frame) = open.last_mut().filter(|frame| name && frame.index.is_none()) {
            let at = self.entries.len();
            self.entries.push(Entry { step: Step::Key(words), within: frame.of, start });
            frame.last = Some(at);
            self.named.entry(words).or_default().push(at);
        }
        behind
    }

    fn behind_line(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |length| at + length)
    }
}
