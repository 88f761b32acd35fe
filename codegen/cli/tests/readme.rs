//! The README's commands, run in a repository of their own, by the program.

use std::fs;
use std::path::Path;
use std::process::Command;

const LAMPS: &str = "\
# Lamps

## Switch a lamp

`POST /rooms/{room_id}/lamps`

**Parameters**

| Field | Type | Required | Description |
| --- | --- | --- | --- |
| room_id | string | yes | Which room |
| level | integer | yes | How bright |

**Response**

| Field | Type | Description |
| --- | --- | --- |
| on | boolean | Whether it shines |
";

/// The lines of shell code in the README that call the program.
fn commands() -> Vec<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = fs::read_to_string(readme).expect("the README");
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned()));
    let lines: Vec<String> = blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let line = |line: &String| Some(line.split('#').next()?.trim().strip_prefix("tablewright ")?.to_owned());
    lines.iter().filter_map(line).collect()
}

/// Runs the program in `folder`; it must end well.
fn run(folder: &Path, line: &str) -> String {
    let program = env!("CARGO_BIN_EXE_tablewright");
    let output = Command::new(program).args(line.split_whitespace()).current_dir(folder).output().expect("the program");
    let said = |bytes| String::from_utf8(bytes).expect("text");
    let (out, err) = (said(output.stdout), said(output.stderr));
    assert!(output.status.success(), "tablewright {line}\n{out}{err}");
    out + &err
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("shop");
    fs::create_dir_all(root.join("docs")).expect("a folder");
    fs::write(root.join("docs/lamps.md"), LAMPS).expect("a document");
    for args in [&["init", "-q"][..], &["add", "."], &["commit", "-q", "--allow-empty", "-m", "begin"]] {
        let identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        let git = Command::new("git").args(identity).args(args).current_dir(&root).output().expect("git");
        assert!(git.status.success());
    }
    let commands = commands();
    assert_eq!(commands.len(), 9, "{commands:?}");
    let said: Vec<String> = commands.iter().map(|line| run(&root, line)).collect();
    for (at, words) in [
        (0, "`tablewright.toml`: written"),
        (1, "`shop-api`: "),
        // What `init` writes is as good as it gets.
        (2, "`shop`: nothing to apply"),
        (3, "docs/lamps.md:12: table cell: integer"),
        (4, "`shop-api` is up to date"),
        (5, "shop is new [api-added]"),
        (6, "\"openapi\": \"3.1.0\""),
        (7, "`tablewright/shop2/dialect.toml`: a dialect for 1 document"),
        (8, "complete -F _tablewright"),
    ] {
        assert!(said[at].contains(words), "tablewright {}\n{}", commands[at], said[at]);
    }
    assert!(root.join("shop-api/src/shop/lamps.rs").is_file() && root.join("shop-api/openapi/shop.json").is_file());
}

#[test]
fn the_project_file_of_the_readme_is_one() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = fs::read_to_string(readme).expect("the README");
    let (_, rest) = readme.split_once("```toml\ncrate = ").expect("the project file");
    let (text, _) = rest.split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::write(root.join("tablewright.toml"), format!("crate = {text}")).expect("a file");
    let project = tablewright_cli::project::Project::open(root).expect("a project");
    assert_eq!(project.file.api.len(), 1);
}
