//! What is suggested for small documents, and what comes of it.

use super::{Gain, Suggestions, TRIED, apply, suggest};
use crate::{Document, Input};

const DOCUMENT: &str = "# Lamps\n\n## Switch a lamp\n\n`PUT /lamps/{id}`\n\n**Parameters**\n\n| Name | Type | Range |\n|---|---|---|\n\
    | id | string | any |\n| on | boolean | yes or no |\n\n## List the lamps\n\n`GET /lamps`\n\n**Parameters**\n\n| Name | Type |\n|---|---|\n\
    | room | string |\n";

fn input(dialect: &str) -> Input {
    let file = |name: &str, text: &str| Document { name: name.to_owned(), text: text.to_owned() };
    let documents = vec![file("lamps/a.md", DOCUMENT)];
    Input { api: "lamps".to_owned(), documents, dialect: file("lamps/dialect.toml", dialect), patches: None }
}

#[test]
fn from_nothing_to_all_that_the_documents_say() {
    let empty = input("# Ours.\n[api]\ndraft = true\n");
    let found = suggest(&empty).made;
    let first = found.first().expect("a suggestion");
    assert!(first.rule.starts_with("[[endpoint]]"), "{found:#?}");
    assert_eq!(first.gain.endpoints, 2);
    // What the rule reads is named, with its place.
    let reads: Vec<_> = found.iter().flat_map(|one| &one.reads).collect();
    assert!(reads.iter().any(|shape| shape.message.contains("announces an endpoint")), "{reads:?}");
    assert!(reads.iter().all(|shape| shape.count > 0 && !shape.first.file.is_empty()), "{reads:?}");
    let (dialect, gain) = apply(&empty, &found).expect("TOML");
    assert!(dialect.starts_with("# Ours.\n[api]\ndraft = true\n"), "{dialect}");
    assert_eq!((gain.endpoints, gain.parameters), (2, 3), "{dialect}");
    assert_eq!(gain.unexplained, found.iter().map(|one| one.gain.unexplained).sum::<isize>());
    // Nothing is suggested twice, and nothing that gives nothing.
    assert_eq!(suggest(&input(&dialect)), Suggestions::default());
    assert_eq!(apply(&input(&dialect), &[]), Some((dialect, Gain::default())));
}

#[test]
fn what_a_dialect_says_stands() {
    let own = "[api]\ndraft = true\n\n[[endpoint]]\nin = \"line\"\npattern = '^`(?<method>GET) (?<path>/\\S+)`$'\n\n\
               [columns]\nname = [\"Name\"]\n\n[types]\nboolean = \"string\"\n";
    let (dialect, gain) = apply(&input(own), &suggest(&input(own)).made).expect("TOML");
    assert!(dialect.contains("boolean = \"string\"\n") && !dialect.contains("boolean = \"bool\""), "{dialect}");
    assert_eq!(gain.endpoints, 1, "{dialect}");
    assert_eq!(apply(&input("= no"), &suggest(&empty()).made.into_iter().take(1).collect::<Vec<_>>()), None);
}

/// What somebody has narrowed is read by his rule, for those that it is of.
#[test]
fn what_a_rule_is_narrowed_to_stays_so() {
    let whole = apply(&empty(), &suggest(&empty()).made).expect("TOML").0;
    let narrowed = whole.replace("role = \"parameters\"\n", "role = \"parameters\"\nendpoints = '^PUT '\n");
    assert_ne!(whole, narrowed);
    for other in [narrowed.clone(), narrowed.replace("'^Parameters$'", "'^Par[a-z]+$'")] {
        let made = suggest(&input(&other)).made;
        assert!(!made.iter().any(|one| one.rule.contains("[[label]]")), "{other}\n{made:?}");
    }
}

/// Words that a rule reads where they are marked in one way are not read where they are marked in another.
#[test]
fn a_label_that_is_marked_otherwise_needs_a_rule() {
    let whole = apply(&empty(), &suggest(&empty()).made).expect("TOML").0;
    assert!(whole.contains("role = \"parameters\"\nmark = \"bold\""), "{whole}");
    let mut other = input(&whole);
    for document in &mut other.documents {
        document.text = document.text.replacen("**Parameters**", "### Parameters", 1);
    }
    let made = suggest(&other).made;
    assert!(made.iter().any(|one| one.rule.contains("mark = \"heading\"")), "{made:#?}");
}

/// One method and path that is announced twice is one call, where that gives more.
#[test]
fn two_accounts_of_one_call_are_put_together() {
    let mut twice = input(
        "[[endpoint]]\nin = \"line\"\npattern = '^`(?<method>GET) (?<path>/\\S+)`$'\n[api]\ndraft = true\n\
         [[section]]\nrole = \"parameters\"\nmark = \"bold\"\npattern = '^Parameters$'\n[columns]\nname = [\"Name\"]\n",
    );
    let one = |name: &str| format!("## By {name}\n\n`GET /lamps`\n\n**Parameters**\n\n| Name |\n|---|\n| {name} |\n\n");
    twice.documents =
        vec![Document { name: "lamps/a.md".to_owned(), text: format!("# Lamps\n\n{}{}", one("room"), one("colour")) }];
    let rules: Vec<_> = suggest(&twice).made.into_iter().map(|one| one.rule).collect();
    assert!(rules.iter().any(|rule| rule.contains("same_call = \"merge\"")), "{rules:?}");
}

/// Of too many candidates it is said how many are left.
#[test]
fn what_is_not_tried_is_counted() {
    let columns: String = (0..TRIED + 50).map(|number| format!("| Column {number} ")).collect::<Vec<_>>().concat();
    let rules = "|---".repeat(TRIED + 50);
    let mut many = input(
        "[[endpoint]]\nin = \"line\"\npattern = '^`(?<method>GET) (?<path>/\\S+)`$'\n\
         [[section]]\nrole = \"parameters\"\nmark = \"bold\"\npattern = '^Parameters$'\n[columns]\nname = [\"Name\"]\n",
    );
    many.documents = vec![Document {
        name: "lamps/a.md".to_owned(),
        text: format!("# Lamps\n\n`GET /lamps`\n\n**Parameters**\n\n| Name {columns}|\n|---{rules}|\n"),
    }];
    let found = suggest(&many);
    assert!(found.untried >= 50 && found.untried < TRIED, "{}", found.untried);
}

fn empty() -> Input {
    input("[api]\ndraft = true\n")
}
