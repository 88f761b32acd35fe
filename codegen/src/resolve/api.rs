//! What is said of the API as a whole: groups, statuses, authentication, transport and the envelope.

use super::context::Context;
use super::draft::{Draft, ValueDraft};
use super::section::{self, Content, EndpointDraft};
use super::types::Types;
use super::{define, merge, rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::{AuthIn, Role, Where};
use crate::ir::{
    AuthKind, AuthScheme, Docs, Endpoint, Envelope, ErrorCode, Fact, Field, Group, How, Presence, Status, Transport,
    Type, TypeId,
};
use crate::recognise::raw::{Facts, RawDocument, RawExample, RawGroup, RawRow, RawSection, Text};
use crate::source::Span;

/// What the documents say outside of endpoints.
#[derive(Default)]
pub struct Common {
    /// The groups.
    pub groups: Vec<Group>,
    /// The documentation of the API.
    pub docs: Docs,
    /// HTTP statuses.
    pub statuses: Vec<Status>,
    /// The codes that any endpoint can fail with.
    pub codes: Vec<ErrorCode>,
    /// Values of envelope fields, by field.
    values: Vec<(Text, Vec<ValueDraft>)>,
    /// Words about the envelope.
    envelope_docs: Docs,
    /// Examples of the envelope.
    examples: Vec<RawExample>,
}

impl Common {
    /// The documented values of the envelope's fields.
    pub fn values(&self) -> impl Iterator<Item = &ValueDraft> {
        self.values.iter().flat_map(|(_, values)| values)
    }
}

/// Reads what stands outside of endpoints.
pub fn common(documents: &mut [RawDocument], context: &mut Context<'_>) -> Common {
    let mut common = Common::default();
    let mut groups: Vec<RawGroup> = Vec::new();
    for document in documents {
        let scope = std::mem::take(&mut document.scope);
        common.docs.push(&scope.docs.0);
        stray(&scope.facts, context);
        for section in scope.sections {
            common_section(section, &mut common, context);
        }
        common.examples.extend(scope.examples);
        for mut group in std::mem::take(&mut document.groups) {
            stray(&group.scope.facts, context);
            common.examples.append(&mut group.scope.examples);
            for section in std::mem::take(&mut group.scope.sections) {
                common_section(section, &mut common, context);
            }
            match groups.iter_mut().find(|known| known.name.value == group.name.value) {
                Some(first) => merge::groups(first, &group, context),
                None => groups.push(group),
            }
        }
    }
    let group = |group: RawGroup| {
        let provenance = context.stated(group.name.span);
        Group { name: group.name.value, docs: group.scope.docs, provenance }
    };
    common.groups = groups.into_iter().map(group).collect();
    common
}

/// Reports statements outside of endpoints: their words are kept, and nothing follows from them.
fn stray(facts: &Facts, context: &mut Context<'_>) {
    let texts = [&facts.no_parameters, &facts.no_response, &facts.deprecated].into_iter().flatten().chain(&facts.auth);
    let texts = texts.chain(facts.deprecated_aliases.iter().map(|(_, text)| text)).map(|text| text.span);
    let mut spans: Vec<_> = texts.chain(facts.methods.iter().map(|(_, span)| *span)).collect();
    spans.sort();
    spans.dedup();
    for span in spans {
        let message = "this states a fact of an endpoint, and stands under none";
        let help = "move it below the endpoint, or make the pattern of its `[[statement]]` rule narrower";
        context.say(Code::NoEffect, span, message, help);
    }
}

fn common_section(raw: RawSection, common: &mut Common, context: &mut Context<'_>) {
    let draft = section::read(raw, context);
    let label = &draft.label;
    if label.sentence {
        common.docs.push(&label.text.value);
    }
    match (label.role, draft.content) {
        (Role::Object, Content::Fields(shape)) if label.parent.is_none() => section::named(shape, label, context),
        (Role::Object, Content::Values(rows)) => section::named_set(rows, label, context),
        (Role::Codes, Content::Values(table)) => codes(&table, common, context),
        (Role::Statuses, Content::Values(table)) => {
            for row in &table {
                let ty = Draft::Known(Type::Int { bits: 16, signed: false });
                let Some(value) = rows::value(row, &ty, true, context) else { continue };
                let code = value.value.as_u64().and_then(|code| u16::try_from(code).ok()).unwrap_or_default();
                let provenance = context.stated(value.span);
                common.statuses.push(Status { code, docs: Docs(value.label), provenance });
            }
        }
        (Role::Values, Content::Values(table)) if label.of == Where::Envelope => {
            let Some(parent) = &label.parent else {
                rows::no_parent(label, context);
                return;
            };
            let rule = context.dialect.envelope.field.iter().find(|field| field.name == parent.value);
            let Some(words) = rule.map(|rule| rule.ty.clone()) else {
                let message = format!("the envelope has no field `{}`", parent.value);
                context.say(
                    Code::NoParent,
                    label.text.span,
                    message,
                    "add it to `[[envelope.field]]` in `dialect.toml`",
                );
                return;
            };
            let ty = define::parse(&words, parent.span, context);
            let mut values = Vec::new();
            for row in &table {
                if let Some(value) = rows::value(row, &ty, false, context) {
                    values.push(value);
                } else {
                    // A row such as "others" is no value: it is words about the field.
                    let words: Vec<_> = row.description.iter().map(|cell| cell.source.as_str()).collect();
                    let words = format!("`{}` {}: {}", parent.value, row.key.text.trim(), words.join("; "));
                    common.envelope_docs.push(&words);
                }
            }
            common.values.push((parent.clone(), values));
        }
        (_, Content::Empty) => {}
        _ => {
            let message = "this section stands outside of every endpoint, where its role means nothing";
            let help = "move it below the endpoint that it describes";
            context.say(Code::NoParent, label.text.span, message, help);
        }
    }
}

/// The codes of the API as a whole. A row that holds none, such as a range, is words about them.
fn codes(rows: &[RawRow], common: &mut Common, context: &mut Context<'_>) {
    let mut others = Vec::new();
    for row in rows {
        match rows::value(row, &Draft::Known(Type::INT64), false, context) {
            Some(value) if common.codes.iter().any(|known| known.code == value.value) => {}
            Some(value) => {
                let provenance = context.stated(value.span);
                common.codes.push(ErrorCode { code: value.value, docs: Docs(value.label), provenance });
            }
            None => others.push(row.clone()),
        }
    }
    common.docs.push(&rows::words(&others));
}

/// The transport that the dialect gives.
pub fn transport(context: &Context<'_>) -> Transport {
    let rules = &context.dialect.transport;
    Transport { get: rules.get.clone(), post: rules.post.clone(), websocket: rules.websocket }
}

/// The ways to prove who calls.
pub fn auth(context: &Context<'_>) -> Vec<AuthScheme> {
    let dialect = context.dialect;
    let mut schemes = Vec::new();
    for rule in &dialect.auth {
        let name = rule.name.clone().unwrap_or_default();
        let kind = match rule.place {
            AuthIn::Bearer => AuthKind::Bearer,
            AuthIn::Query => AuthKind::Query { name },
            AuthIn::Cookie => AuthKind::Cookie { name },
            AuthIn::Header => AuthKind::Header { name, prefix: rule.prefix.clone() },
        };
        let provenance = context.declared_at(context.entry(rule));
        schemes.push(AuthScheme { id: rule.id.clone(), kind, provenance });
    }
    schemes
}

/// The base URLs: the dialect's, then those of announcements.
pub fn servers(drafts: &[EndpointDraft], context: &Context<'_>) -> Vec<Fact<String>> {
    let declared = |server: &String| Fact { value: server.clone(), provenance: context.declared() };
    let mut servers: Vec<_> = context.dialect.api.servers.iter().map(declared).collect();
    for server in drafts.iter().filter_map(|draft| draft.raw.announcement.server.as_ref()) {
        if servers.iter().all(|known| known.value != server.value) {
            servers.push(context.text(server));
        }
    }
    servers
}

/// The envelope: the dialect's fields, or what the documents of all endpoints say together.
pub fn envelope(common: &mut Common, endpoints: &[Endpoint], spans: &[Span], types: &mut Types<'_, '_>) -> Envelope {
    let rules = &types.context.dialect.envelope;
    let success = rules.success.iter().filter_map(|value| serde_json::to_value(value).ok()).collect();
    let mut envelope = Envelope {
        fields: Vec::new(),
        data: rules.data.clone(),
        code: rules.code.clone(),
        success,
        messages: rules.messages.clone(),
        echo: rules.echo.clone(),
        docs: std::mem::take(&mut common.envelope_docs),
    };
    envelope.fields =
        if rules.field.is_empty() { stated(endpoints, spans, types.context) } else { declared(common, types) };
    let names: Vec<_> = envelope.fields.iter().map(|field| field.name.value.clone()).collect();
    let roles = [&envelope.data, &envelope.code, &envelope.echo].into_iter().flatten().chain(&envelope.messages);
    for name in roles.filter(|name| !names.contains(name)) {
        let message = format!("the envelope has no field `{name}`");
        let help = "correct the name in `[envelope]`, or add the field to `[[envelope.field]]`";
        types.context.say(Code::ConfigValue, types.context.dialect_span(), message, help);
    }
    examples(common, &names, types.context);
    envelope
}

fn declared(common: &Common, types: &mut Types<'_, '_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for rule in &types.context.dialect.envelope.field {
        let span = types.context.entry(rule);
        let draft = define::parse(&rule.ty, span, types.context);
        let mut ty = types.make(&draft, &format!("envelope/{}", rule.name));
        let mut place = types.context.declared_at(span);
        if let Some((parent, values)) = common.values.iter().find(|(parent, _)| parent.value == rule.name) {
            ty = types.values(ty, &TypeId(format!("envelope/{}", rule.name)), values);
            place = types.context.stated(parent.span);
        }
        let presence = if rule.optional { Presence::Optional } else { Presence::Required };
        fields.push(Field {
            name: Fact { value: rule.name.clone(), provenance: place.clone() },
            aliases: Vec::new(),
            location: None,
            ty: Fact { value: ty, provenance: place.clone() },
            presence: Fact { value: presence, provenance: types.context.declared_at(span) },
            required: !rule.optional,
            conditions: Vec::new(),
            required_for: Vec::new(),
            default: None,
            constant: None,
            sentinels: Vec::new(),
            constraints: crate::ir::Constraints::default(),
            deprecated: None,
            docs: Docs(rule.docs.clone()),
        });
    }
    fields
}

/// The fields of all endpoints' envelopes; one that is missing under some endpoints is optional.
fn stated(endpoints: &[Endpoint], spans: &[Span], context: &mut Context<'_>) -> Vec<Field> {
    let with: Vec<_> =
        endpoints.iter().zip(spans).filter(|(endpoint, _)| !endpoint.response.envelope.is_empty()).collect();
    let mut fields: Vec<Field> = Vec::new();
    for (endpoint, _) in &with {
        for (at, field) in endpoint.response.envelope.iter().enumerate() {
            if fields.iter().all(|known| known.name.value != field.name.value) {
                fields.insert(at.min(fields.len()), field.clone());
            }
        }
    }
    for field in &mut fields {
        let has =
            |endpoint: &Endpoint| endpoint.response.envelope.iter().any(|known| known.name.value == field.name.value);
        let without: Vec<_> = with.iter().filter(|(endpoint, _)| !has(endpoint)).collect();
        for (endpoint, span) in &without {
            let message =
                format!("the response of `{}` has no `{}`, which others have", endpoint.name, field.name.value);
            let diagnostic = Diagnostic::new(Code::EnvelopeVaries, **span, message);
            context.report(diagnostic.help("if it is there as elsewhere, add it to the table"));
        }
        if !without.is_empty() {
            field.required = false;
            field.presence.value = Presence::Optional;
            field.presence.provenance.how = How::Inferred;
            field.presence.provenance.rule = Some("missing under some endpoints".into());
        }
    }
    fields
}

/// Compares the examples of the envelope with its fields.
fn examples(common: &Common, names: &[String], context: &mut Context<'_>) {
    for raw in &common.examples {
        let example = super::examples::read(raw, context);
        if raw.of != Where::Envelope {
            continue;
        }
        let Some(object) = example.value.as_ref().and_then(|value| value.as_object()) else { continue };
        for (parent, values) in &common.values {
            let words = object.get(&parent.value).and_then(|value| value.as_str()).unwrap_or_default();
            spellings(&parent.value, words, values, raw.span, context);
        }
        for name in names.iter().filter(|name| !object.contains_key(*name)) {
            let message = format!("this example of the envelope lacks `{name}`");
            context.say(Code::ExampleLacks, raw.span, message, "correct the example or `[[envelope.field]]`");
        }
        for key in object.keys().filter(|key| !names.contains(key)) {
            let message = format!("this example of the envelope has `{key}`, which the dialect does not know");
            context.say(Code::ExampleExtra, raw.span, message, "correct the example or `[[envelope.field]]`");
        }
    }
}

/// Reports a documented value that the example of the field writes with other capitals.
fn spellings(field: &str, words: &str, values: &[ValueDraft], span: Span, context: &mut Context<'_>) {
    let known = || values.iter().filter_map(|value| Some((value.value.as_str()?, value.span)));
    for word in words.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
        let alike = known().find(|(value, _)| value.eq_ignore_ascii_case(word));
        if let Some((value, place)) = alike.filter(|_| known().all(|(value, _)| value != word)) {
            let message = format!("the example of `{field}` writes `{word}`, and the table `{value}`");
            let at = super::examples::compare::key_span(field, span, context).unwrap_or(span);
            let diagnostic = Diagnostic::new(Code::ExampleType, at, message).related(place, "the table says it here");
            context.report(diagnostic.help("correct one of them; the table counts"));
        }
    }
}

/// Examples outside of endpoints stay in the documentation.
pub fn example_docs(common: &mut Common) {
    for example in &common.examples {
        let words = format!("{}\n\n```{}\n{}\n```", example.docs.0, example.language, example.text.trim_end());
        common.docs.push(&words);
    }
}
