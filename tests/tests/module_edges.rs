//! The modules of the compiler stand in an order: each stage knows those before it alone, the floors of a stage know
//! those below, and no files take from each other in a circle.
//!
//! What a file takes is read from its tokens: its `use` declarations, and the paths in its code. A name that a module
//! hands on with `pub use` counts for the file that has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use tests::root;

/// What each stage may know. `tools` stand beside the pipeline and may know all of it; `lib.rs` calls the stages.
const STAGES: [(&str, &[&str]); 13] = [
    ("source", &[]),
    ("visible", &[]),
    ("diagnostic", &["source", "visible"]),
    ("ledger", &["source", "diagnostic"]),
    ("markdown", &["source", "diagnostic", "ledger"]),
    ("ir", &["source"]),
    ("naming", &["ir"]),
    ("dialect", &["source", "diagnostic", "ledger", "markdown", "ir"]),
    ("patch", &["source", "diagnostic", "dialect"]),
    ("recognise", &["source", "diagnostic", "ledger", "markdown", "ir", "dialect"]),
    ("resolve", &["source", "diagnostic", "ledger", "markdown", "ir", "dialect", "patch", "recognise"]),
    ("emit", &["ir", "naming", "visible"]),
    ("messages", &["source", "diagnostic", "ir"]),
];

/// What files know beyond the stage that they are part of.
const BEYOND: [(&str, &str, &str); 2] = [
    ("emit::ir_json", "dialect", "it writes the JSON Schema of dialects"),
    ("emit::ir_json", "patch", "it writes the JSON Schema of patches"),
];

/// The floors of the resolution: each may know those before it.
const FLOORS: [&str; 6] = ["draft", "read", "link", "check", "lower", "examples"];

/// Circles that stay, by the files in them.
const CIRCLES: [(&[&str], &str); 15] = [
    (&["dialect::rules", "dialect::shape"], "rules and keys of the dialect name each other's words"),
    (
        &["emit::openapi::examples", "emit::openapi::response", "emit::openapi::schema"],
        "schemas hold examples, which are responses, which have schemas",
    ),
    (&["emit::rust::api", "emit::rust::profile"], "a profile is a part of the API, and is written as its parts are"),
    (&["emit::rust::define", "emit::rust::literal"], "a type has constants, which are values of types"),
    (
        &["emit::rust::describe", "emit::rust::scope", "emit::rust::union"],
        "the name of a union follows from what it holds, which is named too",
    ),
    (
        &["ir", "ir::endpoint", "ir::nesting", "ir::transport", "ir::types"],
        "types have examples, which name methods; the API holds them all",
    ),
    (
        &[
            "markdown",
            "markdown::block",
            "markdown::clean",
            "markdown::html",
            "markdown::html::table",
            "markdown::indented",
            "markdown::inline",
            "markdown::nest",
            "markdown::table",
        ],
        "blocks hold tables, whose cells hold blocks",
    ),
    (&["naming", "naming::allocate"], "names are given by the table that they are kept in"),
    (&["naming::reserved", "naming::words"], "words avoid what is reserved, by the kind of a word"),
    (
        &[
            "recognise::announce",
            "recognise::announce::tables",
            "recognise::rows",
            "recognise::section",
            "recognise::table",
        ],
        "a table of announcements is read as a table, which an announcement can stand in",
    ),
    (
        &[
            "recognise::flow",
            "recognise::flow::bullets",
            "recognise::flow::loose_rows",
            "recognise::flow::open",
            "recognise::flow::subject",
        ],
        "the parts of one state machine, whose state `flow` holds",
    ),
    (&["tools::explain", "tools::explain::nodes"], "an explanation is made of the nodes that it is for"),
    (&["tools::guess", "tools::guess::blocks"], "what is guessed from is kept with the guesses"),
    (
        &[
            "tools::guess::announce",
            "tools::guess::labels",
            "tools::guess::labels::classify",
            "tools::guess::links",
            "tools::guess::listing",
            "tools::guess::under",
        ],
        "announcements are told by labels, and labels by what is announced",
    ),
    (
        &[
            "tools::import",
            "tools::import::edits",
            "tools::import::fences",
            "tools::import::letters",
            "tools::import::lines",
            "tools::import::numbers",
            "tools::import::tables",
        ],
        "passes over the same lines, whose type `lines` has",
    ),
];

