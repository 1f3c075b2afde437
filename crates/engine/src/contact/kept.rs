//! What was fetched once and is kept for the next who asks, within a bound.

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

/// How many are kept; then all are forgotten.
const KEPT_MAX: usize = 100_000;

/// Values by key; while one is being fetched, others who want it wait for it.
#[derive(Debug)]
pub(super) struct Kept<K, V> {
    cells: Mutex<HashMap<K, Arc<OnceCell<V>>>>,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self { cells: Mutex::new(HashMap::new()) }
    }
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// The value of `key`, from `fetch` the first time.
    pub(super) async fn once(&self, key: K, fetch: impl Future<Output = V>) -> V {
        self.cell(key).get_or_init(|| fetch).await.clone()
    }

    /// The same where fetching may fail; a failure is not kept.
    pub(super) async fn once_if_told<E>(
        &self,
        key: K,
        fetch: impl Future<Output = Result<V, E>>,
    ) -> Result<V, E> {
        self.cell(key).get_or_try_init(|| fetch).await.cloned()
    }

    fn cell(&self, key: K) -> Arc<OnceCell<V>> {
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if cells.len() >= KEPT_MAX {
            cells.clear();
        }
        Arc::clone(cells.entry(key).or_default())
    }
}
