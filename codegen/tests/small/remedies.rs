//! The remedy that a message names fits the very case, and helps there.

use crate::{Case, check, compiled, help};

const HEAD: &str = "| Name | Type | Description |;|---|---|---|;";
const STATED: &str = "[[statement]]\nstates = \"response\"\npattern = '^It gives a (?<type>\\w+)\\.$'\n\
                      [[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>\\w+) \\(object\\)$'\n\
                      [[type]]\nis = \"union\"\npattern = ' or '\neach = '(?<type>\\w+)(?: or |$)'\n";
const EXAMPLES: &str = "[[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"response\"\npattern = '^Shown$'\n\
                        [[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"request\"\npattern = '^Sent$'\n";

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
fn several_responses_are_said_once_and_a_patch_settles_them() {
    let types = ["Lamp", "Room", "Door"];
    let said = types.map(|name| format!("It gives a {name}.;;")).concat();
    let defined = types.map(|name| format!("## {name} (object);;HEAD| {name}_id | integer | I |;;")).concat();
    let text = document(&format!("## GET /a;;{said}# More;;{defined}"));
    let says = &["TW303:5 several responses of one endpoint are described, another as `Room`"];
    helps(Case { rules: STATED, says, ..Case::new("three", text) }, "set the `type` of the response by a patch");
    let patches = "[[patch]]\nat = \"a/response\"\nexpect = { type = \"Lamp\" }\nset = { type = \"Lamp or Room or Door\" }\nreason = \"One of them\"\n";
    check(&[Case { rules: STATED, patches, ..Case::new("one of them", text) }]);
}

#[test]
fn parameters_of_two_requests_have_a_type_that_holds_both() {
    let text = document(
        "## POST /a;;**Parameters**;;HEAD| id | integer | I |;;**Parameters**;;HEAD| id | string | I |;;Nothing comes back.;",
    );
    let union = "[[type]]\nis = \"union\"\npattern = ' or '\neach = '(?<type>\\w+)(?: or |$)'\n";
    helps(Case { rules: union, says: &["TW303:13"], ..Case::new("two", text) }, "hold both");
    let patches = "[[patch]]\nat = \"a/parameters/id\"\nexpect = { type = \"integer\" }\nset = { type = \"integer or string\" }\nreason = \"Of two requests\"\n";
    check(&[Case { rules: union, patches, ..Case::new("both", text) }]);
}

#[test]
fn two_paths_of_one_name_are_shown() {
    let text = |path: &str| {
        document(&format!("## GET /lamps/total;;Nothing comes back.;;## GET {path};;Nothing comes back.;"))
    };
    let rules = "path.names = \"method-and-path\"\n";
    let says = &["TW308:5 `/lamps//total` and `/lamps/total`"];
    helps(Case { rules, says, ..Case::new("an empty part", text("/lamps//total")) }, "has an empty part");
}

#[test]
fn what_a_block_lacks_of_json_is_named() {
    let text = |language: &str, code: &str| {
        document(&format!(
            "## GET /a;;**Response**;;HEAD| lamps | object[] | L |;;**Shown**;;```{language};{code};```;"
        ))
    };
    let sketch = "{\"lamps\": [{lamp}, {lamp}]}";
    let cases = [
        (sketch, "TW401:12 `{lamp}` stands for a value", "`text` as its language"),
        ("{\"lamps\"}", "TW401:12 a value has no name", "in front of it"),
        ("{\"lamps\": [{}],}", "TW401:12 trailing comma", "no trailing commas"),
    ];
    for (code, says, remedy) in cases {
        let says = Box::leak(Box::new([says]));
        helps(Case { rules: EXAMPLES, says, ..Case::new("a fault", text("json", code)) }, remedy);
    }
    check(&[Case { rules: EXAMPLES, ..Case::new("said to be text", text("text", sketch)) }]);
}

