//! Bodies that are no JSON: how they are sent, and what is said of files that nothing carries.

use super::{Case, HEAD, check, compiled, said};

/// How documents say what an answer is that is no JSON.
const MEDIA: &str = "[[statement]]\nstates = \"media-type\"\npattern = '^It gives (?<media>\\S+)'";

/// An endpoint that takes a field of a type.
fn takes(call: &str, field: &str) -> String {
    format!("## {call};;### Takes;;{HEAD}{field};;Nothing comes back.;")
}

#[test]
fn files_are_parts_of_a_body() {
    check(&[
        Case {
            what: "a file in a body of parts",
            document: "## POST /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| b | photo | B |;| c | list of photo | C |;;Nothing comes back.;",
            more: "transport.post = [\"json\", \"multipart\"]\n[[type]]\nis = \"list\"\npattern = '^list of (?<item>\\w+)$'",
            values: &[
                (
                    "paths/%a/post/requestBody/content/multipart%form-data/schema/properties/b/contentMediaType",
                    "\"application/octet-stream\"",
                ),
                (
                    "paths/%a/post/requestBody/content/multipart%form-data/schema/properties/c/items/format",
                    "\"binary\"",
                ),
                ("paths/%a/post/requestBody/content/application%json", "null"),
            ],
            says: "",
        },
        Case {
            what: "an endpoint with files that states no method",
            document: "## Add;;At /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| b | photo | B |;;Nothing comes back.;",
            more: "transport = { get = [\"query\"], post = [\"form\", \"multipart\"] }\n[[endpoint]]\nin = \"line\"\npattern = '^At (?<path>/\\w+)$'",
            values: &[
                ("paths/%a/get", "null"),
                ("paths/%a/post/requestBody/content/application%x-www-form-urlencoded", "null"),
            ],
            says: "",
        },
        Case {
            what: "an answer that is no JSON",
            document: "## GET /a;;It gives image/png;;## GET /b;;It gives text/csv;;## GET /c;;It gives application/json;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| d | int | D |;",
            more: MEDIA,
            values: &[
                (
                    "paths/%a/get/responses/200/content",
                    "{\"image/png\": {\"schema\": {\"type\": \"string\", \"format\": \"binary\", \"contentMediaType\": \"image/png\"}}}",
                ),
                ("paths/%b/get/responses/200/content/text%csv/schema", "{\"type\": \"string\"}"),
                ("paths/%c/get/responses/200/content/application%json/schema/properties/d/type", "\"integer\""),
            ],
            says: "",
        },
        Case {
            what: "an example of an answer that is no JSON",
            document: "## GET /a;;It gives text/plain;;### Shown;;```;Words;```;;## GET /b;;It gives image/png;;### Shown;;```json;{\"c\": 1};```;",
            more: MEDIA,
            values: &[
                ("paths/%a/get/responses/200/content/text%plain/schema", "{\"type\": \"string\"}"),
                ("paths/%b/get/responses/200/content/image%png/schema/format", "\"binary\""),
            ],
            says: "warning[TW404]: the response is an object, not a file",
        },
        Case {
            what: "words for parts of a body that is written in parts",
            document: "## POST /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| b | text | B, as multipart/form-data |;;Nothing comes back.;",
            more: "transport.post = [\"multipart\"]",
            values: &[("paths/%a/post/requestBody/content/multipart%form-data/encoding", "null")],
            says: "",
        },
        Case {
            what: "words for parts of a body that is a form",
            document: "## POST /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| b | text | B, as multipart/form-data |;;Nothing comes back.;",
            more: "transport.post = [\"form\"]",
            values: &[],
            says: "warning[TW309]: the body of `a` is said to be `multipart/form-data`",
        },
    ]);
}