type Module = Vec<String>;

/// The files of the compiler by their modules.
fn modules() -> BTreeMap<Module, PathBuf> {
    let source = root("codegen/src");
    let (mut open, mut found) = (vec![source.clone()], BTreeMap::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inner = path.strip_prefix(&source).expect("a file of the compiler").with_extension("");
                let steps: Module = inner.iter().map(|step| step.to_str().expect("a name").to_owned()).collect();
                found.insert(if steps == ["lib"] { Vec::new() } else { steps }, path);
            }
        }
    }
    found
}

/// What a file imports and names.
#[derive(Default)]
struct Taken {
    /// Imported paths with the name that they have here, and whether it is handed on.
    uses: Vec<(Vec<String>, String, bool)>,
    /// Paths in the code.
    paths: Vec<Vec<String>>,
}

/// The trees of a file without its tests.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let mut trees: Vec<TokenTree> = Vec::new();
    let mut tests = false;
    for tree in tokens {
        let group = if let TokenTree::Group(group) = &tree { Some(group) } else { None };
        if let Some(attribute) = group.filter(|group| group.delimiter() == Delimiter::Bracket) {
            tests |= attribute.stream().to_string().replace(' ', "") == "cfg(test)";
        }
        let body = group.is_some_and(|group| group.delimiter() == Delimiter::Brace);
        if tests && body {
            tests = false;
        } else {
            trees.push(tree);
        }
    }
    trees
}

