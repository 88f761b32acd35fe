//! What stands in documents is kept or said: words beside types and cells, second definitions, documents that are set aside.

use tablewright::{Document, Input, Output, compile};

use super::{Case, DIALECT, at, check, compiled, document, openapi, said, warned};

/// The output of several documents, with patches.
pub(super) fn of(documents: &[&str], more: &str, patches: Option<&str>) -> Output {
    let file = |name: String, text: String| Document { name: format!("x/{name}"), text };
    let documents = documents.iter().enumerate();
    compile(&Input {
        api: "x".to_owned(),
        documents: documents.map(|(at, text)| file(format!("{at}.md"), document(text))).collect(),
        dialect: file("dialect.toml".to_owned(), format!("{more}\n{DIALECT}")),
        patches: patches.map(|text| file("patches.toml".to_owned(), text.to_owned())),
    })
}

#[test]
fn what_no_rule_reads_is_said() {
    check(&[
        Case {
            what: "words beside what a rule for types matches",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | many text now | A |;",
            more: "[[type]]\nis = \"list\"\npattern = '^many (?<item>\\w+)'",
            values: &[("components/schemas/AResponse/properties/a/items/type", "\"string\"")],
            says: "note[TW210]: the rule that reads this type leaves out `now`",
        },
        Case {
            what: "words in a table of HTML and in none of its cells",
            document: "## GET /a;;### Gives;;<table>;<tr><th>Field</th><th>Type</th></tr>;zap;<tr><td>a</td><td>int</td></tr>;</table>;",
            more: "",
            values: &[("components/schemas/AResponse/properties/a/type", "\"integer\"")],
            says: "warning[TW216]: `zap` stands in this table and in none of its cells",
        },
        Case {
            what: "a link in the cell of a name",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| [a](https://x.example/a) | int | A |;",
            more: "",
            values: &[("components/schemas/AResponse/properties/a/description", "\"A\\n\\n[a](https://x.example/a)\"")],
            says: "",
        },
        Case {
            what: "the heading of codes that stand elsewhere",
            document: "## GET /a;;### Failures;;See [all](https://x.example/all).;;Nothing comes back.;",
            more: "[[section]]\nrole = \"codes\"\nmark = \"heading\"\npattern = '^Failures$'",
            values: &[(
                "paths/%a/get/description",
                "\"### Failures\\n\\nSee [all](https://x.example/all).\\n\\nNothing comes back.\"",
            )],
            says: "",
        },
        Case {
            what: "a pattern that matches what its rule is not for",
            document: "## GET /a;;### Sent;;Words.;;Nothing comes back.;",
            more: "[[section]]\nrole = \"response\"\nmark = \"heading\"\npattern = '^Words\\.$'",
            values: &[],
            says: "warning[TW107]: this pattern of `section` matches something in the documents, and has no effect",
        },
        Case {
            what: "rows below an empty type",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | | A |;| a.b | int | B |;",
            more: "names.dotted = true\npolicy.untyped = \"string\"",
            values: &[("components/schemas/AResponse/properties/a/properties/b/type", "\"integer\"")],
            says: "",
        },
        Case {
            what: "the label of a type with words alone",
            document: "## GET /a;;Nothing comes back.;;# Others;;## The b;;Many things.;",
            more: "",
            values: &[],
            says: "warning[TW204]: no table or list follows the label `The b` of a type",
        },
        Case {
            what: "a union that no rule reads",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | text or int | A |;",
            more: "",
            values: &[],
            says: "warning[TW503]: nothing defines the type `text or int`",
        },
        Case {
            what: "a plain word in code is no name of a field, and one nearly like a field is",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| colour | text | Either `red` or `blue` |;;See `colur`.;",
            more: "",
            values: &[],
            says: "warning[TW505]: the words of `a` mention `colur`",
        },
    ]);
    let output = compiled(
        "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | text | One of `red`, `light_blue` |;;The `speed` counts.;",
        "",
    );
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
}

/// An empty cell of a type that the dialect has a word for is told from one with that type.
#[test]
fn an_empty_type_is_said() {
    let text = "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | | A |;";
    let dialect = DIALECT.replace("any = \"any\"", "any = \"any\"\n\"\" = \"any\"");
    let file = |name: &str, text: String| Document { name: format!("x/{name}"), text };
    let (documents, dialect) = (vec![file("api.md", document(text))], file("dialect.toml", dialect));
    let output = compile(&Input { api: "x".to_owned(), documents, dialect, patches: None });
    let expected = "note[TW305]: the type cell of `a` is empty; `[types]` says what that is";
    assert!(said(&output).iter().any(|line| line == expected), "{:?}", said(&output));
}

/// A type gives way to an endpoint of its name.
#[test]
fn an_endpoint_and_a_type_can_have_one_name() {
    let text = "## GET /lamp;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | lamp | A |;;# Others;;## The lamp;;| Field | Type | About |;| --- | --- | --- |;| b | int | B |;";
    let output = compiled(text, "");
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
    assert!(output.files.iter().any(|(_, text)| text.contains("pub struct LampType")));
    assert!(
        openapi(&output).pointer("/components/schemas/Lamp").is_some()
            || at(&openapi(&output), "components/schemas/lamp").is_object()
    );
}

/// What two tables of one type differ in is no longer lost: other facts make another type, and other words are added.
#[test]
fn second_definitions_are_kept() {
    let one = |path: &str, needed: &str, words: &str| {
        format!(
            "## GET /{path};;### Gives;;| Field | Type | About |;| --- | --- | --- |;| x | Lamp | X |;;# Others;;## The Lamp;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| a | int | {needed} | {words} |;"
        )
    };
    let output = of(&[&one("a", "yes", "One."), &one("b", "yes", "Two.")], "", None);
    let words = at(&openapi(&output), "components/schemas/Lamp/properties/a/description").clone();
    assert_eq!(words, "One.\n\nTwo.");
    let output = of(&[&one("a", "yes", "One."), &one("b", "no", "One.")], "", None);
    let line = "warning[TW303]: another document defines the type `Lamp` differently";
    assert!(said(&output).iter().any(|known| known.starts_with(line)), "{:?}", said(&output));
}

/// A table without a label is compared with the one that has it.
#[test]
fn accounts_are_compared_by_what_their_tables_are_of() {
    let table = "| Field | Type | About |;| --- | --- | --- |;| a | int | A |;;Nothing comes back.;";
    let (one, two) = (format!("## POST /a;;{table}"), format!("## POST /a;;### Takes;;{table}"));
    let policy = "policy.unlabelled = [\"parameters\"]";
    assert!(said(&of(&[&one, &two], policy, None)).iter().all(|line| !line.contains("TW304")));
    let other = two.replace("| a | int", "| a | text");
    let expected = "warning[TW304]: two documents differ on `a`: the row `a` of the parameters is";
    let output = of(&[&one, &other], policy, None);
    assert!(said(&output).iter().any(|line| line.starts_with(expected)), "{:?}", said(&output));
}

/// A document with tables of fields is not set aside without a word.
#[test]
fn a_document_that_is_set_aside_is_said() {
    let rule = "[[document]]\nname = '^1'\nrole = \"ignored\"\nreason = \"a guide\"";
    let guide = |table: &str| format!("# Guide;;{table}");
    let table = "| Field | Type | About |;| --- | --- | --- |;| a | int | A |;";
    let cases = [(table, 1), ("| Value | About |;| --- | --- |;| 1 | One |;", 0), ("Words.", 0)];
    for (text, count) in cases {
        let output = of(&["## GET /a;;Nothing comes back.;", &guide(text)], rule, None);
        let found = said(&output).iter().filter(|line| line.starts_with("warning[TW206]: the rule `^1`")).count();
        assert_eq!(found, count, "{text}: {:?}", said(&output));
    }
}

/// The cells of facts that a patch gives are no longer held against the document, and values keep what is said of them.
#[test]
fn patches_settle_what_they_correct() {
    let table = "## POST /a;;### Takes;;| Field | Where | Type | Needed | About |;| --- | --- | --- | --- | --- |;| a | text | int | body | A |;;Nothing comes back.;";
    let patch = "[[patch]]\nat = \"a/parameters/a\"\nexpect = { type = \"int\" }\nset = { type = \"text\", required = false, location = \"body\" }\nreason = \"The cells are out of order.\"\n";
    assert_eq!(warned(&of(&[table], "", None)).len(), 1);
    let part = patch.replace(", location = \"body\"", "");
    assert_eq!(warned(&of(&[table], "", Some(&part))).len(), 1, "the location is still unknown");
    assert_eq!(warned(&of(&[table], "", Some(patch))), Vec::<String>::new());
    let cells = "[[patch]]\nat = \"a/parameters/a\"\nexpect = { cells = [\"a\", \"int\", \"body\", \"text\", \"A\"] }\nset = { cells = { type = \"text\", presence = \"no\", location = \"body\", description = \"A\" } }\nreason = \"The cells are out of order.\"\n";
    assert_eq!(warned(&of(&[table], "", Some(cells))), Vec::<String>::new());
    let values = "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;;Values of `a`:;;| Value | About |;| --- | --- |;| 0 | None |;| 1 | One |;";
    let label = "[[section]]\nrole = \"values\"\nmark = \"line\"\npattern = '^Values of `(?<parent>\\w+)`:$'";
    let patch = "[[patch]]\nat = \"a/response/a\"\nexpect = { values = [0, 1] }\nset = { values = [0, { value = 2, docs = \"Two\" }] }\nreason = \"There is no 1.\"\n";
    let output = of(&[values], label, Some(patch));
    let words = at(&openapi(&output), "components/schemas/AResponseA/anyOf/0/x-enumDescriptions").clone();
    assert_eq!(words, serde_json::json!({ "0": "None", "2": "Two" }), "{:?}", said(&output));
}

/// One fault of the data is told once, though the envelope says of its type as well.
#[test]
fn a_fault_of_the_data_is_told_once() {
    let envelope = "[envelope]\ndata = \"data\"\ncode = \"code\"\nsuccess = [0]\nfield = [{ name = \"code\", type = \"int\" }, { name = \"data\", type = \"map\" }]";
    let text = "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;;### Shown;;```json;{\"code\": 0, \"data\": []};```;";
    let output = compiled(text, envelope);
    let found: Vec<_> = warned(&output).into_iter().filter(|line| line.starts_with("TW404")).collect();
    assert_eq!(found, ["TW404: `data` is a list, not an object, in an example of `a`"]);
}

/// A label that says itself that it is of the response needs no other, where no other says it anywhere.
#[test]
fn a_label_of_the_response_needs_no_other() {
    let items = "[[section]]\nrole = \"items\"\nof = \"response\"\nmark = \"bold\"\npattern = '^Answer \\(list\\)$'";
    let table = "| Field | Type | About |;| --- | --- | --- |;| a | int | A |;";
    let alone = format!("## GET /a;;**Answer (list)**;;{table}");
    let note = |output: &Output| said(output).iter().any(|line| line.contains("says itself that it is the response"));
    assert!(!note(&compiled(&alone, items)));
    let beside = format!("{alone};## GET /b;;### Gives;;{table}");
    assert!(note(&compiled(&beside, items)));
}

/// The codes that any call can fail with are in the OpenAPI and in the documentation of the Rust code.
#[test]
fn codes_of_the_whole_api_are_written() {
    let codes = "[[section]]\nrole = \"codes\"\nmark = \"heading\"\npattern = '^Failures$'";
    let output = compiled(
        "# All;;## Failures;;| Value | About |;| --- | --- |;| 1001 | It sank |;;# Calls;;## GET /a;;Nothing comes back.;",
        codes,
    );
    let document = openapi(&output);
    assert_eq!(*at(&document, "x-codes/0/code"), 1001);
    assert_eq!(*at(&document, "x-codes/0/description"), "It sank");
    let module = output.files.get("src/x/mod.rs").expect("the module of the API");
    assert!(module.contains("1001") && module.contains("It sank"), "{module}");
}

/// Of types that nothing uses, those that another of them has are not said to be unused; sets of values stay as words.
#[test]
fn unused_types_are_told_by_their_roots() {
    let table = |rows: &str| format!("| Field | Type | About |;| --- | --- | --- |;{rows};");
    let text = format!(
        "## GET /a;;Nothing comes back.;;# Others;;## The top;;{}## The inner;;{}## The one;;{}## The two;;{}## The set;;| Value | About |;| --- | --- |;| 7 | Seven |;",
        table("| a | inner | A |;"),
        table("| b | int | B |;"),
        table("| c | two | C |;"),
        table("| d | one | D |;"),
    );
    let output = compiled(&text, "");
    let found: Vec<_> = warned(&output).into_iter().filter(|line| line.starts_with("TW504")).collect();
    let about = |name: &str| format!("TW504: the type `{name}` is defined and never used");
    assert!(found.contains(&about("top")) && !found.contains(&about("inner")), "{found:?}");
    assert!(found.contains(&about("one")) && !found.contains(&about("two")), "{found:?}");
    let words = &output.api.as_ref().expect("the API").docs.0;
    assert!(words.contains("- `7`: Seven"), "{words}");
}

/// What the dialect defines counts, and what the documents define by the same name is said.
#[test]
fn two_definitions_of_dialect_and_documents_are_said() {
    let text = "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | lamp | A |;;# Others;;## The lamp;;| Field | Type | About |;| --- | --- | --- |;| b | int | B |;";
    let output = compiled(text, "[define.lamp]\ntype = \"map\"");
    let expected = "warning[TW303]: `define.lamp` counts, and the documents define the type as well; their fields are not read: `b`";
    assert!(said(&output).iter().any(|line| line == expected), "{:?}", said(&output));
}
