//! What the schema alone cannot say: a rule whose pattern lacks the group that it needs would never have an effect, and
//! nobody would be told.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{
    AuthIn, BulletRule, Dialect, EndpointForm, EndpointRule, FillRule, Located, Mark, Means, Pattern, ProseRule, Rest,
    Role, SectionRule, Side, StatementRule, States, TypeRule, TypeShape,
};
use super::{messages, renamed};
use crate::diagnostic::Diagnostic;
use crate::ir::Location;
use crate::source::{FileId, Span};

/// The rules of `dialect`, which is the file `file`, that could never have an effect.
#[must_use]
pub fn check(dialect: &Dialect, file: FileId) -> Vec<Diagnostic> {
    let mut check = Check { file, found: Vec::new() };
    for rule in &dialect.endpoint {
        check.endpoint(rule, dialect);
        if let Some(pattern) = rule.pattern.as_ref().filter(|pattern| pattern.has_group("selector")) {
            check.selects(dialect, pattern);
        }
    }
    for rule in &dialect.selector {
        if let Some(at) = rule.location.as_ref().filter(|at| ***at == Location::Path) {
            check.report(at.range(), messages::selector_in_path);
        }
    }
    dialect.statement.iter().for_each(|rule| check.statement(rule, dialect));
    check.groups_of(dialect);
    dialect.section.iter().for_each(|rule| check.section(rule));
    dialect.type_rules.iter().for_each(|rule| check.type_rule(rule));
    for rule in &dialect.values {
        check.groups(&rule.each, &["value", "label"]);
        check.needs(&rule.each, "reads values", &["value"]);
    }
    dialect.bullet.iter().for_each(|rule| check.bullet(rule));
    for (method, location) in &dialect.transport.locations {
        if matches!(**location, Location::Path | Location::Header) || (method.is_bare() && *location == Location::Body)
        {
            check.report(location.range(), |at| messages::bad_location(*method, at));
        }
    }
    dialect.prose.iter().for_each(|rule| check.prose(rule));
    check.auth(dialect);
    dialect.fill.iter().for_each(|rule| check.fill(rule));
    for (name, rule) in &dialect.define {
        let given = [rule.ty.is_some(), !rule.union.is_empty(), !rule.fields.is_empty(), rule.same.is_some()];
        if given.into_iter().filter(|given| *given).count() != 1 {
            check.report(rule.range(), |at| messages::define_needs_one(name, at));
        }
    }
    check.circles(dialect);
    check.found
}

struct Check {
    file: FileId,
    found: Vec<Diagnostic>,
}

impl Check {
    fn report(&mut self, at: Range<usize>, message: impl FnOnce(Span) -> Diagnostic) {
        self.found.push(message(Span::new(self.file, at)));
    }

    fn statement(&mut self, rule: &StatementRule, dialect: &Dialect) {
        self.groups(&rule.pattern, rule.states.groups());
        match rule.states {
            States::Response | States::Type | States::Parameters => {
                self.needs(&rule.pattern, "states a type", &["type", "items"]);
            }
            States::MoreFields => self.needs(&rule.pattern, "states a type", &["type"]),
            States::SameParameters | States::SameResponse => {
                self.needs(&rule.pattern, "names an endpoint", &["endpoint"]);
            }
            States::MediaType => self.needs(&rule.pattern, "states a media type", &["media"]),
            States::Methods => self.needs(&rule.pattern, "states methods", &["methods"]),
            States::Status => self.needs(&rule.pattern, "states an HTTP status", &["status"]),
            States::Server => self.needs(&rule.pattern, "states a base URL", &["url"]),
            States::Selector => {
                self.needs(&rule.pattern, "states the value of a selector", &["value"]);
                self.selects(dialect, &rule.pattern);
            }
            States::Group => self.needs(&rule.pattern, "states a group", &["name"]),
            States::Auth => self.needs(&rule.pattern, "states the authentication", &["name"]),
            _ => {}
        }
        if rule.of == Side::Request && rule.states != States::MediaType {
            self.report(rule.pattern.span(), messages::statement_of);
        }
    }

