//! Media types of what comes back: of several JSON counts, and nothing of them is lost without a word.

use crate::{Case, check};

const MEDIA: &str = "[[section]]\nrole = \"response\"\nmark = \"line\"\npattern = '^Answer (?<status>\\d+)'\n\
                     [[statement]]\nstates = \"media-type\"\npattern = 'as (?<media>[\\w.+-]+/[\\w.+-]+)'\n";

#[test]
fn of_several_media_types_json_counts() {
    check(&[
        Case {
            rules: MEDIA,
            says: &["TW309:3 `text/csv` too, which is left out: `application/json` counts"],
            values: &[
                ("paths/%a/get/responses/200/content/application%json/schema/properties/id/type", "\"integer\""),
                ("paths/%a/get/responses/200/content/text%csv", "null"),
            ],
            ..Case::new(
                "text before JSON",
                "## GET /a;;Answer 200 as text/csv;;Answer 200 as application/json;;| Name | Type | Description |;| --- | --- | --- |;\
                 | id | integer | Which |;",
            )
        },
        Case {
            rules: MEDIA,
            says: &["TW309:3 `image/png` too, which is left out: `image/jpeg` counts"],
            values: &[("paths/%a/get/responses/200/content/image%jpeg/schema/contentMediaType", "\"image/jpeg\"")],
            ..Case::new("two that are no JSON", "## GET /a;;Answer 200 as image/jpeg or as image/png;")
        },
        Case {
            rules: MEDIA,
            says: &["TW309:9 gives with 202 is `text/plain`, and is taken for JSON"],
            ..Case::new(
                "that of another status",
                "## GET /a;;Answer 200 as application/json;;| Name | Type | Description |;| --- | --- | --- |;| id | integer | Which |;;\
                 Answer 202 as text/plain;",
            )
        },
        Case {
            rules: MEDIA,
            values: &[("paths/%a/get/responses/200/content/application%json/schema/properties/id/type", "\"integer\"")],
            ..Case::new(
                "JSON of its own name",
                "## GET /a;;Answer 200 as application/hal+json;;| Name | Type | Description |;| --- | --- | --- |;| id | integer | Which |;",
            )
        },
    ]);
}
