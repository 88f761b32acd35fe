//! Where a run writes to.

use std::io::{self, IsTerminal as _, Write};

use tablewright::visible::visible;

use crate::error::Error;

/// The two streams of a run. A reader that goes away (`| head`) ends the printing and not the run.
pub struct Console<'a> {
    out: Stream<'a>,
    err: Stream<'a>,
    colour: bool,
}

/// One stream, and what became of it.
struct Stream<'a> {
    writer: Box<dyn Write + 'a>,
    failure: Option<io::Error>,
}

impl Stream<'_> {
    fn print(&mut self, text: &str) {
        if self.failure.is_none() {
            let written = self.writer.write_all(text.as_bytes()).and_then(|()| self.writer.flush());
            self.failure = written.err();
        }
    }
}

impl<'a> Console<'a> {
    /// Standard output and standard error. Messages are coloured where standard error is a terminal and `NO_COLOR` is
    /// not set.
    #[must_use]
    pub fn standard() -> Console<'static> {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colour = io::stderr().is_terminal() && !set("NO_COLOR") && !dumb;
        Console { colour, ..Console::new(io::stdout(), io::stderr()) }
    }

    /// Two streams without colour.
    pub fn new(out: impl Write + 'a, err: impl Write + 'a) -> Self {
        let stream = |writer| Stream { writer, failure: None };
        Self { out: stream(Box::new(out)), err: stream(Box::new(err)), colour: false }
    }

    /// Whether messages are coloured.
    pub(crate) fn colour(&self) -> bool {
        self.colour
    }

    /// Prints to standard output; nothing in the text commands the terminal.
    pub fn out(&mut self, text: &str) {
        self.out.print(&visible(text));
    }

    /// Prints to standard error; nothing in the text commands the terminal.
    pub fn err(&mut self, text: &str) {
        self.err.print(&visible(text));
    }

    /// Prints to standard error what its maker has coloured, and in which nothing else commands the terminal.
    pub(crate) fn coloured(&mut self, text: &str) {
        self.err.print(text);
    }

    /// As [`Console::coloured`], to standard output.
    pub(crate) fn coloured_out(&mut self, text: &str) {
        self.out.print(text);
    }

    /// Whether what was printed to standard output got there. A reader that went away on purpose is no failure.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        match self.out.failure.take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::new(format!("cannot write to standard output: {error}"), "redirect it elsewhere"))
            }
            _ => Ok(()),
        }
    }
}
