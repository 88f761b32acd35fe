use super::{Explanation, endpoint, line, names};
use crate::{Document, Input, Output, compile};

const DOCUMENT: &str = "\
# Lamps

## Switch a lamp

Call `PUT /lamps/{id}`

**Parameters**

| Field | Type | Meaning |
| --- | --- | --- |
| on | bool | Whether it shines |
| hue | colour | Its colour |

The call has no answer.

## Read a lamp

Call `GET /lamps/{id}`

Advertisement

**Parameters**

| No. | Field | Type | Meaning |
| --- | --- | --- | --- |
| 1 | lit | bool | Whether it shines |
| 2 | reserved | | |
";

const DIALECT: &str = r#"[path]
names = "method-and-path"

[[endpoint]]
in = "line"
pattern = '^Call `(?<method>[A-Z]+) (?<path>/\S+)`$'

[[statement]]
states = "no-response"
pattern = 'has no answer'

[[section]]
role = "parameters"
pattern = '^Parameters$'

[columns]
name = ["Field"]
type = ["Type"]
description = ["Meaning"]

[types]
bool = "bool"
colour = "string"

[[ignore]]
pattern = '^Advertisement$'
reason = "no part of it"

[[ignore]]
mark = "row"
pattern = '^reserved$'
reason = "not used yet"

[[ignore]]
mark = "column"
pattern = '^No\.$'
reason = "numbers"
"#;

fn compiled() -> (Input, Output) {
    let file = |name: &str, text: &str| Document { name: format!("lamps/{name}"), text: text.to_owned() };
    let input = Input {
        api: "lamps".into(),
        documents: vec![file("api.md", DOCUMENT)],
        dialect: file("dialect.toml", DIALECT),
        patches: None,
    };
    let output = compile(&input);
    assert!(!output.files.is_empty(), "{:?}", output.diagnostics.items());
    (input, output)
}

fn at(number: u32) -> Explanation {
    let (input, output) = compiled();
    line(&input, &output, "lamps/api.md", number).unwrap()
}

/// The outcomes with the lines of the rules.
fn outcomes(explanation: &Explanation) -> Vec<(&'static str, &'static str, Vec<u32>)> {
    let one = |one: &super::Explained| (one.construct, one.outcome, one.rules.iter().map(|rule| rule.line).collect());
    explanation.constructs.iter().map(one).collect()
}

#[test]
fn a_line_leads_to_its_rules() {
    assert_eq!(outcomes(&at(5)), [("paragraph", "used", vec![5])]);
    assert_eq!(outcomes(&at(7)), [("bold line", "used", vec![14])]);
    assert_eq!(outcomes(&at(14)), [("paragraph", "used", vec![10])]);
    assert_eq!(outcomes(&at(20)), [("paragraph", "ignored", vec![26])]);
    assert_eq!(at(6), Explanation::default());
    let left_out = |line: u32| {
        let ignored = outcomes(&at(line)).into_iter().filter(|(_, outcome, _)| *outcome == "ignored");
        ignored.map(|(construct, _, rules)| (construct, rules)).collect::<Vec<_>>()
    };
    assert_eq!(left_out(27), [("table row", vec![31]), ("table cell", vec![36]), ("table cell", vec![31])]);
    assert_eq!(left_out(26), [("table cell", vec![36])]);
    let header = outcomes(&at(9));
    let rules: Vec<&[u32]> = header.iter().map(|(_, _, rules)| rules.as_slice()).collect();
    assert_eq!(rules, [[14].as_slice(), &[17], &[18], &[19]], "the table and its cells");
    assert_eq!(at(7).constructs[0].rules[0].text, "role = \"parameters\", pattern = '^Parameters$'");
}

/// What is read from the words of a cell leads to the rule that read it.
#[test]
fn a_cell_leads_to_the_rules_for_its_words() {
    let rules = "[[endpoint]]\nin = \"heading\"\npattern = '^(?<method>GET) (?<path>/\\w+)$'\n[policy]\nunlabelled = [\"parameters\"]\n\
                 [columns]\nname = [\"Field\"]\ntype = [\"Type\"]\npresence = [\"Must\"]\ndescription = [\"Meaning\"]\n\
                 [types]\ntext = \"string\"\n[presence]\noptional = [\"no\"]\n[[type]]\nis = \"list\"\npattern = '^(?<item>\\w+)s$'\n\
                 [[prose]]\nmeans = \"default\"\npattern = 'else (?<value>\\w+)'\n\
                 [[values]]\nwhen = 'one of (?<list>.+)'\neach = '`(?<value>\\w+)`'\n";
    let document = "## GET /a\n\n| Field | Type | Must | Meaning |\n| --- | --- | --- | --- |\n\
                    | a | text | no | one of `x`, `y`, else x |\n| b | texts | no | Others |\n";
    let file = |name: &str, text: &str| Document { name: format!("x/{name}"), text: text.to_owned() };
    let (documents, dialect) = (vec![file("api.md", document)], file("dialect.toml", rules));
    let input = Input { api: "x".into(), documents, dialect, patches: None };
    let output = compile(&input);
    let keys = |number: u32| {
        let explanation = line(&input, &output, "x/api.md", number).unwrap();
        let cells = explanation.constructs.iter().filter(|one| one.construct == "table cell");
        cells.map(|one| one.rules.iter().map(|rule| (rule.key, rule.line)).collect()).collect::<Vec<Vec<_>>>()
    };
    let (name, ty, presence, docs) =
        (("columns.name", 7), ("columns.type", 8), ("columns.presence", 9), ("columns.description", 10));
    let optional = ("presence.optional", 14);
    assert_eq!(
        keys(5),
        [
            vec![name],
            vec![ty, ("types", 11)],
            vec![presence, optional],
            vec![docs, ("prose", 20), ("values.each", 23), ("values.when", 22)]
        ]
    );
    assert_eq!(keys(6), [vec![name], vec![ty, ("type", 17), ("types", 11)], vec![presence, optional], vec![docs]]);
}

