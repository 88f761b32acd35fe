//! The generated servers over a backend that keeps what it is told in memory, and what the tests of servers and clients
//! share. It is a crate of its own, so that the tests of the compiler need none of it.
//!
//! - [`Samples`] are requests and answers made from the IR.
//! - [`Memory`] is a backend for every endpoint, made from them.

mod memory;
mod sample;

pub use memory::{Call, Memory, Serving};
pub use sample::{Samples, Shape};

/// The IR of each API.
pub const IR: [(&str, &str); 2] = [
    ("bilibili", include_str!("../../../generated/ir/bilibili.json")),
    ("go-cqhttp", include_str!("../../../generated/ir/go-cqhttp.json")),
];
