//! Tests over real sockets.

mod faults;
mod load;
mod paths;
mod support;
mod wire;
