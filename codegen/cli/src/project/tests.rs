//! Projects in folders of their own.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Project;
use crate::cli::Format;
use crate::generate::{self, Options};
use crate::{Console, Tablewright};

const DIALECT: &str = "\
[[endpoint]]
in = \"heading\"
pattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'

[[statement]]
states = \"no-response\"
pattern = '^Nothing comes back$'
";
const DOCUMENT: &str = "# Lamps\n\n## POST /lamps\n\nNothing comes back\n";
const FILE: &str =
    "crate = \"out\"\n\n[[api]]\nname = \"lamps\"\ndocs = [\"docs/**/*.md\"]\ndialect = \"docs/dialect.toml\"\n";

/// A project with this `tablewright.toml`, one document, and what is no document beside it.
fn project(file: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("project");
    for (path, text) in [
        ("tablewright.toml", file),
        ("docs/lamps/api.md", DOCUMENT),
        ("docs/lamps/picture.png", "no document"),
        ("docs/.hidden/other.md", "# Hidden\n"),
        ("docs/dialect.toml", DIALECT),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    (folder, root)
}

/// Runs `gen` in a project, and returns whether it went well and what it printed.
fn run(root: &Path, check: bool) -> (bool, String) {
    let project = Project::above(&root.join("docs/lamps")).unwrap().expect("a project");
    let options = Options {
        check,
        draft: false,
        notes: false,
        format: Format::Human,
        deny_warnings: false,
        spec: project.folder(),
        out: project.folder(),
        package: project.package(),
        project: Some(project),
        apis: Vec::new(),
        program: "tablewright",
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let good = generate::run(&options, &Tablewright, &mut Console::new(&mut out, &mut err));
    let said = String::from_utf8([out, err].concat()).unwrap();
    match good {
        Ok(good) => (good, said),
        Err(error) => (false, format!("{said}{error}")),
    }
}

#[test]
fn documents_are_read_and_output_is_written_where_the_file_says() {
    let file = format!("openapi = \"public/\"\nir = false\n{FILE}");
    let (_folder, root) = project(&file);
    let (good, said) = run(&root, false);
    assert!(good, "{said}");
    let text = fs::read_to_string(root.join("out/src/lamps/lamps.rs")).unwrap();
    assert!(text.contains("from docs/lamps/api.md;"), "{text}");
    assert!(root.join("public/lamps.json").is_file() && !root.join("out/openapi").exists(), "{said}");
    assert!(!root.join("out/ir").exists(), "{said}");
    assert!(run(&root, true).0);

    // The documents are not copied: an edit makes the output stale.
    fs::write(root.join("docs/lamps/api.md"), DOCUMENT.replace("## POST /lamps\n", "## POST /lamps\n\nSwitches.\n"))
        .unwrap();
    let (good, said) = run(&root, true);
    assert!(!good && said.contains("stale: out/src/lamps/lamps.rs") && said.contains("run: tablewright gen"), "{said}");

    // What is in a folder that is no longer configured may be anybody's by now.
    fs::write(root.join("tablewright.toml"), FILE).unwrap();
    let (good, said) = run(&root, false);
    assert!(good && said.contains("earlier run"), "{said}");
    assert!(root.join("out/openapi/lamps.json").is_file() && root.join("public/lamps.json").is_file());
    let (good, said) = run(&root, false);
    assert!(good && !said.contains("earlier run"), "{said}");
}

#[test]
fn a_project_above_a_repository_is_another() {
    let (_folder, root) = project(FILE);
    assert!(Project::above(&root.join("docs/lamps")).unwrap().is_some());
    fs::create_dir(root.join("docs/.git")).unwrap();
    assert!(Project::above(&root.join("docs/lamps")).unwrap().is_none());
    fs::create_dir(root.join(".git")).unwrap();
    assert!(Project::above(&root).unwrap().is_some(), "a repository can be a project");
}

#[test]
fn sides_and_kinds_of_files_can_be_left_out() {
    for (sides, client, server) in [
        ("", true, true),
        ("sides = [\"client\"]\n", true, false),
        ("sides = [\"server\"]\n", false, true),
        ("sides = []\n", false, false),
    ] {
        let (_folder, root) = project(&format!("openapi = false\npage = false\n{sides}{FILE}"));
        let (good, said) = run(&root, false);
        assert!(good, "{said}");
        let module = fs::read_to_string(root.join("out/src/lamps/mod.rs")).unwrap();
        for (side, is_written) in [("client", client), ("server", server)] {
            let file = root.join(format!("out/src/lamps/{side}.rs"));
            assert_eq!(file.is_file(), is_written, "{sides}: {said}");
            for words in [format!("feature = \"{side}\""), format!("pub mod {side};"), format!("self::{side}::")] {
                assert_eq!(module.contains(&words), is_written, "{sides}: {module}");
            }
        }
        assert!(module.contains("pub use self::lamps::{Lamps, LampsResponse};"), "{module}");
        assert!(!root.join("out/openapi").exists() && !root.join("out/docs").exists() && root.join("out/ir").exists());
        assert!(run(&root, true).0, "what was written is current");
    }
}

#[test]
fn files_that_were_not_made_here_are_not_replaced() {
    let (_folder, root) = project(FILE);
    fs::create_dir_all(root.join("out/src")).unwrap();
    fs::write(root.join("out/src/lib.rs"), "//! Mine.\n").unwrap();
    let (good, said) = run(&root, false);
    assert!(!good && said.contains("`out/src/lib.rs` is in the way: it was not generated"), "{said}");
    assert_eq!(fs::read_to_string(root.join("out/src/lib.rs")).unwrap(), "//! Mine.\n");
}

#[test]
fn what_cannot_be_is_said_of_the_file() {
    let api = "[[api]]\nname = \"a\"\ndocs = [\"docs/**/*.md\"]\ndialect = \"docs/dialect.toml\"\n";
    let cases = [
        ("crate = \"../out\"\n".to_owned(), "`crate` is `../out`, which leads out of the project's folder"),
        ("crate = \"/out\"\n".to_owned(), "which leads out of the project's folder"),
        ("crate = \"out\"\nopenapi = \"out/src\"\n".to_owned(), "two kinds of files would be written to `out/src`"),
        ("crate = \"out\"\nir = true\n".to_owned(), "`ir` is `true`"),
        ("crate = \"out\"\npage = 1\n".to_owned(), "line 2: a folder, or `false` for none"),
        ("crate = \"out\"\nsides = [\"both\"]\n".to_owned(), "unknown variant `both`, expected `client` or `server`"),
        ("crat = \"out\"\n".to_owned(), "unknown field `crat`"),
        (format!("crate = \"out\"\n{api}{api}"), "two APIs would be called `a`"),
        (format!("crate = \"out\"\n{}", api.replace("docs/**", "../docs/**")), "`docs` of `a` has `../docs/**/*.md`"),
        (format!("crate = \"out\"\n{}", api.replace("\"a\"", "\"a b\"")), "cannot be the name of an API"),
    ];
    for (file, why) in cases {
        let (_folder, root) = project(&file);
        let error = Project::open(&root).unwrap_err().to_string();
        assert!(error.contains(why), "{file}\n{error}");
    }
    for (file, why) in [
        (
            "crate = \"out\"\n".to_owned(),
            "`tablewright.toml` has no `[[api]]`; add one with `tablewright new NAME DOCS…`",
        ),
        (format!("crate = \"out\"\n{}", api.replace("docs/**", "doc/**")), "no `*.md` file is `doc/**/*.md`"),
    ] {
        let (_folder, root) = project(&file);
        let (good, said) = run(&root, false);
        assert!(!good && said.contains(why), "{file}\n{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_not_followed() {
    let (folder, root) = project(FILE);
    fs::write(folder.path().join("secret.md"), "# Secret\n").unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret.md"), root.join("docs/secret.md")).unwrap();
    let (good, said) = run(&root, false);
    assert!(!good && said.contains("is a symbolic link out of the project's folder"), "{said}");
    fs::remove_file(root.join("docs/secret.md")).unwrap();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), root.join("out")).unwrap();
    let (good, said) = run(&root, false);
    assert!(!good && said.contains("is a symbolic link, and a folder belongs there"), "{said}");
    assert!(fs::read_dir(folder.path().join("elsewhere")).unwrap().next().is_none());
}

#[test]
fn patches_beside_the_dialect_are_read() {
    let (_folder, root) = project(FILE);
    fs::write(root.join("docs/patches.toml"), "[[patch]]\nnonsense = 1\n").unwrap();
    let (good, said) = run(&root, false);
    assert!(!good && said.contains("docs/patches.toml:2"), "{said}");
}

#[test]
fn what_is_wrong_in_the_file_is_said_in_one_line() {
    let (_folder, root) = project(&format!("colour = 1\n{FILE}"));
    let error = Project::above(&root).unwrap_err().to_string();
    assert!(error.contains("line 1: unknown field `colour`") && !error.contains('␊'), "{error}");
}

#[test]
fn an_imported_page_goes_to_the_documents_of_its_api() {
    let docs = [
        ("docs/**/*.md", "docs"),
        ("docs/api/*.md", "docs/api"),
        ("docs/api.md", "docs"),
        ("api.md", ""),
        ("*.md", ""),
    ];
    for (pattern, folder) in docs {
        let (_folder, root) = project(&FILE.replace("docs/**/*.md", pattern));
        assert_eq!(Project::open(&root).unwrap().folder_of("lamps").unwrap(), folder, "{pattern}");
    }
    let (_folder, root) = project(FILE);
    let error = Project::open(&root).unwrap().folder_of("lamp").unwrap_err().to_string();
    assert!(error.contains("did you mean `--api lamps`?"), "{error}");
}
