//! The order in which the modules of the compiler stand, and the circles that stay.

/// What each stage may know. `tools` stand beside the pipeline and may know all of it; `lib.rs` calls the stages.
pub const STAGES: [(&str, &[&str]); 14] = [
    ("source", &[]),
    ("visible", &[]),
    ("diagnostic", &["source", "visible"]),
    ("ledger", &["source", "diagnostic"]),
    ("markdown", &["source", "diagnostic", "ledger"]),
    ("ir", &["source"]),
    ("naming", &["ir"]),
    ("dialect", &["source", "diagnostic", "ledger", "markdown", "ir"]),
    ("patch", &["source", "diagnostic", "ir", "dialect"]),
    ("recognise", &["source", "diagnostic", "ledger", "markdown", "ir", "dialect"]),
    ("resolve", &["source", "diagnostic", "ledger", "markdown", "ir", "dialect", "patch", "recognise"]),
    ("withhold", &["source", "diagnostic", "ir", "patch"]),
    ("emit", &["ir", "naming", "visible"]),
    ("messages", &["source", "diagnostic", "ir"]),
];

/// What files know beyond the stage that they are part of.
pub const BEYOND: [(&str, &str, &str); 2] = [
    ("emit::ir_json", "dialect", "it writes the JSON Schema of dialects"),
    ("emit::ir_json", "patch", "it writes the JSON Schema of patches"),
];

/// The floors of the resolution: each may know those before it.
pub const FLOORS: [&str; 6] = ["draft", "read", "link", "check", "lower", "examples"];

/// Circles that stay, by the files in them.
pub const CIRCLES: [(&[&str], &str); 13] = [
    (&["dialect::rules", "dialect::shape"], "rules and keys of the dialect name each other's words"),
    (
        &["emit::openapi::examples", "emit::openapi::response", "emit::openapi::schema"],
        "schemas hold examples, which are responses, which have schemas",
    ),
    (
        &["emit::rust::describe", "emit::rust::scope", "emit::rust::union"],
        "the name of a union follows from what it holds, which is named too",
    ),
    (
        &["ir", "ir::endpoint", "ir::nesting", "ir::transport", "ir::types"],
        "types have examples, which name methods; the API holds them all",
    ),
    (
        &[
            "markdown",
            "markdown::block",
            "markdown::clean",
            "markdown::html",
            "markdown::html::table",
            "markdown::indented",
            "markdown::inline",
            "markdown::nest",
            "markdown::table",
        ],
        "blocks hold tables, whose cells hold blocks",
    ),
    (&["naming", "naming::allocate"], "names are given by the table that they are kept in"),
    (&["naming::reserved", "naming::words"], "words avoid what is reserved, by the kind of a word"),
    (
        &[
            "recognise::announce",
            "recognise::announce::tables",
            "recognise::rows",
            "recognise::section",
            "recognise::table",
        ],
        "a table of announcements is read as a table, which an announcement can stand in",
    ),
    (
        &[
            "recognise::flow",
            "recognise::flow::bullets",
            "recognise::flow::loose_rows",
            "recognise::flow::open",
            "recognise::flow::subject",
        ],
        "the parts of one state machine, whose state `flow` holds",
    ),
    (&["tools::explain", "tools::explain::nodes"], "an explanation is made of the nodes that it is for"),
    (&["tools::guess", "tools::guess::blocks"], "what is guessed from is kept with the guesses"),
    (
        &[
            "tools::guess::announce",
            "tools::guess::labels",
            "tools::guess::labels::classify",
            "tools::guess::links",
            "tools::guess::listing",
            "tools::guess::under",
        ],
        "announcements are told by labels, and labels by what is announced",
    ),
    (
        &[
            "tools::import",
            "tools::import::edits",
            "tools::import::fences",
            "tools::import::letters",
            "tools::import::lines",
            "tools::import::numbers",
            "tools::import::tables",
        ],
        "passes over the same lines, whose type `lines` has",
    ),
];
