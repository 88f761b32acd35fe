//! Import of whole documents: however a page is mangled on its way through a browser, the page comes back byte for byte,
//! the document is the one that was there before, and so is what the compiler makes of it.

use std::fs;
use std::path::{Path, PathBuf};

use tablewright::tools::import::{clean, restore};
use tablewright::{Document, Input, compile_to_ir};
use tests::{FAMILIES, family, root, without_prose};

/// The documents of `spec/` and of the fixtures as they are when they are clean, each with its name.
fn documents() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in ["spec", "tests/fixtures/dialects", "tests/fixtures/forms", "tests/fixtures/golden"] {
        below(&root(folder), &mut paths);
    }
    paths.sort();
    // The guide is no document of an API, and shows such documents in code blocks.
    paths.retain(|path| !path.ends_with("spec/dialect.md"));
    assert!(paths.len() > 50, "only {} documents", paths.len());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a document");
        (path.display().to_string(), clean(&text).text)
    };
    // The ways in which a page is mangled here know no code blocks in code blocks, and no line ends but one.
    paths.into_iter().map(read).filter(|(_, text)| !text.contains("````") && !text.contains('\r')).collect()
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

fn numbered(text: &str, line: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(at, words)| line(at + 1, words) + "\n").collect()
}

/// The text with `change` made to the lines outside of code blocks that have no code span.
fn outside_code(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut fence = false;
    let line = |words: &str| {
        let edge = words.trim_start_matches([' ', '>']).starts_with(['`', '~']);
        fence ^= edge && (words.contains("```") || words.contains("~~~"));
        if fence || edge || words.contains('`') { words.to_owned() } else { change(words) }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Rows of tables with wide pipes.
fn wide_pipes(text: &str) -> String {
    let row = |words: &str| words.starts_with('|') && words.trim_end().ends_with('|') && !words.contains('\\');
    outside_code(text, |words| if row(words) { words.replace('|', "｜") } else { words.to_owned() })
}

/// Every second blank between words as one that does not break.
fn hard_blanks(text: &str) -> String {
    outside_code(text, |words| {
        let indent = words.len() - words.trim_start().len();
        let (before, rest) = words.split_at(indent);
        let parts: Vec<&str> = rest.split(' ').collect();
        let mut changed = before.to_owned();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                changed.push(if at % 2 == 1 && !part.starts_with('#') { '\u{a0}' } else { ' ' });
            }
            changed.push_str(part);
        }
        changed
    })
}

/// Headings with the link to themselves that sites put behind them.
fn permalinks(text: &str) -> String {
    let heading = |words: &str| words.trim_start_matches('#').starts_with(' ') && words.starts_with('#');
    outside_code(text, |words| {
        if heading(words) && words.trim_end() == words && words.contains(char::is_alphanumeric) {
            format!("{words}[\u{200b}](#here \"Direct link\")")
        } else {
            words.to_owned()
        }
    })
}

const BANNER: &str = "831 lines (700 loc) · 38.2 KB\nPreview\nCode\nBlame\n";

/// The ways in which pages are mangled.
fn mangled(text: &str) -> Vec<(&'static str, String)> {
    let numbers = |line: &dyn Fn(usize, &str) -> String| numbered(text, line);
    vec![
        ("numbers and pipes", numbers(&|number, words| format!("{number} | {words}"))),
        ("numbers and tabs", numbers(&|number, words| format!("{number}\t{words}"))),
        ("aligned numbers", numbers(&|number, words| format!("{number:>6}: {words}"))),
        ("numbers on lines of their own", numbers(&|number, words| format!("{number}\n{words}"))),
        (
            "numbers on top",
            (1..=text.lines().count()).map(|number| format!("{number}\n")).collect::<Vec<_>>().concat() + text,
        ),
        (
            "marks below the lines",
            numbers(&|_, words| format!("{words}{}|\n||", if words.is_empty() { "" } else { "\n" })),
        ),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("a banner", format!("{BANNER}{text}")),
        ("a banner of two lines and a footer", format!("38 KiB\nMarkdown\n{text}\nEdit this page\n© 2024 Somebody\n")),
        ("hard blanks", hard_blanks(text)),
        ("wide pipes", wide_pipes(text)),
        ("links of headings", permalinks(text)),
        (
            "all at once",
            format!(
                "\u{feff}{BANNER}{}",
                numbered(&hard_blanks(&wide_pipes(&permalinks(text))), |number, words| {
                    format!("{number} | {words}")
                })
            ),
        ),
    ]
}

