//! What examples, words and tables say against each other is said only where it is so, and with a remedy that helps there.

use crate::{Case, check, compiled, help};

const EXAMPLES: &str = "[[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"response\"\npattern = '^Shown$'\n\
                        [[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"request\"\npattern = '^Sent$'\n";
const ENVELOPE: &str = "[envelope]\ndata = \"data\"\ncode = \"code\"\nsuccess = [0]\n\
                        field = [{ name = \"code\", type = \"integer\" }, { name = \"data\", type = \"object\" }]\n\
                        [[statement]]\nstates = \"empty-response\"\npattern = '^An object comes back\\.$'\n";
const HEAD: &str = "| Name | Type | Description |;|---|---|---|;";

fn rules(more: &str) -> &'static str {
    Box::leak(format!("{more}{EXAMPLES}").into_boxed_str())
}

fn document(text: &str) -> &'static str {
    Box::leak(text.replace("HEAD", HEAD).into_boxed_str())
}

/// The case says this, with this help.
#[track_caller]
fn helps(case: Case, words: &str) {
    let found = help(&case);
    assert!(found.contains(words), "{}: {found}", case.name);
    check(&[case]);
}

#[test]
fn a_misspelt_field_is_named() {
    let text = document(
        "## GET /a;;**Response**;;HEAD| expire_in | integer | Seconds |;| thread_id | string | T |;;**Shown**;;```json;{\"expires_in\": 1, \"thread_id\": \"x\"};```;",
    );
    let case = Case {
        rules: rules("policy.response_field = \"optional\"\n"),
        says: &["TW402:13 the response has no documented field `expires_in`"],
        ..Case::new("another letter", text)
    };
    helps(case, "`expire_in`: correct one");
    let text = document(
        "## GET /a;;**Response**;;HEAD| thread_id | string | T |;;**Shown**;;```json;{\"thread_info\": 1, \"thread_id\": \"x\"};```;",
    );
    let case = Case { rules: rules(""), says: &["TW402:12"], ..Case::new("another word", text) };
    helps(case, "add it to the table, or take it out");
}

#[test]
fn a_response_without_its_envelope_lacks_the_envelope() {
    let text = document(
        "## GET /a;;**Response**;;HEAD| id | integer | Its id |;| name | string | Its name |;;**Shown**;;```json;{\"id\": 1, \"name\": \"x\"};```;",
    );
    let case = Case {
        rules: rules(ENVELOPE),
        says: &["TW403:13 the response is shown without the fields that surround every response, `code`, `data`"],
        ..Case::new("bare", text)
    };
    helps(case, "`except = '^GET /a$'`");
    let except = ENVELOPE.replacen("[envelope]", "[envelope]\nexcept = '^GET /a$'", 1);
    assert_ne!(except, ENVELOPE);
    check(&[Case { rules: rules(&except), ..Case::new("excepted", text) }]);
    let patches = "[[accept]]\ncode = \"TW403\"\nat = \"a\"\nreason = \"It answers so\"\n";
    check(&[Case { rules: rules(ENVELOPE), patches, ..Case::new("accepted", text) }]);
}

#[test]
fn what_an_endpoint_says_of_its_data_counts() {
    let text = document(
        "## GET /a;;**Response**;;HEAD| id | integer | Its id |;;**Shown**;;```json;{\"code\": 0, \"data\": [{\"id\": 1}]};```;",
    );
    let by_example = rules(Box::leak(format!("policy.items_by_example = true\n{ENVELOPE}").into_boxed_str()));
    check(&[Case {
        rules: by_example,
        says: &["TW307:12 is taken for that of the items"],
        ..Case::new("a list", text)
    }]);
}

#[test]
fn a_response_under_the_label_of_a_request_is_said_once() {
    let fields = "| id | integer | I |;| name | string | N |;| size | integer | S |;| kind | string | K |;";
    let text = format!(
        "## POST /a;;**Parameters**;;HEAD| name | string | N |;;**Response**;;HEAD{fields};**Sent**;;```json;{{\"id\": 1, \"name\": \"x\", \"size\": 2, \"kind\": \"y\"}};```;"
    );
    let case = Case {
        rules: rules(""),
        says: &["TW402:21 this stands for a request, and has the fields of the response"],
        ..Case::new("a response", document(&text))
    };
    helps(case, "the label of a response");
    let text = text.replace("**Sent**", "**Shown**");
    check(&[Case { rules: rules(""), ..Case::new("with its own label", document(&text)) }]);
}

