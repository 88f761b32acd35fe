//! Words of documents never become code: every word of the IR of every family is replaced by one that tries, and rustdoc
//! reads what the emitter makes of them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};
use serde_json::Value;
use tablewright::compile;
use tablewright::emit::Files;
use tablewright::ir::Api;
use tablewright::naming::Names;
use tablewright::visible::is_hidden;
use tests::{FAMILIES, family, guide, input, root};

/// Words that would like to be something else.
const HOSTILE: &[&str] = &[
    "0 means~~~\na\n~~~\nstd::fs::File::create(\"pwned\").unwrap();",
    "```\npanic!()\n```",
    "~~~rust\npanic!()\n~~~",
    "a\n\n    panic!()",
    "a<br>```<br>panic!()",
    "- ```\n  panic!()",
    "> ```rust\n> panic!()",
    "1. a\n\n       panic!()",
    "| a | b |\n| --- | --- |\n| ``` | `x\\|y` |",
    "<script>alert(1)</script> <div>\n\n    panic!()\n</div>",
    "<!--\n\n    panic!()\n-->",
    "*/ \"# \\\" #[doc = \"x\"] fn main() {} /*",
    "\u{202e}\u{2066}\u{9b}31m\u{1b}[2J\u{0}\r\n\ta",
    "[links] [`String`] [a](b) [c]: d\n\n[c]: http://a.example",
    "&#10;&#10;&#32;&#32;&#32;&#32;panic!()&#10;&#9;&#96;&#96;&#96;",
    "1[.](x)&#32;&#32;&#32;&#32;&#32;&#32;panic!()",
    "~~![](x)~~\npanic!()\n",
    "# $ref {\"$ref\": \"./a\"} http://a.example/`b` <http://b.example>",
    "a\n===\n---\n***\n[^1]\n\n[^1]: panic!()",
    "",
    "`",
    "- [ ] a\n\t- b\n\n\t\tpanic!()",
];

/// Puts hostile words in the place of others, a different one each time.
struct Words {
    next: usize,
}

impl Words {
    fn word(&mut self) -> String {
        self.next += 1;
        HOSTILE[self.next % HOSTILE.len()].to_owned()
    }

    fn behind(&mut self, name: &Value) -> Value {
        Value::from(format!("{}{}", name.as_str().unwrap_or_default(), self.word()))
    }

    fn replace(&mut self, value: &mut Value) {
        match value {
            Value::Object(map) => {
                let is_file = map.contains_key("column");
                for (key, inner) in map.iter_mut() {
                    match (key.as_str(), &inner) {
                        ("docs" | "text" | "language" | "rule", Value::String(_)) => *inner = self.word().into(),
                        ("file", Value::String(_)) if is_file => *inner = self.behind(inner),
                        ("title" | "path" | "cookie" | "default" | "constant", Value::Object(_)) => {
                            inner["value"] = self.behind(&inner["value"]);
                        }
                        ("headings" | "aliases", Value::Array(facts))
                            if facts.iter().all(|fact| fact["value"].is_string()) =>
                        {
                            for fact in inner.as_array_mut().into_iter().flatten() {
                                fact["value"] = self.behind(&fact["value"]);
                            }
                        }
                        // A value with its label, a code with its meaning.
                        ("value" | "code", Value::String(_)) if !is_file => {}
                        ("values" | "sentinels", Value::Array(_)) => self.labels(inner),
                        _ => self.replace(inner),
                    }
                }
                // A field: its name stands in many sentences.
                if map.contains_key("presence") {
                    map["name"]["value"] = self.behind(&map["name"]["value"]);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.replace(item)),
            _ => {}
        }
    }

    fn labels(&mut self, values: &mut Value) {
        for value in values.as_array_mut().into_iter().flatten() {
            value["value"]["docs"] = self.word().into();
            if value["value"]["value"].is_string() {
                value["value"]["value"] = self.behind(&value["value"]["value"]);
            }
        }
    }
}

/// An API in which every word is hostile, beginning with the word `first`.
fn hostile(api: &Api, first: usize) -> Api {
    let mut value = serde_json::to_value(api).expect("an IR as JSON");
    Words { next: first }.replace(&mut value);
    serde_json::from_value(value).expect("an IR")
}

/// The Rust of such an API.
fn emitted(api: &Api, first: usize) -> Files {
    let api = hostile(api, first);
    let (names, _) = Names::new(&api);
    tablewright::emit::rust::emit(&api, &names)
}

/// What is wrong with the tags of a reference page: one that the page does not have, an attribute that acts, a link that
/// leads to no address of the web.
fn wrong_tags(page: &str) -> Vec<&str> {
    const TAGS: &str = "a article blockquote body br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 header \
        hr html input label li main nav ol p pre section span strong summary table tbody td th thead tr ul button";
    let body = page.find("<body>").and_then(|at| page.get(at..)).unwrap_or_default();
    let body = body.rsplit_once("<script>").map_or(body, |(before, _)| before);
    let wrong = |tag: &&str| {
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let links = tag.split(" href=\"").skip(1);
        let web = |link: &str| ["#", "http://", "https://", "mailto:"].iter().any(|start| link.starts_with(start));
        !TAGS.split_whitespace().any(|known| known == name) || tag.contains(" on") || !links.into_iter().all(web)
    };
    body.split('<').skip(1).map(|tag| tag.split_once('>').map_or(tag, |(tag, _)| tag)).filter(wrong).collect()
}

/// The doc comments of a file, each as Markdown.
fn docs(text: &str) -> Vec<String> {
    let mut docs: Vec<(usize, Vec<&str>)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_start();
        let Some(words) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else { continue };
        match docs.last_mut() {
            Some((end, lines)) if *end == at => {
                *end += 1;
                lines.push(words);
            }
            _ => docs.push((at + 1, vec![words])),
        }
    }
    docs.into_iter().map(|(_, lines)| lines.join("\n")).collect()
}

