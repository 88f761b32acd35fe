//! Running a target over many inputs.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::{Duration, Instant};

use fastrand::Rng;
use tests::at_processor;

use crate::targets::Target;

/// The last panic of any task, also of one that nobody waits for.
static PANIC: Mutex<Option<String>> = Mutex::new(None);
/// Whether an input is run: another panic is none of its.
static RUNNING: AtomicBool = AtomicBool::new(false);

/// What one input may take.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// After so many findings a target is left.
const ENOUGH: usize = 10;

/// When a run ends.
#[derive(Clone, Copy)]
pub enum Bound {
    /// After so many inputs.
    Inputs(u64),
    /// After this time.
    Time(Duration),
}

/// What a run found.
pub struct Report {
    /// The name of the target.
    pub target: &'static str,
    /// How many inputs were run.
    pub inputs: u64,
    /// How long they took.
    pub time: Duration,
    /// The number of each input that broke a law, and how.
    pub findings: Vec<(u64, String)>,
    seed: u64,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, inputs, findings, seed, .. } = self;
        let seconds = self.time.as_secs_f64().max(f64::MIN_POSITIVE);
        #[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
        let rate = *inputs as f64 / seconds;
        write!(f, "{target:<12} {inputs:>8} inputs {seconds:>8.1} s {rate:>9.0}/s {:>4} findings", findings.len())?;
        for (number, what) in findings {
            write!(f, "\n  cargo run -p fuzz -- {target} --seed {seed} --first {number} --inputs 1: {what}")?;
        }
        Ok(())
    }
}

/// The random numbers of an input.
#[must_use]
pub fn numbers(seed: u64, number: u64) -> Rng {
    // Two numbers that are near give sequences that are not.
    Rng::with_seed(
        seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03).rotate_left(17),
    )
}

/// Runs the inputs of a target from the number `first` on.
#[must_use]
pub fn run(target: &dyn Target, seed: u64, first: u64, bound: Bound) -> Report {
    let start = Instant::now();
    let mut report = Report { target: target.name(), inputs: 0, time: Duration::ZERO, findings: Vec::new(), seed };
    let mut number = first;
    loop {
        let over = match bound {
            Bound::Inputs(limit) => report.inputs >= limit,
            Bound::Time(limit) => start.elapsed() >= limit,
        };
        if over || report.findings.len() >= ENOUGH {
            break;
        }
        if let Err(what) = one(target, seed, number) {
            report.findings.push((number, what));
        }
        report.inputs += 1;
        number += 1;
    }
    report.time = start.elapsed();
    report
}

/// Runs one input.
///
/// # Errors
///
/// What it broke.
pub fn one(target: &dyn Target, seed: u64, number: u64) -> Result<(), String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if RUNNING.load(Ordering::SeqCst) {
                *last_panic() = Some(panic.to_string());
            } else {
                others(panic);
            }
        }));
    });
    // What other programs take is none of the input's time.
    let clock = Instant::now();
    let now = || at_processor().unwrap_or_else(|| clock.elapsed());
    let start = now();
    RUNNING.store(true, Ordering::SeqCst);
    let result = catch_unwind(AssertUnwindSafe(|| target.run(&mut numbers(seed, number))));
    RUNNING.store(false, Ordering::SeqCst);
    if let Some(panic) = last_panic().take() {
        return Err(panic);
    }
    let spent = now().saturating_sub(start);
    if spent > PATIENCE {
        return Err(format!("it takes {spent:?}"));
    }
    result.unwrap_or_else(|_| Err("it panics".to_owned()))
}

fn last_panic() -> MutexGuard<'static, Option<String>> {
    PANIC.lock().unwrap_or_else(PoisonError::into_inner)
}
