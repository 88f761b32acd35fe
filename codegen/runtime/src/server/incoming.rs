//! A call as it comes in.

use super::Transport;
use crate::Method;
use crate::parameters::Sources;

/// A call as it comes in.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The endpoint, as the caller names it.
    pub name: &'a str,
    /// The parameters.
    pub sources: Sources<'a>,
    /// The JSON text that is to come back with the answer.
    pub echo: Option<&'a str>,
    /// How it comes in.
    pub transport: Transport,
    /// The method, of an HTTP request that is no frame.
    pub method: Option<Method>,
}

/// No source.
const NOWHERE: Sources<'static> = Sources { located: &[], json: None, form: &[], query: &[], files: &[] };

impl<'a> Incoming<'a> {
    /// A call of `name` with a JSON object of parameters that came in a frame.
    #[must_use]
    pub const fn frame(name: &'a str, json: Option<&'a str>, echo: Option<&'a str>, transport: Transport) -> Self {
        Self { name, sources: Sources { json, ..NOWHERE }, echo, transport, method: None }
    }
}
