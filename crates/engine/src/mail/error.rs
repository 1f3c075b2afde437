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
    /// The configuration's: the name to greet with is none.
    #[error("{name:?} is not a name that this machine can greet with; give its full host name")]
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
}
