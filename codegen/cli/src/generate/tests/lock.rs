//! Runs at the same time.

use std::fs::{self, File};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Fixture;

const ONE: [(&str, &str); 1] = [("a", "file src/a/mod.rs one\n")];
/// Long enough that a run that does not wait has ended; a slow machine can only make the test pass wrongly.
const MOMENT: Duration = Duration::from_millis(300);

#[cfg(unix)]
#[test]
fn a_run_waits_for_the_one_that_holds_the_folder() {
    for args in ["", "--check"] {
        let fixture = Fixture::new(&ONE);
        fixture.generate();
        fixture.spec("a", "file src/a/mod.rs two\n");
        let other = File::open(fixture.path("out")).unwrap();
        other.lock().unwrap();
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| sender.send(fixture.run(args)).unwrap());
            assert!(receiver.recv_timeout(MOMENT).is_err(), "it did not wait");
            assert_eq!(fixture.read("out/src/a/mod.rs"), "one\n");
            // As the system does when the process ends, however it ends.
            drop(other);
            let ended = receiver.recv().unwrap();
            assert_eq!(ended.code, u8::from(!args.is_empty()), "{}", ended.err);
            assert!(ended.err.starts_with("waiting for another run that writes to `$/out`\n"), "{}", ended.err);
        });
    }
}

#[test]
fn runs_at_the_same_time_leave_what_one_of_them_makes() {
    const RUNS: usize = 6;
    for _ in 0..10 {
        let fixture = Fixture::new(&ONE);
        thread::scope(|scope| {
            for _ in 0..RUNS {
                scope.spawn(|| fixture.generate());
            }
        });
        assert_eq!(fixture.read("out/src/a/mod.rs"), "one\n");
        assert_eq!(fixture.run("--check").code, 0);
        assert_eq!(fixture.files(), ["src/a/mod.rs", "src/lib.rs"]);
    }
}

#[test]
fn a_run_that_writes_nothing_leaves_no_folder() {
    let fixture = Fixture::new(&[]);
    let deep = format!("--out {}", fixture.path("x/y/z").display());
    assert_eq!(fixture.run(&deep).code, 2);
    assert_eq!(fs::read_dir(fixture.folder.path()).unwrap().count(), 0);
}
