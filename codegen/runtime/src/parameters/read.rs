//! Reads a value as its kind wants it, and writes it as JSON.

use std::cell::Cell;

use serde_json::value::RawValue;

use super::bounds::{between, within};
use super::find::{Given, takes_null};
use super::members::Members;
use super::mismatch::Mismatch;
use super::raw::{Mode, Path, Raw, json};
use super::zero::zero;
use super::{scalar, words};
use crate::api::{Kind, Parameter};
use crate::json::{quote, unquote};

/// How often the text of a call may be gone over, on average: unions in unions have each value read more than once.
const PASSES: usize = 64;

/// Reads values, and stops when it has read too much.
pub(super) struct Reader {
    budget: Cell<usize>,
}

type Done = Result<(), Mismatch>;

impl Reader {
    /// A reader for a call of `size` bytes.
    pub(super) fn new(size: usize) -> Self {
        Self { budget: Cell::new(size.saturating_add(1024).saturating_mul(PASSES)) }
    }

    /// Writes the name of a member, and says where the text was before.
    #[expect(clippy::unused_self, reason = "reads as the other writers do")]
    pub(super) fn name(&self, name: &str, out: &mut String) -> usize {
        let mark = out.len();
        if !out.ends_with('{') {
            out.push(',');
        }
        quote(name, out);
        out.push(':');
        mark
    }

    /// Writes a parameter, with its bounds.
    pub(super) fn given(
        &self,
        parameter: &Parameter,
        given: &Given<'_>,
        path: &Path<'_>,
        mode: Mode,
        out: &mut String,
    ) -> Done {
        match given {
            Given::One(raw) => self.field(parameter, *raw, path, mode, out),
            Given::Many(values) => match list_of(&parameter.kind) {
                Some(item) => {
                    within(parameter, "items", parameter.max_items, values.len(), path, mode)?;
                    let start = out.len();
                    self.items(item, values.iter().copied(), path, mode, out)?;
                    match out.get(start..) {
                        Some(written) if mode != Mode::Zero => between(parameter, written, path),
                        _ => Ok(()),
                    }
                }
                None if mode == Mode::Zero => {
                    values.first().map_or(Ok(()), |first| self.field(parameter, *first, path, mode, out))
                }
                None => Err(Mismatch::bound(path, words::kind(&parameter.kind), format!("{} values", values.len()))),
            },
        }
    }

    /// Writes a member of a map of this kind, which stands by itself.
    pub(super) fn member(&self, map: &Kind, raw: Raw<'_>, name: &str, mode: Mode, out: &mut String) -> Done {
        self.value(held(map), raw, &Path::Name(name), mode, out)
    }

    fn field(&self, parameter: &Parameter, raw: Raw<'_>, path: &Path<'_>, mode: Mode, out: &mut String) -> Done {
        let start = out.len();
        self.value(&parameter.kind, raw, path, mode, out)?;
        let Some(written) = out.get(start..) else { return Ok(()) };
        if parameter.max_length.is_some()
            && let Some(text) = unquote(written)
        {
            within(parameter, "characters", parameter.max_length, text.chars().count(), path, mode)?;
        }
        if parameter.max_items.is_some() && written.starts_with('[') {
            let count = serde_json::from_str::<Vec<&RawValue>>(written).map_or(0, |items| items.len());
            within(parameter, "items", parameter.max_items, count, path, mode)?;
        }
        if (parameter.minimum.is_some() || parameter.maximum.is_some()) && mode != Mode::Zero {
            between(parameter, written, path)?;
        }
        Ok(())
    }

    /// Writes a value, or leaves `out` as it was.
    fn value(&self, kind: &Kind, raw: Raw<'_>, path: &Path<'_>, mode: Mode, out: &mut String) -> Done {
        let start = out.len();
        let done = self.spend(raw, path).and_then(|()| match raw {
            Raw::Json(json) => self.json(kind, json, path, mode, out),
            Raw::Plain(text) => self.plain(kind, text, path, mode, out),
            Raw::File(file) => self.file(kind, file, path, mode, out),
        });
        done.or_else(|mismatch| {
            out.truncate(start);
            if mode == Mode::Zero {
                zero(kind, out);
                return Ok(());
            }
            Err(mismatch)
        })
    }

