//! The APIs for which there is generated code, each with both servers.

use std::collections::BTreeMap;
use std::sync::Arc;

use mock::Family;
use tablewright::ir;
use tablewright::ir::sample::Sampler;
use tablewright_runtime::server::Table;
use tablewright_runtime::{Api, Endpoint, Failure, Info, Visitor, answers};

/// An API with what is generated for it.
pub struct Subject {
    /// Its name.
    pub name: &'static str,
    /// What generated code says that all endpoints share.
    pub api: &'static Api,
    /// What the generated code was made of.
    pub ir: Arc<ir::Api>,
    visit: fn(&mut Generated),
}

/// The endpoints of generated code.
pub struct Generated {
    ir: Arc<ir::Api>,
    table: Table,
    infos: BTreeMap<&'static str, &'static Info>,
    readers: BTreeMap<&'static str, Reader>,
}

/// Reads the data of an answer as its type, and writes it.
pub type Reader = fn(&str) -> serde_json::Result<String>;

fn read<E: Endpoint>(data: &str) -> serde_json::Result<String> {
    let usual = answers::usual(E::INFO, serde_json::from_str(data)?);
    if E::STATUSES.is_empty() {
        return serde_json::to_string(&serde_json::from_str::<E::Response>(data)?);
    }
    let read = serde_json::to_value(serde_json::from_value::<E::Response>(usual)?)?;
    serde_json::to_string(&E::STATUSES.first().map(|status| &read[status.to_string()]))
}

impl Visitor for Generated {
    fn visit<E: Endpoint>(&mut self) {
        self.infos.insert(E::NAME, E::INFO);
        self.readers.insert(E::NAME, read::<E>);
        self.table.add::<E, _, _>(&self.ir, |ir, request| async move {
            drop(request);
            let endpoint = ir.endpoint(E::NAME).unwrap_or_else(|| panic!("the IR has no {}", E::NAME));
            serde_json::from_value(answers::usual(E::INFO, Sampler::whole(&ir).answer(endpoint)))
                .map_err(|error| Failure::new(-1, error.to_string()))
        });
    }
}

macro_rules! subject {
    ($api:expr, $visit:path, $ir:expr) => {
        Subject {
            name: $api.name,
            api: &$api,
            ir: Arc::new(ir::Api::from_json($ir).unwrap()),
            visit: |all| $visit(all),
        }
    };
}

impl Subject {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let families = Family::ALL.into_iter().map(|family| {
            let ir = family.samples().unwrap().api().clone();
            let visit: fn(&mut Generated) = match family.name {
                "bilibili" => |all| apis::bilibili::endpoints(all),
                "go-cqhttp" => |all| apis::go_cqhttp::endpoints(all),
                other => panic!("no endpoints of {other}"),
            };
            Self { name: family.name, api: family.api, ir: Arc::new(ir), visit }
        });
        let made = [
            subject!(golden::golden::API, golden::golden::endpoints, include_str!("../../../golden/ir/golden.json")),
            subject!(golden::lamps::API, golden::lamps::endpoints, include_str!("../../../golden/ir/lamps.json")),
            subject!(golden::files::API, golden::files::endpoints, include_str!("../../../golden/ir/files.json")),
            subject!(
                golden::every_call::API,
                golden::every_call::endpoints,
                include_str!("../../../golden/ir/every-call.json")
            ),
            subject!(
                golden::flat_envelope::API,
                golden::flat_envelope::endpoints,
                include_str!("../../../golden/ir/flat-envelope.json")
            ),
            subject!(
                golden::failures::API,
                golden::failures::endpoints,
                include_str!("../../../golden/ir/failures.json")
            ),
            subject!(
                golden::generics::API,
                golden::generics::endpoints,
                include_str!("../../../golden/ir/generics.json")
            ),
            subject!(
                golden::stated_events::API,
                golden::stated_events::endpoints,
                include_str!("../../../golden/ir/stated-events.json")
            ),
            subject!(
                golden::handshake::API,
                golden::handshake::endpoints,
                include_str!("../../../golden/ir/handshake.json")
            ),
            subject!(
                golden::heartbeats::API,
                golden::heartbeats::endpoints,
                include_str!("../../../golden/ir/heartbeats.json")
            ),
            subject!(
                golden::json_rpc::API,
                golden::json_rpc::endpoints,
                include_str!("../../../golden/ir/json-rpc.json")
            ),
            subject!(
                golden::nested_frames::API,
                golden::nested_frames::endpoints,
                include_str!("../../../golden/ir/nested-frames.json")
            ),
            subject!(
                golden::open_keys::API,
                golden::open_keys::endpoints,
                include_str!("../../../golden/ir/open-keys.json")
            ),
            subject!(
                golden::selectors::API,
                golden::selectors::endpoints,
                include_str!("../../../golden/ir/selectors.json")
            ),
            subject!(
                golden::raw_bodies::API,
                golden::raw_bodies::endpoints,
                include_str!("../../../golden/ir/raw-bodies.json")
            ),
            subject!(
                golden::successes::API,
                golden::successes::endpoints,
                include_str!("../../../golden/ir/successes.json")
            ),
            subject!(
                golden::text_codes::API,
                golden::text_codes::endpoints,
                include_str!("../../../golden/ir/text-codes.json")
            ),
            subject!(
                golden::whole_bodies::API,
                golden::whole_bodies::endpoints,
                include_str!("../../../golden/ir/whole-bodies.json")
            ),
        ];
        families.chain(made).collect()
    }

    /// The endpoints of generated code, as they are visited.
    fn visited(&self) -> Generated {
        let mut all = Generated {
            ir: Arc::clone(&self.ir),
            table: Table::new(self.api),
            infos: BTreeMap::new(),
            readers: BTreeMap::new(),
        };
        (self.visit)(&mut all);
        assert_eq!(all.infos.len(), self.ir.endpoints.len(), "{}: the IR is that of the code", self.name);
        all
    }

    /// What generated code says of the endpoints.
    pub fn infos(&self) -> BTreeMap<&'static str, &'static Info> {
        self.visited().infos
    }

    /// What reads the data of the endpoints' answers.
    pub fn readers(&self) -> BTreeMap<&'static str, Reader> {
        self.visited().readers
    }

    /// The generated server.
    pub fn generated(&self) -> Table {
        self.visited().table
    }

    /// The server that is made of the IR.
    pub fn interpreted(&self) -> Table {
        tablewright_cli::serve::table(&self.ir)
    }
}
