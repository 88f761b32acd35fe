//! Looks whether the generated crate lets its users choose each API.

use tablewright::diagnostic::render;

use super::{Compiled, Options};
use crate::cli::Format;
use crate::console::Console;

/// Warns of APIs that the `Cargo.toml` in the output folder, which is written by hand, has no feature for.
pub fn report(options: &Options, compiled: &[Compiled], console: &mut Console) {
    let Ok(text) = std::fs::read_to_string(options.out.path.join("Cargo.toml")) else { return };
    let Ok(manifest) = text.parse::<toml::Table>() else { return };
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let has = |name: &str| features.is_some_and(|features| features.contains_key(name));
    let path = format!("{}/Cargo.toml", options.out.shown.trim_end_matches('/'));
    for api in compiled.iter().filter(|api| !api.failed()).map(|api| api.name.as_str()) {
        if has(api) || has(&api.replace('-', "_")) {
            continue;
        }
        let message = format!("the API `{api}` has no feature; add `{api} = []` to its `[features]`");
        console.err(&format!("warning: `{path}`: {message}\n"));
        if options.format == Format::Github {
            console.out(&format!("::warning file={}::{}\n", render::property(&path), render::text(&message)));
        }
    }
}
