//! What a campaign is, as its makers write it: a file in TOML, read strictly.
//!
//! What the database keeps is the canonical form: every key, in one order, and below it what the letters are made of
//! ([`super::seal`]). Its SHA-256 is what somebody else agrees to.

use cerrojo_letters::language::Language;
use cerrojo_letters::letter::{VARIANTS, Variant};
use cerrojo_model::Kind;
use cerrojo_store::life::State;
use cerrojo_store::{Contact, Listed};
use chrono::NaiveDate;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::seal::Seal;

/// Why a text is no campaign: its author's fault.
#[derive(Debug, thiserror::Error)]
pub enum DefinitionError {
    /// It is no TOML, or has a key that is none.
    #[error("line {line}: {what}")]
    Syntax {
        /// Where.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// A key says what it cannot.
    #[error("`{key}`: {what}")]
    Value {
        /// Which.
        key: &'static str,
        /// What is wrong, and what is wanted.
        what: String,
    },
}

/// A campaign.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Definition {
    /// Its name: letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// What it is for, in the words of its makers.
    #[serde(default)]
    pub note: String,
    /// In which languages: those of each contact, or these for everybody.
    #[serde(default)]
    pub languages: Languages,
    /// The variants that are compared; a contact gets one of them, always the same.
    #[serde(default = "usual_variants")]
    pub variants: Vec<String>,
    /// So many letters go first; then it stands until a person lets it go on.
    #[serde(default = "usual_pilot")]
    pub pilot: u64,
    /// Letters on a day (UTC) at most, reminders apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_day: Option<u64>,
    /// The first day (UTC) on which letters are written.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub first_day: Option<NaiveDate>,
    /// The last one; reminders may follow.
    #[serde(default, with = "day", skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// Reminders of each letter, 0 to 2.
    #[serde(default = "usual_reminders")]
    pub reminders: usize,
    /// Contacts that get one report a mail, for machines.
    #[serde(default)]
    pub single: Vec<String>,
    /// Which cases.
    #[serde(default)]
    pub select: Select,
    /// What the letters are made of; written by the program, never by its makers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Seal>,
}

/// The languages of everybody's letters.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Languages {
    /// `auto`: those of each contact.
    Word(String),
    /// Tags; English follows by itself.
    Tags(Vec<String>),
}

impl Default for Languages {
    fn default() -> Self {
        Self::Word(AUTO.to_owned())
    }
}

/// Which cases a campaign is about. What is empty narrows nothing.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Select {
    /// `open-relay`, `open-proxy`.
    pub kinds: Vec<String>,
    /// Two letters each.
    pub countries: Vec<String>,
    /// Prefixes, or autonomous systems such as `AS64496`.
    pub networks: Vec<String>,
    /// Who named the suspects.
    pub sources: Vec<String>,
    /// Where the cases stand: only what is `ready` can be agreed to.
    pub states: Vec<String>,
    /// Letters at most, all in all, reminders apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}

const AUTO: &str = "auto";

fn usual_variants() -> Vec<String> {
    vec![Variant::usual().id.to_owned()]
}

const fn usual_pilot() -> u64 {
    50
}

const fn usual_reminders() -> usize {
    2
}

impl Definition {
    /// Reads what makers write. What it says is brought into one form: whatever means the same is the same.
    ///
    /// # Errors
    ///
    /// The author's: [`DefinitionError`] names the line or the key.
    pub fn of_makers(text: &str) -> Result<Self, DefinitionError> {
        let read = Self::read(text)?;
        if read.sealed.is_some() {
            return wrong("sealed", "is written by the program; leave it out");
        }
        Ok(read)
    }

