//! Values are shown as the generated types hold them, whatever documents show beside what they list.

use mock::Samples;
use serde_json::{Map, Value, json};
use tablewright::ir::Body;

use super::subject::Subject;

/// So many values of each answer are tried.
const SEEDS: u64 = 12;

/// The value with members that nothing lists, and with whole numbers where there were some with a fraction.
fn more(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut all = Map::from_iter([("zz_more".to_owned(), json!({"b": 1, "a": null}))]);
            all.extend(members.iter().map(|(name, value)| (name.clone(), more(value))));
            all.insert("a_more".to_owned(), json!([0.1, 7]));
            Value::Object(all)
        }
        Value::Array(items) => items.iter().map(more).collect(),
        Value::Number(number) if number.is_f64() => json!(3),
        plain => plain.clone(),
    }
}

#[test]
fn values_are_shown_as_generated_types_hold_them() {
    let (mut held, mut changed) = (0, 0);
    for subject in Subject::all() {
        let readers = subject.readers();
        let samples = Samples::new((*subject.ir).clone());
        for endpoint in &subject.ir.endpoints {
            let Body::Data { data } = &endpoint.response.body.value else { continue };
            for value in (0..SEEDS).map(|seed| samples.answer(endpoint, seed)).flat_map(|value| [more(&value), value]) {
                let text = value.to_string();
                let typed = readers[endpoint.name.as_str()](&text).ok();
                let shown = tablewright_cli::serve::shown(&subject.ir, data, value).map(|shown| shown.to_string());
                assert_eq!(shown, typed, "{}, {}: {text}", subject.name, endpoint.name);
                held += usize::from(typed.is_some());
                changed += usize::from(typed.is_some_and(|typed| typed != text));
            }
        }
    }
    assert!(held > 1_000 && changed > 500, "{held} values, of which {changed} lose something");
}
