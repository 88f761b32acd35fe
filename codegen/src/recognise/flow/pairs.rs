//! Code blocks of names and values below the label of parameters: headers, one a line, and the fields of a form.

use super::Flow;
use crate::dialect::Role;
use crate::ir::{Encoding, Location};
use crate::ledger::EntryId;
use crate::markdown::{Fence, Inline};
use crate::recognise::raw::{Label, RawRow, RawTable, TableKind};
use crate::recognise::url::decoded;
use crate::source::Span;

impl Flow<'_> {
    /// Reads a code block as the parameters that a label says to be headers, or to be written as a form. Each value is an
    /// example.
    pub(super) fn pairs(&mut self, fence: &Fence, span: Span, entry: EntryId) -> bool {
        let Some(label) = self.open.as_ref().map(|open| &open.label).filter(|label| label.role == Role::Parameters)
        else {
            return false;
        };
        let Some(pairs) = read(&fence.text, label) else { return false };
        let Some(at) = self.takes_table() else { return false };
        let row = |(name, value): (String, String)| {
            let row = RawRow::new(Inline::plain(&name, fence.body), fence.body);
            let example = Some(value).filter(|value| !value.is_empty());
            RawRow { example: example.map(|value| Box::new(Inline::plain(&format!("`{value}`"), fence.body))), ..row }
        };
        let rows = pairs.into_iter().map(row).collect();
        self.fill(at, RawTable { kind: TableKind::Fields, rows, span }, entry);
        true
    }
}

/// The names and values of a code block; none where a line is something else.
fn read(text: &str, label: &Label) -> Option<Vec<(String, String)>> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let plain = |value: &str| !value.contains('`');
    let pairs: Option<Vec<_>> = if label.location == Some(Location::Header) {
        let pair = |line: &str| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_owned(), value.trim().to_owned()))
        };
        let named = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        lines().map(|line| pair(line).filter(|(name, value)| named(name) && plain(value))).collect()
    } else if label.encodings.values().any(|encoding| *encoding == Encoding::Form) {
        let pair = |part: &str| part.contains('=').then(|| decoded(part));
        let named = |name: &str| name.chars().all(|letter| letter.is_alphanumeric() || "-_.[]".contains(letter));
        let parts = lines().flat_map(|line| line.split('&')).filter(|part| !part.is_empty());
        parts.map(|part| pair(part).filter(|(name, value)| named(name) && plain(value))).collect()
    } else {
        None
    };
    pairs.filter(|pairs| !pairs.is_empty() && pairs.iter().all(|(name, _)| !name.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Method;
    use crate::recognise::section::assumed;
    use crate::source::FileId;

    type Pairs<'a> = Option<&'a [(&'a str, &'a str)]>;

    #[test]
    fn names_and_values_are_read_as_the_label_says() {
        let label = assumed(Role::Parameters, Span::new(FileId::default(), 0..0));
        let headers = Label { location: Some(Location::Header), ..label.clone() };
        let form = Label { encodings: [(Method::Post, Encoding::Form)].into(), ..label.clone() };
        let cases: [(&Label, &str, Pairs<'_>); 8] = [
            (&headers, "X-Trace: a:b\n\nX-Tenant: acme", Some(&[("X-Trace", "a:b"), ("X-Tenant", "acme")])),
            (&headers, "X-Trace:", Some(&[("X-Trace", "")])),
            (&headers, "{\"a\": 1}", None),
            (&headers, "", None),
            (&form, "user=a%20b&tags[]=x&\nempty=", Some(&[("user", "a b"), ("tags[]", "x"), ("empty", "")])),
            (&form, "user", None),
            (&form, "a`b=c", None),
            (&label, "user=a", None),
        ];
        for (label, text, expected) in cases {
            let read = read(text, label);
            let read: Option<Vec<_>> =
                read.as_ref().map(|pairs| pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
