//! Workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write as _;

use super::path::path;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceMap;
use crate::visible::visible;

/// `diagnostic` as a workflow command, without a line break at its end. The help and the related places are further
/// lines of its message, because a command has no room of its own for them.
#[must_use]
pub fn github(sources: &SourceMap, diagnostic: &Diagnostic, prefix: &str) -> String {
    let at = sources.locate(diagnostic.span);
    let mut message = diagnostic.message.clone();
    if !diagnostic.label.is_empty() {
        let _ = write!(message, "\n{}", diagnostic.label);
    }
    for (span, words) in &diagnostic.related {
        let at = sources.locate(*span);
        let _ = write!(message, "\n{}:{}:{}: {words}", path(prefix, &at), at.line, at.column);
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    format!(
        "::{} file={},line={},endLine={},col={},endColumn={},title={}::{}",
        command(diagnostic.severity),
        property(&path(prefix, &at)),
        at.line,
        at.end_line,
        at.column,
        at.end_column,
        property(diagnostic.code.number()),
        text(&message),
    )
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// `message` as the text of a workflow command, which ends at a line break.
#[must_use]
pub fn text(message: &str) -> String {
    visible(&message.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

/// `value` as a property of a workflow command, which also ends at a comma or a colon.
#[must_use]
pub fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}