/// A file without the examples of the emitter, and those examples as code.
fn examples(text: &str) -> (String, Vec<String>) {
    let (mut rest, mut examples) = (String::new(), Vec::new());
    let mut inside = false;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let words = trimmed.strip_prefix("///").or_else(|| trimmed.strip_prefix("//!"));
        match words.map(|words| words.strip_prefix(' ').unwrap_or(words)) {
            Some("```no_run") => {
                inside = true;
                examples.push(String::new());
                let _ = writeln!(rest, "/// An example.");
            }
            Some("```") if inside => inside = false,
            Some(code) if inside => {
                let _ =
                    writeln!(examples.last_mut().expect("an example"), "{}", code.strip_prefix("# ").unwrap_or(code));
            }
            None if inside => assert!(trimmed.contains("concat!(\"") && trimmed.contains("module_path!()"), "{line}"),
            _ => {
                let _ = writeln!(rest, "{line}");
            }
        }
    }
    (rest, examples)
}

/// The notes of what is deprecated, which rustdoc reads as Markdown too.
fn notes(text: &str) -> Vec<String> {
    let note = |line: &str| {
        let line = line.trim_start();
        let note = line.strip_prefix("#[deprecated(").unwrap_or(line).strip_prefix("note = ")?;
        let note = syn::parse_str::<syn::LitStr>(note.trim_end_matches(")]")).expect("text");
        Some(format!(" {}", note.value()))
    };
    text.lines().filter_map(note).collect()
}

/// The references of a doc comment to items, or what else rustdoc would read in it.
fn read(markdown: &str) -> Result<BTreeSet<String>, String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut references = BTreeSet::new();
    let mut note = |link: BrokenLink<'_>| {
        references.insert(link.reference.trim_matches('`').to_owned());
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let harmful = |event: &Event<'_>| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => !matches!(&**language, "text" | "json"),
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => !dest_url.starts_with("http"),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::FootnoteDefinition(_))
        | Event::Html(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::TaskListMarker(_) => true,
        _ => false,
    };
    let found = Parser::new_with_broken_link_callback(markdown, options, Some(&mut note)).find(harmful);
    found.map_or(Ok(references), |event| Err(format!("{event:?}")))
}

/// The apis, small and large.
fn apis() -> Vec<Api> {
    let mut inputs: Vec<_> = FAMILIES.into_iter().map(family).collect();
    inputs.extend([input("golden", &root("tests/fixtures/golden")), guide()]);
    inputs.into_iter().filter_map(|input| compile(&input).api).collect()
}

