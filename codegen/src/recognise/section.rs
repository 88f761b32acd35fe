//! Labels: lines and headings that say what follows them, and statements.

use std::collections::BTreeMap;

use regex::Captures;

use super::listed::listed;
use super::methods::read_methods;
use super::raw::{Facts, Label, OfCall, Said, Text};
use super::{messages, status};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::{Dialect, Mark, Pattern, Role, SectionRule, Side, StatementRule, States, Unsaid, Where};
use crate::ir::Presence;
use crate::ledger::Rule;
use crate::markdown::Inline;
use crate::source::Span;

/// What a text stands directly under, for the rules that ask for it.
#[derive(Clone, Copy)]
pub enum Under<'a> {
    /// The first line of an item, a label or a heading; empty where there is none.
    Words(&'a str),
    /// It is not known, and any rule may hold.
    Unknown,
}

impl Under<'_> {
    /// Whether a rule holds that asks for what stands above.
    pub fn fits(self, wanted: Option<&Pattern>) -> bool {
        match self {
            Self::Words(words) => wanted.is_none_or(|pattern| pattern.is_match(words)),
            Self::Unknown => true,
        }
    }

    /// The name that a rule reads above.
    fn name(self, wanted: Option<&Pattern>) -> Option<String> {
        let Self::Words(words) = self else { return None };
        let found = wanted?.captures(words)?;
        Some(found.name("name")?.as_str().trim().to_owned()).filter(|name| !name.is_empty())
    }
}

/// The label that `text`, marked so, is where it stands; the first rule that matches counts.
pub fn label(text: &Inline, mark: Mark, under: Under<'_>, dialect: &Dialect) -> Option<Label> {
    let words = text.text.trim();
    let start = text.text.len() - text.text.trim_start().len();
    let stands = |rule: &&SectionRule| fits(rule.mark, mark) && under.fits(rule.under.as_ref());
    dialect.section.iter().filter(stands).find_map(|rule| {
        let found = rule.pattern.captures(words)?;
        let above = under.name(rule.under.as_ref());
        let group = |name: &str| {
            let Some(group) = found.name(name) else {
                let value = above.clone().filter(|_| name == "name")?;
                return Some(Text { value, span: text.span });
            };
            let span = text.span_of(start + group.start()..start + group.end());
            Some(Text { value: group.as_str().trim().to_owned(), span })
        };
        let minus = found.name("minus").map_or(Vec::new(), |group| {
            code_spans(group.as_str()).map(|(_, value)| Text { value: value.to_owned(), span: text.span }).collect()
        });
        Some(Label {
            role: if rule.role == Role::Event { Role::Object } else { rule.role },
            event: rule.role == Role::Event,
            of: rule.of,
            name: group("name"),
            items: group("item").map_or(Vec::new(), |words| items(&words)),
            ty: found.name("type").map(|group| {
                let words = text.part(start + group.start()..start + group.end());
                Box::new(Said { words, list: false, location: None, code: None, text: Text::of(text) })
            }),
            parent: group("parent").or_else(|| rule.parent.clone().map(|value| Text { value, span: text.span })),
            name_keys: rule.name_keys.clone(),
            within: group("within"),
            same: group("same"),
            minus,
            encodings: rule.encodings.clone(),
            location: rule.location,
            of_call: OfCall { named_in_path: rule.named_in_path, alternative: rule.alternative },
            presence: rule.presence.map(|presence| match presence {
                Unsaid::Required => Presence::Required,
                Unsaid::Optional => Presence::Optional,
            }),
            schema: rule.schema,
            condition: group("condition"),
            status: group("status"),
            id: text.id().map(str::to_owned),
            rule: Rule::new("section", &rule.pattern.span()),
            scoped: rule.endpoints.is_some(),
            text: Text::of(text),
            sentence: mark == Mark::Line,
            end: found.get(0).map_or(0, |whole| start + whole.end()),
            wordy: mark == Mark::Line && found.get(0).is_some_and(|whole| whole.len() < words.len()),
        })
    })
}

/// The words that stand for other types in a type: `K, V`.
fn items(words: &Text) -> Vec<Text> {
    let plain = |part: &str| Text { value: part.trim().trim_matches('`').to_owned(), span: words.span };
    listed(&words.value).map(plain).filter(|part| !part.value.is_empty()).collect()
}

