//! `serve`, as a program of its own: what it says, what it answers, and how it ends.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const LAMPS: &str = include_str!("../../../tests/built/docs/lamps.md");
const DIALECT: &str = include_str!("../../../tests/built/docs/dialect.toml");
const PROJECT: &str =
    "crate = \"out\"\n\n[[api]]\nname = \"lamps\"\ndocs = [\"docs/**/*.md\"]\ndialect = \"rules/dialect.toml\"\n";
/// The ways of authentication, for a dialect without any.
const AUTH: &str = "
[[auth]]
id = 'bot'
in = 'header'
name = 'X-Bot'
prefix = 'Bot '
everywhere = true
";
const JSON: &str = "content-type: application/json\r\n";
/// How long anything may take on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// The program that serves.
struct Serving {
    program: Child,
    address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tablewright"));
    command.arg("serve").args(args).current_dir(folder).env_remove("TABLEWRIGHT_TOKEN");
    command
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    // What is above is another's.
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    folder
}

impl Serving {
    fn begin(folder: &Path, args: &[&str]) -> Self {
        let mut command = command(folder, &["--listen", "127.0.0.1:0"]);
        let mut program =
            command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let mut line = String::new();
        let mut out = BufReader::new(program.stdout.take().expect("its output"));
        out.read_line(&mut line).expect("a line");
        let address = line.trim_end().strip_prefix("listening on http://").map(str::to_owned);
        let address = address.unwrap_or_else(|| {
            let mut said = String::new();
            let _ = program.stderr.take().expect("its messages").read_to_string(&mut said);
            panic!("{line}{said}")
        });
        Self { program, address }
    }

    /// The status and the body of the answer to a request.
    fn ask(&self, request: &str, header: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(DEADLINE)).expect("a limit");
        let (host, length) = (&self.address, body.len());
        let head =
            format!("{request} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n{header}");
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.unwrap_or_else(|| panic!("{answer}")), body.to_owned())
    }

    /// Ends it, and gives what it said.
    fn end(mut self) -> String {
        let _ = self.program.kill();
        let mut said = String::new();
        self.program.stderr.take().expect("its messages").read_to_string(&mut said).expect("text");
        said
    }
}

/// A project with this dialect.
fn project(dialect: &str) -> tempfile::TempDir {
    folder(&[("docs/lamps.md", LAMPS), ("rules/dialect.toml", dialect), ("tablewright.toml", PROJECT)])
}

/// The exit code and the messages of a program that does not serve.
fn fails(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = command(folder, args).output().expect("the program");
    (output.status.code(), String::from_utf8(output.stderr).expect("text"))
}

#[test]
fn a_project_is_served_and_nothing_is_written() {
    let folder = project(DIALECT);
    let serving = Serving::begin(folder.path(), &[]);
    let answer = serving.ask("PUT /lamps/7", JSON, "{\"on\":true}");
    assert_eq!(answer, (200, "{\"on\":true,\"level\":1}".to_owned()));
    let (status, body) = serving.ask("PUT /lamps/7", JSON, "{\"on\":[]}");
    assert!(status == 400 && body.contains("`on`: expected `true` or `false`, got the list []"), "{status} {body}");
    let (status, body) = serving.ask("PUT /lamps/7", JSON, "{}");
    assert!(status == 400 && body.contains("`on` is missing"), "{status} {body}");
    assert_eq!(serving.ask("GET /lamps/7", "", "").0, 405);
    assert_eq!(serving.ask("GET /nothing", "", "").0, 404);
    // What the page of another site would send.
    assert_eq!(serving.ask("PUT /lamps/7", "origin: http://evil.example\r\n", "{}").0, 403);
    let (code, said) = fails(folder.path(), &["--listen", &serving.address]);
    assert!(code == Some(2) && said.contains("take another with `--listen`"), "{code:?} {said}");
    let said = serving.end();
    assert!(said.contains("`lamps`: 1 endpoint\n") && said.contains("as there is no token"), "{said}");
    let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [".git", "docs", "rules", "tablewright.toml"]);
}

