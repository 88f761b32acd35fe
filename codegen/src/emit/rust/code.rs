//! Code that documentation shows, which is a test of it.
//!
//! No word of a document is in it: it is made of tokens, and its tokens are our own and identifiers.

use proc_macro2::TokenStream;
use quote::quote;

use super::print;

/// A line of documentation.
pub enum Line {
    /// This text.
    Text(String),
    /// The path of the module around between two texts.
    Path(&'static str, String),
}

impl Line {
    /// A line of words or code; it stands behind the blank of a doc comment.
    pub fn text(line: &str) -> Self {
        Self::Text(if line.is_empty() { String::new() } else { format!(" {line}") })
    }

    /// As the value of an attribute.
    pub fn tokens(&self) -> TokenStream {
        match self {
            Self::Text(text) => quote!(#text),
            Self::Path(before, after) => quote!(concat!(#before, module_path!(), #after)),
        }
    }
}

/// Code that is shown, with what is hidden around it so that it compiles.
#[derive(Clone)]
pub struct Code {
    /// What is imported from the module around.
    pub names: String,
    /// Whether that is shown.
    pub imports: bool,
    /// The hidden lines before it.
    pub before: Vec<String>,
    /// What is shown.
    pub shown: TokenStream,
    /// The hidden lines behind it.
    pub after: &'static str,
}

impl Code {
    /// Whether it gives anything to what it shows.
    pub fn gives(&self) -> bool {
        self.before.len() > 1
    }

    /// The lines, of which those that are hidden begin with `# `.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = vec![Line::text("```no_run")];
        lines.push(Line::Path(if self.imports { "use " } else { "# use " }, format!("::{};", self.names)));
        lines.extend(self.imports.then(|| Line::text("")));
        lines.extend(self.before.iter().map(|line| Line::text(&format!("# {line}"))));
        let shown = &self.shown;
        let printed = print::format(quote!(async fn example() { #shown }));
        let body = printed.lines().skip(1).filter(|line| *line != "}");
        lines.extend(body.map(|line| Line::text(line.strip_prefix("    ").unwrap_or(line))));
        lines.extend(self.after.lines().map(|line| Line::text(&format!("# {line}"))));
        lines.push(Line::text("```"));
        lines
    }
}
