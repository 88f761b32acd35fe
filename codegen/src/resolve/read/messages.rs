//! What reading says of cells, rows, tables and code blocks.

mod examples;
mod fields;
mod names;
mod rows;
mod schemas;

pub use examples::*;
pub use fields::*;
pub use names::*;
pub use rows::*;
pub use schemas::*;