#[test]
fn each_success_has_its_type() {
    let statuses = "[[section]]\nrole = \"statuses\"\nmark = \"heading\"\npattern = '^Answers$'\n";
    let envelope = "[envelope]\ndata = \"data\"\ncode = \"code\"\nsuccess = [0]\n\
                    field = [{ name = \"code\", type = \"int\" }, { name = \"data\", type = \"any\" }]\n";
    let document = "## GET /a;;### Answers;;| Value | Type | About |;| --- | --- | --- |;\
                    | 200 | int | A |;| 202 | text | B |;| 204 | | C |;";
    let (bare, whole) = (statuses.to_owned(), format!("{statuses}{envelope}"));
    let of =
        |status: u16, rest: &str| format!("paths/%a/get/responses/{status}/content/application%json/schema/{rest}");
    let none = ("paths/%a/get/responses/204/content".to_owned(), "null");
    for (what, more, values) in [
        ("bare", bare, [(of(200, "type"), "\"integer\""), (of(202, "type"), "\"string\""), none.clone()]),
        (
            "in an envelope",
            whole,
            [
                (of(200, "allOf/1/properties/data/type/0"), "\"integer\""),
                (of(202, "allOf/1/properties/data/type/0"), "\"string\""),
                none,
            ],
        ),
    ] {
        let values: Vec<_> = values.iter().map(|(at, value)| (at.as_str(), *value)).collect();
        check(&[Case { what, document, more: &more, values: &values, says: "" }]);
    }
}

/// How documents say what a body is that is sent.
const SENT: &str = "[names]\nbody = '^whole$'\n[[statement]]\nstates = \"media-type\"\nof = \"request\"\npattern = '(?:^It takes| or) (?<media>\\S+)'";

#[test]
fn a_body_can_be_bytes_or_text() {
    let media = |format: &str| format!("{{\"schema\": {{\"type\": \"string\"{format}}}}}");
    let bytes = |name: &str| media(&format!(", \"format\": \"binary\", \"contentMediaType\": \"{name}\""));
    let located = "| Field | Type | Where |;| --- | --- | --- |;";
    for (what, document, values, says) in [
        (
            "nothing but a sentence",
            "## PUT /a;;It takes image/png or image/webp".to_owned(),
            vec![
                ("requestBody/content/image%png", bytes("image/png")),
                ("requestBody/content/image%webp", bytes("image/webp")),
                ("requestBody/required", "true".to_owned()),
                ("requestBody/x-name", "\"body\"".to_owned()),
            ],
            "",
        ),
        (
            "text",
            "## PUT /a;;It takes text/csv".to_owned(),
            vec![("requestBody/content", format!("{{\"text/csv\": {}}}", media("")))],
            "",
        ),
        (
            "a row of a file",
            format!("## PUT /a;;### Takes;;{HEAD}| whole | photo | All |"),
            vec![
                ("requestBody/content/application%octet-stream", bytes("application/octet-stream")),
                ("requestBody/description", "\"All\"".to_owned()),
            ],
            "",
        ),
        (
            "a row of text, and parameters elsewhere",
            format!(
                "## PUT /a/{{b}};;It takes text/plain;;### Takes;;{located}| b | text | |;| whole | text | body |;| c | int | query |"
            ),
            vec![
                ("requestBody/content", format!("{{\"text/plain\": {}}}", media(""))),
                ("parameters/1/in", "\"query\"".to_owned()),
            ],
            "",
        ),
        (
            "the only file",
            format!("## PUT /a;;It takes image/png;;### Takes;;{HEAD}| b | photo | B |;| c | int | C |"),
            vec![("requestBody/x-name", "\"b\"".to_owned()), ("parameters/0/in", "\"query\"".to_owned())],
            "warning[TW307]: `c` has no location, which is all of `b`; it is sent in the query",
        ),
        (
            "JSON and a form",
            format!(
                "## PUT /a;;It takes application/json or application/x-www-form-urlencoded;;### Takes;;{HEAD}| b | int | B |"
            ),
            vec![
                ("requestBody/content/application%json/schema/type", "\"object\"".to_owned()),
                ("requestBody/content/application%x-www-form-urlencoded/schema/type", "\"object\"".to_owned()),
            ],
            "",
        ),
        (
            "text and JSON",
            format!("## PUT /a;;It takes application/json or text/plain;;### Takes;;{HEAD}| b | int | B |"),
            vec![("requestBody/content/text%plain", "null".to_owned())],
            "warning[TW506]: the body of `a` is said to be `text/plain`, and to have fields; the fields count",
        ),
    ] {
        let path = if document.contains("{b}") { "paths/%a%{b}/put/" } else { "paths/%a/put/" };
        let values: Vec<_> = values.iter().map(|(at, value)| (format!("{path}{at}"), value.as_str())).collect();
        let values: Vec<_> = values.iter().map(|(at, value)| (at.as_str(), *value)).collect();
        let document = format!("{document};;Nothing comes back.;");
        check(&[Case { what, document: &document, more: SENT, values: &values, says }]);
    }
    for (document, says) in [
        ("## PUT /a;;It takes pictures;;Nothing comes back.;", "the body of `a` is said to be `pictures`"),
        ("## GET /a;;It takes image/png;;Nothing comes back.;", "`body` of `a` is a file, and is sent without a body"),
    ] {
        let all = said(&compiled(document, SENT));
        assert!(all.iter().any(|line| line.starts_with("error[TW215]") && line.contains(says)), "{}", all.join("\n"));
    }
}