#[test]
fn the_type_that_an_example_fits_is_named() {
    let fields = "HEAD| id | integer | I |;| name | string | N |;| room | string | R |;;";
    let text = |ty: &str| {
        document(&format!(
            "## GET /a;;**Response**;;HEAD| lamp | {ty} | L |;| spare | Lamp | S |;| state | State | S |;;**Shown**;;```json;{{\"lamp\": {{\"id\": 1, \"name\": \"x\", \"room\": \"y\"}}, \"spare\": {{\"id\": 1, \"name\": \"x\", \"room\": \"y\"}}, \"state\": {{\"id\": 1, \"name\": \"x\"}}}};```;;# More;;## Lamp (object);;{fields}## State (object);;HEAD| id | integer | I |;| name | string | N |;"
        ))
    };
    let rules = Box::leak(format!("{STATED}{EXAMPLES}").into_boxed_str());
    let says = &["TW402:14 `lamp` has no documented field `room`"];
    helps(Case { rules, says, ..Case::new("another type", text("State")) }, "`Lamp` has all fields");
    check(&[Case { rules, ..Case::new("corrected", text("Lamp")) }]);
}

#[test]
fn what_is_sent_empty_and_may_be_left_out_is_a_note() {
    let text = document(
        "## GET /a;;**Parameters**;;HEAD| port | integer | P |;| name | string | N |;;Nothing comes back.;;**Sent**;;```sh;curl 'http://x/a?name=&port=';```;",
    );
    let rules = |policy: &str| -> &'static str {
        Box::leak(format!("policy.parameter = \"{policy}\"\n{EXAMPLES}").into_boxed_str())
    };
    check(&[
        Case { rules: rules("optional"), ..Case::new("optional", text) },
        Case { rules: rules("required"), says: &["TW406:15 `port` without a value"], ..Case::new("required", text) },
    ]);
}

#[test]
fn ranges_of_codes_can_be_accepted() {
    let rules = "[[section]]\nrole = \"codes\"\nmark = \"bold\"\npattern = '^Codes$'\n";
    let text = document(
        "## GET /a;;Nothing comes back.;;**Codes**;;| Code | Description |;|---|---|;| 1 | One |;| 10~19 | More |;",
    );
    helps(
        Case { rules, says: &["TW309:10 `10~19` is not a code"], ..Case::new("a range", text) },
        "that is all there is to do",
    );
    let patches = "[[accept]]\ncode = \"TW309\"\nat = \"a\"\nreason = \"A range\"\n";
    check(&[Case { rules, patches, ..Case::new("accepted", text) }]);
}

#[test]
fn widths_are_told_in_the_words_of_the_cells() {
    let text = document(
        "## GET /a;;**Response**;;HEAD| lamp_id | short | I |;;## GET /b;;**Response**;;HEAD| lamp_id | string | I |;;## GET /c;;**Response**;;HEAD| lamp_id | string | I |;",
    );
    check(&[Case {
        says: &["TW501:7 `lamp_id` is `short` (int16) here and `string` elsewhere"],
        ..Case::new("short", text)
    }]);
}

#[test]
fn an_object_and_values_of_one_name_are_two() {
    let rules: &str = Box::leak(
        format!(
            "{STATED}[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>\\w+) \\(array\\)$'\n\
             [[bullet]]\npattern = '^`(?<value>\\w+)`$'\n"
        )
        .into_boxed_str(),
    );
    let object = "## Lamp (object);;HEAD| id | integer | I |;;";
    let values = "## Lamp (array);;- `on`;- `off`;;";
    let text = |first: &str, second: &str| {
        document(&format!("## GET /a;;**Response**;;HEAD| lamp | Lamp | L |;;# More;;{first}# And;;{second}"))
    };
    for (name, first, second) in [("an object first", object, values), ("values first", values, object)] {
        let messages = crate::said(&compiled(&Case { rules, ..Case::new(name, text(first, second)) }));
        let twice: Vec<_> = messages.iter().filter(|(words, _)| words.starts_with("TW303")).collect();
        assert!(
            matches!(twice.as_slice(), [(words, _)] if words.contains("the one that is defined here is called `Lamp2`")),
            "{name}: {messages:#?}"
        );
    }
}