#[test]
fn what_is_empty_differs_from_nothing_by_a_note() {
    let text = |words: &str, data: &str| {
        document(&format!("## GET /a;;{words};;**Shown**;;```json;{{\"code\": 0, \"data\": {data}}};```;"))
    };
    let (nothing, object) = ("Nothing comes back.", "An object comes back.");
    for (name, words, data, says) in [
        ("nothing", nothing, "{}", &[] as &[_]),
        ("no items", nothing, "[]", &[]),
        ("an object", object, "{}", &[]),
        ("a list for an object", object, "[]", &[]),
        ("something", nothing, "{\"a\": 1}", &["TW404:8 nothing comes back"]),
        ("items for an object", object, "[1]", &["TW404:8 not an object"]),
    ] {
        check(&[Case { rules: rules(ENVELOPE), says, ..Case::new(name, text(words, data)) }]);
    }
    let noted = compiled(&Case { rules: rules(ENVELOPE), ..Case::new("nothing", text(nothing, "{}")) });
    let help = noted
        .diagnostics
        .items()
        .iter()
        .filter(|item| item.code.number() == "TW404")
        .find_map(|item| item.help.clone());
    assert!(help.is_some_and(|help| help.contains("`empty-response`")));
}

#[test]
fn values_beyond_a_type_have_remedies() {
    let text = document(
        "## GET /a;;**Response**;;HEAD| at | short | When |;| name | string | N |;;**Shown**;;```json;{\"at\": 1612175653000, \"name\": \"x\"};```;",
    );
    let case = Case { rules: rules(""), says: &["TW404:13 `at`"], ..Case::new("narrow", text) };
    helps(case, "a wider type");
    let patch = "[[patch]]\nat = \"a/response/at\"\nexpect = { type = \"short\" }\nset = { type = \"integer\" }\nreason = \"So\"\n";
    check(&[Case { rules: rules(""), patches: patch, ..Case::new("wide", text) }]);
    let null = document("## GET /a;;**Response**;;HEAD| name | string | N |;;**Shown**;;```json;{\"name\": null};```;");
    let case = Case { rules: rules(""), says: &["TW404:12 `name` is `null`"], ..Case::new("null", null) };
    helps(case, "sets `nullable`");
    let patches = "[[patch]]\nat = \"a/response/name\"\nexpect = { type = \"string\" }\nset = { nullable = true }\nreason = \"So\"\n";
    check(&[Case { rules: rules(""), patches, ..Case::new("nullable", null) }]);
}

const LISTS: &str = "presence.required = [\"required\"]\npresence.optional = [\"optional\"]\n\
                     [[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>\\w+) \\(object\\)$'\n\
                     [[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<presence>required|optional), (?<type>\\w+)\\)$'\n";

#[test]
fn a_second_list_can_repeat_the_first() {
    let text = |again: &str| {
        document(&format!(
            "## GET /a;;**Response**;;HEAD| lamp | Lamp | L |;;# More;;## Lamp (object);;### Sample;;- `id` (required, integer);- `name` (optional, string);;### Default;;- `id` (required, integer);{again};- `size` (optional, integer);"
        ))
    };
    let one = Case { rules: LISTS, ..Case::new("the same", text("- `name` (optional, string)")) };
    let two = Case {
        rules: LISTS,
        says: &["TW303:21 the field `name` is given twice"],
        ..Case::new("another type", text("- `name` (optional, integer)"))
    };
    check(&[one, two]);
}

#[test]
fn a_second_table_can_repeat_a_parameter() {
    let text = |again: &str| {
        document(&format!(
            "## POST /a;;**Parameters**;;HEAD| id | integer | I |;;**Parameters**;;HEAD| id | {again} | I |;| size | integer | S |;;Nothing comes back.;"
        ))
    };
    let two = &["TW303:13 the parameter `id` is given twice, and not in the same way"];
    check(&[Case::new("the same", text("integer")), Case { says: two, ..Case::new("another type", text("string")) }]);
}

#[test]
fn one_name_of_two_things_has_no_width() {
    let text = |one: &str, two: &str| {
        document(&format!("## GET /a;;**Response**;;HEAD{one};;## GET /b;;**Response**;;HEAD{two};"))
    };
    let lamp = "| type | integer | The kind of the lamp |";
    let cases: [(&'static str, &'static str, &[&str]); 4] = [
        ("unlike", "| type | string | Text or picture |;| words | string | W |", &[]),
        ("described alike", "| type | string | The kind of the lamp |", &["TW501:15 `type`"]),
        ("alike", "| type | string | T |;| size | integer | S |;| colour | string | C |", &[]),
        ("of one thing", "| lamp_type | string | T |", &[]),
    ];
    for (name, other, says) in cases {
        check(&[Case { says, ..Case::new(name, text(lamp, other)) }]);
    }
    let beside = ";| size | integer | S |;| colour | string | C |";
    let (one, two) = (format!("| type | integer | One |{beside}"), format!("| type | string | Two |{beside}"));
    check(&[Case { says: &["TW501:17"], ..Case::new("in objects that are alike", text(&one, &two)) }]);
    let (one, two) = ("| lamp_id | integer | One |", "| lamp_id | string | Two |");
    check(&[Case { says: &["TW501:15"], ..Case::new("a name that says of what", text(one, two)) }]);
}

