//! What is said before the first call, where nobody knows how it is computed.

use std::future::ready;
use std::sync::Arc;

use subtle::ConstantTimeEq as _;
use tablewright::ir;
use tablewright::ir::sample::Sampler;
use tablewright_runtime::server::Config;
use tablewright_runtime::ws::{Members, Turn};

/// Has a server compute the members of its steps as values of their types, and take any answer; with a token, one of the
/// computed members of the answer has to be the token.
#[must_use]
pub fn handshake(config: Config, api: &Arc<ir::Api>, token: Option<&str>) -> Config {
    let (api, token) = (Arc::clone(api), token.map(str::to_owned));
    config.handshake(move |turn: Turn| ready(said(&api, token.as_deref(), &turn)))
}

fn said(api: &ir::Api, token: Option<&str>, turn: &Turn) -> Result<Members, &'static str> {
    let steps = api.frames.iter().flat_map(|frames| &frames.handshake);
    let Some(step) = steps.into_iter().find(|step| step.name == turn.step()) else { return Ok(Members::new()) };
    if turn.sends() {
        let sampler = Sampler::new(api);
        let add = |members: Members, field: &ir::Field| members.with(&*field.name.value, sampler.field(field));
        return Ok(step.computed().fold(Members::new(), add));
    }
    let is = |text: &str, token: &str| bool::from(text.as_bytes().ct_eq(token.as_bytes()));
    let given = |field: &ir::Field| turn.text(&step.name, &field.name.value);
    // A token that stands by itself was compared already.
    match token.filter(|_| step.token.is_none()) {
        Some(token) if !step.computed().filter_map(given).any(|text| is(text, token)) => Err("the token is wrong"),
        _ => Ok(Members::new()),
    }
}
