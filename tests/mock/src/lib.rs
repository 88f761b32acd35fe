//! The generated servers over a backend that keeps what it is told in memory, and what the tests of servers and clients
//! share. It is a crate of its own, so that the tests of the compiler need none of it.
//!
//! - [`Family`] is an API with all that is generated for it.
//! - [`Samples`] are requests and answers made from the IR.
//! - [`Memory`] is a backend for every endpoint, made from them.
//! - [`serve`] is the program of that name, which serves it.

mod family;
mod memory;
mod sample;
pub mod serve;

pub use family::Family;
pub use memory::{Call, Memory, Serving};
pub use sample::{Samples, Shape};
