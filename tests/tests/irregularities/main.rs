//! The irregularities of the documents, one test each: `tests/irregularities.md` lists them by number, says how each
//! ends, and names its test. A test is called `n` and the number, so that the list and the tests can be compared.

mod announcements;
mod data;
mod examples;
mod family;
mod legacy;
mod list;
mod markdown;
mod objects;
mod page;
mod parameters;
mod requests;
mod responses;
mod types;
