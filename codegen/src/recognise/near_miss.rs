//! Near misses: what a rule for announcements would have matched, if it were not for one thing.

use super::raw::{Announcement, RawDocument};
use super::section::Under;
use super::{messages, section};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::{Dialect, EndpointForm, EndpointRule, Mark};
use crate::ir::Method;
use crate::ledger::{Ledger, NearMiss, Rule};
use crate::markdown::{Block, BlockKind, Inline};
use crate::source::{FileId, Span};

/// The rules for announcements that announce nothing so far.
pub struct Idle<'d> {
    rules: Vec<&'d EndpointRule>,
    /// Whether any rule has announced an endpoint.
    announced: bool,
}

impl<'d> Idle<'d> {
    /// The rules of a dialect, of which no document has been read.
    pub fn new(dialect: &'d Dialect) -> Self {
        Self { rules: dialect.endpoint.iter().collect(), announced: false }
    }

    /// Notes what rules nearly match in a document that announce nothing in it and have nearly matched nothing so far. The
    /// announcements are none of it.
    pub fn look(&self, blocks: &[&Block], announcements: &[&Announcement], ledger: &mut Ledger) {
        let used: Vec<_> = announcements.iter().map(|announcement| announcement.rule).collect();
        let open = self.rules.iter().filter(|rule| !used.contains(&rule_of(rule)));
        let open: Vec<_> = open.filter(|rule| ledger.near_miss(rule_of(rule)).is_none()).collect();
        if open.is_empty() {
            return;
        }
        let mut announced: Vec<_> = announcements.iter().map(|announcement| announcement.span).collect();
        announced.sort();
        let candidates = candidates(blocks, &announced);
        for rule in open {
            let why =
                |candidate: &Candidate<'_>| Some(NearMiss { span: candidate.span, help: why_not(rule, candidate)? });
            if let Some(near) = candidates.iter().find_map(why) {
                ledger.nearly(rule_of(rule), near);
            }
        }
    }

    /// Takes note of the endpoints of a document.
    pub fn count(&mut self, document: &RawDocument) {
        let used: Vec<_> = document.endpoints.iter().map(|endpoint| endpoint.announcement.rule).collect();
        self.announced |= !used.is_empty();
        self.rules.retain(|rule| !used.contains(&rule_of(rule)));
    }

    /// Reports, when all documents of `api` are read, that nothing announces an endpoint. What single rules lack to announce
    /// one is reported with those that nothing has followed.
    pub fn report(self, api: &str, file: FileId, diagnostics: &mut Diagnostics) {
        if !self.announced {
            diagnostics.push(messages::no_endpoint(api, Span::new(file, 0..0)));
        }
    }
}

/// The rule as announcements have it.
fn rule_of(rule: &EndpointRule) -> Rule {
    Rule::new("endpoint", &rule.form.range())
}

/// A text that an announcement could be.
struct Candidate<'a> {
    form: EndpointForm,
    text: &'a str,
    /// The word after the opening fence.
    language: &'a str,
    /// The heading above.
    heading: &'a str,
    span: Span,
}

/// The headings that something stands under, each with its level.
type Headings<'a> = Vec<(u8, &'a str)>;

/// What could be an announcement in the blocks of a document, and is none of those that are there, which are in order.
fn candidates<'a>(blocks: &[&'a Block], announced: &[Span]) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    let mut headings = Vec::new();
    for block in blocks {
        collect(std::slice::from_ref(*block), EndpointForm::Line, &mut headings, &mut candidates);
    }
    let announces = |span: Span| {
        let at = announced.partition_point(|known| (known.file, known.start) < (span.file, span.start));
        announced.get(at).is_some_and(|known| span.contains(*known))
    };
    candidates.retain(|candidate| !announces(candidate.span));
    candidates
}

