//! Announcements: texts, code blocks and tags with a method or a path, grouped by their shape.

use std::collections::{BTreeMap, BTreeSet};

use super::announced::Announced;
use super::edges::{edge, normal};
use super::pattern::{any_of, literal, toml};
use super::rule::Rule;
use super::shape::{self, Shape};
use super::survey::{Marked, Piece, Survey, What};
use super::under::{headings, often};
use super::words::{WORDS, list, mentions};
use super::{labels, links, listing, names, tags};
use crate::markdown::Inline;

/// Where an announcement stands, as `endpoint.in` has it, and the shape that it shares with others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    form: &'static str,
    language: Option<String>,
    before: String,
    inside: String,
    after: String,
}

/// A piece of a group.
struct Member {
    at: usize,
    shape: Shape,
    /// Whether it stands directly below a heading.
    first: bool,
}

/// One code block in so many announces in another way by chance.
const RARE: usize = 100;

/// Where so many announce in one way, a call in words of its own is spoken of.
const FEW: usize = 3;

/// Looks for announcements.
pub fn announcements(survey: &Survey) -> Announced {
    let mut groups: BTreeMap<Key, Vec<Member>> = BTreeMap::new();
    for (at, piece) in survey.pieces.iter().enumerate() {
        if !piece.listed
            && let Some((key, shape)) = candidate(piece)
        {
            groups.entry(key).or_default().push(Member {
                at,
                shape,
                first: piece.heading.is_some_and(|heading| heading + 1 == at),
            });
        }
    }
    let mut found = Announced::default();
    let mut accepted: Vec<_> = groups.into_iter().filter(|(key, members)| is_announcement(key, members)).collect();
    accepted.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    let most = accepted.iter().filter(|(key, _)| key.form == "fence").map(|(_, members)| members.len()).max();
    // Where hundreds announce in one way, what a few code blocks show in another is a call with values of its own.
    accepted.retain(|(key, members)| key.form != "fence" || members.len() * RARE > most.unwrap_or_default());
    let most = accepted.first().map_or(0, |(_, members)| members.len());
    accepted.retain(|(key, members)| members.len() > 1 || most < FEW || !in_words(key));
    found.bases = bases(&mut accepted, survey);
    let listed = listing::calls(survey);
    for (key, members) in accepted {
        // The title of a page with the path of what a table below it announces is no announcement.
        let again = |member: &Member| member.shape.methods.is_none() && listed.contains(&member.shape.path);
        if !members.iter().all(again) {
            group(&key, members, survey, &mut found);
        }
    }
    listing::tables(survey, &mut found);
    if found.rules.is_empty() {
        items(survey, &mut found);
    }
    if found.rules.is_empty() {
        names::names(survey, &mut found);
    }
    if found.rules.is_empty() {
        links::links(survey, &mut found);
    }
    found.titles = found.pieces.iter().filter_map(|at| title(*at, survey, &found.under)).collect();
    found
}

/// Takes out lines with a URL and no method above all endpoints of their document, where everything else that announces has
/// a method: they say where the calls go. What has a table or a code block below it may be a call of its own.
fn bases(accepted: &mut Vec<(Key, Vec<Member>)>, survey: &Survey) -> Vec<Rule> {
    let is_url = |key: &Key| matches!(key.form, "line" | "quote") && shape::is_url(&key.inside);
    let others = || accepted.iter().filter(|(key, _)| !is_url(key)).flat_map(|(_, members)| members);
    if others().any(|member| member.shape.methods.is_none()) {
        return Vec::new();
    }
    let first_call = |file: usize| {
        others().map(|other| other.at).filter(|at| survey.pieces.get(*at).is_some_and(|piece| piece.file == file)).min()
    };
    let above = |member: &Member| {
        let file = survey.pieces.get(member.at).map_or(0, |piece| piece.file);
        let below =
            first_call(file).filter(|call| member.at < *call).and_then(|call| survey.pieces.get(member.at..call));
        below.is_some_and(|below| !below.iter().any(|piece| matches!(piece.what, What::Table(_) | What::Fence(_))))
    };
    let is_base = |key: &Key, members: &[Member]| {
        let one =
            members.iter().all(|member| members.first().is_some_and(|first| first.shape.path == member.shape.path));
        is_url(key) && one && members.iter().all(above)
    };
    let rules = accepted.iter().filter(|(key, members)| is_base(key, members)).map(|(key, members)| {
        let pattern = format!("pattern = {}", toml(&whole(key, None, false, false)));
        let lines = vec!["[[statement]]".to_owned(), "states = \"server\"".to_owned(), pattern];
        (key.clone(), Rule::new(lines, members.len(), members.first().map_or(0, |member| member.at)))
    });
    let (keys, rules): (Vec<Key>, Vec<Rule>) = rules.unzip();
    accepted.retain(|(key, _)| !keys.contains(key));
    rules
}

