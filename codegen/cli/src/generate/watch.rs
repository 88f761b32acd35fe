//! `gen --watch`: a run after each change of what a run reads.
//!
//! Folders are watched and not files: an editor that puts a new file in the place of the old one would take the watch away
//! with it. What a run would read is compared with what the last one read, so a file that is saved as it was, or that is
//! none of the documents, causes no run.

mod folders;
mod memory;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Args, Options, spec};
use crate::compiler::Compiler;
use crate::console::Console;
use crate::error::Error;
use crate::program::Program;
use crate::project;
use memory::Memory;

/// So long is it quiet before a run: a save is often several changes.
const QUIET: Duration = Duration::from_millis(5);
/// So long is waited for quiet.
const PATIENCE: Duration = Duration::from_millis(500);
/// So long is waited for a file that an editor took away or emptied, before that is what somebody wanted.
const GRACE: Duration = Duration::from_millis(150);
/// How many changed files are named.
const NAMED: usize = 5;

/// What a run reads: each file by its name, with a figure that changes with its text, or why it cannot be read.
type State = BTreeMap<String, u64>;

/// The watch over the folders of what is read.
struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<notify::Event>>,
    folders: BTreeSet<PathBuf>,
}

/// Runs after each change, until the process is ended.
///
/// # Errors
///
/// Where there is no project, or nothing can be watched.
pub fn run(args: &Args, program: &Program, compiler: &dyn Compiler, console: &mut Console) -> Result<bool, Error> {
    let mut options = args.clone().options(program)?;
    let mut watch = Watch::new()?;
    let memory = Memory::new(compiler);
    let mut seen: Option<State> = None;
    loop {
        watch.follow(&options)?;
        let read = args.clone().options(program);
        let (now, settled) = state(&read);
        let is_new = seen.as_ref() != Some(&now);
        // Nothing is said of a file that is away for a moment.
        if is_new && !settled && seen.is_some() && watch.wait(Some(GRACE))? {
            continue;
        }
        if is_new {
            if let Some(before) = seen.replace(now) {
                console.err(&changed(&before, seen.as_ref().unwrap_or(&before)));
            }
            let done = read.and_then(|read| {
                options = read;
                // Where the IR is written, the run itself says what has changed.
                let project = options.project.as_ref();
                let remembers = project.is_some_and(|project| project.layout().place("ir/").is_none());
                super::run(&options, if remembers { &memory } else { compiler }, console)
            });
            console.err(&memory.changes());
            if let Err(error) = done {
                console.err(&format!("error: {error}\n"));
            }
            console.err("watching for changes; Ctrl-C ends it\n");
            // What the run itself told of places may be others now.
            watch.follow(&options)?;
        }
        watch.wait(None)?;
    }
}

/// What a run would read, and whether it is there as a whole.
fn state(options: &Result<Options, Error>) -> (State, bool) {
    let figure = |text: &str| {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        hasher.finish()
    };
    let read = options.as_ref().map_err(ToString::to_string).and_then(|options| {
        let read = match &options.project {
            Some(project) => project.read(&options.apis),
            None => spec::read(&options.spec, &options.apis),
        };
        read.map(|read| (options, read)).map_err(|error| error.to_string())
    });
    let (options, read) = match read {
        Ok(read) => read,
        Err(error) => return (State::from([(error, 0)]), false),
    };
    let inputs = read.inputs.iter();
    let documents = inputs.flat_map(|input| input.documents.iter().chain([&input.dialect]).chain(&input.patches));
    let settled = documents.clone().all(|document| !document.text.is_empty());
    let mut state: State =
        documents.map(|document| (options.spec.file(&document.name), figure(&document.text))).collect();
    state.extend(read.refused.iter().map(|(name, error)| (name.clone(), figure(&error.to_string()))));
    if let Some(project) = &options.project {
        let text = spec::text(&project.root.join(project::NAME)).unwrap_or_default();
        state.insert(project::NAME.to_owned(), figure(&text));
    }
    (state, settled)
}

/// Says which files are others than before.
fn changed(before: &State, now: &State) -> String {
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let mut names = names.into_iter().filter(|name| before.get(*name) != now.get(*name));
    // What cannot be read is said by the run.
    let said: Vec<String> = names
        .by_ref()
        .filter(|name| Path::new(name).extension().is_some())
        .map(|name| match (before.get(name), now.get(name)) {
            (None, _) => format!("`{name}` is new"),
            (_, None) => format!("`{name}` is gone"),
            _ => format!("`{name}` has changed"),
        })
        .collect();
    let named = said.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match said.len().saturating_sub(NAMED) {
        _ if said.is_empty() => "\n".to_owned(),
        0 => format!("\n{named}\n"),
        more => format!("\n{named}, and {more} more\n"),
    }
}

impl Watch {
    fn new() -> Result<Self, Error> {
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event| drop(sender.send(event)));
        let watcher = watcher.map_err(|error| Error::new(format!("files cannot be watched: {error}"), REMEDY))?;
        Ok(Self { watcher, events, folders: BTreeSet::new() })
    }

    /// Watches the folders that `options` read from, and no others.
    fn follow(&mut self, options: &Options) -> Result<(), Error> {
        let wanted = folders::of(options)?;
        for folder in self.folders.difference(&wanted) {
            // What is gone is no longer watched anyhow.
            let _ = self.watcher.unwatch(folder);
        }
        self.folders.retain(|folder| wanted.contains(folder));
        for folder in wanted {
            if self.folders.contains(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.folders.insert(folder)),
                // It went away meanwhile, which is an event of the folder that it was in.
                Err(_) if !folder.is_dir() => {}
                Err(error) => {
                    return Err(Error::new(format!("`{}` cannot be watched: {error}", folder.display()), REMEDY));
                }
            }
        }
        Ok(())
    }

    /// Waits until something has changed and it is quiet again, and says whether that was before `limit`.
    fn wait(&mut self, limit: Option<Duration>) -> Result<bool, Error> {
        let ended = || Error::new("the system has ended the watch", REMEDY);
        let start = Instant::now();
        let mut first: Option<Instant> = None;
        loop {
            let left = match (first, limit) {
                (Some(first), _) => Some(QUIET.min(PATIENCE.saturating_sub(first.elapsed()))),
                (None, Some(limit)) => Some(limit.saturating_sub(start.elapsed())),
                (None, None) => None,
            };
            let event = match left {
                Some(left) => match self.events.recv_timeout(left) {
                    Ok(event) => event,
                    Err(RecvTimeoutError::Timeout) => return Ok(first.is_some()),
                    Err(RecvTimeoutError::Disconnected) => return Err(ended()),
                },
                None => self.events.recv().map_err(|_| ended())?,
            };
            if self.matters(&event) {
                first.get_or_insert_with(Instant::now);
            }
        }
    }

    /// Whether an event can be about what a run reads. A folder that is gone or was moved is forgotten: what stands at its
    /// place from now on is another one.
    fn matters(&mut self, event: &notify::Result<notify::Event>) -> bool {
        let Ok(event) = event else { return true };
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            for path in &event.paths {
                if self.folders.remove(path) {
                    let _ = self.watcher.unwatch(path);
                }
            }
        }
        let is_read = |path: &PathBuf| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            spec::is_document(path) || ending.is_none_or(|ending| ending == "toml") || path.is_dir()
        };
        let touched = !matches!(event.kind, EventKind::Access(_));
        touched && (event.need_rescan() || event.paths.iter().any(is_read))
    }
}

/// What to do where the system does not watch.
const REMEDY: &str =
    "run `gen` without `--watch`, or let the system watch more (on Linux, `fs.inotify.max_user_watches`)";