#[test]
fn words_stay_words_wherever_they_stand() {
    let apis = apis();
    assert_eq!(apis.len(), 4);
    let mut stubs = BTreeSet::new();
    let mut all = BTreeSet::new();
    let mut deprecated = 0;
    for (api, first) in apis.iter().flat_map(|api| [0, 7, 14].map(|first| (api, first))) {
        let files = emitted(api, first);
        let mut shown = 0;
        for (path, text) in &files {
            assert!(!text.contains(is_hidden), "{path}");
            assert!(syn::parse_file(text).is_ok(), "{path} is no Rust");
            let (text, examples) = examples(text);
            shown += examples.len();
            for example in examples {
                let code = syn::parse_file(&example);
                assert!(
                    code.is_ok_and(|code| code.items.len() == 1) && !example.contains("panic!"),
                    "{path}: {example}"
                );
                assert!(example.is_ascii() && !example.replace("http://", "").contains("//"), "{path}: {example}");
            }
            let notes = notes(&text);
            deprecated += notes.len();
            for doc in docs(&text).into_iter().chain(notes) {
                let references = read(&doc).unwrap_or_else(|harm| panic!("{path}: {harm} in\n{doc}"));
                stubs.extend(references);
                all.insert(doc);
            }
        }
        // One for each endpoint and its method, and one each for the API, its client and its server.
        assert_eq!(shown, 2 * api.endpoints.len() + 3, "{}", api.name);
    }
    assert!(deprecated >= 20, "{deprecated} notes");
    assert!(all.len() > 2_000, "{}", all.len());
    rustdoc(&all, &stubs);
}

/// A crate of these doc comments, and of items of the names that they refer to, as rustdoc sees it.
fn rustdoc(docs: &BTreeSet<String>, items: &BTreeSet<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut code =
        String::from("//! Words.\n#![deny(warnings, rustdoc::all)]\n#![allow(non_camel_case_types, dead_code)]\n");
    let mut names: BTreeSet<&str> = items.iter().filter_map(|item| item.split("::").next()).collect();
    for item in items {
        let identifier =
            |name: &str| !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
        assert!(item.split("::").all(identifier), "the documents' words are a link: {item}");
        if let Some((of, member)) = item.split_once("::") {
            let _ = writeln!(code, "impl {of} {{\n/// A method.\npub fn {member}() {{}}\n}}");
        }
    }
    while let Some(name) = names.pop_first() {
        let _ = writeln!(code, "/// An item.\npub struct {name};");
    }
    code.push_str("/// All of them.\npub enum AllWords {\n");
    for (number, doc) in docs.iter().enumerate() {
        for line in doc.lines() {
            let _ = writeln!(code, "///{line}");
        }
        let _ = writeln!(code, "D{number},");
    }
    code.push_str("}\n");
    let file = folder.path().join("words.rs");
    fs::write(&file, code).expect("a file");
    let run = |args: &[&str], path: &Path| {
        let program = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
        let mut command = Command::new(program);
        let output = command.args(args).args(["--edition", "2024"]).arg(path).current_dir(folder.path()).output();
        let output = output.expect("rustdoc");
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{}", text.chars().take(4_000).collect::<String>());
        text
    };
    assert_eq!(run(&["--crate-type", "lib"], &file), "", "rustdoc has nothing to say");
    let tests = run(&["--test", "--crate-type", "lib"], &file);
    assert!(tests.contains("running 0 tests"), "{tests}");
}

#[test]
fn no_word_is_a_tag_of_the_page() {
    for input in FAMILIES.iter().map(|name| family(name)).chain([guide()]) {
        let api = compile(&input).api.expect("an API");
        for first in 0..HOSTILE.len() {
            let api = hostile(&api, first);
            let (names, _) = Names::new(&api);
            for (path, page) in tablewright::emit::page::emit(&api, &names) {
                assert_eq!(wrong_tags(&page), Vec::<&str>::new(), "{path}, {first}");
                assert_eq!(
                    (page.matches("<script").count(), page.matches("</script").count()),
                    (1, 1),
                    "{path}, {first}"
                );
                assert!(!page.contains(is_hidden), "{path}, {first}");
            }
        }
    }
}