    fn groups_of(&mut self, dialect: &Dialect) {
        if let Some(pattern) = &dialect.groups.document {
            self.groups(pattern, &["name"]);
            self.needs(pattern, "reads a group", &["name"]);
        }
        for pattern in &dialect.groups.headings {
            self.groups(pattern, &["name"]);
            self.needs(pattern, "reads a group", &["name"]);
        }
        if let Some(level) = dialect.groups.level.as_ref().filter(|level| !(1..=6).contains(&***level)) {
            self.report(level.range(), messages::no_heading_level);
        }
    }

    fn bullet(&mut self, rule: &BulletRule) {
        self.groups(
            &rule.pattern,
            &["name", "value", "type", "presence", "default", "location", "example", "description"],
        );
        if rule.gives.is_none() {
            self.needs(&rule.pattern, "reads rows", &["name", "value"]);
        } else if rule.pattern.has_group("name") {
            self.report(rule.pattern.span(), messages::row_that_gives);
        }
        if let Some(split) = rule.split.as_ref().filter(|_| !rule.pattern.has_group("type")) {
            self.report(split.span(), messages::split_without_type);
        }
    }

    fn fill(&mut self, rule: &Located<FillRule>) {
        match &rule.location {
            Some(location) if !matches!(**location, Location::Header | Location::Query) => {
                self.report(location.range(), messages::fill_location);
            }
            None if rule.of_everywhere().is_some() => {
                let key = rule.of_everywhere().unwrap_or_default();
                self.report(rule.range(), |at| messages::fill_without_location(key, at));
            }
            _ => {}
        }
        if rule.cookie.is_some() && rule.default.is_some() {
            self.report(rule.range(), messages::cookie_and_default);
        }
    }

    /// Reports credentials that cannot be sent, and those that stand in each other's way.
    fn auth(&mut self, dialect: &Dialect) {
        for rule in &dialect.auth {
            if rule.place != AuthIn::Bearer && rule.name.is_none() {
                self.report(rule.range(), |at| messages::auth_without_name(&rule.id, at));
            }
            if rule.place != AuthIn::Header && !rule.prefix.is_empty() {
                self.report(rule.range(), |at| messages::auth_prefix(&rule.id, at));
            }
            let others = || dialect.auth.iter().filter(|other| other.id != rule.id);
            for id in &rule.with {
                match others().find(|other| other.id == *id) {
                    None => self.report(rule.range(), |at| messages::auth_with_unknown(&rule.id, id, at)),
                    Some(other) if other.everywhere && other.with.is_empty() => {
                        self.report(other.range(), |at| messages::auth_alone(&rule.id, id, at));
                    }
                    Some(_) => {}
                }
            }
        }
    }

    /// Reports a pattern that has none of the groups that it needs.
    fn needs(&mut self, pattern: &Pattern, what: &str, groups: &[&str]) {
        if !groups.iter().any(|group| pattern.has_group(group)) {
            self.report(pattern.span(), |at| messages::group_missing(what, groups, at));
        }
    }

    /// Reports a pattern that reads the value of a selector where there is none.
    fn selects(&mut self, dialect: &Dialect, pattern: &Pattern) {
        if dialect.selector.is_empty() {
            self.report(pattern.span(), messages::no_selector);
        }
    }

    /// Reports the groups of a pattern that nobody reads.
    fn groups(&mut self, pattern: &Pattern, known: &[&str]) {
        for group in pattern.regex().capture_names().flatten() {
            let old = renamed::old_group(group).filter(|_| pattern.is_renamed());
            match old {
                Some(old) if known.contains(&group) => {
                    self.report(pattern.span(), |at| messages::renamed("group", old, group, at));
                }
                _ if known.contains(&group) => {}
                old => self.report(pattern.span(), |at| messages::group_unread(old.unwrap_or(group), known, at)),
            }
        }
    }

