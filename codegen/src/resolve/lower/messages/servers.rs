//! Servers: events, profiles, frames and what is filled in.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::source::Span;

pub(super) fn value(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ConfigValue, span, message).help(help)
}

/// A base URL has a part that stands for something else.
pub fn no_base_url(url: &str, part: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{url}` is not a URL, for `{part}` stands for something else; it is written to OpenAPI as it is");
    let help = "write the part that is the same for all callers; a client gets its whole base URL when it is built";
    Diagnostic::new(Code::BadEndpoint, span, message).severity(Severity::Warning).help(help)
}

/// A base URL has a credential.
pub fn credential_in_url(span: Span) -> Diagnostic {
    let message = "this base URL has a credential in front of the host, which is written to OpenAPI and code";
    let help = "take it out; `[[auth]]` says how a credential is sent";
    Diagnostic::new(Code::BadEndpoint, span, message).severity(Severity::Warning).help(help)
}

/// Nothing tells events from answers.
pub fn no_marks(span: Span) -> Diagnostic {
    value(span, "nothing tells events from the answers to calls", "add `events.marks`")
}

/// An event that a server makes lacks a mark.
pub fn lacks_mark(key: &str, mark: &str, span: Span) -> Diagnostic {
    let message = format!("`events.{key}` lacks `{mark}`, by which an event is known");
    value(span, message, "add it, or take it out of the marks")
}

/// Words in braces stand for nothing that `who` knows; `known` are those that do.
pub fn unknown_placeholder(word: &str, who: &str, known: &[&str], span: Span) -> Diagnostic {
    let help = nearest(word, known.iter().copied()).map_or_else(
        || format!("the words in braces are: {}", known.join(", ")),
        |near| format!("did you mean `{{{near}}}`?"),
    );
    value(span, format!("`{{{word}}}` stands for nothing that a {who} knows"), help)
}

/// An event is known by a list or a table.
pub fn no_scalar_mark(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` in `when` is a list or a table");
    value(span, message, "an event is known by text, numbers or booleans")
}

/// An event is known by nothing.
pub fn known_by_nothing(event: &str, span: Span) -> Diagnostic {
    value(span, format!("nothing says by what the event `{event}` is known"), "give `when` at least one member")
}

/// Two events have one name.
pub fn event_of_one_name(event: &str, span: Span) -> Diagnostic {
    value(span, format!("two events are called `{event}`"), "rename it, or put the one with more marks first")
}

/// An event is always taken for an earlier one.
pub fn hidden_event(event: &str, earlier: &str, span: Span) -> Diagnostic {
    let message = format!("an event `{event}` is always taken for a `{earlier}`, which comes first");
    value(span, message, "rename it, or put the one with more marks first")
}

/// Two helpers of one type have one name.
pub fn helper_twice(helper: &str, of: &str, span: Span) -> Diagnostic {
    value(span, format!("two functions of `{of}` are called `{helper}`"), "rename one of them")
}

/// The name of a helper, or of an argument, is none of a function.
pub fn no_helper_name(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is no name of a function or an argument");
    value(span, message, "write it in small letters, digits and `_`")
}

/// An argument is one of several types that have no name together.
pub fn nameless_union(helper: &str, argument: &str, span: Span) -> Diagnostic {
    let message = format!("`{argument}` of `{helper}` is one of several types, which have no name together");
    value(span, message, "give them one by `[define]`, and write that")
}

/// Words in braces are no argument of the helper.
pub fn no_argument(helper: &str, word: &str, span: Span) -> Diagnostic {
    value(span, format!("`{helper}` takes no `{word}`"), "add it to `takes`, or take it out of `makes`")
}

/// An argument stands nowhere in what the helper makes.
pub fn idle_argument(helper: &str, argument: &str, span: Span) -> Diagnostic {
    let help = format!("write `{{{argument}}}` in `makes`, or take the argument out");
    value(span, format!("`{helper}` makes nothing of `{argument}`"), help)
}

/// A helper makes an answer to an event, and nothing says how events are answered.
pub fn no_quick(helper: &str, span: Span) -> Diagnostic {
    let message = format!("`{helper}` makes an answer, and nothing says what carries answers out");
    value(span, message, "add `peer.quick`, with an endpoint that takes the event as an object and needs nothing else")
}

/// A helper makes an object with a member that its type does not have.
pub fn stray_member(helper: &str, member: &str, span: Span) -> Diagnostic {
    value(span, format!("`{helper}` makes `{member}`, which its type does not have"), "take it out, or add the field")
}

/// A helper makes what is no value of its type.
pub fn helper_differs(helper: &str, made: &serde_json::Value, span: Span) -> Diagnostic {
    let message = format!("`{helper}` makes {made}, which does not fit its type");
    value(span, message, "correct `makes`, or the types of the arguments")
}

/// Two profiles have one name.
pub fn profile_twice(profile: &str, span: Span) -> Diagnostic {
    value(span, format!("two profiles are called `{profile}`"), "rename one of them")
}

/// A key of a profile has no effect without another key.
pub fn idle_key(key: &str, profile: &str, needs: &str, span: Span) -> Diagnostic {
    let message = format!("`{key}` of the profile `{profile}` has no effect without `{needs}`");
    value(span, message, format!("add `{needs}`, or take `{key}` out"))
}

/// A profile refuses one problem in two ways.
pub fn refused_twice(profile: &str, span: Span) -> Diagnostic {
    value(span, format!("the profile `{profile}` refuses one problem in two ways"), "take one of them out")
}

