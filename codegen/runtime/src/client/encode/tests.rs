use super::*;

/// An API whose bodies are forms, as where a token of a cookie goes with each change.
static FORMS: Api = Api { post: &[Encoding::Form], ..Api::PLAIN };

static LIKE: Info = Info {
    status: 200,
    bare: false,
    media: None,
    api: &FORMS,
    name: "like",
    path: "/like",
    aliases: &[],
    methods: &[Method::Get, Method::Post],
    server: None,
    encodings: &[],
    auth: &[],
    reads: false,
    selector: None,
    parameters: &[
        Parameter { name: "ids", kind: Kind::List(&Kind::Int { bits: 64, signed: true }), ..Parameter::PLAIN },
        Parameter { name: "token", cookie: Some("t"), required_for: &[Method::Post], ..Parameter::PLAIN },
        Parameter { name: "token_old", cookie: Some("t"), required_for: &[Method::Post], ..Parameter::PLAIN },
        Parameter { name: "maybe", cookie: Some("m"), ..Parameter::PLAIN },
    ],
    raw: None,
    statuses: &[],
    rules: &[],
};

fn written(info: &'static Info, preferred: Encoding, cookies: &[&str], parameters: &str) -> Result<String, Error> {
    let mut credentials = Credentials::default();
    for name in cookies {
        credentials.cookie((*name).to_owned(), "c 1".into());
    }
    let request = Request {
        info: Some(info),
        name: info.name.into(),
        parameters: parameters.to_owned(),
        files: Vec::new(),
        streams: false,
    };
    let Encoded { method, query, body } = encode(info.api, request, preferred, &credentials)?;
    Ok(format!(
        "{method} {query}{}",
        body.map_or_else(String::new, |(_, body)| String::from_utf8_lossy(&body.bytes().unwrap()).into_owned())
    ))
}

#[test]
fn each_method_has_its_parameters_and_its_cookies() {
    for (preferred, cookies, parameters, expected) in [
        (Encoding::Query, &[][..], "{}", "GET "),
        // The token is for the other method, and would stand in the URL.
        (Encoding::Query, &["t", "m"], r#"{"a":1}"#, "GET a=1&maybe=c+1"),
        (Encoding::Form, &["t"], r#"{"a":null,"b":false}"#, "POST b=false&token=c+1&token_old=c+1"),
        (Encoding::Form, &["t"], r#"{"token":"x"}"#, "POST token=x&token_old=c+1"),
        // JSON is not taken, so that the first way of the endpoint is gone.
        (Encoding::Json, &["t"], r#"{"a":1}"#, "GET a=1"),
        (Encoding::Form, &["t"], r#"{"ids":[1,2]}"#, "POST ids=1&ids=2&token=c+1&token_old=c+1"),
        // What fits no way goes as JSON text in the wanted one.
        (
            Encoding::Query,
            &["t"],
            r#"{"o":{"x":[1]},"l":[[1]],"e":""}"#,
            "GET o=%7B%22x%22%3A%5B1%5D%7D&l=%5B%5B1%5D%5D&e=",
        ),
    ] {
        assert_eq!(written(&LIKE, preferred, cookies, parameters).unwrap(), expected);
    }
    let error = written(&LIKE, Encoding::Form, &["m"], "{}").unwrap_err();
    assert!(error.to_string().starts_with("`like`: parameter `token`: it is filled from the cookie `t`"), "{error}");
}

#[test]
fn an_endpoint_can_have_encodings_of_its_own() {
    static OWN: Info = Info { encodings: &[Encoding::Json, Encoding::Query], parameters: &[], ..LIKE };
    static BODY: Info = Info { encodings: &[Encoding::Json], methods: &[Method::Put], ..OWN };
    assert_eq!(written(&OWN, Encoding::Json, &[], r#"{"a":"x"}"#).unwrap(), r#"POST {"a":"x"}"#);
    assert_eq!(written(&OWN, Encoding::Form, &[], r#"{"a":"x"}"#).unwrap(), "GET a=x");
    assert_eq!(written(&OWN, Encoding::Form, &[], r#"{"a":{}}"#).unwrap(), r#"POST {"a":{}}"#);
    assert_eq!(written(&BODY, Encoding::Query, &[], "{}").unwrap(), "PUT {}");
}

#[test]
fn a_file_is_sent_in_parts_or_not_at_all() {
    const FILES: &[Parameter] = &[
        Parameter { name: "f", kind: Kind::Nullable(&Kind::File), ..Parameter::PLAIN },
        Parameter { name: "l", kind: Kind::List(&Kind::File), ..Parameter::PLAIN },
    ];
    static BOTH: Info = Info { encodings: &[Encoding::Json, Encoding::Multipart], parameters: FILES, ..LIKE };
    static FORM: Info = Info { encodings: &[Encoding::Form], ..BOTH };
    for plain in [r#"{"a":1}"#, r#"{"f":null,"l":[],"a":1}"#] {
        assert_eq!(written(&BOTH, Encoding::Json, &[], plain).unwrap(), format!("POST {plain}"));
    }
    let file = r#"{"base64":"AA=="}"#;
    for (parameters, expected) in [
        (format!(r#"{{"a":"x","f":{file}}}"#), &["name=\"a\"\r\n\r\nx\r\n", "name=\"f\"; filename=\"f\"\r\n"][..]),
        (format!(r#"{{"l":[{file}]}}"#), &["filename=\"l\"\r\nContent-Type: application/octet-stream\r\n\r\n\0\r\n"]),
        (
            format!(r#"{{"o":{{"x":[1]}},"f":{file}}}"#),
            &["name=\"o\"\r\nContent-Type: application/json\r\n\r\n{\"x\":[1]}\r\n"],
        ),
    ] {
        let body = written(&BOTH, Encoding::Json, &[], &parameters).unwrap();
        let found = body.starts_with("POST --tablewright-") && body.ends_with("--\r\n");
        assert!(found && expected.iter().all(|part| body.contains(part)), "{body}");
        let error = written(&FORM, Encoding::Json, &[], &parameters).unwrap_err().to_string();
        assert!(error.contains("no method that its body is in parts"), "{error}");
        #[cfg(feature = "ws")]
        {
            let request =
                Request { info: Some(&BOTH), name: "like".into(), parameters, files: Vec::new(), streams: false };
            assert!(refuse_files(&request).unwrap_err().to_string().contains("no frame carries"));
        }
    }
    #[cfg(feature = "ws")]
    refuse_files(&Request {
        info: Some(&BOTH),
        name: "like".into(),
        parameters: r#"{"f":null}"#.into(),
        files: Vec::new(),
        streams: false,
    })
    .unwrap();
    let wrong = written(&BOTH, Encoding::Json, &[], r#"{"f":{"base64":"?"}}"#).unwrap_err().to_string();
    assert!(wrong.contains("parameter `f`: it is no file"), "{wrong}");
}
