//! Patches: what a document gets wrong, said once, with a reason, in `patches.toml`.
//!
//! A patch names an endpoint or a type and a field of it, never a line. It says what it expects to find; a patch that
//! finds something else, or nothing, is an error, so that corrections do not outlive the mistakes that they correct.

mod messages;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Reach};
use crate::dialect::DefineField;
use crate::ir::{Location, Method};
use crate::source::{FileId, Span};

/// The content of `patches.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Patches {
    /// The patches, applied in order.
    pub patch: Vec<Patch>,
    /// The messages that are known, and are not to be counted.
    pub accept: Vec<Accept>,
}

/// A known fault of the documents. Its fact stays unknown, or its endpoint is withheld, and it is no longer counted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// The number of the message, such as `TW210`.
    #[schemars(with = "String")]
    pub code: Spanned<String>,
    /// What it is about: `<endpoint>`, `<endpoint>/parameters/<field>`, `<endpoint>/response/<field>/…`, `<type>`,
    /// `<type>/<field>/…`, or, outside of all of them, the name of a document.
    #[schemars(with = "String")]
    pub at: Spanned<String>,
    /// Why it is as it is.
    pub reason: String,
}

/// A correction.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    /// What is corrected: `<endpoint>/parameters/<field>`, `<endpoint>/response/<field>/…` or `<type>/<field>`; a table or a
    /// response as a whole, `<endpoint>/parameters` or `<endpoint>/response`; an endpoint or a type, by its name. Lists are
    /// gone through without a step of their own.
    #[schemars(with = "String")]
    pub at: Spanned<String>,
    /// What the document says there. Every key given must hold.
    pub expect: Expect,
    /// What is true instead.
    pub set: Set,
    /// Why.
    pub reason: String,
}

/// What a patch expects to find. At least one key is given.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// The type cell, as written.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// The default cell, as written; `""` for an empty cell.
    pub default: Option<String>,
    /// Whether the field must be there, by the table or by the policy.
    pub required: Option<bool>,
    /// The description, as written.
    pub docs: Option<String>,
    /// The names of the fields of a response, of the parameters, of a type, or of the object that a field holds, in order.
    pub fields: Option<Vec<String>>,
    /// Where the parameter is sent, as the documents say it.
    pub location: Option<Location>,
    /// The values of the set that the field has, in order; `[]` for none.
    #[schemars(with = "Option<Vec<serde_json::Value>>")]
    pub values: Option<Vec<toml::Value>>,
    /// The cells of the row, as written and as they are read: name, type, presence, default, location, descriptions.
    pub cells: Option<Vec<String>>,
    /// The methods that the documents state of the endpoint, in order.
    pub methods: Option<Vec<Method>>,
    /// The path that the documents state of the endpoint.
    pub path: Option<String>,
    /// The title of the endpoint.
    pub title: Option<String>,
    /// That nothing defines the type, though it is used; that there is no such endpoint; that nothing gives the response.
    pub undefined: Option<bool>,
}

/// What a patch sets. At least one key is given.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Set {
    /// The type, as the documents would write it.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// The default.
    #[schemars(with = "Option<serde_json::Value>")]
    pub default: Option<toml::Value>,
    /// That there is no default.
    pub no_default: bool,
    /// Whether the field must be there.
    pub required: Option<bool>,
    /// Whether the field may be `null`.
    pub nullable: Option<bool>,
    /// What it is.
    pub docs: Option<String>,
    /// The name on the wire; the documented one stays as an alias.
    pub name: Option<String>,
    /// The endpoint that the response belongs to.
    pub endpoint: Option<String>,
    /// The fields of a type that nobody defines, or those that are added to what is at the address.
    pub fields: Vec<DefineField>,
    /// Where the parameter is sent.
    pub location: Option<Location>,
    /// The set of values of the field, each alone or as a table with what it is; `[]` for none. What the documents say of a
    /// value stays.
    pub values: Option<Vec<SetValue>>,
    /// The type of the items of the response, as the documents would write it; the response is a list of them.
    pub items: Option<String>,
    /// What the cells of the row say, each in its place.
    pub cells: Option<Cells>,
    /// Whether the table at the address is of the parameters or of the response.
    pub side: Option<Side>,
    /// Where the field belongs: `<endpoint>/parameters`, `<endpoint>/response` or a type.
    pub to: Option<String>,
    /// That there is no such field, or no such endpoint.
    pub remove: bool,
    /// The methods of the endpoint.
    pub methods: Option<Vec<Method>>,
    /// The path of the endpoint, as an announcement writes it.
    pub path: Option<String>,
    /// The title of the endpoint.
    pub title: Option<String>,
}

