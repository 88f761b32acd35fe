//! The IR as text for people: one line a fact, without places, and how a fact is known where no document states it.

use tablewright::ir::{
    Api, Body, Docs, Endpoint, Envelope, Example, ExampleKind, Fact, Field, How, Member, Paging, Presence, Provenance,
    Type, TypeDef, TypeKind, ValueLabel,
};

mod server;

/// The IR as text.
#[must_use]
pub fn print(api: &Api) -> String {
    let mut printer = Printer::default();
    printer.api(api);
    printer.text
}

#[derive(Default)]
struct Printer {
    text: String,
    depth: usize,
}

impl Printer {
    fn line(&mut self, words: &str) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    fn docs(&mut self, docs: &Docs) {
        for line in docs.0.lines() {
            self.line(&format!("| {line}"));
        }
    }

    fn inside(&mut self, content: impl FnOnce(&mut Self)) {
        self.depth += 1;
        content(self);
        self.depth -= 1;
    }

    fn api(&mut self, api: &Api) {
        self.line(&format!("api {}: {}", api.name, api.title.value));
        self.inside(|to| to.docs(&api.docs));
        let facts = [("version", &api.version), ("license", &api.license)];
        for (what, fact) in facts.iter().filter_map(|(what, fact)| Some((what, fact.as_ref()?))) {
            self.line(&format!("{what} {}", fact.value));
        }
        for server in &api.servers {
            self.line(&format!("server {}", server.value));
        }
        let transport = &api.transport;
        let socket = if transport.websocket { ", websocket" } else { "" };
        let empty = if transport.empty_is_absent { ", what is empty is absent" } else { "" };
        self.line(&format!("transport GET {:?}, POST {:?}{empty}{socket}", transport.get, transport.post));
        for scheme in &api.auth {
            let with = if scheme.with.is_empty() { String::new() } else { format!(" with {}", scheme.with.join(", ")) };
            self.line(&format!("auth {}: {:?}{with}", scheme.id, scheme.kind));
        }
        if let Some(suffix) = &transport.async_suffix {
            self.line(&format!("async suffix {}", known(&suffix.value, suffix)));
        }
        self.envelope(&api.envelope);
        server::print(self, api);
        for status in &api.statuses {
            let ty = status.ty.as_ref().map(|ty| format!(": {}", known(&show(&ty.value), ty))).unwrap_or_default();
            self.line(&format!("status {}{ty}", status.code));
            self.inside(|to| to.docs(&status.docs));
        }
        for code in &api.codes {
            self.line(&format!("code {}: {}", code.code, code.docs.0));
        }
        for group in &api.groups {
            self.line(&format!("group {}", group.name));
            self.inside(|to| to.docs(&group.docs));
        }
        for one in &api.withheld {
            let name = one.name.as_ref().or(one.title.as_ref()).map_or("an endpoint", String::as_str);
            self.line(&format!("withheld {name}: {} {}", one.code, one.reason));
        }
        api.endpoints.iter().for_each(|endpoint| self.endpoint(endpoint));
        api.types.iter().for_each(|def| self.type_def(def));
        for helper in &api.helpers {
            let takes = helper.takes.iter().map(|argument| format!("{}: {}", argument.name, show(&argument.ty)));
            let takes = takes.collect::<Vec<_>>().join(", ");
            self.line("");
            self.line(&format!("{:?} {}/{}({takes}): {}", helper.kind, helper.of.0, helper.name, helper.makes));
            self.inside(|to| to.docs(&helper.docs));
        }
    }

    fn envelope(&mut self, envelope: &Envelope) {
        if envelope.fields.is_empty() && envelope.docs.is_empty() {
            return;
        }
        let (data, code) = (("data", &envelope.data), ("code", &envelope.code));
        let roles = [data, code, ("details", &envelope.details), ("echo", &envelope.echo)];
        let mut words = vec!["envelope".to_owned()];
        words.extend(roles.iter().filter_map(|(role, name)| Some(format!("{role} `{}`", name.as_ref()?))));
        if !envelope.messages.is_empty() {
            words.push(format!("messages {:?}", envelope.messages));
        }
        if !envelope.success.is_empty() {
            words.push(format!("success {}", serde_json::Value::from(envelope.success.clone())));
        }
        self.line(&words.join(", "));
        self.inside(|to| {
            to.docs(&envelope.docs);
            to.fields(&envelope.fields);
            for (what, members) in
                [("ok", &envelope.ok), ("failed", &envelope.failed), ("accepted", &envelope.accepted)]
            {
                let member = |one: &Member| format!("{} {}", one.name, known(&one.value.value.to_string(), &one.value));
                if !members.is_empty() {
                    to.line(&format!("{what}: {}", members.iter().map(member).collect::<Vec<_>>().join(", ")));
                }
            }
        });
    }