#[test]
fn files_are_taken_and_given() {
    let docs = include_str!("../../../tests/fixtures/dialects/files/api.md");
    let dialect = include_str!("../../../tests/fixtures/dialects/files/dialect.toml");
    let folder = folder(&[("docs/lamps.md", docs), ("rules/dialect.toml", dialect), ("tablewright.toml", PROJECT)]);
    let serving = Serving::begin(folder.path(), &[]);
    let media = "content-type: multipart/form-data; boundary=x\r\n";
    let part = "--x\r\ncontent-disposition: form-data; name=picture; filename=a\r\n\r\n\u{e9}\r\n--x--";
    let answer = serving.ask("POST /lamps/7/pictures", media, part);
    assert_eq!(answer, (200, "{\"code\":0,\"data\":{\"id\":1,\"size\":1}}".to_owned()));
    let (status, body) = serving.ask("POST /lamps/7/pictures", media, &part.replace("picture", "other"));
    assert!(status == 400 && body.contains("`picture` is missing: expected a file"), "{status} {body}");
    for (request, body) in [("GET /lamps/7/pictures/1", "file"), ("GET /plan", "text"), ("GET /backup", "file")] {
        assert_eq!(serving.ask(request, "", ""), (200, body.to_owned()), "{request}");
    }
}

#[test]
fn a_token_is_asked_for() {
    let folder = project(&format!("{DIALECT}{AUTH}"));
    let serving = Serving::begin(folder.path(), &["--token", "s3cret"]);
    let ask = |header: &str| serving.ask("PUT /lamps/7", &format!("{JSON}{header}"), "{\"on\":true}").0;
    assert_eq!([ask(""), ask("x-bot: Bot other\r\n"), ask("x-bot: Bot s3cret\r\n")], [401, 403, 200]);
    let said = serving.end();
    assert!(!said.contains("no token") && !said.contains("s3cret"), "{said}");
}

#[test]
fn documents_of_no_project_are_served_by_a_first_dialect() {
    let folder = folder(&[("docs/lamps.md", LAMPS)]);
    for args in [&["docs"][..], &["docs/lamps.md"], &[]] {
        let serving = Serving::begin(folder.path(), args);
        assert_eq!(serving.ask("PUT /lamps/7", JSON, "{\"on\":true}").0, 200, "{args:?}");
        let said = serving.end();
        assert!(said.contains("1 document, read by a first dialect"), "{args:?}: {said}");
    }
}

#[test]
fn what_cannot_be_served_is_said() {
    let nothing = folder(&[("docs/lamps.md", "# Lamps\n\nThey shine.\n")]);
    let (code, said) = fails(nothing.path(), &[]);
    assert!(code == Some(1) && said.contains("`api`: 0 endpoints"), "{code:?} {said}");
    for (args, words) in [
        (&["--listen", "nonsense"][..], "give an address such as 127.0.0.1:5700"),
        (&["--token", "s3cret"], "nobody would be asked for the token; add an `[[auth]]`"),
        (&["--profile", "other"], "`lamps` has no profile `other`; it has documented"),
        (&["--api", "lamp"], "did you mean `--api lamps`?"),
        (&["no/such/document.md"], "no/such/document.md"),
    ] {
        let (code, said) = fails(project(DIALECT).path(), args);
        assert!(code == Some(2) && said.contains(words), "{args:?}: {code:?} {said}");
    }
    let (code, said) = fails(folder(&[]).path(), &[]);
    assert!(code == Some(2) && said.contains("`tablewright serve DOCS…`"), "{code:?} {said}");
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_it_is_asked_to() {
    let folder = project(DIALECT);
    let mut serving = Serving::begin(folder.path(), &[]);
    let asked = Command::new("kill").arg(serving.program.id().to_string()).status().expect("a signal");
    assert!(asked.success());
    assert_eq!(serving.program.wait().expect("an end").code(), Some(0));
}
