//! What recognition says of a document.

mod endpoints;
mod labels;
mod rows;

pub use endpoints::*;
pub use labels::*;
pub use rows::*;
