//! Names that generated code could take for something else, in every position in which documents name things.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tablewright::{Document, Input};

/// Names by what they are elsewhere. Those that become one identifier are taken once.
const NAMES: &[&str] = &[
    // Keywords, also of later editions and of macros; those that cannot be written raw are among them.
    "abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in \
     let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof \
     union unsafe unsized use virtual where while yield auto default macro_rules raw safe",
    // What is there without an import.
    "Option Some None Result Ok Err Vec String Box ToOwned ToString Iterator IntoIterator Extend DoubleEndedIterator \
     ExactSizeIterator Clone Copy Send Sync Sized Unpin Drop Fn FnMut FnOnce AsyncFn AsyncFnMut AsyncFnOnce AsRef AsMut \
     From Into TryFrom TryInto FromIterator Future IntoFuture PartialEq Eq PartialOrd Ord Hash Debug Any bool char str u8 \
     u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 size_of drop",
    // Crates, and macros of the standard library.
    "std core alloc proc_macro serde serde_json tablewright_runtime runtime axum tokio format println print panic assert \
     assert_eq matches derive cfg include include_str env concat todo unreachable write dbg test vec global_allocator \
     stringify line file column module_path thread_local allow deny doc must_use expect inline non_exhaustive",
    // The runtime's names, and what stands beside the types of an API.
    "Api Auth AuthLocation AuthPlace Encoding Location Envelope Events Frames Kind Parameter ParameterAlias Part Peer Place Problem Profile Quick \
     Refusal Rule Success Endpoint Failure FailureCode Maybe Method Null Empty Value Visitor Backend Call Client Config \
     Router Table Event Arc BTreeMap Serialize Deserialize Serializer Deserializer TextCode Info Json Bytes Error",
    // Names of methods, fields, constants and functions of generated code and of its macros.
    "described documented object values known other extra extra_fields endpoints table router not_implemented client server \
     types builder build new request response send timeout with_timeout map next call call_raw endpoint websocket listener \
     over max min cmp fmt borrow to_string into from backend visitor config name path methods parameters status code codes \
     plain unknown item inner key",
    // Each letter, names that are none, and digits in front.
    "a b c d e f g h i j k l m n o p q r s t u v w x y z _ __ __X __b - -- . .. 0 1 2fa 3d -1 1.2 r#type $crate 'static @",
    // Names that some systems keep for devices.
    "con nul aux prn com1 lpt9 con.txt",
    // Other scripts.
    "群 群号 é ß ſ İ 🦀 a🦀b ١",
];

/// The names, without those that would be the same identifier as one before.
#[must_use]
pub fn hostile() -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    let plain = |name: &str| -> String {
        let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        if letters.is_empty() || name.starts_with('-') { name.to_owned() } else { letters.to_ascii_lowercase() }
    };
    let all = NAMES.iter().flat_map(|names| names.split_whitespace());
    all.filter(|name| seen.insert(plain(name))).collect()
}

/// How both APIs are written.
const DIALECT: &str = r#"
[api]
title = "Names"

[path]
names = "path"

[names]
field = '.'

[[endpoint]]
in = "heading"
pattern = '^(?<method>[A-Z]+) (?<path>/\S+)$'

[[section]]
role = "parameters"
mark = "bold"
pattern = '^Parameters$'

[[section]]
role = "response"
mark = "bold"
pattern = '^Response$'

[[section]]
role = "codes"
mark = "bold"
pattern = '^Codes$'

[[section]]
role = "object"
mark = "heading"
pattern = '^Type (?<name>\S+)$'

[[statement]]
states = "no-parameters"
pattern = '^Takes nothing'

[[statement]]
states = "no-response"
pattern = 'gives nothing'

[columns]
name = ["Name"]
type = ["Type"]
presence = ["Must"]
description = ["Meaning"]
value = ["Code"]

[presence]
required = ["yes"]
optional = ["no"]

[types]
int = "int64"
text = "string"

[[type]]
is = "list"
pattern = '^list of (?<item>.+)$'

[[type]]
is = "union"
pattern = ' or '
each = '(?<type>\S+)(?: or |$)'

[[values]]
each = '`(?<value>[^`]+)`'

[envelope]
code = "error"
messages = ["detail"]
field = [
    { name = "error", type = "text", optional = true, docs = "What went wrong." },
    { name = "detail", type = "text", optional = true, docs = "The same in words." },
]
"#;

fn input(api: &str, text: String, dialect: &str) -> Input {
    let file = |name: &str, text: String| Document { name: format!("{api}/{name}"), text };
    Input {
        api: api.to_owned(),
        documents: vec![file("api.md", text)],
        dialect: file("dialect.toml", format!("{DIALECT}{dialect}")),
        patches: None,
    }
}

/// The rows of a table with a field for each name.
fn rows(names: &[&str], ty: impl Fn(&str) -> String, must: &str) -> String {
    names.iter().fold(String::new(), |mut rows, name| {
        let _ = writeln!(rows, "| `{name}` | {} | {must} | x |", ty(name));
        rows
    })
}

const TABLE: &str = "| Name | Type | Must | Meaning |\n| --- | --- | --- | --- |\n";

/// The API that is called `runtime`: the names are those of groups, endpoints, parameters, fields, values, codes and events.
#[must_use]
pub fn names_of_calls() -> Input {
    let names = hostile();
    let mut text = String::from("# Names\n\n");
    for name in &names {
        let _ = write!(text, "# {name}\n\n## GET /{name}\n\nTakes nothing, gives nothing.\n\n");
    }
    let int = |_: &str| "int".to_owned();
    let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ");
    let codes = names.iter().map(|name| format!("| {name} | x |")).collect::<Vec<_>>().join("\n");
    let _ = write!(
        text,
        "# All\n\n## POST /all_at_once\n\n**Parameters**\n\n{TABLE}{}\n**Response**\n\n{TABLE}{}| chosen | text | yes | one of \
         {listed} |\n\n**Codes**\n\n| Code | Meaning |\n| --- | --- |\n{codes}\n\n## POST /all_required\n\n**Parameters**\n\n\
         {TABLE}{}\ngives nothing\n",
        rows(&names, int, "no"),
        rows(&names, int, "yes"),
        rows(&names, |_| "text".to_owned(), "yes"),
    );
    let mut dialect = String::from("\n[events]\nmarks = [\"kind\"]\n");
    // An event with a name of marks alone is called as others are.
    for name in names.iter().filter(|name| name.contains(char::is_alphanumeric)) {
        let _ = write!(
            dialect,
            "\n[[event]]\nname = {name:?}\nwhen = {{ kind = {name:?} }}\nfields = [{{ name = \"kind\", type = \"text\" }}]\n"
        );
    }
    input("runtime", text, &dialect)
}

/// The API that is called `std`: the names are those of types.
#[must_use]
pub fn names_of_types() -> Input {
    let names = hostile();
    let mut text = String::from("# Names\n\n");
    for name in &names {
        let _ = write!(text, "## Type {name}\n\n{TABLE}| x | int | no | x |\n\n");
    }
    let union = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().join(" or ");
    let _ = write!(
        text,
        "## POST /get\n\n**Parameters**\n\n{TABLE}{}\n**Response**\n\n{TABLE}{}| one | {union} | yes | x |\n",
        rows(&names, |name| format!("list of {name}"), "no"),
        rows(&names, str::to_owned, "yes"),
    );
    input("std", text, "")
}
