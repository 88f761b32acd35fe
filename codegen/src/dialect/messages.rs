//! What is said of `dialect.toml` and `patches.toml`.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::ir::Method;
use crate::source::Span;

fn value(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ConfigValue, span, message)
}

/// The parameters of a method cannot be sent where the dialect puts them.
pub fn bad_location(method: Method, span: Span) -> Diagnostic {
    let message = format!("the parameters of {} cannot all be sent there", method.name());
    let help = "`transport.locations` has `query` or `body`, and for GET, HEAD and OPTIONS `query` alone";
    value(span, message).help(help)
}

/// An `[[auth]]` rule lacks its name.
pub fn auth_without_name(id: &str, span: Span) -> Diagnostic {
    value(span, format!("the `[[auth]]` rule `{id}` needs a `name`")).help("name the parameter, cookie or header")
}

/// A parameter of every endpoint is sent where that cannot be.
pub fn fill_location(span: Span) -> Diagnostic {
    value(span, "a parameter of every endpoint cannot be sent there".to_owned()).help("write `header` or `query`")
}

/// A selector is said to be sent in the path.
pub fn selector_in_path(span: Span) -> Diagnostic {
    let help = "write `query`, `header` or `body`; values in the path are told apart by the path itself";
    value(span, "a selector cannot be sent in the path".to_owned()).help(help)
}

/// A pattern reads the value of a selector, and there is none.
pub fn no_selector(span: Span) -> Diagnostic {
    let message =
        "the pattern reads the value of a selector, and the dialect names no parameter that has it".to_owned();
    value(span, message).help("name it by a `[[selector]]`: `parameter = \"action\"`")
}

/// A rule of `[[fill]]` describes parameters that only the documents do.
pub fn fill_without_location(key: &str, span: Span) -> Diagnostic {
    let message = format!("`{key}` has no effect in a `[[fill]]` rule without `location`");
    let help = "where every endpoint has the parameters, say by `location` how they are sent; else leave it out";
    value(span, message).help(help)
}

/// A rule of `[[fill]]` has two values.
pub fn cookie_and_default(span: Span) -> Diagnostic {
    let message = "a `[[fill]]` rule has a `cookie` and a `default`".to_owned();
    value(span, message).help("leave one of them out: what a cookie fills has no other value")
}

/// An `[[auth]]` rule needs a credential beside it that no other rule has.
pub fn auth_with_unknown(id: &str, with: &str, span: Span) -> Diagnostic {
    let message = format!("`{with}` is needed beside `{id}`, and is no other `[[auth]]` rule");
    value(span, message).help("correct the name in `with`, or add a rule with that `id`")
}

/// A credential that is needed beside another is enough by itself as well.
pub fn auth_alone(id: &str, with: &str, span: Span) -> Diagnostic {
    let message = format!("`{with}` is needed beside `{id}`, and alone it would be enough for every endpoint");
    value(span, message).help(format!("take `everywhere` out of `{with}`: it counts wherever `{id}` does"))
}

/// A word before a credential that is not sent in a header.
pub fn auth_prefix(id: &str, span: Span) -> Diagnostic {
    value(span, format!("the credential of `{id}` is in no header, so that no `prefix` stands before it"))
        .help("take `prefix` out, or send the credential in a header by `in = \"header\"`")
}

/// Headings have no such level.
pub fn no_heading_level(span: Span) -> Diagnostic {
    value(span, "no heading has this level".to_owned()).help("give one from 1, for `#`, to 6")
}

/// A definition says nothing, or two things.
pub fn define_needs_one(name: &str, span: Span) -> Diagnostic {
    let message = format!("`define.{name}` needs exactly one of `type`, `union`, `fields` and `same`");
    value(span, message).help("see `spec/dialect.md`")
}

/// A definition leads back to itself, by these names.
pub fn define_circle(name: &str, circle: &[&str], span: Span) -> Diagnostic {
    let names: Vec<_> = circle.iter().map(|name| format!("`{name}`")).collect();
    let message = format!("`define.{name}` is defined by itself: {}", names.join(" is "));
    value(span, message).help("say what one of them is")
}

/// A pattern has none of the groups that its rule needs for `what` it does.
pub fn group_missing(what: &str, groups: &[&str], span: Span) -> Diagnostic {
    let names: Vec<_> = groups.iter().map(|group| format!("`{group}`")).collect();
    let message = format!("this rule {what}, but its pattern has no group {}", names.join(" or "));
    let first = groups.first().copied().unwrap_or_default();
    value(span, message).help(format!("write `(?<{first}>…)` around what the rule reads"))
}