    fn endpoint(&mut self, rule: &EndpointRule, dialect: &Dialect) {
        if let Some(pattern) = &rule.pattern {
            self.groups(pattern, &["path", "url", "method", "methods", "title", "selector"]);
            // A prefix is no whole path, unless a value tells what is below it apart.
            let prefixed = |above: &Pattern| above.has_group("prefix") && !pattern.has_group("selector");
            if rule.path.is_none() && rule.above.as_ref().is_none_or(prefixed) {
                self.needs(pattern, "announces endpoints", &["path", "url"]);
            }
        }
        if let Some(above) = &rule.above {
            self.groups(above, &["path", "url", "prefix"]);
            self.needs(above, "reads the path of a heading", &["path", "url", "prefix"]);
        }
        for (key, form) in of_other_forms(rule) {
            self.report(rule.form.range(), |at| messages::key_of_form(key, form, at));
        }
        let linkless = matches!(*rule.form, EndpointForm::Heading | EndpointForm::Fence | EndpointForm::Tag);
        if rule.rest == Rest::Link && linkless {
            self.report(rule.form.range(), messages::rest_without_link);
        }
        if rule.form == EndpointForm::Table {
            let by_value = !rule.selector_columns.is_empty();
            let said = rule.path.is_some() || rule.above.is_some();
            if rule.path_keys.is_empty() && rule.path_columns.is_empty() && !(by_value && said) {
                self.report(rule.form.range(), |at| messages::table_without_path(by_value, at));
            }
            if by_value && dialect.selector.is_empty() {
                self.report(rule.form.range(), messages::no_selector);
            }
        } else if rule.pattern.is_none() {
            self.report(rule.form.range(), messages::endpoint_without_pattern);
        }
    }

    /// Reports definitions that are each other, and so nothing.
    fn circles(&mut self, dialect: &Dialect) {
        // Each definition is walked over once: where a walk meets an earlier one, that has told of its circle.
        let mut walked: BTreeMap<&str, usize> = BTreeMap::new();
        for (walk, first) in dialect.define.keys().enumerate() {
            let (mut names, mut at) = (Vec::new(), Some(first));
            while let Some((name, rule)) = at.and_then(|name| dialect.define.get_key_value(name)) {
                match walked.get(name.as_str()) {
                    None => _ = walked.insert(name, walk),
                    Some(known) if *known == walk => {
                        let from = names.iter().position(|known| *known == name).unwrap_or_default();
                        self.circle(dialect, names.split_off(from));
                        break;
                    }
                    Some(_) => break,
                }
                names.push(name);
                at = rule.ty.as_ref();
            }
        }
    }

    /// Reports a circle of definitions at the first of their names.
    fn circle(&mut self, dialect: &Dialect, mut circle: Vec<&String>) {
        let first = circle.iter().enumerate().min_by_key(|(_, name)| **name).map_or(0, |(at, _)| at);
        circle.rotate_left(first);
        let Some((name, rule)) = circle.first().and_then(|name| dialect.define.get_key_value(*name)) else { return };
        let names: Vec<_> = circle.iter().copied().chain([name]).map(String::as_str).collect();
        self.report(rule.range(), |at| messages::define_circle(name, &names, at));
    }

    fn section(&mut self, rule: &SectionRule) {
        self.groups(
            &rule.pattern,
            &["name", "item", "type", "parent", "within", "same", "minus", "status", "condition"],
        );
        if let Some(under) = &rule.under {
            self.groups(under, &["name"]);
        }
        if rule.pattern.has_group("type") && !matches!(rule.role, Role::Object | Role::Event) {
            self.report(rule.pattern.span(), messages::label_without_type);
        }
        let generic = rule.role == Role::Object;
        if rule.pattern.has_group("item") && (!generic || !rule.pattern.has_group("name")) {
            self.report(rule.pattern.span(), messages::label_without_generic);
        }
        if rule.pattern.has_group("status") && !may_have_status(rule.role) {
            self.report(rule.pattern.span(), messages::label_without_status);
        }
        let of_fields = rule.presence.is_some() || rule.pattern.has_group("condition");
        if of_fields && !has_fields(rule.role) {
            self.report(rule.pattern.span(), messages::label_without_fields);
        }
        if rule.schema && !matches!(rule.role, Role::Parameters | Role::Response | Role::Object) {
            self.report(rule.pattern.span(), messages::schema_of_no_type);
        }
        let has = |group: &str| rule.pattern.has_group(group) || (group == "parent" && rule.parent.is_some());
        let of_parameters = [("named_in_path", rule.named_in_path), ("alternative", rule.alternative)];
        if rule.role != Role::Parameters
            && let Some((key, _)) = of_parameters.into_iter().find(|(_, set)| *set)
        {
            self.report(rule.pattern.span(), |at| messages::label_without_parameters(key, at));
        }
        let above = rule.under.as_ref().is_some_and(|under| under.has_group("name"));
        let named = has("name") || above || !rule.name_keys.is_empty();
        if rule.role == Role::Event && !named {
            self.report(rule.pattern.span(), messages::event_section_without_name);
        }
        if rule.role == Role::Object && !named && !has("parent") {
            self.report(rule.pattern.span(), messages::object_without_name);
        }
        let no_label = match rule.mark {
            Mark::Row => Some(("a row is", "what a row is, its columns say: `[columns]`; `row`")),
            Mark::Column => Some(("a column is", "what a column holds, its header says: `[columns]`; `column`")),
            _ => None,
        };
        if let Some((what, help)) = no_label {
            self.report(rule.pattern.span(), |at| messages::never_a_label(what, help, at));
        }
        // A table of values can have a column for the names of the fields.
        if rule.role == Role::MapValue && !has("parent") {
            self.report(rule.pattern.span(), messages::label_without_parent);
        }
    }