/// Items of lists that announce: each has a method, or stands below a label that speaks of addresses. Where something else
/// announces they are an overview.
fn items(survey: &Survey, found: &mut Announced) {
    let mut groups: BTreeMap<Key, Vec<Member>> = BTreeMap::new();
    for (at, piece) in survey.pieces.iter().enumerate().filter(|(_, piece)| piece.listed) {
        if piece.text().is_some_and(|text| text.links.is_empty())
            && let Some((key, shape)) = candidate(piece).filter(|(key, _)| key.form == "line")
        {
            groups.entry(Key { form: "item", ..key }).or_default().push(Member { at, shape, first: false });
        }
    }
    let address = |member: &Member| {
        let label = survey.label_of(member.at).and_then(|label| survey.pieces.get(label)?.line());
        label.is_some_and(|(_, words)| mentions(words, list(&WORDS.announcements, "address")))
    };
    for (key, members) in groups {
        let own = mentions(&key.before, list(&WORDS.announcements, "address"));
        if own || members.iter().all(|member| member.shape.methods.is_some()) || members.iter().all(address) {
            propose(&key, members, &[], survey, found);
        }
    }
}

/// The heading that names the endpoint which the piece `at` announces.
fn title(at: usize, survey: &Survey, under: &BTreeSet<String>) -> Option<usize> {
    let piece = survey.pieces.get(at)?;
    let heading = if matches!(piece.what, What::Text(Marked::Heading, _)) { at } else { piece.heading? };
    let (_, text) = survey.pieces.get(heading)?.line()?;
    if under.contains(text) { survey.pieces.get(heading)?.heading } else { Some(heading) }
}

fn candidate(piece: &Piece) -> Option<(Key, Shape)> {
    let key = |form, before: &str, inside: &str, after: &str| Key {
        form,
        language: None,
        before: before.to_owned(),
        inside: inside.to_owned(),
        after: after.to_owned(),
    };
    match &piece.what {
        What::Text(Marked::Heading | Marked::Summary, text) => {
            let shape = shape::of(&text.text)?;
            let (before, after) = shape::around(&shape.text);
            let (before, after) = (edge(before, true), edge(after, false));
            Some((key("heading", &before, shape::inside(&shape.text), &after), shape))
        }
        What::Text(Marked::Line, text) | What::Quote(text) if text.source.trim_start().starts_with('<') => {
            tags::tag(&text.source)
                .map(|(pattern, shape)| (key("tag", "", &pattern, ""), shape))
                .or_else(|| line(piece, text))
        }
        What::Text(Marked::Bold | Marked::Line, text) | What::Quote(text) => line(piece, text),
        What::Fence(fence) => {
            let line = fence.text.lines().find(|line| !line.trim().is_empty())?;
            let shape = shape::of(line.trim_end_matches("HTTP/1.1").trim())?;
            let (before, _) = shape::around(&shape.text);
            shape.methods.as_ref()?;
            let before = if line.starts_with(char::is_whitespace) { " " } else { before };
            let mut key = key("fence", before, shape::inside(&shape.text), "…");
            key.language = Some(fence.language.clone());
            let marks = !before.contains(|c: char| c.is_alphanumeric());
            marks.then_some((key, shape))
        }
        What::Html(html) => tags::tag(html).map(|(pattern, shape)| (key("tag", "", &pattern, ""), shape)),
        _ => None,
    }
}

/// A line or a quote that announces.
fn line(piece: &Piece, text: &Inline) -> Option<(Key, Shape)> {
    let (first, more) = text.text.trim().split_once('\n').unwrap_or((&text.text, ""));
    // Of a paragraph of several lines the first announces, where it says the method too.
    let of_first = || shape::of(first).filter(|shape| !more.is_empty() && shape.methods.is_some());
    let shape = shape::of(&text.text).or_else(|| shape::bare(&text.text)).or_else(of_first)?;
    let (before, after) = shape::around(&shape.text);
    let after = if more.is_empty() { after } else { "…" };
    let form = if matches!(piece.what, What::Quote(_)) { "quote" } else { "line" };
    let after = if after.trim_matches([' ', '`', '*']).is_empty() { after } else { "…" };
    let (before, inside, after) = (normal(before), shape::inside(&shape.text).to_owned(), after.to_owned());
    Some((Key { form, language: None, before, inside, after }, shape))
}

