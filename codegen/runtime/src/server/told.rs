//! Endpoints that take one method on one path, and are told apart by the value of a parameter.

use std::collections::HashMap;

use crate::Info;
use crate::api::{Location, Parameter};
use crate::parameters;

/// The parameters that tell apart the endpoints of a path, usually one.
#[derive(Default)]
pub(super) struct Told {
    all: Vec<By>,
    /// Whether one of the endpoints needs no credential.
    open: bool,
}

/// A parameter, and the endpoints by its values.
pub(super) struct By {
    /// The parameter, as the first of the endpoints has it.
    pub(super) parameter: &'static Parameter,
    /// The places of the endpoints, which differ in their methods.
    values: HashMap<String, Vec<usize>>,
}

impl Told {
    /// Adds an endpoint, where a value tells it from others.
    pub(super) fn insert(&mut self, info: &'static Info, index: usize) {
        let Some(selector) = info.selector else { return };
        let Some(value) = parameters::text(selector.value) else { return };
        let name = selector.parameter.name;
        self.open |= info.auth.is_empty();
        // Beside a body that is another parameter it is in the query, though those of other endpoints have it in theirs.
        let location = selector.parameter.location;
        let same = |by: &By| by.parameter.name == name && by.parameter.location == location;
        let at = self.all.iter().position(same).unwrap_or_else(|| {
            self.all.push(By { parameter: &selector.parameter, values: HashMap::new() });
            self.all.len() - 1
        });
        let places = self.all.get_mut(at).map(|by| by.values.entry(value).or_default());
        if let Some(places) = places.filter(|places| !places.contains(&index)) {
            places.push(index);
        }
    }

    /// The parameters.
    pub(super) fn each(&self) -> impl Iterator<Item = &By> {
        self.all.iter()
    }

    /// Whether one of the endpoints needs no credential.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }
}

impl By {
    /// The places of the endpoints that this value tells.
    pub(super) fn places(&self, value: &str) -> &[usize] {
        self.values.get(value).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether it is looked for before the body is read.
    pub(super) fn is_in_head(&self, bare: bool) -> bool {
        bare || matches!(self.parameter.location, Some(Location::Query | Location::Header))
    }
}