/// A value of a set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a value, or a table with `value` and `docs`")]
pub enum SetValue {
    /// One with what it is.
    Told(ToldValue),
    /// One alone.
    Bare(#[schemars(with = "serde_json::Value")] toml::Value),
}

/// A value with what it is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldValue {
    /// The value.
    #[schemars(with = "serde_json::Value")]
    pub value: toml::Value,
    /// What it is.
    pub docs: String,
}

impl SetValue {
    /// The value, and what it is said to be.
    #[must_use]
    pub fn parts(&self) -> (&toml::Value, Option<&str>) {
        match self {
            Self::Told(told) => (&told.value, Some(&told.docs)),
            Self::Bare(value) => (value, None),
        }
    }
}

/// The cells of a row, by what they say; one that is not given is empty.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cells {
    /// The name; that of the row where it is not given.
    pub name: Option<String>,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// The presence.
    pub presence: Option<String>,
    /// The default.
    pub default: Option<String>,
    /// The location.
    pub location: Option<String>,
    /// The description.
    pub description: Option<String>,
}

/// What a table under an endpoint is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The parameters.
    Parameters,
    /// The response.
    Response,
}

/// What a patch does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It moves a response to another endpoint.
    Move,
    /// It defines a type.
    Define,
    /// It corrects what is said of an endpoint as a whole, adds one or removes one.
    Endpoint,
    /// It says that a table is of the parameters or of the response.
    Side,
    /// It puts the cells of a row in order.
    Cells,
    /// It adds fields to what is at the address.
    Add,
    /// It gives the type of a response.
    Response,
    /// It corrects a field or parameter.
    Correct,
}

impl Patch {
    /// What the patch does.
    #[must_use]
    pub fn kind(&self) -> Kind {
        let (set, whole) = (&self.set, !self.at.get_ref().contains('/'));
        let response = self.at.get_ref().strip_suffix("/response").is_some_and(|endpoint| !endpoint.contains('/'));
        if set.endpoint.is_some() {
            Kind::Move
        } else if set.side.is_some() {
            Kind::Side
        } else if set.cells.is_some() {
            Kind::Cells
        } else if whole && (set.path.is_some() || set.methods.is_some() || set.title.is_some() || set.remove) {
            Kind::Endpoint
        } else if response && (set.items.is_some() || set.ty.is_some()) {
            Kind::Response
        } else if !set.fields.is_empty() && self.expect.fields.is_some() {
            Kind::Add
        } else if self.expect.undefined == Some(true) {
            Kind::Define
        } else {
            Kind::Correct
        }
    }

