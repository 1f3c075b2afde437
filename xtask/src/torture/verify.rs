//! Is everything there that was acknowledged, once, and does all of it agree?

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use anyhow::Context as _;
use cerrojo_store::life::{Rules, Summary, What, next_check};
use cerrojo_store::{Entry, Filter, Listed, Logged, Store};

use super::child::{PORTION, PORTIONS, at, evidence, portion, source};

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) acknowledged: u64,
    lost: u64,
    doubled: u64,
    broken: u64,
    /// Everything that is wrong, a line each.
    pub(super) wrong: Vec<String>,
}

impl Found {
    pub(super) fn is_good(&self) -> bool {
        self.wrong.is_empty()
    }

    fn lost(&mut self, what: &str) {
        self.lost += 1;
        self.wrong.push(format!("lost: {what}"));
    }

    fn doubled(&mut self, what: &str) {
        self.doubled += 1;
        self.wrong.push(format!("doubled: {what}"));
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chain = if self.broken == 0 { "chain intact" } else { "chain broken" };
        write!(out, "{} lost, {} doubled, {chain}", self.lost, self.doubled)?;
        let other = self.wrong.len() as u64 - self.lost - self.doubled - self.broken;
        if other > 0 { write!(out, ", {other} other faults") } else { Ok(()) }
    }
}

/// Whether an event follows by itself from the one before it, and so bears the name of whoever made that one.
fn is_consequence(event: &Logged) -> bool {
    matches!(event.what, Some(What::VerifiedClosed {} | What::Gone {}))
}

/// What a child said that it was told.
#[derive(Debug, Default)]
pub(super) struct Said {
    portions: BTreeSet<u32>,
    events: Vec<(i64, String)>,
    evidence: Vec<(i64, String)>,
    pub(super) faults: Vec<String>,
}

impl Said {
    /// Takes a line of it.
    pub(super) fn take(&mut self, line: &str) {
        let parts: Vec<&str> = line.splitn(3, ' ').collect();
        let number = |text: &str| text.parse().unwrap_or(0);
        match parts[..] {
            ["portion", portion] => drop(self.portions.insert(portion.parse().unwrap_or(u32::MAX))),
            ["event", case, token] => self.events.push((number(case), token.to_owned())),
            ["evidence", case, token] => self.evidence.push((number(case), token.to_owned())),
            _ => self.faults.push(line.to_owned()),
        }
    }

    fn count(&self) -> u64 {
        (self.portions.len() + self.events.len() + self.evidence.len()) as u64
    }
}

/// Knows a database from round to round.
pub(super) struct Verifier {
    pub(super) url: String,
    /// The cases in it.
    pub(super) cases: i64,
    /// All events that were ever acknowledged: the token and the case.
    acknowledged: HashMap<String, i64>,
}

impl Verifier {
    pub(super) fn new(url: String) -> Self {
        Self { url, cases: 0, acknowledged: HashMap::new() }
    }

    /// Looks at what a round left.
    pub(super) async fn round(
        &mut self,
        round: u32,
        said: Said,
        found: &mut Found,
    ) -> anyhow::Result<()> {
        found.acknowledged += said.count();
        found.wrong.extend(said.faults.iter().map(|fault| format!("round {round}: {fault}")));
        let store = Store::open(&self.url, Rules::DEFAULT).await?;
        chain(&store, found).await?;
        let mut touched: BTreeMap<i64, Entry> = BTreeMap::new();
        for (case, token) in &said.events {
            if !touched.contains_key(case) {
                touched.insert(*case, store.case(*case).await?);
            }
            let events = touched.get(case).map_or(&[][..], |entry| &entry.events);
            let named = |event: &&Logged| event.by == *token && !is_consequence(event);
            match events.iter().filter(named).count() {
                0 => found.lost(&format!("event {token} of case {case}")),
                1 => {}
                _ => found.doubled(&format!("event {token} of case {case}")),
            }
        }
        for (case, token) in &said.evidence {
            if store.read_evidence(*case, &evidence(token).digest()).await.is_err() {
                found.lost(&format!("evidence {token} of case {case}"));
            }
        }
        self.import_again(&store, round, &said.portions, found).await?;
        self.cases += i64::from(PORTIONS * PORTION);
        self.acknowledged.extend(said.events.into_iter().map(|(case, token)| (token, case)));
        store.close().await;
        Ok(())
    }

    /// The file whose import was broken off is imported anew: it completes, and what was there is not doubled.
    async fn import_again(
        &self,
        store: &Store,
        round: u32,
        portions: &BTreeSet<u32>,
        found: &mut Found,
    ) -> anyhow::Result<()> {
        // All before this round were completed: what is new has a higher number.
        let listed = store.list(&Filter::default(), self.cases, PORTIONS * PORTION + 1).await?;
        let there: BTreeSet<_> =
            listed.iter().filter_map(|one| Some(one.suspect?.to_string())).collect();
        if there.len() < listed.len() {
            found.doubled(&format!("a case of round {round}"));
        }
        let mut absent = 0;
        for number in 0..PORTIONS {
            for suspicion in portion(round, number) {
                let suspect = suspicion.suspect.to_string();
                if !there.contains(&suspect) {
                    absent += 1;
                    if portions.contains(&number) {
                        found.lost(&format!("the case of {suspect}"));
                    }
                }
            }
        }
        for expected in [absent, 0] {
            let name = source(round);
            let mut import = store.begin_import(&name, "plain", "torture.txt", at(round)).await?;
            let whole = (0..PORTIONS).flat_map(|number| portion(round, number)).collect();
            store.import(&mut import, whole).await?;
            let done = store.end_import(import, (0, 0), at(round)).await?;
            if done.new != expected || done.seconded + done.again > 0 {
                found.doubled(&format!("round {round}: {expected} were absent: {done:?}"));
            }
        }
        Ok(())
    }

