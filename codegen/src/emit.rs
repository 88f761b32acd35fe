//! Emitters: from the IR to the files of the output. They see only [`crate::ir`] and [`crate::naming`].

mod headings;
pub mod ir_json;
pub mod openapi;
pub mod page;
mod place_names;
pub mod rust;

use std::collections::BTreeMap;

/// Files to write: path below the output folder, with `/`, and text.
pub type Files = BTreeMap<String, String>;
