//! Forms that have a name: how tools and templates write the documents of an API, each as the rules of a dialect.

use std::sync::LazyLock;

use regex::Regex;

use crate::Document;

/// A form with a name.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Its name, for the command line.
    pub name: &'static str,
    /// What writes so, in a line.
    pub about: &'static str,
    /// A document in it.
    pub sample: &'static str,
    /// What is only in documents of the form, as a pattern for the lines of a text.
    mark: &'static str,
    /// The rules, as a part of a dialect.
    rules: &'static str,
}

/// The forms, by their names.
pub const FORMS: &[Form] = &[Form {
    name: "api-blueprint",
    about: "API Blueprint: actions in brackets behind headings, attributes as nested lists (MSON)",
    sample: include_str!("forms/api-blueprint.md"),
    mark: r"(?m)^(?:FORMAT: 1A\b|#+ .*\[(?:/[^\]]*|(?:GET|POST|PUT|PATCH|DELETE)(?: /[^\]]*)?)\]\s*$)",
    rules: include_str!("forms/api-blueprint.toml"),
}];

static MARKS: LazyLock<Vec<Option<Regex>>> =
    LazyLock::new(|| FORMS.iter().map(|form| Regex::new(form.mark).ok()).collect());

impl Form {
    /// The form with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        FORMS.iter().copied().find(|form| form.name == name)
    }

    /// The text of a dialect, behind `head`.
    pub(super) fn dialect(&self, head: &str) -> String {
        format!("{head}# ---- the form `{}`: {}\n\n{}", self.name, self.about, self.rules)
    }
}

/// The forms that most of the documents could be in.
pub(super) fn likely(documents: &[Document]) -> impl Iterator<Item = Form> {
    let marked = |mark: &Regex| documents.iter().filter(|document| mark.is_match(&document.text)).count();
    let pairs = FORMS.iter().zip(MARKS.iter());
    pairs
        .filter(move |(_, mark)| mark.as_ref().is_some_and(|mark| marked(mark) * 2 > documents.len()))
        .map(|(form, _)| *form)
}
