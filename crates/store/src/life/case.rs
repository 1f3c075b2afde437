//! What a case is after all that happened to it: its events, added up.

use cerrojo_model::{Kind, Suspect, Time};

use super::Rules;
use super::event::{Event, Found, Hit, Place, What};
use super::state::State;
use super::transition::{Needs, To, find};

/// Why an event cannot be.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum LifeError {
    /// The caller's: a case that stands there knows no such event.
    #[error("`{event}` cannot happen to a case that is {state}")]
    NotAllowed {
        /// The word of the event.
        event: String,
        /// Where the case stands; `new` where it does not exist yet.
        state: &'static str,
    },
    /// The caller's: what it needs besides does not hold.
    #[error("`{event}` needs something that does not hold: {needs}")]
    Unmet {
        /// The word of the event.
        event: String,
        /// What it needs.
        needs: &'static str,
    },
}

/// Everything that follows from the events of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Where it stands.
    pub state: State,
    /// Where it stood before it was put aside, the last one last.
    before: Vec<State>,
    /// Since when it stands there.
    pub since: Time,
    /// Who is suspected; `None` once erased.
    pub suspect: Option<Suspect>,
    /// Where the address belongs.
    pub place: Place,
    /// The sources that named it, in the order in which they did.
    pub sources: Vec<String>,
    /// They want no mail.
    pub no_mail: bool,
    /// They want no checks.
    pub no_checks: bool,
    /// How often it was found open after it was not, 0 for never.
    pub episode: u32,
    /// When it was first named.
    pub first_seen_at: Time,
    /// When the first proof of this episode came.
    pub opened_at: Option<Time>,
    /// When the first proof of all came.
    pub first_opened_at: Option<Time>,
    /// When the last proof came.
    pub last_open_at: Option<Time>,
    /// When it was last checked.
    pub last_check_at: Option<Time>,
    /// What is said of it; stays when it is erased.
    kind: Option<Kind>,
    /// The last proof.
    pub found: Option<Found>,
    /// Refusals since it was last open.
    pub refusals: u32,
    /// The first of them.
    pub refused_since: Option<Time>,
    /// Checks in a row that could not tell.
    pub unknowns: u32,
    /// Since when nothing answers there.
    pub silent_since: Option<Time>,
    /// Whom to tell, and where that was found.
    pub contact: Option<String>,
    /// Where the contact was found.
    pub route: Option<String>,
    /// The language to write in first.
    pub language: Option<String>,
    /// All languages to write in, or that were written in, in the order of the letter; empty while nobody is
    /// known to tell.
    pub languages: Vec<String>,
    /// What those are concluded from, the deciding one first; none in logs from before it was kept.
    pub language_hits: Vec<Hit>,
    /// Whether its contact belongs to those who are written to later; `None` before there is one.
    pub control: Option<bool>,
    /// Which variant of the letter.
    pub variant: Option<String>,
    /// When the letter of this episode went out.
    pub notified_at: Option<Time>,
    /// Reminders since.
    pub reminders: u32,
    /// When they said that it is closed.
    pub claimed_at: Option<Time>,
    /// When the checks had proven it closed.
    pub closed_at: Option<Time>,
    /// When the first of the refusals that closed it was.
    pub closed_since: Option<Time>,
    /// The same of the first time that checks had proven it closed; stays when it opens again.
    pub first_closed_since: Option<Time>,
    /// Times that it was found open again after it was closed or gone.
    pub reopened: u32,
    /// The time of the last event.
    pub last_event_at: Time,
}

impl Case {
    /// A case of its first event.
    ///
    /// # Errors
    ///
    /// The caller's: only `imported` begins a life.
    pub fn begin(event: &Event) -> Result<Self, LifeError> {
        let What::Imported { suspect, source, place } = &event.what else {
            let (event, _) = event.what.parts();
            return Err(LifeError::NotAllowed { event, state: "new" });
        };
        Ok(Self {
            state: State::Suspect,
            before: Vec::new(),
            since: event.at,
            suspect: Some(suspect.suspect()),
            place: place.clone(),
            sources: vec![source.clone()],
            no_mail: false,
            no_checks: false,
            episode: 0,
            first_seen_at: event.at,
            opened_at: None,
            first_opened_at: None,
            last_open_at: None,
            last_check_at: None,
            kind: suspect.suspect().kind(),
            found: None,
            refusals: 0,
            refused_since: None,
            unknowns: 0,
            silent_since: None,
            contact: None,
            route: None,
            language: None,
            languages: Vec::new(),
            language_hits: Vec::new(),
            control: None,
            variant: None,
            notified_at: None,
            reminders: 0,
            claimed_at: None,
            closed_at: None,
            closed_since: None,
            first_closed_since: None,
            reopened: 0,
            last_event_at: event.at,
        })
    }

