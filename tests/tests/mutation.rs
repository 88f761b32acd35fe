//! Every construct matters: delete or change any one of them, and either the IR changes or a diagnostic appears.
//!
//! Families to practise on, whose documents are not part of this repository, are tried where they are found: in the folder
//! that `TABLEWRIGHT_PRACTICE` names, or in `shared/practice` beside the checkout.
//!
//! The IR is compared without places and without the list of documents, so that a change of a line number is not
//! taken for a change of the API.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tablewright::diagnostic::Code;
use tablewright::ir::Provenance;
use tablewright::ledger::{Construct, Entry, Outcome};
use tablewright::{Document, Input, Output, compile_to_ir};
use tests::{FAMILIES, family, input, input_documents, root, without};

/// What a run gives, as far as it matters here.
#[derive(PartialEq)]
struct Seen {
    ir: Option<Value>,
    /// How often each message comes.
    messages: BTreeMap<String, usize>,
}

fn seen(input: &Input) -> (Seen, Output) {
    let output = compile_to_ir(input);
    let ir = output.api.as_ref().map(|api| {
        let value = serde_json::to_value(api).expect("an IR as JSON");
        without(value, &["provenance", "documents", "headings", "also"])
    });
    let item = |item: &tablewright::diagnostic::Diagnostic| format!("{} {}", item.code.number(), item.message);
    let mut messages = BTreeMap::new();
    for message in output.diagnostics.items().iter().map(item) {
        *messages.entry(message).or_default() += 1;
    }
    (Seen { ir, messages }, output)
}

/// A construct of a document: which document, which bytes.
struct Target {
    document: usize,
    construct: Construct,
    range: std::ops::Range<usize>,
}

fn targets(input: &Input, output: &Output) -> Vec<Target> {
    let mut targets = Vec::new();
    let withheld = withheld(input, output);
    for entry in output.ledger.entries() {
        let at = output.sources.locate(entry.span);
        let Some(document) = input.documents.iter().position(|document| *document.name == *at.file) else { continue };
        // Lines of a pasted page, front matter and HTML tags are the container and not the content; what a rule ignores
        // does not matter; and what a message speaks of already need not be spoken of again.
        let settled = matches!(entry.outcome, Outcome::Ignored(_) | Outcome::Reported(_));
        let container = matches!(entry.construct, Construct::Container | Construct::Html);
        let empty = entry.span.range().is_empty();
        let aside = says_nothing(&input.documents[document].text, entry) || withheld.contains(&(document, at.line));
        if !container && !empty && !settled && !aside {
            targets.push(Target { document, construct: entry.construct, range: entry.span.range() });
        }
    }
    targets
}

/// Whether it is a header of a table with nothing below it.
fn says_nothing(text: &str, entry: &Entry) -> bool {
    let range = entry.span.range();
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let column = text[start..range.start].matches('|').count();
    let mut lines = text[start..].lines().skip(1);
    let rule = lines.next().is_some_and(|line| line.contains("--") && line.trim().starts_with('|'));
    let empty = |line: &str| line.split('|').nth(column).is_none_or(|cell| cell.trim().is_empty());
    entry.construct == Construct::Cell && rule && lines.take_while(|line| line.contains('|')).all(empty)
}

/// The places where endpoints are announced, by document and line.
fn announced(output: &Output) -> BTreeSet<(std::sync::Arc<str>, u32)> {
    let endpoints = output.api.iter().flat_map(|api| &api.endpoints);
    let places = endpoints.flat_map(|endpoint| std::iter::once(&endpoint.provenance).chain(&endpoint.also));
    places.map(|place| (place.file.clone(), place.line)).collect()
}

