//! The bounds of parameters: how long texts are, how many items lists have, and how large numbers are.

use serde_json::value::RawValue;

use super::mismatch::Mismatch;
use super::raw::{Mode, Path};
use super::words;
use crate::api::Parameter;

type Done = Result<(), Mismatch>;

/// Whether there are at most so many of what is counted.
pub(super) fn within(
    parameter: &Parameter,
    what: &str,
    most: Option<u64>,
    count: usize,
    path: &Path<'_>,
    mode: Mode,
) -> Done {
    match most {
        Some(most) if mode != Mode::Zero && u64::try_from(count).is_ok_and(|count| count > most) => {
            Err(Mismatch::bound(
                path,
                format!("{} of at most {most} {what}", words::kind(&parameter.kind)),
                count.to_string(),
            ))
        }
        _ => Ok(()),
    }
}

/// Whether a number that was written, or each of a list, is within the bounds of the parameter.
pub(super) fn between(parameter: &Parameter, written: &str, path: &Path<'_>) -> Done {
    let (minimum, maximum) = (parameter.minimum, parameter.maximum);
    if minimum.is_none() && maximum.is_none() {
        return Ok(());
    }
    if written.starts_with('[') {
        let items = serde_json::from_str::<Vec<&RawValue>>(written).unwrap_or_default();
        let mut items = items.iter().enumerate();
        return items.try_for_each(|(index, item)| between(parameter, item.get(), &Path::Item(path, index)));
    }
    let Ok(number) = written.parse::<f64>() else { return Ok(()) };
    let bound = match (minimum, maximum) {
        (Some(least), _) if number < least => format!("a number of at least {least}"),
        (_, Some(most)) if number > most => format!("a number of at most {most}"),
        _ => return Ok(()),
    };
    Err(Mismatch::bound(path, bound, written.to_owned()))
}
