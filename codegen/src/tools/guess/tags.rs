//! Tags with a method and a path.

use super::pattern::{literal, own};
use super::shape::{self, Shape};

/// A tag with a method and a path among its attributes or behind it.
pub fn tag(html: &str) -> Option<(String, Shape)> {
    let html = html.trim();
    let name: String = html.strip_prefix('<')?.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let attribute = own(r#"\b([A-Za-z-]+)="([^"]*)""#)?;
    let (mut method, mut path) = (None, None);
    for found in attribute.captures_iter(html) {
        let (at, name, value) = (found.get(0)?.start(), found.get(1)?.as_str(), found.get(2)?.as_str());
        if crate::ir::Method::parse(value).is_some() {
            method.get_or_insert((at, name.to_owned(), value.to_owned()));
        } else if value.starts_with('/') || value.contains("://") && !name.contains("src") {
            path.get_or_insert((at, name.to_owned(), value.to_owned()));
        }
    }
    let (at, attribute, value) = method?;
    let methods = format!(r#"\b{attribute}="(?<method>\w+)""#);
    let (pattern, path) = match path {
        Some((before, other, path)) => {
            let paths = format!(r#"\b{other}="(?<path>[^"]+)""#);
            let (first, second) = if before < at { (paths, methods) } else { (methods, paths) };
            (format!("<{}[^>]*?{first}[^>]*?{second}", literal(&name)), path)
        }
        None => {
            let path = shape::of(html.split_once('>')?.1.split('<').next()?.trim())?.path;
            (format!(r"<{}[^>]*?{methods}[^>]*>\s*`?(?<path>/[^\s`<]+)", literal(&name)), path)
        }
    };
    Some((pattern, Shape { text: String::new(), methods: Some(value), path, split: None }))
}
