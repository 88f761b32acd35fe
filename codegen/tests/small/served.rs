//! What stands beside a list of endpoints: whose tables and command lines they are.

use crate::{Case, check};

const LIST: &str = "[[endpoint]]\nin = \"table\"\npath_columns = [\"Address\"]\nmethod_columns = [\"Method\"]\n\
                    [[section]]\nrole = \"parameters\"\nmark = \"heading\"\npattern = '^Body$'\nlocation = \"body\"\n\
                    [[section]]\nrole = \"example\"\nmark = \"heading\"\nof = \"request\"\npattern = '^Calls$'\n\
                    [presence]\nrequired = [\"yes\"]\n[path]\nparameter_type = \"string\"\n";

const TABLE: &str = "# Lamps;;## Ways;;| Method | Address |;|---|---|;| GET | /lamps |;| PUT | /lamps/{id} |;\
                     | PATCH | /lamps/{id} |;| DELETE | /lamps/{id} |;";

fn below(text: &str) -> &'static str {
    format!("{TABLE};{text}").leak()
}

#[test]
fn a_table_of_bodies_is_of_those_that_send_the_whole() {
    check(&[Case {
        rules: LIST,
        values: &[
            ("paths/%lamps%{id}/put/requestBody/content/application%json/schema/required", "[\"name\"]"),
            ("paths/%lamps%{id}/patch/requestBody", "null"),
            ("paths/%lamps%{id}/delete/requestBody", "null"),
            ("paths/%lamps/get/parameters", "null"),
        ],
        says: &["TW213:12 it is taken to describe each of them that is called by POST or PUT"],
        ..Case::new("a body", below("### Body;;| Name | Type | Needed |;|---|---|---|;| name | string | yes |;"))
    }]);
}

#[test]
fn a_command_line_fills_the_body_of_what_it_calls() {
    check(&[Case {
        rules: LIST,
        values: &[
            ("paths/%lamps%{id}/put/requestBody/content/application%json/schema/properties/name/type", "\"string\""),
            ("paths/%lamps%{id}/patch/requestBody", "null"),
            ("paths/%lamps%{id}/delete/requestBody", "null"),
        ],
        says: &["TW213:12", "TW307:15", "TW406:23 `PATCH /lamps/1/name`, which is none of the endpoints beside it"],
        ..Case::new(
            "two calls, and a block between them",
            below(
                "### Calls;;```shell;curl -X PUT http://localhost/lamps/1 -d '{\"name\": \"a\"}';```;;```json;{\"old\": 1};```;;\
                 ```shell;curl -X PATCH http://localhost/lamps/1/name -d '{\"other\": 1}';```;",
            ),
        )
    }]);
}

#[test]
fn the_words_of_a_variant_stand_behind_how_it_is_called() {
    check(&[Case {
        values: &[
            (
                "paths/%lamps/get/description",
                "\"All lamps.\\n\\nNothing comes back.\\n\\n`?state=on`\\n\\nThose that shine.\"",
            ),
            ("paths/%lamps/get/parameters/0/description", "\"`on`\""),
        ],
        says: &["TW303:7"],
        ..Case::new(
            "by query",
            "## GET /lamps;;All lamps.;;Nothing comes back.;;## GET /lamps?state=on;;Those that shine.;",
        )
    }]);
}
