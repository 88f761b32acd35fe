//! Settings: words, spellings and policies.

use regex::Regex;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::helper::HelperRule;
use super::located::Located;
use super::pattern::Pattern;
use super::word::Word;
use crate::markdown::Page;

/// What the documents do not say about the API as a whole.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApiRules {
    /// A title; the folder's name where there is none.
    pub title: Option<String>,
    /// The version of the API, such as `2.1.0`, for OpenAPI.
    pub version: Option<String>,
    /// The licence of the API, as an SPDX expression such as `Apache-2.0`, for OpenAPI.
    pub license: Option<String>,
    /// Base URLs, the usual one first. A URL in an announcement adds its own.
    pub servers: Vec<String>,
    /// Whether what is unsound is left out, and output is made of the rest: errors of facts are warnings, and endpoints
    /// with an error are withheld and listed.
    pub draft: bool,
}

/// How a pasted page wraps its document.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PageRules {
    /// Lines at the top of the page that are not the document's.
    pub banner: Vec<Pattern>,
    /// Lines that follow every line of the document, in order.
    pub gutter: Vec<String>,
    /// Whether the cells of a row beyond those of its header are a part of its last cell; otherwise they are an error.
    pub join_cells: bool,
}

impl PageRules {
    /// The rules as the cleaning takes them, whether something reads the front matter, and for which lines alone it is read.
    pub(super) fn page(&self, front_matter: bool, front_lines: Vec<Regex>) -> Page {
        let banner = self.banner.iter().map(|rule| rule.regex().clone()).collect();
        Page { banner, gutter: self.gutter.clone(), join_cells: self.join_cells, front_matter, front_lines }
    }
}

/// How paths are written, and how endpoints are named after them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PathRules {
    /// Whether a path that begins without `/` gets one. Otherwise it is an error.
    pub add_slash: bool,
    /// How many of the path's last segments make the endpoint's name.
    pub name_segments: usize,
    /// What endpoints are called after.
    pub names: EndpointNames,
    /// Names for single endpoints, by method and path (`GET /lamps/{id}`).
    pub renames: BTreeMap<String, String>,
    /// The type, as the documents write it, of a parameter that the path has and no table; text unless set.
    pub parameter_type: Option<Located<String>>,
}

/// What endpoints are called after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EndpointNames {
    /// The last segments of their path.
    #[default]
    Path,
    /// Their method and the words of their path; parameters at its end follow as `by_id`, others are left out.
    MethodAndPath,
    /// Their title.
    Title,
}

impl Default for PathRules {
    fn default() -> Self {
        Self {
            add_slash: false,
            name_segments: 1,
            names: EndpointNames::Path,
            renames: BTreeMap::new(),
            parameter_type: None,
        }
    }
}

/// What the columns of tables are called. Headers are compared without spaces around them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    /// The name of a field or parameter.
    pub name: Vec<Word>,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Vec<Word>,
    /// Its default.
    pub default: Vec<Word>,
    /// Whether it must be there.
    pub presence: Vec<Word>,
    /// Whether it may be left out: the spellings of `[presence]` mean the opposite in it.
    pub optional: Vec<Word>,
    /// Where a parameter is sent, by the words of `[locations]`.
    pub location: Vec<Word>,
    /// An example of its value.
    pub example: Vec<Word>,
    /// What it is; several such columns are joined, in order.
    pub description: Vec<Word>,
    /// Spellings of a description that says nothing, such as `-`. They are reported, as empty ones are.
    pub no_description: Vec<String>,
    /// A value of a set, a code or a status.
    pub value: Vec<Word>,
    /// What separates several values in one cell; one value unless set.
    pub value_separator: Option<Pattern>,
    /// An index of a list (`0`, `n`), where a table describes items and not fields.
    pub item: Vec<Word>,
    /// A term of a table that is documentation and nothing else.
    pub term: Vec<Word>,
}