#[test]
fn what_examples_lack_is_said_once() {
    let text = document(
        "## POST /a;;**Parameters**;;HEAD| id | integer | I |;| name | string | N |;;Nothing comes back.;;**Sent**;;```json;{\"name\": \"x\"};```;;**Sent**;;```json;{\"name\": \"y\"};```;",
    );
    let rules: &str = Box::leak(format!("policy.parameter = \"required\"\n{EXAMPLES}").into_boxed_str());
    check(&[Case { rules, says: &["TW403:15 `id` is required in the request"], ..Case::new("twice", text) }]);
    let patches = "[[accept]]\ncode = \"TW403\"\nat = \"a\"\nreason = \"They are shortened\"\n";
    check(&[Case { rules, patches, ..Case::new("accepted", text) }]);
}

#[test]
fn the_row_of_a_part_of_the_path_can_be_unread() {
    let rules = "presence.required = [\"required\"]\n[[section]]\nrole = \"parameters\"\nmark = \"bold\"\npattern = '^Takes$'\n\
                 [[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<presence>required), (?<type>\\w+)\\)$'\n";
    let text = |row: &str| {
        document(&format!(
            "## GET /a/{{id}}/{{room}};;**Takes**;;- `id` (required, integer);- {row};- `size` (required, integer);;Nothing comes back.;"
        ))
    };
    let says = &["TW310:1 no rule reads the row that describes it", "TW218:6"];
    check(&[
        Case { rules, says, ..Case::new("unread", text("`room`: `5`")) },
        Case { rules, ..Case::new("corrected", text("`room` (required, integer)")) },
        Case {
            rules,
            says: &["TW310:1 no table describes it", "TW218:6"],
            ..Case::new("another row", text("`rooms`: `5`"))
        },
    ]);
}

#[test]
fn an_unused_type_that_is_linked_is_named() {
    let text = |words: &str| {
        document(&format!(
            "## GET /a;;{words};;Nothing comes back.;;# More;;## Lamp (object);;HEAD| level | integer | L |;"
        ))
    };
    let named = &["TW504:11 nothing that counts is of it"];
    check(&[
        Case { rules: STATED, says: named, ..Case::new("linked", text("See [the lamp](#lamp-object).")) },
        Case { rules: STATED, says: &["TW504:11 never used"], ..Case::new("none", text("See the lamp.")) },
    ]);
}

#[test]
fn what_another_message_says_to_be_second_is_not_said_to_be_unused() {
    let text = document(
        "## POST /a;;**Parameters**;;HEAD| lamp | integer | L |;;**Parameters**;;HEAD| lamp | LampState | L |;;Nothing comes back.;;# More;;## LampState (object);;HEAD| level | integer | L |;",
    );
    check(&[Case { rules: STATED, says: &["TW303:13"], ..Case::new("a row", text) }]);
}

#[test]
fn answers_that_differ_are_accepted() {
    let rules = "[[section]]\nrole = \"response\"\nmark = \"line\"\npattern = '^Answer (?<status>\\d+)$'\n";
    let text = document("## GET /a;;Answer 200;;HEAD| id | integer | I |;;Answer 200;;HEAD| name | string | N |;");
    let says = &["TW303:9 the response is given again, and not in the same way"];
    helps(Case { rules, says, ..Case::new("two", text) }, "`[[accept]]` in `patches.toml` takes this message");
    let patches = "[[accept]]\ncode = \"TW303\"\nat = \"a\"\nreason = \"Either can come back\"\n";
    check(&[Case { rules, patches, ..Case::new("accepted", text) }]);
}

