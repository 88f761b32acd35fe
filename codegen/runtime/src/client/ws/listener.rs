//! The reverse way: servers connect to the application, which then makes calls.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};
use secrecy::SecretString;
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::accept_hdr_async_with_config;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::uri::Authority;
use tokio_tungstenite::tungstenite::http::{Response as HttpResponse, StatusCode};

use super::admit::{Caller, admit};
use super::beat::Heartbeat;
use super::builder::{Options, options};
use super::connection::Connection;
use super::driver::Driver;
use super::greet::greet;
use super::permits::Permits;
use super::state::State;
use crate::Api;
use crate::client::{Client, Secrets};
use crate::sites::{Sites, has_one_host};
use crate::ws::Role;
use crate::ws::line::Line;

/// Takes connections that servers make to the application.
///
/// A server can make one connection for calls and events, or one for each: [`Peer::role`] says which it is, and
/// [`Peer::self_id`] to which account it belongs. They are given as they come; an application that works with separate
/// ones keeps its own table by account. A server that connects again gives a new connection.
pub struct Listener<C = Client> {
    address: SocketAddr,
    accepted: mpsc::Receiver<Peer<C>>,
    /// When it is gone, the task that accepts ends.
    _stop: watch::Sender<bool>,
}

/// A server that has connected.
#[derive(Debug)]
#[non_exhaustive]
pub struct Peer<C = Client> {
    /// What the connection carries, as the server says; calls and events where it says nothing.
    pub role: Role,
    /// The id of the account that the server runs for, as the server says.
    pub self_id: Option<String>,
    /// Where it connects from.
    pub address: SocketAddr,
    /// The connection.
    pub connection: Connection<C>,
}

/// How a [`Listener`] behaves. The defaults are those of [`super::Builder`], and at most 64 handshakes at once.
#[must_use = "nothing listens before `bind`"]
pub struct ListenerBuilder<C = Client> {
    api: &'static Api,
    pub(super) options: Options,
    handshakes: usize,
    sites: Sites,
    kind: PhantomData<fn() -> C>,
}

/// For each handshake, the connections that may be silent at once.
const SILENT: usize = 4;

impl<C> fmt::Debug for ListenerBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListenerBuilder").field("api", &self.api.name).finish_non_exhaustive()
    }
}

impl<C> fmt::Debug for Listener<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listener").field("address", &self.address).finish_non_exhaustive()
    }
}

impl<C: From<Client> + Send + 'static> ListenerBuilder<C> {
    /// For servers of this API.
    pub fn new(api: &'static Api) -> Self {
        Self { api, options: Options::default(), handshakes: 64, sites: Sites::default(), kind: PhantomData }
    }

    options!();

    /// How many handshakes are under way, or done and not yet accepted, at once. Further connections wait. While any do,
    /// a connection that is silent or does not finish its handshake within a second is closed.
    pub fn handshakes(mut self, handshakes: usize) -> Self {
        self.handshakes = handshakes;
        self
    }

    /// Without a token: takes connections of the web pages of this origin, such as `https://app.example`.
    pub fn allow_origin(mut self, origin: impl AsRef<str>) -> Self {
        self.sites.add_origin(origin.as_ref());
        self
    }

    /// Without a token: takes connections to this host name. Addresses and `localhost` are always taken.
    pub fn allow_host(mut self, host: impl AsRef<str>) -> Self {
        self.sites.add_host(host.as_ref());
        self
    }

    /// Listens at this address.
    ///
    /// Without a token every program that reaches it can connect and is taken for a server. Connections of web pages are
    /// refused: those with an `Origin` that is not the listener's own, or with a `Host` that is neither an address nor
    /// `localhost`.
    ///
    /// # Errors
    ///
    /// If the address cannot be had.
    pub async fn bind(self, address: impl ToSocketAddrs) -> io::Result<Listener<C>> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let handshakes = self.handshakes.clamp(1, 4096);
        let (sender, accepted) = mpsc::channel(handshakes);
        let (stop, stopped) = watch::channel(false);
        let gate = Arc::new(Gate {
            api: self.api,
            options: self.options,
            sites: self.sites,
            silent: Permits::new(handshakes * SILENT),
            handshakes: Permits::new(handshakes),
            sender,
        });
        tokio::spawn(gate.run(listener, stopped));
        Ok(Listener { address, accepted, _stop: stop })
    }
}

impl<C> Listener<C> {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The next server that connects. Nothing is lost when the future is dropped.
    pub async fn accept(&mut self) -> Option<Peer<C>> {
        self.accepted.recv().await
    }
}