/// Whether a group speaks of endpoints: methods with paths do, labels that say so do, and what comes often.
fn is_announcement(key: &Key, members: &[Member]) -> bool {
    let labelled = mentions(&key.before, list(&WORDS.announcements, "address"));
    let server = mentions(&key.before, list(&WORDS.announcements, "server"));
    let methods = members.iter().all(|member| member.shape.methods.is_some());
    let short = key.before.chars().count() <= 24;
    let title = key.before.starts_with('…') || key.after.ends_with('…');
    match key.form {
        "tag" | "fence" => true,
        "heading" => methods || members.len() >= 3 && !title || members.len() >= 5,
        _ if server && !methods => false,
        "quote" => methods || members.len() >= 2 && short || labelled,
        // A line of a few words and a path that is the first thing below its heading.
        "line"
            if key.after.trim_matches([' ', '`', '*']).is_empty()
                && short
                && members.iter().all(|member| member.first) =>
        {
            true
        }
        _ if key.after == "…" => {
            let often = members.len() >= FEW || key.before.trim().is_empty();
            short && (methods && often || labelled && members.len() >= 2)
        }
        _ => short && (methods || labelled || members.len() >= 3),
    }
}

/// Whether words stand before the address, and no label of addresses.
fn in_words(key: &Key) -> bool {
    let label = mentions(&key.before, list(&WORDS.announcements, "address"));
    matches!(key.form, "line" | "quote") && !label && key.before.chars().any(char::is_alphanumeric)
}

/// The rules of a group: of the members under headings that are mere labels of announcements, and of the others.
fn group(key: &Key, members: Vec<Member>, survey: &Survey, found: &mut Announced) {
    let all: Vec<usize> = members.iter().map(|member| member.at).collect();
    let under = headings(&all, survey);
    let often: Vec<String> = often(&all, &under, survey, found);
    let common: usize = often.iter().filter_map(|words| under.get(words)).sum();
    let known = often.iter().any(|words| found.under.contains(words));
    if key.form == "heading" || often.is_empty() || common * 2 < members.len() && !known {
        propose(key, members, &[], survey, found);
        return;
    }
    let is_common =
        |member: &Member| survey.heading_of(member.at).is_some_and(|words| often.iter().any(|one| one == words));
    let (below, others): (Vec<_>, Vec<_>) = members.into_iter().partition(is_common);
    let most = others.len() * 4 < below.len();
    propose(key, below, &often, survey, found);
    if most {
        // A few that stand elsewhere are shown there.
        found.left.extend(others.iter().map(|member| member.at));
    } else {
        propose(key, others, &[], survey, found);
    }
}

fn propose(key: &Key, mut members: Vec<Member>, under: &[String], survey: &Survey, found: &mut Announced) {
    let by_heading = !under.is_empty();
    let example = |words: &str| mentions(words, list(&WORDS.labels, "example"));
    if !by_heading {
        // A line that its own words call an address is one wherever it stands.
        let labelled = key.before.chars().any(char::is_alphanumeric);
        let shows = |at: usize| {
            if labelled {
                return false;
            }
            let label = survey.label_of(at).and_then(|label| survey.pieces.get(label)?.line());
            survey.heading_of(at).is_some_and(example) || label.is_some_and(|(_, words)| labels::is_example(words))
        };
        let (shown, announcing): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| shows(member.at));
        found.left.extend(shown.iter().filter(|_| !announcing.is_empty()).map(|member| member.at));
        members = announcing;
    }
    // Endpoints that have an announcement already are shown, not announced, a second time.
    members.retain(|member| {
        key.form != "fence"
            || !found.calls.iter().any(|(_, path)| !path.contains(['{', ':', '<']) && *path == member.shape.path)
    });
    let Some(first) = members.first().map(|member| member.at) else { return };
    let mut lines = vec!["[[endpoint]]".to_owned(), format!("in = \"{}\"", key.form)];
    if by_heading {
        lines.push(format!("under = {}", toml(&any_of(under.iter().map(String::as_str)))));
        found.under.extend(under.iter().cloned());
    }
    if let Some(language) = key.language.as_deref().filter(|language| !language.is_empty()) {
        lines.push(format!("languages = [{}]", super::pattern::word(language)));
    }
    let split = members.iter().find_map(|member| member.shape.split.clone());
    let (extra, other) = spelled(key, survey, found);
    let split = split.or(other);
    let several = |member: &Member| {
        member.shape.methods.as_ref().is_some_and(|methods| methods.contains(|c: char| !c.is_alphabetic()))
    };
    let several = members.iter().any(several);
    lines.push(format!("pattern = {}", toml(&whole(key, split.as_deref(), !extra.is_empty(), several))));
    if let Some(split) = split {
        lines.push(format!("split = {}", toml(&literal(split.trim()))));
    }
    found.calls.extend(members.iter().map(|member| (member.shape.methods.clone(), member.shape.path.clone())));
    let all: BTreeSet<usize> = members.iter().map(|member| member.at).chain(extra).collect();
    found.rules.push(Rule::new(lines, all.len(), first));
    found.pieces.extend(all);
}

