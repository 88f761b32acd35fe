//! Why a handshake fails.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::time::Duration;

use crate::api::Step;
use crate::visible::Visible;
use crate::ws::line::End;

/// Why a hook computes nothing, or refuses what came.
pub(crate) type Refused = Box<dyn Error + Send + Sync>;

/// Why a handshake failed, and at which step.
#[derive(Debug)]
pub struct HandshakeError {
    step: &'static Step,
    fault: Fault,
}

/// What went wrong at a step.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The connection ended, with this code where the peer closed it.
    Ended(String, Option<u16>),
    /// The handshake took longer than this.
    Late(Duration),
    /// A message has more bytes than this.
    TooLarge(usize),
    /// What came is no JSON object.
    NoObject,
    /// What came lacks a member, or has another value there.
    Lacks(&'static str, Option<&'static str>),
    /// What came has no token, or a wrong one.
    Token,
    /// The hook refused what came.
    Refused(Refused),
    /// The hook failed.
    Hook(Refused),
    /// There is no hook, and a member has to be computed.
    NoHook,
    /// There is no token for this member.
    NoToken(&'static str),
    /// The hook gave no value for this member.
    Unset(&'static str),
    /// The hook gave a value for a member that it does not compute.
    Stray(String),
}

impl Fault {
    pub(crate) fn ended(end: &End) -> Self {
        let code = match end {
            End::Closed(Some((code, _))) => Some(*code),
            _ => None,
        };
        Self::Ended(end.to_string(), code)
    }
}

impl HandshakeError {
    pub(super) fn new(step: &'static Step, fault: Fault) -> Self {
        Self { step, fault }
    }

    /// The name of the step.
    #[must_use]
    pub fn step(&self) -> &'static str {
        self.step.name
    }

    /// The code with which the peer closed the connection instead of the step, where it did.
    #[must_use]
    pub fn close_code(&self) -> Option<u16> {
        match self.fault {
            Fault::Ended(_, code) => code,
            _ => None,
        }
    }

    /// Whether the step took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.fault, Fault::Late(_))
    }

    /// Without the credentials that the peer may have repeated.
    #[cfg(feature = "client")]
    pub(crate) fn hiding(mut self, hide: impl FnOnce(String) -> String) -> Self {
        if let Fault::Ended(words, _) = &mut self.fault {
            *words = hide(std::mem::take(words));
        }
        self
    }

    /// The code and the reason with which a server closes the connection, where the peer can still be told. What its own
    /// hook says is not among them.
    #[cfg(feature = "server")]
    pub(crate) fn farewell(&self) -> Option<(u16, String)> {
        const INTERNAL: u16 = 1011;
        match &self.fault {
            Fault::Ended(..) => None,
            Fault::Hook(_) | Fault::NoHook | Fault::NoToken(_) | Fault::Unset(_) | Fault::Stray(_) => {
                Some((INTERNAL, "the handshake failed".to_owned()))
            }
            Fault::Refused(_) => Some((self.step.close, format!("`{}` is refused", self.step.name))),
            _ => Some((self.step.close, self.to_string())),
        }
    }

    /// Whether this side is to blame.
    #[cfg(feature = "server")]
    pub(crate) fn is_own(&self) -> bool {
        matches!(self.fault, Fault::Hook(_) | Fault::NoHook | Fault::NoToken(_) | Fault::Unset(_) | Fault::Stray(_))
    }
}

impl fmt::Display for HandshakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        write!(f, "the handshake failed at `{}`: ", self.step.name)?;
        match &self.fault {
            Fault::Ended(words, _) => f.write_str(words),
            Fault::Late(after) => write!(f, "it was not done within {after:?}"),
            Fault::TooLarge(most) => write!(f, "the message has more than {most} bytes"),
            Fault::NoObject => f.write_str("the message is no JSON object"),
            Fault::Lacks(path, Some(json)) => write!(f, "the message does not have {json} in `{path}`"),
            Fault::Lacks(path, None) => write!(f, "the message has no `{path}`"),
            Fault::Token => f.write_str("the token is missing or wrong"),
            Fault::Refused(error) => write!(f, "it is refused: {error}"),
            Fault::Hook(error) => write!(f, "the hook failed: {error}"),
            Fault::NoHook => f.write_str("it has members that are computed, and there is no hook for it"),
            Fault::NoToken(path) => write!(f, "there is no token for `{path}`"),
            Fault::Unset(path) => write!(f, "the hook gives no `{path}`"),
            Fault::Stray(path) => write!(f, "the hook gives `{path}`, which is not computed"),
        }
    }
}

impl Error for HandshakeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.fault {
            Fault::Refused(error) | Fault::Hook(error) => Some(&**error),
            _ => None,
        }
    }
}
