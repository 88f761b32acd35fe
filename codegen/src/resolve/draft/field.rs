//! Fields, objects and values on their way from the documents' words to the IR.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::ty::Draft;
use crate::ir::{Docs, How, Location, Method, Named, Presence, Type};
use crate::markdown::Inline;
use crate::recognise::raw::{Said, Text};
use crate::source::Span;

/// The fields of an object.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its fields, in order.
    pub fields: Vec<FieldDraft>,
    /// The name that the documents give it, which becomes its id.
    pub name: Option<String>,
    /// The last step of its id, where it belongs to several fields at once.
    pub step: Option<String>,
    /// The words in it that stand for types which each use of it gives. What has any is no type by itself.
    pub items: Vec<Text>,
    /// How deep generics and lists nest in the types that it was made of, where it was made of such a type.
    pub made: Option<usize>,
    /// Whether it is a copy of such a type, or of a part of one: what is said of its fields is said there.
    pub copied: bool,
    /// The field that it was attached to.
    pub owner: Option<String>,
    /// What is said of it.
    pub docs: Docs,
    /// Whether its rows are those of the items of a list.
    pub list: bool,
    /// The types whose fields it has too, as sentences say.
    pub more: Vec<Said>,
    /// Where it is defined.
    pub span: Span,
    /// How it is known.
    pub how: How,
}

impl Shape {
    /// A shape with these fields.
    pub fn new(fields: Vec<FieldDraft>, span: Span) -> Self {
        let (name, step, owner) = (None, None, None);
        let (docs, list, more, how) = (Docs::default(), false, Vec::new(), How::Stated);
        Self { fields, name, step, items: Vec::new(), made: None, copied: false, owner, docs, list, more, span, how }
    }

    /// Whether it is no type by itself, for each use of it gives types to it.
    pub fn is_generic(&self) -> bool {
        !self.items.is_empty()
    }
}

/// What a fact follows from that no document states as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// A type: no cell gives one, and the policy does.
    UntypedPolicy,
    /// A type: no cell gives one, and no policy either.
    Untyped,
    /// A type: no cell gives one, and what is sent so is text, or as its example `shows`.
    AsText {
        /// Whether an example shows it.
        shown: bool,
    },
    /// A type: no cell gives one, and the values that its description lists are of it.
    ByValues,
    /// A type: examples alone show it, as values of these two kinds.
    Differ(Box<[String; 2]>),
    /// Anything else, in the words of the provenance.
    Words(Cow<'static, str>),
}

impl Reason {
    /// The words of the provenance.
    pub fn as_str(&self) -> &str {
        match self {
            Self::UntypedPolicy => "policy.untyped",
            Self::Untyped => "no type column",
            Self::AsText { .. } => "from its example, or text",
            Self::ByValues => "from the listed values",
            Self::Differ(_) => "from the example",
            Self::Words(words) => words,
        }
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for Reason {
    fn from(words: T) -> Self {
        Self::Words(words.into())
    }
}

/// A value with its place and how it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Known<T> {
    /// What is known.
    pub value: T,
    /// Where it stands.
    pub span: Span,
    /// How it is known.
    pub how: How,
    /// The policy or patch behind it.
    pub rule: Option<Reason>,
}

impl<T> Known<T> {
    /// A fact that a document states.
    pub fn stated(value: T, span: Span) -> Self {
        Self { value, span, how: How::Stated, rule: None }
    }

    /// The same of what follows from the value.
    pub fn map<U>(self, value: impl FnOnce(T) -> U) -> Known<U> {
        Known { value: value(self.value), span: self.span, how: self.how, rule: self.rule }
    }

    /// A fact that follows from `rule`.
    pub fn inferred(value: T, span: Span, rule: impl Into<Reason>) -> Self {
        Self { value, span, how: How::Inferred, rule: Some(rule.into()) }
    }
}

/// A value that is written for a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// The words, until nothing changes the type of the field any more.
    Words(String),
    /// What the dialect or a patch gives.
    Given(Value),
    /// What it is, and why that is no value of the type, where it is none.
    Read(Value, Option<String>),
}

impl Written {
    /// The value, as far as it is known.
    pub fn value(&self) -> Value {
        match self {
            Self::Words(words) => Value::String(words.clone()),
            Self::Given(value) | Self::Read(value, _) => value.clone(),
        }
    }
}

/// A value with a meaning of its own.
#[derive(Clone, Debug)]
pub struct Sentinel {
    /// The value.
    pub value: Known<Written>,
    /// What it stands for.
    pub label: String,
}

/// A value of a set on its way to the IR.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueDraft {
    /// The value.
    pub value: Value,
    /// What it stands for.
    pub label: String,
    /// Where it stands.
    pub span: Span,
}