/// What in a block that announces nothing reads like an announcement all the same: a method and an address, and no more.
/// What stands in a code block or in a list `below` an endpoint is a part of what is said of it.
pub fn unread(block: &Block, dialect: &Dialect, below: bool) -> Vec<(String, Span)> {
    match &block.kind {
        BlockKind::Heading(_, text) => alike(text, Mark::Heading, false, dialect).into_iter().collect(),
        BlockKind::Paragraph(text) => alike(text, Mark::Line, false, dialect).into_iter().collect(),
        BlockKind::Quote(blocks) => {
            blocks.iter().filter_map(paragraph).filter_map(|text| alike(text, Mark::Line, true, dialect)).collect()
        }
        BlockKind::List(_, items) if !below => {
            let first = items.iter().filter_map(|item| item.blocks.first().and_then(paragraph));
            first.filter_map(|text| alike(text, Mark::Line, false, dialect)).collect()
        }
        BlockKind::Fence(fence) if !below && fence.text.trim().lines().count() == 1 => {
            let words = fence.text.trim();
            let found = is_alike(words.replace(['[', ']'], "").trim(), false);
            found.then(|| (words.to_owned(), fence.body)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn paragraph(block: &Block) -> Option<&Inline> {
    if let BlockKind::Paragraph(text) = &block.kind { Some(text) } else { None }
}

/// A text that reads like an announcement, where no rule reads it as something else.
fn alike(text: &Inline, mark: Mark, quoted: bool, dialect: &Dialect) -> Option<(String, Span)> {
    let words = text.text.trim();
    let plain = without_tags(words);
    // A heading may say what its endpoint is called in front of that.
    let last = || plain.rsplit_once(char::is_whitespace).and_then(|(rest, _)| rest.rsplit_once(char::is_whitespace));
    let tail = || last().and_then(|(before, _)| plain.get(before.len()..)).filter(|_| mark == Mark::Heading);
    if !(is_alike(plain.trim(), quoted) || tail().is_some_and(|tail| in_capitals(tail) && is_alike(tail.trim(), false)))
    {
        return None;
    }
    let stated = || dialect.statement.iter().any(|rule| rule.pattern.is_match(words));
    let known = section::ignored(words, mark, dialect).is_some()
        || section::label(text, mark, Under::Unknown, dialect).is_some();
    (!known && !stated()).then(|| (words.to_owned(), text.span))
}

/// Whether the first word is written as methods are. At the end of a heading another is one of a sentence.
fn in_capitals(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    !first.chars().any(|letter| letter.is_ascii_lowercase())
}

/// Whether words are a method and an address, and no more. In a quote, words may follow an address in backticks.
fn is_alike(words: &str, quoted: bool) -> bool {
    let code = words.strip_prefix('`').and_then(|words| words.strip_suffix('`'));
    let bare = words.replace('`', "");
    let Some((method, address)) = bare.split_once(|letter: char| letter.is_whitespace() || letter == ':') else {
        return false;
    };
    let address = address.trim_start_matches([':', ' ']);
    let is_address = ["/", "http://", "https://"].iter().any(|start| address.starts_with(start));
    let spans = || section::code_spans(words).filter(|(_, span)| address.starts_with(span)).count() == 1;
    let whole =
        code.is_some_and(|code| !code.contains('`')) || !address.contains(char::is_whitespace) || (quoted && spans());
    is_address && whole && is_method(method)
}

/// Registered methods of HTTP that endpoints cannot have here.
const OTHER_METHODS: [&str; 17] = [
    "CONNECT",
    "COPY",
    "LINK",
    "LOCK",
    "MKCOL",
    "MOVE",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "QUERY",
    "REPORT",
    "SEARCH",
    "TRACE",
    "UNLINK",
    "UNLOCK",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
];

/// Whether a word is a method of HTTP, in whatever letters one that is modelled is written.
fn is_method(word: &str) -> bool {
    Method::parse(word).is_some() || OTHER_METHODS.contains(&word)
}

/// The method in words that read like an announcement, where endpoints cannot have it.
pub fn other_method(words: &str) -> Option<&'static str> {
    let mut before = words.split('/').next()?.split(|letter: char| !letter.is_ascii_alphabetic());
    before.find_map(|part| OTHER_METHODS.into_iter().find(|method| *method == part))
}

/// The text without tags in angle brackets.
fn without_tags(words: &str) -> String {
    let (mut plain, mut rest) = (String::new(), words);
    while let Some((before, tag)) = rest.split_once('<') {
        let Some((_, after)) =
            tag.split_once('>').filter(|_| tag.starts_with(|first: char| first.is_alphabetic() || first == '/'))
        else {
            break;
        };
        plain.push_str(before);
        rest = after;
    }
    plain + rest
}

/// A line that is written as a row of a table and stands in none.
pub fn stray(block: &Block) -> Option<Diagnostic> {
    let BlockKind::Paragraph(text) = &block.kind else { return None };
    let line = text.source.lines().find(|line| {
        let line = line.trim();
        line.starts_with('|') && line.ends_with('|') && line.matches('|').count() > 2
    })?;
    Some(messages::stray_row(line, text.span))
}

fn collect<'a>(blocks: &'a [Block], form: EndpointForm, headings: &mut Headings<'a>, found: &mut Vec<Candidate<'a>>) {
    for (index, block) in blocks.iter().enumerate() {
        if let BlockKind::Heading(level, _) = &block.kind {
            headings.retain(|(above, _)| above < level);
        }
        let heading = headings.last().map_or("", |(_, words)| *words);
        let mut add = |form: EndpointForm, text: &'a str, language: &'a str, heading: &'a str| {
            found.push(Candidate { form, text, language, heading, span: block.span });
        };
        match &block.kind {
            BlockKind::Heading(level, text) => {
                add(EndpointForm::Heading, &text.text, "", heading);
                headings.push((*level, text.text.trim()));
            }
            BlockKind::Paragraph(text) => {
                let form = if form == EndpointForm::Item && index > 0 { EndpointForm::Line } else { form };
                add(form, &text.text, "", heading);
                links(text, heading, found);
            }
            BlockKind::Fence(fence) => add(EndpointForm::Fence, fence.text.trim_end(), &fence.language, heading),
            BlockKind::Html(html) => add(EndpointForm::Tag, html, "", heading),
            BlockKind::Quote(blocks) => collect(blocks, EndpointForm::Quote, headings, found),
            BlockKind::List(_, items) => {
                for item in items {
                    collect(&item.blocks, EndpointForm::Item, headings, found);
                }
            }
            BlockKind::Directive(_, _, blocks) | BlockKind::Details(_, blocks) => {
                collect(blocks, form, headings, found);
            }
            _ => {}
        }
    }
}

fn links<'a>(text: &'a Inline, heading: &'a str, found: &mut Vec<Candidate<'a>>) {
    let form = EndpointForm::Link;
    let candidate = |url: &'a str| Candidate { form, text: url, language: "", heading, span: text.span };
    found.extend(text.links.iter().map(|link| candidate(&link.url)));
}

