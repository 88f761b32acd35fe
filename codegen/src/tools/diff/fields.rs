//! Changes of fields: parameters of endpoints, fields of answers and of types.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Number, Value};

use super::change::{Changes, first_of};
use super::shift::{self, Shift, Side};
use super::verdict::Verdict;
use crate::ir::{Constraints, Docs, Fact, Field, Location, Named as _, Type};

/// A list of fields: what it is, whose it is, and who sends it.
pub struct List<'a> {
    /// `parameter` or `field`.
    pub what: &'static str,
    /// What the fields belong to.
    pub of: &'a str,
    /// Who sends them.
    pub side: Side,
}

impl List<'_> {
    fn subject(&self, field: &Field) -> String {
        format!("{}/{}", self.of, field.name.value)
    }

    fn kind(&self, end: &str) -> String {
        format!("{}-{end}", self.what)
    }
}

/// Compares two lists of fields. `same` tells whether two names stand for the same type.
pub fn compare(
    list: &List<'_>,
    old: &[Field],
    new: &[Field],
    same: &dyn Fn(&str, &str) -> bool,
    changes: &mut Changes,
) {
    let name = |field: &Field| field.name.value.clone();
    let (before, now) = (first_of(old, name), first_of(new, name));
    let mut gone: Vec<&Field> = old.iter().filter(|field| !now.contains_key(&name(field))).collect();
    let mut added: Vec<&Field> = new.iter().filter(|field| !before.contains_key(&name(field))).collect();
    for field in old {
        if let Some(now) = now.get(&name(field)) {
            one(list, field, now, same, changes);
        }
    }
    for (before, now) in renamed(&mut gone, &mut added) {
        let known = now.is_called(&before.name.value);
        let verdict = if known && list.side == Side::REQUEST { Verdict::Additive } else { Verdict::Callers };
        let text = format!("is called `{}` now", now.name.value);
        let places = (Some(&before.name.provenance), Some(&now.name.provenance));
        changes.add(list.kind("renamed"), verdict, &list.subject(before), text, places);
        one(list, before, now, same, changes);
    }
    for field in gone {
        // Who sends it may go on, and who reads it misses it; for callers, the field of the type is gone too.
        let text = format!("is gone ({})", needed(field));
        changes.add(
            list.kind("removed"),
            Verdict::Callers,
            &list.subject(field),
            text,
            (Some(&field.name.provenance), None),
        );
    }
    for field in added {
        let verdict = if field.required { list.side.verdict(Shift::Narrower) } else { Verdict::Additive };
        let kind = if field.required { "added-required" } else { "added" };
        let text = format!("is new ({})", needed(field));
        changes.add(list.kind(kind), verdict, &list.subject(field), text, (None, Some(&field.name.provenance)));
    }
}

fn needed(field: &Field) -> &'static str {
    if field.required { "required" } else { "optional" }
}

/// Takes out pairs that are the same field under two names: one name is an alias of the other, or they are alone alike.
fn renamed<'a>(gone: &mut Vec<&'a Field>, added: &mut Vec<&'a Field>) -> Vec<(&'a Field, &'a Field)> {
    let mut pairs = by_alias(gone, added);
    take_out(&pairs, gone, added);
    let alike = by_likeness(gone, added);
    take_out(&alike, gone, added);
    pairs.extend(alike);
    pairs
}

fn take_out<'a>(pairs: &[(&Field, &Field)], gone: &mut Vec<&'a Field>, added: &mut Vec<&'a Field>) {
    let of = std::ptr::from_ref::<Field>;
    let taken: HashSet<_> = pairs.iter().flat_map(|(before, now)| [of(before), of(now)]).collect();
    for fields in [gone, added] {
        fields.retain(|field| !taken.contains(&of(field)));
    }
}

/// The pairs of which one has the other's name as an alias, and nothing else has.
fn by_alias<'a>(gone: &[&'a Field], added: &[&'a Field]) -> Vec<(&'a Field, &'a Field)> {
    let (before, now) = (Called::new(gone), Called::new(added));
    let alone = |found: BTreeSet<usize>| found.first().copied().filter(|_| found.len() == 1);
    let pair = |field: &&'a Field| {
        let other = *added.get(alone(now.related(field))?)?;
        let back = *gone.get(alone(before.related(other))?)?;
        std::ptr::eq(back, *field).then_some((back, other))
    };
    gone.iter().filter_map(pair).collect()
}

