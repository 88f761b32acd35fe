//! Links: types that are defined in another place or file, and sentences that name a type or an endpoint.

use std::collections::HashMap;

use super::context::Context;
use super::draft::{Draft, FieldDraft, Known, Named, Shape, ShapeId, ValueDraft};
use super::section::EndpointDraft;
use super::{rows, type_expr};
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Means;
use crate::ir::Type;
use crate::markdown::Inline;
use crate::recognise::raw::{Said, Text};
use crate::source::{FileId, Span};

/// The files of the documents by name.
struct Files {
    by_name: HashMap<String, FileId>,
}

/// What a heading is called in links: its letters and digits alone, so that the ways in which code hosts and site
/// generators write an anchor are one.
pub fn anchor(heading: &str) -> String {
    let letters = heading.chars().filter(|letter| letter.is_alphanumeric() || *letter == '_');
    letters.flat_map(char::to_lowercase).collect()
}

/// Notes what stands under a heading. A second heading of the same words has a number behind its anchor.
pub fn register(heading: &Text, names: &[&str], named: Named, context: &mut Context<'_>) {
    let file = heading.span.file;
    for words in std::iter::once(heading.value.as_str()).chain(names.iter().copied()) {
        let plain = anchor(words);
        let numbered = (1..).map(|number| format!("{plain}{number}"));
        let free = std::iter::once(plain.clone()).chain(numbered).find(|key| {
            let known = context.arena.anchors.get(&(file, key.clone()));
            known.is_none_or(|known| *known == named)
        });
        if let Some(key) = free.filter(|key| !key.is_empty()) {
            context.arena.anchors.insert((file, key), named);
        }
    }
}

impl Files {
    fn new(context: &Context<'_>) -> Self {
        Self { by_name: context.sources.files().map(|(id, file)| (file.name().to_string(), id)).collect() }
    }

    /// The file that a link in `from` leads to, and the anchor in it. A link to another site leads to none.
    fn find(&self, url: &str, from: FileId, context: &Context<'_>) -> Option<(FileId, String)> {
        if url.contains("://") || url.starts_with("mailto:") {
            return None;
        }
        let (path, anchor_text) = url.split_once('#').unwrap_or((url, ""));
        let anchor_text = anchor(&decoded(anchor_text));
        if path.is_empty() {
            return Some((from, anchor_text));
        }
        let name = context.sources.get(from)?.name().to_string();
        let joined = join(&name, &decoded(path.split('?').next().unwrap_or(path)));
        let bare = joined.strip_suffix(".html").unwrap_or(&joined).trim_end_matches('/');
        let candidates =
            [joined.clone(), format!("{bare}.md"), format!("{bare}/README.md"), format!("{bare}/index.md")];
        candidates.iter().find_map(|name| self.by_name.get(name)).map(|file| (*file, anchor_text))
    }

    /// What a link with these words leads to: what stands under the heading, what the file defines by the words, or the
    /// only thing that it defines.
    fn target(&self, url: &str, words: &Text, context: &Context<'_>) -> Option<Named> {
        let (file, heading) = self.find(url, words.span.file, context)?;
        let anchors = &context.arena.anchors;
        if !heading.is_empty() {
            let exact = anchors.get(&(file, heading.clone())).copied();
            return exact.or_else(|| below(&heading, file, context));
        }
        if let Some(named) = anchors.get(&(file, anchor(&words.value))) {
            return Some(*named);
        }
        let mut all = anchors.iter().filter(|((at, _), _)| *at == file).map(|(_, named)| *named);
        let first = all.next()?;
        all.all(|named| named == first).then_some(first)
    }
}

/// What stands under a heading whose anchor has those of the headings above it in front, as some generators write them.
fn below(heading: &str, file: FileId, context: &Context<'_>) -> Option<Named> {
    let anchors = context.arena.anchors.iter();
    let fits = anchors.filter(|((at, own), _)| *at == file && own.len() > 2 && heading.ends_with(own.as_str()));
    fits.max_by_key(|((_, own), _)| own.len()).map(|(_, named)| *named)
}

