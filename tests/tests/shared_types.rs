//! Objects that several endpoints describe alike, without a name, are one type in all that is made but the IR.

use tablewright::compile;
use tablewright::emit::Files;
use tests::{messages, small};

const DIALECT: &str = r#"
[[endpoint]]
in = "heading"
pattern = '^(?<method>[A-Z]+) (?<path>/\S+)$'

[[section]]
role = "response"
pattern = '^Response$'

[names]
dotted = true

[columns]
name = ["name"]
type = ["type"]
description = ["what"]

[types]
text = "string"
int = "int64"
object = "object"
"#;

const AUTHOR: [&str; 2] = ["| author.id | int | Who it is |", "| author.name | text | How they are called |"];
const OTHER: [&str; 2] = ["| author.id | int | Who it is |", "| author.name | text | What they like to be called |"];

/// An endpoint that gives back an author beside what is its own.
fn giving(path: &str, author: [&str; 2]) -> String {
    let own = path.trim_start_matches('/');
    let head = "| name | type | what |\n| --- | --- | --- |\n";
    let [id, name] = author;
    format!(
        "## GET {path}\n\n**Response**\n\n{head}| {own} | text | What it is |\n| author | object | Who wrote it |\n{id}\n{name}\n\n"
    )
}

fn files(endpoints: &[(&str, [&str; 2])]) -> Files {
    let text: String = endpoints.iter().map(|(path, author)| giving(path, *author)).collect();
    let output = compile(&small(&text, DIALECT, None));
    assert!(!output.diagnostics.has_errors(), "{}", messages(&output).join("\n"));
    output.files
}

/// The Rust types and the schemas that have an author's fields, and the files of endpoints.
fn authors(files: &Files) -> (Vec<String>, Vec<String>) {
    let (mut types, mut schemas) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let found =
            text.lines().filter_map(|line| line.strip_prefix("pub struct ")).map(|line| line.trim_end_matches(" {"));
        let found = found.filter(|name| name.ends_with("Author"));
        types.extend(found.map(|name| format!("{}: {name}", path.rsplit('/').next().unwrap_or_default())));
        if path.starts_with("openapi/") && !path.contains("client") {
            let document: serde_json::Value = serde_json::from_str(text).expect("JSON");
            let all = document["components"]["schemas"].as_object().into_iter().flatten();
            schemas
                .extend(all.filter(|(_, schema)| schema["properties"]["id"].is_object()).map(|(name, _)| name.clone()));
        }
    }
    (types, schemas)
}

fn own(files: &Files, name: &str) -> String {
    let path = files.keys().find(|path| path.starts_with("src/") && path.ends_with(&format!("/{name}.rs")));
    path.and_then(|path| files.get(path)).cloned().unwrap_or_else(|| panic!("no {name}.rs in {:?}", files.keys()))
}

#[test]
fn what_two_endpoints_say_alike_is_one_type() {
    let cases = [
        (vec![("/book", AUTHOR)], vec!["book.rs: BookAuthor"], vec!["BookResponseAuthor"]),
        (vec![("/book", AUTHOR), ("/song", AUTHOR)], vec!["types.rs: Author"], vec!["Author"]),
        (
            vec![("/book", AUTHOR), ("/song", OTHER)],
            vec!["book.rs: BookAuthor", "song.rs: SongAuthor"],
            vec!["BookResponseAuthor", "SongResponseAuthor"],
        ),
        (
            vec![("/book", OTHER), ("/song", AUTHOR), ("/film", AUTHOR)],
            vec!["book.rs: BookAuthor", "types.rs: Author"],
            vec!["Author", "BookResponseAuthor"],
        ),
    ];
    for (endpoints, types, schemas) in cases {
        let files = files(&endpoints);
        let (found, in_openapi) = authors(&files);
        assert_eq!(
            (found, in_openapi),
            (types.into_iter().map(str::to_owned).collect(), schemas.into_iter().map(str::to_owned).collect())
        );
        // The IR has the place of each.
        let ir = files.iter().find(|(path, _)| path.starts_with("ir/")).map_or("", |(_, text)| text);
        for (path, _) in &endpoints {
            let id = format!("\"id\": \"{}/response/author\"", path.trim_start_matches('/'));
            assert!(ir.contains(&id), "{id}: {ir}");
        }
    }
}

/// Another endpoint with the type changes nothing of those that have it, wherever it stands; nor does one that leaves them.
#[test]
fn an_endpoint_more_or_less_leaves_the_others_as_they_are() {
    let before = files(&[("/book", AUTHOR), ("/song", AUTHOR), ("/film", AUTHOR)]);
    for endpoints in [
        vec![("/atlas", AUTHOR), ("/book", AUTHOR), ("/song", AUTHOR), ("/film", AUTHOR)],
        vec![("/atlas", OTHER), ("/book", AUTHOR), ("/song", AUTHOR), ("/film", AUTHOR)],
        vec![("/book", OTHER), ("/song", AUTHOR), ("/film", AUTHOR)],
    ] {
        let after = files(&endpoints);
        for name in ["song", "film"] {
            assert_eq!(own(&before, name), own(&after, name), "{name} with {:?}", endpoints[0]);
        }
    }
}
