//! Why can nothing be handed over or signed at all? Never about a server: that is an [`Outcome`](super::Outcome).

/// Whose fault it was is in each variant's first line.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The caller's: an address that would break the command it is written into, or is none.
    #[error("{address:?} is not an address that a letter can go to; write it as name@example.org")]
    Address {
        /// What was given.
        address: String,
    },
    /// The configuration's: a host name, domain or selector that is none.
    #[error(
        "{name:?} is not a name for DNS; write it in full and in ASCII, such as mail.example.org"
    )]
    HostName {
        /// What was given.
        name: String,
    },
    /// The configuration's, or the machine's: no certificate that could be trusted.
    #[error("the certificates to trust cannot be used: {cause}")]
    Roots {
        /// What is wrong with them.
        cause: String,
    },
    /// Whoever gave the key: it cannot be used. Says nothing of the key itself.
    #[error(
        "the key to sign with cannot be used: {cause}; `openssl genpkey` makes RSA of 2,048 bits and Ed25519"
    )]
    Key {
        /// Why not.
        cause: String,
    },
    /// The caller's: a letter without a sender cannot be signed for one.
    #[error("the letter has no From field, so nobody can sign for it")]
    NoFrom,
}
