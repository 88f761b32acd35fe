//! Links that announce, where nothing else does: their targets are addresses of one host.

use std::collections::BTreeMap;

use super::announced::Announced;
use super::pattern::{exactly, toml};
use super::rule::Rule;
use super::shape;
use super::survey::Survey;

/// How many links to one host announce. Fewer are likely to lead to other pages.
const FEWEST: usize = 3;

/// Adds what the targets of links announce.
pub fn links(survey: &Survey, found: &mut Announced) {
    let mut hosts: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (at, piece) in survey.pieces.iter().enumerate() {
        for link in piece.text().into_iter().flat_map(|text| &text.links) {
            let Some((_, rest)) = link.url.split_once("://") else { continue };
            let Some(slash) = rest.find('/').filter(|slash| slash + 1 < rest.len()) else { continue };
            let path = rest.get(slash..).unwrap_or_default();
            let host = link.url.get(..link.url.len() - path.len()).unwrap_or_default();
            if !shape::is_page(path) && !path.contains('#') {
                hosts.entry(host).or_default().push((at, path));
            }
        }
    }
    let Some((host, calls)) = hosts.into_iter().max_by_key(|(_, calls)| calls.len()) else { return };
    let Some((first, _)) = calls.first().copied().filter(|_| calls.len() >= FEWEST) else { return };
    let pattern = format!(r"^(?<url>{}/\S+)$", exactly(host));
    let lines = vec!["[[endpoint]]".into(), "in = \"link\"".into(), format!("pattern = {}", toml(&pattern))];
    let mut rule = Rule::new(lines, calls.len(), first);
    rule.note =
        "nothing else announces; check that these links lead to calls and not to pages, and say their `methods`".into();
    found.rules.push(rule);
    found.pieces.extend(calls.iter().map(|(at, _)| *at));
    found.calls.extend(calls.iter().map(|(_, path)| (None, (*path).to_owned())));
}
