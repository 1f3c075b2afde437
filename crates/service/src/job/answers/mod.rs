//! Reads what came back, and writes what follows from it: into the case, in one piece with the mail that says so.

mod decide;

use cerrojo_letters::answer::{Answer, Envelope, Ours, Report, read};
use cerrojo_letters::letter::{Occasion, Reason, Variant};
use cerrojo_letters::reference::named_in;
use cerrojo_model::{Kind, Suspect, Time};
use cerrojo_store::life::{Event, Place};
use cerrojo_store::{Arrival, ArrivalState, Reading, Store, StoreError, Suspicion};
use chrono::TimeDelta;

use crate::desk::{Assignment, Desk};
use crate::job::no_more;
use decide::{Answered, Decision, decide};

/// Who made these events happen.
const BY: &str = "answers";
/// Mails that are taken at once.
const AT_ONCE: u32 = 32;
/// How long work is kept from others without a sign of life.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// A sender gets one automatic answer in so long a time (RFC 3834 section 2).
const ANSWER_EVERY: TimeDelta = TimeDelta::days(7);
/// The source that people's reports are filed under.
const SOURCE: &str = "abuse reports";

/// What a round came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Answers {
    /// Mails that were read.
    pub read: u64,
    /// Those of them that a person has to look at.
    pub for_a_person: u64,
    /// Suspects that were reported.
    pub suspects: u64,
}

/// Reads everything that has come back.
///
/// # Errors
///
/// The database's. What was read stays read; the rest is read next time.
pub async fn read_answers(
    store: &Store,
    desk: &Desk,
    worker: &str,
    now: Time,
) -> Result<Answers, StoreError> {
    let mut done = Answers::default();
    loop {
        let arrivals = store.lease_arrivals(worker, now, now + LEASE, AT_ONCE).await?;
        if arrivals.is_empty() {
            return Ok(done);
        }
        for arrival in arrivals {
            one(store, desk, worker, arrival, now, &mut done).await?;
        }
    }
}

async fn one(
    store: &Store,
    desk: &Desk,
    worker: &str,
    arrival: Arrival,
    now: Time,
    done: &mut Answers,
) -> Result<(), StoreError> {
    let message = arrival.message.as_deref().unwrap_or_default();
    let answer = read(message, &envelope(&arrival), &ours(desk));
    let answered = answered(store, desk, &arrival, &answer).await?;
    let hint = hint(desk, &answer);
    let decision = decide(&answer, answered.as_ref(), hint);
    // Before the mail counts as read, and harmless when it is done again.
    follow(store, answered.as_ref(), &decision, now).await?;
    let suspects = match &decision.report {
        Some(report) => import(store, report, now).await?,
        None => 0,
    };
    let state = decision.state.unwrap_or(ArrivalState::Person);
    let events = decision
        .events
        .into_iter()
        .map(|(case, what)| (case, Event { at: now, by: BY.to_owned(), what }));
    let reading = Reading {
        state,
        class: class(&answer),
        letter: answered.as_ref().map(|of| of.letter).zip(decision.fate),
        contact: answer.from.clone(),
        cases: answered.iter().flat_map(|of| of.cases.iter().map(|(case, _)| *case)).collect(),
        events: events.collect(),
        note: decision.note,
    };
    if store.arrival_read(worker, arrival.number, now, reading).await? {
        done.read += 1;
        done.for_a_person += u64::from(state == ArrivalState::Person);
        done.suspects += suspects;
        if decision.report.is_some() {
            acknowledge(store, desk, &arrival, &answer, now).await?;
        }
    }
    Ok(())
}

fn envelope(arrival: &Arrival) -> Envelope {
    let sender = Some(arrival.sender.clone()).filter(|sender| !sender.is_empty());
    Envelope { sender, recipient: arrival.recipient.clone() }
}

fn ours(desk: &Desk) -> Ours {
    let from = desk.sender().address.rsplit_once('@').map_or("", |(_, domain)| domain);
    let mut domains = vec![desk.sender().domain.to_ascii_lowercase(), from.to_ascii_lowercase()];
    domains.dedup();
    Ours { domains, unsubscribe: vec!["unsubscribe".to_owned()] }
}

/// The word of what it is, with what a person wants.
fn class(answer: &Answer) -> String {
    match &answer.class {
        cerrojo_letters::answer::Class::Human(human) => format!("human: {}", human.intent.id()),
        other => other.id().to_owned(),
    }
}

