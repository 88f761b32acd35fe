//! Frames of a WebSocket, damaged as text or as bytes.

use fastrand::Rng;
use serde_json::{Value, json};

use super::Servers;
use super::requests::{Call, calls};
use crate::mutate;
use crate::targets::Target;

/// The paths that servers take connections at.
const PATHS: [&str; 3] = ["/", "/api", "/event"];

/// Frames that are damaged.
pub struct WebSocket {
    servers: Servers,
    calls: Vec<Call>,
}

impl WebSocket {
    pub fn new() -> Self {
        Self { servers: Servers::new(), calls: calls() }
    }
}

impl Target for WebSocket {
    fn name(&self) -> &'static str {
        "websocket"
    }

    fn run(&self, rng: &mut Rng) -> Result<(), String> {
        let path = PATHS[rng.usize(..PATHS.len())];
        let mut bytes = Vec::new();
        let api = self.calls[rng.usize(..self.calls.len())].api;
        for _ in 0..=rng.usize(..4) {
            let call = &self.calls[rng.usize(..self.calls.len())];
            let text =
                json!({ "action": call.name, "params": Value::Object(call.parameters.clone()), "echo": 1 }).to_string();
            let text = if rng.bool() { mutate::text(&text, &text, rng) } else { text };
            frames(&mut bytes, text.as_bytes(), rng);
        }
        if rng.bool() {
            mutate::bytes(&mut bytes, rng);
        }
        let handshake = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        let answer = self.servers.exchange(api, &[handshake.as_bytes(), &bytes].concat())?;
        if answer.is_empty() || answer.starts_with(b"HTTP/1.1 ") {
            return Ok(());
        }
        Err(format!("the answer is {:?}", String::from_utf8_lossy(&answer)))
    }
}

/// Adds a message in one frame or in several, sometimes with a control frame between them.
fn frames(bytes: &mut Vec<u8>, message: &[u8], rng: &mut Rng) {
    const TEXT: u8 = 1;
    let opcode = if rng.u8(..8) == 0 { rng.u8(..16) } else { TEXT };
    let cut = if rng.u8(..4) == 0 { rng.usize(..=message.len()) } else { message.len() };
    let (first, second) = message.split_at(cut);
    frame(bytes, opcode, second.is_empty(), first, rng);
    if rng.u8(..6) == 0 {
        let control = [8, 9, 10][rng.usize(..3)];
        frame(bytes, control, true, &message[..message.len().min(rng.usize(..130))], rng);
    }
    if !second.is_empty() {
        frame(bytes, 0, true, second, rng);
    }
}

/// The bit that says that the payload is masked, as a client's is.
const MASKED: u8 = 0x80;
/// In place of a length: it follows in two bytes.
const TWO_BYTES: u8 = 0x7e;
/// In place of a length: it follows in eight bytes.
const EIGHT_BYTES: u8 = 0x7f;

fn frame(bytes: &mut Vec<u8>, opcode: u8, last: bool, payload: &[u8], rng: &mut Rng) {
    bytes.push(opcode | if last { 0x80 } else { 0 });
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(length), _) if length < TWO_BYTES => bytes.push(MASKED | length),
        (_, Ok(length)) => {
            bytes.push(MASKED | TWO_BYTES);
            bytes.extend(length.to_be_bytes());
        }
        _ => {
            bytes.push(MASKED | EIGHT_BYTES);
            bytes.extend((payload.len() as u64).to_be_bytes());
        }
    }
    let mask = rng.u32(..).to_be_bytes();
    bytes.extend(mask);
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
}
