//! Reads the parameters of a call as callers write them, and writes them as the request type expects them.
//!
//! Callers send ids as text and as numbers, flags as `1` and `true`, lists as repeated names. [`normalise`] takes all of
//! it, guided by the endpoint's [`Parameter`]s, and gives one JSON object, or says which parameter does not fit. It works
//! on JSON text: a number keeps its digits, and what is not looked into is copied.

mod bounds;
mod find;
#[cfg(feature = "server")]
mod known;
mod members;
mod mismatch;
mod number;
mod raw;
mod read;
mod scalar;
#[cfg(feature = "server")]
mod selected;
mod words;
mod zero;

use self::find::Finder;
use self::members::Members;
use self::raw::{Mode, Path};
use self::read::Reader;
use crate::api::{Kind, Parameter, Profile, Rule};
use crate::{Info, Method};

pub use self::find::{Attached, Pair};
#[cfg(feature = "server")]
pub(crate) use self::known::known;
#[cfg(feature = "server")]
pub(crate) use self::members::member;
pub use self::mismatch::{Mismatch, Unfit};
#[cfg(feature = "server")]
pub(crate) use self::selected::{selected, text};

/// Where the parameters of a call come from; for each parameter the first that has it counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// The names and values of what is sent in the path or in headers, for the parameters that have their place there.
    pub located: &'a [Pair<'a>],
    /// The text of a JSON object.
    pub json: Option<&'a str>,
    /// The names and values of a form.
    pub form: &'a [Pair<'a>],
    /// The names and values of a query.
    pub query: &'a [Pair<'a>],
    /// The names of files, which are parts of a body or the whole of it, each with the file. They are found for the
    /// parameters that are files.
    pub files: &'a [Attached<'a>],
}

/// The parameters of a call as one JSON object that the endpoint's type can be read from. A file stands in it as its place
/// among `sources.files`.
///
/// `method` is that of the HTTP request; a call in a frame has none, and parameters that only some methods need are
/// then not asked for.
///
/// # Errors
///
/// [`Unfit::NotAnObject`] where `sources.json` is not the text of a JSON object; [`Unfit::Parameter`] where a parameter
/// is missing or does not fit. With [`Profile::zero_values`] the second never comes.
pub fn normalise(
    info: &Info,
    profile: &Profile,
    method: Option<Method>,
    sources: &Sources<'_>,
) -> Result<String, Unfit> {
    let json = sources.json.map(Members::read).transpose()?;
    let Sources { located, form, query, files, .. } = *sources;
    let finder = Finder { info, profile, located, json: json.as_ref(), form, query, files };
    let attached = files.iter().map(|(name, _)| name.len() + PLACE).sum::<usize>();
    let texts = [located, form, query].into_iter().map(length).sum::<usize>();
    let size = sources.json.map_or(0, str::len) + texts + attached;
    let reader = Reader::new(size);
    let mode = if profile.zero_values { Mode::Zero } else { Mode::Coerce };

    let mut out = String::with_capacity(size + 2);
    let mut given = Vec::new();
    out.push('{');
    for parameter in info.parameters {
        if parameter.rest {
            finder.rest(parameter, |name, value| {
                reader.name(name, &mut out);
                reader.member(&parameter.kind, value, name, mode, &mut out)
            })?;
            continue;
        }
        // All of a body, which is no list where there is none.
        let is_whole = info.raw.is_some_and(|raw| raw.parameter == parameter.name);
        let path = Path::Name(parameter.name);
        let mark = reader.name(parameter.name, &mut out);
        match finder.find(parameter) {
            Some(value) => {
                reader.given(parameter, &value, &path, mode, &mut out)?;
                if !info.rules.is_empty() {
                    given.push(parameter.name);
                }
            }
            None if !needed(parameter, method) => out.truncate(mark),
            None if profile.zero_values => zero::zero(&parameter.kind, &mut out),
            // A query and a form write nothing for a list without items.
            None if sources.json.is_none() && !profile.empty_is_absent && !is_whole && is_list(&parameter.kind) => {
                out.push_str("[]");
            }
            None => return Err(Mismatch::missing(&path, parameter).into()),
        }
    }
    out.push('}');
    if !profile.zero_values {
        follow(info.rules, &given)?;
    }
    Ok(out)
}

/// Whether reading the request type from the caller's JSON says all that [`normalise`] would, where it succeeds.
#[must_use]
pub fn is_plain(info: &Info, profile: &Profile) -> bool {
    let aliased = profile.aliases.iter().any(|alias| {
        alias.endpoint.is_none_or(|endpoint| endpoint == info.name)
            && info.parameters.iter().any(|parameter| parameter.name == alias.parameter)
    });
    !aliased
        && info.rules.is_empty()
        && info.parameters.iter().all(|parameter| {
            // What tells the endpoint apart is none of the rest, and neither is what answers repeat.
            let whole = !parameter.rest || (info.selector.is_none() && info.api.envelope.echo.is_none());
            whole && parameter.required_for.is_empty() && parameter.cookie.is_none() && !parameter.kind.is_file()
        })
        && !words::is_bounded(info.parameters)
}

/// About how long the place of a file is, as JSON.
const PLACE: usize = 16;

fn length(pairs: &[Pair<'_>]) -> usize {
    pairs.iter().map(|(name, value)| name.len() + value.len() + 6).sum()
}

fn is_list(kind: &Kind) -> bool {
    match kind {
        Kind::List(_) => true,
        Kind::Nullable(inner) => is_list(inner),
        _ => false,
    }
}

fn needed(parameter: &Parameter, method: Option<Method>) -> bool {
    parameter.required || method.is_some_and(|method| parameter.required_for.contains(&method))
}

fn follow(rules: &[Rule], given: &[&str]) -> Result<(), Mismatch> {
    for rule in rules {
        match rule {
            Rule::AtLeastOne(names) => {
                if !names.iter().any(|name| given.contains(name)) {
                    return Err(Mismatch::none_of(names));
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
