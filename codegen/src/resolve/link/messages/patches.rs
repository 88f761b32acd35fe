//! Patches that do not fit the documents.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

const REMOVE: &str = "if the document has been corrected, remove the patch";

/// A patch gives something else than a response another endpoint.
pub fn moves_no_response(span: Span) -> Diagnostic {
    let message = "only a response can be moved to another endpoint";
    Diagnostic::new(Code::PatchTarget, span, message).help("write `at = \"<endpoint>/response\"`")
}

/// A patch names an endpoint that the documents do not have.
pub fn no_endpoint(name: &str, near: Option<&str>, span: Span) -> Diagnostic {
    missing(format!("there is no endpoint `{name}`"), near, span)
}

/// A patch has an address of nothing.
pub fn nothing_there(at: &str, near: Option<&str>, span: Span) -> Diagnostic {
    missing(format!("nothing is at `{at}`"), near, span)
}

fn missing(message: String, near: Option<&str>, span: Span) -> Diagnostic {
    let help = near.map_or_else(|| REMOVE.to_owned(), |near| format!("did you mean `{near}`?"));
    Diagnostic::new(Code::PatchTarget, span, message).help(help)
}

/// A patch is at a generic, which is no type by itself.
pub fn patched_generic(at: &str, name: &str, span: Span) -> Diagnostic {
    let message = format!("`{at}` is in `{name}`, which is no type by itself: it takes types");
    let help = format!("correct a row of its table with `cells`, or each type that is made of it: `{name} of …`");
    Diagnostic::new(Code::PatchTarget, span, message).help(help)
}

/// A patch adds an endpoint that there is.
pub fn endpoint_is_there(name: &str, span: Span) -> Diagnostic {
    let message = format!("the patch adds an endpoint `{name}`, and the documents announce one");
    Diagnostic::new(Code::PatchExpect, span, message).help(REMOVE)
}

/// A patch adds an endpoint and does not say how it is called.
pub fn announces_nothing(span: Span) -> Diagnostic {
    let message = "the patch adds an endpoint, and does not say its methods and its path";
    Diagnostic::new(Code::PatchTarget, span, message).help("set `methods` and `path`")
}

/// A patch expects an endpoint to be announced otherwise.
pub fn other_endpoint(name: &str, found: &str, span: Span, announced: Span) -> Diagnostic {
    let message = format!("the patch expects `{name}` to be another endpoint than it finds: {found}");
    Diagnostic::new(Code::PatchExpect, span, message).related(announced, "it finds this").help(REMOVE)
}

/// A patch expects other cells than it finds.
pub fn other_cells(found: &[String], span: Span, row: Span) -> Diagnostic {
    let message = format!("the patch expects other cells than it finds: {found:?}");
    Diagnostic::new(Code::PatchExpect, span, message).related(row, "it finds this").help(REMOVE)
}

/// A patch that puts cells in order does not say which.
pub fn expects_no_cells(found: &[String], span: Span) -> Diagnostic {
    let message = "the patch does not say which cells it expects";
    Diagnostic::new(Code::PatchExpect, span, message).help(format!("write `expect = {{ cells = {found:?} }}`"))
}

/// A patch adds a field that there is.
pub fn field_is_there(name: &str, span: Span) -> Diagnostic {
    let message = format!("the patch adds a field `{name}`, and there is one");
    Diagnostic::new(Code::PatchExpect, span, message).help(REMOVE)
}

/// A patch moves a response that is not there.
pub fn no_response(endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("`{endpoint}` has no response that could be moved");
    Diagnostic::new(Code::PatchExpect, span, message).help(REMOVE)
}

/// A patch expects other fields than it finds.
pub fn other_fields(found: &[String], span: Span) -> Diagnostic {
    let message = format!("the patch expects other fields than it finds: {}", found.join(", "));
    Diagnostic::new(Code::PatchExpect, span, message).help(REMOVE)
}

/// A patch that moves fields does not say which.
pub fn expects_no_fields(found: &[String], span: Span) -> Diagnostic {
    let message = "the patch does not say which fields it expects";
    Diagnostic::new(Code::PatchExpect, span, message).help(format!("write `expect = {{ fields = {found:?} }}`"))
}

/// A patch defines a type that is used and defined, or not used.
pub fn type_not_undefined(name: &str, used: bool, span: Span) -> Diagnostic {
    let state = if used { "defined" } else { "not used" };
    let message = format!("the patch expects a type `{name}` that is used and not defined, and it is {state}");
    Diagnostic::new(Code::PatchExpect, span, message).help(REMOVE)
}

/// A patch expects something else of the field at `field`.
pub fn unexpected(what: &str, wanted: &str, found: &str, span: Span, field: Span) -> Diagnostic {
    let found = if found.is_empty() { "nothing".to_owned() } else { format!("`{found}`") };
    let message = format!("the patch expects `{what} = {wanted}` and finds {found}");
    Diagnostic::new(Code::PatchExpect, span, message).related(field, "it finds this").help(REMOVE)
}

/// A patch expects nothing.
pub fn expects_nothing(span: Span) -> Diagnostic {
    let message = "the patch expects nothing, so it could never become stale";
    let help = "write what the document says, for example `expect = { type = \"…\" }`";
    Diagnostic::new(Code::PatchExpect, span, message).help(help)
}

/// A patch sets words that are no type, for `reason`.
pub fn patched_type(reason: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadType, span, reason).help("write the type as the documents would")
}