/// A field or parameter on its way to the IR. What is large and few have stands apart: there are many fields.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug)]
pub struct FieldDraft {
    /// The name.
    pub name: Text,
    /// Other names.
    pub aliases: Vec<Text>,
    /// Where it is sent.
    pub location: Option<Known<Location>>,
    /// The type.
    pub ty: Known<Draft>,
    /// The type cell as written; empty where there is none.
    pub ty_text: String,
    /// The default cell as written; `None` where there is no such column.
    pub default_text: Option<String>,
    /// The presence.
    pub presence: Known<Presence>,
    /// Whether it must be there.
    pub required: bool,
    /// When it is there.
    pub conditions: Vec<Text>,
    /// The methods for which it is required.
    pub required_for: Vec<Method>,
    /// The default.
    pub default: Option<Box<Known<Written>>>,
    /// The only value.
    pub constant: Option<Box<Known<Written>>>,
    /// Values with a meaning of their own.
    pub sentinels: Vec<Sentinel>,
    /// The set of values.
    pub values: Vec<ValueDraft>,
    /// What the documents call the set.
    pub set: Option<String>,
    /// The greatest length.
    pub max_length: Option<Box<Known<u64>>>,
    /// The greatest number of items.
    pub max_items: Option<Box<Known<u64>>>,
    /// The least number.
    pub minimum: Option<Box<Known<Number>>>,
    /// The greatest number.
    pub maximum: Option<Box<Known<Number>>>,
    /// An example of its value, as written.
    pub example: Option<Text>,
    /// Why it is deprecated.
    pub deprecated: Option<Text>,
    /// What is said of it.
    pub docs: Docs,
    /// The descriptions, for the lints.
    pub descriptions: Vec<Inline>,
    /// Whether it is a parameter.
    pub parameter: bool,
    /// Whether it is a body row, and no parameter of that name.
    pub body_row: bool,
    /// Whether it stands for all that no other field is called; its type is a map.
    pub rest: bool,
    /// Why values that the words list are none of its type.
    pub unfit: Option<Text>,
    /// The cells of its presence and of its location that cannot be read.
    pub unread: Unread,
    /// Where it stands.
    pub span: Span,
}

/// The cells of a field that cannot be read, each with the place of the message about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unread {
    /// The cell of the type, where it holds something else.
    pub ty: Option<Span>,
    /// The cell of the presence.
    pub presence: Option<Span>,
    /// The cell of the location.
    pub location: Option<Span>,
}

impl Unread {
    /// The places of the messages that speak of a cell.
    pub fn places(self) -> Vec<Span> {
        [self.ty, self.presence, self.location].into_iter().flatten().collect()
    }
}

impl FieldDraft {
    /// A response field of which nothing is known but its name, its type and whether it is there.
    pub fn new(name: Text, ty: Known<Draft>, presence: Known<Presence>, required: bool) -> Self {
        Self {
            span: name.span,
            name,
            aliases: Vec::new(),
            location: None,
            ty,
            ty_text: String::new(),
            default_text: None,
            presence,
            required,
            conditions: Vec::new(),
            required_for: Vec::new(),
            default: None,
            constant: None,
            sentinels: Vec::new(),
            values: Vec::new(),
            set: None,
            max_length: None,
            max_items: None,
            minimum: None,
            maximum: None,
            example: None,
            deprecated: None,
            docs: Docs::default(),
            descriptions: Vec::new(),
            parameter: false,
            body_row: false,
            rest: false,
            unfit: None,
            unread: Unread::default(),
        }
    }

    /// Whether another states the same of it, beside words.
    pub fn states_what(&self, other: &Self) -> bool {
        let facts = |field: &Self| {
            let location = field.location.as_ref().map(|known| known.value);
            (field.ty_text.clone(), field.default_text.clone(), field.presence.value, field.required, location)
        };
        let values = |field: &Self| field.values.iter().map(|known| known.value.clone()).collect::<Vec<_>>();
        facts(self) == facts(other) && values(self) == values(other)
    }

    /// What nobody calls by a name, and whose type nothing leaves open.
    pub fn nameless(span: Span) -> Self {
        let (ty, presence) = (Draft::Known(Type::Null), Presence::Unknown);
        Self::new(Text { value: String::new(), span }, Known::stated(ty, span), Known::stated(presence, span), false)
    }

    /// Whether it is a part of the path.
    pub fn is_in_path(&self) -> bool {
        self.location.as_ref().is_some_and(|known| known.value == Location::Path)
    }
}

impl Named for FieldDraft {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(|name| name.value.as_str())
    }
}