/// Why a rule does not match what it nearly matches.
fn why_not(rule: &EndpointRule, candidate: &Candidate<'_>) -> Option<String> {
    let pattern = rule.pattern.as_ref()?;
    let matches = |text: &str| pattern.is_match(text.trim());
    let Candidate { form, text, language, heading, .. } = candidate;
    if *form != *rule.form {
        let (one, other) = (noun(*form), noun(*rule.form));
        return matches(text).then(|| {
            format!("its pattern matches {one}, and the rule is for {other}: write `in = \"{}\"`", word(*form))
        });
    }
    if matches(text) {
        if !rule.languages.is_empty() && !rule.languages.iter().any(|known| known == language) {
            let help = format!("it matches a code block of the language `{language}`, which is none of `languages`");
            return Some(help);
        }
        let under = rule.under.as_ref().filter(|under| !under.is_match(heading));
        return under
            .map(|_| format!("it matches what stands under the heading `{heading}`, which `under` does not match"));
    }
    if *form == EndpointForm::Fence && text.lines().any(matches) {
        let help = "its pattern matches a line of this code block, and is matched against the whole of it: `$` is the \
                    end of the block, and with `(?m)` in front the end of a line";
        return Some(help.to_owned());
    }
    let bare = text.contains('`') && matches(&text.replace('`', ""));
    bare.then(|| "its pattern matches this without the backticks, which code spans keep: write them into it".to_owned())
}

