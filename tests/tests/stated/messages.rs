//! Messages: those that are not said, and where one stands.

use super::{BULLETS, at, compiled, openapi, warned};

/// What has been read is not said to be unread.
#[test]
fn labels_that_are_used_are_not_reported() {
    let label =
        "[[section]]\nrole = \"example\"\nof = \"response\"\nmark = \"line\"\npattern = '^Code: `(?<status>\\d+)`$'";
    let output = compiled("## GET /a;;Code: `200`;;```json;{\"a\": 1};```;;Code: `404`;", label);
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
    assert!(at(&openapi(&output), "paths/%a/get/responses/404").is_object());
    let label = format!("{BULLETS}\n[[section]]\nrole = \"prose\"\nmark = \"line\"\npattern = '^Members$'");
    let output =
        compiled("## GET /a;;### Takes;;- `a` (text);    - Members;        - words;;Nothing comes back.;", &label);
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
    let statuses = "policy.unlabelled = [\"statuses\"]\n[[section]]\nrole = \"example\"\nof = \"response\"\nmark = \"line\"\npattern = '^Answer:$'";
    let output =
        compiled("## GET /a;;Answer:;;| Value | About |;| --- | --- |;| 200 | Fine |;| 404 | None |;", statuses);
    assert!(at(&openapi(&output), "paths/%a/get/responses/404").is_object());
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
}

/// Errors about a key of the dialect stand at that key, and a help names what is there.
#[test]
fn a_message_stands_where_its_cause_is() {
    let output = compiled("## GET /a/{b};;Nothing comes back.;", "path.parameter_type = \"nothing\"");
    let item = output.diagnostics.items().iter().find(|item| item.message.contains("`nothing`")).expect("a message");
    assert_eq!(output.sources.slice(item.span), "\"nothing\"");
    let text = "## GET /a;;Nothing comes back.;;## GET /{b}/a;;Nothing comes back.;";
    for (names, help) in [("path", "path.name_segments"), ("method-and-path", "path.renames")] {
        let output = compiled(text, &format!("path = {{ names = \"{names}\", parameter_type = \"text\" }}"));
        let item = output.diagnostics.items().iter().find(|item| item.code.number() == "TW308").expect("a collision");
        assert!(item.help.as_ref().expect("a help").contains(help), "{names}: {:?}", item.help);
    }
}
