//! The README's commands, run in a repository of their own, by the program.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The text of a file of the workspace.
fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A repository `shop` with the document that the README shows.
fn shop() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("shop");
    fs::create_dir_all(root.join("docs")).expect("a folder");
    fs::write(root.join("docs/lamps.md"), read("tests/built/docs/lamps.md")).expect("a document");
    shell(&root, "git init -q . && git add . && git commit -q --allow-empty -m begin");
    (folder, root)
}

/// Runs a command line in `folder` and returns what it printed to both streams.
fn shell(folder: &Path, line: &str) -> (bool, String) {
    let programs = Path::new(env!("CARGO_BIN_EXE_tablewright")).parent().expect("its folder").to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(programs).chain(std::env::split_paths(&others));
    let mut command = Command::new("sh");
    command.args(["-c", &format!("({line}) 2>&1")]).current_dir(folder);
    command.env("PATH", std::env::join_paths(path).expect("a path")).env("GIT_CONFIG_NOSYSTEM", "1");
    for (role, name) in [("AUTHOR", "test"), ("COMMITTER", "test")] {
        command.env(format!("GIT_{role}_NAME"), name).env(format!("GIT_{role}_EMAIL"), "test@example.org");
    }
    let output = command.output().expect("a shell");
    (output.status.success(), String::from_utf8(output.stdout).expect("text"))
}

/// The lines of shell code in the README that call the program.
fn commands() -> Vec<String> {
    let readme = read("README.md");
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned()));
    let lines: Vec<String> = blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let line = |line: &String| Some(line.split('#').next()?.trim().strip_prefix("tablewright ")?.to_owned());
    lines.iter().filter_map(line).collect()
}

/// Runs the program in `folder`; it must end well.
fn run(folder: &Path, line: &str) -> String {
    let (good, said) = shell(folder, &format!("tablewright {line}"));
    assert!(good, "tablewright {line}\n{said}");
    said
}

/// Runs the program, which serves until it is ended, on any free port, and returns its first line.
fn begin(folder: &Path, line: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tablewright"));
    command.args(line.split_whitespace()).args(["--listen", "127.0.0.1:0"]).current_dir(folder);
    let mut program = command.stdout(Stdio::piped()).spawn().expect("the program");
    let mut said = String::new();
    let read = BufReader::new(program.stdout.take().expect("its output")).read_line(&mut said);
    program.kill().and_then(|()| program.wait()).expect("its end");
    read.map(|_| said).expect("a line")
}

/// The lines of a recording, without what is another in each run: times, and how wide a column is for them.
fn steady(text: &str) -> Vec<String> {
    let is_time = |word: &str| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let word = |word| if is_time(word) { "0.0" } else { word };
    let lines = text.trim_end().lines();
    lines.map(|line| line.split_whitespace().map(word).collect::<Vec<_>>().join(" ")).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn the_recording_is_what_comes_out() {
    let (_folder, root) = shop();
    replay(&block("README.md", "console"), &root);
}

#[cfg(target_os = "linux")]
#[test]
fn the_first_page_of_the_guide_is_what_comes_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("house");
    fs::create_dir_all(root.join("docs")).expect("a folder");
    fs::write(root.join("docs/rooms.md"), block("spec/dialect.md", "md")).expect("a document");
    replay(&block("spec/dialect.md", "console"), &root);
}

/// The first code block of this language in a file of the workspace.
fn block(path: &str, language: &str) -> String {
    let text = read(path);
    let (_, rest) = text.split_once(&format!("```{language}\n")).expect("a code block");
    let (block, _) = rest.split_once("```\n").expect("its end");
    block.to_owned()
}

/// Runs the commands of a recording; each must print what stands below it.
fn replay(recording: &str, root: &Path) {
    let steps: Vec<&str> = recording.strip_prefix("$ ").expect("a command").split("\n$ ").collect();
    assert!(steps.len() > 4, "{steps:?}");
    for step in steps {
        let (line, shown) = step.split_once('\n').unwrap_or((step, ""));
        let (good, said) = shell(root, line);
        assert!(good, "{line}\n{said}");
        assert_eq!(steady(&said), steady(shown), "{line} prints\n{said}");
    }
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let (_folder, root) = shop();
    let commands = commands();
    assert_eq!(commands.len(), 11, "{commands:?}");
    let run = |line: &String| if line.starts_with("serve") { begin(&root, line) } else { run(&root, line) };
    let said: Vec<String> = commands.iter().map(run).collect();
    for (at, words) in [
        (0, "`tablewright.toml`: written"),
        (1, "`shop-api`: "),
        // What `init` writes is as good as it gets.
        (2, "`shop`: nothing to apply"),
        (3, "docs/lamps.md:12: table cell: boolean"),
        (4, "`shop-api` is up to date"),
        (5, "shop is new [api-added]"),
        (6, "\"openapi\": \"3.1.0\""),
        (7, "listening on http://127.0.0.1:"),
        (8, "`tablewright/shop2/dialect.toml`: a dialect for 1 document"),
        (9, "api-blueprint: API Blueprint"),
        (10, "complete -F _tablewright"),
    ] {
        assert!(said[at].contains(words), "tablewright {}\n{}", commands[at], said[at]);
    }
    assert!(
        root.join("shop-api/src/shop/lamps_lamp_id.rs").is_file() && root.join("shop-api/openapi/shop.json").is_file()
    );
}

#[test]
fn the_project_file_of_the_readme_is_one() {
    let readme = read("README.md");
    let (_, rest) = readme.split_once("```toml\ncrate = ").expect("the project file");
    let (text, _) = rest.split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::write(root.join("tablewright.toml"), format!("crate = {text}")).expect("a file");
    let project = tablewright_cli::project::Project::open(root).expect("a project");
    assert_eq!(project.file.api.len(), 1);
}
