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