/// The label of a table that has none, and a role by its position.
pub fn assumed(role: Role, span: Span) -> Label {
    Label {
        role,
        event: false,
        of: Where::Any,
        name: None,
        items: Vec::new(),
        ty: None,
        name_keys: Vec::new(),
        parent: None,
        within: None,
        same: None,
        minus: Vec::new(),
        encodings: BTreeMap::new(),
        location: None,
        of_call: OfCall::default(),
        presence: None,
        schema: false,
        condition: None,
        status: None,
        id: None,
        rule: Rule::only("policy.unlabelled"),
        scoped: false,
        text: Text { value: String::new(), span },
        sentence: false,
        end: 0,
        wordy: false,
    }
}

/// What stands in a line behind the words that make it a label and a colon.
pub fn behind(text: &Inline, mark: Mark, label: &Label) -> Option<Inline> {
    const COLONS: [char; 2] = [':', '\u{ff1a}'];
    let (label, rest) = text.text.split_at_checked(label.end).filter(|_| matches!(mark, Mark::Line | Mark::Bold))?;
    let words = rest.trim_start();
    let after = words.strip_prefix(COLONS).map(str::trim_start);
    let words = after.or_else(|| label.trim_end().ends_with(COLONS).then_some(words))?;
    let says = words.chars().any(char::is_alphanumeric);
    says.then(|| text.part(text.text.len() - words.len()..text.text.len()))
}

/// Whether a rule for statements that matches `text` speaks of what a label of this role announces. Labels of parameters
/// and of a response alone have statements of their own.
pub fn speaks_of(role: Role, text: &Inline, under: Under<'_>, dialect: &Dialect) -> bool {
    let speaks = |rule: &StatementRule| match (rule.states, role) {
        (States::NoParameters | States::Parameters | States::SameParameters | States::Selector, Role::Response)
        | (
            States::NoResponse | States::Response | States::EmptyResponse | States::SameResponse | States::Status,
            Role::Parameters,
        )
        | (
            States::Methods
            | States::Auth
            | States::NoAuth
            | States::Deprecated
            | States::DeprecatedAlias
            | States::Group
            | States::Server,
            Role::Parameters | Role::Response,
        ) => false,
        (States::MediaType, Role::Parameters) => rule.of == Side::Request,
        (States::MediaType, Role::Response) => rule.of != Side::Request,
        _ => true,
    };
    let matches = |rule: &&StatementRule| under.fits(rule.under.as_ref()) && rule.pattern.is_match(&text.text);
    dialect.statement.iter().filter(matches).any(speaks)
}

/// Whether a rule for `wanted` takes a label marked as `mark`. A bold line is a line too.
pub fn fits(wanted: Mark, mark: Mark) -> bool {
    let part = matches!(mark, Mark::Html | Mark::Row | Mark::Column);
    (wanted == Mark::Any && !part) || wanted == mark || (wanted == Mark::Line && mark == Mark::Bold)
}

/// The rule that says that `text`, marked so, carries nothing.
pub fn ignored(text: &str, mark: Mark, dialect: &Dialect) -> Option<Rule> {
    let rule = dialect.ignore.iter().find(|rule| fits(rule.mark, mark) && rule.pattern.is_match(text.trim()))?;
    Some(Rule::new("ignore", &rule.pattern.span()))
}

/// Whether an item of a list is a label of lines, or a statement from end to end, and so no row.
pub fn is_no_row(text: &Inline, under: Under<'_>, dialect: &Dialect) -> bool {
    let words = text.text.trim();
    let labels =
        |rule: &SectionRule| rule.mark == Mark::Line && under.fits(rule.under.as_ref()) && rule.pattern.is_match(words);
    let states = |rule: &StatementRule| {
        under.fits(rule.under.as_ref()) && rule.pattern.find(words).is_some_and(|found| found.len() == words.len())
    };
    dialect.section.iter().any(labels) || dialect.statement.iter().any(states)
}

/// Adds what `text` states, and gives the rules that say so. All rules that match count.
pub fn statements(
    text: &Inline,
    under: Under<'_>,
    dialect: &Dialect,
    facts: &mut Facts,
    diagnostics: &mut Diagnostics,
) -> Vec<Rule> {
    let stands = |rule: &&StatementRule| under.fits(rule.under.as_ref());
    by_rules(dialect.statement.iter().filter(stands), text, dialect, facts, diagnostics)
}

