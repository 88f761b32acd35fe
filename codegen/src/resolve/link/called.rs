//! What sentences call endpoints: by a link to its document and title, by its name, or by its title.

use std::collections::HashMap;

use crate::recognise::links::{Files, anchor};
use crate::recognise::raw::Said;
use crate::resolve::context::Context;
use crate::resolve::draft::EndpointDraft;
use crate::source::FileId;

/// The endpoints by what sentences call them; of several, the first.
pub struct Called {
    by_words: HashMap<String, usize>,
    by_anchor: HashMap<(FileId, String), usize>,
    by_title: HashMap<(FileId, String), usize>,
    /// The only endpoint of a document.
    alone: HashMap<FileId, Option<usize>>,
}

impl Called {
    /// These endpoints.
    pub fn new(endpoints: &[EndpointDraft]) -> Self {
        let (mut by_words, mut by_anchor) = (HashMap::new(), HashMap::new());
        let (mut by_title, mut alone) = (HashMap::new(), HashMap::new());
        for (at, endpoint) in endpoints.iter().enumerate() {
            let title = endpoint.stated.title.as_ref().map_or("", |title| title.value.as_str());
            let file = endpoint.stated.span.file;
            by_words.entry(endpoint.name.clone()).or_insert(at);
            by_words.entry(title.to_owned()).or_insert(at);
            by_anchor.entry((file, anchor(title))).or_insert(at);
            by_title.entry((file, title.to_owned())).or_insert(at);
            alone.entry(file).and_modify(|only| *only = None).or_insert(Some(at));
        }
        Self { by_words, by_anchor, by_title, alone }
    }

    /// The endpoint that words name.
    pub fn find(&self, said: &Said, files: &Files, context: &Context<'_>) -> Option<usize> {
        let words = said.words.text.trim().trim_matches('`');
        let link =
            said.words.links.first().and_then(|link| files.find(&link.url, said.words.span.file, context.sources));
        let linked = link.and_then(|(file, heading)| {
            let found = self.by_anchor.get(&(file, heading)).copied();
            let found = found.or_else(|| self.alone.get(&file).copied().flatten());
            // The anchor may have more of the heading than the title.
            found.or_else(|| self.by_title.get(&(file, words.to_owned())).copied())
        });
        linked.or_else(|| self.by_words.get(words).copied())
    }
}
