//! The modules of the compiler stand in an order: each stage knows those before it alone, the floors of a stage know
//! those below, and no files take from each other in a circle. What recognition states is read, and never changed.
//!
//! What a file takes is read from its tokens: its `use` declarations, and the paths in its code. A name that a module
//! hands on with `pub use` counts for the file that has it, and for the one that hands it on where its own code names it.

mod house;
mod lists;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use house::{EDGES, Module, reached, shown};
use lists::{BEYOND, CIRCLES, FLOORS, STAGES};
use tests::root;

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

/// The types of `recognise/raw.rs`, but for words with their place, which drafts have of their own.
fn raw_types() -> Vec<String> {
    let text = fs::read_to_string(root("codegen/src/recognise/raw.rs")).expect("the statements");
    let defined = text.lines().filter_map(|line| line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum ")));
    let names = defined.map(|rest| rest.split([' ', '<']).next().unwrap_or_default().to_owned());
    names.filter(|name| name != "Text").collect()
}

/// Where a source could change a statement: it asks for one of these types to be changed.
fn changes<'t>(source: &'t str, types: &[String]) -> Vec<&'t str> {
    let changed = source.split("&mut ").skip(1).filter_map(|rest| {
        let end = rest.find(|letter: char| !(letter.is_alphanumeric() || "[<:_".contains(letter)))?;
        rest.get(..end)
    });
    let name = |words: &str| words.rsplit(['[', '<', ':']).next().unwrap_or_default().to_owned();
    changed.filter(|words| types.contains(&name(words))).collect()
}

/// The pass that corrects statements, by patches and before anything of them is read.
const CORRECTS: &str = "resolve::link::patches::documents";

/// Resolution moves statements into its drafts whole, and reads them there: what passes find is a fact of a draft.
#[test]
fn what_recognition_states_is_never_changed() {
    let types = raw_types();
    assert!(types.iter().any(|name| name == "RawEndpoint") && types.len() > 10, "{types:?}");
    assert_eq!(
        changes("f(a: &mut Vec<RawRow>, b: &mut Scope, c: &mut Arena, d: &RawRow)", &types),
        ["Vec<RawRow", "Scope"]
    );
    let mut found = Vec::new();
    for (module, path) in house::modules().iter().filter(|(module, _)| module.first().is_some_and(|at| at == "resolve"))
    {
        if shown(module) == CORRECTS {
            continue;
        }
        let source = fs::read_to_string(path).expect("a source");
        found.extend(changes(&source, &types).into_iter().map(|words| format!("{}: &mut {words}", shown(module))));
    }
    assert!(found.is_empty(), "resolution changes what recognition states:\n{}", found.join("\n"));
}
