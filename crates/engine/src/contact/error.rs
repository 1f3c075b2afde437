//! Why nobody could be looked up at all. What one source could not say is a note, not an error.

/// Whose fault it was is in each variant's first line.
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    /// The user's: a file is not what it is given as.
    #[error("{what} cannot be read: {cause}")]
    Unreadable {
        /// What it was to be.
        what: &'static str,
        /// Where and what is wrong, on one line.
        cause: String,
    },
    /// The machine's: reading a file stopped in the middle.
    #[error("reading {what} stopped: {source}")]
    Interrupted {
        /// What was read.
        what: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The machine's: no certificates, or no randomness, so nobody can be asked over TLS.
    #[error(
        "cannot get ready to ask registries: {cause}; install the package ca-certificates, or work from files"
    )]
    NoClient {
        /// What is missing.
        cause: String,
    },
}

/// A file that is not what it should be; only the first line of the cause is of use to people.
pub(super) fn unreadable(what: &'static str, cause: impl std::fmt::Display) -> ContactError {
    let cause = cause.to_string();
    ContactError::Unreadable { what, cause: cause.lines().next().unwrap_or_default().to_owned() }
}

/// The same of a TOML file, with the place in front of what is wrong there.
pub(super) fn not_toml(what: &'static str, cause: &toml::de::Error) -> ContactError {
    let place = cause.to_string();
    let place = place.lines().next().unwrap_or_default().trim_start_matches("TOML parse error ");
    unreadable(what, format!("{place}: {}", cause.message().replace('\n', " ")))
}
