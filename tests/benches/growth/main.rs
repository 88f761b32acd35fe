//! How the cost of a run grows with what the documents have much of.
//!
//! For each kind of [`documents`] the table has the time for 1,000, 10,000 and 100,000 of it, and the exponent between
//! the first and the last: 1 is linear. Two kinds must also fit into a limit of memory. The run fails where a limit is
//! not kept. Each measurement is a process of its own, so that its memory is its own.

mod documents;
mod measure;

use std::process::{Command, ExitCode};

use mimalloc::MiMalloc;

use documents::{KINDS, Kind, LIMITS};
use measure::Measured;

/// From the first to the last size the time may grow with this power of the size.
const EXPONENT: f64 = 1.15;
/// The sizes that are measured.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// What a process may take before it is given up, in seconds.
const PATIENCE: u64 = 600;

/// What the compiler makes are many small pieces, which this one keeps closer together than the one of most systems.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name, size] = arguments.as_slice()
        && flag == "--measure"
    {
        return one(name, size);
    }
    // Without `--bench`, cargo only asks whether the benchmarks run.
    if !arguments.iter().any(|argument| argument == "--bench") || arguments.iter().any(|argument| argument == "--test")
    {
        return ExitCode::SUCCESS;
    }
    let wanted = arguments.iter().find(|argument| !argument.starts_with('-'));
    let chosen = |kind: &&Kind| wanted.is_none_or(|wanted| kind.name.contains(wanted.as_str()));
    println!(
        "\n{:<30} {:>12} {:>12} {:>12} {:>10} {:>10}",
        "growth with", "1,000", "10,000", "100,000", "exponent", "memory"
    );
    let mut sound = true;
    for kind in KINDS.iter().filter(chosen) {
        sound &= grows(kind);
    }
    for (name, size, limit) in
        LIMITS.iter().filter(|(name, ..)| wanted.is_none_or(|wanted| name.contains(wanted.as_str())))
    {
        sound &= fits(name, *size, *limit);
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures a kind at one size, in this process.
fn one(name: &str, size: &str) -> ExitCode {
    let kind = KINDS.iter().find(|kind| kind.name == name);
    let (Some(kind), Ok(size)) = (kind, size.parse()) else { return ExitCode::FAILURE };
    println!("{}", measure::here(kind, size));
    ExitCode::SUCCESS
}

/// Prints the row of a kind, and whether it keeps the limit.
fn grows(kind: &Kind) -> bool {
    let measured: Vec<Option<Measured>> = SIZES.iter().map(|size| apart(kind.name, *size)).collect();
    let (first, last) = (measured.first().copied().flatten(), measured.last().copied().flatten());
    let exponent = first.zip(last).map(|(first, last)| (last.seconds / first.seconds).log(100.0));
    let keeps = exponent.is_some_and(|exponent| exponent <= EXPONENT);
    let seconds = |one: &Option<Measured>| one.map_or("-".to_owned(), |one| format!("{:.3} s", one.seconds));
    let cells: Vec<String> = measured.iter().map(|one| format!("{:>12}", seconds(one))).collect();
    let exponent = exponent.map_or("-".to_owned(), |exponent| format!("{exponent:.2}"));
    let memory = last.and_then(|last| last.megabytes).map_or("-".to_owned(), |size| format!("{size} MB"));
    let verdict = if keeps { "" } else { "  over the limit of 1.15" };
    println!("{:<30} {} {exponent:>10} {memory:>10}{verdict}", kind.name, cells.join(" "));
    keeps
}

/// Prints what a run of a kind takes, and whether it fits into the limit.
fn fits(name: &str, size: usize, limit: u64) -> bool {
    let Some(measured) = apart(name, size) else {
        println!("{size} {name}: gave no result");
        return false;
    };
    // Only Linux tells what a process took.
    let memory = measured.megabytes.unwrap_or(0);
    println!("{size} {name}: {:.1} s, {memory} MB (limit {limit} MB)", measured.seconds);
    memory <= limit
}

/// Measures in a process of its own; nothing where it fails or takes too long.
fn apart(name: &str, size: usize) -> Option<Measured> {
    let program = std::env::current_exe().ok()?;
    let mut command = Command::new(program);
    command.args(["--measure", name, &size.to_string()]).env("TABLEWRIGHT_PATIENCE", PATIENCE.to_string());
    let output = command.output().ok()?;
    output.status.success().then_some(())?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}
