//! The types of the APIs in `spec/`; made by `cargo xtask gen`.
