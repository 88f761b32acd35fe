//! The compiler and its tools, over damaged documents.

use std::rc::Rc;

use fastrand::Rng;
use tablewright::diagnostic::render;
use tablewright::tools::{guess, import};
use tablewright::visible::is_hidden;
use tablewright::{Input, compile, compile_to_ir};

use super::Target;
use crate::mutate;

/// An input, and the text of another one.
fn pick<'a>(inputs: &'a [Input], rng: &mut Rng) -> (Input, &'a str) {
    let input = inputs[rng.usize(..inputs.len())].clone();
    let other = &inputs[rng.usize(..inputs.len())];
    let text = &other.documents[rng.usize(..other.documents.len())].text;
    (input, text)
}

/// Damages the documents of an input.
fn damage(input: &mut Input, other: &str, rng: &mut Rng) {
    let at = rng.usize(..input.documents.len());
    let document = &mut input.documents[at];
    document.text = mutate::text(&document.text, other, rng);
}

/// Compiles damaged documents, dialects and patches.
pub struct Compile(pub Rc<Vec<Input>>);

impl Target for Compile {
    fn name(&self) -> &'static str {
        "compile"
    }

    fn run(&self, rng: &mut Rng) -> Result<(), String> {
        let (mut input, other) = pick(&self.0, rng);
        damage(&mut input, other, rng);
        match rng.u8(..6) {
            0 => input.dialect.text = mutate::text(&input.dialect.text, other, rng),
            1 => {
                let from = &self.0[rng.usize(..self.0.len())];
                input.dialect.text.clone_from(&from.dialect.text);
            }
            2 => {
                if let Some(patches) = &mut input.patches {
                    patches.text = mutate::text(&patches.text, other, rng);
                }
            }
            _ => {}
        }
        compiled(&input)
    }
}

/// The laws of a compilation.
fn compiled(input: &Input) -> Result<(), String> {
    let output = compile(input);
    let totals = output.ledger.totals();
    if totals.used + totals.ignored + totals.reported != output.ledger.entries().len() {
        return Err("the account of the constructs does not add up".to_owned());
    }
    if !output.files.is_empty() && output.diagnostics.has_errors() {
        return Err("there are files in spite of errors".to_owned());
    }
    for item in output.diagnostics.items() {
        let human = render::human(&output.sources, item, "spec");
        if human.contains(is_hidden) {
            return Err(format!("a message has a character that commands a terminal: {human:?}"));
        }
        let json = render::json(&output.sources, item, "spec");
        serde_json::from_str::<serde_json::Value>(&json).map_err(|error| format!("{json} is not JSON: {error}"))?;
    }
    Ok(())
}

/// Guesses a dialect for damaged documents.
pub struct Guess(pub Rc<Vec<Input>>);

impl Target for Guess {
    fn name(&self) -> &'static str {
        "guess"
    }

    fn run(&self, rng: &mut Rng) -> Result<(), String> {
        let (mut input, other) = pick(&self.0, rng);
        damage(&mut input, other, rng);
        input.dialect.text = guess::guess(&input.api, &input.documents).dialect;
        input.patches = None;
        // What refuses a dialect comes before the emitters, which take longer than all else; a few go through them too.
        let output = if rng.u8(..16) == 0 { compile(&input) } else { compile_to_ir(&input) };
        let refused =
            output.diagnostics.items().iter().find(|item| ["TW101", "TW102", "TW103"].contains(&item.code.number()));
        refused.map_or(Ok(()), |item| Err(format!("the compiler refuses the guess: {}", item.message)))
    }
}

/// Cleans damaged pages.
pub struct Import(pub Rc<Vec<Input>>);

impl Target for Import {
    fn name(&self) -> &'static str {
        "import"
    }

    fn run(&self, rng: &mut Rng) -> Result<(), String> {
        let (mut input, other) = pick(&self.0, rng);
        damage(&mut input, other, rng);
        let page = &input.documents[0].text;
        let imported = import::clean(page);
        match import::restore(&imported.text, &imported.changes) {
            Ok(restored) if restored == *page => Ok(()),
            Ok(_) => Err("the changes do not lead back to the page".to_owned()),
            Err(_) => Err("the changes do not fit the text".to_owned()),
        }
    }
}