    fn endpoint(&mut self, endpoint: &Endpoint) {
        let methods: Vec<_> = endpoint.methods.iter().map(|method| known(method.value.name(), method)).collect();
        self.line("");
        self.line(&format!("endpoint {}: {} {}", endpoint.name, methods.join(", "), endpoint.path.value));
        self.inside(|to| {
            let facts = [("title", &endpoint.title), ("group", &endpoint.group), ("server", &endpoint.server)];
            for (what, fact) in facts.iter().filter_map(|(what, fact)| Some((what, fact.as_ref()?))) {
                to.line(&format!("{what} {}", fact.value));
            }
            if let Some(bare) = &endpoint.response.bare {
                to.line(&format!("bare {}", known(&bare.value.to_string(), bare)));
            }
            if let Some(paging) = &endpoint.paging {
                let Paging { parameter, first, items, next, more } = &paging.value;
                let fields = [("items", items), ("next", next), ("more", more)];
                let fields = fields.into_iter().filter(|(_, steps)| !steps.is_empty());
                let mut words = vec![format!("pages by {}", known(parameter, paging))];
                words.extend(first.map(|first| format!("from {first}")));
                words.extend(fields.map(|(what, steps)| format!("{what} in {}", steps.join("."))));
                to.line(&words.join(", "));
            }
            if let Some(selector) = &endpoint.selector {
                to.line("told by:");
                to.inside(|to| to.fields(std::slice::from_ref(selector)));
            }
            if let Some(reads) = &endpoint.reads {
                to.line(&format!("reads {}", known(&reads.value.to_string(), reads)));
            }
            for alias in &endpoint.aliases {
                let deprecated = if alias.deprecated.is_some() { ", deprecated" } else { "" };
                to.line(&format!("alias {}{deprecated}", alias.path.value));
            }
            if let Some(statement) = &endpoint.deprecated {
                to.line(&format!("deprecated: {}", statement.docs.0));
            }
            for auth in &endpoint.auth {
                to.line(&format!("auth {}", known(&auth.value, auth)));
            }
            to.docs(&endpoint.docs);
            to.parameters(endpoint);
            to.response(endpoint);
            for error in &endpoint.errors {
                to.line(&format!("error {}: {}", error.code, error.docs.0));
            }
            for rule in &endpoint.rules {
                to.line(&format!("rule {:?} {:?}: {}", rule.kind, rule.fields, rule.docs.0));
            }
            endpoint.examples.iter().for_each(|example| to.example(example));
        });
    }

    fn parameters(&mut self, endpoint: &Endpoint) {
        let parameters = &endpoint.parameters;
        let encodings: Vec<_> = parameters.encodings.iter().map(|one| format!(" {:?}", one.value)).collect();
        match &parameters.none {
            Some(none) => self.line(&format!("parameters: none ({})", none.docs.0)),
            None => self.line(&format!("parameters:{}", encodings.concat())),
        }
        if let Some(raw) = &parameters.raw {
            let media: Vec<_> = raw.media.iter().map(|media| known(&media.value, media)).collect();
            let media = if media.is_empty() { String::new() } else { format!(" as {}", media.join(" or ")) };
            self.inside(|to| to.line(&format!("the body is {}{media}", raw.parameter)));
        }
        self.inside(|to| to.fields(&parameters.fields));
    }

    fn response(&mut self, endpoint: &Endpoint) {
        let body = match &endpoint.response.body.value {
            Body::Unknown => "unknown".to_owned(),
            Body::None => "none".to_owned(),
            Body::Data { data } => show(data),
        };
        self.line(&format!("response: {}", known(&body, &endpoint.response.body)));
        if let Some(media) = &endpoint.response.media {
            self.line(&format!("comes as {}", known(&media.value, media)));
        }
        if let Some(status) = &endpoint.response.status {
            self.line(&format!("answers with {}", known(&status.value.to_string(), status)));
        }
        for status in &endpoint.statuses {
            let ty = status.ty.as_ref().map(|ty| format!(": {}", known(&show(&ty.value), ty))).unwrap_or_default();
            self.line(&format!("status {}{}{ty}", status.code, how(&status.provenance)));
            self.inside(|to| to.docs(&status.docs));
        }
        self.inside(|to| {
            to.docs(&endpoint.response.docs);
            to.fields(&endpoint.response.envelope);
        });
    }

    fn example(&mut self, example: &Example) {
        let kind = match &example.kind {
            ExampleKind::Response => "response".to_owned(),
            ExampleKind::Value => "value".to_owned(),
            ExampleKind::Request => "request".to_owned(),
            ExampleKind::Parameter { name } => format!("parameter `{name}`"),
        };
        let read = match (&example.value, &example.request) {
            (Some(value), _) => value.to_string(),
            (None, Some(request)) => {
                format!("{} {} {:?} {:?}", request.method.name(), request.url, request.parameters, request.cookies)
            }
            (None, None) => format!("{:?}", example.text),
        };
        let status = example.status.map(|status| format!(" of status {status}")).unwrap_or_default();
        self.line(&format!("example of a {kind}{status}, {:?}: {read}", example.language));
        self.inside(|to| to.docs(&example.docs));
    }