/// The same for a line of a code block, which says nothing but what comes back and the group.
pub fn statements_in_code(
    text: &Inline,
    under: Under<'_>,
    dialect: &Dialect,
    facts: &mut Facts,
    diagnostics: &mut Diagnostics,
) -> Vec<Rule> {
    let speaks = |rule: &&StatementRule| {
        under.fits(rule.under.as_ref())
            && matches!(rule.states, States::Status | States::NoResponse | States::EmptyResponse | States::Group)
    };
    by_rules(dialect.statement.iter().filter(speaks), text, dialect, facts, diagnostics)
}

fn by_rules<'r>(
    stated: impl Iterator<Item = &'r StatementRule>,
    text: &Inline,
    dialect: &Dialect,
    facts: &mut Facts,
    diagnostics: &mut Diagnostics,
) -> Vec<Rule> {
    let mut rules = Vec::new();
    for rule in stated {
        let Some(found) = rule.pattern.captures(&text.text) else { continue };
        rules.push(Rule::new("statement", &rule.pattern.span()));
        state(rule, &found, text, dialect, facts, diagnostics);
    }
    rules
}

/// Adds what a rule states of a text that it matches.
fn state(
    rule: &StatementRule,
    found: &Captures<'_>,
    text: &Inline,
    dialect: &Dialect,
    facts: &mut Facts,
    diagnostics: &mut Diagnostics,
) {
    let whole = || Text::of(text);
    let group = |name: &str| found.name(name).map_or("", |group| group.as_str());
    match rule.states {
        States::NoParameters => facts.no_parameters = Some(whole()),
        States::NoResponse => facts.no_response = Some(whole()),
        States::Nothing => {
            facts.no_parameters = Some(whole());
            facts.no_response = Some(whole());
        }
        States::Methods => {
            let (words, split) = (group("methods"), rule.split.as_ref());
            facts.methods.extend(read_methods(words, split, &dialect.methods, text.span, diagnostics));
        }
        States::Auth => {
            for found in rule.pattern.captures_iter(&text.text) {
                let value = found.name("name").map_or_else(String::new, |group| group.as_str().to_owned());
                facts.auth.push(Text { value, span: text.span });
            }
        }
        States::NoAuth => facts.no_auth = Some(whole()),
        States::Deprecated => facts.deprecated = facts.deprecated.take().or_else(|| Some(whole())),
        States::DeprecatedAlias => {
            let path = found.name("path").map(|group| group.as_str().to_owned());
            facts.deprecated_aliases.push((path, whole()));
        }
        States::Response => responses(rule, text, facts, diagnostics),
        States::MediaType if rule.of == Side::Request => facts.sent_media.extend(every(rule, "media", text)),
        States::MediaType => facts.media.extend(every(rule, "media", text).map(|media| (None, media))),
        States::EmptyResponse => {
            let words = Inline::empty(text.span);
            let said = Said { words, list: false, location: None, code: None, text: whole() };
            set(&mut facts.response, said, messages::response_said_twice, diagnostics);
        }
        States::Parameters => each(&mut facts.parameters, rule, text, &["type", "items"], diagnostics),
        States::MoreFields => {
            let found = rule.pattern.captures_iter(&text.text);
            facts.more_fields.extend(found.filter_map(|found| said(text, &found, &["type"])));
        }
        States::SameParameters => each(&mut facts.same_parameters, rule, text, &["endpoint"], diagnostics),
        States::Type => each(&mut facts.ty, rule, text, &["type", "items"], diagnostics),
        States::Group => facts.group = facts.group.take().or_else(|| first(found, "name", text)),
        States::Selector => facts.selector = facts.selector.take().or_else(|| first(found, "value", text)),
        States::Status => statuses(rule, text, facts, diagnostics),
        States::Server => facts.servers.extend(every(rule, "url", text)),
        States::SameResponse => each(&mut facts.same_response, rule, text, &["endpoint"], diagnostics),
    }
}

