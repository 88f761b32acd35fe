//! What lowering says of endpoints, types and what the dialect has for them.

mod endpoints;
mod envelope;
mod events;
mod handshake;
mod servers;
mod types;

pub use endpoints::*;
pub use envelope::*;
pub use events::*;
pub use handshake::*;
pub use servers::*;
pub use types::*;
