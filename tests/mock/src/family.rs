//! The APIs, each with all that is generated for it.

use std::sync::Arc;

use tablewright_runtime::Api;
use tablewright_runtime::server::Table;

use crate::{Memory, Samples, Serving};

/// An API with all that is generated for it.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The name: that of its folder of documents.
    pub name: &'static str,
    /// What all its endpoints share.
    pub api: &'static Api,
    ir: &'static str,
    endpoints: fn(&mut Serving<'_>),
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 2] = [
        Self {
            name: "bilibili",
            api: &apis::bilibili::API,
            ir: include_str!("../../../generated/ir/bilibili.json"),
            endpoints: |serving| apis::bilibili::endpoints(serving),
        },
        Self {
            name: "go-cqhttp",
            api: &apis::go_cqhttp::API,
            ir: include_str!("../../../generated/ir/go-cqhttp.json"),
            endpoints: |serving| apis::go_cqhttp::endpoints(serving),
        },
    ];

    /// The one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.name == name)
    }

    /// Its samples.
    ///
    /// # Errors
    ///
    /// Where the IR is of another version than this program.
    pub fn samples(&self) -> Result<Samples, serde_json::Error> {
        Samples::from_json(self.ir)
    }

    /// All its endpoints with `memory` behind them.
    #[must_use]
    pub fn table(&self, memory: &Arc<Memory>) -> Table {
        let mut table = Table::new(self.api);
        memory.serve(&mut table, self.endpoints);
        table
    }
}