fn is(tree: Option<&TokenTree>, mark: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// The steps of the path that begins at `at`, and where it ends.
fn path_at(trees: &[TokenTree], mut at: usize) -> (Vec<String>, usize) {
    let mut steps = Vec::new();
    while let Some(TokenTree::Ident(step)) = trees.get(at) {
        steps.push(step.to_string());
        at += 1;
        if !(is(trees.get(at), ':') && is(trees.get(at + 1), ':')) {
            break;
        }
        at += 2;
    }
    (steps, at)
}

/// The paths of a tree of imports below `before`.
fn imports(trees: &[TokenTree], before: &[String], handed_on: bool, taken: &mut Taken) {
    for part in trees.split(|tree| is(Some(tree), ',')) {
        let (steps, end) = path_at(part, 0);
        let mut path = [before, &steps].concat();
        if let Some(TokenTree::Group(group)) = part.get(end) {
            let inner: Vec<_> = group.stream().into_iter().collect();
            imports(&inner, &path, handed_on, taken);
            continue;
        }
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        // `a as b`
        let alias = part.get(end + 1).map(ToString::to_string);
        if let Some(name) = alias.or_else(|| path.last().cloned()) {
            taken.uses.push((path, name, handed_on));
        }
    }
}

fn take(trees: &[TokenTree], taken: &mut Taken) {
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        match tree {
            // What is quoted is code that is written, and `use<'a>` is part of a type.
            TokenTree::Ident(word) if word == "quote" && is(trees.get(at + 1), '!') => at += 3,
            TokenTree::Ident(word) if word == "use" && !is(trees.get(at + 1), '<') => {
                let end = trees.iter().skip(at).position(|tree| is(Some(tree), ';')).expect("an end of the import");
                let before = trees.get(at.saturating_sub(2)..at).unwrap_or_default();
                let handed_on = before.iter().any(|tree| tree.to_string() == "pub");
                imports(&trees[at + 1..at + end], &[], handed_on, taken);
                at += end;
            }
            TokenTree::Ident(_) => {
                let (path, end) = path_at(trees, at);
                // What stands behind `::` goes on a path that began with `<`.
                if !is(trees.get(at.wrapping_sub(1)), ':') && path.len() > 1 {
                    taken.paths.push(path);
                }
                at = end.max(at + 1);
            }
            TokenTree::Group(group) => {
                take(&group.stream().into_iter().collect::<Vec<_>>(), taken);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// The modules with what they take.
struct House {
    files: BTreeMap<Module, Taken>,
}

impl House {
    fn read() -> Self {
        let files = modules().into_iter().map(|(module, path)| {
            let text = fs::read_to_string(&path).expect("a source");
            let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let mut taken = Taken::default();
            take(&without_tests(tokens), &mut taken);
            (module, taken)
        });
        Self { files: files.collect() }
    }

    /// The module that a path in `from` leads to, and the name in it.
    fn lead(&self, from: &Module, path: &[String]) -> Option<(Module, Option<String>)> {
        let taken = self.files.get(from)?;
        let first = path.first()?;
        let (mut module, mut rest) = match first.as_str() {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (from.clone(), &path[1..]),
            "super" => {
                let up = path.iter().take_while(|step| *step == "super").count();
                (from.iter().take(from.len().checked_sub(up)?).cloned().collect(), &path[up..])
            }
            name => {
                let child: Module = from.iter().chain([first]).cloned().collect();
                if self.files.contains_key(&child) {
                    (child, &path[1..])
                } else {
                    let (whole, ..) = taken.uses.iter().find(|(whole, known, _)| known == name && whole[0] != *name)?;
                    let (module, item) = self.lead(from, whole)?;
                    // A type: what follows are its own names.
                    return if item.is_some() { Some((module, item)) } else { self.lead_on(module, &path[1..]) };
                }
            }
        };
        while let Some((step, more)) = rest.split_first() {
            let deeper: Module = module.iter().chain([step]).cloned().collect();
            if !self.files.contains_key(&deeper) {
                break;
            }
            (module, rest) = (deeper, more);
        }
        self.lead_on(module, rest)
    }

    /// Where names behind a module lead: to the module that has the name, if that one has it from there.
    fn lead_on(&self, module: Module, rest: &[String]) -> Option<(Module, Option<String>)> {
        let Some(name) = rest.first() else { return Some((module, None)) };
        let deeper: Module = module.iter().chain([name]).cloned().collect();
        if self.files.contains_key(&deeper) {
            return self.lead_on(deeper, &rest[1..]);
        }
        let imported = self.files.get(&module)?.uses.iter().find(|(path, known, _)| known == name && path[0] != *name);
        let led = imported.and_then(|(path, ..)| self.lead(&module, path));
        led.or_else(|| Some((module, Some(name.clone()))))
    }

    /// The files that each file takes a name from.
    fn edges(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let edges = self.files.iter().map(|(module, taken)| {
            // What is handed on is taken by those who ask for it.
            let uses = taken.uses.iter().filter(|(.., handed_on)| !handed_on).map(|(path, ..)| path);
            let led = uses.chain(&taken.paths).filter_map(|path| self.lead(module, path));
            let others = led.filter_map(|(other, item)| item.map(|_| other)).filter(|other| other != module);
            (module.clone(), others.collect())
        });
        edges.collect()
    }
}

/// The files that each file takes a name from.
static EDGES: LazyLock<BTreeMap<Module, BTreeSet<Module>>> = LazyLock::new(|| House::read().edges());

fn shown(module: &[String]) -> String {
    module.join("::")
}

#[test]
fn stages_know_those_before_them() {
    let edges = &*EDGES;
    assert!(edges.len() > 100, "only {} files", edges.len());
    let mut found = Vec::new();
    for (from, others) in edges {
        let Some((_, known)) = STAGES.iter().find(|(stage, _)| from.first().is_some_and(|first| first == stage)) else {
            assert!(from.first().is_none_or(|first| first == "tools"), "{} is part of no stage", shown(from));
            continue;
        };
        for other in others.iter().filter(|other| other.first() != from.first()) {
            let stage = other.first().map_or("lib", String::as_str);
            let beyond = BEYOND.iter().any(|(file, more, _)| *file == shown(from) && *more == stage);
            if !known.contains(&stage) && !beyond {
                found.push(format!("{} knows {}", shown(from), shown(other)));
            }
        }
    }
    assert!(found.is_empty(), "a stage knows what comes after it:\n{}", found.join("\n"));
}

#[test]
fn floors_of_the_resolution_know_those_below() {
    let edges = &*EDGES;
    let floor = |module: &Module| match module.as_slice() {
        [stage, floor, ..] if stage == "resolve" => FLOORS.iter().position(|known| known == floor),
        _ => None,
    };
    let all = edges.iter().flat_map(|(from, others)| others.iter().map(move |other| (from, other)));
    let up = all.filter(|(from, other)| floor(from).zip(floor(other)).is_some_and(|(from, other)| from < other));
    let up: Vec<_> = up.map(|(from, other)| format!("{} knows {}", shown(from), shown(other))).collect();
    assert!(up.is_empty(), "a floor knows one above:\n{}", up.join("\n"));
    let seen: BTreeSet<_> = edges.keys().filter_map(floor).collect();
    assert_eq!(seen.len(), FLOORS.len(), "floors without files");
}

/// The files that can be reached from `start`.
fn reached(start: &Module, edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let (mut open, mut seen) = (vec![start.clone()], BTreeSet::new());
    while let Some(module) = open.pop() {
        let new = edges.get(&module).into_iter().flatten().filter(|other| !seen.contains(*other));
        let new: Vec<_> = new.cloned().collect();
        seen.extend(new.iter().cloned());
        open.extend(new);
    }
    seen
}

#[test]
fn no_files_take_from_each_other_in_a_circle() {
    let edges = &*EDGES;
    let reach: BTreeMap<_, _> = edges.keys().map(|module| (module, reached(module, edges))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, others) in &reach {
        let both = others.iter().filter(|other| reach.get(other).is_some_and(|back| back.contains(*module)));
        let circle: BTreeSet<_> = both.map(|other| shown(other)).collect();
        if !circle.is_empty() {
            circles.insert(circle.into_iter().collect());
        }
    }
    let inside = |circle: &Vec<String>, files: &[&str]| circle.iter().all(|file| files.contains(&file.as_str()));
    let new = circles.iter().filter(|circle| !CIRCLES.iter().any(|(files, _)| inside(circle, files)));
    let new: Vec<_> = new.map(|circle| circle.join(", ")).collect();
    assert!(new.is_empty(), "files take from each other in a circle:\n{}", new.join("\n"));
    let gone = CIRCLES.iter().filter(|(files, _)| !circles.iter().any(|circle| inside(circle, files)));
    let gone: Vec<_> = gone.map(|(files, _)| files.join(", ")).collect();
    assert!(gone.is_empty(), "circles are listed that are none any more:\n{}", gone.join("\n"));
}

/// The reading of the tokens finds what it must: without it, the tests above could not fail.
#[test]
fn imports_and_paths_are_found() {
    let text = "use super::a::{B, c::{self, D as E}};\npub use f::G;\nfn x() { h::i(c::J) }\n#[cfg(test)]\nmod tests { use k::L; }";
    let mut taken = Taken::default();
    take(&without_tests(text.parse().expect("tokens")), &mut taken);
    let words = |path: &[String]| path.join("::");
    let uses: Vec<_> = taken.uses.iter().map(|(path, name, on)| format!("{} {name} {on}", words(path))).collect();
    assert_eq!(uses, ["super::a::B B false", "super::a::c c false", "super::a::c::D E false", "f::G G true"]);
    let paths: Vec<_> = taken.paths.iter().map(|path| words(path)).collect();
    assert_eq!(paths, ["h::i", "c::J"]);
    let edges = &*EDGES;
    let module = |path: &str| -> Module { path.split("::").map(str::to_owned).collect() };
    let lower = &edges[&module("resolve::lower::endpoint")];
    assert!(lower.contains(&module("resolve::draft::endpoint")), "{lower:?}");
    assert!(Path::new(&root("codegen/src/resolve/draft/endpoint.rs")).exists());
}
