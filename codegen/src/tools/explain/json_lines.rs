//! The lines of JSON and TOML that an address stands at.

use std::collections::BTreeMap;

/// The line of every value of a JSON text, by its JSON pointer. The text must be JSON.
pub fn lines(text: &str) -> BTreeMap<String, u32> {
    let mut reader = Reader { text, at: 0, line: 1, pointer: String::new(), found: BTreeMap::new() };
    reader.value();
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    pointer: String,
    found: BTreeMap<String, u32>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while let Some(byte) = self.peek().filter(u8::is_ascii_whitespace) {
            self.line += u32::from(byte == b'\n');
            self.at += 1;
        }
    }

    /// Takes `byte`, with blanks before it.
    fn take(&mut self, byte: u8) -> bool {
        self.blanks();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self) {
        self.blanks();
        self.found.insert(self.pointer.clone(), self.line);
        let length = self.pointer.len();
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                while !self.take(b'}') && self.at < self.text.len() {
                    self.take(b',');
                    self.blanks();
                    let key = self.string();
                    self.pointer = format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"));
                    self.take(b':');
                    self.value();
                    self.pointer.truncate(length);
                }
            }
            Some(b'[') => {
                self.at += 1;
                let mut index = 0;
                while !self.take(b']') && self.at < self.text.len() {
                    self.take(b',');
                    self.pointer = format!("{}/{index}", self.pointer);
                    self.value();
                    self.pointer.truncate(length);
                    index += 1;
                }
            }
            Some(b'"') => drop(self.string()),
            _ => {
                while self.peek().is_some_and(|byte| !b",]} \n".contains(&byte)) {
                    self.at += 1;
                }
            }
        }
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek().filter(|byte| *byte != b'"') {
            self.at += if byte == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        let text = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// The line of the key `table.key`, or of the head of `table`, in a TOML text that has each on a line of its own.
pub fn toml_key(text: &str, address: &str) -> Option<u32> {
    let (table, key) = address.split_once('.').unwrap_or((address, ""));
    let head = format!("[{table}]");
    if key.is_empty() {
        let at = text.lines().position(|line| line.trim_start().starts_with(&head))?;
        return u32::try_from(at + 1).ok();
    }
    let inside = text.lines().enumerate().skip_while(|(_, line)| !line.trim_start().starts_with(&head));
    let body = inside.skip(1).take_while(|(_, line)| !line.trim_start().starts_with('['));
    let is = |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    let (at, _) = body.into_iter().find(|(_, line)| is(line))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_line() {
        let text = "{\n  \"a\": [\n    1,\n    {\"b/c\": \"x\\\"}\"}\n  ],\n  \"d\": null\n}\n";
        let lines = lines(text);
        let expected = [("", 1), ("/a", 2), ("/a/0", 3), ("/a/1", 4), ("/a/1/b~1c", 4), ("/d", 6)];
        assert_eq!(lines.into_iter().collect::<Vec<_>>(), expected.map(|(at, line)| (at.to_owned(), line)));
    }

    #[test]
    fn keys_of_toml_have_their_line() {
        let text = "[api]\nname = 'x'\n\n[columns] # here\ntype = []\nname = [\"a\"]\n";
        assert_eq!(toml_key(text, "columns.name"), Some(6));
        assert_eq!(toml_key(text, "columns.value"), None);
        assert_eq!([toml_key(text, "columns"), toml_key(text, "types")], [Some(4), None]);
    }
}
