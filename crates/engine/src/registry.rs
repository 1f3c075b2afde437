//! Which tokens are out there, and who waits for each of them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use cerrojo_model::Endpoint;
use cerrojo_probe::arrival::Meaning;
use cerrojo_probe::relay::NONCES;
use cerrojo_probe::sink::Recipient;
use cerrojo_probe::token::{Key, Role, Token};
use chrono::TimeDelta;
use tokio::sync::Notify;

/// How long a token is taken, well above every wait and every queue's first retries.
const LIFETIME: TimeDelta = TimeDelta::days(2);

/// The tokens of the examinations in progress; each has a block of nonces of its own.
#[derive(Debug)]
pub struct Registry {
    key: Key,
    next: AtomicU32,
    open: Mutex<HashMap<u32, Arc<Entry>>>,
}

#[derive(Debug)]
struct Entry {
    endpoint: Endpoint,
    ids: OnceLock<Vec<Cow<'static, str>>>,
    /// Mostly nothing ever comes: no queue is kept for that.
    inbox: Mutex<Vec<Meaning>>,
    arrived: Notify,
}

/// A block of nonces; given back when dropped, after which its tokens are refused.
#[derive(Debug)]
pub(crate) struct Block {
    registry: Arc<Registry>,
    pub(crate) first: u32,
    entry: Arc<Entry>,
}

impl Registry {
    /// Starts with `key`; `seed` makes the nonces of two runs differ.
    #[must_use]
    pub fn new(key: Key, seed: u32) -> Self {
        Self { key, next: AtomicU32::new(seed & !(NONCES - 1)), open: Mutex::default() }
    }

    /// Takes a block of nonces for an examination of `endpoint`.
    pub(crate) fn block(self: &Arc<Self>, endpoint: Endpoint) -> Block {
        let first = self.next.fetch_add(NONCES, Ordering::Relaxed);
        let entry = Arc::new(Entry {
            endpoint,
            ids: OnceLock::new(),
            inbox: Mutex::default(),
            arrived: Notify::new(),
        });
        self.entries().insert(first, Arc::clone(&entry));
        Block { registry: Arc::clone(self), first, entry }
    }

    /// Whether this is one of our tokens, made for the endpoint and test that it claims.
    pub(crate) fn admits(&self, recipient: Recipient) -> bool {
        let Some((entry, index)) = self.find(recipient.token.nonce()) else { return false };
        let id = entry.ids.get().and_then(|ids| ids.get(index));
        id.is_some_and(|id| {
            let now = crate::now();
            self.key
                .verify(recipient.role, &recipient.token, &entry.endpoint, id, now, LIFETIME)
                .is_ok()
        })
    }

    /// The answer to a challenge of ours, made for the endpoint and test that it claims.
    pub(crate) fn answer(&self, challenge: Token) -> Option<Token> {
        let (entry, index) = self.find(challenge.nonce())?;
        let id = entry.ids.get()?.get(index)?;
        let endpoint = &entry.endpoint;
        let verified =
            self.key.verify(Role::Challenge, &challenge, endpoint, id, crate::now(), LIFETIME);
        verified.ok()?;
        Some(self.key.mint(Role::Answer, challenge.nonce(), endpoint, id, challenge.made_at()))
    }

    /// Gives what arrived to whoever waits for it.
    pub(crate) fn hand_in(&self, nonce: u32, meaning: Meaning) {
        if let Some((entry, _)) = self.find(nonce) {
            lock(&entry.inbox).push(meaning);
            entry.arrived.notify_one();
        }
    }

    fn find(&self, nonce: u32) -> Option<(Arc<Entry>, usize)> {
        let first = nonce & !(NONCES - 1);
        let entry = self.entries().get(&first).map(Arc::clone)?;
        Some((entry, usize::try_from(nonce - first).ok()?))
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<u32, Arc<Entry>>> {
        lock(&self.open)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Block {
    /// Where the block is from.
    pub(crate) const fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// What arrived since the last call.
    pub(crate) fn take(&self) -> Vec<Meaning> {
        std::mem::take(&mut *lock(&self.entry.inbox))
    }

    /// Waits until something arrives.
    pub(crate) async fn arrival(&self) {
        self.entry.arrived.notified().await;
    }

    /// Says which tests the tokens are for; before that none of them is taken.
    pub(crate) fn name_cases(&self, ids: impl FnOnce() -> Option<Vec<Cow<'static, str>>>) {
        if self.entry.ids.get().is_none()
            && let Some(ids) = ids()
        {
            let _ = self.entry.ids.set(ids);
        }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        self.registry.entries().remove(&self.first);
    }
}
