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
