//! Identifiers that generated code must not take.

/// What an identifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A field or parameter.
    Field,
    /// A module.
    Module,
    /// The setter of a field.
    Method,
    /// The method that calls an endpoint.
    Call,
    /// A function that makes a value of a type.
    Helper,
    /// A type.
    Type,
    /// A variant of a value set.
    Variant,
}

/// Sorted, as all lists here: they are searched by halves.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Modules that the generated crate has beside those of the endpoints, and names of files that some systems refuse.
const MODULES: &[&str] = &[
    "api", "aux", "client", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "event",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn", "runtime", "server", "types",
];

/// Types and traits that generated code names without a path: those of the prelude, of serde and of the runtime; and
/// the items that stand beside an API's types.
const TYPES: &[&str] = &[
    "Any",
    "Api",
    "Arc",
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "BTreeMap",
    "Backend",
    "Box",
    "Call",
    "Client",
    "Clone",
    "Config",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "DoubleEndedIterator",
    "Drop",
    "Empty",
    "Encoding",
    "Endpoint",
    "Eq",
    "Err",
    "Error",
    "Event",
    "ExactSizeIterator",
    "Extend",
    "Failure",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Kind",
    "Location",
    "Maybe",
    "Media",
    "Method",
    "None",
    "Null",
    "Ok",
    "Once",
    "Option",
    "Ord",
    "Parameter",
    "PartialEq",
    "PartialOrd",
    "RawBody",
    "Result",
    "Router",
    "Rule",
    "Self",
    "Send",
    "Serialize",
    "Server",
    "Sized",
    "Some",
    "String",
    "Sync",
    "Table",
    "TextCode",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Value",
    "Vec",
    "Visitor",
];

/// `Other` keeps the values that the documents do not list.
const VARIANTS: &[&str] = &["Other", "Self"];

/// Methods that every request or call has, and those of the standard traits that a setter would be taken for.
const METHODS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into_future",
    "into_iter",
    "map",
    "mul",
    "neg",
    "new",
    "next",
    "not",
    "pages",
    "rem",
    "request",
    "send",
    "shl",
    "shr",
    "streamed",
    "sub",
    "timeout",
];

/// Methods that every client has, and those that one of the standard traits would give it or a backend.
const CALLS: &[&str] = &[
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "builder",
    "call",
    "call_raw",
    "clamp",
    "clone",
    "clone_from",
    "clone_into",
    "clone_to_uninit",
    "cmp",
    "default",
    "documented",
    "drop",
    "endpoint",
    "eq",
    "fmt",
    "from",
    "ge",
    "gt",
    "into",
    "le",
    "listener",
    "lt",
    "max",
    "min",
    "ne",
    "new",
    "over",
    "partial_cmp",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
    "websocket",
    "with_parameter",
    "with_timeout",
];

/// Functions that types have by themselves, beside those of standard traits.
const HELPERS: &[&str] = &["as_str", "described", "value"];

/// The identifier, or what is used in its place.
pub fn avoid(kind: Kind, identifier: String) -> String {
    match kind {
        Kind::Type if among(TYPES, &identifier) => identifier + "Type",
        Kind::Variant if among(VARIANTS, &identifier) => identifier + "Value",
        Kind::Method if among(METHODS, &identifier) => format!("set_{identifier}"),
        Kind::Module if among(MODULES, &identifier) => identifier + "_",
        Kind::Call if among(CALLS, &identifier) => identifier + "_",
        Kind::Helper if among(CALLS, &identifier) || among(HELPERS, &identifier) => identifier + "_",
        Kind::Field | Kind::Module | Kind::Method | Kind::Call | Kind::Helper if among(KEYWORDS, &identifier) => {
            identifier + "_"
        }
        _ => identifier,
    }
}

fn among(sorted: &[&str], identifier: &str) -> bool {
    sorted.binary_search_by(|known| (*known).cmp(identifier)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [KEYWORDS, MODULES, TYPES, VARIANTS, METHODS, CALLS, HELPERS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn keywords_are_what_the_parser_refuses() {
        for keyword in KEYWORDS {
            let refused = syn::parse_str::<syn::Ident>(keyword).is_err();
            assert!(refused || *keyword == "gen", "{keyword}");
        }
    }
}
