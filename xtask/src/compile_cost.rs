//! `cargo xtask bench --compile`: what checking the generated crate costs, feature by feature.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tablewright::ir::Api;

use crate::workspace;
use tablewright_cli::Console;
use tablewright_cli::Error;

/// The generated crate.
const CRATE: &str = "apis";
/// What is added to an API, from nothing to everything.
const SIDES: [&[&str]; 4] = [&[], &["client"], &["server"], &["client", "server", "ws"]];
/// How often each is checked; the median counts.
const ROUNDS: usize = 3;

/// Checks the crate for each API and side, dependencies warm and incremental compilation off, and prints the times.
pub fn run(console: &mut Console) -> Result<bool, Error> {
    let root = workspace::root();
    let apis = apis(&root.join("generated").join("ir"))?;
    let width = 40;
    console
        .out(&format!("{:<width$} {:>10} {:>18}\n", "cargo check of the generated crate", "seconds", "per endpoint"));
    for (name, endpoints) in apis {
        for side in SIDES {
            let features = std::iter::once(name.as_str()).chain(side.iter().copied()).collect::<Vec<_>>().join(",");
            let Some(time) = median(&root, &features)? else { return Ok(false) };
            let each = time.as_secs_f64() * 1e3 / f64::from(endpoints.max(1));
            console.out(&format!("{features:<width$} {:>8.2} s {each:>15.1} ms\n", time.as_secs_f64()));
        }
    }
    Ok(true)
}

/// The APIs with the number of their endpoints.
fn apis(folder: &Path) -> Result<Vec<(String, u32)>, Error> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io("read", folder, &error))?;
    let mut apis = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| Error::io("read", folder, &error))?.path();
        let text = std::fs::read_to_string(&path).map_err(|error| Error::io("read", &path, &error))?;
        // The schemas in the folder are no APIs.
        if let Ok(api) = Api::from_json(&text) {
            apis.push((api.name, u32::try_from(api.endpoints.len()).unwrap_or(u32::MAX)));
        }
    }
    apis.sort();
    Ok(apis)
}

/// The median time; none where the crate does not compile.
fn median(root: &Path, features: &str) -> Result<Option<Duration>, Error> {
    // Everything that the crate depends on is compiled before the clock runs.
    if !cargo(root, &check(features))? {
        return Ok(None);
    }
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        cargo(root, &["clean", "--quiet", "--package", CRATE])?;
        let start = Instant::now();
        if !cargo(root, &check(features))? {
            return Ok(None);
        }
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times.get(ROUNDS / 2).copied())
}

fn check(features: &str) -> [&str; 7] {
    ["check", "--quiet", "--package", CRATE, "--no-default-features", "--features", features]
}

/// Runs cargo with a target folder of its own, so that no other build's files count or are lost.
fn cargo(root: &Path, args: &[&str]) -> Result<bool, Error> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = root.join("target").join("compile-cost");
    let mut command = Command::new(&program);
    command.args(args).current_dir(root).env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0");
    let status = command.stdin(Stdio::null()).status();
    status.map(|status| status.success()).map_err(|error| Error::io("run", Path::new(&program), &error))
}