/// A label says a type, and announces none.
pub fn label_without_type(span: Span) -> Diagnostic {
    value(span, "this label announces no type, so that its group `type` says nothing")
        .help("labels of `object` alone have it")
}

/// A pattern has a group that is none of the `known` ones.
pub fn group_unread(group: &str, known: &[&str], span: Span) -> Diagnostic {
    let all = || match known {
        [] => "no group is read here".to_owned(),
        known => format!("the groups here are: {}", known.join(", ")),
    };
    let help = nearest(group, known.iter().copied()).map_or_else(all, |near| format!("did you mean `{near}`?"));
    value(span, format!("nothing reads the group `{group}`")).help(help)
}

/// A rule for tables of endpoints does not say where the path is.
pub fn table_without_path(by_value: bool, span: Span) -> Diagnostic {
    if by_value {
        let message = "an `[[endpoint]]` rule with `selector_columns` does not say where the path is";
        return value(span, message).help("say it by `path_columns`, by `above` or by `path`");
    }
    let message = "an `[[endpoint]]` rule for tables needs `path_keys` or `path_columns`";
    value(span, message).help("say which key or column has the path")
}

/// The rest of an endpoint is to be found by a link, and what announces it has none.
pub fn rest_without_link(span: Span) -> Diagnostic {
    let message = "`rest = \"link\"` follows a link of a row, an item, a quote or a paragraph";
    value(span, message).help("leave it out: the rest of such an endpoint stands below it")
}

/// A rule for announcements has a key that only those of another form read.
pub fn key_of_form(key: &str, form: &str, span: Span) -> Diagnostic {
    let message = format!("`endpoint.{key}` has no effect here: only rules with `in = \"{form}\"` read it");
    value(span, message).help(format!("take it out, or write a rule with `in = \"{form}\"` for it"))
}

/// A rule for announcements has no pattern.
pub fn endpoint_without_pattern(span: Span) -> Diagnostic {
    let message = "an `[[endpoint]]` rule for anything but tables needs a `pattern`";
    value(span, message).help("write what the announcement looks like, with a group `path` or `url`")
}

/// A label of something else than responses has a status.
pub fn label_without_status(span: Span) -> Diagnostic {
    let message = "this label is of no response, and its pattern has a group `status`";
    value(span, message).help("the labels of responses, envelopes, objects, items and examples can have one")
}

/// A label of what is no type with a name says which words in it stand for other types.
pub fn label_without_generic(span: Span) -> Diagnostic {
    let message = "this label names no type of its own, and its pattern has a group `item`";
    value(span, message).help("a rule of `object` can have one beside its group `name`: `^(?<name>\\w+)<(?<item>.+)>$`")
}

/// A label of something else than parameters has a key of theirs.
pub fn label_without_parameters(key: &str, span: Span) -> Diagnostic {
    let message = format!("what follows this label are not parameters, so `{key}` has no meaning");
    value(span, message).help(format!("leave `{key}` out, or write `role = \"parameters\"`"))
}

/// A rule of `gives` reads a name.
pub fn row_that_gives(span: Span) -> Diagnostic {
    let message = "an item with `gives` is no row, so the group `name` has no meaning";
    value(span, message).help("leave `gives` out where the item is a row, or the group where it is none")
}

/// A rule of `[[bullet]]` splits a type that it does not read.
pub fn split_without_type(span: Span) -> Diagnostic {
    let message = "`split` separates the words of a type, and the pattern has no group `type`";
    value(span, message).help("write `(?<type>…)` around them in the pattern, or leave `split` out")
}

/// A label of something else than fields says whether they must be there.
pub fn label_without_fields(span: Span) -> Diagnostic {
    let message = "what follows this label are not fields, so `presence` has no meaning";
    value(span, message).help("leave `presence` out, or correct the role")
}

const AROUND_PARENT: &str = "write `(?<parent>…)` around it in the pattern";

/// A label of an object does not say of which.
pub fn object_without_name(span: Span) -> Diagnostic {
    value(span, "the label of an object says neither its `name` nor its `parent`").help(AROUND_PARENT)
}

/// A label of what no JSON Schema can describe has one.
pub fn schema_of_no_type(span: Span) -> Diagnostic {
    value(span, "a JSON Schema says nothing of what the label announces")
        .help("set `role` to `parameters`, `response` or `object`, or take `schema` out")
}

