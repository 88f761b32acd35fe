//! What tells an endpoint from the others of its path, which a client sends by itself.

use super::{Error, Request, members, with_members};

/// The call with the value of its selector among its parameters. What the caller gives in its place does not count.
pub(crate) fn select(request: Request) -> Result<Request, Error> {
    let Some(selector) = request.info.and_then(|info| info.selector) else { return Ok(request) };
    let own = selector.parameter.name;
    let mut members = members(&request.name, &request.parameters)?;
    members.retain(|(name, _)| name != own);
    let parameters = with_members(&members, &[(own, selector.value.to_owned())]);
    Ok(Request { parameters, ..request })
}
