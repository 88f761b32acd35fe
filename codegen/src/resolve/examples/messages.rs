//! What examples show that tables do not say, and the other way round.

use std::fmt;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Method, Type};
use crate::source::Span;

/// What a message is about: a field or a type by its name, or a whole of which there is one.
#[derive(Clone, Copy)]
pub enum At<'n> {
    /// What has this name.
    Named(&'n str),
    /// The response or the request.
    Whole(&'n str),
}

impl At<'_> {
    /// The key in the example.
    fn key(&self) -> Option<&str> {
        if let Self::Named(name) = self { Some(name) } else { None }
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => write!(f, "`{name}`"),
            Self::Whole(words) => f.write_str(words),
        }
    }
}

/// What an example shows that is not documented so.
pub struct Found {
    /// What kind of message it is.
    pub code: Code,
    /// The key in the example that it is about.
    pub key: Option<String>,
    /// What is wrong.
    message: String,
    /// Whether a value of the documented type can be read all the same.
    pub decodes: bool,
}

impl Found {
    fn new(code: Code, key: Option<&str>, message: String) -> Self {
        Self { code, key: key.map(str::to_owned), message, decodes: false }
    }

    /// Whether it says that the value of the key is of another type.
    pub fn is_of_type(&self, key: &str) -> bool {
        self.code == Code::ExampleType && self.key.as_deref() == Some(key)
    }

    fn decodes(self) -> Self {
        Self { decodes: true, ..self }
    }
}

/// An example of `name` differs from what is documented; `request` says that it shows one.
pub fn differs(found: &Found, name: &str, request: bool, span: Span) -> Diagnostic {
    let help = if request { "correct the example or the parameter table" } else { "correct the example or the table" };
    Diagnostic::new(found.code, span, format!("{}, in an example of `{name}`", found.message)).help(help)
}

/// Values that examples show, which are of two kinds, have no type in common.
pub fn differ([one, other]: &[String; 2], span: Span) -> Diagnostic {
    let message = format!("the examples show {one} and {other} in one place, so it may hold any JSON");
    let help = "correct one of the examples, or state the type in a table";
    Diagnostic::new(Code::Inferred, span, message).severity(Severity::Warning).help(help)
}

/// A value is of another type.
pub fn other_type(at: At<'_>, value: &Value, ty: &Type) -> Found {
    let message = format!("{at} is {}, not {}", kind_of(value), describe(ty));
    Found::new(Code::ExampleType, at.key(), message)
}

/// What should have fields is no object.
pub fn no_object(at: At<'_>, value: &Value) -> Found {
    Found::new(Code::ExampleType, at.key(), format!("{at} is {}, not an object", kind_of(value)))
}

/// An object lacks a field.
pub fn lacks(field: &str, object: At<'_>) -> Found {
    Found::new(Code::ExampleLacks, None, format!("`{field}` is required in {object} and missing"))
}

/// An object has a field that no table has.
pub fn extra(key: &str, object: At<'_>) -> Found {
    Found::new(Code::ExampleExtra, Some(key), format!("no table has the field `{key}` of {object}")).decodes()
}

/// A value is none of its set, which is open.
pub fn unlisted(at: At<'_>, value: &Value) -> Found {
    let message = format!("`{value}` is none of the values that are documented for {at}");
    Found::new(Code::ExampleType, at.key(), message).decodes()
}

/// A value is not the only one that its field has.
pub fn not_constant(at: At<'_>, constant: &Value, value: &Value) -> Found {
    let message = format!("{at} is always `{constant}`, and here it is `{value}`");
    Found::new(Code::ExampleType, at.key(), message).decodes()
}

/// A value where nothing comes back.
pub fn not_nothing(at: At<'_>, value: &Value) -> Found {
    let message = format!("{at} is {}, and the documents say that nothing comes back", kind_of(value));
    Found::new(Code::ExampleType, at.key(), message)
}

/// A command line makes a request with a method that the endpoint does not take.
pub fn other_method(method: Method) -> Found {
    let message = format!("the command line makes a {} request, which the endpoint does not take", method.name());
    Found::new(Code::CurlMismatch, None, message)
}

/// A command line calls another path.
pub fn other_path(path: &str) -> Found {
    Found::new(Code::CurlMismatch, None, format!("the command line calls `{path}`, which is another endpoint"))
}

/// A command line sends a parameter that no table has.
pub fn unknown_parameter(name: &str) -> Found {
    let message = format!("the command line sends `{name}`, which the parameter table lacks");
    Found::new(Code::CurlMismatch, None, message)
}

/// A command line does not send a parameter.
pub fn not_sent(name: &str) -> Found {
    let message = format!("the command line does not send `{name}`, which is required");
    Found::new(Code::CurlMismatch, None, message)
}

/// A command line sends a value that differs.
pub fn in_command(found: Found) -> Found {
    Found { code: Code::CurlMismatch, ..found }
}

/// What a value is, in words.
pub fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "`null`".to_owned(),
        Value::Bool(_) => "a boolean".to_owned(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn describe(ty: &Type) -> String {
    match ty {
        Type::Bool => "a boolean".to_owned(),
        Type::Int { bits, signed } => {
            let article = if *bits == 8 { "an" } else { "a" };
            format!("{article} {bits}-bit {} integer", if *signed { "signed" } else { "unsigned" })
        }
        Type::Float { .. } => "a number".to_owned(),
        Type::String => "a string".to_owned(),
        Type::Null => "`null`".to_owned(),
        Type::List { .. } => "a list".to_owned(),
        Type::Map { .. } => "an object".to_owned(),
        _ => "one of the documented types".to_owned(),
    }
}

/// An example of a body stands under an endpoint whose methods have none.
pub fn body_of_bare(endpoint: &str, span: Span) -> Diagnostic {
    let message = format!(
        "this shows the body of a request, and the methods of `{endpoint}` have no body; it is not taken for a query"
    );
    let help = "correct the method, or `of` in the `[[section]]` rule of the label; parameters of a query need a table";
    Diagnostic::new(Code::CurlMismatch, span, message).help(help)
}

/// Nothing but an example says what `what` is.
pub fn inferred(what: &str, span: Span) -> Diagnostic {
    let message = format!("{what} is taken from this example, because nothing else describes it");
    Diagnostic::new(Code::Inferred, span, message)
        .help("describe it in a table, so that it does not depend on one example")
}

/// Nothing but an example says that an endpoint gives nothing back.
pub fn inferred_nothing(endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("that `{endpoint}` returns nothing is taken from this example");
    Diagnostic::new(Code::Inferred, span, message)
        .help("say that there is none, so that it does not depend on one example")
}

/// The table of a response is taken for that of the items of a list, `list`, as an example has it.
pub fn describes_items(endpoint: &str, list: &str, span: Span) -> Diagnostic {
    let message = format!("the table of the response of `{endpoint}` is taken for that of the items of {list}");
    Diagnostic::new(Code::Inferred, span, message)
        .severity(Severity::Warning)
        .help("say it above the table, with the role `items`, so that it does not depend on an example")
}
