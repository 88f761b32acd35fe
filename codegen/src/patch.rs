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
    /// What is corrected: `<endpoint>/parameters/<field>`, `<endpoint>/response/<field>/…` or `<type>/<field>`; the
    /// response that is moved, `<endpoint>/response`; the type that is defined, `<type>`. Lists are gone through without
    /// a step of their own.
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
    /// The names of the fields of a response, or of the object that a field holds, in order.
    pub fields: Option<Vec<String>>,
    /// That the type is used and that nobody defines it.
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
    /// The fields of a type that nobody defines.
    pub fields: Vec<DefineField>,
}

/// What a patch does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It moves a response to another endpoint.
    Move,
    /// It defines a type.
    Define,
    /// It corrects a field or parameter.
    Correct,
}

impl Patch {
    /// What the patch does.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match (&self.set.endpoint, self.expect.undefined) {
            (Some(_), _) => Kind::Move,
            (None, Some(true)) => Kind::Define,
            (None, _) => Kind::Correct,
        }
    }

    /// What is wrong with its keys, which would have no effect.
    fn misuse(&self) -> Option<fn(Span) -> Diagnostic> {
        let Expect { ty, default, required, docs, fields, undefined } = &self.expect;
        let expects = ty.is_some() || default.is_some() || required.is_some() || docs.is_some();
        let set = &self.set;
        let corrects = set.ty.is_some() || set.default.is_some() || set.no_default || set.required.is_some();
        let corrects = corrects || set.nullable.is_some() || set.name.is_some() || set.docs.is_some();
        let defines = !set.fields.is_empty();
        match self.kind() {
            Kind::Move if expects || undefined.is_some() || corrects || defines => Some(messages::moves_alone),
            Kind::Define if expects || fields.is_some() || corrects || !defines => Some(messages::defines_alone),
            Kind::Correct if defines => Some(messages::fields_without_undefined),
            Kind::Correct if !corrects => Some(messages::sets_nothing),
            _ => None,
        }
    }
}

/// The patches of `patches`, which is the file `file`, with keys that would have no effect.
#[must_use]
pub fn check(patches: &Patches, file: FileId) -> Vec<Diagnostic> {
    let found = patches.patch.iter().filter_map(|patch| Some((patch.at.span(), patch.misuse()?)));
    let misused = found.map(|(at, misuse)| misuse(Span::new(file, at)));
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
