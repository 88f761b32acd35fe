//! Patches of what small documents get wrong, wherever it stands.

use crate::{Case, check, compiled, help};

const RULES: &str = "[names]\nstep = '^- '\noptional = '\\?$'\n\
                     [[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^The (?<name>\\w+)$'\n\
                     [[section]]\nrole = \"object\"\nmark = \"line\"\npattern = '^Object of (?<parent>\\w+):$'\n";

/// Rows whose type and description are the wrong way round, below an endpoint and outside of all.
const DOCUMENT: &str = "\
## GET /a;;**Response**;;| Name | Type | Description |;|---|---|---|;| b | object | B |;| - c | Below b | string |;\
| d | object | D |;| lamp | Lamp | L |;;Object of d:;;| Name | Type | Description |;|---|---|---|;| e | E | string |;;\
### The Bulb;;| Name | Type | Description |;|---|---|---|;| watts | How strong | integer |;;\
# Types;;## The Lamp;;| Name | Type | Description |;|---|---|---|;| hue? | Colour | string |;| bulb | object | B |;\
| - size | How large | integer |;| cover | object | C |;| kind | Bulb | K |;;Object of cover:;;\
| Name | Type | Description |;|---|---|---|;| depth | How deep | integer |;;";

fn in_order(at: &str, name: &str, found: [&str; 2]) -> String {
    let [docs, ty] = found;
    format!(
        "[[patch]]\nat = \"{at}\"\nreason = \"Out of order.\"\nexpect = {{ cells = [\"{name}\", \"{docs}\", \"{ty}\"] }}\n\
         set = {{ cells = {{ type = \"{ty}\", description = \"{docs}\" }} }}\n"
    )
}

#[test]
fn cells_are_put_in_order_wherever_their_row_stands() {
    let patches = [
        in_order("a/response/b/c", "- c", ["Below b", "string"]),
        in_order("a/response/d/e", "e", ["E", "string"]),
        in_order("Bulb/watts", "watts", ["How strong", "integer"]),
        in_order("Lamp/hue", "hue?", ["Colour", "string"]),
        in_order("Lamp/bulb/size", "- size", ["How large", "integer"]),
        in_order("Lamp/cover/depth", "depth", ["How deep", "integer"]),
    ];
    let values: &'static [(&str, &str)] = &[
        ("components/schemas/AResponse/properties/b/properties/c/type", "\"string\""),
        ("components/schemas/AResponse/properties/b/properties/c/description", "\"Below b\""),
        ("components/schemas/AResponse/properties/d/properties/e/type", "\"string\""),
        ("components/schemas/Lamp/properties/hue/type", "\"string\""),
        ("components/schemas/Lamp/properties/bulb/properties/size/type", "\"integer\""),
        ("components/schemas/Lamp/properties/cover/properties/depth/type", "\"integer\""),
        ("components/schemas/Bulb/properties/watts/type", "\"integer\""),
    ];
    check(&[Case { rules: RULES, patches: patches.concat().leak(), values, ..Case::new("each", DOCUMENT) }]);
    // As the cell has the name, too.
    let as_written = patches.concat().replace("Lamp/hue\"", "Lamp/hue?\"").replace("b/c\"", "- c\"");
    check(&[Case { rules: RULES, patches: as_written.leak(), values, ..Case::new("as written", DOCUMENT) }]);
    for (at, near) in [("Lamp/hues", "hue"), ("Lamp/bulb/sizes", "bulb/size"), ("a/response/d/ee", "d/e")] {
        let all = patches.concat() + &in_order(at, "x", ["X", "string"]);
        let said = help(&Case { rules: RULES, patches: all.leak(), ..Case::new("nothing there", DOCUMENT) });
        assert_eq!(said, format!("did you mean `{near}`?"), "{at}");
    }
}

/// What stands in the place of a cell is no statement of the documents.
#[test]
fn what_a_patch_gives_is_patched() {
    let patches: &'static str = in_order("Bulb/watts", "watts", ["How strong", "integer"]).leak();
    let api = compiled(&Case { rules: RULES, patches, ..Case::new("one", DOCUMENT) }).api.expect("an IR");
    let api = serde_json::to_value(api).expect("JSON");
    let types = api["types"].as_array().expect("types");
    let bulb = types.iter().find(|def| def["id"] == "Bulb").expect("the type");
    let origin = &bulb["kind"]["fields"][0]["type"]["provenance"];
    assert_eq!((&origin["how"], &origin["rule"]), (&"patched".into(), &"Out of order.".into()), "{origin}");
}