/// The lines of what cannot be had beside another announcement, of sets of values that no field has, and of endpoints that
/// a patch removes: a message or the patch speaks of all of it.
fn withheld(input: &Input, output: &Output) -> BTreeSet<(usize, u32)> {
    let mut lines = BTreeSet::new();
    let Some(api) = &output.api else { return lines };
    if input.patches.is_some() {
        let unpatched = compile_to_ir(&Input { patches: None, ..input.clone() });
        for (file, line) in announced(&unpatched).difference(&announced(output)) {
            let Some(document) = input.documents.iter().position(|document| *document.name == **file) else { continue };
            let headings = api.headings.iter().map(|heading| &heading.provenance).filter(|known| known.file == *file);
            let next = headings.map(|known| known.line).filter(|known| known > line).min();
            lines.extend((*line..next.unwrap_or(line + 1_000)).map(|line| (document, line)));
        }
    }
    let items = output.diagnostics.items().iter();
    let items = items.filter(|item| matches!(item.code, Code::DuplicateEndpoint | Code::UnusedType));
    for (code, at) in items.map(|item| (item.code, output.sources.locate(item.span))) {
        let Some(document) = input.documents.iter().position(|document| *document.name == *at.file) else { continue };
        lines.extend((at.line..=at.end_line).map(|line| (document, line)));
        let headings = || api.headings.iter().map(|heading| &heading.provenance).filter(|known| known.file == at.file);
        let from = headings().map(|known| known.line).filter(|line| *line <= at.line).max().unwrap_or_default();
        let to = headings().map(|known| known.line).filter(|line| *line > at.line).min().unwrap_or(u32::MAX);
        if code == Code::UnusedType {
            lines.extend((at.line..to.min(at.line + 1_000)).map(|line| (document, line)));
            continue;
        }
        let inside = |known: &Provenance| known.file == at.file && (from..to).contains(&known.line);
        if !api.endpoints.iter().any(|endpoint| inside(&endpoint.provenance)) {
            let count = u32::try_from(input.documents[document].text.lines().count()).unwrap_or(u32::MAX);
            lines.extend((from..to.min(count + 1)).map(|line| (document, line)));
        }
    }
    lines
}

/// The ways to damage a construct: without it, and with something else in it.
fn damages(text: &str, target: &Target) -> Vec<(&'static str, String)> {
    let (before, rest) = text.split_at(target.range.start);
    let (inside, after) = rest.split_at(target.range.len());
    let with = |inside: &str| format!("{before}{inside}{after}");
    // A row goes with its line; what is deleted elsewhere leaves its line.
    let deleted = if target.construct == Construct::Row {
        format!("{before}{}", after.strip_prefix('\n').unwrap_or(after))
    } else {
        with("")
    };
    let changed = match target.construct {
        Construct::Fence => inside.replacen('\n', "\nzqx ", 1),
        Construct::Row => inside.replacen('|', "| zqx", 1),
        Construct::Table => inside.replacen('\n', "\n| zqx |\n", 1),
        Construct::Directive | Construct::Details => inside.replacen(['t', 'w', 'd'], "zqx", 1),
        _ => changed_words(inside),
    };
    vec![("deleted", deleted), ("changed", with(&changed))]
}

/// The text with letters added inside of it, before what closes it.
fn changed_words(text: &str) -> String {
    let end = text.trim_end_matches(['`', '*', ':', '：', '>', ')', '）', '.', '。']).len();
    format!("{}zqx{}", &text[..end], &text[end..])
}

/// What was tried on a family.
#[derive(Default)]
struct Tried {
    total: usize,
    kinds: BTreeMap<&'static str, usize>,
    missed: Vec<String>,
}

impl Tried {
    fn add(&mut self, other: Self) {
        self.total += other.total;
        self.missed.extend(other.missed);
        for (kind, count) in other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
    }
}

