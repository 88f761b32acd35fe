//! The feature of an API in the `Cargo.toml` of the generated crate, which is written by hand.

use crate::console::Console;
use crate::error::Error;
use crate::generate::Folder;
use crate::write;

/// Whether the crate can have a feature of this name for an API: none of its other features, such as that of the client,
/// is called so. Without a `Cargo.toml` that can be read there is nothing to say.
pub fn check(out: &Folder, api: &str) -> Result<(), Error> {
    let text = std::fs::read_to_string(out.path.join("Cargo.toml")).unwrap_or_default();
    let manifest = text.parse::<toml::Table>().unwrap_or_default();
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let taken = features.and_then(|features| features.get(api)).and_then(toml::Value::as_array);
    if api != "default" && taken.is_none_or(Vec::is_empty) {
        return Ok(());
    }
    let message = format!("`{api}` cannot be the name of an API: the generated crate has another feature of this name");
    Err(Error::new(message, "choose another name"))
}

/// The name of a feature as a key of TOML.
pub fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { toml::Value::from(name).to_string() }
}

/// Adds the feature, and says what was done or what is to be done.
pub fn add(out: &Folder, api: &str, console: &mut Console) -> Result<String, Error> {
    let shown = format!("{}/Cargo.toml", out.shown.trim_end_matches('/'));
    let path = out.path.join("Cargo.toml");
    let line = format!("{} = []", key(api));
    let by_hand = format!("add `{line}` to the `[features]` of `{shown}`\n");
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(by_hand) };
    let Ok(manifest) = text.parse::<toml::Table>() else { return Ok(by_hand) };
    let features = manifest.get("features").and_then(toml::Value::as_table);
    if features.is_some_and(|features| features.contains_key(api)) {
        return Ok(format!("`{shown}` has the feature `{api}`\n"));
    }
    let Some(changed) = insert(&text, &line).filter(|text| text.parse::<toml::Table>().is_ok()) else {
        return Ok(by_hand);
    };
    write::Writer::open(out, console)?.write(&[("Cargo.toml".into(), &changed)], true)?;
    Ok(format!("`{shown}` got the feature `{api}`; add it to `default` if all users shall have it\n"))
}

/// The text with the feature at its place among those that stand for an API: after `default`, in the order of names.
fn insert(text: &str, line: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let head = lines.iter().position(|line| line.trim() == "[features]")?;
    let is_api = |line: &&&str| line.trim_end().ends_with("= []");
    let body = lines.iter().enumerate().skip(head + 1).take_while(|(_, line)| !line.trim_start().starts_with('['));
    let body: Vec<_> = body.collect();
    let after = body.iter().filter(|(_, other)| is_api(other) && other.trim() < line).map(|(at, _)| at + 1).next_back();
    let default = body.iter().find(|(_, line)| line.starts_with("default") && line.trim_end().ends_with(']'));
    let at = after.or_else(|| default.map(|(at, _)| at + 1)).unwrap_or(head + 1);
    let mut changed: String = lines.get(..at)?.concat();
    if !changed.ends_with('\n') {
        changed.push('\n');
    }
    changed.push_str(line);
    changed.push('\n');
    changed.push_str(&lines.get(at..)?.concat());
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::insert;

    #[test]
    fn names_are_keys() {
        for (name, expected) in [("shop-2_b", "shop-2_b"), ("项目", "\"项目\""), ("a b", "\"a b\"")] {
            assert_eq!(super::key(name), expected);
            assert!(format!("{expected} = []").parse::<toml::Table>().is_ok_and(|table| table.contains_key(name)));
        }
    }

    #[test]
    fn a_feature_is_put_among_the_others() {
        let cases = [
            (
                "[features]\ndefault = [\"a\"]\na = []\nc = []\nx = [\"y\"]\n",
                "[features]\ndefault = [\"a\"]\na = []\nb = []\nc = []\nx = [\"y\"]\n",
            ),
            (
                "[features]\ndefault = []\nc = []\n\n[dependencies]\n",
                "[features]\ndefault = []\nb = []\nc = []\n\n[dependencies]\n",
            ),
            ("[features]", "[features]\nb = []\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(insert(text, "b = []").as_deref(), Some(expected));
        }
        assert_eq!(insert("[package]\n", "b = []"), None);
    }
}
