//! What can be made of the files of an API: the same without a side, or one module of all of them.

use std::fmt::Write as _;

use crate::emit::Files;
use crate::naming::api_module;

/// A side of a connection, whose code stands in a module of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The client, in `client.rs`.
    Client,
    /// The trait of a server and its router, in `server.rs`.
    Server,
}

/// How the root of an API declares a file.
const DECLARED: &str = "pub mod ";
/// What is unused in a program is not the fault of it, and names and shapes are those of the documents.
const ALLOWED: &str = "\
#[allow(dead_code, unused_imports, reason = \"a program uses what it needs\")]
#[allow(clippy::all, clippy::pedantic, reason = \"names and shapes are the documents'\")]
";

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Client, Self::Server];

    /// The name of its module and of its feature.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }

    /// How a file states the condition; what the documents say never begins a line.
    fn condition(self) -> String {
        format!("\n#[cfg(feature = \"{}\")]\n", self.name())
    }
}

/// Takes the code of `side` out of `files`, and leaves what is not Rust.
pub fn leave_out(files: &mut Files, side: Side) {
    let own = format!("/{}.rs", side.name());
    files.retain(|path, _| !(path.starts_with("src/") && path.ends_with(&own)));
    for text in files.iter_mut().filter(|(path, _)| path.starts_with("src/")).map(|(_, text)| text) {
        let condition = side.condition();
        let mut parts = text.split(condition.as_str());
        let mut rest = parts.next().unwrap_or_default().to_owned();
        // Behind the condition stands one item, which ends with the first `;` at the end of a line.
        for part in parts {
            let _ = write!(rest, "\n{}", part.split_once(";\n").unwrap_or_default().1);
        }
        *text = rest;
    }
}

/// The Rust of the API `api` as one module, without conditions: to be included in a crate that has no features for it.
/// Its examples are text and no tests, which cannot name a module that is private.
#[must_use]
pub fn one_module(files: &Files, api: &str) -> String {
    let module = api_module(api);
    let folder = format!("src/{module}");
    let plain = |file: &String| {
        let conditions = Side::ALL.map(Side::condition);
        untested(&conditions.iter().fold(file.clone(), |text, condition| text.replace(condition, "\n")))
    };
    let root = files.get(&format!("{folder}/mod.rs")).map(plain).unwrap_or_default();
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(text, "{ALLOWED}pub mod {module} {{");
    for line in root.lines() {
        let declared = line.strip_prefix(DECLARED).and_then(|rest| rest.strip_suffix(';'));
        let file =
            |name: &str| files.get(&format!("{folder}/{}.rs", name.strip_prefix("r#").unwrap_or(name))).map(plain);
        let _ = match declared.and_then(|name| Some((name, file(name)?))) {
            Some((name, body)) => writeln!(text, "{DECLARED}{name} {{\n{body}}}"),
            None => writeln!(text, "{line}"),
        };
    }
    text + "}\n"
}

/// The code with its examples as text, and without the lines of them that are hidden.
fn untested(code: &str) -> String {
    let mut text = String::new();
    let mut in_example = false;
    for line in code.lines() {
        let doc = line.trim_start();
        let words = doc.strip_prefix("///").or_else(|| doc.strip_prefix("//!"));
        let opens = words == Some(" ```no_run");
        let closes = in_example && words == Some(" ```");
        let hidden = in_example && words.is_none_or(|words| words.starts_with(" # "));
        in_example = opens || in_example && !closes;
        if !hidden {
            text.push_str(&if opens { line.replace("no_run", "text") } else { line.to_owned() });
            text.push('\n');
        }
    }
    text
}
