//! TLS for letters: with a certificate that must stand up to verification, or with any and a note
//! whether it would have.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls_platform_verifier::Verifier;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::Resumption;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

use super::{MailError, Protection};

/// Makes TLS sessions for letters.
#[derive(Clone, Debug)]
pub(super) struct Tls {
    verifier: Arc<dyn ServerCertVerifier>,
    config: ClientConfig,
}

impl Tls {
    /// Trusts whom this system trusts, and the certificates in `roots` (PEM).
    pub(super) fn new(roots: &str) -> Result<Self, MailError> {
        let bad = |cause: String| MailError::Roots { cause };
        let extra = CertificateDer::pem_slice_iter(roots.as_bytes()).collect::<Result<Vec<_>, _>>();
        let extra = extra.map_err(|error| bad(error.to_string()))?;
        let provider = Arc::new(aws_lc_rs::default_provider());
        let verifier: Arc<dyn ServerCertVerifier> =
            match Verifier::new_with_extra_roots(extra, Arc::clone(&provider)) {
                Ok(verifier) => Arc::new(verifier),
                // A machine without any certificates can still write to whoever demands none.
                Err(_) if roots.is_empty() => Arc::new(Nobody { provider: Arc::clone(&provider) }),
                Err(error) => return Err(bad(error.to_string())),
            };
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| bad(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&verifier))
            .with_no_client_auth();
        // Whoever takes a session up again shows no certificate, and nothing could be noted.
        config.resumption = Resumption::disabled();
        Ok(Self { verifier, config })
    }

    /// Shakes hands with the server called `name`. With `must` its certificate has to stand up to
    /// verification, without it whatever it shows is taken.
    pub(super) async fn secure(
        &self,
        stream: TcpStream,
        name: &str,
        must: bool,
    ) -> std::io::Result<(TlsStream<TcpStream>, Protection)> {
        let address = stream.peer_addr()?.ip();
        let named = ServerName::try_from(name.to_owned());
        let name = named.unwrap_or_else(|_| ServerName::from(address));
        let mut config = self.config.clone();
        if must {
            let secured = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
            return Ok((secured, Protection::Verified));
        }
        let noted = Arc::new(Noted {
            verifier: Arc::clone(&self.verifier),
            doubtful: AtomicBool::new(false),
        });
        config.dangerous().set_certificate_verifier(Arc::clone(&noted) as _);
        let secured = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
        let doubtful = noted.doubtful.load(Ordering::Relaxed);
        Ok((secured, if doubtful { Protection::Unverified } else { Protection::Verified }))
    }
}

/// Takes everything and notes whether anything of it was doubtful. For one handshake only.
#[derive(Debug)]
struct Noted {
    verifier: Arc<dyn ServerCertVerifier>,
    doubtful: AtomicBool,
}

impl Noted {
    fn note<T>(&self, verified: &Result<T, Error>) {
        if verified.is_err() {
            self.doubtful.store(true, Ordering::Relaxed);
        }
    }
}

impl ServerCertVerifier for Noted {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.verifier.verify_server_cert(certificate, chain, name, ocsp, now);
        self.note(&verified);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let verified = self.verifier.verify_tls12_signature(message, certificate, signature);
        self.note(&verified);
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let verified = self.verifier.verify_tls13_signature(message, certificate, signature);
        self.note(&verified);
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

/// Trusts nobody: for a system that has no certificates.
#[derive(Debug)]
struct Nobody {
    provider: Arc<CryptoProvider>,
}

impl Nobody {
    fn no<T>() -> Result<T, Error> {
        Err(Error::General("this system has no certificates that it trusts".to_owned()))
    }
}

impl ServerCertVerifier for Nobody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Self::no()
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Self::no()
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Self::no()
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
