//! The value that tells which endpoint of a path a call is for.

use serde_json::Value;

use super::find::{Finder, Given};
use super::members::Members;
use super::raw::Raw;
use super::{Sources, Unfit};
use crate::Info;
use crate::api::{Parameter, Profile};

/// The value of a parameter as text, found as those of all parameters are; none where it is neither one text nor one number.
///
/// # Errors
///
/// [`Unfit::NotAnObject`] where `sources.json` is not the text of a JSON object.
pub(crate) fn selected(
    info: &Info,
    profile: &Profile,
    parameter: &Parameter,
    sources: &Sources<'_>,
) -> Result<Option<String>, Unfit> {
    let json = sources.json.map(Members::read).transpose()?;
    let Sources { located, form, query, files, .. } = *sources;
    let finder = Finder { info, profile, located, json: json.as_ref(), form, query, files };
    let Some(Given::One(raw)) = finder.find(parameter) else { return Ok(None) };
    Ok(match raw {
        Raw::Plain(text) => Some(text.to_owned()),
        Raw::Json(text) => self::text(text),
        Raw::File(_) => None,
    })
}

/// A JSON text or number as it is written elsewhere.
pub(crate) fn text(json: &str) -> Option<String> {
    match serde_json::from_str(json).ok()? {
        Value::String(text) => Some(text),
        Value::Number(_) => Some(json.to_owned()),
        _ => None,
    }
}