/// A path from the folder of the file `from`, or from that of the API where it begins with `/`.
fn join(from: &str, path: &str) -> String {
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    if path.starts_with('/') {
        steps.truncate(1);
    }
    for step in path.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

/// The text with `%xx` resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let hex = more.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = more.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Puts what links lead to into the places where they stand, and what sentences say of whole endpoints.
pub fn settle(endpoints: &mut [EndpointDraft], context: &mut Context<'_>) {
    let files = Files::new(context);
    for endpoint in endpoints.iter_mut() {
        said_response(endpoint, &files, context);
    }
    for id in context.arena.ids() {
        let mut fields = context.arena.fields(id).to_vec();
        for field in &mut fields {
            settle_field(field, &files, context);
        }
        if let Some(shape) = context.arena.get_mut(id) {
            shape.fields = fields;
        }
    }
    for at in 0..endpoints.len() {
        said_parameters(at, endpoints, &files, context);
        same_response(at, endpoints, &files, context);
    }
}

fn settle_field(field: &mut FieldDraft, files: &Files, context: &mut Context<'_>) {
    let set = settle_type(&mut field.ty.value, files, context);
    if let Some(set) = set {
        give_values(field, set, context);
    }
    for text in field.descriptions.clone() {
        for named in described(&text, files, context) {
            match named {
                Named::Shape(shape) => {
                    if let Some(slot) = field.ty.value.slot() {
                        let open = Draft::Struct(shape);
                        *slot = if *slot == Draft::Array { Draft::List(Box::new(open)) } else { open };
                        break;
                    }
                }
                Named::Set(set) if field.values.is_empty() && rows::takes_values(&field.ty.value) => {
                    give_values(field, set, context);
                    break;
                }
                Named::Set(_) => {}
            }
        }
    }
}

/// What the links and names in a description lead to, by the rules with `means = "type"`.
fn described(text: &Inline, files: &Files, context: &Context<'_>) -> Vec<Named> {
    let rules = context.dialect.prose.iter().filter(|rule| rule.means == Means::Type);
    let mut found = Vec::new();
    for matched in rules.flat_map(|rule| rule.pattern.regex().captures_iter(&text.text)) {
        let range = matched.get(0).map_or(0..0, |whole| whole.range());
        let links = text.links.iter().filter(|link| link.range.start < range.end && range.start < link.range.end);
        for link in links {
            let words = text.text.get(link.range.clone()).unwrap_or_default().trim_matches('`');
            let by_name = || by_name(words, context).filter(|_| !link.url.contains("://"));
            let own = Text { value: words.to_owned(), span: text.span };
            found.extend(files.target(&link.url, &own, context).or_else(by_name));
        }
        if let Some(name) = matched.name("type") {
            found.extend(by_name(name.as_str(), context));
        }
    }
    found
}

fn by_name(name: &str, context: &Context<'_>) -> Option<Named> {
    let set = || context.arena.sets.iter().position(|set| set.name == name).map(Named::Set);
    context.arena.names.get(name).map(|shape| Named::Shape(*shape)).or_else(set)
}

/// Resolves the links in a type. The number of a set of values, where the type is one.
fn settle_type(draft: &mut Draft, files: &Files, context: &mut Context<'_>) -> Option<usize> {
    let named = match draft {
        Draft::Linked(name, url) => {
            let named = files.target(url, name, context);
            if named.is_none() {
                dead_link(name, url, context);
                *draft = Draft::Named(name.clone());
                return settle_type(draft, files, context);
            }
            named
        }
        Draft::Named(name) => by_name(&name.value, context).filter(|named| matches!(named, Named::Set(_))),
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => return settle_type(inner, files, context),
        Draft::Union(variants) => {
            variants.iter_mut().for_each(|variant| {
                settle_type(variant, files, context);
            });
            None
        }
        _ => None,
    };
    match named? {
        Named::Shape(shape) => {
            *draft = Draft::Struct(shape);
            None
        }
        Named::Set(set) => {
            *draft = base_of(set, context);
            Some(set)
        }
    }
}

fn dead_link(name: &Text, url: &str, context: &mut Context<'_>) {
    if url.contains("://") {
        return;
    }
    let message = format!("the link `{url}` leads to no type; the type is looked for by the name `{}`", name.value);
    let help = "correct the link, or give what it should lead to a label that a `[[section]]` rule with a `name` knows";
    context.say(Code::DeadLink, name.span, message, help);
}

/// The type of the values of a set: integers, or text.
fn base_of(set: usize, context: &Context<'_>) -> Draft {
    let integer = type_expr::primitive_draft(context.dialect.policy.example_integer);
    let rows = context.arena.sets.get(set).map_or(&[][..], |set| &set.rows);
    let fits = rows.iter().all(|row| super::value::parse(row.key.text.trim(), &integer, false).is_ok());
    if fits { integer } else { Draft::Known(Type::String) }
}

fn give_values(field: &mut FieldDraft, set: usize, context: &mut Context<'_>) {
    let Some(set) = context.arena.sets.get(set).cloned() else { return };
    let read = |row| rows::value(row, &field.ty.value, false, context);
    let values: Vec<ValueDraft> = set.rows.iter().filter_map(read).collect();
    // Values of another type than the field's are words about it.
    if values.len() == set.rows.len() && !values.is_empty() {
        field.values = values;
        field.set = Some(set.name);
    }
}

/// The response that a sentence states, where no table gives one.
fn said_response(endpoint: &mut EndpointDraft, files: &Files, context: &mut Context<'_>) {
    let Some(said) = endpoint.raw.scope.facts.response.clone() else { return };
    if endpoint.response.is_some() {
        return;
    }
    let span = said.text.span;
    if said.words.is_empty() {
        let shape = context.arena.add(Shape::new(Vec::new(), span));
        endpoint.response = Some(Known::stated(Draft::Struct(shape), span));
        return;
    }
    let mut draft = match type_expr::parse_cell(&said.words, context.dialect) {
        Ok(draft) => draft,
        Err(reason) => {
            context.say(Code::BadType, said.words.span, reason, "see `[types]` and `[[type]]` in `dialect.toml`");
            return;
        }
    };
    settle_type(&mut draft, files, context);
    let draft = if said.list { Draft::List(Box::new(draft)) } else { draft };
    endpoint.response = Some(Known::stated(draft, said.words.span));
}

/// The parameters that a sentence takes from a type or from another endpoint.
fn said_parameters(at: usize, endpoints: &mut [EndpointDraft], files: &Files, context: &mut Context<'_>) {
    let Some(endpoint) = endpoints.get(at) else { return };
    let facts = &endpoint.raw.scope.facts;
    let (parameters, same) = (facts.parameters.clone(), facts.same_parameters.clone());
    let mut shapes: Vec<(ShapeId, Span)> = Vec::new();
    if let Some(said) = &parameters {
        let mut draft = type_expr::parse_cell(&said.words, context.dialect).unwrap_or(Draft::Object);
        settle_type(&mut draft, files, context);
        let named = if let Draft::Named(name) = &draft { context.arena.names.get(&name.value).copied() } else { None };
        match draft.shape().or(named) {
            Some(shape) => shapes.push((shape, said.words.span)),
            None => unknown(said, "type with fields", context),
        }
    }
    if let Some(said) = &same {
        match find_endpoint(said, endpoints, files, context).and_then(|other| endpoints.get(other)) {
            Some(other) => shapes.push((other.parameters, said.words.span)),
            None => unknown(said, "endpoint", context),
        }
    }
    let Some(own) = endpoints.get(at).map(|endpoint| endpoint.parameters) else { return };
    for (shape, span) in shapes {
        let path = |field: &FieldDraft| field.location.as_ref().is_some_and(|at| at.value == crate::ir::Location::Path);
        let new: Vec<_> = context.arena.fields(shape).iter().filter(|field| !path(field)).cloned().collect();
        let Some(own) = context.arena.get_mut(own) else { continue };
        for field in new {
            if own.fields.iter().all(|known| known.name.value != field.name.value) {
                own.fields.push(FieldDraft { parameter: true, ..field });
            }
        }
        own.span = span;
    }
}

fn same_response(at: usize, endpoints: &mut [EndpointDraft], files: &Files, context: &mut Context<'_>) {
    let Some(said) = endpoints.get(at).and_then(|endpoint| endpoint.raw.scope.facts.same_response.clone()) else {
        return;
    };
    let other = find_endpoint(&said, endpoints, files, context).and_then(|other| endpoints.get(other));
    let Some(name) = other.map(|other| other.name.clone()) else {
        unknown(&said, "endpoint", context);
        return;
    };
    if let Some(endpoint) = endpoints.get_mut(at).filter(|endpoint| endpoint.response.is_none()) {
        let draft = Draft::Same { endpoint: Text { value: name, span: said.words.span }, minus: Vec::new() };
        endpoint.response = Some(Known::stated(draft, said.words.span));
    }
}

/// The endpoint that words name: by a link to its file and title, or by its name or title.
fn find_endpoint(said: &Said, endpoints: &[EndpointDraft], files: &Files, context: &Context<'_>) -> Option<usize> {
    let words = said.words.text.trim().trim_matches('`');
    let title =
        |endpoint: &EndpointDraft| endpoint.raw.title.as_ref().map_or(String::new(), |title| title.value.clone());
    let link = said.words.links.first().and_then(|link| files.find(&link.url, said.words.span.file, context));
    if let Some((file, heading)) = link {
        let here = |endpoint: &&EndpointDraft| endpoint.raw.announcement.span.file == file;
        let titled = |endpoint: &EndpointDraft| here(&endpoint) && anchor(&title(endpoint)) == heading;
        let found = endpoints.iter().position(titled);
        let only = || (endpoints.iter().filter(here).count() == 1).then(|| endpoints.iter().position(|one| here(&one)));
        return found.or_else(|| only().flatten());
    }
    endpoints.iter().position(|endpoint| endpoint.name == words || title(endpoint) == words)
}

fn unknown(said: &Said, what: &str, context: &mut Context<'_>) {
    let message = format!("`{}` is no {what} that is known", said.words.text.trim());
    let diagnostic = Diagnostic::new(Code::NoEffect, said.words.span, message);
    context.report(diagnostic.help("correct the name or the link, or the pattern of the `[[statement]]` rule"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_file_to_file() {
        let cases = [
            ("api/a/b.md", "model.md", "api/a/model.md"),
            ("api/a/b.md", "../c/./model.html", "api/c/model.html"),
            ("api/a/b.md", "/c/model.md", "api/c/model.md"),
            ("api/b.md", "../../x.md", "x.md"),
        ];
        for (from, path, expected) in cases {
            assert_eq!(join(from, path), expected, "{from} {path}");
        }
    }

    #[test]
    fn anchors_are_compared_by_their_letters() {
        let cases = [
            ("有关 position 的说明", "有关-position-的说明"),
            ("Get Channel (v2)", "get-channel-v2"),
            ("ChannelType", "channeltype"),
            ("Emoji 列表", "Emoji%20列表"),
        ];
        for (heading, link) in cases {
            assert_eq!(anchor(heading), anchor(&decoded(link)), "{heading}");
        }
    }
}
