//! The order in which the modules of the compiler stand, and the circles that stay.

/// What each stage may know. `tools` stand beside the pipeline and may know all of it; `lib.rs` calls the stages.
pub const STAGES: [(&str, &[&str]); 16] = [
    ("source", &[]),
    ("visible", &[]),
    ("letters", &[]),
    ("diagnostic", &["source", "visible"]),
    ("ledger", &["source", "diagnostic"]),
    ("markdown", &["source", "diagnostic", "ledger"]),
    ("ir", &["source"]),
    ("share", &["ir"]),
    ("naming", &["letters", "ir", "share"]),
    ("dialect", &["source", "diagnostic", "ledger", "markdown", "ir"]),
    ("patch", &["source", "diagnostic", "ir", "dialect"]),
    ("recognise", &["source", "diagnostic", "ledger", "markdown", "ir", "dialect"]),
    ("resolve", &["source", "diagnostic", "ledger", "markdown", "ir", "dialect", "patch", "recognise", "letters"]),
    ("withhold", &["source", "diagnostic", "ir", "patch"]),
    ("emit", &["letters", "ir", "naming", "visible"]),
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
pub const CIRCLES: [(&[&str], &str); 2] = [
    (
        &["emit::rust::scope", "emit::rust::union"],
        "a type expression adds the definition of a union to its file, and the variants of a union are type expressions",
    ),
    (
        &[
            "recognise::flow",
            "recognise::flow::around",
            "recognise::flow::bullets",
            "recognise::flow::loose_rows",
            "recognise::flow::open",
            "recognise::flow::subject",
        ],
        "one state machine, whose methods stand by what they read: a block in a row goes back to where blocks are read",
    ),
];
