//! Changes of the functions that the dialect declares.

use super::change::Changes;
use super::shift::plain;
use super::verdict::Verdict;
use crate::ir::{Api, Helper};

/// Compares the helpers: they are found by their type and their name.
pub fn compare(old: &Api, new: &Api, changes: &mut Changes) {
    let find = |api: &'_ Api, one: &Helper| api.helpers.iter().position(|two| two.of == one.of && two.name == one.name);
    let subject = |helper: &Helper| format!("{}/{}", helper.of.0, helper.name);
    for helper in old.helpers.iter().filter(|helper| find(new, helper).is_none()) {
        let text = "is no longer a function".to_owned();
        changes.add("helper-removed", Verdict::Callers, &subject(helper), text, (Some(&helper.provenance), None));
    }
    for helper in &new.helpers {
        let subject = subject(helper);
        let Some(was) = find(old, helper).and_then(|at| old.helpers.get(at)) else {
            let text = "is a new function".to_owned();
            changes.add("helper-added", Verdict::Additive, &subject, text, (None, Some(&helper.provenance)));
            continue;
        };
        let places = (Some(&was.provenance), Some(&helper.provenance));
        let what = |helper: &Helper| plain(&(helper.kind, &helper.takes, &helper.makes));
        if what(was) != what(helper) {
            let text = "takes or makes something else".to_owned();
            changes.add("helper-changed", Verdict::Callers, &subject, text, places);
        }
        changes.words("helper", &subject, &was.docs, &helper.docs, places);
    }
}
