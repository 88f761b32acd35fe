//! Type cells: from a document's words to a draft type.

use regex::Captures;
use serde_json::Value;

use crate::dialect::{Dialect, Pattern, Primitive, TypeRule, TypeShape};
use crate::ir::Type;
use crate::markdown::{Inline, Link, code};
use crate::recognise::listed::listed;
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Argument, Draft, Generic, ValueDraft};
use crate::resolve::read::value;
use crate::source::Span;

/// How deep type expressions may nest.
const DEPTH: usize = 16;

/// The type that `words`, at `span`, name.
///
/// # Errors
///
/// What is wrong with them, in a few words.
pub fn parse(words: &str, span: Span, context: &Context<'_>) -> Result<Draft, String> {
    nested(words, span, context, Step::FIRST)
}

/// The type that a cell names. A name with a link in it is what the link leads to, whatever else stands beside it.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_cell(cell: &Inline, context: &Context<'_>) -> Result<Draft, String> {
    let mut draft = parse(&cell.text, cell.span, context)?;
    if !cell.links.is_empty() {
        link(&mut draft, cell, context.dialect);
    }
    Ok(draft)
}

/// The type cell of a field.
#[derive(Debug, PartialEq)]
pub struct FieldType {
    pub draft: Draft,
    /// Whether it says that the field may be left out.
    pub optional: bool,
    /// Whether words stand beside the link that says what it is.
    pub beside_link: bool,
}

/// The type of a field that a cell names.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_field(cell: &Inline, context: &Context<'_>) -> Result<FieldType, String> {
    let (mut draft, optional) = whole_field(&cell.text, cell.span, context, Step::FIRST)?;
    let beside_link = !cell.links.is_empty() && link(&mut draft, cell, context.dialect);
    Ok(FieldType { draft, optional, beside_link })
}

/// How far a type expression is read.
#[derive(Clone, Copy)]
struct Step {
    /// How deep it is nested.
    depth: usize,
    /// The first rule that it is read by: those before have read these very words.
    rule: usize,
}

impl Step {
    const FIRST: Self = Self { depth: 0, rule: 0 };

    /// Into a part of `words` that the rule of this number reads. Where the part is all of them, one mark says several things,
    /// and the rules behind read the others.
    fn into_part(self, part: &str, words: &str, rule: usize) -> Self {
        Self { depth: self.depth + 1, rule: if part == words { rule + 1 } else { 0 } }
    }
}

fn whole_field(words: &str, span: Span, context: &Context<'_>, step: Step) -> Result<(Draft, bool), String> {
    let own = code::unquoted(words);
    let inside = rule(own, span, context, step.rule).filter(|_| step.depth < DEPTH);
    let inside = inside.and_then(|(at, rule, found)| Some((at, rule, found.name("item")?.as_str())));
    let Some((at, rule, item)) =
        inside.filter(|(_, rule, _)| matches!(rule.is, TypeShape::Optional | TypeShape::Nullable))
    else {
        return Ok((nested(words, span, context, step)?, false));
    };
    context.follow("type", &rule.pattern);
    let (item, optional) = whole_field(item, span, context, step.into_part(item, own, at))?;
    Ok(if rule.is == TypeShape::Optional { (item, true) } else { (nullable(item), optional) })
}

/// The rule from the number `from` on that reads `words`, with its number.
fn rule<'d, 'w>(
    words: &'w str,
    span: Span,
    context: &Context<'d>,
    from: usize,
) -> Option<(usize, &'d TypeRule, Captures<'w>)> {
    let dialect = context.dialect;
    // What is said of the very words counts before a rule for parts of them.
    if dialect.types.contains_key(words) || dialect.define.contains_key(words) {
        return None;
    }
    let rules = dialect.type_rules.iter().enumerate().skip(from);
    let mut rules = rules.filter(|(_, rule)| context.is_for(*rule, span));
    rules.find_map(|(at, rule)| Some((at, rule, rule.pattern.captures(words)?)))
}

