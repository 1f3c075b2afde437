//! `cerrojo demo`: emulated servers on loopback, checked for real, in less than a minute.

use crate::Status;
use crate::arguments::Common;

/// Runs it.
pub(crate) async fn run(_common: &Common) -> anyhow::Result<Status> {
    anyhow::bail!("not yet")
}