    /// A case of all its events, in their order.
    ///
    /// # Errors
    ///
    /// The first event that could not be. `None` for no events at all.
    pub fn of_events<'a>(
        events: impl IntoIterator<Item = &'a Event>,
        rules: &Rules,
    ) -> Result<Option<Self>, LifeError> {
        let mut events = events.into_iter();
        let Some(first) = events.next() else { return Ok(None) };
        let mut case = Self::begin(first)?;
        for event in events {
            case.apply(event, rules)?;
        }
        Ok(Some(case))
    }

    /// Adds one event.
    ///
    /// # Errors
    ///
    /// The caller's: it is not in the table for this state, or what it needs does not hold. The case
    /// is as it was then.
    pub fn apply(&mut self, event: &Event, rules: &Rules) -> Result<(), LifeError> {
        let (word, _) = event.what.parts();
        let Some(row) = find(&word, Some(self.state)) else {
            return Err(LifeError::NotAllowed { event: word, state: self.state.id() });
        };
        if !self.meets(row.needs, event, rules) {
            return Err(LifeError::Unmet { event: word, needs: row.needs.about() });
        }
        let from = self.state;
        let to = match row.to {
            To::Same => from,
            To::State(state) => {
                self.before.clear();
                state
            }
            To::Aside(state) => {
                self.before.push(from);
                state
            }
            To::Before => self.before.pop().unwrap_or(State::Suspect),
        };
        if to != from {
            (self.state, self.since) = (to, event.at);
        }
        let from = if row.to == To::Same { self.move_underneath(&word, from) } else { from };
        self.remember(event, from);
        self.last_event_at = self.last_event_at.max(event.at);
        Ok(())
    }

    /// What is said of it, as far as somebody says.
    #[must_use]
    pub const fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// Whether enough refusals, far enough apart, say that it is closed.
    #[must_use]
    pub fn is_proven_closed(&self, rules: &Rules) -> bool {
        let since = self.refused_since.zip(self.last_check_at);
        self.first_opened_at.is_some()
            && self.refusals >= rules.refusals
            && since.is_some_and(|(first, last)| last - first >= rules.refusals_over)
    }

    /// Whether nothing has answered there for so long, at `now`, that it is gone.
    #[must_use]
    pub fn is_silent(&self, now: Time, rules: &Rules) -> bool {
        self.silent_since.is_some_and(|since| now - since >= rules.gone_after)
    }

    /// Whether the last proof is fresh enough, at `now`, to be written about.
    #[must_use]
    pub fn is_fresh(&self, now: Time, rules: &Rules) -> bool {
        let newest = self.last_open_at.is_some() && self.refusals == 0;
        newest && self.last_open_at.is_some_and(|open| now - open <= rules.proof_lasts)
    }

    fn meets(&self, needs: Needs, event: &Event, rules: &Rules) -> bool {
        match needs {
            Needs::Nothing => true,
            Needs::Checks => !self.no_checks,
            Needs::Refusals => self.is_proven_closed(rules),
            Needs::Silence => self.is_silent(event.at, rules),
            Needs::FourEyes => match &event.what {
                What::Approved { people } => {
                    people.iter().any(|one| !one.is_empty() && Some(one) != people.first())
                        && people.first().is_some_and(|one| !one.is_empty())
                }
                _ => false,
            },
            Needs::Mail => !self.no_mail && self.is_fresh(event.at, rules),
            Needs::Reminder => {
                !self.no_mail && self.reminders < rules.reminders && self.is_fresh(event.at, rules)
            }
        }
    }

    /// A case that is put aside goes on underneath: what a check finds moves the state that it goes
    /// back to. Gives the state that the event found.
    fn move_underneath(&mut self, word: &str, from: State) -> State {
        let Some(under) = self.before.last_mut() else { return from };
        let found = *under;
        if let Some(To::State(state)) = find(word, Some(found)).map(|row| row.to) {
            *under = state;
        }
        found
    }

    /// Keeps what the event says; `from` is the state before it.
    fn remember(&mut self, event: &Event, from: State) {
        let at = event.at;
        match &event.what {
            What::Sighted { source } | What::SuspectedAgain { source } => {
                if !self.sources.contains(source) {
                    self.sources.push(source.clone());
                }
                self.unknowns = 0;
            }
            What::Mapped(place) => self.place = place.clone(),
            What::FoundOpen(found) => self.found_open(found, at, from),
            What::FoundClosed { .. } => self.found_closed(at),
            What::FoundUnknown { reached, .. } => self.found_unknown(at, *reached),
            What::Narrowed { .. } => self.last_check_at = Some(at),
            What::VerifiedClosed {} => {
                (self.closed_at, self.closed_since) = (Some(at), self.refused_since);
                self.first_closed_since = self.first_closed_since.or(self.refused_since);
            }
            What::ContactFound { contact, route, language, control, languages, hits } => {
                self.contact = Some(contact.clone());
                self.route = Some(route.clone());
                self.language = language.clone().or_else(|| languages.first().cloned());
                let first = self.language.iter().filter(|_| languages.is_empty());
                self.languages = languages.iter().chain(first).cloned().collect();
                self.language_hits.clone_from(hits);
                self.control = Some(*control);
            }
            What::ContactMissing {} => (self.contact, self.route) = (None, None),
            What::Notified { contact, languages, variant, .. } => {
                self.notified_at = Some(at);
                self.contact = Some(contact.clone());
                self.language = languages.first().cloned().or_else(|| self.language.take());
                if !languages.is_empty() {
                    self.languages.clone_from(languages);
                }
                self.variant.clone_from(variant);
                self.reminders = 0;
            }
            What::Reminded { .. } => self.reminders = self.reminders.saturating_add(1),
            What::ClaimedFixed { .. } => self.claimed_at = Some(at),
            What::OptedOutOfMail { .. } => self.no_mail = true,
            What::OptedInToMail { .. } => self.no_mail = false,
            What::OptedOutOfChecks { .. } => self.no_checks = true,
            What::OptedInToChecks { .. } => self.no_checks = false,
            What::Erased { .. } => self.forget(),
            What::Imported { .. }
            | What::Gone {}
            | What::Approved { .. }
            | What::ApprovalWithdrawn { .. }
            | What::Bounced { .. }
            | What::AutoReplied { .. }
            | What::Acknowledged { .. }
            | What::Exhausted {}
            | What::Disputed { .. }
            | What::Held { .. }
            | What::LeftScope { .. }
            | What::Resumed { .. }
            | What::Noted { .. } => {}
        }
    }

    fn found_open(&mut self, found: &Found, at: Time, from: State) {
        let is_again = matches!(from, State::VerifiedClosed | State::Gone);
        if is_again || self.opened_at.is_none() {
            self.episode = self.episode.saturating_add(1);
            self.opened_at = Some(at);
            self.first_opened_at.get_or_insert(at);
            // What was written and said before was about another episode.
            (self.notified_at, self.claimed_at, self.closed_at) = (None, None, None);
            (self.closed_since, self.reminders) = (None, 0);
        }
        self.reopened = self.reopened.saturating_add(u32::from(is_again));
        (self.last_check_at, self.last_open_at) = (Some(at), Some(at));
        self.found = Some(found.clone());
        (self.refusals, self.refused_since) = (0, None);
        (self.unknowns, self.silent_since) = (0, None);
    }

    fn found_closed(&mut self, at: Time) {
        self.last_check_at = Some(at);
        self.refusals = self.refusals.saturating_add(1);
        self.refused_since.get_or_insert(at);
        (self.unknowns, self.silent_since) = (0, None);
    }

    fn found_unknown(&mut self, at: Time, reached: bool) {
        self.last_check_at = Some(at);
        self.unknowns = self.unknowns.saturating_add(1);
        self.silent_since = if reached { None } else { self.silent_since.or(Some(at)) };
    }

    /// Takes away what could name somebody; when and of what kind stays for the figures.
    fn forget(&mut self) {
        (self.suspect, self.contact) = (None, None);
        self.place.network = None;
        // The domain of their mail may be among them.
        self.language_hits.clear();
    }
}