    fn type_rule(&mut self, rule: &TypeRule) {
        self.groups(&rule.pattern, &["item", "value", "name"]);
        match rule.is {
            TypeShape::List | TypeShape::Map => {}
            TypeShape::Nullable => self.needs(&rule.pattern, "reads a type that may be `null`", &["item"]),
            TypeShape::Optional => self.needs(&rule.pattern, "reads the type of what may be left out", &["item"]),
            TypeShape::Reference => self.needs(&rule.pattern, "reads the name of a type", &["name"]),
            TypeShape::Union => match &rule.each {
                Some(each) => {
                    self.groups(each, &["type", "label"]);
                    self.needs(each, "reads the types of a union", &["type"]);
                }
                None => self.report(rule.pattern.span(), messages::union_without_each),
            },
            TypeShape::Values => match &rule.each {
                Some(each) => {
                    self.groups(each, &["value", "label"]);
                    self.needs(each, "reads the values of a type", &["value"]);
                }
                None => self.report(rule.pattern.span(), messages::values_without_each),
            },
        }
    }

    fn prose(&mut self, rule: &ProseRule) {
        let groups = ["value", "label", "field", "endpoint", "condition", "type", "minimum", "maximum"];
        self.groups(&rule.pattern, &groups);
        let what = "reads a value";
        match rule.means {
            Means::Default | Means::Sentinel if rule.value.is_none() => self.needs(&rule.pattern, what, &["value"]),
            Means::MaxLength | Means::MaxItems | Means::Minimum | Means::Maximum => {
                self.needs(&rule.pattern, what, &["value"]);
            }
            Means::Range => {
                self.needs(&rule.pattern, "reads a range", &["minimum"]);
                self.needs(&rule.pattern, "reads a range", &["maximum"]);
            }
            Means::Alias => self.needs(&rule.pattern, "reads another name", &["value"]),
            Means::SameValues => self.needs(&rule.pattern, "reads the name of a field", &["field"]),
            Means::FromEndpoint | Means::SameAsResponse => {
                self.needs(&rule.pattern, "reads the name of an endpoint", &["endpoint"]);
            }
            _ => {}
        }
    }
}

/// Whether a label of this role can say of which response it is.
fn may_have_status(role: Role) -> bool {
    matches!(role, Role::Response | Role::Envelope | Role::Object | Role::Items | Role::Example)
}

/// Whether fields follow a label of this role.
fn has_fields(role: Role) -> bool {
    use Role::{Envelope, Event, Fields, Items, MapValue, Object, Parameters, Response};
    matches!(role, Parameters | Response | Envelope | Object | Event | Fields | Items | MapValue)
}

/// The keys of a rule that only rules of another form read, each with that form.
fn of_other_forms(rule: &EndpointRule) -> Vec<(&'static str, &'static str)> {
    let table = [
        ("path_keys", &rule.path_keys),
        ("method_keys", &rule.method_keys),
        ("title_keys", &rule.title_keys),
        ("description_keys", &rule.description_keys),
        ("path_columns", &rule.path_columns),
        ("method_columns", &rule.method_columns),
        ("title_columns", &rule.title_columns),
        ("description_columns", &rule.description_columns),
        ("group_columns", &rule.group_columns),
        ("selector_columns", &rule.selector_columns),
    ];
    let of_table = table.into_iter().map(|(key, words)| (key, "table", words, EndpointForm::Table));
    let of_fence = std::iter::once(("languages", "fence", &rule.languages, EndpointForm::Fence));
    let stray = of_table.chain(of_fence).filter(|(_, _, words, form)| *form != *rule.form && !words.is_empty());
    stray.map(|(key, form, ..)| (key, form)).collect()
}
