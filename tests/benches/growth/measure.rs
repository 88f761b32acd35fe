//! One measurement: what a run over a generated API costs.

use std::fmt;
use std::hint::black_box;
use std::process;
use std::str::FromStr;
use std::thread;
use std::time::{Duration, Instant};

use tablewright::compile;
use tablewright::diagnostic::render;
use tablewright::tools::{guess, unexplained};
use tests::at_processor;

use crate::documents::{Kind, Work};

/// What a run cost.
#[derive(Clone, Copy)]
pub struct Measured {
    /// The time of this process at the processor, where that is known, and else by the clock.
    pub seconds: f64,
    /// The most memory that the process held.
    pub megabytes: Option<u64>,
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.seconds, self.megabytes.map_or(-1, |size| i64::try_from(size).unwrap_or(i64::MAX)))
    }
}

impl FromStr for Measured {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (seconds, megabytes) = text.split_once(' ').ok_or(())?;
        Ok(Self { seconds: seconds.parse().map_err(|_| ())?, megabytes: megabytes.parse().ok() })
    }
}

/// So long the runs last that are timed together. The system counts the time at the processor in steps of some
/// milliseconds.
const TOGETHER: Duration = Duration::from_millis(200);
/// So often they are timed.
const TIMES: usize = 3;

/// Measures in this process: the memory of the first run, and the time of the quickest ones after it, which the allocator
/// and the caches of the processor know.
pub fn here(kind: &Kind, size: usize) -> Measured {
    let limit = std::env::var("TABLEWRIGHT_PATIENCE").ok().and_then(|limit| limit.parse().ok());
    if let Some(limit) = limit {
        thread::spawn(move || {
            thread::sleep(Duration::from_secs(limit));
            process::exit(1);
        });
    }
    let input = kind.input(size);
    let run = || match kind.work {
        Work::Compile => compiled(&input),
        Work::Guess => drop(black_box(guess::guess(&input.api, &input.documents))),
    };
    run();
    let megabytes = most();
    let clock = Instant::now();
    // Other programs take from the time by the clock.
    let now = || at_processor().unwrap_or_else(|| clock.elapsed());
    let timed = |count: u32| {
        let before = now();
        (0..count).for_each(|_| run());
        now().saturating_sub(before).as_secs_f64() / f64::from(count)
    };
    let mut count = 1;
    let begin = Instant::now();
    while begin.elapsed() < TOGETHER {
        run();
        count += 1;
    }
    let seconds = (0..TIMES).map(|_| timed(count)).fold(f64::INFINITY, f64::min);
    Measured { seconds, megabytes }
}

/// What the command does: compile, print the messages, and group what is not explained.
fn compiled(input: &tablewright::Input) {
    let output = compile(input);
    for diagnostic in output.diagnostics.items() {
        black_box(render::human(&output.sources, diagnostic, "spec"));
    }
    black_box(unexplained::groups(&output));
    black_box(output);
}

/// The most memory that this process held, in MB.
fn most() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024)
}