/// Which fields have which names.
struct Called<'a> {
    names: HashMap<&'a str, Vec<usize>>,
    aliases: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Called<'a> {
    fn new(fields: &[&'a Field]) -> Self {
        let (mut names, mut aliases) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for (at, field) in fields.iter().enumerate() {
            names.entry(field.name.value.as_str()).or_default().push(at);
            field.aliases.iter().for_each(|alias| aliases.entry(alias.value.as_str()).or_default().push(at));
        }
        Self { names, aliases }
    }

    /// The fields that have a name of `field` as theirs, or its name as an alias.
    fn related(&self, field: &Field) -> BTreeSet<usize> {
        let named = field.aliases.iter().filter_map(|alias| self.names.get(alias.value.as_str()));
        named.chain(self.aliases.get(field.name.value.as_str())).flatten().copied().collect()
    }
}

/// The pairs that are alone alike: of the same type and with the same words.
fn by_likeness<'a>(gone: &[&'a Field], added: &[&'a Field]) -> Vec<(&'a Field, &'a Field)> {
    type Alike<'a> = HashMap<(&'a Type, bool, &'a Docs), Vec<&'a Field>>;
    let alike = |fields: &[&'a Field]| {
        let mut found = Alike::new();
        for field in fields.iter().filter(|field| !field.docs.is_empty()) {
            found.entry(likeness(field)).or_default().push(field);
        }
        found
    };
    let (before, now) = (alike(gone), alike(added));
    let alone = |found: &Alike<'a>, field: &Field| match found.get(&likeness(field)).map(Vec::as_slice) {
        Some([one]) => Some(*one),
        _ => None,
    };
    gone.iter().filter_map(|field| Some((alone(&before, field)?, alone(&now, field)?))).collect()
}

fn likeness(field: &Field) -> (&Type, bool, &Docs) {
    (&field.ty.value, field.required, &field.docs)
}

fn one(list: &List<'_>, old: &Field, new: &Field, same: &dyn Fn(&str, &str) -> bool, changes: &mut Changes) {
    let subject = &list.subject(new);
    let shift = shift::types(&old.ty.value, &new.ty.value, same);
    if shift != Shift::Same {
        let text = format!("{} from {} to {}", shift.verb(), shift::name(&old.ty.value), shift::name(&new.ty.value));
        let places = (Some(&old.ty.provenance), Some(&new.ty.provenance));
        changes.add(list.kind(&format!("type-{}", shift.kind())), list.side.verdict(shift), subject, text, places);
    }
    let places = (Some(&old.name.provenance), Some(&new.name.provenance));
    let mut say = |end: &str, verdict, text: String| changes.add(list.kind(end), verdict, subject, text, places);
    requirement(list.side, old, new, &mut say);
    values(list.side, old, new, &mut say);
    location(old, new, &mut say);
    for (what, shift, text) in limits(&old.constraints, &new.constraints) {
        say(&format!("{what}-{}", shift.kind()), list.side.verdict(shift), text);
    }
    names(old, new, &mut say);
    changes.words(list.what, subject, &words(old), &words(new), places);
}

/// What takes a change of a field: the end of its kind, its verdict and its words.
type Say<'a> = dyn FnMut(&str, Verdict, String) + 'a;

/// Whether the field must be there.
fn requirement(side: Side, old: &Field, new: &Field, say: &mut Say<'_>) {
    match (old.required, new.required) {
        (false, true) => say("required", side.verdict(Shift::Narrower), "is required now".into()),
        (true, false) => say("optional", side.verdict(Shift::Wider), "is optional now".into()),
        _ if old.presence.value != new.presence.value => {
            say("presence", Verdict::Words, "is said to be there in other words".into());
        }
        _ => {}
    }
    if old.required_for != new.required_for {
        say("required-for", side.verdict(Shift::Other), "is required for other methods".into());
    }
}

/// What values it can have.
fn values(side: Side, old: &Field, new: &Field, say: &mut Say<'_>) {
    let value = |fact: &Option<Box<Fact<Value>>>| fact.as_ref().map(|fact| fact.value.clone());
    if value(&old.default) != value(&new.default) {
        let verdict = if old.default.is_none() { Verdict::Additive } else { Verdict::Callers };
        say("default", verdict, changed("default", value(&old.default).as_ref(), value(&new.default).as_ref()));
    }
    if old.rest != new.rest {
        let text = if new.rest { "stands for all that no other is called" } else { "is one member alone" };
        say("rest", side.verdict(Shift::Other), text.to_owned());
    }
    if value(&old.constant) != value(&new.constant) {
        let shift = Shift::of(new.constant.is_some(), old.constant.is_some());
        say(
            "constant",
            side.verdict(shift),
            changed("constant", value(&old.constant).as_ref(), value(&new.constant).as_ref()),
        );
    }
}

