//! Cells: how presence, defaults, types, names and places are spelled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::pattern::{any_of, list, literal, own, toml, word};
use super::tables::Tables;
use super::words::{self, WORDS, plain};
use crate::markdown::code;

/// What the cells of all tables say.
#[derive(Debug)]
pub struct Cells {
    /// The lines of the tables for names, presence, defaults and places.
    pub spelled: [Vec<String>; 4],
    /// `[types]`.
    pub types: Part,
    /// The rules for types made of others: how many cells have one, its lines, and a cell.
    pub shapes: Vec<(usize, Vec<String>, String)>,
}

impl Cells {
    /// Looks at the cells.
    pub fn of(tables: &Tables) -> Self {
        let presence = spellings("presence", &["presence", "optional"], &WORDS.presence, tables);
        let default = spellings("default", &["default"], &WORDS.default, tables);
        let spelled = [names(tables), presence, default, places(tables)].map(|part| part.lines);
        let (types, shapes) = types(tables);
        Self { spelled, types, shapes }
    }
}

/// A part of the dialect, with how many cells it explains of how many there are.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The lines of TOML; empty where there is nothing to say.
    pub lines: Vec<String>,
    /// How many cells it explains.
    pub known: usize,
    /// How many there are.
    pub all: usize,
}

/// Cells of presence columns that begin with a method, or have a word for "required" or "optional" among others.
fn conditional(tables: &Tables) -> Option<String> {
    let cells: BTreeSet<&str> = tables.cells.get("presence").into_iter().flatten().map(String::as_str).collect();
    let known = ["required", "optional"].map(|key| words::list(&WORDS.presence, key));
    let mentions = |cell: &str| known.iter().any(|words| words::mentions(cell, words)) || begins(cell).is_some();
    let unknown = |cell: &&str| words::find(&WORDS.presence, cell).is_none() && mentions(cell);
    let unknown: Vec<&str> = cells.into_iter().filter(unknown).collect();
    if unknown.is_empty() {
        return None;
    }
    let method = |cell: &str| {
        let letters = cell.chars().take_while(char::is_ascii_uppercase).count();
        let (method, rest) = cell.split_at(letters);
        crate::ir::Method::parse(method).map(|_| format!("^(?<method>[A-Z]+){}$", literal(rest)))
    };
    // In a column that asks what may be left out, a "no" means the contrary.
    let no = |cell: &str| begins(cell).filter(|_| !tables.cells.contains_key("optional"));
    let pattern = |cell: &&str| method(cell).or_else(|| no(cell));
    let mut patterns: Vec<String> = unknown.iter().filter_map(pattern).collect();
    let others: Vec<&str> = unknown.iter().copied().filter(|cell| pattern(cell).is_none()).collect();
    if !others.is_empty() {
        patterns.push(any_of(others));
    }
    patterns.sort();
    patterns.dedup();
    let patterns: Vec<String> = patterns.iter().map(|pattern| toml(pattern)).collect();
    Some(format!("conditional = [{}] # {} spellings", patterns.join(", "), unknown.len()))
}

/// The pattern of cells that begin with the word for "optional" that `cell` begins with, and go on in other words.
fn begins(cell: &str) -> Option<String> {
    let cell = plain(cell);
    let goes_on = |word: &&String| {
        let rest = cell.strip_prefix(word.as_str()).and_then(|rest| rest.chars().next());
        word.chars().count() > usize::from(word.is_ascii()) && rest.is_some_and(|next| !next.is_alphanumeric())
    };
    let words = words::list(&WORDS.presence, "optional");
    let word = words.iter().filter(|word| word.chars().any(char::is_alphabetic)).find(goes_on)?;
    let end = if word.is_ascii() { r"\b" } else { r"(?:\P{L}|$)" };
    Some(format!("^(?i:{}){end}", literal(word)))
}

/// A table of spellings, `[presence]` or `[default]`.
fn spellings(name: &str, kinds: &[&str], words: &BTreeMap<String, Vec<String>>, tables: &Tables) -> Part {
    let mut part = Part::default();
    let mut found: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let cells = || kinds.iter().filter_map(|kind| tables.cells.get(kind)).flatten();
    // Beside a cross an `O` is a circle, and no letter for "optional".
    let crossed = name == "presence" && cells().any(|cell| plain(cell) == "x");
    // Beside words for "required" a dash says that there is no such demand.
    let dashed = name == "presence" && cells().any(|cell| words::find(words, cell) == Some("required"));
    for cell in cells() {
        part.all += 1;
        let dash = || ["-", "—", "–"].contains(&cell.trim()).then_some("optional").filter(|_| dashed);
        if let Some(key) = words::find(words, cell).or_else(dash) {
            let key = if crossed && plain(cell) == "o" { "required" } else { key };
            part.known += 1;
            *found.entry(key).or_default().entry(cell).or_default() += 1;
        }
    }
    if !found.is_empty() {
        part.lines.push(format!("[{name}]"));
    }
    for (key, cells) in found {
        let counts: Vec<_> = cells.iter().map(|(cell, count)| format!("{} {count}", word(cell))).collect();
        part.lines.push(format!("{key} = {} # {}", list(cells.into_keys()), counts.join(", ")));
    }
    let more = if name == "presence" { conditional(tables) } else { arithmetic(tables) };
    if part.lines.is_empty() && more.is_some() {
        part.lines.push(format!("[{name}]"));
    }
    part.lines.extend(more);
    part
}

