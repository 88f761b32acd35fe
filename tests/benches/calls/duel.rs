//! Two sides that do the same work, measured in turn in one run, so that a machine that is busy for a while is busy for
//! both.

use std::time::Duration;

/// How often each side has its turn.
const ROUNDS: usize = 15;

/// One comparison: what it is called, and how much of the speed of the other side ours must have.
pub struct Duel {
    pub name: &'static str,
    pub limit: f64,
}

impl Duel {
    /// Lets both sides work in turn; each returns how long it took for one piece of work. Prints both and the ratio, and
    /// tells whether it holds.
    pub fn fight(&self, mut ours: impl FnMut() -> Duration, mut theirs: impl FnMut() -> Duration) -> bool {
        // The first turn of each warms up connections and caches.
        let _ = (theirs(), ours());
        let mut rounds = Vec::with_capacity(ROUNDS);
        for round in 0..ROUNDS {
            let pair = if round % 2 == 0 {
                let other = theirs();
                (ours(), other)
            } else {
                (ours(), theirs())
            };
            rounds.push(pair);
        }
        let (mine, other) = (median(rounds.iter().map(|round| round.0)), median(rounds.iter().map(|round| round.1)));
        let mut ratios: Vec<f64> =
            rounds.iter().map(|(mine, other)| other.as_secs_f64() / mine.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        let ratio = ratios.get(ratios.len() / 2).copied().unwrap_or_default();
        let verdict = if ratio >= self.limit { "" } else { "  TOO SLOW" };
        println!(
            "{:<44} ours {:>9} hand-written {:>9} ratio {ratio:.2} (limit {}){verdict}",
            self.name,
            shown(mine),
            shown(other),
            self.limit
        );
        ratio >= self.limit
    }
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<_> = times.collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn shown(time: Duration) -> String {
    format!("{:.2} µs", time.as_secs_f64() * 1e6)
}
