//! Which event moves a case from where to where: one table, and nothing else moves it.

use super::state::State;
use super::state::State::{
    Acknowledged, Approved, Bounced, ClaimedFixed, Disputed, Erased, Exhausted, Gone, Held,
    Inconclusive, Narrowed, NoContact, NotOpen, Notified, OutOfScope, ReOpened, Ready, Suspect,
    VerifiedClosed, VerifiedOpen,
};

/// One row: an event is allowed there, under a condition, and leads there.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// The word of the event.
    pub event: &'static str,
    /// Where the case stands; nothing for one that does not exist yet.
    pub from: &'static [State],
    /// Where it stands afterwards.
    pub to: To,
    /// What must hold besides.
    pub needs: Needs,
}

/// Where an event leads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum To {
    /// To this state.
    State(State),
    /// To this state, which remembers where it came from.
    Aside(State),
    /// Nowhere: the case stays where it is.
    Same,
    /// Back to where it was before it was put aside.
    Before,
}

/// What must hold besides the state.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// They did not opt out of checks.
    Checks,
    /// So many refusals since it was last open, over so long a time ([`super::Rules`]).
    Refusals,
    /// It has been out of reach for so long.
    Silence,
    /// Two different people.
    FourEyes,
    /// They did not opt out of mail, and the last proof is fresh.
    Mail,
    /// The same, and not too many reminders before.
    Reminder,
}

impl Needs {
    /// The condition in a sentence for people; empty for none.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Checks => "not opted out of checks",
            Self::Refusals => {
                "proven open before, and at least 3 refusals since, the first and the last 72 hours apart or more"
            }
            Self::Silence => "nothing answered for 14 days",
            Self::FourEyes => "two different people",
            Self::Mail => "not opted out of mail, and proven within 72 hours",
            Self::Reminder => "as for the letter, and at most 2 reminders",
        }
    }
}

const OPEN: &[State] = &[
    VerifiedOpen,
    NoContact,
    Ready,
    Approved,
    Notified,
    Bounced,
    Acknowledged,
    Exhausted,
    ReOpened,
];
const WATCHED: &[State] = &[
    VerifiedOpen,
    NoContact,
    Ready,
    Approved,
    Notified,
    Bounced,
    Acknowledged,
    ClaimedFixed,
    Exhausted,
    ReOpened,
    Disputed,
];
const ALIVE: &[State] = &[
    Suspect,
    Inconclusive,
    NotOpen,
    Narrowed,
    VerifiedOpen,
    NoContact,
    Ready,
    Approved,
    Notified,
    Bounced,
    Acknowledged,
    ClaimedFixed,
    Exhausted,
    VerifiedClosed,
    ReOpened,
    Gone,
    Disputed,
    Held,
    OutOfScope,
];
const UNDER_WAY: &[State] = &[
    Suspect,
    Inconclusive,
    NotOpen,
    VerifiedOpen,
    NoContact,
    Ready,
    Approved,
    Notified,
    Bounced,
    Acknowledged,
    ClaimedFixed,
    Exhausted,
    VerifiedClosed,
    ReOpened,
    Gone,
];
const MAY_BE_HELD: &[State] = &[
    Suspect,
    Inconclusive,
    NotOpen,
    Narrowed,
    VerifiedOpen,
    NoContact,
    Ready,
    Approved,
    Notified,
    Bounced,
    Acknowledged,
    ClaimedFixed,
    Exhausted,
    VerifiedClosed,
    ReOpened,
    Gone,
    Disputed,
];

const fn row(event: &'static str, from: &'static [State], to: To, needs: Needs) -> Transition {
    Transition { event, from, to, needs }
}

use Needs::{Checks, FourEyes, Mail, Nothing, Refusals, Reminder, Silence};
use To::{Aside, Before, Same, State as To_};

