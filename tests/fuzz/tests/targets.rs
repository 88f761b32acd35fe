//! Each target holds for a few inputs; `cargo run -p fuzz` runs as many as wanted.

use fuzz::run::{Bound, run};
use fuzz::targets;

/// How many inputs each target gets here.
const INPUTS: u64 = 150;

#[test]
fn the_targets_hold() {
    for target in targets::all() {
        let report = run(target.as_ref(), 1, 0, Bound::Inputs(INPUTS));
        assert_eq!(report.inputs, INPUTS);
        assert!(report.findings.is_empty(), "{report}");
    }
}

#[test]
fn an_input_can_be_made_again() {
    use fuzz::{mutate, run::numbers};
    let text = "# A\n\n| a | b |\n| --- | --- |\n| c | d |\n";
    let made = |number| mutate::text(text, text, &mut numbers(7, number));
    assert_eq!(made(3), made(3));
    let different = (0..50).filter(|number| made(*number) != text).count();
    assert!(different > 40, "{different} of 50 inputs are damaged");
}