    /// Looks through the whole database.
    pub(super) async fn everything(mut self, found: &mut Found) -> anyhow::Result<()> {
        let store = Store::open(&self.url, Rules::DEFAULT).await?;
        chain(&store, found).await?;
        let mut listed = HashMap::new();
        let mut suspects = BTreeSet::new();
        let mut after = 0;
        loop {
            let page = store.list(&Filter::default(), after, 5_000).await?;
            let Some(last) = page.last() else { break };
            after = last.number;
            for one in page {
                let suspect = one.suspect.context("an erased case")?.to_string();
                if !suspects.insert(suspect.clone()) {
                    found.doubled(&format!("the case of {suspect}"));
                }
                self.look_at(&store, &one, found).await?;
                listed.insert(one.number, one.summary);
            }
        }
        for (token, case) in &self.acknowledged {
            found.lost(&format!("event {token} of case {case}, some rounds later"));
        }
        let mut differ = Vec::new();
        store
            .replay(|number, summary: Summary| {
                if listed.remove(&number).as_ref() != Some(&summary) {
                    differ
                        .push(format!("the columns of case {number} are not what its events say"));
                }
                Ok(())
            })
            .await?;
        differ.extend(listed.keys().map(|number| format!("case {number} has no events")));
        found.wrong.extend(differ);
        store.close().await;
        Ok(())
    }

    /// Compares a case with its events, and ticks off those that were acknowledged.
    async fn look_at(
        &mut self,
        store: &Store,
        listed: &Listed,
        found: &mut Found,
    ) -> anyhow::Result<()> {
        let number = listed.number;
        let entry = store.case(number).await?;
        let case = entry.case.context("an erased case")?;
        let due_at = next_check(&case, number, store.rules()).map(|due| due.at);
        let follows = (Some(case.since), case.suspect, case.contact, due_at);
        let there = (Some(listed.since), listed.suspect, listed.contact.clone(), listed.due_at);
        if follows != there {
            found.wrong.push(format!("case {number} is {there:?}, its events say {follows:?}"));
        }
        let mut tokens = BTreeSet::new();
        for event in entry.events.iter().filter(|event| event.word != "imported") {
            if !is_consequence(event) && !tokens.insert(event.by.as_str()) {
                found.doubled(&format!("event {} of case {number}", event.by));
            }
            if self.acknowledged.get(&event.by) == Some(&number) {
                self.acknowledged.remove(&event.by);
            }
        }
        for token in tokens.iter().filter_map(|token| token.strip_suffix("/first")) {
            if !tokens.contains(format!("{token}/second").as_str()) {
                found.wrong.push(format!("half of {token} is there"));
            }
        }
        let imported = entry.events.iter().filter(|event| event.word == "imported");
        if imported.count() != 1 {
            found.doubled(&format!("the import of case {number}"));
        }
        Ok(())
    }
}

async fn chain(store: &Store, found: &mut Found) -> anyhow::Result<()> {
    if let Some((seq, why)) = store.verify_log().await?.broken {
        found.broken += 1;
        found.wrong.push(format!("the chain is broken at event {seq}: {why}"));
    }
    Ok(())
}

/// The part of the clock that nobody can guess.
pub(super) fn nanoseconds() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |now| u64::from(now.subsec_nanos()) << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_found() {
        let folder = std::env::temp_dir().join(format!("cerrojo-verify-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite:{}", folder.join("a.db").display());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut found = Found::default();
        let mut verifier = Verifier::new(url.clone());
        runtime.block_on(async {
            let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
            let mut import = store.begin_import(&source(0), "plain", "a", at(0)).await.unwrap();
            store.import(&mut import, portion(0, 0)).await.unwrap();
            let mut said = Said::default();
            for line in ["portion 0", "event 1 import", "event 1 nobody", "evidence 2 nothing"] {
                said.take(line);
            }
            verifier.round(0, said, &mut found).await.unwrap();
            assert_eq!((found.acknowledged, found.lost, found.doubled), (4, 2, 0));
            let mut said = Said::default();
            for line in ["portion 7", "fault of some kind"] {
                said.take(line);
            }
            verifier.round(1, said, &mut found).await.unwrap();
            assert_eq!((found.lost, found.doubled), (2 + 25, 0));
            // The events that never were are missed again at the end.
            verifier.everything(&mut found).await.unwrap();
        });
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found.lost, 2 + 25 + 2);
        assert_eq!(found.to_string(), "29 lost, 0 doubled, chain intact, 1 other faults");
        assert!(!found.is_good());
    }
}
