//! Compares the output folder with what it should hold.

use std::collections::{BTreeMap, BTreeSet};

use tablewright::emit::Files;

use super::apply::Step;
use super::manifest::{self, Manifest};
use crate::error::Error;
use crate::tree::{self, Layout, TEMPORARY, Tree};

/// What the output folder should hold.
pub struct Wanted {
    /// The files of each API; `None` where those that are there stay as they are.
    pub apis: BTreeMap<String, Option<Files>>,
    /// The files that belong to no single API; `None` as above.
    pub shared: Option<Files>,
    /// Whether the run was about all APIs and all of them could be compiled. Otherwise files that nobody asks for may
    /// belong to an API that keeps what it has.
    pub complete: bool,
}

impl Wanted {
    /// Leaves the files of these APIs as they are.
    pub fn keep<'a>(&mut self, apis: impl Iterator<Item = &'a String>) {
        for name in apis {
            self.apis.entry(name.clone()).or_default();
            self.complete = false;
        }
    }

    /// Puts the files where `layout` has them.
    pub fn place(&mut self, layout: &Layout) {
        for files in self.apis.values_mut().chain([&mut self.shared]).flatten() {
            let placed = std::mem::take(files).into_iter();
            *files = placed.filter_map(|(path, text)| Some((layout.place(&path)?, text))).collect();
        }
    }

    fn into_files(self) -> impl Iterator<Item = (String, String)> {
        self.apis.into_values().flatten().chain(self.shared).flatten()
    }
}

/// A file that is not as it should be.
pub struct Change {
    /// Its path below the output folder.
    pub path: String,
    /// What it holds; `None` where it is missing.
    pub old: Option<Vec<u8>>,
    /// What it should hold; `None` where it should not be there.
    pub new: Option<String>,
}

/// All that is to be done.
#[derive(Default)]
pub struct Plan {
    /// The files that change, sorted.
    pub changes: Vec<Change>,
    /// The paths for which a run that was killed left something.
    pub leftovers: Vec<String>,
    /// Files that no longer exist and are still listed as ours; folders may be left of them.
    ghosts: Vec<String>,
    /// How many files are as they should be.
    pub unchanged: usize,
    /// The bytes of the manifest as it is.
    manifest: Option<Vec<u8>>,
    /// The files that are ours while the run is under way.
    during: Manifest,
    /// The files that are ours afterwards.
    after: Manifest,
}