/// Every move there is. Whatever is not here is refused.
#[rustfmt::skip]
pub const TRANSITIONS: &[Transition] = &[
    row("imported",            &[],                                            To_(Suspect),        Nothing),
    row("sighted",             ALIVE,                                          Same,                Nothing),
    row("suspected-again",     &[NotOpen, Narrowed, Inconclusive],             To_(Suspect),        Nothing),
    row("mapped",              ALIVE,                                          Same,                Nothing),

    row("found-open",          &[Suspect, Inconclusive, NotOpen],              To_(VerifiedOpen),   Checks),
    row("found-open",          &[VerifiedClosed, Gone],                        To_(ReOpened),       Checks),
    row("found-open",          &[ClaimedFixed],                                To_(Acknowledged),   Checks),
    row("found-open",          OPEN,                                           Same,                Checks),
    row("found-open",          &[Disputed],                                    Same,                Checks),
    row("found-closed",        &[Suspect, Inconclusive],                       To_(NotOpen),        Checks),
    row("found-closed",        WATCHED,                                        Same,                Checks),
    row("found-closed",        &[NotOpen, VerifiedClosed, Gone],               Same,                Checks),
    row("found-unknown",       &[Suspect],                                     To_(Inconclusive),   Checks),
    row("found-unknown",       &[Inconclusive, NotOpen, VerifiedClosed, Gone], Same,                Checks),
    row("found-unknown",       WATCHED,                                        Same,                Checks),
    row("narrowed",            &[Suspect, Inconclusive],                       To_(Narrowed),       Checks),
    row("verified-closed",     WATCHED,                                        To_(VerifiedClosed), Refusals),
    row("verified-closed",     &[Gone],                                        To_(VerifiedClosed), Refusals),
    row("gone",                WATCHED,                                        To_(Gone),           Silence),

    row("contact-found",       &[VerifiedOpen, ReOpened, NoContact, Bounced, Exhausted, Ready], To_(Ready), Nothing),
    row("contact-missing",     &[VerifiedOpen, ReOpened, Bounced, Ready],      To_(NoContact),      Nothing),
    row("approved",            &[Ready],                                       To_(Approved),       FourEyes),
    row("approval-withdrawn",  &[Approved],                                    To_(Ready),          Nothing),
    row("notified",            &[Approved],                                    To_(Notified),       Mail),
    row("reminded",            &[Notified, Acknowledged],                      Same,                Reminder),
    row("bounced",             &[Approved, Notified, Acknowledged],            To_(Bounced),        Nothing),
    row("auto-replied",        WATCHED,                                        Same,                Nothing),
    row("acknowledged",        &[Notified, Bounced, Exhausted],                To_(Acknowledged),   Nothing),
    row("acknowledged",        &[Acknowledged, ClaimedFixed],                  Same,                Nothing),
    row("claimed-fixed",       OPEN,                                           To_(ClaimedFixed),   Nothing),
    row("claimed-fixed",       &[ClaimedFixed],                                Same,                Nothing),
    row("exhausted",           &[Notified, Acknowledged],                      To_(Exhausted),      Nothing),

    row("disputed",            UNDER_WAY,                                      Aside(Disputed),     Nothing),
    row("held",                MAY_BE_HELD,                                    Aside(Held),         Nothing),
    row("left-scope",          MAY_BE_HELD,                                    Aside(OutOfScope),   Nothing),
    row("resumed",             &[Disputed, Held, OutOfScope],                  Before,              Nothing),
    row("opted-out-of-mail",   ALIVE,                                          Same,                Nothing),
    row("opted-in-to-mail",    ALIVE,                                          Same,                Nothing),
    row("opted-out-of-checks", ALIVE,                                          Same,                Nothing),
    row("opted-in-to-checks",  ALIVE,                                          Same,                Nothing),
    row("noted",               ALIVE,                                          Same,                Nothing),
    row("erased",              ALIVE,                                          To_(Erased),         Nothing),
];

/// The row for an event in a state; `None` for a case that does not exist yet.
pub(super) fn find(event: &str, from: Option<State>) -> Option<&'static Transition> {
    TRANSITIONS.iter().find(|row| {
        row.event == event
            && match from {
                None => row.from.is_empty(),
                Some(state) => row.from.contains(&state),
            }
    })
}

/// The words of all events, in the order of the table.
pub fn event_words() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    TRANSITIONS.iter().map(|row| row.event).filter(move |word| {
        let is_new = *word != last;
        last = word;
        is_new
    })
}