/// Where it is sent.
fn location(old: &Field, new: &Field, say: &mut Say<'_>) {
    let location = |field: &Field| field.location.as_ref().map(|fact| fact.value);
    let word = |location: Option<Location>| match location {
        Some(Location::Path) => "in the path",
        Some(Location::Query) => "in the query",
        Some(Location::Body) => "in the body",
        Some(Location::Header) => "in a header",
        None => "where its method has parameters",
    };
    let (before, now) = (location(old), location(new));
    if before != now {
        say("location", Verdict::Callers, format!("is sent {} instead of {}", word(now), word(before)));
    }
}

/// What it is called, whether it is deprecated, and what a client fills it in from.
fn names(old: &Field, new: &Field, say: &mut Say<'_>) {
    let names = |field: &Field| field.aliases.iter().map(|alias| alias.value.clone()).collect::<Vec<_>>();
    let (before, now) = (names(old), names(new));
    if before.iter().any(|name| !now.contains(name) && *name != new.name.value) {
        say("alias-removed", Verdict::Callers, "is no longer read under another name".into());
    } else if now.iter().any(|name| !before.contains(name) && *name != old.name.value) {
        say("alias-added", Verdict::Additive, "is read under another name as well".into());
    }
    match (&old.deprecated, &new.deprecated) {
        (None, Some(_)) => say("deprecated", Verdict::Additive, "is deprecated".into()),
        (Some(_), None) => say("undeprecated", Verdict::Additive, "is no longer deprecated".into()),
        _ => {}
    }
    let cookie = |field: &Field| field.cookie.as_ref().map(|fact| fact.value.clone());
    if cookie(old) != cookie(new) {
        say("cookie", Verdict::Callers, "takes its value from another cookie".into());
    }
    match (old.is_once(), new.is_once()) {
        (false, true) => say("once", Verdict::Callers, "is given to a client once, for all calls".into()),
        (true, false) => say("once", Verdict::Callers, "is given to each call".into()),
        _ => {}
    }
}

fn words(field: &Field) -> impl PartialEq + use<> {
    let statements =
        field.conditions.iter().chain(field.deprecated.as_deref()).map(|one| one.docs.clone()).collect::<Vec<_>>();
    let sentinels = field.sentinels.iter().map(|fact| fact.value.clone()).collect::<Vec<_>>();
    let examples = field.examples.iter().map(|fact| fact.value.clone()).collect::<Vec<_>>();
    (field.docs.clone(), statements, sentinels, examples)
}

fn changed(what: &str, old: Option<&Value>, new: Option<&Value>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("has the {what} `{new}` instead of `{old}`"),
        (None, Some(new)) => format!("has the {what} `{new}`"),
        (Some(old), None) => format!("has no {what} any more; it was `{old}`"),
        (None, None) => format!("has another {what}"),
    }
}

/// The limits that changed: what is limited, how, and in words.
fn limits(old: &Constraints, new: &Constraints) -> Vec<(&'static str, Shift, String)> {
    let count = |fact: &Option<Box<Fact<u64>>>| fact.as_ref().map(|fact| Number::from(fact.value));
    let number = |fact: &Option<Box<Fact<Number>>>| fact.as_ref().map(|fact| fact.value.clone());
    let all = [
        ("max-length", count(&old.max_length), count(&new.max_length), true),
        ("max-items", count(&old.max_items), count(&new.max_items), true),
        ("maximum", number(&old.maximum), number(&new.maximum), true),
        ("minimum", number(&old.minimum), number(&new.minimum), false),
    ];
    let changed =
        all.into_iter().filter(|(_, old, new, _)| old.as_ref().map(Number::as_f64) != new.as_ref().map(Number::as_f64));
    changed
        .map(|(what, old, new, upper)| {
            let far = if upper { f64::INFINITY } else { f64::NEG_INFINITY };
            let at = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64).unwrap_or(far);
            let (before, now) = (at(&old), at(&new));
            let tighter = if upper { now < before } else { now > before };
            let shift = if tighter { Shift::Narrower } else { Shift::Wider };
            let text = |number: &Option<Number>| number.as_ref().map_or("none".to_owned(), Number::to_string);
            (what, shift, format!("has the {} {} instead of {}", what.replace('-', " "), text(&new), text(&old)))
        })
        .collect()
}
