//! The reverse way: servers connect to the application, which then makes calls.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::select;
use secrecy::SecretString;
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::accept_hdr_async_with_config;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::{Response as HttpResponse, StatusCode};

use super::admit::{Caller, admit};
use super::beat::Heartbeat;
use super::builder::{Options, options};
use super::connection::Connection;
use super::driver::Driver;
use super::state::State;
use crate::Api;
use crate::client::{Client, Secrets};
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
    kind: PhantomData<fn() -> C>,
}

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
        Self { api, options: Options::default(), handshakes: 64, kind: PhantomData }
    }

    options!();

    /// How many handshakes are under way, or done and not yet accepted, at once. Further connections wait.
    pub fn handshakes(mut self, handshakes: usize) -> Self {
        self.handshakes = handshakes;
        self
    }

    /// Listens at this address.
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
            handshakes: Arc::new(Semaphore::new(handshakes)),
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
    handshakes: Arc<Semaphore>,
    sender: mpsc::Sender<Peer<C>>,
}

impl<C: From<Client> + Send + 'static> Gate<C> {
    async fn run(self: Arc<Self>, listener: TcpListener, mut stopped: watch::Receiver<bool>) {
        const PAUSE: Duration = Duration::from_millis(100);
        let accept = async {
            loop {
                let Ok(permit) = Arc::clone(&self.handshakes).acquire_owned().await else { return };
                match listener.accept().await {
                    Ok((stream, address)) => drop(tokio::spawn(Arc::clone(&self).greet(stream, address, permit))),
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

    /// Takes a connection up, and gives it to who accepts.
    async fn greet(self: Arc<Self>, stream: TcpStream, address: SocketAddr, permit: OwnedSemaphorePermit) {
        // Calls are small and must not wait for each other.
        drop(stream.set_nodelay(true));
        let options = &self.options;
        let mut caller = None;
        let check = |request: &Request, response: Response| match self.check(request, options.token.as_ref()) {
            Ok(who) => {
                caller = Some(who);
                Ok(response)
            }
            Err(status) => Err(refusal(status)),
        };
        let upgrade = accept_hdr_async_with_config(stream, check, Some(options.sizes.config()));
        let socket = match timeout(options.connect, upgrade).await {
            Ok(Ok(socket)) => socket,
            Ok(Err(error)) => return tracing::info!(%address, %error, "a server did not get in"),
            Err(_) => return tracing::info!(%address, "a server did not finish its handshake"),
        };
        let Some(Caller { role, self_id }) = caller else { return };
        let mut secrets = Secrets::default();
        if let Some(token) = &options.token {
            secrets.add(token);
        }
        let (connection, driver) = Connection::new(self.api, options.settings, options.room, secrets);
        tokio::spawn(Driver::once(driver, Line::new(socket, options.settings.patience)));
        // An error means that nobody accepts any more; the connection then ends with its handle.
        drop(self.sender.send(Peer { role, self_id, address, connection }).await);
        drop(permit);
    }

    fn check(&self, request: &Request, token: Option<&SecretString>) -> Result<Caller, StatusCode> {
        admit(self.api, request.headers(), request.uri().query(), token)
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