/// The letter that it answers, if it carries a mark that nobody can make up.
async fn answered(
    store: &Store,
    desk: &Desk,
    arrival: &Arrival,
    answer: &Answer,
) -> Result<Option<Answered>, StoreError> {
    let marked = desk.mark(&arrival.recipient).map(|mark| mark.letter);
    let letter = match marked {
        Some(number) => store.letter(number).await.ok(),
        None => by_message_id(store, answer).await?,
    };
    let Some(letter) = letter else { return Ok(None) };
    let mut cases = Vec::new();
    for case in store.letter_cases(letter.number).await? {
        let known = store.case(case).await?.case;
        let address = known.and_then(|case| case.suspect).map(|suspect| suspect.network().addr());
        cases.push((case, address));
    }
    let contact = letter.contact.clone().unwrap_or_default();
    Ok(Some(Answered { letter: letter.number, contact, cases }))
}

/// By the ids of the mails that it answers or holds: ours hold a keyed hash.
async fn by_message_id(
    store: &Store,
    answer: &Answer,
) -> Result<Option<cerrojo_store::Letter>, StoreError> {
    use cerrojo_letters::answer::Class;
    let held = match &answer.class {
        Class::Bounce(bounce) => bounce.original_message_id.as_ref(),
        Class::Complaint(complaint) => complaint.original_message_id.as_ref(),
        _ => None,
    };
    for id in answer.in_reply_to.iter().chain(&answer.references).chain(held) {
        if let Some(letter) = store.letter_by_message_id(id).await? {
            return Ok(Some(letter));
        }
    }
    Ok(None)
}

fn hint(desk: &Desk, answer: &Answer) -> Option<i64> {
    let prefix = &desk.sender().prefix;
    let subject = answer.subject.as_deref().and_then(|subject| named_in(prefix, subject));
    subject.or_else(|| named_in(prefix, &answer.text))
}

/// What follows for the contact.
async fn follow(
    store: &Store,
    answered: Option<&Answered>,
    decision: &Decision,
    now: Time,
) -> Result<(), StoreError> {
    let Some(contact) = answered.map(|of| of.contact.as_str()) else { return Ok(()) };
    if decision.wants_no_mail {
        no_more::refuse(store, contact, now).await?;
    }
    if let Some(language) = decision.language {
        // Who is known keeps the group that was drawn for them.
        match store.put_contact(contact, Some(language), (&[], 0), now).await {
            Ok(_) | Err(StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Files what somebody reports as suspects. Whether they are checked is up to the scope.
async fn import(store: &Store, report: &Report, now: Time) -> Result<u64, StoreError> {
    if report.suspects.is_empty() {
        return Ok(0);
    }
    let suspicions = report.suspects.iter().map(|one| {
        let kind = Kind::ALL.iter().find(|kind| Some(kind.id()) == one.kind).copied();
        Suspicion {
            suspect: Suspect::new(one.address.into(), one.port, kind),
            seen_at: None,
            place: Place::default(),
            details: None,
        }
    });
    let mut import = store.begin_import(SOURCE, report.form, "mail", now).await?;
    store.import(&mut import, suspicions.collect()).await?;
    let suspects = import.done().suspects;
    store.end_import(import, (0, 0), now).await?;
    Ok(suspects)
}

/// Tells a person that their report has arrived: never a machine, never somebody who may not have written it, and once in
/// seven days.
async fn acknowledge(
    store: &Store,
    desk: &Desk,
    arrival: &Arrival,
    answer: &Answer,
    now: Time,
) -> Result<(), StoreError> {
    let Some(to) = answer.reply_to.as_deref().filter(|_| !answer.is_automatic) else {
        return Ok(());
    };
    let is_theirs =
        arrival.authentication.as_deref().is_some_and(|text| text.contains("dmarc=pass"));
    if !is_theirs || arrival.sender.is_empty() || answer.reply_to != answer.from {
        return Ok(());
    }
    if !store.claim_automatic_answer(to, now, ANSWER_EVERY).await? {
        return Ok(());
    }
    let language = answer.language.and_then(cerrojo_letters::language::Language::of_tag);
    let of = Assignment {
        occasion: Occasion::AbuseReport,
        campaign: None,
        contact: to.to_owned(),
        reason: Reason::Told,
        findings: Vec::new(),
        reports: Vec::new(),
        languages: language.into_iter().collect(),
        variant: Variant::usual(),
        single: false,
        in_reply_to: answer.message_id.clone(),
        now,
        not_before: now,
        expires_at: now + TimeDelta::days(3),
    };
    let queued = store.queue_letters(1, |number| desk.write(number, &of).ok()).await?;
    if let Some(Err(error)) = queued.first() {
        tracing::info!("a report is not acknowledged: {error}");
    }
    Ok(())
}
