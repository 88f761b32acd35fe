//! A server for an API, made of its IR while the program runs.

use std::future::ready;
use std::sync::{Arc, OnceLock};

use tablewright::ir;
use tablewright_runtime::server::Table;

use super::endpoint::Describer;
use super::{answer, api};

/// The endpoints of an API, each answering what its documents show. The server reads and checks calls as a generated one
/// does: both are the runtime's, and have the same tables.
///
/// What the tables are made of is kept until the program ends.
#[must_use]
pub fn table(api: &Arc<ir::Api>) -> Table {
    let known = api::api(api);
    let mut describer = Describer::new(api, known);
    let mut table = Table::new(known);
    for (at, endpoint) in api.endpoints.iter().enumerate() {
        let (api, answer) = (Arc::clone(api), OnceLock::new());
        let missing = tablewright_runtime::Failure::not_implemented(&endpoint.name);
        table.add_untyped(describer.info(endpoint), move |_| {
            // Made when it is first asked for, so that a large API is served at once.
            let make = || match api.endpoints.get(at) {
                Some(endpoint) => answer::answer(&api, endpoint),
                None => Err(missing.clone()),
            };
            ready(answer.get_or_init(make).clone())
        });
    }
    table
}
