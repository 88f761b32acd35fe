//! What is fuzzed.

mod documents;
mod wire;

use fastrand::Rng;

use crate::corpus;

/// Something that takes what strangers write or send.
pub trait Target {
    /// Its name.
    fn name(&self) -> &'static str;

    /// Makes an input out of the numbers, and runs it.
    ///
    /// # Errors
    ///
    /// Which law the input broke. A panic is a finding as well.
    fn run(&self, rng: &mut Rng) -> Result<(), String>;
}

/// All targets.
#[must_use]
pub fn all() -> Vec<Box<dyn Target>> {
    let inputs = std::rc::Rc::new(corpus::inputs());
    vec![
        Box::new(documents::Compile(inputs.clone())),
        Box::new(documents::Guess(inputs.clone())),
        Box::new(documents::Import(inputs)),
        Box::new(wire::Http::new()),
        Box::new(wire::WebSocket::new()),
        Box::new(wire::Parameters::new()),
        Box::new(wire::Answers::new()),
    ]
}
