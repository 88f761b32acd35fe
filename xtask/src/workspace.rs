//! Where the workspace is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The root of the workspace, so that the tasks work in every folder below it. Cargo says where this crate is when it
/// runs the command; where the program was started by hand, the place that it was built in is used.
pub fn root() -> PathBuf {
    let running = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let built = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let is_root = |folder: &&Path| folder.join("xtask").join("Cargo.toml").is_file();
    let found = running.iter().chain([&built]).find_map(|start| start.ancestors().find(is_root).map(PathBuf::from));
    found.unwrap_or_else(|| PathBuf::from("."))
}

/// The Cargo that runs this command.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
