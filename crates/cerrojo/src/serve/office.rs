//! Who writes, and where they listen: what the configuration says of letters, looked through before anything begins.

use std::fs::File;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use cerrojo_engine::Resolver;
use cerrojo_service::desk::Desk;
use cerrojo_service::job::Sending;
use cerrojo_store::Store;

use super::ours::Ours;
use super::settings::ServeSettings;
use crate::arguments::Common;
use crate::configuration;
use crate::database::{self, DatabaseOptions};
use crate::letter::post_box::PostBox;
use crate::letter::settings::LetterSettings;

/// The letters of an operation.
pub(super) struct Office {
    pub(super) letters: LetterSettings,
    pub(super) serve: ServeSettings,
    pub(super) desk: Arc<Desk>,
    pub(super) ours: Arc<Ours>,
    pub(super) resolver: Resolver,
    pub(super) sending: Arc<Sending>,
    /// A name that no other process has, and that is the same again after a kill.
    pub(super) worker: String,
    /// Keeps that name from others, as long as this stands.
    _lock: File,
}

impl Office {
    /// The office of the configuration; `None` where it does not say who writes.
    ///
    /// # Errors
    ///
    /// The user's: it says half of it, or something that cannot be. The database's.
    pub(super) async fn of(
        database: &DatabaseOptions,
        common: &Common,
        store: &Store,
    ) -> anyhow::Result<Option<Self>> {
        let letters = LetterSettings::read(common)?;
        let serve = configuration::serve(common.config.as_deref())?;
        if letters.is_silent() {
            ensure!(
                serve.is_deaf(),
                "[serve] takes in answers to letters, and [letters] does not say who writes them; say so, or take [serve] out"
            );
            return Ok(None);
        }
        let desk = Arc::new(letters.desk(store).await?);
        let resolver = Resolver::from_system().context("no name server is configured here")?;
        let PostBox { worker, notes, lock } = PostBox::open(&database::url(database, common)?)?;
        let sending = letters.sending(resolver.clone(), notes)?;
        let ours = Arc::new(Ours::of(Arc::clone(&desk)));
        Ok(Some(Self { letters, serve, desk, ours, resolver, sending, worker, _lock: lock }))
    }

    /// Whether letters go out while DNS says that they should not be believed.
    pub(super) fn sends_anyway(&self) -> bool {
        self.letters.unaligned == Some(true)
    }

    /// The name that the intake gives itself.
    pub(super) fn host(&self) -> anyhow::Result<String> {
        self.serve.host.clone().map_or_else(|| self.letters.host_name(), Ok)
    }
}
