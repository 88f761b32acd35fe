//! What linking says of documents and patches.

mod definitions;
mod documents;
mod endpoints;
mod events;
mod generics;
mod labels;
mod notes;
mod parameters;
mod patches;

pub use definitions::*;
pub use documents::*;
pub use endpoints::*;
pub use events::*;
pub use generics::*;
pub use labels::*;
pub use notes::*;
pub use parameters::*;
pub use patches::*;