    /// Reads the canonical form as well.
    ///
    /// # Errors
    ///
    /// As [`Definition::of_makers`].
    pub fn read(text: &str) -> Result<Self, DefinitionError> {
        let mut read: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count().saturating_add(1);
            DefinitionError::Syntax { line, what: error.message().replace('\n', " ") }
        })?;
        read.look_through()?;
        read.select.look_through()?;
        Ok(read)
    }

    /// The canonical form.
    ///
    /// # Errors
    ///
    /// The author's: a number that TOML cannot hold.
    pub fn to_text(&self) -> Result<String, DefinitionError> {
        toml::to_string(self)
            .map_err(|error| DefinitionError::Value { key: "name", what: error.to_string() })
    }

    fn look_through(&mut self) -> Result<(), DefinitionError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if self.name.is_empty() || self.name.len() > 64 || !self.name.chars().all(is_plain) {
            return wrong("name", "want 1 to 64 letters, digits, `-`, `_` and `.`");
        }
        if let Languages::Tags(tags) = &mut self.languages {
            for tag in tags.iter_mut() {
                let Some(known) = Language::of_tag(tag) else {
                    let what = format!(
                        "no letters are written in `{tag}`; `cerrojo letter languages` lists the tags"
                    );
                    return wrong("languages", what);
                };
                known.tag.clone_into(tag);
            }
            if tags.is_empty() {
                return wrong("languages", "want \"auto\", or one tag at least");
            }
        } else if self.languages != Languages::default() {
            return wrong("languages", "want \"auto\", or a list of tags such as [\"de\", \"en\"]");
        }
        once(&mut self.variants);
        if self.variants.is_empty() {
            self.variants = usual_variants();
        }
        if let Some(unknown) = self.variants.iter().find(|id| Variant::of_id(id).is_none()) {
            let all: Vec<&str> = VARIANTS.iter().map(|variant| variant.id).collect();
            let what = format!("there is no variant `{unknown}`; there are {}", all.join(", "));
            return wrong("variants", what);
        }
        if self.pilot == 0 || self.pilot > 10_000 {
            return wrong("pilot", "want a number from 1 to 10000");
        }
        if self.per_day == Some(0) {
            return wrong("per-day", "want a number above 0; `cerrojo campaign pause` stops it");
        }
        if self.first_day.zip(self.last_day).is_some_and(|(first, last)| first > last) {
            return wrong("last-day", "is before `first-day`; exchange them");
        }
        if self.reminders > 2 {
            return wrong("reminders", "want 0, 1 or 2");
        }
        for address in &mut self.single {
            let plain = Contact::normalise(address);
            *address = plain.map_err(|error| value("single", error.to_string()))?;
        }
        once(&mut self.single);
        Ok(())
    }

    /// The variants.
    #[must_use]
    pub fn variants(&self) -> Vec<&'static Variant> {
        self.variants.iter().filter_map(|id| Variant::of_id(id)).collect()
    }

    /// The languages for everybody; `None` where each contact has its own.
    #[must_use]
    pub fn languages(&self) -> Option<Vec<&'static Language>> {
        match &self.languages {
            Languages::Word(_) => None,
            Languages::Tags(tags) => Some(Language::bundle(tags.iter().map(String::as_str))),
        }
    }

    /// Whether a contact gets one report a mail.
    #[must_use]
    pub fn is_single(&self, contact: &str) -> bool {
        self.single.iter().any(|single| single.eq_ignore_ascii_case(contact))
    }
}

