//! The endpoints that a backend serves, by name and by path.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::{Map, Value};

use super::routes::{Route, Routes, is_template};
use super::told::Told;
use crate::api::{Api, Media, Problem, Profile};
use crate::file::carried;
use crate::parameters::{self, Pair};
use crate::{Endpoint, Failure, File, Info, Method};

/// A call that a backend works on: the text that it was given to write to, with the data behind what was there, and the
/// files that stand in it as their places.
pub(super) type Running = BoxFuture<'static, Result<Written, Failure>>;

/// Data as it was written.
pub(super) type Written = (Vec<u8>, Vec<File>);

/// Reads a request, with files in the place of their places, and begins the call.
type Begin = dyn Fn(&str, Vec<File>, Vec<u8>) -> serde_json::Result<Running> + Send + Sync;

/// The endpoints that a backend serves. Generated code fills it.
pub struct Table {
    api: &'static Api,
    entries: Vec<Entry>,
    names: HashMap<&'static str, usize>,
    routes: Routes,
}

/// An endpoint, and how it is called.
pub(super) struct Entry {
    pub(super) info: &'static Info,
    /// Whether its requests have a type, which finds out by itself whether they can be read as they come.
    pub(super) typed: bool,
    /// Whether a file that is the whole body comes as a stream.
    pub(super) streams: bool,
    begin: Box<Begin>,
}

/// What a name or a path stands for.
#[derive(Clone, Copy)]
pub(super) struct Target<'t> {
    pub(super) entry: &'t Entry,
    /// Its place in the table.
    pub(super) index: usize,
    /// Whether the call is to run on after its answer.
    pub(super) later: bool,
}

/// Where a path leads.
pub(super) enum Routed<'t> {
    /// To an endpoint, with the parameters that are in the path.
    Call(Target<'t>, Vec<Pair<'static>>),
    /// To endpoints that a value tells apart; there are several of these where paths differ in the names of parameters.
    Told(Vec<Choice<'t>>),
    /// To endpoints that take other methods; with one of them, and all that they take.
    WrongMethod(Target<'t>, Vec<Method>),
    /// To nothing.
    Nowhere,
}

/// Endpoints that take one method on one path.
pub(super) struct Choice<'t> {
    /// The first of them.
    pub(super) first: Target<'t>,
    /// How they are told apart.
    pub(super) told: &'t Told,
    /// The method.
    pub(super) method: Method,
    /// The parameters that are in the path.
    pub(super) located: Vec<Pair<'static>>,
}

impl Table {
    /// A table without endpoints.
    #[must_use]
    pub fn new(api: &'static Api) -> Self {
        Self { api, entries: Vec::new(), names: HashMap::new(), routes: Routes::default() }
    }

    /// Serves an endpoint by a method of the backend. An endpoint that is there already is served by the new method.
    pub fn add<E, B, F>(&mut self, backend: &Arc<B>, method: fn(Arc<B>, E) -> F)
    where
        E: Endpoint,
        B: ?Sized + Send + Sync + 'static,
        F: Future<Output = Result<E::Response, Failure>> + Send + 'static,
    {
        self.insert(Entry { info: E::INFO, typed: true, streams: false, begin: begin(backend, method) });
    }

    /// Serves an endpoint by a method of the backend that is given the file that is the whole body as a stream.
    pub fn add_streamed<E, B, F>(&mut self, backend: &Arc<B>, method: fn(Arc<B>, E) -> F)
    where
        E: Endpoint,
        B: ?Sized + Send + Sync + 'static,
        F: Future<Output = Result<E::Response, Failure>> + Send + 'static,
    {
        self.insert(Entry { info: E::INFO, typed: true, streams: true, begin: begin(backend, method) });
    }

    /// Serves an endpoint that has no types, such as one of an API that is read while the program runs. `method` is given
    /// the parameters, which are as `info` has them, and returns the data of the answer.
    pub fn add_untyped<F>(
        &mut self,
        info: &'static Info,
        method: impl Fn(Map<String, Value>) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = Result<Value, Failure>> + Send + 'static,
    {
        let method = Arc::new(method);
        let begin = move |text: &str, files: Vec<File>, out: Vec<u8>| {
            let mut request = parameters::known(info.parameters, text)?;
            spell_out(info, &mut request, &files)?;
            let method = Arc::clone(&method);
            let running: Running = Box::pin(async move { write(out, &method(request).await?, false) });
            Ok(running)
        };
        self.insert(Entry { info, typed: false, streams: false, begin: Box::new(begin) });
    }

    fn insert(&mut self, entry: Entry) {
        let info = entry.info;
        let index = self.names.get(info.name).copied().unwrap_or(self.entries.len());
        match self.entries.get_mut(index) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
        self.names.insert(info.name, index);
        for path in std::iter::once(info.path).chain(info.aliases.iter().copied()) {
            self.routes.insert(path, info, index);
            // A frame names an endpoint as its path does, without the first slash, where no other has that.
            if !is_template(path) && info.selector.is_none() {
                self.names.entry(path.trim_start_matches('/')).or_insert(index);
            }
        }
    }

    /// The API.
    #[must_use]
    pub fn api(&self) -> &'static Api {
        self.api
    }

    /// What is served, in the order in which it was added.
    #[must_use]
    pub fn endpoints(&self) -> impl ExactSizeIterator<Item = &'static Info> + '_ {
        self.entries.iter().map(|entry| entry.info)
    }

    /// For each endpoint, whether its type says all that is to be said of a request that is written as it has it.
    pub(super) fn plain(&self, profile: &Profile) -> Vec<bool> {
        self.entries.iter().map(|entry| entry.typed && parameters::is_plain(entry.info, profile)).collect()
    }