#[test]
fn a_clean_document_is_left_alone() {
    for (name, text) in documents() {
        let again = clean(&text);
        assert!(again.changes.is_empty() && again.text == text, "{name}: {:?}", again.changes);
    }
    for name in ["api.md", "legacy.md"] {
        let text = fs::read_to_string(root("spec/go-cqhttp").join(name)).expect("a document");
        assert_eq!(clean(&text).changes, [], "{name}");
    }
}

#[test]
fn a_mangled_page_becomes_the_document_again() {
    for (name, text) in documents() {
        // Of a few lines nobody can tell whether a number is one of the document's.
        let long = text.lines().count() >= 12;
        for (way, page) in mangled(&text) {
            let imported = clean(&page);
            assert_eq!(restore(&imported.text, &imported.changes).as_deref(), Ok(page.as_str()), "{name}: {way}");
            if !long {
                continue;
            }
            let (got, expected) = (imported.text.trim_end(), text.trim_end());
            let differs = got.lines().zip(expected.lines()).position(|(got, expected)| got != expected);
            let at = differs.unwrap_or(got.lines().count().min(expected.lines().count()));
            let (got_line, line) = (got.lines().nth(at), expected.lines().nth(at));
            assert!(got == expected, "{name}: {way}: line {}: {got_line:?} is not {line:?}", at + 1);
            assert!(clean(&imported.text).changes.is_empty(), "{name}: {way}: not clean after cleaning");
        }
    }
}

#[test]
fn what_is_content_stays() {
    let pages = [
        "```text\n a\u{a0}b\u{200b} ｜ “c” &nbsp;\n```\n",
        "```json\n{\"a\": \"x\u{a0}“y” ｜\"}\n```\n",
        "> ```\n> a\u{a0}b\n> ```\n",
        "- x\n\n      ```\n      a\u{a0}b\n      ```\n",
        "~~~\n|a｜b|\n|---|---|\n\u{feff}\n~~~\n",
        "either｜or, `a\u{a0}b`, ``c`\u{200b}d``, “quoted”\n",
        "| a | b |\n|---|---|\n| x｜y | `｜` |\n",
        "1. one\n2. two\n3. three\n4. four\n5. five\n6. six\n",
        "| 1 | a |\n|---|---|\n| 2 | b |\n| 3 | c |\n| 4 | d |\n| 5 | e |\n",
        "a\tb\r\nc\r\n",
        "no end of line",
        "",
    ];
    for page in pages {
        let imported = clean(page);
        assert_eq!(restore(&imported.text, &imported.changes).as_deref(), Ok(page));
        assert_eq!(imported.text, page, "{:?}", imported.changes);
    }
}

/// The family with each document changed.
fn with(input: &Input, change: impl Fn(&str) -> String) -> Input {
    let documents = input.documents.iter();
    let documents =
        documents.map(|document| Document { name: document.name.clone(), text: change(&document.text) }).collect();
    Input { documents, ..input.clone() }
}

/// Line ends, the end of the file and blanks that are none change nothing of what the compiler makes of a document, and
/// neither does import: of a page as it was pasted, or of one that was mangled.
#[test]
fn the_compiler_makes_the_same_of_it() {
    for name in FAMILIES {
        let input = family(name);
        let ir = |input: &Input| without_prose(&compile_to_ir(input).api.expect("an IR"));
        let original = ir(&input);
        let cleaned = with(&input, |text| clean(text).text);
        assert_eq!(ir(&cleaned), original, "{name}");
        for (way, change) in [
            ("CRLF", &(|text: &str| text.replace('\n', "\r\n")) as &dyn Fn(&str) -> String),
            ("no end of line", &|text: &str| text.trim_end().to_owned()),
            ("all at once", &|text: &str| mangled(text).pop().expect("a way").1),
            ("tabs around cells", &|text: &str| {
                outside_code(text, |words| {
                    // Between the dashes below a header, a tab is no blank to every reader of Markdown.
                    if words.starts_with("| ") && !words.starts_with("| -") {
                        words.replace(" | ", "\t|\t")
                    } else {
                        words.to_owned()
                    }
                })
            }),
        ] {
            let page = with(&cleaned, change);
            assert_eq!(ir(&with(&page, |text| clean(text).text)), original, "{name}: {way}");
        }
    }
}
