//! The fields of objects by their names, so that many values of an object with many fields are compared quickly.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::{Field, Named, Struct};

/// So many fields are looked at one by one.
const FEW: usize = 16;

/// The fields of one object, by their places.
#[derive(Debug)]
struct FieldIndex {
    names: HashMap<String, usize>,
    required: Vec<usize>,
}

impl FieldIndex {
    fn new(fields: &[Field]) -> Self {
        let mut names = HashMap::new();
        for (at, field) in fields.iter().enumerate() {
            for name in field.names() {
                names.entry(name.to_owned()).or_insert(at);
            }
        }
        let required = fields.iter().enumerate().filter(|(_, field)| field.required).map(|(at, _)| at).collect();
        Self { names, required }
    }
}

/// The indexes of the objects of an API that were met, by address.
#[derive(Debug, Default)]
pub struct FieldIndexes(RefCell<HashMap<*const Struct, FieldIndex>>);

impl FieldIndexes {
    /// The fields of `shape`, a type of the API, that `object` may have or lacks, in their order, and the keys that are
    /// those of no field.
    pub fn met<'t, 'v>(&self, shape: &'t Struct, object: &'v Map<String, Value>) -> (Vec<&'t Field>, Vec<&'v String>) {
        let fields = &shape.fields;
        if fields.len() <= FEW {
            let extra = object.keys().filter(|key| !fields.iter().any(|field| field.is_called(key)));
            return (fields.iter().collect(), extra.collect());
        }
        let mut indexes = self.0.borrow_mut();
        let index = indexes.entry(shape).or_insert_with(|| FieldIndex::new(fields));
        let mut places: BTreeSet<usize> = index.required.iter().copied().collect();
        let mut extra = Vec::new();
        for key in object.keys() {
            match index.names.get(key) {
                Some(at) => drop(places.insert(*at)),
                None => extra.push(key),
            }
        }
        (places.into_iter().filter_map(|at| fields.get(at)).collect(), extra)
    }
}
