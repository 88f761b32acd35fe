//! Tests over real sockets.

mod faults;
mod load;
mod pages;
mod paths;
mod support;
mod wire;
