//! Checks: what does not suit each other in what has been read and linked. They report, and change nothing.

pub mod fields;
pub mod lint;
mod messages;
