//! Checks: what does not suit each other in what has been read and linked. They report, and change nothing.

pub mod fields;
pub mod mentions;
mod messages;
pub mod unused;
pub mod widths;
mod words;
