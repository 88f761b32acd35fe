//! Projects that are begun in folders of their own.

use std::fs;
use std::path::Path;

use clap::Parser as _;
use tempfile::TempDir;

use super::at;
use crate::cli::{Cli, Command};
use crate::{Console, Error, Tablewright};

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

/// Runs `init` in `root` and returns what it printed to both streams.
fn init(root: &Path, args: &str) -> Result<String, Error> {
    let line = format!("tablewright init {args}");
    let Command::Init(args) = Cli::try_parse_from(line.split_whitespace()).unwrap().command else { unreachable!() };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    at(root, &args, &Tablewright, &mut Console::new(&mut out, &mut err))?;
    Ok(String::from_utf8([out, err].concat()).unwrap())
}

/// A folder called `shop` with a document that describes an API, and one that does not.
fn folder() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("shop");
    fs::create_dir_all(root.join("docs")).unwrap();
    fs::write(root.join("docs/lamps.md"), LAMPS).unwrap();
    fs::write(root.join("README.md"), "# Shop\n\nA shop for lamps.\n").unwrap();
    (folder, root)
}

#[test]
fn the_documents_are_found() {
    let (_folder, root) = folder();
    let said = init(&root, "").unwrap();
    let project = fs::read_to_string(root.join("tablewright.toml")).unwrap();
    assert!(project.contains("crate = \"shop-api\""), "{project}");
    assert!(project.contains("name = \"shop\"\ndocs = [\"docs/lamps.md\"]\n"), "{project}");
    for file in
        ["shop-api/Cargo.toml", "shop-api/README.md", "shop-api/examples/client.rs", "tablewright/shop/dialect.toml"]
    {
        assert!(root.join(file).is_file(), "{file}\n{said}");
    }
}

#[test]
fn what_is_there_is_kept() {
    let (_folder, root) = folder();
    fs::create_dir_all(root.join("shop-api")).unwrap();
    let mine = "[package]\nname = \"mine\"\n\n[features]\nshop = []\n";
    fs::write(root.join("shop-api/Cargo.toml"), mine).unwrap();
    let said = init(&root, "docs").unwrap();
    assert!(said.contains("`shop-api/Cargo.toml` is there already and is kept"), "{said}");
    assert_eq!(fs::read_to_string(root.join("shop-api/Cargo.toml")).unwrap(), mine);
    let again = init(&root, "docs").unwrap_err().to_string();
    assert!(again.contains("tablewright new NAME DOCS"), "{again}");
}

#[test]
fn without_an_endpoint_nothing_is_written() {
    let (_folder, root) = folder();
    fs::remove_file(root.join("docs/lamps.md")).unwrap();
    let error = init(&root, "").unwrap_err().to_string();
    assert!(error.contains("none of the 1 `*.md` files") && error.contains("tablewright init DOCS"), "{error}");
    assert!(!root.join("tablewright.toml").exists());
}

#[test]
fn without_a_document_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("shop");
    fs::create_dir_all(root.join("docs/empty")).unwrap();
    fs::create_dir_all(folder.path().join("elsewhere")).unwrap();
    fs::write(folder.path().join("elsewhere/lamps.md"), LAMPS).unwrap();
    fs::write(root.join("docs/lamps.txt"), LAMPS).unwrap();
    let nothing_is_written = |args, words| {
        let error = init(&root, args).unwrap_err().to_string();
        assert!(error.contains(words), "{args}: {error}");
        assert!(!root.join("tablewright.toml").exists() && !root.join("shop-api").exists(), "{args}");
    };
    nothing_is_written("", "there is no document `*.md` below");
    nothing_is_written("docs", "no file in `docs` is a document `*.md`");
    nothing_is_written("docs/lamps.txt", "`docs/lamps.txt` is no document `*.md`");
    nothing_is_written("../elsewhere", "is not in the project's folder");
    fs::write(root.join("docs/lamps.md"), LAMPS).unwrap();
    fs::create_dir_all(root.join("tablewright/shop")).unwrap();
    fs::write(root.join("tablewright/shop/dialect.toml"), "").unwrap();
    nothing_is_written("docs", "`tablewright/shop/dialect.toml` is there already");
}

#[test]
fn a_workflow_and_a_hook_are_written_where_they_are_asked_for() {
    let (_folder, root) = folder();
    let error = init(&root, "docs --pre-commit").unwrap_err().to_string();
    assert!(error.contains("no folder `.git`"), "{error}");
    let (_folder, root) = self::folder();
    fs::create_dir(root.join(".git")).unwrap();
    init(&root, "docs --ci github --pre-commit").unwrap();
    let workflow = fs::read_to_string(root.join(".github/workflows/tablewright.yml")).unwrap();
    assert!(workflow.contains("tablewright gen --check --format github"), "{workflow}");
    assert!(fs::read_to_string(root.join(".git/hooks/pre-commit")).unwrap().contains("tablewright gen --check"));
}

#[test]
fn folders_have_names_that_apis_can_have() {
    for (folder, name) in [("shop", "shop"), ("My Shop.API", "my-shop"), ("2nd-shop", "nd-shop"), ("...", "api")] {
        assert_eq!(super::name_of(Path::new("/tmp").join(folder).as_path()), name);
    }
}

#[test]
fn what_cannot_be_done_is_said_before_anything_is_written() {
    for args in ["doks", "docs --pre-commit"] {
        let (_folder, root) = folder();
        init(&root, args).unwrap_err();
        assert!(!root.join("tablewright.toml").exists(), "{args}");
        init(&root, "docs").unwrap();
    }
    // In a folder of a repository nobody looks for checks.
    let (_folder, root) = folder();
    fs::create_dir(root.parent().unwrap().join(".git")).unwrap();
    let error = init(&root, "docs --ci github").unwrap_err().to_string();
    assert!(error.contains("is a folder of the repository") && error.contains("`--ci`"), "{error}");
    assert!(!root.join("tablewright.toml").exists());
}

#[test]
fn checks_can_be_added_later() {
    let (_folder, root) = folder();
    init(&root, "docs").unwrap();
    init(&root, "--ci gitlab --runtime-git https://a.example/b.git").unwrap();
    let workflow = fs::read_to_string(root.join(".gitlab/tablewright.yml")).unwrap();
    assert!(workflow.contains("cargo install --locked --git 'https://a.example/b.git' tablewright-cli"), "{workflow}");
}

#[test]
fn what_documents_link_to_is_taken_and_the_rest_is_named() {
    let (_folder, root) = folder();
    fs::write(root.join("docs/lamps.md"), format!("{LAMPS}\nSee [rooms](rooms.md#room).\n")).unwrap();
    fs::write(root.join("docs/rooms.md"), "# Room\n\nA room.\n").unwrap();
    let said = init(&root, "").unwrap();
    assert!(said.contains("left out") && said.contains("`README.md`;"), "{said}");
    let project = fs::read_to_string(root.join("tablewright.toml")).unwrap();
    assert!(project.contains("docs = [\"docs/lamps.md\", \"docs/rooms.md\"]"), "{project}");
}

#[test]
fn a_name_in_another_script_is_a_feature() {
    let (_folder, root) = folder();
    init(&root, "docs --name 灯").unwrap();
    let manifest = fs::read_to_string(root.join("灯-api/Cargo.toml")).unwrap();
    assert!(manifest.parse::<toml::Table>().unwrap()["features"].get("灯").is_some(), "{manifest}");
}
