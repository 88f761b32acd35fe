//! The crates that the workspace is built of, against `.cargo/deny.toml`: licences, versions and sources.
//!
//! This is what `cargo deny check licenses bans sources` checks; it needs nothing but cargo, so that it runs everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};
use tests::root;

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Bans {
    multiple_versions: String,
    wildcards: String,
    skip: Vec<Skip>,
}

#[derive(Deserialize)]
struct Skip {
    name: String,
    version: String,
}

impl Skip {
    fn is(&self, name: &str, version: &str) -> bool {
        let rest = version.strip_prefix(self.version.as_str());
        self.name == name && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    unknown_registry: String,
    unknown_git: String,
    allow_registry: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// Absent for the members of the workspace.
    source: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
    path: Option<String>,
}

fn deny() -> Deny {
    let text = std::fs::read_to_string(root(".cargo/deny.toml")).expect("what is allowed");
    toml::from_str(&text).expect("TOML with the three tables")
}

fn packages() -> Vec<Package> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked", "--all-features"]).current_dir(root(""));
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("the metadata");
    assert!(metadata.packages.len() > 100, "all of the crates are looked at");
    metadata.packages
}

#[test]
fn licences_are_allowed() {
    let allowed: Vec<Licensee> = deny().licenses.allow.iter().map(|name| licensee(name)).collect();
    let mut used = BTreeSet::new();
    for Package { name, license, .. } in packages() {
        let license = license.unwrap_or_else(|| panic!("{name} says no licence"));
        let expression = Expression::parse_mode(&license, ParseMode::LAX);
        let expression = expression.unwrap_or_else(|error| panic!("{name}, {license}: {error}"));
        let fits = |licensee: &&Licensee| expression.requirements().any(|one| licensee.satisfies(&one.req));
        used.extend(allowed.iter().filter(fits).map(ToString::to_string));
        let fine = expression.evaluate(|one| allowed.iter().any(|licensee| licensee.satisfies(one)));
        assert!(fine, "the licence of {name} is {license}");
    }
    let unused: Vec<_> = allowed.iter().map(ToString::to_string).filter(|name| !used.contains(name)).collect();
    assert!(unused.is_empty(), "no crate has {unused:?}");
}

fn licensee(name: &str) -> Licensee {
    Licensee::parse(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_crate_has_one_version() {
    let Bans { multiple_versions, wildcards, skip } = deny().bans;
    assert_eq!((multiple_versions.as_str(), wildcards.as_str()), ("deny", "deny"));
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages() {
        versions.entry(package.name).or_default().push(package.version);
        for Dependency { name, req, path } in package.dependencies {
            assert!(req != "*" || path.is_some(), "any version of {name} will do");
        }
    }
    let several = versions.iter().filter(|(_, versions)| versions.len() > 1);
    let several: Vec<_> = several.flat_map(|(name, all)| all.iter().map(move |one| (name, one))).collect();
    let skipped = |name: &str, version: &str| skip.iter().any(|skip| skip.is(name, version));
    for (name, versions) in &versions {
        let counted: Vec<_> = versions.iter().filter(|version| !skipped(name, version)).collect();
        assert!(counted.len() <= 1, "{name} is there in {counted:?}");
    }
    for skip in &skip {
        let needed = several.iter().any(|(name, version)| skip.is(name, version));
        assert!(needed, "{} {} need not be skipped any more", skip.name, skip.version);
    }
}

#[test]
fn crates_come_from_the_registry() {
    let Sources { unknown_registry, unknown_git, allow_registry } = deny().sources;
    assert_eq!((unknown_registry.as_str(), unknown_git.as_str()), ("deny", "deny"));
    for Package { name, source, .. } in packages() {
        let Some(source) = source else { continue };
        let registry = source.strip_prefix("registry+").unwrap_or_default();
        assert!(allow_registry.iter().any(|allowed| allowed == registry), "{name} comes from {source}");
    }
}