#[test]
fn words_mention_fields() {
    let text = |words: &str| {
        let other = "## GET /b;;**Response**;;HEAD| lamp_size | integer | S |;| lamp_age | integer | A |";
        document(&format!(
            "## GET /a;;{words};;**Response**;;HEAD| lamps | Lamp[] | L |;;{other};;# More;;## Lamp (object);;HEAD| lamp_name | string | N |;"
        ))
    };
    let missing = &["TW505:3 mention `lamp_size`, `lamp_age`, which none of its tables has"];
    check(&[
        Case { rules: LISTS, ..Case::new("a field of the type", text("It sorts by `lamp_name`.")) },
        Case {
            rules: LISTS,
            says: missing,
            ..Case::new("of another", text("It has `lamp_size`, `lamp_age` and `lamp_name`."))
        },
        Case { rules: LISTS, ..Case::new("of none, by a note", text("When it is `not_a_lamp`.")) },
    ]);
    let noted = compiled(&Case { rules: LISTS, ..Case::new("a note", text("When it is `not_a_lamp`.")) });
    let found = noted.diagnostics.items().iter().filter(|item| item.code.number() == "TW505");
    assert_eq!(found.filter(|item| item.message.contains("`not_a_lamp`, which no table has")).count(), 1);
}

#[test]
fn words_that_name_an_unused_type_are_shown() {
    let text = |words: &str| {
        document(&format!(
            "## GET /a;;{words};;Nothing comes back.;;# More;;## LampState (object);;HEAD| level | integer | L |;"
        ))
    };
    let unused = Case {
        rules: LISTS,
        says: &["TW504:11 the type `LampState` is defined and never used"],
        ..Case::new("none", text("Words."))
    };
    helps(unused, "use it in a type cell");
    let named = Case {
        rules: LISTS,
        says: &["TW504:11 nothing that counts is of it"],
        ..Case::new("named", text("It gives a LampState."))
    };
    helps(named, "the words that name it");
}

#[test]
fn a_row_of_dots_stands_for_others() {
    let codes = "[[section]]\nrole = \"codes\"\nmark = \"bold\"\npattern = '^Codes$'\n";
    let text = document(
        "## GET /a;;Nothing comes back.;;**Codes**;;| Code | Description |;|---|---|;| 1 | One |;| ... | More |;",
    );
    let case = Case { rules: codes, says: &["TW309:10 `...` is not a code"], ..Case::new("dots", text) };
    helps(case, "`mark = \"row\"`");
    let ignored = "[[section]]\nrole = \"codes\"\nmark = \"bold\"\npattern = '^Codes$'\n[[ignore]]\nmark = \"row\"\npattern = '^\\.\\.\\.$'\nreason = \"more\"\n";
    check(&[Case { rules: ignored, ..Case::new("left out", text) }]);
}

#[test]
fn cells_out_of_order_are_said_to_be() {
    let text = |needed: &str| {
        document(&format!(
            "## POST /a;;**Parameters**;;| Name | Type | Needed | Description |;|---|---|---|---|;| a | integer | {needed} | A |;;Nothing comes back.;"
        ))
    };
    let says = &["TW211:7"];
    let (other, unknown) =
        (Case { says, ..Case::new("a type", text("string")) }, Case { says, ..Case::new("a word", text("maybe")) });
    helps(other, "those of another column");
    helps(unknown, "`[presence]`");
}

#[test]
fn a_label_above_labels_in_a_list_announces_what_they_do() {
    let labels = "presence.required = [\"required\"]\n[[section]]\nrole = \"parameters\"\nmark = \"line\"\npattern = '^(?:Request|Takes)$'\n\
                  [[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<presence>required), (?<type>\\w+)\\)$'\n";
    let text = document("## POST /a;;- Request;    - Takes;        - `id` (required, integer);;Nothing comes back.;");
    let case = Case {
        rules: labels,
        values: &[("components/schemas/ARequest/required", "[\"id\"]")],
        ..Case::new("a label", text)
    };
    check(&[case]);
}

#[test]
fn a_type_with_an_unread_list_is_not_without_one() {
    let text = document("## GET /a;;Nothing comes back.;;# More;;## Lamp (object);;Some words.;;- if so;- or else;");
    let says = &["TW204:7 no rule reads the list below the label `Lamp (object)`"];
    check(&[Case { rules: LISTS, says, ..Case::new("a list", text) }]);
}

#[test]
fn an_example_that_is_a_link_is_words() {
    let text = document(
        "## POST /a;;**Parameters**;;| Name | Type | Description | Shown |;|---|---|---|---|;| a | string | A | See [here](b.md) |;;Nothing comes back.;",
    );
    check(&[Case {
        values: &[("components/schemas/ARequest/properties/a/description", "\"A\\n\\nSee [here](b.md)\"")],
        ..Case::new("a link", text)
    }]);
}
