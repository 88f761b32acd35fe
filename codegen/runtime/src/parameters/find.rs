//! Where a parameter is found: by which name, in which source.

use std::borrow::Cow;
use std::collections::HashSet;

use super::members::Members;
use super::raw::{self, Raw};
use crate::api::{AuthLocation, Kind, Location, Parameter, ParameterAlias, Profile};
use crate::{File, Info};

/// A name and a value, as a form and a query have them.
pub type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// A name and a file.
pub type Attached<'a> = (Cow<'a, str>, File);

/// What was found of a parameter.
pub(super) enum Given<'a> {
    /// One value.
    One(Raw<'a>),
    /// The values of a name that is repeated.
    Many(Vec<Raw<'a>>),
}

/// The sources of a call.
pub(super) struct Finder<'a> {
    pub(super) info: &'a Info,
    pub(super) profile: &'a Profile,
    pub(super) located: &'a [Pair<'a>],
    pub(super) json: Option<&'a Members<'a>>,
    pub(super) form: &'a [Pair<'a>],
    pub(super) query: &'a [Pair<'a>],
    pub(super) files: &'a [Attached<'a>],
}

impl<'a> Finder<'a> {
    /// The value of a parameter: that in its own place, then JSON before form before query, and its own name before its
    /// aliases.
    pub(super) fn find(&self, parameter: &Parameter) -> Option<Given<'a>> {
        let first = || self.in_files(parameter).or_else(|| self.in_place(parameter));
        first().or_else(|| self.in_json(parameter)).or_else(|| {
            [self.form, self.query].into_iter().filter(|pairs| !pairs.is_empty()).find_map(|pairs| {
                let mut names = std::iter::once(&parameter.name).chain(parameter.aliases);
                names
                    .find_map(|name| self.in_pairs(pairs, name, parameter))
                    .or_else(|| self.aliases(parameter).find_map(|alias| alias_in_pairs(pairs, alias.alias)))
            })
        })
    }

    /// Gives each member of a body that is none of the parameters; of a name in several sources, that of the first.
    ///
    /// # Errors
    ///
    /// The first that comes back.
    pub(super) fn rest<E>(
        &self,
        rest: &Parameter,
        mut each: impl FnMut(&str, Raw<'a>) -> Result<(), E>,
    ) -> Result<(), E> {
        let others = self.info.parameters.iter().filter(|parameter| parameter.name != rest.name);
        let selector = self.info.selector.map(|selector| &selector.parameter);
        let mut known: HashSet<&str> = HashSet::new();
        for parameter in others.chain(selector) {
            known.insert(parameter.name);
            known.extend(parameter.aliases);
        }
        known.extend(self.info.api.envelope.echo);
        let aliases = self.profile.aliases.iter();
        known.extend(aliases.filter(|alias| alias.endpoint.is_none_or(|of| of == self.info.name)).map(|one| one.alias));
        // Of several with one name the last counts in JSON, and the first in a form.
        let json = self.json.map(Members::last).unwrap_or_default();
        let in_json = json.into_iter().map(|(name, raw)| (name, Raw::Json(raw)));
        let in_form = self.form.iter().map(|(name, text)| (name.as_ref(), Raw::Plain(text)));
        let mut met: HashSet<&str> = HashSet::new();
        let is_credential = |name: &str| {
            self.info.api.auth.iter().any(|way| matches!(way.location, AuthLocation::Query(own) if own == name))
        };
        let in_query = self.query.iter().filter(|(name, _)| !is_credential(name));
        let in_query = in_query.map(|(name, text)| (name.as_ref(), Raw::Plain(text)));
        for (name, value) in in_json.chain(in_form).chain(in_query) {
            if !known.contains(name) && met.insert(name) {
                each(name, value)?;
            }
        }
        Ok(())
    }

    fn in_place(&self, parameter: &Parameter) -> Option<Given<'a>> {
        let has_one = matches!(parameter.location, Some(Location::Path | Location::Header));
        if has_one { self.in_pairs(self.located, parameter.name, parameter) } else { None }
    }

    fn in_files(&self, parameter: &Parameter) -> Option<Given<'a>> {
        let mut names = std::iter::once(&parameter.name).chain(parameter.aliases);
        let places = |name| self.files.iter().enumerate().filter(move |(_, (key, _))| key == name).map(|(at, _)| at);
        names.find_map(|name| given(places(*name).map(Raw::File)))
    }

    /// The values of a name. What is empty is absent where it is no text, or where the API has it so.
    fn in_pairs(&self, pairs: &'a [Pair<'a>], name: &str, parameter: &Parameter) -> Option<Given<'a>> {
        in_pairs(pairs, name, !self.profile.empty_is_absent && takes_empty(&parameter.kind))
    }

    fn in_json(&self, parameter: &Parameter) -> Option<Given<'a>> {
        let members = self.json?;
        let is_value = |raw: &&str| *raw != "null" || takes_null(&parameter.kind);
        let mut names = std::iter::once(&parameter.name).chain(parameter.aliases);
        names
            .find_map(|name| members.get(name).filter(is_value))
            .or_else(|| self.aliases(parameter).find_map(|alias| alias_in_json(members, alias.alias).filter(is_value)))
            .map(|raw| Given::One(Raw::Json(raw)))
    }

    fn aliases(&self, parameter: &Parameter) -> impl Iterator<Item = &'static ParameterAlias> {
        let name = parameter.name;
        self.profile.aliases.iter().filter(move |alias| {
            alias.parameter == name && alias.endpoint.is_none_or(|endpoint| endpoint == self.info.name)
        })
    }
}

/// Whether `null` is a value of this kind, rather than the absence of one.
pub(super) fn takes_null(kind: &Kind) -> bool {
    match kind {
        Kind::Null | Kind::Any | Kind::Nullable(_) => true,
        Kind::Union(variants) => variants.iter().any(takes_null),
        _ => false,
    }
}

/// Whether an empty text is a value of this kind.
fn takes_empty(kind: &Kind) -> bool {
    match kind {
        Kind::Text | Kind::Any => true,
        Kind::Nullable(inner) => takes_empty(inner),
        Kind::Union(variants) => variants.iter().any(takes_empty),
        _ => false,
    }
}

fn in_pairs<'a>(pairs: &'a [Pair<'a>], name: &str, empty: bool) -> Option<Given<'a>> {
    let has = |pair: &&Pair<'_>| pair.0 == name && (empty || !pair.1.is_empty());
    given(pairs.iter().filter(has).map(|(_, value)| Raw::Plain(value)))
}

fn given<'a>(mut values: impl Iterator<Item = Raw<'a>>) -> Option<Given<'a>> {
    let first = values.next()?;
    Some(match values.next() {
        None => Given::One(first),
        Some(second) => Given::Many([first, second].into_iter().chain(values).collect()),
    })
}

/// Follows a dotted name into objects.
fn alias_in_json<'a>(members: &Members<'a>, alias: &str) -> Option<&'a str> {
    match alias.split_once('.') {
        None => members.get(alias),
        Some((name, rest)) => alias_in_json(&Members::read(members.get(name)?).ok()?, rest),
    }
}

fn alias_in_pairs<'a>(pairs: &'a [Pair<'a>], alias: &str) -> Option<Given<'a>> {
    let Some((name, rest)) = alias.split_once('.') else { return in_pairs(pairs, alias, false) };
    let Some(Given::One(Raw::Plain(text))) = in_pairs(pairs, name, false) else { return None };
    let members = Members::read(raw::json(text)?).ok()?;
    alias_in_json(&members, rest).filter(|raw| *raw != "null").map(|raw| Given::One(Raw::Json(raw)))
}
