//! What names and words tell by their form.

/// Whether a name is made of several words, such as `lamp_id` or `LampState`, and so says of what it is.
pub fn is_compound(name: &str) -> bool {
    let inside = name.trim_matches(|letter: char| !letter.is_alphanumeric());
    let humps = inside.chars().filter(|letter| letter.is_uppercase()).count();
    let begins = usize::from(inside.starts_with(char::is_uppercase));
    inside.contains(['_', '-', '.', ' ']) || (humps > begins && inside.chars().any(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_several_words() {
        for name in ["lamp_id", "lampId", "LampState", "IDVResponse", "x-trace", "Lamp State", "_lamp_id"] {
            assert!(is_compound(name), "{name}");
        }
        for name in ["id", "type", "Lamp", "ID", "_type", "$ref", "灯"] {
            assert!(!is_compound(name), "{name}");
        }
    }
}
