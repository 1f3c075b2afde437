//! What the figures count of a case: one short line, so that a million of them are read at once.

use cerrojo_model::{Kind, Time};
use chrono::DateTime;

use super::{Case, State};

/// What the figures count of one case. It follows from the events, like all else.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Summary {
    /// Where the case stands.
    pub state: State,
    /// `open-relay` or `open-proxy`; none where nobody said and nothing was found.
    pub kind: Option<Kind>,
    /// Its country, two capital letters.
    pub country: String,
    /// Its network: the autonomous system, else the prefix; empty where unknown.
    pub network: String,
    /// The software that was recognised.
    pub software: String,
    /// The language of the letter.
    pub language: String,
    /// The variant of the letter.
    pub variant: String,
    /// Where the contact was found.
    pub route: String,
    /// Whether its contact is written to later, to compare with; none before there is one.
    pub control: Option<bool>,
    /// The sources that named it.
    pub sources: Vec<String>,
    /// When it was first named.
    pub first_seen_at: Time,
    /// When the first proof of all came.
    pub first_opened_at: Option<Time>,
    /// When the last proof came.
    pub last_open_at: Option<Time>,
    /// When the letter went out.
    pub notified_at: Option<Time>,
    /// The first refusal of those that first closed it.
    pub first_closed_since: Option<Time>,
    /// Times that it was found open again after it was closed or gone.
    pub reopened: u32,
}

/// Between two fields, and between two sources. No text from outside may hold them.
const FIELD: char = '\t';
const SOURCE: char = '\u{1f}';

impl Summary {
    /// The summary of a case.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let place = &case.place;
        let text = |text: Option<&str>| clean(text.unwrap_or_default());
        let network = match place.asn {
            Some(asn) => format!("AS{asn}"),
            None => text(place.network.as_deref()),
        };
        let software = case.found.as_ref().and_then(|found| found.software.as_deref());
        Self {
            state: case.state,
            kind: case.kind(),
            country: text(place.country.as_deref()),
            network,
            software: text(software),
            language: text(case.language.as_deref()),
            variant: text(case.variant.as_deref()),
            route: text(case.route.as_deref()),
            control: case.control,
            sources: case.sources.iter().map(|source| clean(source)).collect(),
            first_seen_at: case.first_seen_at,
            first_opened_at: case.first_opened_at,
            last_open_at: case.last_open_at,
            notified_at: case.notified_at,
            first_closed_since: case.first_closed_since,
            reopened: case.reopened,
        }
    }

    /// The line, with its end.
    #[must_use]
    pub fn to_line(&self) -> String {
        let time = |time: Option<Time>| {
            time.map_or_else(String::new, |time| time.timestamp_millis().to_string())
        };
        let control = match self.control {
            None => "",
            Some(false) => "0",
            Some(true) => "1",
        };
        let fields = [
            self.state.id(),
            self.kind.map_or("", Kind::id),
            &self.country,
            &self.network,
            &self.software,
            &self.language,
            &self.variant,
            &self.route,
            control,
            &self.sources.join("\u{1f}"),
            &time(Some(self.first_seen_at)),
            &time(self.first_opened_at),
            &time(self.last_open_at),
            &time(self.notified_at),
            &time(self.first_closed_since),
            &self.reopened.to_string(),
        ];
        let mut line = fields.join("\t");
        line.push('\n');
        line
    }

    /// Reads a line without its end; `None` for what is none.
    #[must_use]
    pub fn of_line(line: &str) -> Option<Self> {
        SummaryRef::of_line(line).map(Self::from)
    }
}

/// A summary as its line holds it, nothing copied: figures of a million cases read it so.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SummaryRef<'a> {
    /// As [`Summary::state`].
    pub state: State,
    /// As [`Summary::kind`].
    pub kind: Option<Kind>,
    /// As [`Summary::country`].
    pub country: &'a str,
    /// As [`Summary::network`].
    pub network: &'a str,
    /// As [`Summary::software`].
    pub software: &'a str,
    /// As [`Summary::language`].
    pub language: &'a str,
    /// As [`Summary::variant`].
    pub variant: &'a str,
    /// As [`Summary::route`].
    pub route: &'a str,
    /// As [`Summary::control`].
    pub control: Option<bool>,
    sources: &'a str,
    /// As [`Summary::first_seen_at`].
    pub first_seen_at: Time,
    /// As [`Summary::first_opened_at`].
    pub first_opened_at: Option<Time>,
    /// As [`Summary::last_open_at`].
    pub last_open_at: Option<Time>,
    /// As [`Summary::notified_at`].
    pub notified_at: Option<Time>,
    /// As [`Summary::first_closed_since`].
    pub first_closed_since: Option<Time>,
    /// As [`Summary::reopened`].
    pub reopened: u32,
}

impl<'a> SummaryRef<'a> {
    /// Reads a line without its end; `None` for what is none.
    #[must_use]
    pub fn of_line(line: &'a str) -> Option<Self> {
        let mut fields = line.split(FIELD);
        let mut next = || fields.next();
        let state = State::read(next()?)?;
        let kind = next()?;
        let kind = Kind::ALL.iter().copied().find(|known| known.id() == kind);
        let (country, network, software) = (next()?, next()?, next()?);
        let (language, variant, route) = (next()?, next()?, next()?);
        let control = match next()? {
            "" => None,
            word => Some(word == "1"),
        };
        let sources = next()?;
        let mut time = || match next()? {
            "" => Some(None),
            millis => DateTime::from_timestamp_millis(millis.parse().ok()?).map(Some),
        };
        let first_seen_at = time()??;
        let (first_opened_at, last_open_at) = (time()?, time()?);
        let (notified_at, first_closed_since) = (time()?, time()?);
        let reopened = next()?.parse().ok()?;
        Some(Self {
            state,
            kind,
            country,
            network,
            software,
            language,
            variant,
            route,
            control,
            sources,
            first_seen_at,
            first_opened_at,
            last_open_at,
            notified_at,
            first_closed_since,
            reopened,
        })
    }

    /// The sources that named it, each once.
    pub fn sources(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.sources.split(SOURCE)
    }
}

impl From<SummaryRef<'_>> for Summary {
    fn from(line: SummaryRef<'_>) -> Self {
        Self {
            state: line.state,
            kind: line.kind,
            country: line.country.to_owned(),
            network: line.network.to_owned(),
            software: line.software.to_owned(),
            language: line.language.to_owned(),
            variant: line.variant.to_owned(),
            route: line.route.to_owned(),
            control: line.control,
            sources: line.sources().map(ToOwned::to_owned).collect(),
            first_seen_at: line.first_seen_at,
            first_opened_at: line.first_opened_at,
            last_open_at: line.last_open_at,
            notified_at: line.notified_at,
            first_closed_since: line.first_closed_since,
            reopened: line.reopened,
        }
    }
}

fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
