//! Rendering of diagnostics: for people, for programs, and for code hosts.
//!
//! The compiler names a file relative to the folder of documents, so that its output does not depend on where that
//! folder is. Whoever prints a message knows the folder: `prefix` is put before each file name, so that an editor or a
//! code host can open it. An empty prefix changes nothing.
//!
//! No rendering has a control character of a document in it but line feeds and tabs, nor one that turns the direction of
//! text; JSON has them as escapes.

mod github;
mod human;
mod json;
mod path;
#[cfg(test)]
mod tests;

pub use github::{github, property, text};
pub use human::{human, human_coloured};
pub use json::json;
