//! What compiling costs: both families end to end against the work that no compiler of Markdown to Rust can avoid, and
//! a hundred times the documents against the documents once.
//!
//! Criterion measures each side for the record; then [`limits`] measures both in turn, prints the two ratios, and the
//! run fails where one is over its limit.

mod copies;
mod limits;
mod work;

use std::process::ExitCode;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use work::Work;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let mut criterion = Criterion::default().configure_from_args();
    measure(&mut criterion);
    criterion.final_summary();
    // Without `--bench`, cargo only asks whether the benchmarks run.
    let measuring = given("--bench") && !given("--list") && !given("--test");
    if !measuring || limits::hold() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn measure(criterion: &mut Criterion) {
    let work = Work::new(tests::FAMILIES.map(tests::family).into());
    let mut group = criterion.benchmark_group("both families");
    group.throughput(Throughput::Bytes(work.bytes()));
    group.bench_function("compile", |bencher| bencher.iter(|| work.compile()));
    group.bench_function("what cannot be avoided", |bencher| bencher.iter(|| work.unavoidable()));
    group.finish();

    let many = Work::new(copies::both(10));
    let mut group = criterion.benchmark_group("ten times the documents");
    group.throughput(Throughput::Bytes(many.bytes())).sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("compile", |bencher| bencher.iter(|| many.compile()));
    group.finish();
}
