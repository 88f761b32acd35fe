//! `cargo run -p fuzz -- [TARGET…] [--inputs N | --seconds N] [--seed N] [--only N]`.

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use fuzz::run::{Bound, run};
use fuzz::targets;

/// Damages documents and requests, and looks at what comes of it.
#[derive(Parser)]
struct Arguments {
    /// The targets; all of them without any.
    targets: Vec<String>,
    /// How many inputs each target gets.
    #[arg(long, default_value_t = 1_000, conflicts_with = "seconds")]
    inputs: u64,
    /// How long each target runs, in place of a number of inputs.
    #[arg(long)]
    seconds: Option<u64>,
    /// Where the random numbers begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of the first input; with `--inputs 1` it alone is run again.
    #[arg(long, default_value_t = 0)]
    first: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let bound =
        arguments.seconds.map_or(Bound::Inputs(arguments.inputs), |limit| Bound::Time(Duration::from_secs(limit)));
    let all = targets::all();
    if let Some(unknown) = arguments.targets.iter().find(|name| all.iter().all(|target| target.name() != name.as_str()))
    {
        let names: Vec<_> = all.iter().map(|target| target.name()).collect();
        eprintln!("there is no target `{unknown}`; there are {}", names.join(", "));
        return ExitCode::from(2);
    }
    let mut sound = true;
    for target in &all {
        if arguments.targets.is_empty() || arguments.targets.iter().any(|name| name == target.name()) {
            let report = run(target.as_ref(), arguments.seed, arguments.first, bound);
            println!("{report}");
            sound &= report.findings.is_empty();
        }
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