/// What a group of a rule has in each of its matches.
fn every<'t>(rule: &'t StatementRule, name: &'t str, text: &'t Inline) -> impl Iterator<Item = Text> + 't {
    let found =
        rule.pattern.captures_iter(&text.text).filter_map(move |found| found.name(name).map(|group| group.range()));
    found.map(|range| Text::of(&text.part(range)))
}

/// What a group has in the first match, where that is anything.
fn first(found: &Captures<'_>, name: &str, text: &Inline) -> Option<Text> {
    let group = found.name(name)?;
    let value = group.as_str().trim().to_owned();
    (!value.is_empty()).then(|| Text { value, span: text.span_of(group.range()) })
}

fn responses(rule: &StatementRule, text: &Inline, facts: &mut Facts, diagnostics: &mut Diagnostics) {
    for found in rule.pattern.captures_iter(&text.text) {
        let Some(said) = said(text, &found, &["type", "items"]) else { continue };
        response(said, found.name("status").map(|group| group.as_str()), text, facts, diagnostics);
    }
}

fn statuses(rule: &StatementRule, text: &Inline, facts: &mut Facts, diagnostics: &mut Diagnostics) {
    for found in rule.pattern.captures_iter(&text.text) {
        let group = found.name("status").map_or("", |group| group.as_str());
        match status::read(group) {
            Some((code, _)) => facts.statuses.push((code, Text::of(text))),
            None => diagnostics.push(messages::no_status(group, text.span)),
        }
    }
}

/// Takes what comes back, with a status where the sentence says one: that of a success is the endpoint's, unless another
/// sentence has said what comes back from it.
fn response(said: Said, status: Option<&str>, text: &Inline, facts: &mut Facts, diagnostics: &mut Diagnostics) {
    let code = status.and_then(|words| match status::read(words) {
        Some((code, _)) => Some(code),
        None => {
            diagnostics.push(messages::no_status(words, text.span));
            None
        }
    });
    match code {
        Some(code) if !code.is_success() || facts.response.is_some() => facts.other_responses.push((Some(code), said)),
        code => {
            facts.statuses.extend(code.map(|code| (code, Text::of(text))));
            let said = Said { code, ..said };
            set(&mut facts.response, said, messages::response_said_twice, diagnostics);
        }
    }
}

/// Takes what every match of a rule says.
fn each(fact: &mut Option<Said>, rule: &StatementRule, text: &Inline, groups: &[&str], diagnostics: &mut Diagnostics) {
    for said in rule.pattern.captures_iter(&text.text).filter_map(|found| said(text, &found, groups)) {
        set(fact, said, messages::said_twice, diagnostics);
    }
}

/// The first of several sentences counts, and another that says something else is reported, once for all of them.
pub fn set(
    fact: &mut Option<Said>,
    said: Said,
    twice: fn(&str, Span, Span) -> Diagnostic,
    diagnostics: &mut Diagnostics,
) {
    let Some(first) = fact else {
        *fact = Some(said);
        return;
    };
    let words = |said: &Said| (said.list, said.words.text.trim().to_owned());
    let (one, two) = (first.words.span, said.words.span);
    // Two rules may read the same words.
    let same = one.contains(two) || two.contains(one);
    if words(first) != words(&said) && !same && !first.words.is_empty() && !said.words.is_empty() {
        let known = |item: &&mut Diagnostic| {
            item.code == Code::Duplicate && item.related.first().is_some_and(|(place, _)| *place == one)
        };
        match diagnostics.items_mut().iter_mut().find(known) {
            Some(known) if known.span == two => {}
            Some(known) => known.related.push((two, "another".to_owned())),
            None => diagnostics.push(twice(&words(&said).1, two, one)),
        }
    }
}

/// What the first of `groups` that was found names.
fn said(text: &Inline, found: &Captures<'_>, groups: &[&str]) -> Option<Said> {
    let (name, group) = groups.iter().find_map(|name| Some((*name, found.name(name)?)))?;
    Some(Said {
        words: text.part(group.range()),
        list: name == "items",
        location: None,
        code: None,
        text: Text::of(text),
    })
}

/// The code spans of a text in which they keep their backticks, each with the offset of its first backtick.
pub fn code_spans(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let open = at + text.get(at..)?.find('`')?;
        let close = open + 1 + text.get(open + 1..)?.find('`')?;
        at = close + 1;
        Some((open, text.get(open + 1..close)?))
    })
}
