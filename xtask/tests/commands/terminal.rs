//! Nothing that a document holds commands the terminal of whoever runs a command.

use tablewright::visible::is_hidden;

use super::{place, write, xtask};

const HOSTILE: &str = "\u{1b}]0;own\u{7}\u{9b}31m\u{202e}\u{85}\u{7f}\u{2067}";

#[test]
fn no_command_prints_what_commands_a_terminal() {
    let folder = place();
    let document = format!(
        "# T{HOSTILE}\n\n## GET /a{HOSTILE}\n\n| Field | Ty{HOSTILE}pe | Meaning |\n| --- | --- | --- |\n| x{HOSTILE} | \
         in{HOSTILE}t | uses `no{HOSTILE}` |\n\n## GET /b\n\n| Field | Type | Meaning |\n| --- | --- | --- |\n| ok | \
         nope{HOSTILE} | {HOSTILE} |\n\n```{HOSTILE}\nT\n```\n\n**Label{HOSTILE}**\n\nunknown {HOSTILE} words\n"
    );
    write(&folder, "spec/a/api.md", &document);
    write(
        &folder,
        "spec/a/dialect.toml",
        "[[endpoint]]\nin = \"heading\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)'\n\n[columns]\nname = [\"Field\"]\ntype = \
         [\"Type\"]\ndescription = [\"Meaning\"]\n\n[types]\nint = \"int32\"\n",
    );
    write(&folder, "docs/bad.md", &document);
    write(&folder, "page.txt", document.replace('\n', "\r\n"));
    let paths = ["--spec", "spec", "--out", "out"];
    let mut runs: Vec<Vec<String>> = Vec::new();
    for format in ["human", "json", "github"] {
        runs.push(["gen", "-v", "--notes", "--format", format].map(String::from).to_vec());
        runs.push(["gen", "--check", "--format", format].map(String::from).to_vec());
    }
    for line in 1..=document.lines().count() {
        for form in ["human", "json"] {
            runs.push(["explain", &format!("a/api.md:{line}"), "--format", form].map(String::from).to_vec());
        }
    }
    runs.push(["new", "b", "docs/bad.md"].map(String::from).to_vec());
    runs.push(["import", "page.txt", "--api", "c"].map(String::from).to_vec());
    let mut printed = 0;
    for mut args in runs {
        let shown = args.clone();
        let paths = if args[0] == "import" { &paths[..2] } else { &paths[..] };
        args.extend(paths.iter().copied().map(String::from));
        let run = xtask(&folder, &args.iter().map(String::as_str).collect::<Vec<_>>());
        for text in [&run.out, &run.err] {
            assert!(!text.contains(is_hidden), "{shown:?}: {text:?}");
        }
        printed += usize::from(format!("{}{}", run.out, run.err).contains("own"));
    }
    assert!(printed > 10, "only {printed} runs showed the document's words");
}
