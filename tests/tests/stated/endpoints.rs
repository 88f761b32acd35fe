//! Endpoints: announced twice, grouped, and what reads like one.

use super::{Case, at, check, compiled, openapi, said, warned};

#[test]
fn one_method_on_one_path_is_one_endpoint() {
    let again = "## GET /a;;One.;;Nothing comes back.;;## Other;;";
    assert!(again.contains("GET /a"));
    check(&[
        Case {
            what: "a variant by the query",
            document: "## The as;;GET /a;;All.;;Nothing comes back.;;## Some as;;GET /a?on=yes;;Those that are on.;",
            more: "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'",
            values: &[
                ("paths/%a/get/parameters/0/name", "\"on\""),
                ("paths/%a/get/parameters/0/required", "null"),
                ("paths/%a/get/summary", "\"The as\""),
            ],
            says: "warning[TW303]: `a` is announced twice, with and without a part of the query",
        },
        Case {
            what: "an announcement with words alone under another title",
            document: "## The as;;GET /a;;All.;;Nothing comes back.;;## The bs;;GET /a;;Others.;",
            more: "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'",
            values: &[("paths/%a/get/summary", "\"The as\"")],
            says: "warning[TW303]: `a` is announced twice, as `The as` and as `The bs`",
        },
        Case {
            what: "an alias that is the path of another",
            document: "## The as;;GET /a, /b;;Nothing comes back.;;## The bs;;GET /b;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| x | int | X |;",
            more: "[[endpoint]]\nin = \"line\"\nsplit = ', '\npattern = '^(?<method>[A-Z]+) (?<path>/\\w+(?:, /\\w+)*)$'",
            values: &[("paths/%b/get/summary", "\"The bs\""), ("paths/%a/get/summary", "\"The as\"")],
            says: "warning[TW303]: `/b` is another path of `a` and the path of `b`, which keeps it",
        },
        Case {
            what: "parts that may be left out",
            document: "## GET /a/:b(/:c);;Nothing comes back.;",
            more: "",
            values: &[("paths/%a%{b}%{c}/get/parameters/1/name", "\"c\"")],
            says: "warning[TW310]: `c` is marked as a part of the path that may be left out",
        },
        Case {
            what: "a URL inside of a path",
            document: "## GET /a/http://b.example/c;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a%http:%%b.example%c/get/operationId", "\"c\"")],
            says: "",
        },
        Case {
            what: "several methods under names with methods",
            document: "## GET/POST /a/{id};;Nothing comes back.;",
            more: "path = { names = \"method-and-path\", parameter_type = \"text\" }",
            values: &[
                ("paths/%a%{id}/get/operationId", "\"get_a_by_id\""),
                ("paths/%a%{id}/post/operationId", "\"post_a_by_id\""),
            ],
            says: "",
        },
    ]);
}

#[test]
fn what_an_announcement_says_of_itself_stands() {
    const BELOW: &str = "api.draft = true\n[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S*)$'\n\
                         above = '^All below (?<prefix>/\\S+)$'";
    check(&[
        Case {
            what: "a prefix that nothing above says",
            document: "## The as;;GET /a;;Nothing comes back.;",
            more: BELOW,
            values: &[("x-withheld/0/path", "\"/a\""), ("paths", "{}")],
            says: "warning[TW215]: nothing above this endpoint says what its path begins with",
        },
        Case {
            what: "prefixes of headings that nest",
            document: "# All below /x;;## All below /y;;### One;;GET /a;;Nothing comes back.;",
            more: BELOW,
            values: &[("paths/%x%y%a/get/summary", "\"One\"")],
            says: "",
        },
        Case {
            what: "an address that is struck through",
            document: "## ~~GET /a~~;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/deprecated", "true")],
            says: "",
        },
        Case {
            what: "a method that is none of HTTP's, of an endpoint that is withheld",
            document: "| How | Path |;| --- | --- |;| LIST | /a |;",
            more: "api.draft = true\n[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"How\"]",
            values: &[("x-withheld/0/path", "\"/a\""), ("x-withheld/0/methods", "null")],
            says: "warning[TW215]: `LIST` is not a method that an endpoint can have",
        },
        Case {
            what: "a label with several statuses",
            document: "## GET /a;;Nothing comes back.;;**Fails: 400, 422**;;| Field | Type | About |;| --- | --- | --- |;| why | text | W |;",
            more: "[[section]]\nrole = \"response\"\npattern = '^Fails: (?<status>[\\d, ]+)$'",
            values: &[
                ("paths/%a/get/responses/400/content/application%json/schema/properties/why/type", "\"string\""),
                ("paths/%a/get/responses/422/content/application%json/schema/properties/why/type", "\"string\""),
            ],
            says: "",
        },
    ]);
}

