//! The API of `docs/`, compiled by `build.rs`.

tablewright_runtime::include_api!("lamps");

pub use lamps::{Client, LampsLampId, LampsLampIdResponse};
