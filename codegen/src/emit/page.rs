//! The reference page: one HTML file for people, which needs no network and no other file.
//!
//! `view` turns the IR into what the page shows, and the templates in `codegen/templates/` lay it out. They are
//! compiled with the crate by askama, which escapes each text that is no `words::Html`; `words` alone makes that of the
//! documents' words.

mod calls;
mod fields;
#[cfg(test)]
mod tests;
mod types;
mod view;
mod words;

use std::borrow::Cow;

use askama::Template as _;

use super::Files;
use crate::ir::Api;
use crate::naming::Names;
use crate::visible::visible;
use view::Page;

/// The page `docs/<api>.html`.
#[must_use]
pub fn emit(api: &Api, names: &Names) -> Files {
    let page = Page::new(api, names);
    // Only what is shown can fail to be, and nothing that the page shows does.
    let mut text = page.render().unwrap_or_default();
    drop(page);
    if let Cow::Owned(shown) = visible(&text) {
        text = shown;
    }
    text.push('\n');
    Files::from([(format!("docs/{}.html", api.name), text)])
}