/// Defaults that are products or sums.
fn arithmetic(tables: &Tables) -> Option<String> {
    let rule = own(r"^`?[0-9]+(?:\s*[*+]\s*[0-9]+)+`?$")?;
    let count = tables.cells.get("default").into_iter().flatten().filter(|cell| rule.is_match(cell)).count();
    (count > 0).then(|| format!("arithmetic = true # {count} cells"))
}

/// `[locations]`.
fn places(tables: &Tables) -> Part {
    let mut part = Part::default();
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    for cell in tables.cells.get("location").into_iter().flatten() {
        part.all += 1;
        if let Some(place) = words::find(&WORDS.locations, cell) {
            part.known += 1;
            found.insert(cell, place);
        }
    }
    if !found.is_empty() {
        part.lines.push("[locations]".into());
        part.lines.extend(found.into_iter().map(|(cell, place)| format!("{} = \"{place}\"", word(cell))));
    }
    part
}

/// The words of a text that may be those for a type: as it stands, with words in brackets behind it, or as the items of a
/// list are called.
fn spoken(text: &str) -> [Option<&str>; 3] {
    let before =
        |bracket: char| text.split_once(bracket).filter(|_| text.ends_with([')', '）'])).map(|(before, _)| before);
    [Some(text), before('(').or_else(|| before('（')), text.strip_suffix('s')]
}

/// The type that a text is a word for.
fn kind(text: &str) -> Option<&'static str> {
    let words = spoken(text);
    let kind = words.iter().flatten().find_map(|text| words::find(&WORDS.types, text))?;
    // What an array or an object in brackets holds is said there.
    (words[1].is_none() || !matches!(kind, "array" | "object")).then_some(kind)
}

/// Whether a word for integers leaves open whether there is a fraction.
fn is_number(text: &str) -> bool {
    spoken(text).iter().flatten().any(|text| WORDS.numbers.contains(&plain(text)))
}

/// `[types]`, and the rules for types made of others.
fn types(tables: &Tables) -> (Part, Vec<(usize, Vec<String>, String)>) {
    let mut part = Part::default();
    let mut known: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    let mut shapes: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    let rules: Vec<Option<Regex>> = WORDS.shapes.iter().map(|rule| own(&rule.pattern)).collect();
    for cell in tables.cells.get("type").into_iter().flatten() {
        part.all += 1;
        // The compiler reads a cell that is one code span without its backticks.
        let mut parts = vec![code::unquoted(cell).to_owned()];
        let mut understood = false;
        // A type in a type in a type is as deep as anybody writes.
        for _ in 0..3 {
            let mut inner = Vec::new();
            for text in parts.drain(..) {
                if let Some(kind) = kind(&text) {
                    known.entry(text).or_insert((kind, 0)).1 += 1;
                    understood = true;
                    continue;
                }
                let matching =
                    rules.iter().enumerate().find_map(|(at, rule)| Some((at, rule.as_ref()?.captures(&text)?)));
                let Some((at, found)) = matching else { continue };
                let shape = shapes.entry(at).or_insert_with(|| (0, text.clone()));
                shape.0 += 1;
                understood = true;
                let each = WORDS.shapes.get(at).and_then(|shape| own(shape.each.as_deref()?));
                match each {
                    Some(each) => inner.extend(
                        each.captures_iter(&text).filter_map(|found| Some(found.name("type")?.as_str().to_owned())),
                    ),
                    None => inner.extend(
                        ["item", "value"].iter().filter_map(|group| Some(found.name(group)?.as_str().to_owned())),
                    ),
                }
            }
            parts = inner;
        }
        part.known += usize::from(understood);
    }
    if !known.is_empty() {
        part.lines.push("[types]".into());
    }
    // Who has a word for integers means more than them by one for numbers.
    let whole = known
        .iter()
        .any(|(spelling, (kind, _))| kind.trim_start_matches('u').starts_with("int") && !is_number(spelling));
    part.lines.extend(known.iter().map(|(spelling, (kind, count))| spelled(spelling, kind, *count, (tables, whole))));
    let rules = shapes.into_iter().filter_map(|(at, (count, example))| {
        let shape = WORDS.shapes.get(at)?;
        // Where no column says what may be left out, the mark behind a type does.
        let optional = shape.pattern.ends_with(r"\?$") && !tables.has_presence();
        let is = if optional { "optional" } else { shape.is.as_str() };
        let mut lines =
            vec!["[[type]]".into(), format!("is = \"{is}\""), format!("pattern = {}", toml(&shape.pattern))];
        lines.extend(shape.each.as_ref().map(|each| format!("each = {}", toml(each))));
        Some((count, lines, example))
    });
    (part, rules.collect())
}

