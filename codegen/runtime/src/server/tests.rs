//! Tests over real sockets.

mod beside;
mod faults;
mod load;
mod pages;
mod paths;
mod support;
mod wire;
