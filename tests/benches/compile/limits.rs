//! The two limits that compiling must keep. Both sides of a ratio are measured in turn, so that a machine that is busy
//! for a while is busy for both, and medians are compared.

use std::time::{Duration, Instant};

use crate::copies;
use crate::work::Work;

/// How many times the work that cannot be avoided a compilation may cost.
const UNAVOIDABLE: f64 = 3.0;
/// How many times the cost of the documents a hundred times the documents may cost.
const HUNDREDFOLD: f64 = 110.0;

/// Measures, prints a line for each limit, and tells whether both hold.
pub fn hold() -> bool {
    let once = Work::new(tests::FAMILIES.map(tests::family).into());
    let (whole, part) = alternate(41, || once.compile(), || once.unavoidable(), 1);
    let ratio = whole / part;
    println!("compile {}, what cannot be avoided {}: ratio {ratio:.2} (limit {UNAVOIDABLE})", ms(whole), ms(part));

    let many = Work::new(copies::both(100));
    let (hundred, one) = alternate(5, || many.compile(), || once.compile(), 20);
    let growth = hundred / one;
    println!(
        "100 times the documents cost {growth:.1} times as much ({} against {}) (limit {HUNDREDFOLD})",
        ms(hundred),
        ms(one)
    );
    ratio <= UNAVOIDABLE && growth <= HUNDREDFOLD
}

fn ms(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}

/// The medians of both, in seconds, over `rounds` of the one and `times` as many of the other.
fn alternate(rounds: usize, one: impl Fn(), two: impl Fn(), times: usize) -> (f64, f64) {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        first.push(timed(&one));
        second.extend((0..times).map(|_| timed(&two)));
    }
    (median(first), median(second))
}

fn timed(work: impl Fn()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(0.0, Duration::as_secs_f64)
}
