//! Looks whether the generated crate lets its users choose each API.

use tablewright::diagnostic::render;

use super::{Compiled, Options};
use crate::cli::Format;
use crate::console::Console;

/// Warns of APIs that the `Cargo.toml` in the output folder, which is written by hand, has no feature for, and of features
/// for APIs that are gone.
pub fn report(options: &Options, compiled: &[Compiled], console: &mut Console) {
    let Ok(text) = std::fs::read_to_string(options.package.path.join("Cargo.toml")) else { return };
    let Ok(manifest) = text.parse::<toml::Table>() else { return };
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let has = |name: &str| features.is_some_and(|features| features.contains_key(name));
    let path = options.package.file("Cargo.toml");
    let mut warn = |message: String| {
        console.err(&format!("warning: `{path}`: {message}\n"));
        if options.format == Format::Github {
            console.out(&format!("::warning file={}::{}\n", render::property(&path), render::text(&message)));
        }
    };
    for api in compiled.iter().filter(|api| !api.failed()).map(|api| api.name.as_str()) {
        if has(api) || has(&api.replace('-', "_")) {
            continue;
        }
        warn(format!("the API `{api}` has no feature; add `{api} = []` to its `[features]`"));
    }
    // A feature that turns on nothing else is that of an API: of one that is gone, where there are no documents of it.
    let is_api = |name: &str| compiled.iter().any(|api| api.name == name || api.name.replace('-', "_") == name);
    let empty = features.into_iter().flatten().filter(|(_, turns_on)| turns_on.as_array().is_some_and(Vec::is_empty));
    for (name, _) in empty.filter(|(name, _)| options.apis.is_empty() && *name != "default" && !is_api(name)) {
        warn(format!("the feature `{name}` is of no API; remove it from its `[features]`"));
    }
}
