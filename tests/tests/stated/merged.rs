//! What two documents say of one thing: kept where it can be, and compared once.

use super::kept::of;
use super::said;

/// What two documents differ in is one message: a warning where facts differ, and a note where words do.
#[test]
fn two_accounts_differ_once() {
    let account = |title: &str, rows: &str, words: &str| {
        format!(
            "## {title};;POST /a;;{words};;### Takes;;| Field | Type | About |;| --- | --- | --- |;{rows};;Nothing comes back.;"
        )
    };
    let line = "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'";
    let one = account("Switch", "| a | int | A |;| b | int | B |", "It switches.");
    let cases = [
        (account("Switch", "| b | int | B |;| a | int | A |", "It switches."), Vec::new()),
        (
            account("Switching", "| a | int | The a |;| b | int | B |", "It is a switch."),
            vec![
                "note[TW304]: two documents differ on `a`: the title is `Switch` in one and `Switching` in the other; only \
                 the first says `It switches.`; only the second says `It is a switch.`; paragraphs that only one of them \
                 has: 2; rows that they describe in other words: 1",
            ],
        ),
        (
            account("Switch", "| a | text | A |;| c | int | C |", "It is a switch."),
            vec![
                "warning[TW304]: two documents differ on `a`: the row `a` of the parameters is `int` in one and `text` in the \
                 other; they differ in the row `b` of the parameters, the row `c` of the parameters too; paragraphs that only \
                 one of them has: 2",
            ],
        ),
    ];
    for (two, expected) in cases {
        let output = of(&[&one, &two], line, None);
        let found: Vec<_> = said(&output).into_iter().filter(|line| line.contains("TW304")).collect();
        assert_eq!(found, expected, "{two}");
    }
}

/// Examples of both documents are kept, and one that both have once.
#[test]
fn examples_of_both_documents_are_kept() {
    let account = |example: &str| {
        format!(
            "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;;**Example**;;```json;{example};```;"
        )
    };
    let rule = "[[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"response\"\npattern = '^Example$'";
    let (one, two) = (account("{\"a\": 1}"), account("{\"a\": 2}"));
    for (documents, expected) in [([&one, &two], 2), ([&one, &one], 1)] {
        let output = of(&documents.map(String::as_str), rule, None);
        let examples = output.api.as_ref().and_then(|api| api.endpoints.first()).map_or(0, |one| one.examples.len());
        assert_eq!(examples, expected, "{:?}", said(&output));
    }
}

/// The order of its rows says nothing of a type, and what two documents define differently is shown.
#[test]
fn types_are_compared_by_their_fields() {
    let one = |path: &str, rows: &str| {
        format!(
            "## GET /{path};;### Gives;;| Field | Type | About |;| --- | --- | --- |;| x | Lamp | X |;;# Others;;## The Lamp;;| Field | Type | About |;| --- | --- | --- |;{rows};"
        )
    };
    let first = one("a", "| a | int | A |;| b | text | B |");
    let output = of(&[&first, &one("b", "| b | text | B |;| a | int | A |")], "", None);
    assert!(said(&output).iter().all(|line| !line.contains("TW303")), "{:?}", said(&output));
    let output = of(&[&first, &one("b", "| b | text | B |;| a | text | A |")], "", None);
    let expected =
        "warning[TW303]: another document defines the type `Lamp` differently, such as its field `a`; this one is";
    assert!(said(&output).iter().any(|line| line.starts_with(expected)), "{:?}", said(&output));
}

/// An overview in another document has titles of its own.
#[test]
fn an_overview_may_call_an_endpoint_otherwise() {
    let line = "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'";
    let page = "## Switch the lamp;;GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;";
    let output = of(&[page, "## Lamps;;GET /a;;See there.;"], line, None);
    assert!(
        said(&output).iter().any(|line| line.starts_with("note[TW303]: `a` is announced twice, as")),
        "{:?}",
        said(&output)
    );
    let output = of(&[&format!("{page};## Lamps;;GET /a;;See there.;")], line, None);
    assert!(
        said(&output).iter().any(|line| line.starts_with("warning[TW303]: `a` is announced twice, as")),
        "{:?}",
        said(&output)
    );
}