/// Has a name with a link in it be what the link leads to. Whether words stand beside the link.
fn link(draft: &mut Draft, cell: &Inline, dialect: &Dialect) -> bool {
    match draft {
        Draft::Named(name) if dialect.define.contains_key(&name.value) => false,
        Draft::Named(name) => {
            let words =
                |link: &Link| cell.text.get(link.range.clone()).unwrap_or_default().trim().trim_matches('`').to_owned();
            let found = cell.links.iter().map(|link| (words(link), link));
            // A rule may have taken a word off the link's own: ` object`, `a `.
            let own = |words: &str| {
                let cut = || words.strip_prefix(&name.value).or_else(|| words.strip_suffix(&name.value));
                name.value.contains(words) || cut().is_some_and(|rest| rest.starts_with(' ') || rest.ends_with(' '))
            };
            let Some((words, link)) = found.into_iter().find(|(words, _)| own(words)) else { return false };
            let known = |word: &str| word.is_empty() || dialect.types.contains_key(word);
            let mut beside = name.value.split(words.as_str()).map(|part| part.trim_matches([' ', '`']));
            let beside = name.value.contains(&words) && beside.any(|part| !known(part));
            let span = cell.span_of(link.range.clone());
            *draft = Draft::Linked(Text { value: words, span }, link.url.clone());
            beside
        }
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => link(inner, cell, dialect),
        Draft::Of(generic) => {
            let leads = |link: &&Link| {
                let words = cell.text.get(link.range.clone()).unwrap_or_default().trim().trim_matches('`');
                let rest = words.strip_prefix(generic.name.value.as_str());
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            generic.url = cell.links.iter().find(leads).map(|link| link.url.clone());
            let mut beside = false;
            for item in &mut generic.items {
                beside |= link(&mut item.ty, cell, dialect);
            }
            beside
        }
        // All of them are linked.
        Draft::Union(variants) => {
            let mut beside = false;
            for variant in variants {
                beside |= link(variant, cell, dialect);
            }
            beside
        }
        _ => false,
    }
}

fn nested(words: &str, span: Span, context: &Context<'_>, step: Step) -> Result<Draft, String> {
    let dialect = context.dialect;
    let words = code::unquoted(words);
    if words.is_empty() && !dialect.types.contains_key(words) {
        return Err("the type is empty".to_owned());
    }
    if step.depth > DEPTH {
        return Err(format!("the type nests more than {DEPTH} deep"));
    }
    if let Some(primitive) = dialect.types.get(words) {
        context.follow_word("types");
        return Ok(primitive_draft(*primitive));
    }
    if let Some((at, rule, found)) = rule(words, span, context, step.rule) {
        context.follow("type", &rule.pattern);
        let inner = |part: &str| nested(part, span, context, step.into_part(part, words, at));
        let part = |name: &str| found.name(name).map(|group| inner(group.as_str())).transpose();
        return Ok(match rule.is {
            TypeShape::List => part("item")?.map_or(Draft::Array, |item| Draft::List(Box::new(item))),
            TypeShape::Map => part("value")?.map_or(Draft::Keys, |value| Draft::Map(Box::new(value))),
            TypeShape::Nullable => match part("item")? {
                Some(item) => nullable(item),
                None => return Err("the rule for nullable types finds no `item`".to_owned()),
            },
            TypeShape::Reference if found.name("item").is_some() => {
                let name = found.name("name").map_or(words, |name| name.as_str()).trim();
                let items = found.name("item").map_or("", |item| item.as_str());
                let items =
                    given(name, items, dialect).into_iter().map(|item| Ok(Argument { ty: inner(item)?, set: None }));
                let items = items.collect::<Result<_, String>>()?;
                let name = Text { value: code::unquoted(name).to_owned(), span };
                Draft::Of(Box::new(Generic { name, url: None, shape: None, items }))
            }
            // What is the name alone is no further rule's.
            TypeShape::Reference if found.name("name").is_some_and(|name| name.as_str() == words) => {
                Draft::Named(Text { value: words.to_owned(), span })
            }
            TypeShape::Reference => match part("name")? {
                Some(named) => named,
                None => return Err("the rule for references finds no `name`".to_owned()),
            },
            TypeShape::Values => base(&each_value(rule, words, span), dialect),
            TypeShape::Optional => {
                return Err(format!(
                    "`{words}` says that a field may be left out, but is not the type of a whole field here"
                ));
            }
            TypeShape::Union => {
                let Some(each) = &rule.each else { return Err("the rule for unions has no `each`".to_owned()) };
                if let Some(rest) = left_over(each, words) {
                    return Err(format!("`each` of the rule for unions does not read `{rest}` in it"));
                }
                let names = each.captures_iter(words).filter_map(|found| found.name("type"));
                let variants = names.map(|name| inner(name.as_str()));
                union(variants.collect::<Result<Vec<_>, _>>()?)?
            }
        });
    }
    Ok(Draft::Named(Text { value: words.to_owned(), span }))
}

/// The types that a generic is given. Commas are part of the one type that a generic of the dialect takes.
fn given<'w>(name: &str, words: &'w str, dialect: &Dialect) -> Vec<&'w str> {
    let takes = dialect.define.get(name).and_then(|rule| rule.item.as_deref()).map(|items| listed(items).count());
    if takes == Some(1) { vec![words] } else { listed(words).collect() }
}

