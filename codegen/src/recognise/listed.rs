//! Words with commas between them: the types in `Pair<Lamp, Page<Room>>`.

/// The parts of `words` between commas that stand in no brackets.
pub fn listed(words: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    words.split(move |letter: char| {
        match letter {
            '<' | '[' | '(' | '{' | '＜' | '（' | '「' | '《' => depth += 1,
            '>' | ']' | ')' | '}' | '＞' | '）' | '」' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(letter, ',' | '，' | '、')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_in_brackets_are_no_ends() {
        let cases: [(&str, &[&str]); 6] = [
            ("K, V", &["K", " V"]),
            ("Pair<A, B>, [C, D]", &["Pair<A, B>", " [C, D]"]),
            ("甲，乙、丙", &["甲", "乙", "丙"]),
            ("A>, B", &["A>", " B"]),
            ("", &[""]),
            ("A,", &["A", ""]),
        ];
        for (words, parts) in cases {
            assert_eq!(listed(words).collect::<Vec<_>>(), parts, "{words}");
        }
    }
}