fn try_all(input: &Input, before: &Seen, targets: &[Target]) -> Tried {
    let mut tried = Tried::default();
    for target in targets {
        let text = &input.documents[target.document].text;
        for (how, damaged) in damages(text, target).into_iter().filter(|(_, damaged)| damaged != text) {
            tried.total += 1;
            *tried.kinds.entry(target.construct.name()).or_default() += 1;
            let mut mutant = input.clone();
            mutant.documents[target.document].text = damaged;
            if !noticed(before, &seen(&mutant).0) {
                let line = text[..target.range.start].matches('\n').count() + 1;
                let words: String = text[target.range.clone()].chars().take(60).collect();
                let file = &input.documents[target.document].name;
                tried.missed.push(format!("{file}:{line}: {} {how}: {words:?}", target.construct.name()));
            }
        }
    }
    tried
}

fn noticed(before: &Seen, after: &Seen) -> bool {
    let known = |message: &String| before.messages.get(message).copied().unwrap_or_default();
    after.ir != before.ir || after.messages.iter().any(|(message, count)| *count > known(message))
}

fn unnoticed(name: &str) -> Tried {
    let input = family(name);
    let (before, output) = seen(&input);
    let targets = targets(&input, &output);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (input, before) = (&input, &before);
    std::thread::scope(|scope| {
        let chunks = targets.chunks(targets.len().div_ceil(threads).max(1));
        let handles: Vec<_> = chunks.map(|chunk| scope.spawn(move || try_all(input, before, chunk))).collect();
        let mut all = Tried::default();
        for handle in handles {
            all.add(handle.join().expect("a thread that ends"));
        }
        all
    })
}

#[test]
fn every_construct_is_noticed() {
    let mut unseen = Vec::new();
    for name in FAMILIES {
        let Tried { total, kinds, missed } = unnoticed(name);
        let found = total - missed.len();
        println!("{name}: {found} of {total} changes noticed ({:.2}%), by construct: {kinds:?}", share(found, total));
        assert!(total > 500, "{name}: only {total} changes were tried");
        unseen.extend(missed);
    }
    assert!(unseen.is_empty(), "{} changes went unnoticed:\n{}", unseen.len(), unseen.join("\n"));
}

/// How many changes are tried of a family to practise on, at least, where it has as many.
const PRACTICE: usize = 500;

/// How many constructs are changed for that, in two ways each: some of these ways change nothing.
const CONSTRUCTS: usize = 275;

/// The folder of the families to practise on.
fn practice() -> Option<PathBuf> {
    let given = std::env::var_os("TABLEWRIGHT_PRACTICE").map(PathBuf::from);
    given.or_else(|| Some(root("../shared/practice"))).filter(|folder| folder.is_dir())
}

/// How many bytes a family may have whose documents are compiled together, hundreds of times. Those of a larger one are
/// compiled each with those that it links to: a change must be seen there.
const TOGETHER: usize = 200_000;

/// A document of a family with those that it links to.
fn with_linked(input: &Input, at: usize) -> Input {
    let own = &input.documents[at];
    let folder = own.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut names = BTreeSet::from([own.name.clone()]);
    for link in own.text.split("](").skip(1) {
        let path = link.split([')', '#', '?']).next().unwrap_or_default();
        let mut steps: Vec<&str> = folder.split('/').collect();
        for step in path.split('/').filter(|step| !step.is_empty() && *step != ".") {
            if step == ".." {
                steps.pop();
            } else {
                steps.push(step);
            }
        }
        names.insert(steps.join("/"));
    }
    let documents = input.documents.iter().filter(|document| names.contains(&document.name)).cloned();
    Input { documents: documents.collect(), ..input.clone() }
}