/// Lines with the label of the group and a code span that is no path: paths without the `/` before them.
///
/// Also what separates several of them, where some line has several.
fn spelled(key: &Key, survey: &Survey, found: &mut Announced) -> (Vec<usize>, Option<String>) {
    // In `Endpoint: `GET /lamps`` the code span begins with a method, and not with a path.
    let path = key.before.ends_with('`') && !shape::begins_with_method(&key.inside);
    if key.form != "line" || key.before.trim_matches(['`', ' ']).is_empty() || !path {
        return (Vec::new(), None);
    }
    let Ok(rule) = regex::Regex::new(&format!("^{}[^`]+`(?:(?<split>[^`]{{1,8}})`[^`]+`)?", gap_free(&key.before)))
    else {
        return (Vec::new(), None);
    };
    let matching = survey.pieces.iter().enumerate().filter(|(_, piece)| {
        !piece.listed && piece.line().is_some_and(|(mark, text)| mark != Marked::Heading && rule.is_match(text))
    });
    let matching: Vec<_> = matching.collect();
    let mut captures = matching.iter().filter_map(|(_, piece)| rule.captures(piece.line()?.1));
    let split = captures.find_map(|found| Some(found.name("split")?.as_str().to_owned()));
    let bare = |text: &str| text.split('`').nth(1).is_some_and(|path| !path.starts_with('/'));
    found.bare += matching.iter().filter(|(_, piece)| piece.line().is_some_and(|(_, text)| bare(text))).count();
    let taken = |at: &usize| {
        !found.pieces.contains(at)
            && survey.pieces.get(*at).and_then(Piece::line).is_some_and(|(_, text)| bare(text) || split.is_some())
    };
    (matching.iter().map(|(at, _)| *at).filter(taken).collect(), split)
}

fn gap_free(words: &str) -> String {
    literal(words).replace(r"\s+", r"\s*").replace("[：:]", r"\s*[：:]\s*")
}

fn whole(key: &Key, split: Option<&str>, spelled: bool, several: bool) -> String {
    if key.form == "tag" {
        return key.inside.clone();
    }
    let code = key.before.ends_with('`') && spelled;
    let before = if code { key.before.trim_end_matches('`') } else { &key.before };
    let inside = if code { format!("`{}`", key.inside) } else { key.inside.clone() };
    let inside = shape::pattern(&inside, split, code, several);
    let end = |words: &str| match words.strip_suffix('…') {
        Some(marks) if key.form == "heading" && marks.ends_with(['(', '（']) => {
            format!("{}(?<title>.+?)[)）]?$", gap_free(marks))
        }
        Some(marks) if key.form == "heading" => format!("{}(?<title>.+)$", gap_free(marks)),
        Some(_) => String::new(),
        None if code => format!("{}$", gap_free(words.trim_start_matches('`'))),
        None => format!("{}$", gap_free(words)),
    };
    let start = match before.strip_prefix('…') {
        Some(marks) => format!("^(?<title>.+?){}", gap_free(marks)),
        None => format!("^{}", gap_free(before)),
    };
    let both = start.contains("?<title>") && key.after.ends_with('…');
    let end = if both { String::new() } else { end(&key.after) };
    format!("{start}{inside}{end}")
}
