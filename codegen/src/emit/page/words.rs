//! The words of documents as HTML.

use std::fmt;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::visible::visible;

/// HTML that is safe to show: made of Markdown without its tags, links to elsewhere that name no address of the web, and
/// images.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Markdown of documents.
    pub(super) fn markdown(text: &str) -> Self {
        let text = visible(text);
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut links = Vec::new();
        let events = Parser::new_ext(&text, options).flat_map(|event| safe(event, &mut links));
        let mut written = String::new();
        html::push_html(&mut written, events);
        Self(written.trim_end().to_owned())
    }

    /// Whether nothing is shown.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

/// An event as the page can have it. `links` has for each link that is open whether it is kept.
fn safe<'e>(event: Event<'e>, links: &mut Vec<bool>) -> Vec<Event<'e>> {
    match event {
        // A tag of a document is text, but for the line breaks with which tables write paragraphs.
        Event::Html(tag) | Event::InlineHtml(tag) => {
            vec![if is_break(&tag) { Event::HardBreak } else { Event::Text(tag) }]
        }
        Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
        Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
            let kept = leads_to_web(&dest_url);
            links.push(kept);
            let title = CowStr::from("");
            if kept { vec![Event::Start(Tag::Link { link_type, dest_url, title, id })] } else { Vec::new() }
        }
        Event::End(TagEnd::Link) => {
            if links.pop().unwrap_or(false) {
                vec![Event::End(TagEnd::Link)]
            } else {
                Vec::new()
            }
        }
        // What an image shows instead stands in its place: the page loads nothing.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Vec::new(),
        // The page has headings of its own.
        Event::Start(Tag::Heading { .. }) => vec![Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)],
        Event::End(TagEnd::Heading(_)) => vec![Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)],
        event => vec![event],
    }
}

fn is_break(tag: &str) -> bool {
    let name = tag.trim().trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    name.eq_ignore_ascii_case("br")
}

fn leads_to_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}
