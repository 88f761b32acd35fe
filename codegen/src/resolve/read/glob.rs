//! Names with `*` in them.

/// Whether `name` is `pattern`, in which `*` stands for any letters.
pub fn glob(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn stars_stand_for_any_letters() {
        let cases = [
            ("*_list", "noisy_list", true),
            ("*_list", "list", false),
            ("a*b*c", "axbyc", true),
            ("a*b*c", "acb", false),
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "", true),
            ("群*", "群号", true),
            ("aa*aa", "aaa", false),
            ("****************************b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ];
        for (pattern, name, expected) in cases {
            assert_eq!(glob(pattern, name), expected, "{pattern} {name}");
        }
    }
}
