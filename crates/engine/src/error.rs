//! Why we could not look. None of these says anything about the target.

use std::net::{IpAddr, SocketAddr};

/// Whose fault it was is in each variant's first line.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The user's: nobody said that this address may be probed.
    #[error("{target} is outside the permitted scope")]
    OutOfScope {
        /// The address refused.
        target: IpAddr,
    },
    /// Somebody asked to be left alone, and the scope file says so.
    #[error("{target} is excluded by the scope file{}", in_brackets(reason.as_deref()))]
    Excluded {
        /// The address refused.
        target: IpAddr,
        /// Who asked for it, or why.
        reason: Option<String>,
    },
    /// The user's: the last day of the scope file is over, in the middle of a run.
    #[error("the scope expired on {expires}, so nothing more is asked; get a new one and go on")]
    ScopeExpired {
        /// The last day.
        expires: String,
    },
    /// The user's or the name server's: the name has no address.
    #[error("{name} does not resolve to any address: {cause}")]
    Unresolvable {
        /// The name.
        name: String,
        /// What the resolver said.
        cause: String,
    },
    /// The machine's: the mail sink cannot listen there, so nothing could be proven.
    #[error("the mail sink cannot listen on {address}: {}", explain(*address, cause))]
    SinkUnavailable {
        /// Where it was to listen.
        address: SocketAddr,
        /// What the system said; the message tells it already.
        cause: std::io::Error,
    },
    /// The machine's: there is no way to the target, so no address of ours faces it.
    #[error("there is no route to {target}")]
    NoRoute {
        /// The address.
        target: IpAddr,
    },
    /// The machine's: its resolver configuration cannot be used.
    #[error("the system's resolver configuration cannot be read: {cause}")]
    Resolver {
        /// What is wrong with it.
        cause: String,
    },
    /// The machine's: no random numbers.
    #[error("the system gives no random numbers: {cause}")]
    Random {
        /// What the system said.
        cause: String,
    },
}

impl EngineError {
    /// Whether it is about the target alone; else nothing more can be asked of anybody.
    #[must_use]
    pub const fn is_of_target(&self) -> bool {
        matches!(self, Self::OutOfScope { .. } | Self::Excluded { .. } | Self::Unresolvable { .. })
    }
}

fn in_brackets(reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| format!(" ({reason})"))
}

fn explain(address: SocketAddr, error: &std::io::Error) -> String {
    let port = address.port();
    match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "port {port} is taken; stop what listens there for the time of the check, or give another place with --sink-mail ADDRESS:PORT"
        ),
        std::io::ErrorKind::PermissionDenied => format!(
            "port {port} needs root (or `setcap cap_net_bind_service+ep` on cerrojo); give another place with --sink-mail ADDRESS:PORT"
        ),
        std::io::ErrorKind::AddrNotAvailable => {
            "this machine does not have that address; --sink-mail takes one of its own, --sink-advertise says how it looks from outside".to_owned()
        }
        _ => error.to_string(),
    }
}