    fn type_def(&mut self, def: &TypeDef) {
        let what = match &def.kind {
            TypeKind::Struct(shape) if shape.open => "open struct".to_owned(),
            TypeKind::Struct(_) => "struct".to_owned(),
            TypeKind::Values { base, .. } => format!("values of {}", show(base)),
            TypeKind::Alias { target } => format!("alias of {}", show(&target.value)),
            TypeKind::Newtype { target } => format!("newtype of {}", show(&target.value)),
        };
        self.line("");
        self.line(&format!("type {}: {what}{}", def.id.0, how(&def.provenance)));
        self.inside(|to| {
            to.docs(&def.docs);
            match &def.kind {
                TypeKind::Struct(shape) => to.fields(&shape.fields),
                TypeKind::Values { values, .. } => values.iter().for_each(|value| to.line(&label(&value.value))),
                TypeKind::Alias { .. } | TypeKind::Newtype { .. } => {}
            }
            def.examples.iter().for_each(|example| to.example(example));
        });
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.line(&format!("{}: {}", field.name.value, facts(field)));
            self.inside(|to| to.docs(&field.docs));
        }
    }
}

/// What is known of a field, in one line.
fn facts(field: &Field) -> String {
    let mut words = vec![known(&show(&field.ty.value), &field.ty)];
    let presence = match (field.presence.value, field.required) {
        (Presence::Required, _) => "required",
        (Presence::Optional, _) => "optional",
        (Presence::Unknown, true) => "required as nothing is said",
        (Presence::Unknown, false) => "optional as nothing is said",
    };
    words.push(known(presence, &field.presence));
    words.extend(field.location.iter().map(|at| known(&format!("in the {:?}", at.value).to_lowercase(), at)));
    words.extend(field.rest.then(|| "all that no other is called".to_owned()));
    words.extend(field.aliases.iter().map(|alias| format!("alias {}", alias.value)));
    words.extend(field.required_for.iter().map(|method| format!("required for {}", method.name())));
    words.extend(field.conditions.iter().map(|condition| format!("when {:?}", condition.docs.0)));
    words.extend(field.once.iter().map(|once| known("set once on a client", once)));
    words.extend(field.cookie.iter().map(|cookie| format!("from cookie {}", known(&cookie.value, cookie))));
    words.extend(field.default.iter().map(|value| format!("default {}", known(&value.value.to_string(), value))));
    words.extend(field.constant.iter().map(|value| format!("always {}", value.value)));
    words.extend(field.sentinels.iter().map(|value| format!("special {}", label(&value.value))));
    words.extend(field.constraints.max_length.iter().map(|limit| format!("at most {} characters", limit.value)));
    words.extend(field.constraints.max_items.iter().map(|limit| format!("at most {} items", limit.value)));
    words.extend(field.constraints.minimum.iter().map(|limit| format!("at least {}", limit.value)));
    words.extend(field.constraints.maximum.iter().map(|limit| format!("at most {}", limit.value)));
    words.extend(field.examples.iter().map(|value| format!("as {}", value.value)));
    words.extend(field.deprecated.iter().map(|statement| format!("deprecated {:?}", statement.docs.0)));
    words.join(", ")
}

fn label(label: &ValueLabel) -> String {
    if label.docs.is_empty() { label.value.to_string() } else { format!("{} ({})", label.value, label.docs.0) }
}

fn known<T>(words: &str, fact: &Fact<T>) -> String {
    format!("{words}{}", how(&fact.provenance))
}

/// How a fact is known, where no document states it.
fn how(provenance: &Provenance) -> String {
    let how = match provenance.how {
        How::Stated => return String::new(),
        How::Inferred => "inferred",
        How::Patched => "patched",
        How::Declared => "declared",
    };
    provenance.rule.as_ref().map_or_else(|| format!(" [{how}]"), |rule| format!(" [{how}: {rule}]"))
}

/// A type as it would be written.
fn show(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Int { bits, signed } => format!("{}{bits}", if *signed { "int" } else { "uint" }),
        Type::Float { bits } => format!("float{bits}"),
        Type::String => "string".to_owned(),
        Type::DateTime => "date-time".to_owned(),
        Type::Date => "date".to_owned(),
        Type::File => "file".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Any => "any".to_owned(),
        Type::List { items } => format!("[{}]", show(items)),
        Type::Map { values } => format!("{{any key: {}}}", show(values)),
        Type::Nullable { inner } => format!("{} or null", show(inner)),
        Type::Union { variants } => {
            format!("({})", variants.iter().map(show).collect::<Vec<_>>().join(" | "))
        }
        Type::Ref { id } => format!("<{}>", id.0),
    }
}
