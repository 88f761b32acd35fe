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

/// What an answer with the status of a success is, as far as its head tells.
#[cfg(feature = "client")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// What is asked for.
    File,
    /// A failure, or nothing that was asked for.
    Failure,
    /// A failure where it is written as one, and else what is asked for.
    Unsure,
}

/// Tells a failure with the status of a success from what is asked for, by the media type that is `said`.
#[cfg(feature = "client")]
pub(crate) fn sort(envelope: &crate::api::Envelope, documented: &str, said: Option<&str>) -> Sort {
    // Without an envelope, a failure has the status of one.
    if envelope.data.is_none() && envelope.code.is_none() {
        return Sort::File;
    }
    let said = essence(said.unwrap_or_default());
    let (is_awaited, is_json) = (fits(documented, &said), is_json(&said));
    if is_json && !is_awaited && !self::is_json(&essence(documented)) {
        return Sort::Failure;
    }
    // What a server sends as mere bytes can come from anybody, who must not be able to write a failure.
    if !is_json && (is_awaited || said == OCTETS) { Sort::File } else { Sort::Unsure }
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
