//! What examples show that tables do not say, and the other way round.

use std::fmt;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Method, Type};
use crate::resolve::read::example::Way;
use crate::source::Span;

/// What a message is about: a field or a type by its name, or a whole of which there is one.
#[derive(Clone, Copy)]
pub enum At<'n> {
    /// What has this name.
    Named(&'n str),
    /// An item of what has this name.
    Item(&'n str),
    /// The response or the request.
    Whole(&'n str),
}

impl At<'_> {
    /// The key in the example.
    fn key(&self) -> Option<&str> {
        match self {
            Self::Named(name) | Self::Item(name) => Some(name),
            Self::Whole(_) => None,
        }
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => write!(f, "`{name}`"),
            Self::Item(name) => write!(f, "an item of `{name}`"),
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
    /// The way to it.
    pub path: Vec<Way>,
    /// What is wrong.
    message: String,
    /// What to do about it.
    help: String,
    /// Whether a value of the documented type can be read all the same.
    pub decodes: bool,
    /// Whether people would not call it a difference.
    minor: bool,
}

impl Found {
    fn new(code: Code, key: Option<&str>, message: String, help: impl Into<String>) -> Self {
        let (key, path) = (key.map(str::to_owned), Vec::new());
        Self { code, key, path, message, help: help.into(), decodes: false, minor: false }
    }

    /// Whether it says that the value of the key is of another type.
    pub fn is_of_type(&self, key: &str) -> bool {
        self.code == Code::ExampleType && self.key.as_deref() == Some(key)
    }

    fn decodes(self) -> Self {
        Self { decodes: true, ..self }
    }

    /// The same of what people would not call a difference.
    pub fn minor(self) -> Self {
        Self { minor: true, ..self }
    }
}

/// An example of `name` has a field that a row describes, at `row`, which no rule reads.
pub fn of_unread_row(found: &Found, name: &str, span: Span, row: Span) -> Diagnostic {
    let key = found.key.as_deref().unwrap_or_default();
    let message = format!("no rule reads the row that describes `{key}`, which an example of `{name}` shows");
    let diagnostic = Diagnostic::new(found.code, span, message).related(row, "this row");
    diagnostic.help("correct the row; `TW218`, which is said of it, says how")
}

/// An example of `name` differs from what is documented.
pub fn differs(found: &Found, name: &str, span: Span) -> Diagnostic {
    let severity = if found.minor { Severity::Note } else { found.code.severity() };
    let message = format!("{}, in an example of `{name}`", found.message);
    Diagnostic::new(found.code, span, message).severity(severity).help(&found.help)
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
    let wide = matches!(ty, Type::Int { .. }) && (value.is_i64() || value.is_u64());
    let help = if value.is_null() {
        "correct the example, or say that the field may be `null`: with a type that a `[[type]]` rule with \
         `is = \"nullable\"` reads, or by a patch that sets `nullable`"
    } else if wide {
        "correct the example, or give the field a wider type: in the table, by a patch that sets `type`, or for all fields with \
         these words in `[types]`"
    } else if matches!(
        ty,
        Type::Bool | Type::Int { .. } | Type::Float { .. } | Type::String | Type::DateTime | Type::Date
    ) {
        "correct the example, or the type: where the documents give it, by a patch that sets `type`, or, for all fields with the \
         same word for a type, in `[types]`"
    } else {
        "correct the example, or the type: where the documents give it, or by a patch that sets `type`"
    };
    Found::new(Code::ExampleType, at.key(), message, help)
}

/// What should have fields is no object.
pub fn no_object(at: At<'_>, value: &Value) -> Found {
    let message = format!("{at} is {}, not an object", kind_of(value));
    let help = match value {
        Value::Null => {
            "correct the example, or say that it may be `null`: with a type that a `[[type]]` rule with `is = \"nullable\"` \
             reads, or by a patch that sets `nullable`"
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            "correct the example, or say that it is a list: in the table, or, where a table of a response is of the items of a \
             list, by the role `items` of its label"
        }
        _ => "correct the example, or the type: where the documents give it, or by a patch that sets `type`",
    };
    Found::new(Code::ExampleType, at.key(), message, help)
}

/// An object lacks a field; `unsaid` says that it is required by the policy alone.
pub fn lacks(field: &str, object: At<'_>, unsaid: bool) -> Found {
    let message = format!("`{field}` is required in {object} and missing");
    let help = if unsaid {
        "add it to the example, or say in the table that it may be left out; what is not said, `policy.parameter` and \
         `policy.response_field` decide"
    } else {
        "add it to the example, or say in the table that it may be left out; where examples are shortened on purpose, take the \
         message by `[[accept]]` in `patches.toml`"
    };
    Found::new(Code::ExampleLacks, None, message, help)
}

/// An object has a field that is not documented; `near` is one that it lacks and that is nearly called so, and `fits` another
/// type that has all that it has.
pub fn extra(key: &str, object: At<'_>, near: Option<&str>, fits: Option<&str>) -> Found {
    let help = match (near, fits) {
        (Some(near), _) => format!("the documents have `{near}`: correct one of the two names"),
        (None, Some(fits)) => format!(
            "correct the type of {object}: `{fits}` has all fields that are shown; or add it to the table, or take it out of the \
             example"
        ),
        (None, None) => "add it to the table, or take it out of the example".to_owned(),
    };
    let message = format!("{object} has no documented field `{key}`");
    Found::new(Code::ExampleExtra, Some(key), message, help).decodes()
}

/// A value is none of its set, which is open.
pub fn unlisted(at: At<'_>, value: &Value) -> Found {
    let message = format!("`{value}` is none of the values that are documented for {at}");
    Found::new(Code::ExampleType, at.key(), message, "add it to the documented values, or correct the example")
        .decodes()
}

/// A value is not the only one that its field has.
pub fn not_constant(at: At<'_>, constant: &Value, value: &Value) -> Found {
    let message = format!("{at} is always `{constant}`, and here it is `{value}`");
    let help = "correct the example, or the value that the documents give";
    Found::new(Code::ExampleType, at.key(), message, help).decodes()
}

/// A value where nothing comes back.
pub fn not_nothing(at: At<'_>, value: &Value) -> Found {
    let message = format!("{at} is {}, and the documents say that nothing comes back", kind_of(value));
    let help = if value.as_object().is_some_and(serde_json::Map::is_empty) {
        "correct the example; where an object without fields comes back, have the `[[statement]]` rule of these words state \
         `empty-response`"
    } else {
        "correct the example, or describe what comes back in the place of these words"
    };
    Found::new(Code::ExampleType, at.key(), message, help)
}

/// A response is shown without the envelope.
pub fn no_envelope(lacking: &[&str], method: &str, path: &str) -> Found {
    let names: Vec<_> = lacking.iter().map(|name| format!("`{name}`")).collect();
    let message =
        format!("the response is shown without the fields that surround every response, {}", names.join(", "));
    let call = regex::escape(&format!("{method} {path}"));
    let help = format!(
        "where nothing surrounds the data of this call, say so in `[envelope]`: `except = '^{call}$'`; otherwise correct \
         the example"
    );
    Found::new(Code::ExampleLacks, None, message, help)
}

/// What is shown as a request is a response.
pub fn shows_response(first: &str) -> Found {
    let message = "this stands for a request, and has the fields of the response".to_owned();
    let help = "give it the label of a response, or correct it";
    Found::new(Code::ExampleExtra, Some(first), message, help).decodes()
}

/// A command line makes a request with a method that the endpoint does not take.
pub fn other_method(method: Method) -> Found {
    let message = format!("the command line makes a {} request, which the endpoint does not take", method.name());
    Found::new(Code::CurlMismatch, None, message, "correct the example or the method")
}

/// A code block without a call stands beside command lines that call several endpoints.
pub fn beside_commands(span: Span) -> Diagnostic {
    let message = "this code block stands beside command lines and calls nothing; it is kept in the documentation";
    let help = "put it below the endpoint that it is sent to, or write it as a command line";
    Diagnostic::new(Code::UnboundFence, span, message).help(help)
}

/// A command line that stands beside several endpoints calls none of them.
pub fn calls_none(method: Method, path: &str, span: Span) -> Diagnostic {
    let message =
        format!("the command line calls `{} {path}`, which is none of the endpoints beside it", method.name());
    let help = "correct the example or the path, or announce the endpoint; what stands before the paths is one of `servers` in `[api]`";
    Diagnostic::new(Code::CurlMismatch, span, message).help(help)
}

/// A call as one JSON object names another endpoint.
pub fn names_another(name: &str, endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("the example of `{endpoint}` calls `{name}`");
    Diagnostic::new(Code::CurlMismatch, span, message)
        .help("correct the name in the example, or move it to that endpoint")
}

/// A command line calls another path.
pub fn other_path(path: &str) -> Found {
    let message = format!("the command line calls `{path}`, which is another endpoint");
    let help = "correct the example or the path; what stands before the paths is one of `servers` in `[api]`";
    Found::new(Code::CurlMismatch, None, message, help)
}

/// A command line sends a parameter that no table has.
pub fn unknown_parameter(name: &str) -> Found {
    let message = format!("the command line sends `{name}`, which the parameter table lacks");
    Found::new(Code::CurlMismatch, None, message, "add it to the table, or take it out of the example")
}

/// A command line does not send a parameter.
pub fn not_sent(name: &str) -> Found {
    let message = format!("the command line does not send `{name}`, which is required");
    let help = "add it to the example, or say in the table that it may be left out";
    Found::new(Code::CurlMismatch, None, message, help)
}

/// A command line sends a parameter without a value, and its type has no such text.
pub fn sent_empty(name: &str, ty: &Type) -> Found {
    let message = format!("the command line sends `{name}` without a value, and it is {}", describe(ty));
    Found::new(Code::CurlMismatch, None, message, "give it a value, or take it out of the example")
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
        Type::DateTime => "a date-time such as `2024-05-01T12:00:00Z`".to_owned(),
        Type::Date => "a date such as `2024-05-01`".to_owned(),
        Type::File => "a file, which an example shows as text".to_owned(),
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
    let message =
        format!("{what} is taken from this example; no table says what it is, and no sentence that a rule reads");
    let help = "describe it in a table, or have a `[[statement]]` rule read the sentence that does, so that it does not depend \
                on one example";
    Diagnostic::new(Code::Inferred, span, message).help(help)
}

/// A type says that `what` is a list or an object, and nothing but an example says of what.
pub fn inferred_inside(what: &str, list: bool, span: Span) -> Diagnostic {
    let inside = if list { "a list, and what its items are is" } else { "an object, and its fields are" };
    let message = format!("{what} is {inside} taken from this example alone");
    let help = "say it in the cell of its type, or in a table below, so that it does not depend on one example";
    Diagnostic::new(Code::Inferred, span, message).help(help)
}

/// Nothing but an example says that an endpoint gives nothing back.
pub fn inferred_nothing(endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("that `{endpoint}` returns nothing is taken from this example");
    Diagnostic::new(Code::Inferred, span, message)
        .help("say that there is none, so that it does not depend on one example")
}

/// The table of a response is taken for that of the items of a list, the one in the field `field` or the response itself, as
/// an example has it.
pub fn describes_items(endpoint: &str, field: Option<&str>, span: Span) -> Diagnostic {
    let list = field.map_or_else(|| "the list that comes back".to_owned(), |field| format!("the list `{field}`"));
    let message = format!("the table of the response of `{endpoint}` is taken for that of the items of {list}");
    let role = "a label by a `[[section]]` rule with the role `items`";
    let help = match field {
        Some(field) => format!(
            "give the response a table with a row for `{field}`, and this one {role} that names `{field}`, so that it does not \
             depend on an example"
        ),
        None => format!("below the label of the response, give it {role}, so that it does not depend on an example"),
    };
    Diagnostic::new(Code::Inferred, span, message).severity(Severity::Warning).help(help)
}
