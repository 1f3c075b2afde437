//! TLS to servers whose certificate does not matter: the question is what they do, not who they are.
//!
//! Only for probing. Nothing that sends anything but a test may use this verifier.

use std::sync::Arc;

use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

/// Makes TLS sessions that take any certificate.
#[derive(Clone)]
pub(crate) struct AnyCertificate {
    connector: TlsConnector,
}

impl std::fmt::Debug for AnyCertificate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("AnyCertificate")
    }
}

impl AnyCertificate {
    pub(crate) fn new() -> Result<Self, Error> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let verifier = Arc::new(Anyone { provider: Arc::clone(&provider) });
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(Self { connector: TlsConnector::from(Arc::new(config)) })
    }

    /// Shakes hands; `name` goes into the server name indication, `offers` into ALPN (RFC 7301).
    pub(crate) async fn secure(
        &self,
        stream: TcpStream,
        name: ServerName<'static>,
        offers: &[&[u8]],
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let offers = offers.iter().map(|offer| offer.to_vec()).collect();
        self.connector.with_alpn(offers).connect(name, stream).await
    }
}

#[derive(Debug)]
struct Anyone {
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Old servers: TLS 1.0 and 1.1, RSA key exchange, weak parameters. OpenSSL at security level 0.
#[cfg(feature = "legacy-tls")]
pub(crate) mod legacy {
    use std::pin::Pin;

    use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode};
    use tokio::net::TcpStream;
    use tokio_openssl::SslStream;

    pub(crate) async fn secure(
        stream: TcpStream,
        name: &str,
    ) -> std::io::Result<SslStream<TcpStream>> {
        let mut builder = SslConnector::builder(SslMethod::tls_client())?;
        builder.set_verify(SslVerifyMode::NONE);
        builder.set_security_level(0);
        builder.set_min_proto_version(None)?;
        builder.set_cipher_list("ALL:COMPLEMENTOFALL:@SECLEVEL=0")?;
        let mut configuration = builder.build().configure()?;
        configuration.set_verify_hostname(false);
        let ssl = configuration.into_ssl(name)?;
        let mut stream = SslStream::new(ssl, stream)?;
        Pin::new(&mut stream).connect().await.map_err(std::io::Error::other)?;
        Ok(stream)
    }
}