/// The task that accepts.
struct Gate<C> {
    api: &'static Api,
    options: Options,
    sites: Sites,
    /// For connections that have sent nothing yet.
    silent: Permits,
    /// For those whose handshake is under way, or done and not yet accepted.
    handshakes: Permits,
    sender: mpsc::Sender<Peer<C>>,
}

impl<C: From<Client> + Send + 'static> Gate<C> {
    async fn run(self: Arc<Self>, listener: TcpListener, mut stopped: watch::Receiver<bool>) {
        const PAUSE: Duration = Duration::from_millis(100);
        let accept = async {
            loop {
                let Some(permit) = self.silent.enter().await else { return };
                match listener.accept().await {
                    Ok((stream, address)) => drop(tokio::spawn(Arc::clone(&self).receive(stream, address, permit))),
                    Err(error) => {
                        // Such as too many open files, which passes.
                        tracing::warn!(%error, "a connection cannot be accepted");
                        sleep(PAUSE).await;
                    }
                }
            }
        };
        select(pin!(accept), pin!(stopped.changed())).await;
    }

    /// Takes a connection up. One that is silent keeps nobody out for longer than a second.
    async fn receive(self: Arc<Self>, stream: TcpStream, address: SocketAddr, silent: OwnedSemaphorePermit) {
        let connect = self.options.connect;
        let begun = match select(pin!(timeout(connect, stream.readable())), pin!(self.silent.is_needed())).await {
            Either::Left((begun, _)) => matches!(begun, Ok(Ok(()))),
            Either::Right(_) => false,
        };
        if !begun {
            return tracing::info!(%address, "a connection that sends nothing is closed");
        }
        let Some(handshake) = self.handshakes.enter().await else { return };
        drop(silent);
        match select(pin!(timeout(connect, self.greet(stream, address))), pin!(self.handshakes.is_needed())).await {
            Either::Left((Ok(Some(peer)), _)) => {
                // An error means that nobody accepts any more; the connection then ends with its handle.
                drop(self.sender.send(peer).await);
                drop(handshake);
            }
            Either::Left((Ok(None), _)) => {}
            Either::Left((Err(_), _)) | Either::Right(_) => {
                tracing::info!(%address, "a server did not finish its handshake");
            }
        }
    }

    /// The handshake.
    async fn greet(&self, stream: TcpStream, address: SocketAddr) -> Option<Peer<C>> {
        // Calls are small and must not wait for each other.
        drop(stream.set_nodelay(true));
        let options = &self.options;
        let mut caller = None;
        let check = |request: &Request, response: Response| match self.check(request) {
            Ok(who) => {
                caller = Some(who);
                Ok(response)
            }
            Err(status) => Err(refusal(status)),
        };
        let socket = match accept_hdr_async_with_config(stream, check, Some(options.sizes.config())).await {
            Ok(socket) => socket,
            Err(error) => {
                tracing::info!(%address, %error, "a server did not get in");
                return None;
            }
        };
        let Caller { role, self_id } = caller?;
        let mut secrets = Secrets::default();
        if let Some(token) = &options.token {
            secrets.add(token);
        }
        let line = Line::new(socket, options.settings.patience);
        let greeted = match greet(self.api, options, line, secrets).await {
            Ok(greeted) => greeted,
            Err(error) => {
                tracing::info!(%address, %error, "a server did not do its handshake");
                return None;
            }
        };
        let (connection, driver) = Connection::new(self.api, options.settings, options.room, greeted.secrets);
        tokio::spawn(Driver::once(driver, greeted.line, greeted.interval));
        Some(Peer { role, self_id, address, connection })
    }

    fn check(&self, request: &Request) -> Result<Caller, StatusCode> {
        let headers = request.headers();
        if !has_one_host(headers) {
            return Err(StatusCode::BAD_REQUEST);
        }
        let token = self.options.token.as_ref();
        if token.is_none() {
            let authority = request.uri().authority().map(Authority::as_str);
            self.sites.check(headers, authority).map_err(|foreign| {
                tracing::warn!(%foreign, "refused without a token: a web page may have made the connection");
                StatusCode::FORBIDDEN
            })?;
        }
        admit(self.api, headers, request.uri().query(), token)
    }
}

fn refusal(status: StatusCode) -> ErrorResponse {
    let mut response = HttpResponse::new(None);
    *response.status_mut() = status;
    response
}

impl<C> Peer<C> {
    /// Whether the connection still stands.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        matches!(*self.connection.state().borrow(), State::Connected)
    }
}