    fn spend(&self, raw: Raw<'_>, path: &Path<'_>) -> Done {
        let length = match raw {
            Raw::Json(text) | Raw::Plain(text) => text.len(),
            Raw::File(_) => 0,
        };
        match self.budget.get().checked_sub(length + 1) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => Err(Mismatch::bound(path, "a value that can be read in one way".to_owned(), words::value(raw))),
        }
    }

    fn json(&self, kind: &Kind, json: &str, path: &Path<'_>, mode: Mode, out: &mut String) -> Done {
        let fits = match kind {
            Kind::Any => copy(json, out),
            Kind::Null => json == "null" && copy(json, out),
            // What is no part of a body is no file, whatever it looks like.
            Kind::File => false,
            Kind::Bool | Kind::Int { .. } | Kind::Float | Kind::Text => scalar::json(kind, json, mode, out),
            Kind::Nullable(_) if json == "null" => copy(json, out),
            Kind::Nullable(inner) => return self.value(inner, Raw::Json(json), path, mode, out),
            Kind::Union(variants) => return self.union(kind, variants, Raw::Json(json), path, mode, out),
            Kind::List(item) => match serde_json::from_str::<Vec<&RawValue>>(json) {
                Ok(items) => {
                    let items = items.into_iter().map(|item| Raw::Json(item.get()));
                    return self.items(item, items, path, mode, out);
                }
                Err(_) => false,
            },
            Kind::Map(value) => match Members::read(json) {
                Ok(members) => return self.map(value, &members, path, mode, out),
                Err(_) => false,
            },
            Kind::Object(_) | Kind::Read(_) => match Members::read(json) {
                Ok(members) => {
                    return self.object(kind.fields().unwrap_or_default(), &members, path, mode, out);
                }
                Err(_) => false,
            },
        };
        if fits { Ok(()) } else { Err(unfit(kind, Raw::Json(json), path, mode)) }
    }

    fn plain(&self, kind: &Kind, text: &str, path: &Path<'_>, mode: Mode, out: &mut String) -> Done {
        let raw = Raw::Plain(text);
        let fits = match kind {
            Kind::Bool | Kind::Int { .. } | Kind::Float | Kind::Text => scalar::plain(kind, text, out),
            Kind::File => false,
            Kind::Nullable(inner) => return self.value(inner, raw, path, mode, out),
            Kind::List(item) if !text.starts_with('[') || json(text).is_none() => {
                return self.items(item, std::iter::once(raw), path, mode, out);
            }
            // What none of the variants could be may still be meant as text.
            Kind::Union(variants) => match json(text).filter(|json| has_shape(kind, Raw::Json(json))) {
                Some(json) => return self.value(kind, Raw::Json(json), path, mode, out),
                None => return self.union(kind, variants, raw, path, mode, out),
            },
            Kind::Any | Kind::Null | Kind::List(_) | Kind::Map(_) | Kind::Object(_) | Kind::Read(_) => match json(text)
            {
                Some(json) => return self.value(kind, Raw::Json(json), path, mode, out),
                None => match kind {
                    Kind::Any => scalar::plain(&Kind::Text, text, out),
                    Kind::Null => text == "null" && copy(text, out),
                    _ => false,
                },
            },
        };
        if fits { Ok(()) } else { Err(unfit(kind, raw, path, mode)) }
    }

    fn file(&self, kind: &Kind, file: usize, path: &Path<'_>, mode: Mode, out: &mut String) -> Done {
        let raw = Raw::File(file);
        match kind {
            Kind::File => {
                out.push_str(&crate::file::place(file));
                Ok(())
            }
            Kind::Nullable(inner) => self.value(inner, raw, path, mode, out),
            Kind::List(item) => self.items(item, std::iter::once(raw), path, mode, out),
            _ => Err(unfit(kind, raw, path, mode)),
        }
    }

    fn items<'r>(
        &self,
        kind: &Kind,
        items: impl Iterator<Item = Raw<'r>>,
        path: &Path<'_>,
        mode: Mode,
        out: &mut String,
    ) -> Done {
        out.push('[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                out.push(',');
            }
            self.value(kind, item, &Path::Item(path, index), mode, out)?;
        }
        out.push(']');
        Ok(())
    }

    fn map(&self, kind: &Kind, members: &Members<'_>, path: &Path<'_>, mode: Mode, out: &mut String) -> Done {
        out.push('{');
        for (name, raw) in members.iter() {
            self.name(name, out);
            self.value(kind, Raw::Json(raw), &Path::Member(path, name), mode, out)?;
        }
        out.push('}');
        Ok(())
    }

    fn object(
        &self,
        fields: &[Parameter],
        members: &Members<'_>,
        path: &Path<'_>,
        mode: Mode,
        out: &mut String,
    ) -> Done {
        out.push('{');
        for field in fields.iter().filter(|field| !field.rest) {
            let path = Path::Member(path, field.name);
            let mut names = std::iter::once(&field.name).chain(field.aliases);
            let found =
                names.find_map(|name| members.get(name).filter(|raw| *raw != "null" || takes_null(&field.kind)));
            let mark = self.name(field.name, out);
            match found {
                Some(raw) => self.field(field, Raw::Json(raw), &path, mode, out)?,
                None if !field.required => out.truncate(mark),
                None if mode == Mode::Zero => zero(&field.kind, out),
                None if mode == Mode::Exact => return Err(Mismatch::default()),
                None => return Err(Mismatch::missing(&path, field)),
            }
        }
        // What is not known is not looked into, but kept; what stands for the rest says what it is.
        let rest = fields.iter().find(|field| field.rest);
        let others = || fields.iter().filter(|field| !field.rest);
        for (name, raw) in members.iter() {
            if others().any(|field| field.name == name || field.aliases.contains(&name)) {
                continue;
            }
            self.name(name, out);
            match rest {
                Some(rest) => self.value(held(&rest.kind), Raw::Json(raw), &Path::Member(path, name), mode, out)?,
                None => out.push_str(raw),
            }
        }
        out.push('}');
        Ok(())
    }

    /// The first that fits as it is, else the first that can be made to fit.
    fn union(
        &self,
        kind: &Kind,
        variants: &[Kind],
        raw: Raw<'_>,
        path: &Path<'_>,
        mode: Mode,
        out: &mut String,
    ) -> Done {
        if variants.iter().any(|variant| self.value(variant, raw, path, Mode::Exact, out).is_ok()) {
            return Ok(());
        }
        if mode == Mode::Exact {
            return Err(Mismatch::default());
        }
        // The problem that lies deepest is of the variant that was meant.
        let mut deepest = unfit(kind, raw, path, mode);
        for variant in variants {
            match self.value(variant, raw, path, Mode::Coerce, out) {
                Ok(()) => return Ok(()),
                Err(mismatch) if mismatch.parameter.len() > deepest.parameter.len() => deepest = mismatch,
                Err(_) => {}
            }
        }
        match (mode, variants.iter().find(|variant| has_shape(variant, raw))) {
            (Mode::Zero, Some(variant)) => self.value(variant, raw, path, mode, out),
            _ => Err(deepest),
        }
    }
}