#[test]
fn a_file_that_nothing_carries_is_an_error() {
    let row = "| b | photo | B |;";
    let located = "## POST /a;;### Takes;;| Field | Type | Where |;| --- | --- | --- |;| b | photo | query |;;Nothing comes back.;";
    let nested = "## POST /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| b | C | B |;;### The C;;| Field | Type | About |;| --- | --- | --- |;| d | photo | D |;;Nothing comes back.;";
    let gives = "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| d | photo | D |;";
    let parts = "transport.post = [\"multipart\"]";
    for (document, more, says) in [
        (takes("POST /a", row), "transport.post = [\"json\", \"form\"]", "`b` of `a` is a file, and is sent in a body"),
        (takes("POST /a", row), "", "`b` of `a` is a file, and is sent in a body that is not in parts"),
        (takes("GET /a", row), parts, "`b` of `a` is a file, and is sent without a body"),
        (takes("POST /a/{b}", row), parts, "`b` of `a_b` is a file, and is sent in the path"),
        (located.to_owned(), parts, "`b` of `a` is a file, and is sent in the query"),
        (nested.to_owned(), parts, "a file cannot be in JSON"),
        (gives.to_owned(), "", "a file cannot be in JSON"),
        (
            takes("POST /a", "| b | any of photo | B |;"),
            "transport.post = [\"multipart\"]\n[[type]]\nis = \"map\"\npattern = '^any of (?<value>\\w+)$'",
            "a file cannot be in JSON",
        ),
        (
            takes("POST /a", "| b | P | B |;"),
            "transport.post = [\"multipart\"]\ndefine.P.type = \"photo\"",
            "a file cannot be in JSON",
        ),
    ] {
        let output = compiled(&document, more);
        let all = said(&output);
        let found = all.iter().any(|line| line.starts_with("error[TW2") && line.contains(says));
        assert!(found && output.files.is_empty(), "{document}: {}", all.join("\n"));
    }
}

/// What a sentence says to come back with a status of its own is another success, in whatever paragraph it stands.
#[test]
fn successes_stand_in_sentences_of_their_own() {
    const SAYS: &str = "[[statement]]\nstates = \"response\"\npattern = '`(?<status>\\d+)` with an? (?<type>\\w+)'";
    const TYPES: &str = "## The tag;;| Field | Type | About |;| --- | --- | --- |;| t | text | T |;;## The job;;| Field | Type | About |;| --- | --- | --- |;| j | int | J |;";
    let one = format!("## GET /a;;Returns `200` with a tag, and `202` with a job.;;{TYPES}");
    let apart = format!("## GET /a;;Returns `200` with a tag.;;Returns `202` with a job.;;{TYPES}");
    let values = [
        ("paths/%a/get/responses/200/content/application%json/schema/properties/t/type", "\"string\""),
        ("paths/%a/get/responses/202/content/application%json/schema/properties/j/type", "\"integer\""),
    ];
    let case = |what, document| Case { what, document, more: SAYS, values: &values, says: "" };
    check(&[case("one sentence", &one), case("two paragraphs", &apart)]);
}
