//! Which keys of the JSON format are words about the API and not the API itself.

/// The keys of the JSON format that carry prose, quoted material or places. Two documents that state the same facts
/// in other words give IRs that are equal but for these keys.
pub const WITHOUT_PROSE: &[&str] = &["docs", "documents", "headings", "provenance", "title", "examples", "also"];
