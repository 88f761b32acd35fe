//! The tools beside the pipeline. Each reads what the pipeline made, or prepares what it will read; the pipeline knows
//! none of them.
//!
//! | tool | what it does |
//! |---|---|
//! | [`diff`] | says what changed between two versions of an API, and whom it breaks |
//! | [`explain`] | says which rule reads a line, and what became of it |
//! | [`guess`] | proposes a dialect for documents that have none |
//! | [`import`] | cleans a page that was pasted from a browser |
//! | [`suggest`] | says what a dialect lacks, tried on the documents |
//! | [`unexplained`] | groups the messages about what no rule reads |

pub mod diff;
pub mod explain;
pub mod guess;
pub mod import;
pub mod suggest;
pub mod unexplained;
