//! `--resume`: what is kept of a run, so that the same command goes on with it.
//!
//! Targets come in an order that their list and a seed give again. The state says how many were
//! begun and which of these are not done; whatever is below and not among them is in the results
//! already. Results of one target are written together, when it is done, and before the state is:
//! what is found behind the length that the state knows of is done as well.

mod store;
mod tail;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use super::tally::Figures;
use crate::Status;
use crate::arguments::Format;
use crate::output::{Results, say};
use crate::target::Written;

use store::Store;
pub(super) use tail::{Found, Settled, Tail};

/// What a state file begins with.
const SCHEMA: &str = "cerrojo.resume/1";

/// What makes a run the run that it is: what was asked for, by the words for it.
pub(super) type Definition = BTreeMap<String, String>;

/// The state as it is written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct State {
    schema: String,
    run: Definition,
    seed: u64,
    /// Targets that were begun, counted in their order.
    begun: u64,
    /// Those of them that are not done, and what was written of them.
    pending: Vec<(u64, Vec<Settled>)>,
    figures: Figures,
    /// How long the results were, and what they ended with.
    results_bytes: u64,
    results_end: String,
    /// Which file they were in: an empty one ends like any other.
    results_place: String,
    /// How the run ended, if it did.
    ended: Option<String>,
}

/// Which targets are begun and not done.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    begun: u64,
    pending: HashMap<u64, Vec<Settled>>,
}

impl Ledger {
    /// The next target is done without having been asked.
    pub(super) fn pass(&mut self, index: u64) {
        self.begun = self.begun.max(index.saturating_add(1));
        self.pending.remove(&index);
    }

    /// The next target is in progress.
    pub(super) fn begin(&mut self, index: u64) {
        self.begun = self.begun.max(index.saturating_add(1));
        self.pending.entry(index).or_default();
    }

    /// The target is done.
    pub(super) fn done(&mut self, index: u64) {
        self.pending.remove(&index);
    }

    /// Some of the target's endpoints are written; the others must be asked another time.
    pub(super) fn settle(&mut self, index: u64, settled: impl IntoIterator<Item = Settled>) {
        self.pending.entry(index).or_default().extend(settled);
    }
}

/// A ledger that the feeder writes and the writer crosses out.
pub(super) type SharedLedger = Arc<Mutex<Ledger>>;

pub(super) fn open_ledger(ledger: &SharedLedger) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What an earlier run left.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    begun: u64,
    pending: HashMap<u64, Vec<Settled>>,
    tail: Tail,
}

impl Earlier {
    /// What is known of the target at `index`: nothing for one that was never begun.
    pub(super) fn find(&mut self, index: u64, written: &Written, is_part: bool) -> Known {
        let pending = self.pending.remove(&index);
        if pending.is_none() && index < self.begun {
            return Known::Done;
        }
        let mut settled = pending.unwrap_or_default();
        match self.tail.take(written, &written.label, is_part) {
            Found::Whole => return Known::Written,
            Found::Part(more) => settled.extend(more),
            Found::Nothing => {}
        }
        Known::Open(settled)
    }
}

/// What is known of a target.
pub(super) enum Known {
    /// It is done and counted.
    Done,
    /// Its results are written, and it is yet to be counted.
    Written,
    /// It must be asked, apart from what was written of it.
    Open(Vec<Settled>),
}

/// The state of this run.
pub(super) struct Journal {
    store: Arc<Mutex<Store>>,
    state: State,
    is_new: bool,
    results: Option<Arc<Results>>,
    tail: Tail,
    ledger: SharedLedger,
}

impl Journal {
    /// Takes the file at `path`. A new run gets `seed`.
    ///
    /// # Errors
    ///
    /// The user's: another command's file, one that no run wrote, one that another run has now.
    pub(super) fn open(path: &Path, run: Definition, seed: u64) -> anyhow::Result<Self> {
        let (store, text) = Store::open(path)?;
        let is_new = text.is_none();
        let state = match text {
            Some(text) => read(&text, &run, &store)?,
            None => State {
                schema: SCHEMA.to_owned(),
                run,
                seed,
                begun: 0,
                pending: Vec::new(),
                figures: Figures::default(),
                results_bytes: 0,
                results_end: String::new(),
                results_place: String::new(),
                ended: None,
            },
        };
        let pending = state.pending.iter().cloned().collect();
        let ledger = Ledger { begun: state.begun, pending };
        Ok(Self {
            store: Arc::new(Mutex::new(store)),
            state,
            is_new,
            results: None,
            tail: Tail::default(),
            ledger: Arc::new(Mutex::new(ledger)),
        })
    }

    pub(super) const fn is_new(&self) -> bool {
        self.is_new
    }

    pub(super) const fn seed(&self) -> u64 {
        self.state.seed
    }

    /// How the run ended, if it did; then that is said.
    pub(super) fn ended(&self) -> Option<Status> {
        let word = self.state.ended.as_deref()?;
        let (_, status) = ENDS.iter().find(|(known, _)| *known == word)?;
        let path = self.store().path().display().to_string();
        say(&format!(
            "this run is finished and its results are written; to begin anew, remove {path}"
        ));
        Some(*status)
    }