/// A label of an event does not say of which.
pub fn event_section_without_name(span: Span) -> Diagnostic {
    let help = "put `(?<name>…)` around what names it, or say by `name_keys` which row of a table does";
    value(span, "the label of an event does not say its `name`").help(help)
}

/// A label does not say whose values follow it.
pub fn label_without_parent(span: Span) -> Diagnostic {
    value(span, "the label does not say whose these are: it has no `parent`").help(AROUND_PARENT)
}

/// `what`, such as a row, is never a label.
pub fn never_a_label(what: &str, help: &str, span: Span) -> Diagnostic {
    value(span, format!("{what} no label, so this rule never matches")).help(format!("{help} is for `[[ignore]]`"))
}

/// A rule for unions does not say what their types look like.
pub fn union_without_each(span: Span) -> Diagnostic {
    value(span, "a rule for unions needs `each`").help("say what one of the types looks like")
}

/// A rule for values does not say what they look like.
pub fn values_without_each(span: Span) -> Diagnostic {
    value(span, "a rule for values needs `each`").help("say what one of the values looks like")
}

/// A key or a group stands under the name that it had before.
pub fn renamed(noun: &str, old: &str, new: &str, span: Span) -> Diagnostic {
    let message = format!("the {noun} `{old}` is called `{new}`, and is read as that");
    Diagnostic::new(Code::ConfigRenamed, span, message).help(format!("write `{new}`"))
}

/// A key, or a word for a value, that the schema does not have.
pub fn unknown(code: Code, noun: &str, word: &str, known: &[&str], span: Span) -> Diagnostic {
    let help = match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("there are no {noun}s here"),
        None => format!("the {noun}s here are: {}", known.join(", ")),
    };
    Diagnostic::new(code, span, format!("unknown {noun} `{word}`")).help(help)
}

/// What the TOML reader says.
pub fn unreadable(code: Code, message: String, span: Span) -> Diagnostic {
    Diagnostic::new(code, span, message).help("see `spec/dialect.md` for every key")
}

/// A rule that announces no endpoint.
pub fn unused_announcement(span: Span) -> Diagnostic {
    unused(span, "no document has an announcement that this rule of `[[endpoint]]` finds")
}

/// A rule that announces no endpoint nearly matches what stands at `near`; `alone` says that no other announces one.
pub fn near_miss(help: &str, alone: bool, span: Span, near: Span) -> Diagnostic {
    let message = "this rule announces no endpoint, but nearly matches something";
    let severity = if alone { Severity::Warning } else { Severity::Note };
    Diagnostic::new(Code::UnusedRule, span, message).severity(severity).related(near, "this").help(help)
}

/// A pattern that matches what stands at `near`, and nothing follows from it.
pub fn no_effect(key: &str, help: String, span: Span, near: Span) -> Diagnostic {
    let message = format!("this pattern of `{key}` matches something in the documents, and has no effect");
    let diagnostic = Diagnostic::new(Code::UnusedRule, span, message).severity(Severity::Warning);
    diagnostic.related(near, "this").help(help)
}

/// A pattern that matches nothing.
pub fn unused_pattern(key: &str, span: Span) -> Diagnostic {
    let message = format!("nothing in the documents matches this pattern of `{key}`");
    // All statements that match count, whatever label a line is.
    if key == "statement" {
        let help = "correct it, or remove it; what it is for may be a heading, an announcement, a description or what \
                    `[[ignore]]` takes, in which no statement is looked for";
        return Diagnostic::new(Code::UnusedRule, span, message).help(help);
    }
    unused(span, message)
}

/// A word for a column that no table has.
pub fn unused_column(word: &str, key: &str, span: Span) -> Diagnostic {
    unused(span, format!("no table has the column `{word}` of `{key}`"))
}

/// A word for a column that is one of another kind before.
pub fn column_taken(word: &str, key: &str, other: &str, span: Span) -> Diagnostic {
    unused(span, format!("the column `{word}` of `{key}` is read as one of `{other}`"))
}

fn unused(span: Span, message: impl Into<String>) -> Diagnostic {
    let help = "correct it, or remove it; where an earlier rule takes all that it is for, move it before that";
    Diagnostic::new(Code::UnusedRule, span, message).help(help)
}

/// A rule for statements says whose a fact is that is of one thing alone.
pub fn statement_of(span: Span) -> Diagnostic {
    value(span, "this rule says nothing that is `of` a request or of a response").help("leave `of` out")
}
