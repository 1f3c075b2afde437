//! `cerrojo.case/1` with what only an operation needs of it: where it stands, since when, what is next.

use cerrojo_model::Suspect;
use cerrojo_store::Entry;
use serde_json::{Map, Value, json};

use crate::digest::hexadecimal;
use crate::moment::exact;
use cerrojo_service::dossier::Record;

/// One case as a JSON object: the keys of `cerrojo export json`, and more.
pub(crate) struct Line(Map<String, Value>);

impl Line {
    /// What is known of a case; `record` is the last check that found it open, where it is kept.
    pub(crate) fn new(entry: &Entry, record: Option<&Record>) -> Self {
        let mut line = Map::new();
        let mut put = |key: &str, value: Value| line.insert(key.to_owned(), value);
        let Entry { number, summary, case, due_at, .. } = entry;
        put("schema", "cerrojo.case/1".into());
        put("case", (*number).into());
        let suspect = case.as_ref().and_then(|case| case.suspect);
        put("address", suspect.as_ref().map(address).into());
        put("port", suspect.and_then(|suspect| suspect.port()).into());
        put("kind", summary.kind.map(cerrojo_model::Kind::id).into());
        put("state", summary.state.id().into());
        put("first_seen", exact(summary.first_seen_at).into());
        put("verified_at", summary.last_open_at.map(exact).into());
        put("notified_at", summary.notified_at.map(exact).into());
        put("next_check_at", due_at.map(exact).into());
        let software = (!summary.software.is_empty()).then(|| summary.software.clone());
        put("software", software.map(|name| json!({"name": name, "version": null})).into());
        put("country", Some(&summary.country).filter(|it| !it.is_empty()).cloned().into());
        put("sources", summary.sources.clone().into());
        put("reopened", summary.reopened.into());
        if let Some(record) = record {
            put("service", record.service.map(cerrojo_model::Service::id).into());
            put("transport", record.transport.map(cerrojo_model::Transport::id).into());
            put("hostname", record.hostname.clone().into());
            put("proof", record.proof.as_ref().map(cerrojo_service::dossier::Proof::json).into());
        }
        let mut line = Self(line);
        if let Some(case) = case {
            line.life(case);
        }
        line
    }

    /// What follows from the events.
    fn life(&mut self, case: &cerrojo_store::life::Case) {
        let mut put = |key: &str, value: Value| self.0.insert(key.to_owned(), value);
        put("since", exact(case.since).into());
        put("episode", case.episode.into());
        put("last_checked_at", case.last_check_at.map(exact).into());
        put("closed_at", case.closed_at.map(exact).into());
        let found = case.found.as_ref();
        put("test", found.map(|found| found.test.clone()).into());
        if let Some(name) = found.and_then(|found| found.software.clone()) {
            let version = found.and_then(|found| found.version.clone());
            put("software", json!({"name": name, "version": version}));
        }
        put("refusals", case.refusals.into());
        put("asn", case.place.asn.into());
        put("network", case.place.network.clone().into());
        put("abuse_contact", case.contact.clone().into());
        put("route", case.route.clone().into());
        put("language", case.language.clone().into());
        put("languages", case.languages.clone().into());
        let hits = case.language_hits.iter();
        let hits = hits.map(|hit| json!({"because": hit.because, "of": hit.of, "tags": hit.tags}));
        put("language_hits", hits.collect());
        put("control", case.control.into());
        put("reminders", case.reminders.into());
        put("claimed_at", case.claimed_at.map(exact).into());
        put("no_mail", case.no_mail.into());
        put("no_checks", case.no_checks.into());
    }

    /// Adds everything that happened.
    pub(crate) fn with_events(mut self, entry: &Entry) -> Self {
        let events = entry.events.iter().map(|event| {
            let data = event.what.as_ref().map(|what| what.parts().1);
            let data = data.and_then(|data| serde_json::from_str::<Value>(&data).ok());
            json!({
                "event": event.seq, "at": exact(event.at), "by": event.by, "word": event.word,
                "data": data, "prev": hexadecimal(&event.prev),
            })
        });
        self.0.insert("events".to_owned(), events.collect());
        self
    }

    /// The line, without its end.
    pub(crate) fn text(self) -> String {
        Value::Object(self.0).to_string()
    }
}

/// The address alone, or the network with its prefix.
fn address(suspect: &Suspect) -> String {
    let network = suspect.network();
    if network.prefix_len() == network.max_prefix_len() {
        network.addr().to_string()
    } else {
        network.to_string()
    }
}
