//! Comments in code blocks of JSON: what they say of the members that they stand beside, or above.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// The words of the comments of a text, by the keys that lead to the member that each is about. Lists are no steps.
pub fn of(text: &str) -> BTreeMap<Vec<String>, String> {
    let (letters, found, open, above) = (text.chars().peekable(), BTreeMap::new(), Vec::new(), String::new());
    let mut reader = Reader { letters, found, open, key: None, here: None, above };
    while let Some(letter) = reader.letters.next() {
        reader.letter(letter);
    }
    reader.found
}

struct Reader<'t> {
    letters: Peekable<Chars<'t>>,
    found: BTreeMap<Vec<String>, String>,
    /// The keys of the objects and lists that are open; none for items and for the whole.
    open: Vec<Option<String>>,
    /// The key that was read last, whose value comes.
    key: Option<String>,
    /// The member that begins on this line.
    here: Option<Vec<String>>,
    /// The words of comments that stand on lines of their own.
    above: String,
}

impl Reader<'_> {
    fn letter(&mut self, letter: char) {
        match letter {
            '"' => self.text(),
            '{' | '[' => {
                // What stands above an object or a list is about all of it.
                self.above.clear();
                self.open.push(self.key.take());
            }
            '}' | ']' => {
                self.open.pop();
                self.above.clear();
            }
            '\n' => self.here = None,
            ',' => self.key = None,
            '#' => self.line(),
            '/' if self.letters.next_if_eq(&'/').is_some() => self.line(),
            '/' if self.letters.next_if_eq(&'*').is_some() => self.block(),
            _ => {}
        }
    }

    /// A text in quotation marks, which is a key where a colon follows.
    fn text(&mut self) {
        let mut words = String::new();
        while let Some(letter) = self.letters.next() {
            match letter {
                '"' => break,
                '\\' => words.extend(self.letters.next()),
                letter => words.push(letter),
            }
        }
        while self.letters.next_if(|letter| letter.is_whitespace() && *letter != '\n').is_some() {}
        if self.letters.peek() != Some(&':') {
            return;
        }
        let path: Vec<String> = self.open.iter().flatten().chain([&words]).cloned().collect();
        let above = std::mem::take(&mut self.above);
        self.says(&path, &above);
        self.here = Some(path);
        self.key = Some(words);
    }

    fn line(&mut self) {
        let mut words = String::new();
        while let Some(letter) = self.letters.next_if(|letter| *letter != '\n') {
            words.push(letter);
        }
        self.comment(words.trim_start_matches(['/', '#', ' ']));
    }

    fn block(&mut self) {
        let mut words = String::new();
        while let Some(letter) = self.letters.next() {
            if letter == '*' && self.letters.next_if_eq(&'/').is_some() {
                break;
            }
            words.push(letter);
        }
        self.comment(&words);
    }

    fn comment(&mut self, words: &str) {
        match self.here.clone() {
            Some(path) => self.says(&path, words.trim()),
            None => {
                let gap = if self.above.is_empty() { "" } else { " " };
                self.above.push_str(gap);
                self.above.push_str(words.trim());
            }
        }
    }

    fn says(&mut self, path: &[String], words: &str) {
        if words.is_empty() {
            return;
        }
        let known = self.found.entry(path.to_vec()).or_default();
        let gap = if known.is_empty() { "" } else { " " };
        known.push_str(gap);
        known.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn comments_stand_beside_members_or_above() {
        let text = "// A lamp\n{\n  \"on\": 1, // whether it shines\n  # its colour\n  \"colour\": \"// red\",\n  \
                    \"bulbs\": [ /* what is in it */\n    { \"watts\": 5 } // of one\n  ],\n  \"url\": \"http://x\"\n}\n";
        let found: Vec<_> = of(text).into_iter().map(|(path, words)| (path.join("."), words)).collect();
        let expected = [
            ("bulbs", "what is in it"),
            ("bulbs.watts", "of one"),
            ("colour", "its colour"),
            ("on", "whether it shines"),
        ];
        let expected: Vec<_> = expected.map(|(path, words)| (path.to_owned(), words.to_owned())).to_vec();
        assert_eq!(found, expected);
    }
}
