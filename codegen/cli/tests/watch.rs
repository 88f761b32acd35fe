//! `gen --watch`, as a program of its own: what it writes after a save is what `gen` writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

const DIALECT: &str = include_str!("lamps/dialect.toml");
const LAMPS: &str = include_str!("lamps/lamps.md");
const PROJECT: &str =
    "crate = \"out\"\n\n[[api]]\nname = \"lamps\"\ndocs = [\"docs/**/*.md\"]\ndialect = \"rules/dialect.toml\"\n";
/// How long anything may take on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);
/// What is printed when a run is over.
const OVER: &str = "watching for changes; Ctrl-C ends it";

/// A project, and the program that watches it.
struct Watched {
    folder: tempfile::TempDir,
    program: Child,
    lines: Receiver<String>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Watched {
    /// Begins, and waits for the first run.
    fn begin() -> (Self, String) {
        Self::begin_with(PROJECT)
    }

    /// Begins with this `tablewright.toml`.
    fn begin_with(project: &str) -> (Self, String) {
        let folder = tempfile::tempdir().expect("a folder");
        // The system names files without the links that lead to them.
        let root = folder.path().canonicalize().expect("the folder");
        for (path, text) in [("docs/lamps.md", LAMPS), ("rules/dialect.toml", DIALECT), ("tablewright.toml", project)] {
            fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("a folder");
            fs::write(root.join(path), text).expect("a file");
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_tablewright"));
        command.args(["gen", "--watch"]).current_dir(&root).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut program = command.spawn().expect("the program");
        let (sender, lines) = mpsc::channel();
        let errors = BufReader::new(program.stderr.take().expect("its messages"));
        std::thread::spawn(move || errors.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut watched = Self { folder, program, lines };
        let said = watched.until(|said| said.contains(OVER));
        (watched, said)
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder")
    }

    /// What is printed until it is `enough`.
    fn until(&mut self, enough: impl Fn(&str) -> bool) -> String {
        let (start, mut said) = (Instant::now(), String::new());
        while !enough(&said) {
            let left = DEADLINE.saturating_sub(start.elapsed());
            let line = self.lines.recv_timeout(left).unwrap_or_else(|error| panic!("{error} after\n{said}"));
            said = said + &line + "\n";
        }
        said
    }

    /// Does something, and returns what is printed until `words` are, and the run that says them is over.
    fn after(&mut self, what: impl FnOnce(&Path), words: &str) -> String {
        what(&self.root());
        let over = |said: &str| said.split_once(words).is_some_and(|(_, rest)| rest.contains(OVER));
        self.until(over)
    }

    /// Compares the output with that of `gen` in another folder with the same documents.
    fn is_as_generated(&self) {
        let other = tempfile::tempdir().expect("a folder");
        for path in ["docs", "rules", "tablewright.toml"] {
            copy(&self.root().join(path), &other.path().join(path));
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_tablewright"));
        let output = command.arg("gen").current_dir(other.path()).output().expect("the program");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut there = BTreeMap::new();
        files(&other.path().join("out"), &mut there, "");
        let start = Instant::now();
        loop {
            // On a busy machine a save can be seen in two parts, and the run of the second be under way.
            let mut here = BTreeMap::new();
            files(&self.root().join("out"), &mut here, "");
            if here == there {
                return;
            }
            let names = here.keys().chain(there.keys());
            let other: BTreeSet<&String> = names.filter(|name| here.get(*name) != there.get(*name)).collect();
            assert!(start.elapsed() < DEADLINE, "{other:?} are not as `gen` writes them");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).expect("a copy");
        return;
    }
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

fn files(folder: &Path, found: &mut BTreeMap<String, String>, name: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = format!("{name}/{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            files(&path, found, &name);
        } else {
            // What is gone by now is compared the next time.
            found.insert(name, fs::read_to_string(path).unwrap_or_default());
        }
    }
}

#[test]
fn a_save_is_followed_by_a_run_however_an_editor_saves() {
    let (mut watched, said) = Watched::begin();
    assert!(said.contains("`out`: "), "{said}");
    let document = |root: &Path| root.join("docs/lamps.md");

    let said = watched.after(|root| fs::write(document(root), LAMPS.replace("| no |", "| yes |")).unwrap(), "callers");
    assert!(said.contains("`docs/lamps.md` has changed") && said.contains("`lamps`: 1 breaking for callers"), "{said}");
    watched.is_as_generated();

    let renamed = |root: &Path| {
        fs::write(root.join("docs/.lamps.md.swp"), LAMPS.replace("level", "power")).unwrap();
        fs::rename(root.join("docs/.lamps.md.swp"), document(root)).unwrap();
    };
    watched.after(renamed, "`docs/lamps.md` has changed");
    watched.is_as_generated();

    let made_anew = |root: &Path| {
        fs::remove_file(document(root)).unwrap();
        fs::write(document(root), LAMPS).unwrap();
    };
    watched.after(made_anew, "`docs/lamps.md`");
    watched.is_as_generated();
}

#[test]
fn a_broken_document_is_reported_and_the_watch_goes_on() {
    let (mut watched, _) = Watched::begin();
    let broken = |root: &Path| fs::write(root.join("docs/lamps.md"), LAMPS.replace("needed", "kneaded")).unwrap();
    let said = watched.after(broken, "its output stays as it was");
    assert!(said.contains("the column `kneaded` is unknown"), "{said}");
    let said = watched.after(|root| fs::remove_file(root.join("docs/lamps.md")).unwrap(), "error: ");
    assert!(said.contains("no `*.md` file is `docs/**/*.md`"), "{said}");
    let mended = |root: &Path| fs::write(root.join("docs/lamps.md"), LAMPS).unwrap();
    watched.after(mended, "`docs/lamps.md` is new");
    watched.is_as_generated();
}

#[test]
fn dialects_patches_projects_and_new_folders_are_watched() {
    let (mut watched, _) = Watched::begin();
    let dialect = DIALECT.replace("int32", "int64");
    watched.after(|root| fs::write(root.join("rules/dialect.toml"), dialect).unwrap(), "dialect.toml` has changed");
    watched.is_as_generated();

    let patch = "[[patch]]\nat = \"lamps\"\nskip = true\nreason = \"r\"\n";
    let said = watched.after(|root| fs::write(root.join("rules/patches.toml"), patch).unwrap(), "patches.toml` is new");
    assert!(said.contains("rules/patches.toml"), "{said}");
    watched.after(|root| fs::remove_file(root.join("rules/patches.toml")).unwrap(), "patches.toml` is gone");

    let folder = |root: &Path| {
        fs::create_dir_all(root.join("docs/more/rooms")).unwrap();
        fs::write(root.join("docs/more/rooms/rooms.md"), LAMPS.replace("/lamps", "/rooms")).unwrap();
    };
    watched.after(folder, "`docs/more/rooms/rooms.md` is new");
    watched.is_as_generated();
    let inside =
        |root: &Path| fs::write(root.join("docs/more/rooms/rooms.md"), LAMPS.replace("/lamps", "/halls")).unwrap();
    watched.after(inside, "`docs/more/rooms/rooms.md` has changed");
    watched.is_as_generated();

    let broken = |root: &Path| fs::write(root.join("tablewright.toml"), "crate = 1\n").unwrap();
    watched.after(broken, "error: ");
    let project = PROJECT.replace("docs/**/*.md", "docs/lamps.md") + "# the same crate\n";
    watched.after(|root| fs::write(root.join("tablewright.toml"), project).unwrap(), "`tablewright.toml` is new");
    watched.is_as_generated();
}

#[test]
fn without_an_ir_the_last_run_tells_what_has_changed() {
    let (mut watched, _) = Watched::begin_with(&format!("ir = false\n{PROJECT}"));
    let required = |root: &Path| fs::write(root.join("docs/lamps.md"), LAMPS.replace("| no |", "| yes |")).unwrap();
    let said = watched.after(required, "`docs/lamps.md` has changed");
    assert!(said.contains("`lamps`: 1 breaking for callers"), "{said}");
    watched.is_as_generated();
}
