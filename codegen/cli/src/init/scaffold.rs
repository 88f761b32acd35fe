//! The files of a new project.

use std::path::Path;

use super::Ci;
use crate::console::Console;
use crate::new::feature;

const PROJECT: &str = include_str!("../../templates/tablewright.toml");
const MANIFEST: &str = include_str!("../../templates/Cargo.toml.txt");
const README: &str = include_str!("../../templates/README.md");
const EXAMPLE: &str = include_str!("../../templates/client.rs.txt");
const GITHUB: &str = include_str!("../../templates/github.yml");
const GITLAB: &str = include_str!("../../templates/gitlab.yml");
/// A hook of Git.
pub const HOOK: &str = include_str!("../../templates/pre-commit");

/// What is made.
pub struct Plan<'a> {
    /// The name of the API.
    pub name: &'a str,
    /// The folder of the crate.
    pub package: &'a str,
    /// Where the crate finds its runtime.
    pub runtime: Runtime,
}

/// Where the crate finds `tablewright-runtime`.
pub enum Runtime {
    /// In a registry, with the version of this program.
    Version,
    /// In a folder.
    Path(String),
    /// In a Git repository.
    Git(String),
}

/// The files by their paths from the project's folder.
pub fn files(plan: &Plan<'_>) -> Vec<(String, String)> {
    let text = |text: &str| toml::Value::from(text).to_string();
    let runtime = match &plan.runtime {
        Runtime::Version => text(env!("CARGO_PKG_VERSION")),
        Runtime::Path(path) => format!("{{ path = {} }}", text(path)),
        Runtime::Git(url) => format!("{{ git = {} }}", text(url)),
    };
    let package = plan.package.trim_end_matches('/');
    let crate_name = package.rsplit('/').next().unwrap_or(package);
    let fill = |template: &str| {
        template
            .replace("{{package}}", package)
            .replace("{{crate}}", crate_name)
            .replace("{{crate_module}}", &crate_name.replace('-', "_"))
            .replace("{{api}}", plan.name)
            .replace("{{feature}}", &feature::key(plan.name))
            .replace("{{module}}", &tablewright::naming::api_module(plan.name))
            .replace("{{runtime}}", &runtime)
    };
    vec![
        ("tablewright.toml".to_owned(), fill(PROJECT)),
        (format!("{package}/Cargo.toml"), fill(MANIFEST)),
        (format!("{package}/README.md"), fill(README)),
        (format!("{package}/examples/client.rs"), fill(EXAMPLE)),
        (format!("{package}/.gitattributes"), "/asyncapi/** linguist-generated\n/docs/** linguist-generated\n/ir/** linguist-generated\n/openapi/** linguist-generated\n/src/** linguist-generated\n".to_owned()),
    ]
}

/// The path and the text of a workflow. It installs the program from `git`, or from the registry.
pub fn workflow(ci: Ci, git: Option<&str>) -> (String, String) {
    let install = match git {
        // The URL is a word of a command line.
        Some(url) => format!("cargo install --locked --git '{}' tablewright-cli", url.replace('\'', "'\\''")),
        None => "cargo install --locked tablewright-cli".to_owned(),
    };
    let (path, template) = match ci {
        Ci::Github => (".github/workflows/tablewright.yml", GITHUB),
        Ci::Gitlab => (".gitlab/tablewright.yml", GITLAB),
    };
    (path.to_owned(), template.replace("{{install}}", &install))
}

/// Says that the crate has to be a member of the workspace that it is in.
pub fn say_workspace(root: &Path, package: &str, console: &mut Console) {
    let manifest = root.ancestors().map(|above| above.join("Cargo.toml")).find(|path| path.is_file());
    let Some(manifest) = manifest else { return };
    let text = std::fs::read_to_string(&manifest).unwrap_or_default();
    if text.parse::<toml::Table>().is_ok_and(|table| table.contains_key("workspace")) && !text.contains(package) {
        console.err(&format!("add `{package}` to the `members` of the workspace in `{}`\n", manifest.display()));
    }
}
