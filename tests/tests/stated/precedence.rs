//! What is stated stands: examples do not change it, and the dialect counts for the very words.

use super::{Case, HEAD, check};

#[test]
fn an_example_never_changes_what_a_cell_states() {
    assert!(HEAD.starts_with('|'));
    check(&[
        Case {
            what: "a list that is shown as something else",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | list | A |;| b | map | B |;;### Shown;;```json;{\"a\": false, \"b\": []};```;",
            more: "",
            values: &[
                ("components/schemas/AResponse/properties/a/type", "\"array\""),
                ("components/schemas/AResponse/properties/b/type", "\"object\""),
            ],
            says: "warning[TW404]: `a` is a boolean, not a list",
        },
        Case {
            what: "a moment that is written differently",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | moment | A |;| b | day | B |;;### Shown;;```json;{\"a\": \"2024-05-01 12:00\", \"b\": \"2024-05-01\"};```;",
            more: "",
            values: &[
                ("components/schemas/AResponse/properties/a/format", "\"date-time\""),
                ("components/schemas/AResponse/properties/b/format", "\"date\""),
            ],
            says: "warning[TW404]: `a` is a string, not a date-time such as `2024-05-01T12:00:00Z`",
        },
        Case {
            what: "a default that is no day",
            document: "## POST /a;;### Takes;;| Field | Type | Unless | About |;| --- | --- | --- | --- |;| a | day | `today` | A |;;Nothing comes back.;",
            more: "",
            values: &[("components/schemas/ARequest/properties/a/default", "null")],
            says: "`today` is not a date such as `2024-05-01`",
        },
        Case {
            what: "values below an object",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | map | A |;;Values of `a`:;;| Value | About |;| --- | --- |;| 0 | None |;| 1 | One |;",
            more: "[[section]]\nrole = \"values\"\nmark = \"line\"\npattern = '^Values of `(?<parent>\\w+)`:$'",
            values: &[("components/schemas/AResponse/properties/a/type", "\"object\"")],
            says: "warning[TW309]: the values of `a` do not fit it",
        },
        Case {
            what: "an example where nothing comes back",
            document: "## GET /a;;Nothing comes back.;;### Shown;;```json;{\"a\": 1};```;",
            more: "",
            values: &[],
            says: "warning[TW404]: the response is an object, and the documents say that nothing comes back",
        },
        Case {
            what: "fields that an example alone shows follow the policy",
            document: "## GET /a;;### Shown;;```json;{\"a\": 1, \"b\": {\"c\": 2}};```;",
            more: "policy.response_field = \"optional\"",
            values: &[
                ("components/schemas/AResponse/required", "null"),
                ("components/schemas/AResponseB/required", "null"),
            ],
            says: "warning[TW307]: the response of `a` is taken from this example",
        },
        Case {
            what: "the example of a request fills an object",
            document: "## POST /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| a | map | A |;;### Sent;;```json;{\"a\": {\"b\": 1}};```;;Nothing comes back.;",
            more: "",
            values: &[("components/schemas/ARequest/properties/a/properties/b/type", "\"integer\"")],
            says: "`a` is an object, and its fields are taken from this example",
        },
    ]);
}

#[test]
fn what_the_dialect_says_of_the_very_words_counts() {
    check(&[
        Case {
            what: "linked or not",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | [Lamp](#the-lamp) | A |;| b | [Lamp](#the-lamp) object | B |;;# Others;;## The Lamp;;| Field | Type | About |;| --- | --- | --- |;| x | int | X |;",
            more: "[define.Lamp]\nname = \"Own\"\nfields = [{ name = \"y\", type = \"int\" }]\n[define.\"Lamp object\"]\nname = \"Other\"\nfields = [{ name = \"z\", type = \"int\" }]\n[[type]]\nis = \"reference\"\npattern = '^(?<name>\\w+) object$'",
            values: &[
                ("components/schemas/AResponse/properties/a/properties/y/type", "\"integer\""),
                ("components/schemas/AResponse/properties/b/properties/z/type", "\"integer\""),
            ],
            says: "warning[TW303]: `define.Lamp` counts, and the documents define the type as well; their fields are not read: `x`",
        },
        Case {
            what: "the parameters of a type of the dialect",
            document: "## POST /a;;It takes a boat and its name.;;Nothing comes back.;",
            more: "[[statement]]\nstates = \"parameters\"\npattern = '^It takes (?<type>a boat and its name)\\.$'\n[define.\"a boat and its name\"]\nname = \"Naming\"\nfields = [{ name = \"boat\", type = \"int\" }]",
            values: &[("components/schemas/ARequest/properties/boat/type", "\"integer\"")],
            says: "",
        },
        Case {
            what: "a type of the dialect in words",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | map | From a name to an age |;| b | map | From a name to a thing |;",
            more: "[[prose]]\nmeans = \"type\"\npattern = 'From a name to (?<type>an age|a thing)'\n[define.\"an age\"]\nname = \"Ages\"\ntype = \"map of int\"\n[[type]]\nis = \"map\"\npattern = '^map of (?<value>.+)$'",
            values: &[("components/schemas/AResponse/properties/a/additionalProperties/type", "\"integer\"")],
            says: "warning[TW309]: these words say that `b` is of the type `a thing`, which nothing defines",
        },
        Case {
            what: "a query that a type describes",
            document: "## GET /a/{id}?room=7;;As in [Find](#the-find).;;Nothing comes back.;;# Others;;## The Find;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| room | text | yes | Where it is |;| id | int | no | Which |;",
            more: "[[statement]]\nstates = \"parameters\"\npattern = '^As in (?<type>.+)\\.$'",
            values: &[
                ("paths/%a%{id}/get/parameters/0/schema/type", "\"integer\""),
                ("paths/%a%{id}/get/parameters/0/in", "\"path\""),
                ("paths/%a%{id}/get/parameters/1/schema", "{\"type\": \"string\"}"),
                ("paths/%a%{id}/get/parameters/1/required", "true"),
                ("paths/%a%{id}/get/parameters/1/description", "\"Where it is\""),
            ],
            says: "",
        },
        Case {
            what: "a word for a value of another type",
            document: "## GET /a;;### Takes;;| Field | Type | Unless |;| --- | --- | --- |;| b | text | No |;| c | any | No |;;Nothing comes back.;",
            more: "default.values = { No = false }",
            values: &[
                ("paths/%a/get/parameters/0/schema/default", "null"),
                ("paths/%a/get/parameters/1/content/application%json/schema/default", "false"),
            ],
            says: "warning[TW502]: `false` is JSON of another type",
        },
    ]);
}
