//! Reading: from the words of cells, rows, tables and code blocks to drafts, each by itself.

pub mod answer;
pub mod codes;
pub mod depth;
pub mod dialect_types;
pub mod example;
pub mod field;
pub mod glob;
mod messages;
mod misplaced;
pub mod names;
pub mod prose;
mod ranges;
pub mod rows;
pub mod schema;
pub mod section;
pub mod statuses;
pub mod type_expr;
pub mod untyped;
pub mod value;
