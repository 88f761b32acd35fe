//! What the macro `object!` costs beside serde's derive: two copies of the generated crate, the one as it is, the other
//! with derived structs in place of the macro, compared in one run.
//!
//! Measured: `cargo check` of all endpoints, a release build of a program that decodes and encodes every object, the size
//! of that program, and the time in which it decodes and encodes a list of 1,000 members.
//!
//! The copies stand in `target/derive`; every run makes them again.

#[path = "../calls/sample.rs"]
mod sample;
mod twin;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How often each side is checked, and its program built; the medians count.
const ROUNDS: usize = 3;
/// The copies, and the programs that use them.
const SIDES: [&str; 2] = ["macros", "derived"];

fn main() {
    // Without `--bench`, cargo only asks whether the benchmarks run.
    if !std::env::args().any(|argument| argument == "--bench") || std::env::args().any(|argument| argument == "--list")
    {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the root of the workspace");
    let twins = Twins::make(&root);
    // What both depend on is compiled before the clock runs.
    twins.cargo(&["check", "--quiet"]);
    twins.cargo(&["build", "--quiet", "--release"]);
    let check = alternate(|side| twins.timed(side, &["check", "--quiet", "--package", side]));
    let program = |side: &str| format!("use-{side}");
    let build = alternate(|side| twins.timed(side, &["build", "--quiet", "--release", "--package", &program(side)]));
    println!("{:<44} {:>12} {:>12} {:>8}", "", "object!", "derive", "ratio");
    line("check of the crate, ms", check.map(|time| time.as_secs_f64() * 1e3));
    line("release build of crate and program, ms", build.map(|time| time.as_secs_f64() * 1e3));
    line("size of the program, bytes", SIDES.map(|side| twins.size(&program(side))));
    let runs = SIDES.map(|side| twins.figures(&program(side)));
    line("decode 1,000 members, µs", [runs[0].0, runs[1].0]);
    line("encode 1,000 members, µs", [runs[0].1, runs[1].1]);
}

fn line(what: &str, [macros, derived]: [f64; 2]) {
    println!("{what:<44} {macros:>12.0} {derived:>12.0} {:>8.2}", macros / derived);
}

/// The workspace of the copies.
struct Twins(PathBuf);

impl Twins {
    fn make(root: &Path) -> Self {
        let folder = root.join("target").join("derive");
        for side in SIDES {
            let at = folder.join(side);
            write(&at.join("Cargo.toml"), &manifest(root, side));
            let mut objects = Vec::new();
            for (name, text) in sources(&root.join("generated").join("src")) {
                let (derived, names) = twin::derived(&text);
                let module = name.split_once('/').map(|(module, _)| module.to_owned());
                objects.extend(names.into_iter().filter_map(|name| Some(format!("{}::{name}", module.as_ref()?))));
                write(&at.join("src").join(name), if side == "macros" { &text } else { &derived });
            }
            let user = folder.join(format!("use-{side}"));
            write(&user.join("Cargo.toml"), &program_manifest(side));
            write(&user.join("src").join("main.rs"), &program(side, &objects));
        }
        let lock = fs::read_to_string(root.join("Cargo.lock")).expect("Cargo.lock");
        write(&folder.join("Cargo.lock"), &lock);
        let members = SIDES.map(|side| format!("\"{side}\", \"use-{side}\"")).join(", ");
        let profile = "[profile.release]\nstrip = true\nincremental = false\n";
        write(
            &folder.join("Cargo.toml"),
            &format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n{profile}"),
        );
        write(&folder.join("body.json"), &String::from_utf8(sample::members()).expect("text"));
        Self(folder)
    }

    fn cargo(&self, args: &[&str]) {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(args)
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env("CARGO_INCREMENTAL", "0");
        assert!(command.status().expect("cargo").success(), "cargo {}", args.join(" "));
    }

    /// The time of a build in which the copy of a side is compiled again.
    fn timed(&self, side: &str, args: &[&str]) -> Duration {
        let touched = self.0.join(side).join("src").join("lib.rs");
        let text = fs::read_to_string(&touched).expect("the root of a copy");
        write(&touched, &text);
        let start = Instant::now();
        self.cargo(args);
        start.elapsed()
    }

    fn program(&self, name: &str) -> PathBuf {
        self.0.join("target").join("release").join(name).with_extension(std::env::consts::EXE_EXTENSION)
    }

    #[allow(clippy::cast_precision_loss, reason = "a program has fewer bytes than a float has steps")]
    fn size(&self, name: &str) -> f64 {
        fs::metadata(self.program(name)).expect("a program").len() as f64
    }

    /// What the program measures of itself: decoding and encoding, in microseconds.
    fn figures(&self, name: &str) -> (f64, f64) {
        let output =
            Command::new(self.program(name)).arg(self.0.join("body.json")).output().expect("a program that runs");
        let text = String::from_utf8(output.stdout).expect("text");
        let mut figures = text.split_whitespace().map(|figure| figure.parse().expect("a figure"));
        (figures.next().expect("decoding"), figures.next().expect("encoding"))
    }
}

/// The medians of both sides, measured in turn.
fn alternate(measure: impl Fn(&str) -> Duration) -> [Duration; 2] {
    let mut times = SIDES.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (times, side) in times.iter_mut().zip(SIDES) {
            times.push(measure(side));
        }
    }
    times.map(|mut times| {
        times.sort();
        times[ROUNDS / 2]
    })
}

/// Writes a file and the folders above it.
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder that can be made");
    fs::write(path, text).expect("a file that can be written");
}

/// The files below a folder, by their paths from it.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(sources(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            files.push((name, fs::read_to_string(&path).expect("text")));
        }
    }
    files.sort();
    files
}

fn manifest(root: &Path, side: &str) -> String {
    let runtime = root.join("codegen").join("runtime");
    format!(
        "[package]\nname = \"{side}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\n\
         default = [\"bilibili\", \"go-cqhttp\"]\nbilibili = []\ngo-cqhttp = []\nclient = []\nserver = []\nws = []\n\n\
         [dependencies]\nserde = {{ version = \"1\", features = [\"derive\", \"rc\"] }}\n\
         tablewright-runtime = {{ path = '{}' }}\n",
        runtime.display()
    )
}

fn program_manifest(side: &str) -> String {
    format!(
        "[package]\nname = \"use-{side}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{side} = {{ path = \"../{side}\" }}\nserde = \"1\"\nserde_json = \"1\"\n"
    )
}

/// A program that decodes and encodes every object, and times a long list.
fn program(side: &str, objects: &[String]) -> String {
    let mut calls = String::new();
    for object in objects {
        writeln!(calls, "    count += again::<{side}::{object}>(&text);").expect("text");
    }
    include_str!("program.txt").replace("{side}", side).replace("{calls}", &calls)
}
