//! The words around the addresses of announcements.

/// The words of a heading beside its address: `…` for a title, and the marks between them.
pub fn edge(words: &str, before: bool) -> String {
    let mark = |c: char| !c.is_alphanumeric() && c != '…';
    if before {
        let marks = words.len() - words.trim_end_matches(mark).len();
        let (title, marks) = words.split_at(words.len() - marks);
        return if title.is_empty() { marks.to_owned() } else { format!("…{marks}") };
    }
    let title = words.trim_start_matches(mark);
    let marks = words.get(..words.len() - title.len()).unwrap_or_default();
    if title.is_empty() { words.to_owned() } else { format!("{marks}…") }
}

/// Words with one kind of colon and single blanks, so that spellings of one label are one group.
pub fn normal(words: &str) -> String {
    let words = words.replace('：', ":").replace(": ", ":");
    let single: Vec<_> = words.split_whitespace().collect();
    let end = if words.ends_with(char::is_whitespace) && !single.is_empty() { " " } else { "" };
    format!("{}{end}", single.join(" "))
}