fn some_tried(input: &Input) -> Tried {
    let size: usize = input.documents.iter().map(|document| document.text.len()).sum();
    let parts: Vec<(Option<String>, Input)> = if size > TOGETHER {
        let part = |at: usize| (Some(input.documents[at].name.clone()), with_linked(input, at));
        (0..input.documents.len()).map(part).collect()
    } else {
        vec![(None, input.clone())]
    };
    let runs: Vec<_> = parts.into_iter().map(|(own, part)| (own, seen(&part), part)).collect();
    let targets = runs.iter().flat_map(|(own, (before, output), part)| {
        let of_own = |target: &Target| own.as_ref().is_none_or(|own| part.documents[target.document].name == *own);
        targets(part, output).into_iter().filter(of_own).map(move |target| (part, before, target)).collect::<Vec<_>>()
    });
    let all: Vec<_> = targets.collect();
    // Evenly over all documents.
    let wanted: BTreeSet<usize> = (0..CONSTRUCTS).map(|at| at * all.len() / CONSTRUCTS).collect();
    let chosen: Vec<_> =
        all.into_iter().enumerate().filter(|(at, _)| wanted.contains(at)).map(|(_, one)| one).collect();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let chunks = chosen.chunks(chosen.len().div_ceil(threads).max(1));
        let tried = |chunk: &[(&Input, &Seen, Target)]| {
            let mut sum = Tried::default();
            for (one, before, target) in chunk {
                sum.add(try_all(one, before, std::slice::from_ref(target)));
            }
            sum
        };
        let handles: Vec<_> = chunks.map(|chunk| scope.spawn(move || tried(chunk))).collect();
        let mut sum = Tried::default();
        for handle in handles {
            sum.add(handle.join().expect("a thread that ends"));
        }
        sum
    })
}

#[test]
fn every_construct_of_a_family_to_practise_on_is_noticed() {
    let Some(practice) = practice() else {
        println!("skipped: there are no families to practise on");
        return;
    };
    let mut unseen = Vec::new();
    for entry in fs::read_dir(root("tests/dialects")).expect("the dialects") {
        let folder = entry.expect("a dialect").path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let documents = [practice.join(&name).join("docs"), practice.join(&name)].into_iter().find(|at| at.is_dir());
        let Some(documents) = documents else {
            println!("{name}: skipped, for its documents are not there");
            continue;
        };
        let written = input(&name, &folder);
        // What a draft withholds would not matter.
        let text = written.dialect.text.replace("draft = true", "draft = false");
        let dialect = Document { text, ..written.dialect.clone() };
        let read = Input { documents: input_documents(&name, &documents).documents, dialect, ..written };
        let Tried { total, missed, .. } = some_tried(&read);
        println!("{name}: {} of {total} changes noticed\n{}", total - missed.len(), missed.join("\n"));
        assert!(total >= PRACTICE, "{name}: only {total} changes were tried");
        unseen.extend(missed);
    }
    assert!(unseen.is_empty(), "{} changes went unnoticed:\n{}", unseen.len(), unseen.join("\n"));
}

#[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
fn share(found: usize, total: usize) -> f64 {
    found as f64 * 100.0 / total as f64
}

/// The test itself would notice a construct that does not matter: one in an ignored line, for example.
#[test]
fn an_ignored_construct_goes_unnoticed() {
    let dialect = "ignore = [{ reason = \"an advertisement\", pattern = '^buy ' }]\n\
        [[endpoint]]\nin = \"line\"\npattern = '^call `(?<path>[^`]+)`$'\n";
    let one = seen(&tests::small("# A\n\ncall `/a`\n\nbuy this\n", dialect, None)).0;
    let two = seen(&tests::small("# A\n\ncall `/a`\n\nbuy that\n", dialect, None)).0;
    let three = seen(&tests::small("# A\n\ncall `/a`\n\nsell this\n", dialect, None)).0;
    assert!(one == two && one != three);
}

/// Nothing is left open in the account, and every outcome is named.
#[test]
fn the_account_adds_up() {
    for name in FAMILIES {
        let (_, output) = seen(&family(name));
        let entries = output.ledger.entries();
        let totals = output.ledger.totals();
        assert_eq!(totals.used + totals.ignored + totals.reported, entries.len(), "{name}");
        assert!(entries.iter().all(|entry| entry.outcome != Outcome::Open), "{name}");
    }
}