impl Select {
    fn look_through(&mut self) -> Result<(), DefinitionError> {
        for country in &mut self.countries {
            country.make_ascii_uppercase();
            if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
                return wrong("countries", format!("want two letters, not `{country}`"));
            }
        }
        let kinds = [Kind::OpenRelay.id(), Kind::OpenProxy.id()];
        if let Some(unknown) = self.kinds.iter().find(|kind| !kinds.contains(&kind.as_str())) {
            return wrong("kinds", format!("want {}, not `{unknown}`", kinds.join(" or ")));
        }
        for network in &mut self.networks {
            *network = plain_network(network).ok_or_else(|| {
                value("networks", format!("want 192.0.2.0/24 or AS64496, not `{network}`"))
            })?;
        }
        if self.states.is_empty() {
            self.states = vec![State::Ready.id().to_owned()];
        }
        if let Some(other) = self.states.iter().find(|state| *state != State::Ready.id()) {
            let what = format!("only cases that are `ready` can be agreed to, not `{other}`");
            return wrong("states", what);
        }
        if self.limit == Some(0) {
            return wrong("limit", "want a number above 0");
        }
        for list in [
            &mut self.kinds,
            &mut self.countries,
            &mut self.networks,
            &mut self.sources,
            &mut self.states,
        ] {
            once(list);
        }
        Ok(())
    }

    /// Whether a case belongs to it, wherever it stands. What is erased never does.
    #[must_use]
    pub fn holds(&self, listed: &Listed) -> bool {
        let Some(suspect) = &listed.suspect else { return false };
        let summary = &listed.summary;
        let is_one = |list: &[String], value: &str| {
            list.is_empty() || list.iter().any(|wanted| wanted == value)
        };
        let in_network = |wanted: &String| {
            let prefix = wanted.parse::<IpNet>();
            *wanted == summary.network
                || prefix.is_ok_and(|prefix| prefix.contains(&suspect.network()))
        };
        is_one(&self.kinds, summary.kind.map_or("", Kind::id))
            && is_one(&self.countries, &summary.country)
            && (self.networks.is_empty() || self.networks.iter().any(in_network))
            && (self.sources.is_empty()
                || summary.sources.iter().any(|source| self.sources.contains(source)))
    }
}

/// A prefix without bits of hosts, or `AS` and a number.
fn plain_network(text: &str) -> Option<String> {
    if let Some(number) = text.strip_prefix("AS").or_else(|| text.strip_prefix("as")) {
        return number.parse::<u32>().ok().map(|number| format!("AS{number}"));
    }
    let net = text.parse::<IpNet>().ok();
    let net = net.or_else(|| text.parse::<std::net::IpAddr>().ok().map(IpNet::from));
    net.map(|net| net.trunc().to_string())
}

/// Each once, in the order of the alphabet: what means the same has the same digest.
fn once(list: &mut Vec<String>) {
    list.sort_unstable();
    list.dedup();
}

fn value(key: &'static str, what: impl Into<String>) -> DefinitionError {
    DefinitionError::Value { key, what: what.into() }
}

fn wrong<T>(key: &'static str, what: impl Into<String>) -> Result<T, DefinitionError> {
    Err(value(key, what))
}