/// The value of `endpoint.in`.
fn word(form: EndpointForm) -> &'static str {
    match form {
        EndpointForm::Line => "line",
        EndpointForm::Item => "item",
        EndpointForm::Quote => "quote",
        EndpointForm::Fence => "fence",
        EndpointForm::Heading => "heading",
        EndpointForm::Link => "link",
        EndpointForm::Table => "table",
        EndpointForm::Tag => "tag",
    }
}

fn noun(form: EndpointForm) -> &'static str {
    match form {
        EndpointForm::Line => "a paragraph",
        EndpointForm::Item => "an item of a list",
        EndpointForm::Quote => "a paragraph of a quote",
        EndpointForm::Fence => "a code block",
        EndpointForm::Heading => "a heading",
        EndpointForm::Link => "a link",
        EndpointForm::Table => "a table",
        EndpointForm::Tag => "a tag",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::dialect::load;
    use crate::markdown;
    use crate::source::SourceMap;

    #[test]
    fn a_rule_says_what_keeps_it_from_matching() {
        let cases = [
            ("line", "`(?<path>/\\w+)`$", "", "- `/a`", Some("write `in = \"item\"`")),
            ("item", "^(?<path>/\\w+)$", "", "> /a", Some("write `in = \"quote\"`")),
            ("heading", "^(?<path>/\\w+)$", "", "see\n\n/a", Some("a paragraph, and the rule is for a heading")),
            ("fence", "^GET (?<path>/\\w+)$", "", "```\nGET /a\nHost: x\n```", Some("`(?m)`")),
            ("fence", "^GET (?<path>/\\w+)$", "languages = [\"http\"]", "```sh\nGET /a\n```", Some("language `sh`")),
            ("line", "^(?<path>/\\w+)$", "under = '^At$'", "# To\n\n/a", Some("the heading `To`")),
            ("heading", "^(?<path>/\\w+)$", "under = '^At$'", "# To\n\n## /a\n\n## /b", Some("the heading `To`")),
            ("line", "^(?<path>/\\w+)$", "", "`/a`", Some("without the backticks")),
            ("line", "^(?<path>/\\w+)$", "", "nothing", None),
        ];
        for (form, pattern, more, text, expected) in cases {
            let mut sources = SourceMap::default();
            let dialect = format!("[[endpoint]]\nin = \"{form}\"\npattern = '{pattern}'\n{more}\n");
            let file = sources.add("dialect.toml", &dialect);
            let dialect: Dialect = load(file, &dialect).unwrap();
            let file = sources.add("a.md", text);
            let (mut ledger, mut diagnostics) = (Ledger::default(), Diagnostics::default());
            let blocks = markdown::lex(file, text, &dialect.page(), &mut ledger, &mut diagnostics);
            Idle::new(&dialect).look(&blocks.iter().collect::<Vec<_>>(), &[], &mut ledger);
            let near = dialect.endpoint.iter().find_map(|rule| ledger.near_miss(rule_of(rule)));
            match (expected, near.map(|near| near.help.as_str())) {
                (Some(words), Some(help)) => assert!(help.contains(words), "{text}: {help}"),
                (expected, help) => assert_eq!(expected, help, "{text}"),
            }
        }
    }
}