/// What is said in another form than the usual one is read as it is meant.
#[test]
fn an_endpoint_is_called_as_its_document_says() {
    const FRONT: &str = "[[endpoint]]\nin = \"fence\"\nlanguages = [\"front-matter\"]\n\
                         pattern = '(?m)^api: (?<method>[A-Z]+) (?<path>\\S+)$'";
    const ROWS: &str = "api.draft = true\n[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\n\
                        method_columns = [\"How\"]\nrest = \"link\"";
    check(&[
        Case {
            what: "front matter above a heading",
            document: "---;title: Doors;api: GET /a;---;;# All doors;;Nothing comes back.;;```sh;# no heading;```;",
            more: FRONT,
            values: &[("paths/%a/get/summary", "\"All doors\"")],
            says: "",
        },
        Case {
            what: "front matter with a title alone, and a mark of a heading in code",
            document: "---;title: 'Say \"hi\"' # once;api: GET /a;---;;Nothing comes back.;;```sh;# no heading;```;",
            more: FRONT,
            values: &[("paths/%a/get/summary", "\"Say \\\"hi\\\"\"")],
            says: "",
        },
        Case {
            what: "front matter with a title below its key",
            document: "---;title: >-;  Long;  title;api: GET /a;---;;Nothing comes back.;",
            more: FRONT,
            values: &[("paths/%a/get/summary", "\"Long title\"")],
            says: "",
        },
        Case {
            what: "front matter with a title that begins as a list",
            document: "---;title: 1. Doors;api: GET /a;---;;Nothing comes back.;",
            more: FRONT,
            values: &[("paths/%a/get/summary", "\"1. Doors\"")],
            says: "",
        },
        Case {
            what: "groups in code and without",
            document: "# `Rooms`;;## GET /a;;Nothing comes back.;;# Rooms;;## GET /b;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/tags", "[\"Rooms\"]"), ("paths/%b/get/tags", "[\"Rooms\"]")],
            says: "",
        },
        Case {
            what: "paths in other scripts",
            document: "## GET /дом/{номер};;Nothing comes back.;;## GET /сад/{номер};;Nothing comes back.;",
            more: "path = { names = \"method-and-path\", parameter_type = \"text\" }",
            values: &[
                ("paths/%дом%{номер}/get/operationId", "\"get_dom_by_nomer\""),
                ("paths/%сад%{номер}/get/operationId", "\"get_sad_by_nomer\""),
            ],
            says: "",
        },
        Case {
            what: "rows without a path",
            document: "| How | Path |;| --- | --- |;| GET | /a |;| | |;| PUT | |;;Nothing comes back.;",
            more: ROWS,
            values: &[("paths/%a/get/operationId", "\"a\""), ("x-withheld/0/path", "null")],
            says: "warning[TW215]: this row has no path, so it announces no endpoint",
        },
        Case {
            what: "a link to a document that is not there",
            document: "| How | Path |;| --- | --- |;| GET | [/a](a.md) |;;Nothing comes back.;",
            more: ROWS,
            values: &[("paths/%a/get/operationId", "\"a\"")],
            says: "warning[TW311]: the link `a.md` leads to no heading of the documents",
        },
        Case {
            what: "methods of one row with links of their own",
            document: "# As;;| How | Path |;| --- | --- |;| [GET](#one), [PUT](#two) | /a |;;## One;;Nothing comes back.;;## Two;;Words.;",
            more: ROWS,
            values: &[("paths/%a/get/summary", "\"One\"")],
            says: "warning[TW311]: this announces several methods and leads to several headings",
        },
    ]);
}

