//! Code blocks that show a call and what comes back, which labels in them or marks in front of their lines tell apart.

use super::command::is_command;
use super::raw::{Label, RawExample};
use super::{section, status};
use crate::dialect::{Dialect, Mark, Role, Where};
use crate::ir::{Method, StatusCode};
use crate::ledger::{Ledger, Rule};
use crate::markdown::Inline;
use crate::source::{FileId, Span};

/// What stands in front of the lines of what comes back.
const ARROWS: [&str; 8] = ["<", "→", "⇒", "=>", "->", "←", "<-", "<="];

/// What stands in front of comments.
const COMMENTS: [char; 5] = ['#', '/', '-', ';', '='];

/// What a part of a code block shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Call,
    Answer,
}

/// A part of a code block.
#[derive(Debug)]
struct Part {
    side: Side,
    /// Whether a label says which side it is.
    labelled: bool,
    status: Option<StatusCode>,
    text: String,
    /// Where it begins in the code.
    from: usize,
}

/// What a line is.
enum Line<'t> {
    /// A label of what follows, with a status.
    Label(Side, Option<StatusCode>, Box<Label>),
    /// Words behind a mark.
    Marked(Side, &'t str),
    /// Anything else.
    Plain,
}

/// The examples that an example of an endpoint is: a call apart from what comes back, where labels of the dialect or marks
/// say which is which. The example itself where nothing does.
pub fn parts(example: RawExample, dialect: &Dialect, ledger: &mut Ledger) -> Vec<RawExample> {
    if example.shows.is_some() || example.field.is_some() {
        return vec![example];
    }
    let (mut parts, rules) = told_apart(&example.text, dialect);
    let called = |part: &&mut Part| example.of == Where::Request && part.side == Side::Call;
    let words = parts.first_mut().filter(called).map(words_above).unwrap_or_default();
    let labelled = parts.iter().any(|part| part.labelled);
    let exchange = parts.len() > 1 && parts.first().is_some_and(|part| begins_call(&part.text));
    if !labelled && !exchange && words.is_empty() {
        return vec![example];
    }
    for rule in rules {
        ledger.follow(rule);
    }
    let exact = example.span.range().len() == example.text.len();
    let mut docs = example.docs;
    docs.push(&words);
    let mut docs = Some(docs);
    let part = |part: Part| {
        let text = part.text.trim();
        let json = text.starts_with(['{', '[']);
        let start = part.from + part.text.len() - part.text.trim_start().len();
        let same = exact && example.text.get(start..).is_some_and(|rest| rest.starts_with(text));
        let start = example.span.range().start + start;
        let span = if same { Span::new(example.span.file, start..start + text.len()) } else { example.span };
        RawExample {
            of: if part.side == Side::Call { Where::Request } else { Where::Response },
            field: None,
            language: if json { "json".to_owned() } else { example.language.clone() },
            text: text.to_owned(),
            span,
            docs: docs.take().unwrap_or_default(),
            shows: None,
            status: part.status,
        }
    };
    parts.into_iter().map(part).collect()
}

/// The code of a call without the marks in front of its lines, where it has them.
pub fn unmarked(text: &str) -> String {
    let marked = text.lines().next().is_some_and(|line| line.starts_with('>'));
    let bare = |line: &str| match line.strip_prefix('>') {
        Some(rest) if marked => rest.strip_prefix(' ').unwrap_or(rest).to_owned(),
        _ => line.to_owned(),
    };
    text.split('\n').map(bare).collect::<Vec<_>>().join("\n")
}

/// Whether a text begins with a call: a command line, or a method with an address.
pub fn begins_call(text: &str) -> bool {
    let head = text.trim_start().lines().next().unwrap_or_default();
    let mut words = head.split_whitespace();
    let method = words.next().and_then(|word| Method::parse(word).filter(|method| method.name() == word));
    let address = words.next().is_some_and(|word| word.starts_with('/') || word.contains("://"));
    is_command(text) || (method.is_some() && address)
}

