//! Types of the documents that are given types: what each use is, and what is said of those that are none.

use super::{Case, HEAD, check, compiled_to_ir, said};

/// How documents write a generic, its uses, and types that hold others.
const GENERIC: &str = r#"
[[section]]
role = "object"
mark = "heading"
pattern = '^(?<name>\w+)<(?<item>.+)>$'

[[statement]]
states = "more-fields"
pattern = '^Beside those of (?<type>\S+):'

[[statement]]
states = "parameters"
pattern = '^It takes (?<type>\S+) whole'

[[statement]]
states = "response"
pattern = '^It gives (?<type>.+)\.$'

[[type]]
is = "list"
pattern = '^(?<item>.+)\[\]$'

[[type]]
is = "nullable"
pattern = '^(?<item>.+)\?$'

[[type]]
is = "union"
pattern = ' or '
each = '(?<type>[^ ]+)(?: or )?'

[[type]]
is = "reference"
pattern = '^(?<name>\w+)<(?<item>.*)>$'
"#;

const PAGE: &str = "## Page<T>;;| Field | Type | About |;| --- | --- | --- |;| items | T[] | I |;";

/// An endpoint that gives a field of each of these types, and what stands below it.
fn gives(types: &[&str], more: &str) -> String {
    let rows: Vec<_> = types.iter().enumerate().map(|(at, ty)| format!("| f{at} | {ty} | F |;")).collect();
    let rows = rows.concat();
    format!("## GET /a;;### Gives;;{HEAD}{rows};{more}")
}

/// A document, values of its OpenAPI, and what is said of it.
type Reported<'a> = (String, &'a [(&'a str, &'a str)], &'a str);

fn held(document: &str, values: &[(&str, &str)], says: &str) {
    check(&[Case { what: document, document, more: GENERIC, values, says }]);
}

#[test]
fn each_use_is_a_type_of_its_own() {
    let pair = "## Pair<A, B>;;| Field | Type | About |;| --- | --- | --- |;| a | A | A |;| b | B? | B |;";
    let types = ["Page<int>", "Page<text>", "Page<int>", "Pair<int, Page<text>>", "Pair<text?, text?>"];
    let document = gives(&types, &format!("{PAGE};{pair}"));
    let values = [
        ("components/schemas/PageOfIntegers/properties/items/items/type", "\"integer\""),
        ("components/schemas/PageOfText/properties/items/items/type", "\"string\""),
        ("components/schemas/PairOfIntegersAndPageOfText/properties/a/type", "\"integer\""),
        ("components/schemas/PairOfTextOrNullAndTextOrNull/properties/b/type", "[\"string\", \"null\"]"),
        ("components/schemas/Page", "null"),
        ("components/schemas/T", "null"),
    ];
    held(&document, &values, "");
}

/// A letter in angle brackets behind a word is a type, and no element of HTML, unless it ends.
#[test]
fn letters_of_types_are_no_elements() {
    let tag = format!("## Box<S>;;{HEAD}| it | S | The<S>old</S> one |;");
    let values = [
        ("components/schemas/BoxOfIntegers/properties/it/type", "\"integer\""),
        ("paths/%a/get/responses/200/content/application%json/schema/properties/f1/type", "\"string\""),
    ];
    held(&gives(&["Box<int>", "te<B>xt</B>"], &tag), &values, "");
}

#[test]
fn a_generic_may_hold_itself_and_others() {
    let tree = "## Tree<T>;;| Field | Type | About |;| --- | --- | --- |;| below | Tree<T>[] | B |;| page | Page<T> | P |;| one | T or text | O |;";
    let values = [
        ("components/schemas/TreeOfIntegers/properties/below/items/properties/below/type", "\"array\""),
        ("components/schemas/TreeOfIntegers/properties/page/properties/items/items/type", "\"integer\""),
    ];
    held(&gives(&["Tree<int>"], &format!("{PAGE};{tree}")), &values, "");
}

#[test]
fn a_generic_may_have_the_fields_of_another() {
    let more = "## Book<U>;;Beside those of Page<U>:;;| Field | Type | About |;| --- | --- | --- |;| first | U | F |;";
    let values = [("components/schemas/BookOfIntegers/properties/items/items/type", "\"integer\"")];
    held(&gives(&["Book<int>"], &format!("{more};{PAGE}")), &values, "");
    let circle =
        "## Book<U>;;Beside those of Book<U>:;;| Field | Type | About |;| --- | --- | --- |;| first | U | F |;";
    held(&gives(&["Book<int>"], circle), &[], "TW309");
}

