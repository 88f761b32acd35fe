//! Nothing that a document says makes the compiler panic, hang or lose count.

use tablewright::{Input, compile};
use tests::{FAMILIES, family, small};

const DIALECT: &str = r#"
[[endpoint]]
in = "line"
pattern = '^call (?<path>\S+)$'

[[section]]
role = "items"
pattern = '^items of (?<parent>\S+)$'

[columns]
name = ["name"]
type = ["type"]
description = ["about"]

[policy]
unlabelled = ["parameters"]

[types]
list = "array"
text = "string"

[[type]]
is = "list"
pattern = '^(?<item>.+)\[\]$'
"#;

/// A sequence of numbers that looks random and is the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

fn adds_up(input: &Input) {
    let output = compile(input);
    let totals = output.ledger.totals();
    assert_eq!(totals.used + totals.ignored + totals.reported, output.ledger.entries().len());
    assert!(output.files.is_empty() || !output.diagnostics.has_errors());
    for item in output.diagnostics.items() {
        assert!(tablewright::diagnostic::render::json(&output.sources, item, "").starts_with('{'));
    }
}

#[test]
fn deep_nesting_is_reported() {
    let cases = [
        ("quotes", ">".repeat(20_000) + " x"),
        ("lists", (0..2_000).flat_map(|depth| ["  ".repeat(depth), "- x\n".to_owned()]).collect()),
        ("directives", "::: tip\n".repeat(20_000)),
        ("details", "<details>\n\n".repeat(20_000)),
    ];
    for (name, nested) in cases {
        let output = compile(&small(&format!("# A\n\ncall /a\n\n{nested}\n"), DIALECT, None));
        let found = output.diagnostics.items().iter().any(|item| item.code.number() == "TW217");
        assert!(found, "{name}: {:?}", tests::messages(&output).first());
    }
}

#[test]
fn deep_types_and_values_are_reported() {
    let deep_type = format!("text{}", "[]".repeat(20_000));
    let table = format!("# A\n\ncall /a\n\n| name | type | about |\n| --- | --- | --- |\n| a | {deep_type} | x |\n");
    let output = compile(&small(&table, DIALECT, None));
    assert!(
        output.diagnostics.items().iter().any(|item| item.code.number() == "TW210"),
        "{:?}",
        tests::messages(&output)
    );
    let stars = "*a".repeat(200);
    adds_up(&small(&format!("# A\n\ncall /a\n\nitems of {stars}\n"), DIALECT, None));
    let json = format!("# A\n\ncall /a\n\n```json\n{}\n```\n", "[".repeat(100_000));
    adds_up(&small(&json, DIALECT, None));
}

#[test]
fn lines_in_any_order_do_no_harm() {
    for (seed, name) in FAMILIES.into_iter().enumerate() {
        let input = family(name);
        let mut numbers = Numbers(seed as u64 + 1);
        for _ in 0..40 {
            let mut mutant = input.clone();
            for document in &mut mutant.documents {
                let mut lines: Vec<_> = document.text.lines().map(str::to_owned).collect();
                for _ in 0..20 {
                    let (one, two) = (numbers.below(lines.len()), numbers.below(lines.len()));
                    lines.swap(one, two);
                    let cut = lines.get(one).map_or(0, |line| numbers.below(line.chars().count()));
                    if let Some(line) = lines.get_mut(one) {
                        *line = line.chars().take(cut).collect();
                    }
                }
                document.text = lines.join("\n");
            }
            adds_up(&mutant);
        }
    }
}

#[test]
fn any_part_of_a_document_can_be_read() {
    for name in FAMILIES {
        let input = family(name);
        for part in 1..30 {
            let mut mutant = input.clone();
            for document in &mut mutant.documents {
                let count = document.text.chars().count() * part / 30;
                document.text = document.text.chars().take(count).collect();
            }
            adds_up(&mutant);
        }
    }
}

#[test]
fn any_part_of_the_configuration_can_be_read() {
    for name in FAMILIES {
        let input = family(name);
        for part in 0..40 {
            let mut mutant = input.clone();
            let count = mutant.dialect.text.chars().count() * part / 40;
            mutant.dialect.text = mutant.dialect.text.chars().take(count).collect();
            adds_up(&mutant);
            if let Some(patches) = &mut mutant.patches {
                let count = patches.text.chars().count() * part / 40;
                patches.text = patches.text.chars().take(count).collect();
            }
            adds_up(&mutant);
        }
    }
}
