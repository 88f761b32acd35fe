//! Lowering: from drafts to the IR.

pub mod api;
pub mod endpoint;
pub mod envelope;
mod events;
mod fill;
pub mod flat_envelope;
pub mod handshake;
mod helpers;
pub mod marks;
mod messages;
pub mod methods;
pub mod named;
mod nested_envelope;
pub mod paging;
pub mod pending;
pub mod response;
pub mod same;
pub mod server;
pub mod statuses;
pub mod type_examples;
pub mod types;
pub mod value_sets;
pub mod wire;
