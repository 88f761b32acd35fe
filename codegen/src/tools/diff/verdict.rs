//! What a change means for others.

use serde::Serialize;

/// How much a change weighs, the heaviest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing but words, examples and places.
    Words,
    /// What was right before is right still.
    Additive,
    /// What servers did before is wrong now.
    Servers,
    /// What callers did before is wrong now.
    Callers,
}

impl Verdict {
    /// Whether somebody has to change something.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        self >= Self::Servers
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words only",
            Self::Additive => "additive",
            Self::Servers => "breaking for servers",
            Self::Callers => "breaking for callers",
        }
    }
}