/// Whether a text has what comes back too, which labels or marks say.
pub fn has_answer(text: &str, dialect: &Dialect) -> bool {
    told_apart(text, dialect).0.iter().any(|part| part.side == Side::Answer)
}

/// Whether labels of the dialect say what the parts of a text are.
pub fn is_labelled(text: &str, dialect: &Dialect) -> bool {
    told_apart(text, dialect).0.iter().any(|part| part.labelled)
}

/// The parts of a text, and the rules of the labels that say which they are.
fn told_apart(text: &str, dialect: &Dialect) -> (Vec<Part>, Vec<Rule>) {
    let mut parts = vec![Part { side: Side::Call, labelled: false, status: None, text: String::new(), from: 0 }];
    let (mut at, mut rules) = (0, Vec::new());
    for line in text.split_inclusive('\n') {
        let rest = text.get(at + line.len()..).unwrap_or_default();
        let begins = at;
        at += line.len();
        let Some(last) = parts.last_mut() else { break };
        match read(line.trim_end(), rest, dialect) {
            Line::Label(side, status, label) => {
                rules.push(label.rule);
                // What a request is says one label, and the line that calls may stand above it.
                if side == Side::Call && last.side == Side::Call {
                    last.labelled = true;
                } else {
                    parts.push(Part { side, labelled: true, status, text: String::new(), from: at });
                }
            }
            Line::Marked(side, words) => {
                if side != last.side {
                    let from = begins + line.find(words).unwrap_or_default();
                    parts.push(Part { side, labelled: false, status: None, text: String::new(), from });
                }
                let Some(last) = parts.last_mut() else { break };
                let code = status::alone(words).filter(|_| side == Side::Answer && last.text.trim().is_empty());
                match code {
                    Some(code) => last.status = Some(code),
                    None => last.text.extend([words, "\n"]),
                }
            }
            Line::Plain => last.text.push_str(line),
        }
    }
    parts.retain(|part| !part.text.trim().is_empty() || part.status.is_some());
    for part in parts.iter_mut().filter(|part| part.side == Side::Answer) {
        part.status = status::of_head(&part.text).or(part.status);
    }
    (parts, rules)
}

/// Takes the words off that stand above a call.
fn words_above(part: &mut Part) -> String {
    if begins_call(&part.text) {
        return String::new();
    }
    let calls = |at: &usize| part.text.get(*at..).and_then(|text| text.lines().next()).is_some_and(begins_call);
    let mut lines = std::iter::once(0).chain(part.text.match_indices('\n').map(|(at, _)| at + 1));
    let at = lines.find(calls).unwrap_or_default();
    let call = part.text.split_off(at);
    part.from += at;
    std::mem::replace(&mut part.text, call).trim().to_owned()
}

/// What a line is, in front of `rest`.
fn read<'t>(line: &'t str, rest: &str, dialect: &Dialect) -> Line<'t> {
    // Below a label and behind a mark stand JSON, a call or a status, and no words.
    let begins = |text: &str| text.trim_start().starts_with(['{', '[']) || status::of_head(text.trim_start()).is_some();
    if let Some(words) = line.strip_prefix('<').filter(|words| words.is_empty() || words.starts_with(' ')) {
        return Line::Marked(Side::Answer, words.strip_prefix(' ').unwrap_or(words));
    }
    if let Some(words) = line.strip_prefix('>').filter(|words| words.is_empty() || words.starts_with(' ')) {
        // A prompt in front of a command line stays.
        let call = words.strip_prefix(' ').unwrap_or(words);
        return if is_command(call) { Line::Plain } else { Line::Marked(Side::Call, call) };
    }
    let arrow = ARROWS.iter().filter_map(|arrow| line.strip_prefix(arrow)).map(str::trim_start);
    if let Some(words) = arrow.into_iter().find(|words| begins(words) || status::alone(words).is_some()) {
        return Line::Marked(Side::Answer, words);
    }
    let follows = || {
        let next = rest.trim_start().lines().next().unwrap_or_default();
        begins(next) || begins_call(&unmarked(next))
    };
    match label(line, dialect).filter(|_| follows()) {
        Some((side, label)) => Line::Label(side, label.code(), Box::new(label)),
        None => Line::Plain,
    }
}

