//! Where an operation listens: `[serve]` in the configuration file.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use cerrojo_service::intake::{Tls, certified, self_signed};
use serde::Deserialize;

/// `[serve]`: where mail comes in, and where the pages are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ServeSettings {
    pub(crate) intake: Vec<SocketAddr>,
    pub(crate) lmtp: Vec<SocketAddr>,
    pub(crate) maildir: Option<PathBuf>,
    pub(crate) web: Option<SocketAddr>,
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) certificate_key: Option<PathBuf>,
    pub(crate) host: Option<String>,
}

impl ServeSettings {
    /// Whether anything listens at all.
    pub(crate) fn is_deaf(&self) -> bool {
        self.intake.is_empty()
            && self.lmtp.is_empty()
            && self.maildir.is_none()
            && self.web.is_none()
    }

    /// The folder that another mail server delivers into.
    ///
    /// # Errors
    ///
    /// The user's: it is no Maildir.
    pub(crate) fn folder(&self) -> anyhow::Result<Option<&PathBuf>> {
        if let Some(folder) = &self.maildir
            && !(folder.join("new").is_dir() && folder.join("cur").is_dir())
        {
            bail!("[serve] `maildir`: {} is no Maildir with new and cur in it", folder.display());
        }
        Ok(self.maildir.as_ref())
    }

    /// The certificate of the intake, or one that is made now for `host`.
    ///
    /// # Errors
    ///
    /// The user's: half of it is missing, or cannot be used.
    pub(crate) fn tls(&self, host: &str) -> anyhow::Result<Arc<Tls>> {
        match (&self.certificate, &self.certificate_key) {
            (Some(certificate), Some(key)) => Ok(certified(certificate, key)?),
            (None, None) => Ok(self_signed(host)?),
            _ => bail!("[serve] `certificate` and `certificate-key` want each other"),
        }
    }
}