    /// The keys of `expect` and `set` that are given.
    fn given(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let (expect, set) = (&self.expect, &self.set);
        let expects = [
            ("type", expect.ty.is_some()),
            ("default", expect.default.is_some()),
            ("required", expect.required.is_some()),
            ("docs", expect.docs.is_some()),
            ("fields", expect.fields.is_some()),
            ("location", expect.location.is_some()),
            ("values", expect.values.is_some()),
            ("cells", expect.cells.is_some()),
            ("methods", expect.methods.is_some()),
            ("path", expect.path.is_some()),
            ("title", expect.title.is_some()),
            ("undefined", expect.undefined.is_some()),
        ];
        let sets = [
            ("type", set.ty.is_some()),
            ("default", set.default.is_some()),
            ("no_default", set.no_default),
            ("required", set.required.is_some()),
            ("nullable", set.nullable.is_some()),
            ("docs", set.docs.is_some()),
            ("name", set.name.is_some()),
            ("endpoint", set.endpoint.is_some()),
            ("fields", !set.fields.is_empty()),
            ("location", set.location.is_some()),
            ("values", set.values.is_some()),
            ("items", set.items.is_some()),
            ("cells", set.cells.is_some()),
            ("side", set.side.is_some()),
            ("to", set.to.is_some()),
            ("remove", set.remove),
            ("methods", set.methods.is_some()),
            ("path", set.path.is_some()),
            ("title", set.title.is_some()),
        ];
        let given = |keys: &[(&'static str, bool)]| keys.iter().filter(|(_, is)| *is).map(|(key, _)| *key).collect();
        (given(&expects), given(&sets))
    }

    /// What is wrong with its keys, which would have no effect.
    fn misuse(&self, span: Span) -> Option<Diagnostic> {
        let (expects, sets) = self.given();
        let (what, may_expect, may_set): (&str, &[&str], &[&str]) = match self.kind() {
            Kind::Move => {
                return (expects != ["fields"] && !expects.is_empty() || sets != ["endpoint"])
                    .then(|| messages::moves_alone(span));
            }
            Kind::Define => {
                return (expects != ["undefined"] || sets != ["fields"]).then(|| messages::defines_alone(span));
            }
            Kind::Endpoint => (
                "corrects an endpoint",
                &["methods", "path", "title", "undefined"],
                &["methods", "path", "title", "remove"],
            ),
            Kind::Side => ("moves a table to the other side of a call", &["fields"], &["side"]),
            Kind::Cells => ("puts cells in order", &["cells"], &["cells"]),
            Kind::Add => ("adds fields", &["fields"], &["fields"]),
            Kind::Response => ("gives the type of a response", &["type", "fields", "undefined"], &["type", "items"]),
            Kind::Correct if !self.set.fields.is_empty() => return Some(messages::fields_without_undefined(span)),
            Kind::Correct => (
                "corrects a field",
                &["type", "default", "required", "docs", "fields", "location", "values"],
                &[
                    "type",
                    "default",
                    "no_default",
                    "required",
                    "nullable",
                    "docs",
                    "name",
                    "location",
                    "values",
                    "to",
                    "remove",
                ],
            ),
        };
        if sets.is_empty() {
            return Some(messages::sets_nothing(span));
        }
        let stray = |given: &[&'static str], may: &[&str]| given.iter().copied().find(|key| !may.contains(key));
        let stray = stray(&expects, may_expect).map(|key| ("expect", key, may_expect));
        let stray =
            stray.or_else(|| sets.iter().copied().find(|key| !may_set.contains(key)).map(|key| ("set", key, may_set)));
        stray.map(|(table, key, may)| messages::stray_key(what, (table, key), may, span))
    }
}

/// The patches of `patches`, which is the file `file`, with keys that would have no effect.
#[must_use]
pub fn check(patches: &Patches, file: FileId) -> Vec<Diagnostic> {
    let misused = patches.patch.iter().filter_map(|patch| patch.misuse(Span::new(file, patch.at.span())));
    misused.chain(patches.accept.iter().filter_map(|accept| unacceptable(accept, file))).collect()
}

/// What is wrong with the code of an entry: there is none of this number, or nothing can be made without what it is about.
fn unacceptable(accept: &Accept, file: FileId) -> Option<Diagnostic> {
    let (number, span) = (accept.code.get_ref().as_str(), Span::new(file, accept.code.span()));
    match Code::ALL.iter().find(|code| code.number() == number) {
        None => Some(messages::no_code(number, span)),
        Some(code) if code.reach() == Reach::Api => Some(messages::not_acceptable(number, span)),
        Some(_) => None,
    }
}

/// The JSON Schema of `patches.toml`, for editors.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Patches)
}
