//! The keys that letters are signed with, and what DNS says of them.

use std::fmt;

use aws_lc_rs::digest::Digest;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use data_encoding::BASE64;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;

use crate::mail::MailError;

/// The least that verifiers take and signers should give (RFC 8301 section 3.2), in bytes.
const RSA_BYTES: usize = 2048 / 8;

/// What a key is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyKind {
    /// RSA with 2,048 bits: what every verifier knows.
    Rsa2048,
    /// Ed25519 (RFC 8463): short and fast, and unknown to many verifiers; so it goes beside RSA.
    Ed25519,
}

/// A private key. Prints as its kind alone.
pub struct Key {
    pair: Pair,
}

enum Pair {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Key({:?})", self.kind())
    }
}

impl Key {
    /// Reads a private key: RSA in PKCS#1 or PKCS#8 of 2,048 bits or more, Ed25519 in PKCS#8, all as PEM.
    ///
    /// # Errors
    ///
    /// [`MailError::Key`] when it is none of these: whoever gave the key.
    pub fn read(pem: &str) -> Result<Self, MailError> {
        let bad = |cause: &str| MailError::Key { cause: cause.to_owned() };
        let key = PrivateKeyDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| bad("there is no private key in PEM in it"))?;
        let rsa = match &key {
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()),
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                if let Ok(pair) = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der) {
                    return Ok(Self { pair: Pair::Ed25519(pair) });
                }
                RsaKeyPair::from_pkcs8(der)
            }
            _ => return Err(bad("it is neither RSA nor Ed25519")),
        };
        let rsa = rsa.map_err(|_| bad("it is neither RSA of 2,048 bits or more nor Ed25519"))?;
        if rsa.public_modulus_len() < RSA_BYTES {
            return Err(bad("it has fewer than 2,048 bits, which verifiers may ignore (RFC 8301)"));
        }
        Ok(Self { pair: Pair::Rsa(Box::new(rsa)) })
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        match self.pair {
            Pair::Rsa(_) => KeyKind::Rsa2048,
            Pair::Ed25519(_) => KeyKind::Ed25519,
        }
    }

    /// What DNS has to say of it: the text of the TXT record at `selector._domainkey.domain` (RFC 6376 section
    /// 3.6.1). Longer than 255 characters for RSA: a zone file has it in several strings.
    ///
    /// # Errors
    ///
    /// [`MailError::Key`] when its public half cannot be written: the library's fault.
    pub fn record(&self) -> Result<String, MailError> {
        Ok(match &self.pair {
            Pair::Rsa(pair) => {
                let public: PublicKeyX509Der<'_> =
                    pair.public_key().as_der().map_err(|_| unusable())?;
                format!("v=DKIM1; k=rsa; p={}", BASE64.encode(public.as_ref()))
            }
            Pair::Ed25519(pair) => {
                format!("v=DKIM1; k=ed25519; p={}", BASE64.encode(pair.public_key().as_ref()))
            }
        })
    }

    /// The `a=` of its signatures (RFC 6376 section 3.3, RFC 8463 section 3).
    pub(super) const fn algorithm(&self) -> &'static str {
        match self.pair {
            Pair::Rsa(_) => "rsa-sha256",
            Pair::Ed25519(_) => "ed25519-sha256",
        }
    }

    /// Signs what was canonicalised. `digest` is its SHA-256, which Ed25519 signs in its place.
    pub(super) fn sign(
        &self,
        bytes: &[u8],
        digest: impl FnOnce(&[u8]) -> Digest,
    ) -> Result<Vec<u8>, MailError> {
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), bytes, &mut signature)
                    .map_err(|_| unusable())?;
                Ok(signature)
            }
            Pair::Ed25519(pair) => {
                let signature = pair.try_sign(digest(bytes).as_ref()).map_err(|_| unusable())?;
                Ok(signature.as_ref().to_vec())
            }
        }
    }
}

/// Makes a new key: the private half as PEM (PKCS#8), to be kept where only we read it, and the text of
/// the TXT record that goes into DNS.
///
/// # Errors
///
/// [`MailError::Key`] when the system gives no random numbers.
pub fn generate(kind: KeyKind) -> Result<(String, String), MailError> {
    let (pem, key) = match kind {
        KeyKind::Rsa2048 => {
            let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| unusable())?;
            let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| unusable())?;
            (pem(der.as_ref()), Key { pair: Pair::Rsa(Box::new(pair)) })
        }
        KeyKind::Ed25519 => {
            let pair = Ed25519KeyPair::generate().map_err(|_| unusable())?;
            let der = pair.to_pkcs8v1().map_err(|_| unusable())?;
            (pem(der.as_ref()), Key { pair: Pair::Ed25519(pair) })
        }
    };
    let record = key.record()?;
    Ok((pem, record))
}

fn unusable() -> MailError {
    MailError::Key { cause: "the system's cryptography refused".to_owned() }
}

fn pem(der: &[u8]) -> String {
    let mut text = "-----BEGIN PRIVATE KEY-----\n".to_owned();
    let encoded = BASE64.encode(der);
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(64));
        text.push_str(line);
        text.push('\n');
        rest = more;
    }
    text.push_str("-----END PRIVATE KEY-----\n");
    text
}
