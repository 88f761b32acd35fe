//! Events from standard input.

use std::io::{self, BufRead, Read as _};
use std::thread;

use serde_json::{Map, Value};
use tablewright::visible::visible;
use tablewright_runtime::server::Events;

/// The most bytes of a line.
const LINE: u64 = 8 << 20;

/// Publishes what comes from standard input, for as long as something comes. An end of the input is no end of the server.
pub fn publish(events: Events, any: bool) {
    // A thread that is not waited for: a read of standard input cannot be given up.
    thread::spawn(move || {
        let mut number = 0_u64;
        let mut input = io::stdin().lock();
        loop {
            number += 1;
            match line(&mut input) {
                Ok(None) => return,
                Ok(Some(line)) if line.trim_ascii().is_empty() => {}
                Ok(Some(_)) if !any => eprintln!("standard input, line {number}: this API has no events"),
                Ok(Some(line)) => match serde_json::from_slice::<Map<String, Value>>(&line) {
                    Ok(event) => match events.publish(&event) {
                        Ok(listeners) => eprintln!("event sent to {listeners} listeners"),
                        Err(error) => eprintln!("standard input, line {number}: {}", visible(&error.to_string())),
                    },
                    Err(error) => {
                        eprintln!("standard input, line {number}: {error}; an event is one JSON object a line");
                    }
                },
                Err(error) => return eprintln!("standard input, line {number}: {error}; no more events are read"),
            }
        }
    });
}

/// The next line; nothing at the end of the input.
fn line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if input.take(LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let whole = line.ends_with(b"\n") || u64::try_from(line.len()).is_ok_and(|length| length < LINE);
    if whole { Ok(Some(line)) } else { Err(io::Error::other(format!("it is longer than {LINE} bytes"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_the_input_and_have_a_bound() {
        let mut input = &b"one\n\ntwo"[..];
        let mut next = || line(&mut input).expect("a line");
        assert_eq!(
            [next(), next(), next(), next()],
            [Some(b"one\n".to_vec()), Some(b"\n".to_vec()), Some(b"two".to_vec()), None]
        );
        let mut endless = io::BufReader::new(io::repeat(b'x'));
        assert!(line(&mut endless).is_err());
    }
}
