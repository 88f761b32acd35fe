//! Calls over TLS, by HTTP and by WebSocket: a certificate that the system trusts is taken, another one is not.
//!
//! What the system trusts is told to a process of its own, by the variable that OpenSSL reads too.

#![cfg(target_os = "linux")]

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs, io};

use apis::go_cqhttp::{self, Backend, Client, GetLoginInfo, GetLoginInfoResponse, UserId};
use axum::serve::Listener;
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tablewright_runtime::Failure;
use tablewright_runtime::server::Config;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// Where the server listens, for the process that calls it.
const ADDRESS: &str = "TLS_TEST_ADDRESS";
/// Nothing here may take longer.
const DEADLINE: Duration = Duration::from_secs(60);

struct Bot;

impl Backend for Bot {
    async fn get_login_info(&self, _: GetLoginInfo) -> Result<GetLoginInfoResponse, Failure> {
        Ok(GetLoginInfoResponse { user_id: UserId(7), nickname: "safe".to_owned() })
    }
}

/// Accepts connections and agrees with each on TLS.
struct Tls {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((stream, peer)) = self.listener.accept().await else { continue };
            // A client that refuses the certificate ends the handshake.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, peer);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

fn certificate() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate")
}

async fn server(own: &CertifiedKey<KeyPair>) -> SocketAddr {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(vec![own.cert.der().clone()], key))
        .expect("a key that fits its certificate");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let tls = Tls { listener, acceptor: TlsAcceptor::from(Arc::new(config)) };
    let router = go_cqhttp::router(Bot, Config::new().heartbeat(None));
    tokio::spawn(async move { axum::serve(tls, router).await });
    address
}

/// Runs this test in a process of its own, where it calls; gives what that prints. One certificate is trusted there.
async fn printed(address: SocketAddr, trusted: &Path) -> String {
    let mut process = Command::new(env::current_exe().expect("this test"));
    process.args(["--exact", "the_certificates_of_the_system_decide", "--nocapture"]);
    process.env("SSL_CERT_FILE", trusted).env_remove("SSL_CERT_DIR").env(ADDRESS, address.to_string());
    process.stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(DEADLINE, process.output()).await.expect("an end").expect("a process");
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}");
    text
}

#[tokio::test]
async fn the_certificates_of_the_system_decide() {
    if let Ok(address) = env::var(ADDRESS) {
        return call(&address).await;
    }
    let (own, other) = (certificate(), certificate());
    let address = server(&own).await;
    let folder = tempfile::tempdir().expect("a folder");
    for (name, certificate, expected) in [
        ("own.pem", &own, ["HTTP: called safe", "WebSocket: called safe"]),
        ("other.pem", &other, ["HTTP: refused", "WebSocket: refused"]),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, certificate.cert.pem()).expect("a file");
        let printed = printed(address, &file).await;
        for line in expected {
            assert!(printed.contains(line), "{name}: {line} is not in\n{printed}");
        }
    }
}

/// Calls both ways, and prints what came.
async fn call(address: &str) {
    let client = Client::builder(format!("https://{address}")).build().expect("a client");
    match client.get_login_info().await {
        Ok(me) => println!("HTTP: called {}", me.nickname),
        Err(error) => println!("HTTP: {}", reason(&error)),
    }
    match Client::websocket(format!("wss://{address}")).connect().await {
        Ok(connection) => {
            println!("WebSocket: called {}", connection.client().get_login_info().await.expect("an answer").nickname);
        }
        Err(error) => println!("WebSocket: {}", reason(&error)),
    }
}

/// Whether an error, or one that it comes from, blames the certificate.
fn reason(error: &dyn std::error::Error) -> String {
    let errors = std::iter::successors(Some(error), |error| error.source());
    let text = errors.map(ToString::to_string).collect::<Vec<_>>().join(": ");
    if text.contains("certificate") { format!("refused ({text})") } else { format!("failed ({text})") }
}
