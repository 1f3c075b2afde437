//! With what does the intake do TLS? With a certificate of the operator, or one that it makes itself: mail servers that
//! bring mail do not look whose it is (RFC 7435), and enciphered is better than not.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What is needed to serve TLS.
pub type Tls = ServerConfig;

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The user's: a file that cannot be read, or is not what it should be.
    #[error("cannot use {}: {why}; want PEM", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The user's: certificate and key do not belong together, or the name is none.
    #[error("the certificate cannot be used: {why}")]
    Certificate {
        /// What is wrong.
        why: String,
    },
}

/// TLS with a certificate, those that it rests on after it, and its key, both in PEM.
///
/// # Errors
///
/// [`TlsError`].
pub fn certified(certificate: &Path, key: &Path) -> Result<Arc<Tls>, TlsError> {
    let cannot = |file: &Path, why: String| TlsError::File { file: file.to_path_buf(), why };
    let bytes =
        std::fs::read(certificate).map_err(|error| cannot(certificate, error.to_string()))?;
    let chain = CertificateDer::pem_slice_iter(&bytes).collect::<Result<Vec<_>, _>>();
    let chain = chain.map_err(|error| cannot(certificate, error.to_string()))?;
    if chain.is_empty() {
        return Err(cannot(certificate, "no certificate is in it".to_owned()));
    }
    let bytes = std::fs::read(key).map_err(|error| cannot(key, error.to_string()))?;
    let key =
        PrivateKeyDer::from_pem_slice(&bytes).map_err(|error| cannot(key, error.to_string()))?;
    configured(chain, key)
}

/// TLS with a certificate for `host` that is made now and signs itself.
///
/// # Errors
///
/// [`TlsError::Certificate`].
pub fn self_signed(host: &str) -> Result<Arc<Tls>, TlsError> {
    let made = rcgen::generate_simple_self_signed([host.to_owned()])
        .map_err(|error| TlsError::Certificate { why: error.to_string() })?;
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der())
        .map_err(|why| TlsError::Certificate { why: why.to_owned() })?;
    configured(vec![made.cert.der().clone()], key)
}

fn configured(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<Tls>, TlsError> {
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key));
    config.map(Arc::new).map_err(|error| TlsError::Certificate { why: error.to_string() })
}
