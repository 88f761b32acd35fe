//! The IR as JSON, and the JSON Schemas of what people write and read.

mod lines;

use serde::Serialize;

use super::Files;
use crate::ir::Api;
use crate::{dialect, ir, patch};

/// The IR of an API as `ir/<api>.json` has it: a line per fact.
#[must_use]
pub fn emit(api: &Api) -> String {
    // As in `pretty`.
    lines::write(api).unwrap_or_default()
}

/// The JSON Schemas: of the IR, of `dialect.toml` and of `patches.toml`.
#[must_use]
pub fn schemas() -> Files {
    let schema = |name: &str, schema: &schemars::Schema| (format!("ir/{name}.schema.json"), pretty(schema));
    let all = [schema("ir", &ir::schema()), schema("dialect", &dialect::schema()), schema("patches", &patch::schema())];
    all.into_iter().collect()
}

fn pretty(value: &impl Serialize) -> String {
    // Writing plain data to a string fails for no value that the IR can hold; an empty file would be noticed.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