    /// The paths without parameters on which something is served, each with the places of its endpoints.
    pub(super) fn exact(&self) -> impl Iterator<Item = (&'static str, &[usize])> + '_ {
        self.routes.exact()
    }

    /// What a frame calls by this name.
    pub(super) fn by_name(&self, name: &str) -> Option<Target<'_>> {
        let of = |name| self.names.get(name).copied();
        let (index, later) = match of(name) {
            Some(index) => (index, false),
            None => (of(name.strip_suffix(self.api.async_suffix?)?)?, true),
        };
        self.target(index, later)
    }

    /// What a request with this method calls on a path that leads to the endpoints at these places, where that alone says it.
    pub(super) fn by_places(&self, places: &[usize], method: Option<Method>) -> Option<Target<'_>> {
        let method = method?;
        let mut targets = places.iter().filter_map(|index| self.target(*index, false));
        let target = targets.find(|target| target.entry.info.methods.contains(&method));
        target.filter(|target| target.entry.info.selector.is_none())
    }

    /// The endpoint of a choice that a value tells, where there is one.
    pub(super) fn told(&self, choice: &Choice<'_>, places: &[usize]) -> Option<Target<'_>> {
        let mut targets = places.iter().filter_map(|index| self.target(*index, choice.first.later));
        targets.find(|target| target.entry.info.methods.contains(&choice.method))
    }

    /// What a request to this path with this method calls.
    pub(super) fn by_path(&self, path: &str, method: Option<Method>) -> Routed<'_> {
        let mut refused: Option<(Target<'_>, Vec<Method>)> = None;
        let mut choices: Vec<Choice<'_>> = Vec::new();
        let later = self.api.async_suffix.and_then(|suffix| path.strip_suffix(suffix));
        let ways = std::iter::once((path, false)).chain(later.map(|path| (path, true)));
        for (path, later) in ways {
            for Route { entries, told, located } in self.routes.find(path) {
                // A value that ends like the suffix is a value.
                let entries = entries.iter().filter(|_| !later || located.is_empty());
                for target in entries.filter_map(|index| self.target(*index, later)) {
                    let methods = target.entry.info.methods;
                    if let Some(method) = method.filter(|method| methods.contains(method)) {
                        if target.entry.info.selector.is_some() {
                            choices.push(Choice { first: target, told, method, located });
                            break;
                        }
                        // What a value tells apart stands on the narrower path.
                        return if choices.is_empty() { Routed::Call(target, located) } else { Routed::Told(choices) };
                    }
                    let allowed = &mut refused.get_or_insert((target, Vec::new())).1;
                    allowed.extend(methods.iter().filter(|method| !allowed.contains(method)).collect::<Vec<_>>());
                }
            }
        }
        if !choices.is_empty() {
            return Routed::Told(choices);
        }
        refused.map_or(Routed::Nowhere, |(target, methods)| Routed::WrongMethod(target, methods))
    }

    fn target(&self, index: usize, later: bool) -> Option<Target<'_>> {
        self.entries.get(index).map(|entry| Target { entry, index, later })
    }
}

impl Entry {
    /// Whether the data that it gives has its status around it.
    pub(super) fn is_tagged(&self) -> bool {
        self.typed && !self.info.statuses.is_empty()
    }

    /// Reads a request from a JSON object and begins the call, which writes behind what is in `out`.
    pub(super) fn begin(&self, text: &str, files: Vec<File>, out: Vec<u8>) -> serde_json::Result<Running> {
        (self.begin)(text, files, out)
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("api", &self.api.name)
            .field("endpoints", &self.endpoints().map(|info| info.name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// How a method of a backend is called. The one part that is compiled for every endpoint; whatever can be is elsewhere.
fn begin<E, B, F>(backend: &Arc<B>, method: fn(Arc<B>, E) -> F) -> Box<Begin>
where
    E: Endpoint,
    B: ?Sized + Send + Sync + 'static,
    F: Future<Output = Result<E::Response, Failure>> + Send + 'static,
{
    let backend = Arc::clone(backend);
    let carries = matches!(E::MEDIA, Some(Media::File(_)));
    Box::new(move |text: &str, files: Vec<File>, out: Vec<u8>| {
        let request: E = carried::read(files, || serde_json::from_str(text))?;
        let backend = Arc::clone(&backend);
        // Within the future, where a panic is caught.
        let running: Running = Box::pin(async move { write(out, &method(backend, request).await?, carries) });
        Ok(running)
    })
}

/// Puts files as JSON into the parameters of an endpoint that has no types.
fn spell_out(info: &Info, request: &mut Map<String, Value>, files: &[File]) -> serde_json::Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    for parameter in info.parameters.iter().filter(|parameter| parameter.kind.is_file()) {
        let Some(value) = request.get_mut(parameter.name) else { continue };
        let place = std::mem::take(value);
        *value = if place.is_array() {
            let list = carried::read(files.to_vec(), || serde_json::from_value::<Vec<File>>(place))?;
            serde_json::to_value(list)?
        } else {
            let file = carried::read(files.to_vec(), || serde_json::from_value::<Option<File>>(place))?;
            serde_json::to_value(file)?
        };
    }
    Ok(())
}

/// Writes data, where it `carries` a file as its place.
fn write<T: Serialize>(mut out: Vec<u8>, data: &T, carries: bool) -> Result<Written, Failure> {
    let mut write = || serde_json::to_writer(&mut out, data);
    let (written, files) = if carries { carried::written(write) } else { (write(), Vec::new()) };
    match written {
        Ok(()) => Ok((out, files)),
        Err(error) => Err(unwritable(&error)),
    }
}

fn unwritable(error: &serde_json::Error) -> Failure {
    Failure::refused(Problem::Internal, format!("the data of the answer cannot be written as JSON: {error}"))
}
