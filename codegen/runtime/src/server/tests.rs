//! Tests over real sockets.

mod faults;
mod load;
mod support;
mod wire;
