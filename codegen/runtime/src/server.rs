//! The server side of an API: calls come in over HTTP or in frames, and go to a backend.
//!
//! - A [`Table`] has the endpoints that a backend serves; generated code fills it.
//! - A [`Service`] carries out calls: it reads their parameters, asks the backend, and puts the envelope around what
//!   comes back. Every way in uses it.
//! - [`router`] is the way in over HTTP, as an [`axum::Router`] that can be put into any application, and [`serve`] the
//!   accept loop with its limits.
//! - [`Config`] says how all of it behaves; [`Limits`] bounds what callers can use up.
//! - `ws`, with the feature of that name, has calls and events over a WebSocket, and events sent by POST.
//! - [`Events`] hands events to all who listen, and [`Hooks`] counts.

mod answer;
mod auth;
mod batch;
mod body;
mod budget;
mod call;
mod config;
mod envelope;
#[cfg(feature = "ws")]
mod event;
mod events;
mod frame;
mod hooks;
mod http;
mod incoming;
mod limits;
mod media;
mod multipart;
mod pace;
mod page;
mod query;
mod router;
mod routes;
mod serve;
mod service;
mod socket;
mod table;
#[cfg(test)]
mod tests;
mod timer;
mod told;
mod whole;
#[cfg(feature = "ws")]
pub mod ws;

pub use self::answer::Answer;
pub use self::call::Call;
pub use self::config::Config;
pub use self::events::{Events, Received, Subscription};
pub use self::frame::Frame;
pub use self::hooks::{CallRecord, Hooks, Outcome, Transport};
pub use self::incoming::Incoming;
pub use self::limits::Limits;
pub use self::router::router;
pub use self::serve::{Connection, serve};
pub use self::service::Service;
pub use self::table::Table;
#[doc(hidden)]
pub use self::whole::{Whole, whole};
pub use axum::{self, Router};
