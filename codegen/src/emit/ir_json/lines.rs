//! JSON with a line per fact: what holds facts has a line for each of its parts, and a fact is one line with all that is
//! said of it, so that an edit of a document changes the lines of the facts that it is about.
//!
//! The value is written twice, first to nowhere to see where there are facts: the text is long, and is held once.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};

/// The key by which a fact is told.
const MARK: &str = "provenance";

/// A value as JSON with a line per fact.
pub fn write(value: &impl Serialize) -> serde_json::Result<String> {
    let mut found = Found::default();
    value.serialize(&mut Serializer::with_formatter(io::sink(), Look(&mut found)))?;
    let (mut text, holders) = (Vec::new(), found.holders.into_iter());
    value.serialize(&mut Serializer::with_formatter(&mut text, Lines { holders, open: Vec::new() }))?;
    text.push(b'\n');
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

/// Which objects and lists have facts in them.
#[derive(Default)]
struct Found {
    /// For each object and list, in the order in which they begin, whether there are facts in it, itself not counted.
    holders: Vec<bool>,
    /// The brackets that are open: their number, and whether they are facts.
    open: Vec<(usize, bool)>,
    /// The key that is written.
    key: Option<String>,
}

impl Found {
    fn begin(&mut self) {
        self.open.push((self.holders.len(), false));
        self.holders.push(false);
    }

    fn end(&mut self) {
        let (number, fact) = self.open.pop().unwrap_or_default();
        let holds = fact || self.holders.get(number).copied().unwrap_or_default();
        if let Some(holder) = self.open.last().and_then(|(outer, _)| self.holders.get_mut(*outer)) {
            *holder |= holds;
        }
    }

    fn end_key(&mut self) {
        if self.key.take().as_deref() == Some(MARK)
            && let Some((_, fact)) = self.open.last_mut()
        {
            *fact = true;
        }
    }
}

struct Look<'a>(&'a mut Found);

impl Formatter for Look<'_> {
    fn begin_array<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.0.begin();
        Ok(())
    }

    fn end_array<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.0.end();
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.0.begin();
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.0.end();
        Ok(())
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, _: &mut W, _: bool) -> io::Result<()> {
        self.0.key = Some(String::new());
        Ok(())
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.0.end_key();
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, _: &mut W, fragment: &str) -> io::Result<()> {
        self.0.key.iter_mut().for_each(|key| key.push_str(fragment));
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, _: &mut W, _: CharEscape) -> io::Result<()> {
        self.0.key.iter_mut().for_each(|key| key.push('\\'));
        Ok(())
    }
}

struct Lines<H> {
    holders: H,
    /// Whether the brackets that are open have facts in them.
    open: Vec<bool>,
}

impl<H: Iterator<Item = bool>> Lines<H> {
    fn begin<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        writer.write_all(bracket)?;
        let holds = self.holders.next().unwrap_or_default();
        self.open.push(holds);
        if holds { self.line(writer) } else { Ok(()) }
    }

    fn end<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        if self.open.pop() == Some(true) {
            self.line(writer)?;
        }
        writer.write_all(bracket)
    }

    fn part<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        match self.open.last() {
            _ if first => Ok(()),
            Some(true) => {
                writer.write_all(b",")?;
                self.line(writer)
            }
            _ => writer.write_all(b", "),
        }
    }

    fn line<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        self.open.iter().try_for_each(|_| writer.write_all(b"  "))
    }
}

impl<H: Iterator<Item = bool>> Formatter for Lines<H> {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.part(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.part(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::write;

    #[test]
    fn a_fact_is_a_line() {
        let fact = r#"{"value":"a\\\"{","provenance":{"line":1}}"#;
        let json = format!(
            r#"{{"format":1,"list":[],"name":{fact},"all":[{fact},{{"docs":"b","of":{fact}}}],"get":["x","y"]}}"#
        );
        let shown = r#"{"value": "a\\\"{", "provenance": {"line": 1}}"#;
        let expected = format!(
            "{{\n  \"format\": 1,\n  \"list\": [],\n  \"name\": {shown},\n  \"all\": [\n    {shown},\n    {{\n      \"docs\": \"b\",\n      \
             \"of\": {shown}\n    }}\n  ],\n  \"get\": [\"x\", \"y\"]\n}}\n"
        );
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let written = write(&read(&json)).unwrap();
        assert_eq!(written, expected);
        assert_eq!(read(&written), read(&json));
    }
}