impl Plan {
    /// Compares `tree`, in which `before` is listed as ours, with `wanted`. Nothing is written.
    pub fn new(tree: &Tree, before: Option<(Manifest, Vec<u8>)>, wanted: Wanted) -> Result<Self, Error> {
        let (before, manifest) = before.map_or_else(Default::default, |(before, bytes)| (before, Some(bytes)));
        let after = owners(&before, &wanted, tree.layout())?;
        let during = before.union(&after);
        let mut plan = Self { manifest, during, after, ..Self::default() };
        let ours: BTreeSet<&String> = before.paths().collect();
        let complete = wanted.complete;
        plan.compare(tree, &ours, wanted)?;
        plan.find_orphans(tree, &ours, complete)?;
        plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    /// Finds the files that are missing or differ, and refuses to replace one that is not ours.
    fn compare(&mut self, tree: &Tree, ours: &BTreeSet<&String>, wanted: Wanted) -> Result<(), Error> {
        let mut foreign = Vec::new();
        for (path, text) in wanted.into_files() {
            let old = tree.read(&path)?;
            match &old {
                Some(bytes) if bytes == text.as_bytes() => self.unchanged += 1,
                Some(bytes) if !ours.contains(&path) && !tree::is_marked(bytes) => foreign.push(tree.shown(&path)),
                _ => self.changes.push(Change { path, old, new: Some(text) }),
            }
        }
        let Some(first) = foreign.first() else { return Ok(()) };
        let more = match foreign.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let message = format!("`{first}`{more} is in the way: it was not generated");
        Err(Error::new(message, "move it away, and run again"))
    }

    /// Finds the files that are no longer made, and what a run that was killed left. Files that say of themselves that
    /// they are generated, and that nobody made, count only in a `complete` run: otherwise they may belong to an API
    /// that the run is not about.
    fn find_orphans(&mut self, tree: &Tree, ours: &BTreeSet<&String>, complete: bool) -> Result<(), Error> {
        let after: BTreeSet<&String> = self.after.paths().collect();
        let during: BTreeSet<&str> = self.during.paths().map(String::as_str).collect();
        let on_disk = tree.files()?;
        for path in &on_disk {
            if let Some(target) = path.strip_suffix(TEMPORARY) {
                if during.contains(target) {
                    self.leftovers.push(target.to_owned());
                }
            } else if !after.contains(path) && (ours.contains(path) || complete && tree.is_marked(path)?) {
                self.changes.push(Change { path: path.clone(), old: tree.read(path)?, new: None });
            }
        }
        if tree.read(&format!("{}{TEMPORARY}", manifest::NAME))?.is_some() {
            self.leftovers.push(manifest::NAME.into());
        }
        let ghosts = ours.iter().filter(|path| !after.contains(**path) && tree.is_absent(path));
        self.ghosts = ghosts.map(|path| (*path).clone()).collect();
        Ok(())
    }

    /// Whether the manifest is not as it should be.
    pub fn manifest_is_stale(&self) -> bool {
        let absent = self.manifest.is_none() && self.after.is_empty();
        !absent && self.manifest.as_deref() != Some(self.after.text().as_bytes())
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.leftovers.is_empty() && !self.manifest_is_stale()
    }

    /// What is to be done, in an order in which the run may be killed after each step and the next one mends it: every
    /// file that can be left over is in the manifest before it exists, and leaves it after it is gone.
    pub fn steps(&self) -> Vec<Step<'_>> {
        let mut steps: Vec<Step> = self.leftovers.iter().map(|path| Step::Discard(path)).collect();
        if self.changes.is_empty() && !self.manifest_is_stale() {
            return steps;
        }
        let during = self.during.text();
        if self.manifest.as_deref() != Some(during.as_bytes()) {
            steps.push(Step::Claim { text: during, before: self.manifest.as_deref() });
        }
        let written = || self.changes.iter().filter_map(|change| change.new.as_ref().map(|new| (&change.path, new)));
        steps.extend(written().map(|(path, text)| Step::Stage(path, text)));
        steps.extend(written().map(|(path, _)| Step::Commit(path)));
        let removed = self.changes.iter().filter(|change| change.new.is_none()).map(|change| &change.path);
        steps.extend(removed.chain(&self.ghosts).map(|path| Step::Remove(path)));
        if self.after != self.during {
            steps.push(Step::Settle(self.after.text()));
        }
        steps
    }
}

/// The manifest after the run. Two APIs that want the same path, and paths outside of our folders, are errors of the
/// compiler or of the names that were chosen, and nothing is written.
fn owners(before: &Manifest, wanted: &Wanted, layout: &Layout) -> Result<Manifest, Error> {
    let mut after = Manifest::default();
    for (api, files) in &wanted.apis {
        match files {
            Some(files) => drop(after.apis.insert(api.clone(), manifest::paths(files))),
            None => after.apis.extend(before.apis.get(api).map(|paths| (api.clone(), paths.clone()))),
        }
    }
    after.shared = wanted.shared.as_ref().map_or_else(|| before.shared.clone(), manifest::paths);
    let mut seen: BTreeMap<&String, &str> = BTreeMap::new();
    let of_apis = after.apis.iter().flat_map(|(api, paths)| paths.iter().map(move |path| (path, api.as_str())));
    for (path, owner) in of_apis.chain(after.shared.iter().map(|path| (path, "the files of all APIs"))) {
        if !manifest::is_owned(path, layout) {
            let message = format!(
                "the compiler made `{path}`, which is not a path below {}",
                layout.owned().collect::<Vec<_>>().join(", ")
            );
            return Err(Error::new(message, "this is an error of the compiler"));
        }
        if let Some(other) = seen.insert(path, owner) {
            let message = format!("{other} and {owner} both want to write `{path}`");
            return Err(Error::new(message, "rename the folder of one of the APIs"));
        }
    }
    Ok(after)
}