/// How names are written in tables.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NameRules {
    /// What a field name looks like; letters, digits, `_`, `-`, `.` and `[]` unless set.
    pub field: Option<Pattern>,
    /// What stands between a name and its aliases.
    pub alias_separator: Option<Pattern>,
    /// What a name looks like that stands for any key of an object.
    pub map_key: Option<Pattern>,
    /// What a name ends with that is sent once for each item of a list, such as `[]`; its type cell gives the items.
    pub list_suffix: Option<String>,
    /// One step of depth before the name of a nested field, such as `»`; a row belongs to the nearest row above it with
    /// fewer of them.
    pub step: Option<Pattern>,
    /// Whether a name with dots is a field of a field: `a.b`, and `a[].b` of the items of a list.
    pub dotted: bool,
    /// What is taken off a name to say that the field may be left out, such as `?` behind it.
    pub optional: Option<Pattern>,
    /// What is taken off a name to say that the field must be there, such as `*` before it.
    pub required: Option<Pattern>,
    /// What the row is called that stands for the whole body; what is nested in it are the parameters.
    pub body: Option<Pattern>,
    /// What the row is called that stands for the whole of what its table describes, where that is no list of parameters.
    pub whole: Option<Pattern>,
    /// What types are called in the IR and in code, by what the documents call them.
    pub types: BTreeMap<String, String>,
}

/// How a presence column is written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PresenceRules {
    /// Spellings of "required".
    pub required: Vec<String>,
    /// Spellings of "optional".
    pub optional: Vec<String>,
    /// Spellings of "required under a condition". The cell is kept as the condition; a group `method` names the method
    /// for which the parameter is required.
    pub conditional: Vec<Pattern>,
}

/// How a default column is written. A code span in it is a value, and so is a bare number, `true` or `false`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DefaultRules {
    /// Spellings of "no default".
    pub none: Vec<String>,
    /// Spellings of the empty string.
    pub empty_string: Vec<String>,
    /// Words that are written for a value, with the value.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub values: BTreeMap<String, toml::Value>,
    /// Whether products and sums of integers, such as `30 * 60`, are evaluated.
    pub arithmetic: bool,
}

/// A type that needs no definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the types are what they are called")]
pub enum Primitive {
    Bool,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Float32,
    Float64,
    String,
    /// Text that is a moment, such as `2024-05-01T12:00:00Z`.
    DateTime,
    /// Text that is a day, such as `2024-05-01`.
    Date,
    /// A file, or other bytes that are no JSON.
    File,
    Null,
    /// Any JSON value.
    Any,
    /// An object; a section may give its fields.
    Object,
    /// A list; a section or an example may give its items.
    Array,
}

/// What a type is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TypeShape {
    /// A list of the group `item`.
    List,
    /// An object with open keys, and values of the group `value`; without it an example may give the values.
    Map,
    /// One of several types, found with `each`.
    Union,
    /// The group `item`, or `null`.
    Nullable,
    /// The group `item`, of a field that may be left out.
    Optional,
    /// The type in the group `name`, whatever stands around it; with a group `item`, of that type.
    Reference,
    /// Values, found with `each`: integers where all of them are, and else text.
    Values,
}

/// How types made of other types are written.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypeRule {
    /// What it is.
    pub is: TypeShape,
    /// What the cell looks like.
    pub pattern: Pattern,
    /// `is = "union"`: what each type looks like, in the group `type`; a group `label` says when.
    pub each: Option<Pattern>,
    /// The names of the documents that the rule is for, below the folder of the API; all of them unless set.
    pub documents: Option<Pattern>,
    /// The endpoints that the rule is for, each by a method that it says and its path; all of them, and what stands outside
    /// of them, unless set.
    pub endpoints: Option<Pattern>,
}

/// A type of its own for an id. It is used where a field has one of the names and the type.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewtypeRule {
    /// The type, as the documents write it.
    #[serde(rename = "type")]
    pub ty: String,
    /// The fields and parameters that carry it.
    pub fields: Vec<String>,
    /// What it is.
    #[serde(default)]
    pub docs: String,
}

/// A type that the documents use and never define. Exactly one of `type`, `union`, `fields` and `same` is given.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DefineRule {
    /// Another type, as the documents would write it.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// One of several types.
    pub union: Vec<String>,
    /// An object with these fields.
    pub fields: Vec<DefineField>,
    /// The data of this endpoint's response.
    pub same: Option<String>,
    /// The word in its types that stands for the group `item` of the `[[type]]` rule of `reference` that names it.
    pub item: Option<String>,
    /// What it is called in the IR, where the documents' word would not do.
    pub name: Option<String>,
    /// Functions of generated code that make a value of it.
    pub constructors: Vec<HelperRule>,
    /// What it is.
    pub docs: String,
}

/// A field of a type that the documents never define.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DefineField {
    /// Its name.
    pub name: String,
    /// Its type, as the documents would write it.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
    /// What it is.
    #[serde(default)]
    pub docs: String,
}

/// The words of [`Primitive`]s, by spelling.
pub type Words = BTreeMap<String, Primitive>;
