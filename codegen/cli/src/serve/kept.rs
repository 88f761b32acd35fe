//! Values that are there until the program ends.
//!
//! The runtime's tables are `&'static`, since generated code has them in the program itself. Those of an API that is read
//! while the program runs are never given back: that is once the size of its IR for each API that is served, and a
//! program serves one.

/// A text.
pub fn text(text: &str) -> &'static str {
    Box::leak(Box::from(text))
}

/// A text, where there is one.
pub fn optional(text: Option<&String>) -> Option<&'static str> {
    text.map(|text| self::text(text))
}

/// A list.
pub fn list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect::<Box<[T]>>())
}

/// A list of texts.
pub fn texts<'t>(texts: impl IntoIterator<Item = &'t String>) -> &'static [&'static str] {
    list(texts.into_iter().map(|text| self::text(text)))
}

/// A value.
pub fn value<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