/// What `each` leaves of the words of a union, but for what stands between every two of the types.
fn left_over(each: &Pattern, words: &str) -> Option<String> {
    let (mut gaps, mut at) = (Vec::new(), 0);
    for found in each.captures_iter(words).filter_map(|found| found.get(0)) {
        gaps.push(words.get(at..found.start()).unwrap_or_default().trim());
        at = found.end();
    }
    let end = words.get(at..).unwrap_or_default().trim();
    let mut gaps = gaps.into_iter();
    let (first, mut between) = (gaps.next().unwrap_or_default(), gaps);
    let separator = between.next().unwrap_or_default();
    let joins = |gap: &str| gap == separator && !gap.contains(['?', '[', ']', '<', '>', '{', '}', '*', '`', '"']);
    let mut left = [first, end].into_iter().filter(|gap| !gap.is_empty());
    let odd = || std::iter::once(separator).chain(between).find(|gap| !joins(gap));
    left.next().or_else(odd).map(str::to_owned)
}

/// The values that a cell lists in the place of a type, or of the items of a list.
pub fn values(cell: &Inline, context: &Context<'_>) -> Vec<ValueDraft> {
    let mut words = cell.text.clone();
    for _ in 0..DEPTH {
        let inner = code::unquoted(&words);
        let Some((_, rule, found)) = rule(inner, cell.span, context, 0) else { break };
        let part = match rule.is {
            TypeShape::Values => {
                let mut values = each_value(rule, inner, cell.span);
                let ty = base(&values, context.dialect);
                for value in &mut values {
                    let words = value.value.as_str().unwrap_or_default();
                    value.value = value::parse(words, &ty, false).unwrap_or_else(|_| value.value.clone());
                }
                return values;
            }
            TypeShape::List | TypeShape::Nullable | TypeShape::Optional => found.name("item"),
            TypeShape::Reference => found.name("name"),
            TypeShape::Map | TypeShape::Union => None,
        };
        let Some(part) = part.map(|part| part.as_str().to_owned()) else { break };
        words = part;
    }
    Vec::new()
}

/// What the rules of a type cell leave of it: words beside what a rule matches.
pub fn unread(cell: &Inline, context: &Context<'_>) -> Option<String> {
    let mut words = cell.text.clone();
    for _ in 0..DEPTH {
        let inner = code::unquoted(&words);
        // The patterns of the others find what they are, and `each` reads it.
        let whole = |rule: &TypeRule| !matches!(rule.is, TypeShape::Values | TypeShape::Union);
        let (_, rule, found) = rule(inner, cell.span, context, 0).filter(|(_, rule, _)| whole(rule))?;
        let whole = found.get(0)?;
        let beside = [inner.get(..whole.start()), inner.get(whole.end()..)].into_iter().flatten().map(str::trim);
        if let Some(left) = beside.into_iter().find(|left| !left.is_empty()) {
            return Some(left.to_owned());
        }
        let part = match rule.is {
            TypeShape::List | TypeShape::Nullable | TypeShape::Optional => found.name("item"),
            TypeShape::Map => found.name("value"),
            TypeShape::Reference => found.name("name"),
            TypeShape::Values | TypeShape::Union => None,
        };
        words = part.filter(|part| part.as_str() != inner)?.as_str().to_owned();
    }
    None
}

/// The values in `words`, as text.
fn each_value(rule: &TypeRule, words: &str, span: Span) -> Vec<ValueDraft> {
    let Some(each) = &rule.each else { return Vec::new() };
    let read = |found: Captures<'_>| {
        let label = found.name("label").map_or("", |label| label.as_str()).trim().to_owned();
        Some(ValueDraft { value: Value::String(found.name("value")?.as_str().to_owned()), label, span })
    };
    each.captures_iter(words).filter_map(read).collect()
}

/// What values are that are written as text.
fn base(values: &[ValueDraft], dialect: &Dialect) -> Draft {
    let integer = primitive_draft(dialect.policy.example_integer);
    let fits = |one: &ValueDraft| one.value.as_str().is_some_and(|words| value::parse(words, &integer, false).is_ok());
    if !values.is_empty() && values.iter().all(fits) { integer } else { Draft::Known(Type::String) }
}

fn union(variants: Vec<Draft>) -> Result<Draft, String> {
    let null = Draft::Known(Type::Null);
    let nulls = variants.contains(&null);
    let mut rest: Vec<_> = variants.into_iter().filter(|variant| *variant != null).collect();
    let inner = match (rest.len(), rest.pop()) {
        (0, _) | (_, None) => return Err("the union has no types".to_owned()),
        (1, Some(only)) => only,
        (_, Some(last)) => {
            rest.push(last);
            Draft::Union(rest)
        }
    };
    Ok(if nulls { nullable(inner) } else { inner })
}

