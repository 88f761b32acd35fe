//! Whole answers: which part of one is the data.

use serde_json::Value;

use crate::dialect::EnvelopeRules;
use crate::ir::member;

/// Whether a whole answer is that to a call that succeeded, as far as its code tells.
pub fn succeeded(rules: &EnvelopeRules, whole: &Value) -> bool {
    let (success, code) = (rules.successes(), rules.code.as_ref().and_then(|code| member(whole, code)));
    code.is_none_or(|code| success.is_empty() || success.contains(code))
}

/// The data of a whole answer; `null` where the envelope is all of it, and nothing where the call failed that it stands
/// beside.
pub fn data(rules: &EnvelopeRules, whole: &Value) -> Option<Value> {
    if let Some(name) = &rules.data {
        return member(whole, name).cloned();
    }
    if !rules.is_flat() {
        return Some(whole.clone());
    }
    if !succeeded(rules, whole) {
        return None;
    }
    let names = rules.names();
    let mut data = whole.as_object()?.clone();
    data.retain(|name, _| !names.iter().any(|own| own.split('.').next() == Some(name)));
    Some(if data.is_empty() { Value::Null } else { Value::Object(data) })
}