/// The label that a whole line is, alone or as a comment, where it is one of a call or of what comes back.
fn label(line: &str, dialect: &Dialect) -> Option<(Side, Label)> {
    let words = line.trim_start_matches(COMMENTS);
    // What is indented is a part of what surrounds it.
    if words.is_empty() || line.starts_with([' ', '\t', '{', '[', '"']) {
        return None;
    }
    let words = Inline::plain(words.trim_matches(COMMENTS).trim(), Span::new(FileId::default(), 0..0));
    let label = section::label(&words, Mark::Line, section::Under::Unknown, dialect).filter(|label| !label.wordy)?;
    let side = match (label.role, label.of) {
        (Role::Response, _) | (Role::Example, Where::Response | Where::Envelope) => Side::Answer,
        (Role::Parameters, _) | (Role::Example, Where::Request | Where::Parameters) => Side::Call,
        _ => return None,
    };
    Some((side, label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Docs;

    #[test]
    fn labels_and_marks_tell_parts_apart() {
        let rules = "[[section]]\nrole = 'example'\nof = 'request'\npattern = '^Sent:?$'\n[[section]]\nrole = 'response'\n\
                     pattern = '^Back(?: (?<status>\\d+))?:?$'\n";
        let dialect: Dialect = toml::from_str(rules).unwrap();
        let cases: &[(&str, &[&str])] = &[
            ("> GET /a\n>\n< HTTP/1.1 200 OK\n<\n< {}\n", &["> GET /a", "< HTTP/1.1 200 OK\n\n{}"]),
            ("> GET /a\n< 404\n< {}\n> GET /b\n", &["> GET /a", "< 404: {}", "> GET /b"]),
            ("GET /a\n→ {\"a\": 1}\n", &["> GET /a", "< {\"a\": 1}"]),
            ("GET /a\n=> 201 Created\n{}\n", &["> GET /a", "< 201: 201 Created\n{}"]),
            ("POST /a\n\n# Sent\n{}\n\n# Back 201\n[]\n", &["> POST /a\n\n{}", "< 201: []"]),
            ("Sent:\nPOST /a\n{}\nBack:\n{}\n", &["> POST /a\n{}", "< {}"]),
            ("Back:\n{}\n", &["< {}"]),
            ("All of it\nPOST /a\n\n{}\n", &["> POST /a\n\n{}"]),
            // Nothing that is sent or comes back stands below.
            ("POST /a\nBack: words\n", &[]),
            ("POST /a\nBack:\nwords\n", &[]),
            ("{\n  // Back\n  \"a\": {}\n}\n", &[]),
            ("> curl /a\n{}\n", &[]),
            ("< b\n> c\n", &[]),
            ("<a>\n<b>\n", &[]),
            ("POST /a\n\n{}\n", &[]),
        ];
        for (text, expected) in cases {
            let span = Span::new(FileId::default(), 0..text.len());
            let (field, shows, status, docs) = (None, None, None, Docs::default());
            let (of, language, text) = (Where::Request, "http".to_owned(), (*text).to_owned());
            let example = RawExample { of, field, language, text: text.clone(), span, docs, shows, status };
            let parts = parts(example, &dialect, &mut Ledger::default());
            let shown = parts.iter().map(|part| {
                let mark = if part.of == Where::Request { '>' } else { '<' };
                let status = part.status.filter(|_| !part.text.starts_with("HTTP/"));
                format!("{mark} {}{}", status.map_or(String::new(), |code| format!("{code}: ")), part.text)
            });
            let shown: Vec<_> = shown.collect();
            let whole = vec![format!("> {text}")];
            let expected =
                if expected.is_empty() { whole } else { expected.iter().map(|&part| part.to_owned()).collect() };
            assert_eq!(shown, expected, "{text}");
        }
    }
}
