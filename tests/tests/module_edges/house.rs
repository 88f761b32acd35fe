//! What the files of the compiler take from each other, as their tokens have it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use tests::root;

pub type Module = Vec<String>;

/// The files of the compiler by their modules.
pub fn modules() -> BTreeMap<Module, PathBuf> {
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
    /// Single names in the code.
    names: BTreeSet<String>,
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
                if !is(trees.get(at.wrapping_sub(1)), ':') {
                    match path.as_slice() {
                        [name] if trees.get(at.wrapping_sub(1)).is_none_or(|word| word.to_string() != "mod") => {
                            taken.names.insert(name.clone());
                        }
                        [_] => {}
                        _ => taken.paths.push(path),
                    }
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
            // What is handed on is taken by those who ask for it, unless the file names it as well.
            let own = taken.uses.iter().filter(|(_, name, handed_on)| !handed_on || taken.names.contains(name));
            let uses = own.map(|(path, ..)| path);
            let led = uses.chain(&taken.paths).filter_map(|path| self.lead(module, path));
            let others = led.filter_map(|(other, item)| item.map(|_| other)).filter(|other| other != module);
            (module.clone(), others.collect())
        });
        edges.collect()
    }
}

/// The files that each file takes a name from.
pub static EDGES: LazyLock<BTreeMap<Module, BTreeSet<Module>>> = LazyLock::new(|| House::read().edges());

pub fn shown(module: &[String]) -> String {
    module.join("::")
}

/// The files that can be reached from `start`.
pub fn reached(start: &Module, edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let (mut open, mut seen) = (vec![start.clone()], BTreeSet::new());
    while let Some(module) = open.pop() {
        let new = edges.get(&module).into_iter().flatten().filter(|other| !seen.contains(*other));
        let new: Vec<_> = new.cloned().collect();
        seen.extend(new.iter().cloned());
        open.extend(new);
    }
    seen
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
    assert!(taken.names.contains("x") && !taken.names.contains("G"), "{:?}", taken.names);
    let edges = &*EDGES;
    let module = |path: &str| -> Module { path.split("::").map(str::to_owned).collect() };
    let lower = &edges[&module("resolve::lower::endpoint")];
    assert!(lower.contains(&module("resolve::draft::endpoint")), "{lower:?}");
    assert!(Path::new(&root("codegen/src/resolve/draft/endpoint.rs")).exists());
}