/// Days as TOML writes them: `2026-12-01`.
mod day {
    use chrono::NaiveDate;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use toml::value::Datetime;

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "it is called with what stands in the field"
    )]
    pub(super) fn serialize<S: Serializer>(
        day: &Option<NaiveDate>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let written = day.and_then(|day| day.to_string().parse::<Datetime>().ok());
        written.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        let written = Datetime::deserialize(deserializer)?.to_string();
        let want = || D::Error::custom(format!("want a day such as 2026-12-01, not {written}"));
        written.parse().map(Some).map_err(|_| want())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
name = "spring-2026"
note = "the first one"
languages = ["de-AT", "fr"]
variants = ["short", "full", "short"]
pilot = 20
per-day = 500
first-day = 2026-12-01
last-day = 2027-01-31
reminders = 1
single = ["abuse@Machine.example"]

[select]
kinds = ["open-relay"]
countries = ["de", "AT"]
networks = ["192.0.2.9/24", "as64496", "2001:db8::1"]
sources = ["example-list"]
limit = 1000
"#;

    #[test]
    fn what_means_the_same_is_the_same() {
        let read = Definition::of_makers(WHOLE).unwrap();
        assert_eq!(read.variants, ["full", "short"]);
        assert_eq!(read.languages, Languages::Tags(vec!["de".into(), "fr".into()]));
        assert_eq!(read.select.networks, ["192.0.2.0/24", "2001:db8::1/128", "AS64496"]);
        assert_eq!((read.select.countries.len(), read.select.states.len()), (2, 1));
        assert!(read.is_single("abuse@machine.EXAMPLE"));
        let text = read.to_text().unwrap();
        assert_eq!(Definition::read(&text).unwrap(), read, "{text}");
        let other = WHOLE.replace("[\"de\", \"AT\"]", "[\"at\", \"DE\", \"de\"]");
        let other = Definition::of_makers(&format!("# a remark\n{other}")).unwrap();
        assert_eq!(other.to_text().unwrap(), text);
    }

    const PAGE: &str = include_str!("../../../../docs/campaigns.md");

    /// Every key, from what is said of one that does not exist.
    fn keys(before: &str) -> Vec<String> {
        let text = format!("{before}\nno-such-key = 1");
        let error = Definition::of_makers(&text).unwrap_err().to_string();
        let known = error.split_once("expected one of ").unwrap().1;
        known.split(", ").map(|key| key.trim_matches('`').to_owned()).collect()
    }

    #[test]
    fn the_page_has_a_row_for_every_key_and_its_example_is_read() {
        let rows = |head: &str| -> Vec<String> {
            let part = PAGE.split_once(head).unwrap().1.split("\n\n").next().unwrap();
            let keys = part.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
            keys.map(|(key, _)| key.to_owned()).collect()
        };
        let mut all = keys("name = \"a\"");
        all.retain(|key| key != "sealed");
        assert_eq!(rows("| key | meaning |"), all);
        assert_eq!(rows("| key of `[select]` | meaning |"), keys("name = \"a\"\n[select]"));
        let example = PAGE.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
        assert_eq!(Definition::of_makers(example).unwrap().select.limit, Some(5_000));
    }

    #[test]
    fn little_is_enough() {
        let read = Definition::of_makers("name = \"a\"").unwrap();
        assert_eq!((read.pilot, read.reminders, read.per_day), (50, 2, None));
        assert_eq!((read.variants.as_slice(), read.languages()), (&["full".to_owned()][..], None));
        assert_eq!(Definition::read(&read.to_text().unwrap()).unwrap(), read);
    }

    #[test]
    fn mistakes_name_their_line_or_their_key() {
        for (text, expected) in [
            ("name = \"a\"\npilots = 3", "line 2: unknown field `pilots`"),
            ("name = \"a\"\n\n[select]\nkind = []", "line 4: unknown field `kind`"),
            ("name = \"a\"\npilot = \"many\"", "line 2: invalid type"),
            ("note = \"a\"", "line 1: missing field `name`"),
            ("name = \"a\"\nfirst-day = \"soon\"", "line 2:"),
            ("name = \"a b\"", "`name`: want 1 to 64"),
            ("name = \"a\"\nlanguages = \"all\"", "`languages`: want \"auto\""),
            ("name = \"a\"\nlanguages = [\"tlh\"]", "`languages`: no letters are written in `tlh`"),
            ("name = \"a\"\nvariants = [\"loud\"]", "`variants`: there is no variant `loud`"),
            ("name = \"a\"\npilot = 0", "`pilot`: want a number"),
            ("name = \"a\"\nper-day = 0", "`per-day`: want"),
            ("name = \"a\"\nreminders = 3", "`reminders`: want 0, 1 or 2"),
            (
                "name = \"a\"\nfirst-day = 2026-02-02\nlast-day = 2026-02-01",
                "`last-day`: is before",
            ),
            ("name = \"a\"\nsingle = [\"nobody\"]", "`single`: `nobody` is no mail address"),
            (
                "name = \"a\"\n[select]\nkinds = [\"relay\"]",
                "`kinds`: want open-relay or open-proxy",
            ),
            ("name = \"a\"\n[select]\ncountries = [\"DEU\"]", "`countries`: want two letters"),
            ("name = \"a\"\n[select]\nnetworks = [\"here\"]", "`networks`: want 192.0.2.0/24"),
            (
                "name = \"a\"\n[select]\nstates = [\"suspect\"]",
                "`states`: only cases that are `ready`",
            ),
            ("name = \"a\"\n[select]\nlimit = 0", "`limit`: want"),
            (
                "name = \"a\"\n[sealed]\nprogram = \"1\"\nparts = {}",
                "`sealed`: is written by the program",
            ),
        ] {
            let error = Definition::of_makers(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{text}: {error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
    }
}
