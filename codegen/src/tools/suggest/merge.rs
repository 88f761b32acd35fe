//! Adding TOML to TOML, which keeps its comments and its order.

use toml_edit::{Array, DocumentMut, Item, Table, Value};

/// `text` with `rule`: rules are added behind those of their kind, words to the lists that there are, and keys that are there
/// keep what they say. `None` where one of the two is no TOML.
pub fn merged(text: &str, rule: &str) -> Option<String> {
    let mut into: DocumentMut = text.parse().ok()?;
    let from: DocumentMut = rule.parse().ok()?;
    // A table behind the others may have stood in front of them in its own text.
    table(into.as_table_mut(), from.into_table());
    let mut text = into.to_string();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Some(text)
}

fn table(into: &mut Table, from: Table) {
    for (key, item) in from {
        match (into.get_mut(&key), item) {
            (None, item) => {
                into.insert(&key, placed(item));
            }
            (Some(Item::ArrayOfTables(known)), Item::ArrayOfTables(new)) => {
                for rule in new {
                    let same = known.iter().any(|known| plain(known) == plain(&rule));
                    if !same {
                        known.push(apart(rule));
                    }
                }
            }
            (Some(Item::Table(known)), Item::Table(new)) => table(known, new),
            (Some(Item::Value(Value::Array(known))), Item::Value(Value::Array(new))) => array(known, new),
            // What the dialect says stands.
            (Some(_), _) => {}
        }
    }
}

fn array(known: &mut Array, new: Array) {
    for value in new {
        let words = value.as_str();
        if words.is_some() && known.iter().all(|known| known.as_str() != words) {
            known.push_formatted(value.decorated(" ", ""));
        }
    }
}

/// What had a place in its own text has none in the other.
fn placed(mut item: Item) -> Item {
    match &mut item {
        Item::Table(table) => *table = apart(std::mem::take(table)),
        Item::ArrayOfTables(rules) => {
            for rule in rules.iter_mut() {
                *rule = apart(std::mem::take(rule));
            }
        }
        _ => {}
    }
    item
}

/// A table behind the others, with a blank line in front of it.
fn apart(mut table: Table) -> Table {
    table.set_position(None);
    table.decor_mut().set_prefix("\n");
    table
}

/// A rule without its comments.
fn plain(rule: &Table) -> Vec<(String, String)> {
    rule.iter().map(|(key, value)| (key.to_owned(), value.to_string().trim().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn rules_go_behind_their_kind_and_words_into_their_lists() {
        let text = "# Ours.\n[api]\ntitle = \"a\"\n\n[columns] # seen\nname = [\"Name\"]\n\n[[section]]\nrole = \"prose\"\npattern = '^A$'\n\n[types]\nint = \"int32\"\n";
        let cases = [
            ("[columns]\nname = [\"Name\", \"Field\"]\n", "name = [\"Name\", \"Field\"]\n\n[[section]]"),
            ("[columns]\ntype = [\"Type\"]\n", "name = [\"Name\"]\ntype = [\"Type\"]\n"),
            ("[types]\nint = \"int64\"\n", "int = \"int32\"\n"),
            (
                "[[section]]\nrole = \"prose\"\npattern = '^B$'\n",
                "pattern = '^A$'\n\n[[section]]\nrole = \"prose\"\npattern = '^B$'\n\n[types]",
            ),
            ("[[section]]\nrole = \"prose\"\npattern = '^A$'\n", "pattern = '^A$'\n\n[types]"),
            ("[policy]\nparameter = \"optional\"\n", "int = \"int32\"\n\n[policy]\nparameter = \"optional\"\n"),
        ];
        for (rule, expected) in cases {
            let made = merged(text, rule).expect("TOML");
            assert!(made.ends_with('\n') && !made.ends_with("\n\n"), "{made}");
            assert!(made.starts_with("# Ours.\n") && made.contains("[columns] # seen\n"), "{made}");
            assert!(made.contains(expected), "{rule}:\n{made}");
        }
        assert_eq!(merged(text, "= no"), None);
    }
}