fn nullable(inner: Draft) -> Draft {
    if matches!(inner, Draft::Nullable(_)) { inner } else { Draft::Nullable(Box::new(inner)) }
}

/// The draft of a type that needs no definition.
pub fn primitive_draft(primitive: Primitive) -> Draft {
    let int = |bits, signed| Draft::Known(Type::Int { bits, signed });
    match primitive {
        Primitive::Bool => Draft::Known(Type::Bool),
        Primitive::Int8 => int(8, true),
        Primitive::Int16 => int(16, true),
        Primitive::Int32 => int(32, true),
        Primitive::Int64 => int(64, true),
        Primitive::Uint8 => int(8, false),
        Primitive::Uint16 => int(16, false),
        Primitive::Uint32 => int(32, false),
        Primitive::Uint64 => int(64, false),
        Primitive::Float32 => Draft::Known(Type::Float { bits: 32 }),
        Primitive::Float64 => Draft::Known(Type::Float { bits: 64 }),
        Primitive::String => Draft::Known(Type::String),
        Primitive::DateTime => Draft::Known(Type::DateTime),
        Primitive::Date => Draft::Known(Type::Date),
        Primitive::File => Draft::Known(Type::File),
        Primitive::Null => Draft::Known(Type::Null),
        Primitive::Any => Draft::Known(Type::Any),
        Primitive::Object => Draft::Object,
        Primitive::Array => Draft::Array,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::dialect::load;
    use crate::ledger::Ledger;
    use crate::resolve::context::Subject;
    use crate::source::{FileId, SourceMap};

    /// A whole field may be left out, and no item of a list.
    #[test]
    fn what_may_be_left_out_is_a_whole_field() {
        let text = "types.int = \"int32\"\n[[type]]\nis = \"list\"\npattern = '^\\[(?<item>.+)\\]$'\n\
                    [[type]]\nis = \"nullable\"\npattern = '^(?<item>.+) or null$'\n\
                    [[type]]\nis = \"optional\"\npattern = '^(?<item>.+)\\?$'\n\
                    [[type]]\nis = \"optional\"\npattern = '^(?<item>.+~)$'\n\
                    [[type]]\nis = \"nullable\"\npattern = '^(?<item>.+)~$'\n";
        let dialect: Dialect = load(FileId::default(), text).expect("a dialect");
        let (mut ledger, mut diagnostics, sources) = (Ledger::default(), Diagnostics::default(), SourceMap::default());
        let (api, documents, patches) = ("a", Vec::new(), None);
        let subject = Subject { api, documents, dialect: (&dialect, FileId::default()), patches, sources: &sources };
        let context = Context::new(&subject, &mut ledger, &mut diagnostics);
        let int = || Draft::Known(Type::Int { bits: 32, signed: true });
        let cases = [
            ("int", Ok((int(), false))),
            ("`int?`", Ok((int(), true))),
            ("int? or null", Ok((nullable(int()), true))),
            // One mark says both.
            ("int~", Ok((nullable(int()), true))),
            ("[int]?", Ok((Draft::List(Box::new(int())), true))),
            (
                "[int?]",
                Err("`int?` says that a field may be left out, but is not the type of a whole field here".to_owned()),
            ),
        ];
        for (words, expected) in cases {
            let cell = Inline::plain(words, Span::new(FileId::default(), 0..words.len()));
            let found = parse_field(&cell, &context).map(|read| (read.draft, read.optional));
            assert_eq!(found, expected, "{words}");
        }
    }

    /// The backticks are those of the values, wherever in the cell they stand.
    #[test]
    fn values_keep_their_code_spans_until_they_are_read() {
        let text = "[[type]]\nis = \"values\"\npattern = '^`|one of'\neach = '`(?<value>\\w+)`'\n";
        let dialect: Dialect = load(FileId::default(), text).expect("a dialect");
        let (mut ledger, mut diagnostics, sources) = (Ledger::default(), Diagnostics::default(), SourceMap::default());
        let (api, documents, patches) = ("a", Vec::new(), None);
        let subject = Subject { api, documents, dialect: (&dialect, FileId::default()), patches, sources: &sources };
        let context = Context::new(&subject, &mut ledger, &mut diagnostics);
        for words in ["`asc`, `desc`", "string, one of `asc`, `desc`", "one of `asc` and `desc` as text"] {
            let cell = Inline::plain(words, Span::new(FileId::default(), 0..words.len()));
            let values: Vec<_> = values(&cell, &context).into_iter().map(|value| value.value).collect();
            assert_eq!(values, ["asc", "desc"], "{words}");
        }
    }
}