/// A profile answers with what is no HTTP status.
pub fn no_status(status: u16, span: Span) -> Diagnostic {
    value(span, format!("{status} is not an HTTP status of an answer"), "give one from 200 to 599")
}

/// A profile gives a parameter the name of another.
pub fn alias_taken(endpoint: &str, alias: &str, span: Span) -> Diagnostic {
    let message = format!("`{endpoint}` has a parameter `{alias}` of its own");
    value(span, message, "take the alias out, or name the endpoint that it is for")
}

/// Frames are described, and not what names the endpoint in them.
pub fn frames_without_name(span: Span) -> Diagnostic {
    value(span, "`[frames]` does not say which member names the endpoint", "add `name`")
}

/// Frames name the endpoint, and not the parameters.
pub fn frames_without_parameters(span: Span) -> Diagnostic {
    let message = "`[frames]` says which member names the endpoint, and not which holds the parameters";
    value(span, message, "add `parameters`")
}

/// A value that every call is to have is none that can be compared, or there are too many.
pub fn no_constant(name: &str, span: Span) -> Diagnostic {
    value(span, format!("`{name}` in `frames.with` is no text, number or boolean"), "correct the value")
}

/// Every call is to have too much.
pub fn too_many_constants(most: usize, span: Span) -> Diagnostic {
    value(span, format!("`frames.with` has more than {most} members"), "take some out")
}

/// The path to which all calls are sent is none.
pub fn no_path_of_calls(path: &str, span: Span) -> Diagnostic {
    value(
        span,
        format!("`{path}` is no path to which all calls can be sent"),
        "write one that begins with `/`, such as `/rpc`",
    )
}

/// A list of calls is too long, or has none.
pub fn no_batch(most: u16, span: Span) -> Diagnostic {
    value(span, format!("`frames.batch` is a number from 1 to {most}"), "correct it, or take it out")
}

/// No call would be answered.
pub fn always_silent(span: Span) -> Diagnostic {
    let message = "with `frames.silent`, and no `envelope.echo` to tell calls apart, no call is answered";
    value(span, message, "add `envelope.echo`, or take `silent` out")
}

/// Two members of a frame are one, or one is in the other.
pub fn frames_overlap(one: &str, other: &str, span: Span) -> Diagnostic {
    let message = if one == other {
        format!("`{one}` of a frame stands for two things")
    } else {
        format!("`{one}` and `{other}` of a frame cannot both be there")
    };
    value(span, message, "correct one of them")
}

/// A path of frames does not begin with `/`.
pub fn frames_without_slash(path: &str, span: Span) -> Diagnostic {
    value(span, format!("the path `{path}` in `[frames]` does not begin with `/`"), "add it")
}

/// What a server and an application need to know each other is not all there.
pub fn peer_lacks_keys(span: Span) -> Diagnostic {
    let message = "`[peer]` needs `role_header`, `roles`, `scheme` and `signature_header` beside `self_header`";
    value(span, message, "see `spec/dialect.md`")
}

/// The dialect names an endpoint that the documents do not have.
pub fn no_endpoint(name: &str, near: Option<&str>, span: Span) -> Diagnostic {
    value(span, format!("there is no endpoint `{name}`"), correct(near))
}

/// The dialect names a parameter that no endpoint has, or not that one.
pub fn no_parameter(endpoint: Option<&str>, name: &str, near: Option<&str>, span: Span) -> Diagnostic {
    let whose = endpoint.map_or_else(|| "no endpoint has".to_owned(), |name| format!("`{name}` does not have"));
    value(span, format!("{whose} a parameter `{name}`"), correct(near))
}

/// A rule for pages fits none of the endpoints that have its parameter; `why` is what keeps the first.
pub fn no_pages(endpoint: &str, why: &str, span: Span) -> Diagnostic {
    let help =
        "correct the rule: `items` is the field with the list, `next` the one with the parameter of the next page";
    value(span, format!("no endpoint has such pages: of `{endpoint}`, {why}"), help.to_owned())
}

fn correct(near: Option<&str>) -> String {
    near.map_or_else(|| "correct the name".to_owned(), |near| format!("did you mean `{near}`?"))
}

/// A parameter that a client is given once, as one text, has parts; its type stands in `file` at `line`.
pub fn never_once(name: &str, endpoint: Option<&str>, (file, line): (&str, u32), span: Span) -> Diagnostic {
    let help = format!("correct its type, at {file}:{line}, or leave it out of `[[fill]]`");
    let of = endpoint.map_or_else(String::new, |endpoint| format!(" of `{endpoint}`"));
    value(span, format!("`{name}`{of} has parts, and what a client is given once is one text"), help)
}

/// What a client sends where it is given nothing is not of the parameter's type.
pub fn once_default(name: &str, default: &Value, span: Span) -> Diagnostic {
    value(span, format!("the default {default} of `{name}` is not of its type"), "correct `default` or `type`")
}

/// A parameter is filled in from a cookie, and is no text; its type stands in `file` at `line`.
pub fn no_cookie(name: &str, endpoint: &str, (file, line): (&str, u32), span: Span) -> Diagnostic {
    let help = format!(
        "correct its type, at {file}:{line}, or leave it out of `[[fill]]`; a column that no key of `[columns]` \
         names gives no type"
    );
    value(span, format!("`{name}` of `{endpoint}` is not text, and a cookie is"), help)
}
