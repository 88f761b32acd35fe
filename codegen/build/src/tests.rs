use std::fs;
use std::path::Path;

use super::{Build, Error, Written, new};

const DIALECT: &str = include_str!("../../cli/tests/lamps/dialect.toml");
const LAMPS: &str = include_str!("../../cli/tests/lamps/lamps.md");

/// Compiles in a folder with these files, and says what came of it.
fn run(files: &[(&str, &str)], build: &Build) -> (tempfile::TempDir, Result<Written, Error>) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files.iter().chain(&[("docs/dialect.toml", DIALECT)]) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let written = build.run(folder.path(), &folder.path().join("out"));
    (folder, written)
}

/// The paths below `folder` that the build is repeated for.
fn watched(folder: &Path, said: &str) -> Vec<String> {
    let below = format!("{}/", folder.display());
    let lines = said.lines().filter_map(|line| line.strip_prefix("cargo:rerun-if-changed="));
    lines.map(|path| path.replace(&below, "")).collect()
}

#[test]
fn a_document_becomes_a_module_with_the_sides_that_are_asked_for() {
    let plain = || new("docs/lamps.md").dialect("docs/dialect.toml");
    for (build, client, server) in
        [(plain(), false, false), (plain().client(), true, false), (plain().client().server(), true, true)]
    {
        let (folder, written) = run(&[("docs/lamps.md", LAMPS)], &build);
        let written = written.unwrap();
        assert_eq!(written.module, folder.path().join("out/lamps.rs"));
        assert_eq!(watched(folder.path(), &written.said), ["docs/lamps.md", "docs/dialect.toml"]);
        let module = fs::read_to_string(written.module).unwrap();
        assert!(module.contains("pub mod lamps {\n") && module.contains("pub struct Lamps "), "{module}");
        assert!(!module.contains("#[cfg(feature"), "{module}");
        assert_eq!((module.contains("pub mod client {"), module.contains("pub mod server {")), (client, server));
        assert_eq!((module.contains("self::client::"), module.contains("self::server::")), (client, server));
    }
}

#[test]
fn a_folder_is_watched_for_new_documents() {
    let more = LAMPS.replace("/lamps", "/rooms");
    let files = [("docs/lamps.md", LAMPS), ("docs/a/rooms.md", &more), ("docs/.hidden.md", "# No"), ("docs/a.png", "")];
    let (folder, written) = run(&files, &new("docs").dialect("docs/dialect.toml").name("house"));
    let written = written.unwrap();
    let watched = watched(folder.path(), &written.said);
    assert_eq!(watched, ["docs", "docs/a", "docs/a/rooms.md", "docs/lamps.md", "docs/dialect.toml"]);
    let module = fs::read_to_string(written.module).unwrap();
    assert!(
        module.contains("pub mod house {\n")
            && module.contains("pub struct Rooms")
            && module.contains("pub struct Lamps")
    );
}

#[test]
fn errors_are_shown_as_gen_shows_them() {
    let wrong = LAMPS.replace("needed", "kneaded");
    let (folder, written) = run(&[("docs/lamps.md", &wrong)], &new("docs/lamps.md").dialect("docs/dialect.toml"));
    let error = written.err().unwrap();
    let said = format!("{error:?}");
    assert!(said.contains("error[TW202]: the column `kneaded` is unknown\n"), "{said}");
    assert!(said.contains("--> docs/lamps.md:9:17") && said.contains("did you mean"), "{said}");
    assert!(!folder.path().join("out/lamps.rs").exists());
}

#[test]
fn patches_are_read() {
    let patches = "[[patch]]\nat = \"lamps/parameters/level\"\nexpect = { required = false }\nset = { required = true }\nreason = \"r\"\n";
    let build = new("docs/lamps.md").dialect("docs/dialect.toml").patches("docs/patches.toml");
    let (folder, written) = run(&[("docs/lamps.md", LAMPS), ("docs/patches.toml", patches)], &build);
    let written = written.unwrap();
    assert!(watched(folder.path(), &written.said).contains(&"docs/patches.toml".to_owned()));
    assert!(fs::read_to_string(written.module).unwrap().contains("pub level: i32"));
}

#[test]
fn what_is_missing_is_named_with_a_remedy() {
    let dialect = || new("docs/lamps.md").dialect("docs/dialect.toml");
    let cases = [
        (new("docs/lamps.md"), "no dialect says"),
        (dialect().name("7 lamps"), "`7 lamps` cannot be the name of an API"),
        (dialect().documents("docs/no.md"), "cannot read `docs/no.md`"),
        (dialect().patches("no.toml"), "cannot read `no.toml`"),
        (new("docs/none").dialect("docs/dialect.toml"), "there is no `*.md` file in `docs/none`"),
    ];
    for (build, words) in cases {
        let files = [("docs/lamps.md", LAMPS), ("docs/none/a.txt", "")];
        let (_folder, written) = run(&files, &build);
        let error = written.err().unwrap().to_string();
        assert!(error.contains(words), "{words}: {error}");
    }
}
