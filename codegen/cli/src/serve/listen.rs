//! Where a server listens, and when it ends.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::error::Error;

/// A listener on `wanted`, and the address by which it is reached.
///
/// # Errors
///
/// Where the address is taken, or is none of this machine.
pub async fn listen(wanted: &str) -> Result<(TcpListener, SocketAddr), Error> {
    let listener = TcpListener::bind(wanted).await.map_err(|error| {
        let remedy = match error.kind() {
            io::ErrorKind::AddrInUse => "end the program that has the port, or take another with `--listen`; 0 is any",
            io::ErrorKind::PermissionDenied => "take a port above 1023 with `--listen`",
            io::ErrorKind::AddrNotAvailable => "give an address of this machine to `--listen`",
            _ => "give an address such as 127.0.0.1:5700 to `--listen`",
        };
        Error::new(format!("cannot listen on `{wanted}`: {error}"), remedy)
    })?;
    let address = listener.local_addr();
    let address = address.map_err(|error| Error::new(format!("the listener has no address: {error}"), "try again"))?;
    Ok((listener, address))
}

/// What is to be said of a server at `address` that asks for no token.
#[must_use]
pub fn without_token(address: SocketAddr) -> String {
    let who =
        if address.ip().is_loopback() { "every program of this machine" } else { "every machine that reaches it" };
    format!("warning: {who} can call {address}, as there is no token; set one with `--token`")
}

/// Ready when the program is to end: at Ctrl-C, and where there are signals at the one that asks to end. When it is asked a
/// second time, it ends at once. It can be asked from the call of this on, within a runtime.
pub fn asked_to_end() -> impl Future<Output = ()> + Send {
    let mut asked = Asked::new();
    async move {
        asked.again().await;
        eprintln!("ending; calls in flight are finished");
        tokio::spawn(async move {
            asked.again().await;
            std::process::exit(1);
        });
    }
}

/// What asks a program to end.
#[cfg(unix)]
struct Asked(Option<[tokio::signal::unix::Signal; 2]>);

#[cfg(unix)]
impl Asked {
    fn new() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let of = |kind| signal(kind).ok();
        Self(
            of(SignalKind::interrupt())
                .zip(of(SignalKind::terminate()))
                .map(|(interrupt, terminate)| [interrupt, terminate]),
        )
    }

    async fn again(&mut self) {
        match &mut self.0 {
            Some([interrupt, terminate]) => {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
            }
            // The system then ends the program by itself.
            None => std::future::pending().await,
        }
    }
}

/// What asks a program to end.
#[cfg(not(unix))]
struct Asked;

#[cfg(not(unix))]
impl Asked {
    fn new() -> Self {
        Self
    }

    async fn again(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