#[test]
fn what_a_sentence_says_may_be_made_of_a_generic() {
    let document = format!("## POST /a;;It takes Page<int> whole.;;It gives Page<text>[].;;{PAGE}");
    let values = [
        ("paths/%a/post/requestBody/content/application%json/schema/properties/items/items/type", "\"integer\""),
        ("paths/%a/post/responses/200/content/application%json/schema/items/properties/items/items/type", "\"string\""),
    ];
    held(&document, &values, "");
}

#[test]
fn the_dialect_may_use_generics_of_the_documents() {
    let more = format!("{GENERIC}\n[define.both]\nfields = [{{ name = \"pages\", type = \"Page<int>[]\" }}]\n");
    let values = [("components/schemas/PageOfIntegers/properties/items/items/type", "\"integer\"")];
    let document = gives(&["both"], PAGE);
    check(&[Case { what: "a definition", document: &document, more: &more, values: &values, says: "" }]);
    let pair = format!(
        "{GENERIC}\n[define.Pair]\nitem = \"A, B\"\nfields = [{{ name = \"a\", type = \"A[]\" }}, {{ name = \"b\", type = \"B\" }}]\n"
    );
    let values = [
        ("components/schemas/PairOfIntegersAndText/properties/a/items/type", "\"integer\""),
        ("components/schemas/PairOfIntegersAndText/properties/b/type", "\"string\""),
    ];
    let says = "warning[TW210]: `define.Pair` takes 2 types, and is given 1 here";
    let document = gives(&["Pair<int, text>", "Pair<int>"], "");
    check(&[Case { what: "a definition of two", document: &document, more: &pair, values: &values, says }]);
}

#[test]
fn what_is_no_use_is_reported() {
    let plain = "## The plain;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;";
    let endless = "## Endless<T>;;| Field | Type | About |;| --- | --- | --- |;| more | Endless<Endless<T>> | M |;";
    let listed = "## Lists<T>;;| Field | Type | About |;| --- | --- | --- |;| more | Lists<T[]> | M |;";
    let unused = "## Idle<T, U>;;| Field | Type | About |;| --- | --- | --- |;| it | T | I |;";
    let example = format!("{PAGE};### Shown;;```json;{{\"items\": []}};```;");
    let any = ("paths/%a/get/responses/200/content/application%json/schema/properties/f0/type", "null");
    let cases: [Reported<'_>; 10] = [
        (gives(&["Page<int, text>"], PAGE), &[any], "warning[TW210]: `Page<T>` is given 2 types here, and needs 1"),
        (gives(&["Page"], PAGE), &[any], "warning[TW210]: `Page<T>` is given no types here, and needs 1"),
        (gives(&["Page<>"], PAGE), &[any], "warning[TW210]: the type is empty"),
        (gives(&["plain<int>"], plain), &[], "warning[TW210]: `plain` is given 1 type here, and takes none"),
        (gives(&["Page<Nowhere>"], PAGE), &[], "warning[TW503]: nothing defines the type `Nowhere`"),
        (gives(&["Nowhere<int>"], PAGE), &[any], "warning[TW503]: nothing defines the type `Nowhere`"),
        (gives(&["Endless<int>"], endless), &[], "warning[TW210]: `Endless` is given types that nest too deeply"),
        (gives(&["Lists<int>"], listed), &[], "warning[TW210]: `Lists` is given types that nest too deeply"),
        (gives(&["int"], unused), &[], "warning[TW504]: nothing says of what types `Idle<T, U>` is"),
        (gives(&["Idle<int, text>"], unused), &[], "warning[TW309]: no field of `Idle` is of the type `U`"),
    ];
    for (document, values, says) in &cases {
        held(document, values, says);
    }
    held(&gives(&["Page<int>"], &example), &[], "note[TW405]: this shows `Page`, and nothing says with which types");
}

/// A document cannot have more made than it could write down itself, by far.
#[test]
fn what_is_made_has_an_end() {
    let rows: Vec<_> = (0..100).map(|at| format!("| f{at} | Wide<Wide<T>> | F |;")).collect();
    let rows = rows.concat();
    let wide = format!("## Wide<T>;;{HEAD}{rows}| g | T | G |;");
    let kinds: Vec<_> = (0..9).map(|at| format!("Two<t{at}, t{at}>")).collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let two = "## Two<A, B>;;| Field | Type | About |;| --- | --- | --- |;| a | Two<Two<A, B>, A> | A |;| b | Two<B, Two<A, B>> | B |;";
    for (document, most) in [(gives(&["Wide<int>"], &wide), 10), (gives(&kinds, two), 11_000)] {
        let output = compiled_to_ir(&document, GENERIC);
        assert!(said(&output).iter().any(|line| line.contains("nest too deeply or are too many")), "{document}");
        let made = output.api.map_or(usize::MAX, |api| api.types.len());
        assert!(made <= most, "{made} and not {most} at most: {document}");
    }
}
