//! The crates that others depend on, as they would be published: a stranger's project is begun, generated and checked with
//! nothing but the files in the packages, without a network.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates, each after those that it depends on.
const CRATES: [&str; 4] = ["tablewright", "tablewright-runtime", "tablewright-build", "tablewright-cli"];
/// What each of their packages has to have, besides its code.
const FILES: [&str; 3] = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];
/// What a registry asks for, and people look for.
const KEYS: [&str; 7] = ["description", "license", "keywords", "categories", "readme", "documentation", "rust-version"];

/// A file of the workspace.
fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Runs a program, which must end well.
fn run(command: &mut Command) {
    let output = command.output().expect("a program");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
}

fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    command
}

/// Packs the crates, and unpacks them below `folder`.
fn unpacked(folder: &Path) {
    let packed = folder.join("packed");
    let mut command = cargo(&root(""));
    command.args(["package", "--no-verify", "--allow-dirty", "--offline", "--target-dir"]).arg(&packed);
    run(command.args(CRATES.iter().flat_map(|name| ["-p", name])));
    for name in CRATES {
        let versioned = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        let archive = packed.join(format!("package/{versioned}.crate"));
        // With the times of now: Cargo takes what is old for built already.
        run(Command::new("tar").current_dir(folder).arg("-xmzf").arg(archive));
        fs::rename(folder.join(versioned), folder.join(name)).expect("a package");
    }
}

/// A workspace of the packages and of a stranger's crate, which takes the packages for what is in the registry.
fn workspace(folder: &Path) {
    let read = |path: &str| fs::read_to_string(root(path)).expect("a file of the workspace");
    let own: toml::Table = read("Cargo.toml").parse().expect("TOML");
    let members = ["shop-api"].iter().chain(&CRATES).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let mut text = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[patch.crates-io]\n");
    for name in CRATES {
        writeln!(text, "{name} = {{ path = \"{name}\" }}").expect("a line");
    }
    // With the same profiles, what the registry has is compiled already.
    let profile = toml::Table::from_iter([("profile".to_owned(), own["profile"].clone())]);
    text.push_str(&toml::to_string(&profile).expect("TOML"));
    fs::write(folder.join("Cargo.toml"), text).expect("a workspace");
    fs::write(folder.join("Cargo.lock"), read("Cargo.lock")).expect("its versions");
}

#[test]
fn a_project_is_made_of_the_packages_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    unpacked(folder);
    for name in CRATES {
        for file in FILES {
            assert!(folder.join(name).join(file).is_file(), "{name} has no {file}");
        }
        let manifest = fs::read_to_string(folder.join(name).join("Cargo.toml")).expect("a manifest");
        let manifest: toml::Table = manifest.parse().expect("TOML");
        for key in KEYS {
            assert!(manifest["package"].get(key).is_some(), "{name} has no `{key}`");
        }
    }
    fs::create_dir(folder.join("docs")).expect("a folder");
    fs::copy(root("tests/built/docs/lamps.md"), folder.join("docs/lamps.md")).expect("a document");
    let tablewright = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tablewright"));
        command.current_dir(folder);
        command
    };
    run(tablewright().args(["init", "docs", "--name", "shop"]));
    run(tablewright().args(["gen", "--deny-warnings"]));
    workspace(folder);
    let target = std::env::current_exe().expect("this program");
    let target = target.ancestors().nth(3).expect("the folder of the build");
    run(cargo(folder)
        .args(["check", "--quiet", "--offline", "--workspace", "--bins", "--lib", "--examples"])
        .arg("--target-dir")
        .arg(target));
}
