//! Headings that begin with a name in code, where nothing else announces and labels of parameters and responses stand below.

use super::announced::Announced;
use super::pattern::{own, toml};
use super::rule::Rule;
use super::survey::{Marked, Survey};
use super::words::{WORDS, list, mentions};

/// How many headings of one level announce. Fewer are likely to be about something else.
const FEWEST: usize = 3;

/// Name and title of such a heading.
const PATTERN: &str = r"^`(?<path>/?[A-Za-z_][\w./-]*)`\s*(?<title>.*)$";

/// Adds what headings such as `` `switch_lamp` Switch a lamp `` announce.
pub fn names(survey: &Survey, found: &mut Announced) {
    let Some(rule) = own(PATTERN) else { return };
    let headings = survey.pieces.iter().enumerate().filter_map(|(at, piece)| {
        let (mark, text) = piece.line()?;
        let name = rule.captures(text)?.name("path")?.as_str();
        (mark == Marked::Heading).then_some((at, piece.level, name))
    });
    let headings: Vec<_> = headings.collect();
    let Some(level) = headings.iter().map(|(_, level, _)| *level).min() else { return };
    let calls: Vec<_> = headings.into_iter().filter(|(_, own, _)| *own == level).collect();
    let described = calls.iter().filter(|(at, ..)| is_described(*at, level, survey)).count();
    let Some((first, ..)) = calls.first().copied().filter(|_| calls.len() >= FEWEST) else { return };
    if described * 3 < calls.len() * 2 {
        return;
    }
    let lines = vec!["[[endpoint]]".into(), "in = \"heading\"".into(), format!("pattern = {}", toml(PATTERN))];
    let mut rule = Rule::new(lines, calls.len(), first);
    rule.note = "nothing else announces; check that these names are those of calls, and say their `methods`".into();
    found.rules.push(rule);
    found.pieces.extend(calls.iter().map(|(at, ..)| *at));
    found.calls.extend(calls.iter().map(|(.., name)| (None, (*name).to_owned())));
}

/// Whether a label of parameters or of a response stands below a heading, up to the next one of its level.
fn is_described(at: usize, level: u8, survey: &Survey) -> bool {
    let below = survey.pieces.iter().skip(at + 1).take_while(|piece| piece.level == 0 || piece.level > level);
    let labels = below.filter_map(|piece| piece.line()).filter(|(mark, _)| *mark != Marked::Line);
    let speaks = |kind: &str, text: &str| mentions(text, list(&WORDS.labels, kind));
    labels.into_iter().any(|(_, text)| speaks("parameters", text) || speaks("response", text))
}
