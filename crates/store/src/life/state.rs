//! Where a case stands.

use std::fmt;

macro_rules! states {
    ($($(#[doc = $about:literal])+ $name:ident = $id:literal,)+) => {
        /// Where a case stands; only an event of `TRANSITIONS` moves it.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum State { $($(#[doc = $about])+ $name,)+ }

        impl State {
            /// Every state, in the order of a life that goes well; then the side ways.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word used in reports, kebab-case; it never changes its meaning.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// What it means, in a sentence for people.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$name => concat!($($about),+).trim_ascii(),)+ }
            }
        }
    };
}

states! {
    /// A source names it; nothing was verified.
    Suspect = "suspect",
    /// We looked and could not tell; it is asked again, some times, hours apart.
    Inconclusive = "inconclusive",
    /// We looked and it refused; kept to tell how accurate its sources are.
    NotOpen = "not-open",
    /// It named a network, the usual ports or either kind; the cases of what is open there go on in its place.
    Narrowed = "narrowed",
    /// A proof arrived.
    VerifiedOpen = "verified-open",
    /// Nobody is known who could be told.
    NoContact = "no-contact",
    /// Proven, and somebody is known to tell.
    Ready = "ready",
    /// Two people agreed to write.
    Approved = "approved",
    /// The letter went out.
    Notified = "notified",
    /// The letter came back.
    Bounced = "bounced",
    /// A person answered.
    Acknowledged = "acknowledged",
    /// They say that it is closed; only checks can tell.
    ClaimedFixed = "claimed-fixed",
    /// Letter and reminders stayed without an answer.
    Exhausted = "exhausted",
    /// Checks found it closed, again and again, over days.
    VerifiedClosed = "verified-closed",
    /// It was closed or gone, and is open again.
    ReOpened = "re-opened",
    /// Nothing answers there any more; never counted as fixed.
    Gone = "gone",
    /// They say that we are wrong; no mail until a person has looked.
    Disputed = "disputed",
    /// A person put it aside.
    Held = "held",
    /// Nobody permits to check it any more.
    OutOfScope = "out-of-scope",
    /// What could name somebody is gone; the skeleton stays for the figures.
    Erased = "erased",
}

impl State {
    /// The state of a word.
    #[must_use]
    pub fn read(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.id() == id)
    }

    /// Whether it is proven open, as far as we know, and not yet proven closed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::VerifiedOpen
                | Self::NoContact
                | Self::Ready
                | Self::Approved
                | Self::Notified
                | Self::Bounced
                | Self::Acknowledged
                | Self::ClaimedFixed
                | Self::Exhausted
                | Self::ReOpened
        )
    }
}

impl fmt::Display for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.id())
    }
}
