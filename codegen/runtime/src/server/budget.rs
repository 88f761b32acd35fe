//! How much a request may hold: how deep its JSON is nested, and how many values there are, without reading them.
//!
//! A value takes far more memory than it has bytes, so a bound on bytes alone would let a small request fill the memory.

use super::Limits;
use crate::Failure;
use crate::api::Problem;
use crate::parameters::Pair;

/// What a request may still hold.
pub(super) struct Budget {
    depth: usize,
    values: usize,
    /// How many values there may be at all.
    most: usize,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { depth: limits.depth, values: limits.values, most: limits.values }
    }

    /// Takes a JSON text; of what is no JSON it says anything.
    pub(super) fn json(&mut self, json: &str) -> Result<(), Failure> {
        // It takes a byte to go deeper, and one for each value.
        if json.len() <= self.depth && json.len() <= self.values {
            return Ok(());
        }
        let (depth, values) = measure(json, self.depth);
        if depth > self.depth {
            let wording = format!("the JSON is nested deeper than {} levels", self.depth);
            return Err(Failure::refused(Problem::TooDeep, wording));
        }
        self.spend(values)
    }

    /// Takes the pairs of a form or a query, which can have JSON for values. How deep that may be depends on whether it
    /// is read as JSON.
    pub(super) fn pairs(&mut self, pairs: &[Pair<'_>]) -> Result<(), Failure> {
        self.spend(pairs.len())?;
        let values = pairs.iter().map(|(_, value)| value).filter(|value| value.starts_with(['{', '[']));
        values.map(|value| measure(value, usize::MAX).1).try_for_each(|values| self.spend(values))
    }

    /// Takes the text of a form that is not yet read.
    pub(super) fn form(&mut self, form: &[u8]) -> Result<(), Failure> {
        self.spend(form.split(|byte| *byte == b'&').count())
    }

    /// Takes the parts of a body.
    pub(super) fn parts(&mut self, count: usize) -> Result<(), Failure> {
        self.spend(count)
    }

    fn spend(&mut self, values: usize) -> Result<(), Failure> {
        self.values = self.values.checked_sub(values).ok_or_else(|| {
            Failure::refused(Problem::TooLarge, format!("the request has more than {} values", self.most))
        })?;
        Ok(())
    }
}

/// How deep a JSON text is nested, and about how many values are in it; nothing beyond `limit` levels is looked at.
fn measure(json: &str, limit: usize) -> (usize, usize) {
    let (mut depth, mut deepest, mut values) = (0usize, 0usize, 0usize);
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                values += 1;
                deepest = deepest.max(depth);
                if depth > limit {
                    break;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            // An item or a member comes behind it.
            b',' => values += 1,
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    (deepest, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problem with a text, where three levels and ten values are allowed.
    fn problem(json: &str) -> Option<Problem> {
        let mut budget = Budget::new(&Limits { depth: 3, values: 10, ..Limits::default() });
        budget.json(json).err().and_then(|failure| failure.problem)
    }

    #[test]
    fn brackets_count_and_text_does_not() {
        for (json, deeper) in [
            ("[[[]]]", false),
            ("[[[[]]]]", true),
            (r#"{"a":{"b":[1,{}]}}"#, true),
            (r#"{"a":[],"b":[],"c":[[]],"d":[[]]}"#, false),
            (r#""[[[[[["#, false),
            (r#"["\"[[[[", "\\", []]"#, false),
            (r#"["\\", [[[]]]]"#, true),
            ("]]]][[[", false),
            ("\"[[[[\\", false),
        ] {
            assert_eq!(problem(json), deeper.then_some(Problem::TooDeep), "{json}");
        }
    }

    #[test]
    fn values_are_counted() {
        for (json, many) in [
            ("[0,0,0,0,0,0,0,0,0,0]", false),
            ("[0,0,0,0,0,0,0,0,0,0,0]", true),
            ("[{},{},{},{},{}]", false),
            ("[{},{},{},{},{},{}]", true),
            (r#"{"a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0,"i":0,"j":0,"k":0}"#, true),
            (r#"[",,,,,,,,,,,,,,[[[[{{{{"]"#, false),
        ] {
            assert_eq!(problem(json), many.then_some(Problem::TooLarge), "{json}");
        }
    }

    #[test]
    fn pairs_and_their_json_are_values() {
        let mut budget = Budget::new(&Limits { values: 10, ..Limits::default() });
        assert!(budget.form(b"a&a&a").is_ok());
        let pair = |value: &'static str| ("a".into(), value.into());
        assert!(budget.pairs(&[pair("[1,2,3]"), pair(",,,,,")]).is_ok());
        assert!(budget.pairs(&[pair("[1,2,3]")]).is_err());
    }
}
