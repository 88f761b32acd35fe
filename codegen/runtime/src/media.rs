//! Media types as both sides compare them: a failure in JSON is told from a file by them.

/// That of bytes of which nothing is said, and so never that of a failure.
pub(crate) const OCTETS: &str = "application/octet-stream";

/// A media type without its parameters, in small letters.
pub(crate) fn essence(said: &str) -> String {
    said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether what an essence names is JSON.
pub(crate) fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json")
}

/// Whether an essence is the documented media type, or in its range: `image/*` has `image/png`, and `*/*` all there is.
pub(crate) fn fits(documented: &str, essence: &str) -> bool {
    let documented = self::essence(documented);
    match documented.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => essence.strip_prefix(kind).is_some_and(|rest| rest.starts_with('/')),
        None => documented == essence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_have_their_types() {
        for (documented, said, fitting) in [
            ("image/png", "Image/PNG ;q=1", true),
            ("image/png; q=1", "image/png", true),
            ("image/*", "image/png", true),
            ("*/*", "", true),
            ("image/png", "image/svg+xml", false),
            ("image/*", "images/png", false),
            ("image/*", "", false),
        ] {
            assert_eq!(fits(documented, &essence(said)), fitting, "{documented} {said}");
        }
        let json =
            ["application/JSON; charset=utf-8", "application/a+json", "text/json"].map(|said| is_json(&essence(said)));
        assert_eq!(json, [true, true, false]);
    }
}
