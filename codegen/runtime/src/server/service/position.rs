//! Parameters by position.

use serde_json::value::RawValue;

use crate::api::Problem;
use crate::json::write_name;
use crate::{Failure, Info};

/// The object that a list of parameters stands for: those of the endpoint, in their order.
pub(super) fn named(info: &Info, list: &str) -> Result<String, Failure> {
    let refuse = |wording: String| Failure::refused(Problem::Parameter, wording);
    let values: Vec<&RawValue> = serde_json::from_str(list)
        .map_err(|error| refuse(format!("the parameters of `{}` are no list: {error}", info.name)))?;
    let listed = || info.parameters.iter().filter(|parameter| !parameter.rest);
    let most = listed().count();
    if values.len() > most {
        return Err(refuse(format!("`{}` takes {most} parameters, and these are {}", info.name, values.len())));
    }
    let mut out = String::with_capacity(list.len().saturating_mul(2));
    out.push('{');
    for (parameter, value) in listed().zip(values) {
        write_name(parameter.name, &mut out);
        out.push_str(value.get());
    }
    out.push('}');
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;
    use crate::api::{Api, Parameter};

    static LAMP: &Info = &Info {
        api: &Api::PLAIN,
        name: "lamp",
        path: "/lamp",
        aliases: &[],
        methods: &[Method::Post],
        status: 200,
        bare: false,
        media: None,
        server: None,
        encodings: &[],
        raw: None,
        statuses: &[],
        auth: &[],
        reads: false,
        selector: None,
        parameters: &[
            Parameter { name: "a", ..Parameter::PLAIN },
            Parameter { name: "others", rest: true, ..Parameter::PLAIN },
            Parameter { name: "b", ..Parameter::PLAIN },
        ],
        rules: &[],
    };

    #[test]
    fn open_keys_have_no_position() {
        for (list, object) in [("[]", "{}"), ("[1]", r#"{"a":1}"#), (r#"[1, {"x": 2}]"#, r#"{"a":1,"b":{"x": 2}}"#)] {
            assert_eq!(named(LAMP, list).unwrap(), object, "{list}");
        }
        assert!(named(LAMP, "[1, 2, 3]").is_err());
        assert!(named(LAMP, "{}").is_err());
    }
}