/// What a map holds.
fn held(kind: &Kind) -> &Kind {
    if let Kind::Map(held) = kind { held } else { &Kind::Any }
}

fn unfit(kind: &Kind, raw: Raw<'_>, path: &Path<'_>, mode: Mode) -> Mismatch {
    if mode == Mode::Exact { Mismatch::default() } else { Mismatch::new(path, kind, raw) }
}

/// The kind of the items where a repeated name makes a list.
fn list_of(kind: &Kind) -> Option<&Kind> {
    match kind {
        Kind::List(item) => Some(item),
        Kind::Any => Some(&Kind::Any),
        Kind::Nullable(inner) => list_of(inner),
        Kind::Union(variants) => variants.iter().find_map(list_of),
        _ => None,
    }
}

/// Whether a value looks like one of this kind from outside.
fn has_shape(kind: &Kind, raw: Raw<'_>) -> bool {
    let Raw::Json(json) = raw else { return matches!(kind, Kind::Text) };
    match kind {
        Kind::List(_) => json.starts_with('['),
        Kind::Map(_) | Kind::Object(_) | Kind::Read(_) => json.starts_with('{'),
        Kind::Text => json.starts_with('"'),
        Kind::Nullable(inner) => has_shape(inner, raw),
        Kind::Union(variants) => variants.iter().any(|variant| has_shape(variant, raw)),
        _ => false,
    }
}

fn copy(json: &str, out: &mut String) -> bool {
    out.push_str(json);
    true
}
