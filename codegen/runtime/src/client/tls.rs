//! TLS without anything that is global to the process.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::BuildError;

/// What TLS connections are made with. Where none can be needed the certificates of the system are not read: a machine
/// without any can still call a server without TLS.
pub(crate) fn config(needed: bool) -> Result<ClientConfig, BuildError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| BuildError::Tls(error.to_string()))?;
    let builder = if needed {
        builder.with_platform_verifier().map_err(|error| BuildError::Tls(error.to_string()))?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
