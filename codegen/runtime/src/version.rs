//! Whether generated code and the runtime belong together.

/// The versions of the compiler whose code fits this runtime.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));

/// Keeps code that another version of the compiler made from being compiled; generated code calls it.
///
/// # Panics
///
/// Where `version`, such as `0.1`, is not that of this crate.
///
/// ```compile_fail
/// const _: () = tablewright_runtime::made_by("0.0");
/// ```
pub const fn made_by(version: &str) {
    assert!(
        is_same(version.as_bytes(), VERSION.as_bytes()),
        concat!(
            "this code was made by another version of tablewright than that of `tablewright-runtime`, which is ",
            env!("CARGO_PKG_VERSION"),
            ": run `tablewright gen` of that version, or depend on the runtime of the version that stands here"
        )
    );
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let (mut one, mut other) = (one, other);
    while let ([first, rest @ ..], [also, others @ ..]) = (one, other) {
        if *first != *also {
            return false;
        }
        (one, other) = (rest, others);
    }
    one.is_empty() && other.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{VERSION, made_by};

    #[test]
    fn code_of_the_same_version_is_taken() {
        const { made_by(VERSION) };
    }

    #[test]
    fn code_of_another_version_says_what_to_do() {
        for other in ["0.0", "0.11", "0", "", "1.1"] {
            let said = std::panic::catch_unwind(|| made_by(other)).unwrap_err();
            let said = said.downcast_ref::<&str>().copied().unwrap_or_default();
            assert!(said.contains(env!("CARGO_PKG_VERSION")) && said.contains("tablewright gen"), "{other}: {said}");
        }
    }
}
