//! The format of the transcripts.
//!
//! A file begins with the settings of its servers, `api`, `profile` and `token`, one a line. A section begins with `==`
//! and a title; after that, each line says something by what it begins with:
//!
//! - `#` is a remark.
//! - `>` is sent to the server. The first one says how: the line of an HTTP request, `WEBSOCKET path`, `REVERSE path`
//!   (the server connects to the test) or `PUSH path` (the server posts events to the test). Behind an HTTP request line
//!   come headers, an empty `>`, and the body; `Host`, `Connection` and `Content-Length` are added. Behind the others come
//!   headers of the handshake or settings, and then each `>` is a frame, `> EVENT json` an event that the server is to
//!   publish, `> PING text` a ping, and `> 200 json` the answer to a pushed event.
//! - `<` is what comes back: the status; headers, of which those that are named are compared, and `!name` must not be
//!   there; an empty `<`; and the body, which is compared whole. Behind a handshake, each `<` is a frame.
//! - `=` is a call that the backend saw: the endpoint and its parameters.
//!
//! In what comes back, `<TIME>` stands for a number of seconds. What a frame can be answered in any order with is not in
//! a transcript.

use std::time::Duration;

/// A file of transcripts.
#[derive(Debug, Default)]
pub struct File {
    pub api: String,
    pub profile: String,
    pub token: Option<String>,
    pub sections: Vec<Section>,
}

/// What happens on one server.
#[derive(Debug, Default)]
pub struct Section {
    pub title: String,
    /// The line of the title, from 1.
    pub line: usize,
    /// The lines without remarks.
    pub lines: Vec<String>,
}

impl File {
    pub fn read(text: &str) -> Self {
        let mut file = Self::default();
        for (index, line) in text.lines().enumerate() {
            if let Some(title) = line.strip_prefix("== ") {
                file.sections.push(Section { title: title.to_owned(), line: index + 1, lines: Vec::new() });
            } else if line.is_empty() || line.starts_with('#') {
                // A remark.
            } else if let Some(section) = file.sections.last_mut() {
                assert!(line.starts_with(['>', '<', '=']), "line {}: {line}", index + 1);
                section.lines.push(line.to_owned());
            } else {
                file.set(line);
            }
        }
        file
    }

    fn set(&mut self, line: &str) {
        match line.split_once(' ') {
            Some(("api", name)) => name.clone_into(&mut self.api),
            Some(("profile", name)) => name.clone_into(&mut self.profile),
            Some(("token", token)) => self.token = Some(token.to_owned()),
            _ => panic!("no setting: {line}"),
        }
    }
}

impl Section {
    /// The lines that begin with `mark`, without it.
    pub fn after(&self, mark: char) -> Vec<&str> {
        let rests = self.lines.iter().filter_map(|line| line.strip_prefix(mark));
        rests.map(|rest| rest.strip_prefix(' ').unwrap_or(rest)).collect()
    }

    /// The lines in order: whether it is sent, and the text.
    pub fn steps(&self) -> impl Iterator<Item = (bool, &str)> {
        let lines = self.lines.iter().filter(|line| !line.starts_with('='));
        lines.map(|line| (line.starts_with('>'), line[1..].strip_prefix(' ').unwrap_or(&line[1..])))
    }

    pub fn first_word(&self) -> &str {
        self.after('>').first().and_then(|line| line.split(' ').next()).unwrap_or_default()
    }

    /// The interval of heartbeats, where the section sets one: `> HEARTBEAT ms`. Else there are none.
    pub fn heartbeat(&self) -> Option<Duration> {
        let lines = self.after('>');
        let interval = lines.iter().find_map(|line| line.strip_prefix("HEARTBEAT "))?;
        interval.parse().ok().map(Duration::from_millis)
    }
}

/// Whether `text` is what is expected, where `<TIME>` stands for digits.
pub fn is_as(text: &str, expected: &str) -> bool {
    let Some((before, after)) = expected.split_once("<TIME>") else { return text == expected };
    let Some(rest) = text.strip_prefix(before) else { return false };
    let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    digits > 8 && is_as(&rest[digits..], after)
}

/// Compares what came with what was expected.
pub fn compare(what: &str, text: &str, expected: &str) -> Result<(), String> {
    is_as(text, expected).then_some(()).ok_or_else(|| format!("{what} is\n  {text}\nand not\n  {expected}"))
}

/// Compares the headers that are named; `!name` must not be there.
pub fn compare_headers(expected: &[&str], headers: &[(String, String)]) -> Result<(), String> {
    let find = |name: &str| headers.iter().find(|(known, _)| *known == name.to_lowercase()).map(|(_, value)| value);
    for line in expected {
        if let Some(name) = line.strip_prefix('!') {
            let none = find(name).is_none();
            none.then_some(()).ok_or_else(|| format!("there is a header `{name}`"))?;
        } else {
            let (name, value) = line.split_once(": ").unwrap_or((line, ""));
            let found = find(name).ok_or_else(|| format!("there is no header `{name}`, but {headers:?}"))?;
            compare(&format!("the header `{name}`"), found, value)?;
        }
    }
    Ok(())
}
