//! Linking: what belongs together, from tables of one endpoint to types in other documents.

pub mod accounts;
pub mod body_row;
pub mod called;
pub mod common;
pub mod definitions;
mod differences;
pub mod endpoint;
pub mod endpoint_names;
pub mod flat_envelope;
pub mod headers;
pub mod link_targets;
pub mod locations;
pub mod merge;
mod messages;
pub mod more_fields;
pub mod nest;
pub mod notes;
mod paragraphs;
pub mod patches;
pub mod references;
pub mod response;
pub mod same_name;
pub mod shared_facts;
pub mod statuses;
pub mod type_examples;
pub mod value_tables;
pub mod variants;