    /// Goes on behind the results that are there, and writes the first state. Gives back whether
    /// there are any.
    ///
    /// # Errors
    ///
    /// The user's: these are not the results of that run. The machine's: they cannot be read.
    pub(super) fn attach(&mut self, results: Results, format: Format) -> anyhow::Result<bool> {
        let shown = results.shown().to_owned();
        let cannot = || format!("cannot read {shown}");
        if !self.is_new {
            let known = self.state.results_bytes;
            let length = results.length().with_context(cannot)?;
            let is_other = match known {
                0 => {
                    length > 0 && results.place().with_context(cannot)? != self.state.results_place
                }
                _ => {
                    length < known
                        || results.end(known).with_context(cannot)? != self.state.results_end
                }
            };
            if is_other {
                let path = self.store().path().display().to_string();
                bail!(
                    "{shown} does not hold the results that {path} goes on with; name the file that does, or remove {path} to begin anew"
                );
            }
            let mut keep = known;
            if format == Format::Json {
                self.tail = Tail::read(results.from(known)).with_context(cannot)?;
                keep += self.tail.bytes;
            }
            results.cut(keep).with_context(|| format!("cannot write {shown}"))?;
            self.results = Some(Arc::new(results));
            return Ok(keep > 0);
        }
        self.results = Some(Arc::new(results));
        self.snapshot(&Figures::default(), None)?.save()?;
        Ok(false)
    }

    /// The figures of the run so far.
    pub(super) fn figures(&self) -> Figures {
        let mut figures = self.state.figures.clone();
        figures.open += self.tail.figures.open;
        figures.closed += self.tail.figures.closed;
        figures.unknown += self.tail.figures.unknown;
        figures.not_asked += self.tail.figures.not_asked;
        figures
    }

    /// What the feeder must know of the run so far.
    pub(super) fn earlier(&mut self) -> Earlier {
        Earlier {
            begun: self.state.begun,
            pending: std::mem::take(&mut self.state.pending).into_iter().collect(),
            tail: std::mem::take(&mut self.tail),
        }
    }

    pub(super) fn ledger(&self) -> SharedLedger {
        Arc::clone(&self.ledger)
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What differs as soon as something was begun, done or written.
    pub(super) fn mark(&self) -> (u64, usize, Option<u64>) {
        let length = self.results.as_ref().and_then(|results| results.length().ok());
        let ledger = open_ledger(&self.ledger);
        (ledger.begun, ledger.pending.len(), length)
    }

    /// How things stand now. All results that are counted must be flushed.
    pub(super) fn snapshot(
        &self,
        figures: &Figures,
        ended: Option<Status>,
    ) -> anyhow::Result<Snapshot> {
        let results = self.results.as_ref().context("there are no results to go on with")?;
        let bytes = results.length().with_context(|| format!("cannot read {}", results.shown()))?;
        let place = results.place().with_context(|| format!("cannot read {}", results.shown()))?;
        let ledger = open_ledger(&self.ledger);
        let state = State {
            begun: ledger.begun,
            pending: ledger
                .pending
                .iter()
                .map(|(index, settled)| (*index, settled.clone()))
                .collect(),
            figures: figures.clone(),
            results_bytes: bytes,
            results_place: place,
            ended: ended.and_then(word),
            ..self.state.clone()
        };
        Ok(Snapshot { state, results: Arc::clone(results), store: Arc::clone(&self.store) })
    }
}

/// A state that is yet to be written; that may take the disk a while.
pub(super) struct Snapshot {
    state: State,
    results: Arc<Results>,
    store: Arc<Mutex<Store>>,
}

impl Snapshot {
    /// Makes sure of the results, then writes the state.
    ///
    /// # Errors
    ///
    /// The machine's: no room, no right.
    pub(super) fn save(mut self) -> anyhow::Result<()> {
        let shown = self.results.shown();
        self.results.sync().with_context(|| format!("cannot write {shown}"))?;
        self.state.results_end = self
            .results
            .end(self.state.results_bytes)
            .with_context(|| format!("cannot read {shown}"))?;
        self.state.pending.sort_unstable_by_key(|(index, _)| *index);
        let text =
            serde_json::to_string(&self.state).context("cannot write the state of the run")?;
        self.store.lock().unwrap_or_else(PoisonError::into_inner).write(&text)
    }
}

const ENDS: &[(&str, Status)] = &[
    ("fine", Status::Fine),
    ("open", Status::Open),
    ("failed", Status::Failed),
    ("unknown", Status::Unknown),
];

fn word(status: Status) -> Option<String> {
    let end = ENDS.iter().find(|(_, known)| *known == status);
    end.map(|(word, _)| (*word).to_owned())
}

/// Reads a state, and makes sure that it is of the same command.
fn read(text: &str, run: &Definition, store: &Store) -> anyhow::Result<State> {
    #[derive(Deserialize)]
    struct Head {
        schema: String,
    }
    let shown = store.path().display();
    let Ok(Head { schema }) = serde_json::from_str(text) else { bail!("{}", store.unusable()) };
    if schema != SCHEMA {
        bail!(
            "{shown} was written by another version of cerrojo; go on with that one, or remove the file to begin anew"
        );
    }
    let Ok(state) = serde_json::from_str::<State>(text) else { bail!("{}", store.unusable()) };
    let keys = state.run.keys().chain(run.keys());
    if let Some(key) = keys.into_iter().find(|key| state.run.get(*key) != run.get(*key)) {
        let value = |run: &Definition| run.get(key).filter(|value| !is_digest(value)).cloned();
        let how = match (value(&state.run), value(run)) {
            (Some(before), Some(now)) => format!("{key} was {before} and is {now}"),
            _ => format!("{key} differ"),
        };
        bail!(
            "{shown} is of another run: {how}; repeat the command as it was, or name another file with --resume"
        );
    }
    if state.pending.iter().any(|(index, _)| *index >= state.begun) {
        bail!("{}", store.unusable());
    }
    Ok(state)
}

fn is_digest(value: &str) -> bool {
    value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}
