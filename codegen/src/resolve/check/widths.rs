//! One field name with types of different width.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::ir::{How, Type};
use crate::markdown::code;
use crate::resolve::check::messages;
use crate::resolve::check::words::is_compound;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, FieldDraft, Shape};
use crate::source::Span;

/// Objects beyond this many are compared by the words about their fields alone.
const MANY: usize = 200;

/// A field that is a number or text.
struct Use<'a> {
    width: String,
    span: Span,
    /// The type as its cell has it.
    written: &'a str,
    /// What is said of it.
    words: &'a str,
    /// The object that it is a field of, by its number.
    shape: usize,
}

impl Use<'_> {
    /// The type in the words of its cell, with what the dialect makes of them.
    fn named(&self) -> String {
        let width = &self.width;
        match self.written {
            "" => format!("`{width}`"),
            written if written == width => format!("`{width}`"),
            written => format!("`{written}` ({width})"),
        }
    }
}

/// One field name with types of different width, or a number here and text there, in places that are alike: the most
/// frequent counts as meant.
pub fn widths(arena: &Arena, context: &mut Context<'_>) {
    // What a use gives to a generic is no width of its field.
    let shapes: Vec<&Shape> = arena.all().filter(|shape| !shape.copied).collect();
    let mut uses: BTreeMap<&str, Vec<Use<'_>>> = BTreeMap::new();
    for (shape, field) in
        shapes.iter().enumerate().flat_map(|(at, shape)| shape.fields.iter().map(move |field| (at, field)))
    {
        let Draft::Known(ty) = field.ty.value.base() else { continue };
        if matches!(ty, Type::Int { .. } | Type::String) && !matches!(field.ty.how, How::Inferred | How::Patched) {
            let words = field.docs.0.trim().trim_end_matches(['.', '。', ';', '；', ',', '，']);
            let written = code::unquoted(&field.ty_text);
            let one = Use { width: width(ty), span: field.ty.span, written, words, shape };
            uses.entry(&field.name.value).or_default().push(one);
        }
    }
    let mut found = Vec::new();
    for (name, uses) in uses {
        let first = uses.first().map(|one| &one.width);
        if uses.iter().all(|one| Some(&one.width) == first) {
            continue;
        }
        let mut seen = BTreeSet::new();
        for group in alike(name, &uses, &shapes) {
            let Some(usual) = usual(&group) else { continue };
            for one in group.iter().filter(|one| one.width != usual.width && seen.insert(one.span)) {
                found.push(messages::other_width(name, &one.named(), &usual.named(), one.span, usual.span));
            }
        }
    }
    for diagnostic in found {
        context.report(diagnostic);
    }
}

/// The first use of the most frequent width.
fn usual<'g, 'a>(group: &[&'g Use<'a>]) -> Option<&'g Use<'a>> {
    let mut counts: BTreeMap<&str, (usize, &Use<'a>)> = BTreeMap::new();
    for one in group {
        counts.entry(&one.width).or_insert((0, one)).0 += 1;
    }
    let most = counts.into_values().max_by_key(|(count, one)| (*count, std::cmp::Reverse(one.span)))?;
    Some(most.1)
}

/// The fields of one name that mean the same: all where the name says of what it is, or else those that are described alike
/// or stand in objects that are alike. A name such as `type` is of another thing in each object.
fn alike<'u, 'a>(name: &str, uses: &'u [Use<'a>], shapes: &[&Shape]) -> Vec<Vec<&'u Use<'a>>> {
    if is_compound(name) {
        return vec![uses.iter().collect()];
    }
    let mut group: Vec<usize> = (0..uses.len()).collect();
    let mut described: HashMap<&str, usize> = HashMap::new();
    for ((at, one), group) in uses.iter().enumerate().zip(&mut group).filter(|((_, one), _)| !one.words.is_empty()) {
        *group = *described.entry(one.words).or_insert(at);
    }
    let mut join = |one: usize, two: usize| {
        let (from, to) = (group.get(one).copied(), group.get(two).copied());
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
        }
    };
    if uses.len() <= MANY {
        let names: Vec<BTreeSet<&str>> = uses.iter().map(|one| others(name, shapes.get(one.shape))).collect();
        for (at, one) in names.iter().enumerate() {
            for (before, two) in names.iter().enumerate().take(at) {
                let shared = one.intersection(two).count();
                // Two of five names in common.
                if shared >= 2 && shared * 5 >= (one.len() + two.len() - shared) * 2 {
                    join(at, before);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Use<'_>>> = BTreeMap::new();
    for (group, one) in group.iter().zip(uses) {
        groups.entry(*group).or_default().push(one);
    }
    groups.into_values().collect()
}

/// The names of the other fields of an object.
fn others<'s>(name: &str, shape: Option<&&'s Shape>) -> BTreeSet<&'s str> {
    let fields = shape.map_or([].as_slice(), |shape| shape.fields.as_slice());
    let names = fields.iter().map(|field: &FieldDraft| field.name.value.as_str());
    names.filter(|other| *other != name).collect()
}

fn width(ty: &Type) -> String {
    match ty {
        Type::Int { bits, signed: true } => format!("int{bits}"),
        Type::Int { bits, signed: false } => format!("uint{bits}"),
        _ => "string".to_owned(),
    }
}