#[test]
fn a_bold_sentence_is_words() {
    check(&[
        Case::new("a sentence", "## GET /a;;**Mind the step, or you fall.**;;Nothing comes back.;"),
        Case {
            says: &["TW204:3 no rule explains the bold line `Steps`"],
            ..Case::new("a word", "## GET /a;;**Steps**;;Nothing comes back.;")
        },
    ]);
}

#[test]
fn an_unused_type_is_shown_wherever_it_is_defined() {
    let rules = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Lamp)$'\n";
    let text =
        document("## GET /a;;Nothing comes back.;;# Lamp;;HEAD| id | integer | I |;§# Lamp;;HEAD| id | integer | I |;");
    let case = Case { rules, says: &["TW504:7 the type `Lamp` is defined and never used"], ..Case::new("two", text) };
    let output = compiled(&case);
    let related: Vec<_> = output.diagnostics.items().iter().flat_map(|item| &item.related).collect();
    assert!(matches!(related.as_slice(), [(_, words)] if words == "defined here in the same way"), "{related:?}");
    check(&[case]);
}

#[test]
fn fields_of_no_type_have_a_heading_of_their_own() {
    let rules = "[[section]]\nrole = \"fields\"\nmark = \"bold\"\npattern = '^Fields$'\n\
                 [[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^Event of a \\w+$'\nname_keys = [\"Kind\"]\n\
                 [[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Lamp)$'\n";
    let fields = "**Fields**;;HEAD| id | integer | I |;";
    let event = "### Event of a lamp;;| Kind | LAMP_ON |;|---|---|;| When | It shines |;;";
    let text = |above: &str| document(&format!("## GET /a;;Nothing comes back.;;{above}{fields}"));
    let says = &["TW309:5 no heading above `Fields` names a type"];
    helps(Case { rules, says, ..Case::new("below an endpoint", text("")) }, "a heading of their own");
    let found = compiled(&Case { rules, ..Case::new("with a heading", text(event)) });
    assert!(found.diagnostics.items().iter().all(|item| !item.message.contains("names a type whose")));
}

#[test]
fn a_type_with_the_fields_of_another_and_a_table_states_more_fields() {
    let rules = |states: &str| -> &'static str {
        format!(
            "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Lamp|Mine)$'\n\
             [[statement]]\nstates = \"{states}\"\npattern = '^All of (?<type>\\w+), and:$'\n"
        )
        .leak()
    };
    let text = document(
        "## GET /a;;**Response**;;HEAD| it | Mine | It |;| other | Lamp | It |;;# Lamp;;HEAD| id | integer | I |;;# Mine;;\
         All of Lamp, and:;;HEAD| key | string | K |;",
    );
    let says = &["TW303:16 `Mine` is said to be another type, and is defined here"];
    helps(Case { rules: rules("type"), says, ..Case::new("another type", text) }, "`states = \"more-fields\"`");
    let values = &[("components/schemas/Mine/properties/id/type", "\"integer\"")];
    check(&[Case { rules: rules("more-fields"), values, ..Case::new("more fields", text) }]);
}

#[test]
fn a_heading_above_an_address_and_its_labels_is_the_title() {
    let section = "[[section]]\nrole = \"response\"\nmark = \"heading\"\npattern = '^Answer$'\n";
    let text = document("# A;;## Ask;;### GET /a;;### Answer;;HEAD| id | integer | I |;");
    let says = &["TW209:7 the heading `Answer` stands beside that of its endpoint"];
    helps(Case { rules: section, says, ..Case::new("beside", text) }, "write `title = \"above\"`");
    let rules = "[[endpoint]]\nin = \"heading\"\ntitle = \"above\"\npattern = '^(?<method>GET) (?<path>/\\S+)$'\n\
                 [[section]]\nrole = \"response\"\nmark = \"heading\"\npattern = '^Answer$'\n";
    let values =
        &[("paths/%a/get/summary", "\"Ask\""), ("components/schemas/AResponse/properties/id/type", "\"integer\"")];
    check(&[Case { rules, values, ..Case::new("titled", text) }]);
}
