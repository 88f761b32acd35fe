//! Keeps credentials out of what errors tell of an answer, where a server repeats them.

use std::cmp::Reverse;
use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// What is shown in place of a credential.
const HIDDEN: &str = "***";
/// Shorter ones are not looked for: they protect nothing, and would be found everywhere.
const SHORTEST: usize = 4;

/// The credentials of a client.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Vec<SecretString>);

impl Secrets {
    /// Adds one: as it is, and as it is written in a query and in JSON.
    pub(crate) fn add(&mut self, secret: &SecretString) {
        let plain = secret.expose_secret();
        if plain.len() < SHORTEST {
            return;
        }
        self.0.push(secret.clone());
        let encoded: String = form_urlencoded::byte_serialize(plain.as_bytes()).collect();
        let quoted = crate::json::quoted(plain);
        let quoted = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(plain);
        for written in [encoded.as_str(), quoted] {
            if written != plain {
                self.0.push(written.into());
            }
        }
        // The longest first: a shorter one can be a part of it.
        self.0.sort_by_key(|secret| Reverse(secret.expose_secret().len()));
    }

    /// The length of the longest, in bytes.
    pub(crate) fn longest(&self) -> usize {
        self.0.iter().map(|secret| secret.expose_secret().len()).max().unwrap_or(0)
    }

    /// `text` without them.
    pub(crate) fn hide(&self, mut text: String) -> String {
        for secret in &self.0 {
            if text.contains(secret.expose_secret()) {
                text = text.replace(secret.expose_secret(), HIDDEN);
            }
        }
        text
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}
