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

/// Ready when the program is to end. When it is asked a second time, it ends at once.
pub async fn asked_to_end() {
    asked().await;
    eprintln!("ending; calls in flight are finished");
    tokio::spawn(async {
        asked().await;
        std::process::exit(1);
    });
}

/// Ready at Ctrl-C, and where there are signals at the one that asks to end.
async fn asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