/// What only one of two descriptions of a call has may be left out, where the dialect takes both for one endpoint.
#[test]
fn two_descriptions_of_one_call_can_be_one_endpoint() {
    check(&[
        Case {
            what: "two sets of parameters and fields",
            document: "# Guests;;## GET /a;;### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| x | int | yes | X |;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;| m | map | M |;| m.n | int | N |;;# Owners;;## GET /a;;### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| x | int | yes | X |;| y | int | yes | Y |;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;| m | map | M |;| m.o | int | O |;| b | text | B |;",
            more: "policy.same_call = \"merge\"\nnames.dotted = true",
            values: &[
                ("paths/%a/get/parameters/0/required", "true"),
                ("paths/%a/get/parameters/1/name", "\"y\""),
                ("paths/%a/get/parameters/1/required", "null"),
                ("components/schemas/AResponse/required", "[\"a\", \"m\"]"),
                ("components/schemas/AResponse/properties/b/type", "\"string\""),
                ("components/schemas/AResponse/properties/m/properties/o/type", "\"integer\""),
            ],
            says: "note[TW303]: `/a` is announced twice with one method; both describe `a`",
        },
        Case {
            what: "two examples",
            document: "# Guests;;## GET /a;;### Shown;;```json;{\"a\": 1};```;;# Owners;;## GET /a;;### Shown;;```json;{\"a\": 1, \"b\": 2};```;",
            more: "policy.same_call = \"merge\"",
            values: &[("components/schemas/AResponse/required", "[\"a\"]")],
            says: "note[TW303]",
        },
    ]);
}

/// Two endpoints of one method and path that are described differently cannot both be had.
#[test]
fn two_descriptions_of_one_call_are_an_error() {
    let table = "### Gives;;| Field | Type | About |;| --- | --- | --- |;";
    let document = format!("## The as;;GET /a;;{table}| x | int | X |;;## The bs;;GET /a;;{table}| y | int | Y |;");
    let line = "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'";
    for names in ["", "path.names = \"title\"\n"] {
        let output = compiled(&document, &format!("{names}{line}"));
        let expected = "error[TW308]: `/a` is announced twice with one method";
        assert!(said(&output).iter().any(|line| line.contains(expected)), "{}", said(&output).join("\n"));
        let help = output.diagnostics.items().iter().filter_map(|item| item.help.as_ref());
        assert!(help.into_iter().any(|help| help.contains("policy.same_call = \"merge\"")));
    }
}

/// Groups of one name in one document are told apart by the headings above them, or else are not called two documents.
#[test]
fn groups_of_one_name_are_two_places() {
    let table = "| Way | Path |;| --- | --- |;| GET | /NAMEs |;| PUT | /NAMEs |;";
    let part = |name: &str| format!("## {name};;### Methods;;{name} words.;;{}", table.replace("NAME", name));
    let beside = |name: &str| format!("## Methods;;{name} words.;;{}", table.replace("NAME", name));
    let rule = "path.names = \"method-and-path\"\n[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"Way\"]";
    let output = compiled(&format!("{};{}", part("lamp"), part("room")), rule);
    let groups: Vec<_> = output.api.iter().flat_map(|api| &api.groups).map(|group| group.name.as_str()).collect();
    assert_eq!(groups, ["lamp", "room"]);
    assert_eq!(*at(&openapi(&output), "paths/%rooms/put/tags/0"), "room");
    assert!(said(&output).iter().all(|line| !line.contains("TW304")), "{:?}", said(&output));
    let output = compiled(&format!("{};{}", beside("lamp"), beside("room")), rule);
    let item = output.diagnostics.items().iter().find(|item| item.code.number() == "TW304").expect("a difference");
    assert!(item.message.starts_with("two places differ on the group `Methods`"), "{}", item.message);
    assert!(item.help.as_ref().expect("a help").contains("endpoint.under"));
}

/// What reads like an announcement and is none is said, in whatever form it stands.
#[test]
fn what_reads_like_an_endpoint_is_said() {
    let rule = "[[endpoint]]\nin = \"quote\"\npattern = '^(?<method>[A-Z]+) `(?<path>/[^`]+)`$'";
    let text = "## One;;> GET `/one`;;Nothing comes back.;;## A;;> GET `/a` now;;## B;;<x>GET</x> `/b`;;## C;;- GET `/c`;;## D;;```;[GET] /d;```;;## E GET /e;;Words.;;## F;;```;GET /f;```;";
    let output = compiled(text, rule);
    let found: Vec<_> = warned(&output).into_iter().filter(|line| line.contains("looks like an endpoint")).collect();
    for path in ["/a", "/b", "/c", "/d", "/e", "/f"] {
        assert!(found.iter().any(|line| line.contains(path)), "{path}: {found:?}");
    }
    assert!(!found.iter().any(|line| line.contains("/one")), "{found:?}");
}