/// The line of `[types]` for a word that stands for a type, and was found so often. `whole` says that the documents have a word
/// for integers too.
fn spelled(spelling: &str, kind: &str, count: usize, (tables, whole): (&Tables, bool)) -> String {
    let number = kind.starts_with("int") && is_number(spelling);
    let fraction =
        kind.starts_with("int") && (tables.has_fractions(spelling) || number && tables.has_fraction(spelling));
    let number = number && whole;
    let kind = if fraction || number { "float64" } else { kind };
    let wide = kind == "int64" && !spelling.contains("64");
    let note = if fraction {
        "; the documents show a fraction"
    } else if number {
        "; the documents have another word for integers"
    } else if wide {
        "; how wide, the documents do not say: 64 bits hold all"
    } else {
        ""
    };
    format!("{} = \"{kind}\" # {count}{note}", word(spelling))
}

/// What stands between two names of one field, with the pattern of both.
static SEPARATED: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let name = r"`?[A-Za-z_][\w.\-\[\]]*`?";
    let separators = [r"\s*或\s*", r"\s+or\s+", r"\s*/\s*", r"\s*、\s*"];
    let both = |separator| Some((separator, Regex::new(&format!("^{name}{separator}{name}$")).ok()?));
    separators.into_iter().filter_map(both).collect()
});

/// `[names]`: what stands around the names of fields.
fn names(tables: &Tables) -> Part {
    let mut part = Part::default();
    let cells: Vec<&str> = tables.cells.get("name").into_iter().flatten().map(String::as_str).collect();
    let count = |rule: &Regex| cells.iter().filter(|cell| rule.is_match(cell)).count();
    let count_own = |pattern: &'static str| own(pattern).map_or(0, |rule| count(&rule));
    let forms = [
        (r"^`?\w+(?:\[\])?\.\w+[\w.\[\]]*`?$", "dotted", "true".to_owned()),
        (r"^`?\w+\?`? \*$", "optional", toml(r"\?(?: \*)?$")),
        (r"^`?\w+\?`?$", "optional", toml(r"\?$")),
        (r"^\*`?\w+`?$|^`?\w+\*`?$", "required", toml(r"^\*|\*$")),
        (r"^`?\w+\[\]`?$", "list_suffix", "\"[]\"".to_owned()),
        (r"^`?(?:\{[^}]+\}|<[^>]+>)`?$", "map_key", toml(r"^(?:\{[^}]+\}|<[^>]+>)$")),
    ];
    let steps = [
        (r"^\s*(?:»|>)+\s*\w", "(?:»|>) ?"),
        (r"^(?:└|├|─)+\s*\w", "[└├─]+ ?"),
        (r"^\x{a0}+\S", r"\x{a0}{2}"),
        (r"^-+ ?\w", "- ?"),
    ];
    let steps: Vec<_> = steps.into_iter().filter(|(pattern, _)| count_own(pattern) > 0).collect();
    if !steps.is_empty() {
        let found: usize = steps.iter().map(|(pattern, _)| count_own(pattern)).sum();
        let all: Vec<&str> = steps.iter().map(|(_, step)| *step).collect();
        let step = toml(&format!("^(?:{})", all.join("|")));
        part.lines.push(format!("step = {step} # {found} names"));
    }
    let body = cells.iter().filter(|cell| plain(cell) == "body").count();
    if !part.lines.is_empty() && body > 0 {
        part.lines.push(format!("body = '^body$' # {body} rows stand for the whole body"));
    }
    let mut keys = BTreeSet::new();
    for (pattern, key, value) in forms {
        let found = count_own(pattern);
        if found > 0 && keys.insert(key) {
            part.lines.push(format!("{key} = {value} # {found} names"));
        }
    }
    for (separator, rule) in SEPARATED.iter() {
        let found = count(rule);
        if found > 0 {
            part.lines.push(format!("alias_separator = {} # {found} names", toml(separator)));
            break;
        }
    }
    if !part.lines.is_empty() {
        part.lines.insert(0, "[names]".into());
    }
    part.all = cells.len();
    part
}
