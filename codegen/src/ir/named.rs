//! What is read under several names.

/// What has a name on the wire, and further ones under which it is read.
pub trait Named {
    /// The names, the usual one first.
    fn names(&self) -> impl Iterator<Item = &str>;

    /// Whether `name` is one of them.
    fn is_called(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }
}

impl Named for super::Field {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(|name| name.value.as_str())
    }
}
