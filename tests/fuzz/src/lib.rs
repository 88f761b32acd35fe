//! Fuzzing on the stable toolchain: what strangers send is damaged in many ways, and nothing may panic, hang, or break
//! a law of its target.
//!
//! A [`Target`](targets::Target) makes an input out of random numbers and runs it. The numbers come from a seed and the
//! number of the input alone, so that every input can be made again: a finding is a target, a seed and a number.
//! Inputs are not random bytes. They begin with the documents, dialects and patches of the fixtures, or with requests
//! that a server takes, and [`mutate`] damages them by what they are made of: lines, cells, blocks, words, bytes.

pub mod corpus;
pub mod mutate;
pub mod run;
pub mod targets;