#[test]
fn a_row_leads_to_the_ir_and_to_code() {
    let explanation = at(12);
    let pointers: Vec<&str> = explanation.ir.iter().map(|node| node.pointer.as_str()).collect();
    assert!(pointers.contains(&"/endpoints/0/parameters/fields/2/name"), "{pointers:?}");
    assert!(explanation.ir.iter().all(|node| node.line > 0));
    let code = &explanation.code[0];
    assert!(code.file.starts_with("src/lamps/") && code.item.starts_with("pub hue"), "{code:?}");
    let (_, output) = compiled();
    let text = output.files[&code.file].lines().nth(code.line as usize - 1).unwrap();
    assert!(text.contains("hue"), "{text}");
}

#[test]
fn lines_and_documents_that_are_not_there() {
    let (input, output) = compiled();
    for (file, number) in [("lamps/api.md", 0), ("lamps/api.md", 999), ("lamps/none.md", 1), ("", 1)] {
        assert_eq!(line(&input, &output, file, number), None, "{file}:{number}");
    }
}

#[test]
fn an_endpoint_has_many_names() {
    let (input, output) = compiled();
    let api = output.api.as_ref().unwrap();
    let expected = ["put_lamps_by_id", "PUT /lamps/{id}", "/lamps/{id}", "Switch a lamp"];
    assert_eq!(names(api)[..4], expected);
    let first = endpoint(&input, &output, "put_lamps_by_id").unwrap();
    assert_eq!(first.constructs[0].text, "## Switch a lamp");
    assert!(first.constructs.iter().all(|one| one.line < 16), "the next endpoint is another");
    for name in [expected[1], expected[3], "put /lamps/{id}"] {
        assert_eq!(endpoint(&input, &output, name).as_ref(), Some(&first), "{name}");
    }
    let second = endpoint(&input, &output, "GET /lamps/{id}").unwrap();
    assert_eq!(second.constructs[0].text, "## Read a lamp");
    for name in ["", "GET", "POST /lamps/{id}", "lamps", "read a lamp"] {
        assert_eq!(endpoint(&input, &output, name), None, "{name}");
    }
}

/// Of two endpoints with alike words and examples a line leads to its own alone.
#[test]
fn a_line_leads_to_what_came_from_it_alone() {
    let one = |name: &str, value: &str| {
        format!(
            "## GET /{name}\n\nShows it.\n\n### Response\n\n| Field | Type | Meaning |\n| --- | --- | --- |\n\
             | a | text | What Response says |\n\n### Example\n\n```json\n{{\n  \"a\": \"{value}\"\n}}\n```\n\n"
        )
    };
    let section = |role: &str, words: &str| {
        format!("[[section]]\nrole = \"{role}\"\nof = \"response\"\nmark = \"heading\"\npattern = '^{words}$'\n")
    };
    let dialect = format!(
        "[[endpoint]]\nin = \"heading\"\npattern = '^(?<method>GET) (?<path>/\\w+)$'\n{}{}[columns]\nname = [\"Field\"]\n\
         type = [\"Type\"]\ndescription = [\"Meaning\"]\n[types]\ntext = \"string\"\n",
        section("response", "Response").replace("of = \"response\"\n", ""),
        section("example", "Example")
    );
    let file = |name: &str, text: String| Document { name: format!("x/{name}"), text };
    let input = Input {
        api: "x".into(),
        documents: vec![file("api.md", one("a", "b") + &one("c", "d"))],
        dialect: file("dialect.toml", dialect),
        patches: None,
    };
    let output = compile(&input);
    assert!(!output.files.is_empty(), "{:?}", output.diagnostics.items());
    let pointers = |number: u32| {
        let explanation = line(&input, &output, "x/api.md", number).unwrap();
        explanation.ir.into_iter().map(|node| node.pointer).collect::<Vec<_>>()
    };
    let own = |pointer: &str| pointer.starts_with("/endpoints/1") || pointer.starts_with("/types/1");
    for number in [21, 27, 32, 33] {
        let found = pointers(number);
        assert!(!found.is_empty() && found.iter().all(|pointer| own(pointer)), "{number}: {found:?}");
    }
    assert_eq!(pointers(23), Vec::<String>::new(), "a label");
}
