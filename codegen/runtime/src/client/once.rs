//! Parameters that a client is given once and sends with every call.

use serde::de::IgnoredAny;

use super::encode::{members, with_members};
use super::{BuildError, Error, Name};
use crate::Info;
use crate::api::{Api, Kind};
use crate::json::quoted;

/// The values that a client was given, by the names of their parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings(Vec<(&'static str, String)>);

impl Settings {
    /// Sets a parameter; one that was set before is replaced. Names that differ in the case of letters are one, as those of
    /// headers are.
    pub(crate) fn set(&mut self, api: &Api, name: &str, value: String) -> Result<(), BuildError> {
        let known = api.once;
        let found = known.iter().find(|known| known.eq_ignore_ascii_case(name));
        let Some(name) = found else { return Err(BuildError::UnknownParameter { name: name.to_owned(), known }) };
        self.0.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.0.push((name, value));
        Ok(())
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The parameters of a call with those that the caller left to the client.
    pub(crate) fn fill(&self, endpoint: &Name, info: Option<&Info>, parameters: String) -> Result<String, Error> {
        let declared = info.map_or(&[][..], |info| info.parameters);
        if declared.iter().all(|parameter| parameter.once.is_none()) {
            return Ok(parameters);
        }
        let given = members(endpoint, &parameters)?;
        let mut added = Vec::new();
        for parameter in declared {
            let Some(once) = parameter.once else { continue };
            if given.iter().any(|(name, _)| name == parameter.name || parameter.aliases.contains(&name.as_ref())) {
                continue;
            }
            match self.value(parameter.name).or(once.default) {
                Some(text) => added.push((parameter.name, json(&parameter.kind, text))),
                None if parameter.required => {
                    let message = "it is the same for all calls: give the builder of the client its value by `parameter`, \
                                   or set it in the call";
                    return Err(Error::encode(endpoint, Some(parameter.name), message));
                }
                None => {}
            }
        }
        Ok(with_members(&given, &added))
    }
}

/// A value as JSON, of a parameter that holds this. What is no value of it stays text, and the server says so.
fn json(kind: &Kind, text: &str) -> String {
    let is_text = match kind {
        Kind::Nullable(inner) => matches!(inner, Kind::Text),
        kind => matches!(kind, Kind::Text),
    };
    if !is_text && serde_json::from_str::<IgnoredAny>(text).is_ok() { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Endpoint;
    use crate::api::{Location, Once, Parameter};
    use crate::testing::AddNote;

    static API: Api = Api { once: &["X-Version", "tenant", "X-Trace"], ..Api::PLAIN };

    const HEADER: Parameter = Parameter { kind: Kind::Text, location: Some(Location::Header), ..Parameter::PLAIN };

    static INFO: Info = Info {
        api: &API,
        parameters: &[
            Parameter { name: "X-Version", required: true, once: Some(Once { default: Some("1") }), ..HEADER },
            Parameter { name: "tenant", kind: Kind::I64, required: true, once: Some(Once { default: None }), ..HEADER },
            Parameter { name: "X-Trace", once: Some(Once { default: None }), ..HEADER },
            Parameter { name: "on", kind: Kind::Bool, ..Parameter::PLAIN },
        ],
        ..*AddNote::INFO
    };

    fn filled(settings: &[(&str, &str)], parameters: &str) -> Result<String, String> {
        let mut all = Settings::default();
        for (name, value) in settings {
            all.set(&API, name, (*value).to_owned()).map_err(|error| error.to_string())?;
        }
        all.fill(&"lamp".into(), Some(&INFO), parameters.to_owned()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_a_client_has_once_is_sent_with_every_call() {
        let tenant = ("tenant", "7");
        for (settings, parameters, expected) in [
            (&[tenant][..], r#"{"on":true}"#, r#"{"on":true,"X-Version":"1","tenant":7}"#),
            (
                &[tenant, ("x-version", "2"), ("X-Trace", "a\"b")],
                "{}",
                r#"{"X-Version":"2","tenant":7,"X-Trace":"a\"b"}"#,
            ),
            (&[tenant, ("tenant", "8")], "{}", r#"{"X-Version":"1","tenant":8}"#),
            // A call gives its own.
            (&[tenant], r#"{"tenant":9,"X-Version":"3"}"#, r#"{"tenant":9,"X-Version":"3"}"#),
        ] {
            assert_eq!(filled(settings, parameters).as_deref(), Ok(expected), "{settings:?}");
        }
        let error = filled(&[], "{}").unwrap_err();
        assert!(error.starts_with("`lamp`: parameter `tenant`: it is the same for all calls"), "{error}");
        let error = filled(&[("X-Versoin", "2")], "{}").unwrap_err();
        assert_eq!(
            error,
            "no parameter `X-Versoin` is set once for all calls: the API has `X-Version`, `tenant`, `X-Trace`"
        );
    }
}
