//! What can happen to a case.

use cerrojo_model::{Kind, Suspect, Time};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// One entry of the log, before it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When it happened; the log keeps milliseconds.
    pub at: Time,
    /// Who or what made it happen: a user's name, or the part of Cerrojo that did.
    pub by: String,
    /// What happened.
    pub what: What,
}

/// What happened. In the log, the name of the variant is the word of the event (kebab-case) and its
/// fields are the data.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A source named a suspect that nobody had named before.
    Imported {
        /// Who is suspected.
        #[serde(flatten)]
        suspect: Named,
        /// The source that named it.
        source: String,
        /// What is known of its network.
        #[serde(flatten)]
        place: Place,
    },
    /// Another source names it too.
    Sighted {
        /// That source.
        source: String,
    },
    /// A source names it again, after a check found nothing or could not tell.
    SuspectedAgain {
        /// That source.
        source: String,
    },
    /// The network of the address became known.
    Mapped(Place),
    /// A check found it open, with a proof.
    FoundOpen(Found),
    /// A check found it closed.
    FoundClosed {
        /// The digest of the check's record.
        evidence: Option<String>,
    },
    /// A check could not tell.
    FoundUnknown {
        /// Why, a word of the glossary.
        reason: String,
        /// Whether anything answered there.
        reached: bool,
    },
    /// A check of a broad suspect found what exactly is open: these cases.
    Narrowed {
        /// Their numbers.
        cases: Vec<i64>,
    },
    /// Enough checks found it closed.
    VerifiedClosed {},
    /// Nothing answered there for too long.
    Gone {},
    /// Somebody to tell was found, or chosen anew.
    ContactFound {
        /// The mail address.
        contact: String,
        /// Where it was found.
        route: String,
        /// The language to write in first.
        language: Option<String>,
        /// It belongs to those who are written to later, to compare with.
        control: bool,
        /// All languages to write in, in the order of the letter; none in logs from before they were kept.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        languages: Vec<String>,
        /// What that is concluded from, the deciding one first; none in those logs either.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hits: Vec<Hit>,
    },
    /// Nobody to tell was found.
    ContactMissing {},
    /// Two people agreed to write.
    Approved {
        /// Who; two different ones.
        people: Vec<String>,
    },
    /// The approval was taken back.
    ApprovalWithdrawn {
        /// Why.
        why: String,
    },
    /// The letter went out.
    Notified {
        /// The number of the letter.
        letter: String,
        /// The mail address.
        contact: String,
        /// Its languages, the first one first.
        languages: Vec<String>,
        /// Which variant of the text.
        variant: Option<String>,
    },
    /// A reminder went out.
    Reminded {
        /// The number of the letter.
        letter: String,
    },
    /// The letter came back.
    Bounced {
        /// The mail address.
        contact: String,
        /// The enhanced status code (RFC 3463).
        code: Option<String>,
    },
    /// A machine answered.
    AutoReplied {
        /// The number of their ticket.
        ticket: Option<String>,
    },
    /// A person answered.
    Acknowledged {
        /// By mail, on the page, by telephone.
        via: String,
    },
    /// They say that it is closed.
    ClaimedFixed {
        /// By mail, on the page, by telephone.
        via: String,
    },
    /// Letter and reminders stayed without an answer.
    Exhausted {},
    /// They say that we are wrong.
    Disputed {
        /// What they say.
        why: String,
    },
    /// A person put it aside.
    Held {
        /// Why.
        why: String,
    },
    /// The scope does not hold it any more.
    LeftScope {
        /// Why.
        why: String,
    },
    /// It goes on where it stood before it was disputed, held or out of scope.
    Resumed {
        /// Why.
        why: String,
    },
    /// They want no more mail.
    OptedOutOfMail {
        /// What proves that it is theirs to say.
        proof: String,
    },
    /// They want mail again, or a mandate overrides them.
    OptedInToMail {
        /// Why.
        why: String,
    },
    /// They want no more checks.
    OptedOutOfChecks {
        /// What proves that it is theirs to say.
        proof: String,
    },
    /// They allow checks again, or a mandate overrides them.
    OptedInToChecks {
        /// Why.
        why: String,
    },
    /// A person wrote something down.
    Noted {
        /// What.
        text: String,
    },
    /// What could name somebody was taken away.
    Erased {
        /// On whose demand.
        why: String,
        /// What the figures count of it, without a name; the store writes it.
        summary: String,
    },
}

/// A suspect as the log writes it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Named {
    /// The address, or the network.
    pub address: IpNet,
    /// The port; none for the usual ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// `open-relay` or `open-proxy`; none where nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl From<Suspect> for Named {
    fn from(suspect: Suspect) -> Self {
        let kind = suspect.kind().map(|kind| kind.id().to_owned());
        Self { address: suspect.network(), port: suspect.port(), kind }
    }
}

impl Named {
    /// The suspect itself.
    #[must_use]
    pub fn suspect(&self) -> Suspect {
        let kind = Kind::ALL.iter().find(|kind| Some(kind.id()) == self.kind.as_deref());
        Suspect::new(self.address, self.port, kind.copied())
    }
}

/// Something that tells in which languages to write to somebody.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Hit {
    /// What: `stored`, `organisation`, `mail-domain` and so on.
    pub because: String,
    /// The country's code, the domain or the registry that it was concluded from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The tags (RFC 5646).
    pub tags: Vec<String>,
}

/// Where an address belongs.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Place {
    /// The most specific network known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// Its autonomous system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asn: Option<u32>,
    /// Its country, two capital letters (ISO 3166-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// What a check found open.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Found {
    /// The test that got through.
    pub test: String,
    /// When the proof arrived.
    pub arrived_at: Option<Time>,
    /// The digest of the proof as it was kept.
    pub evidence: Option<String>,
    /// The software behind it, if it was recognised.
    pub software: Option<String>,
    /// Its version.
    pub version: Option<String>,
}

impl What {
    /// The word of the event, and its data as the text of a JSON object.
    #[must_use]
    pub fn parts(&self) -> (String, String) {
        let text = serde_json::to_string(self).unwrap_or_default();
        // {"the-word":{…}}: no word holds a quote, and every variant holds an object.
        let inner = text.strip_prefix("{\"").and_then(|text| text.strip_suffix('}'));
        let parts = inner.and_then(|text| text.split_once("\":"));
        parts.map(|(word, data)| (word.to_owned(), data.to_owned())).unwrap_or_default()
    }

    /// An event of its two parts; `None` for what no version of Cerrojo wrote.
    #[must_use]
    pub fn of_parts(word: &str, data: &str) -> Option<Self> {
        let word = serde_json::Value::from(word);
        serde_json::from_str(&format!("{{{word}:{data}}}")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_survives_its_two_parts() {
        let suspect = Suspect::new("192.0.2.7/32".parse().unwrap(), Some(25), None);
        let place = Place { country: Some("DE".into()), ..Place::default() };
        let imported = What::Imported { suspect: suspect.into(), source: "a list".into(), place };
        let (word, data) = imported.parts();
        assert_eq!(word, "imported");
        assert_eq!(
            data,
            r#"{"address":"192.0.2.7/32","port":25,"kind":"open-relay","source":"a list","country":"DE"}"#
        );
        assert_eq!(What::of_parts(&word, &data), Some(imported));
        assert_eq!(What::VerifiedClosed {}.parts(), ("verified-closed".into(), "{}".into()));
        assert_eq!(What::of_parts("verified-closed", "{}"), Some(What::VerifiedClosed {}));
        // As logs say it from before all languages were kept: it reads, and is written as it was.
        let old = r#"{"contact":"a@b.example","route":"rdap","language":"de","control":false}"#;
        let read = What::of_parts("contact-found", old).unwrap();
        assert_eq!(read.parts(), ("contact-found".into(), old.into()));
        let What::ContactFound { contact, route, language, control, .. } = read else { panic!() };
        let hit =
            Hit { because: "organisation".into(), of: Some("CH".into()), tags: vec!["de".into()] };
        let (languages, hits) = (vec!["de".into(), "en".into()], vec![hit]);
        let new = What::ContactFound { contact, route, language, control, languages, hits };
        assert_eq!(What::of_parts("contact-found", &new.parts().1), Some(new));
        assert_eq!(What::of_parts("approved", "{}"), None);
        assert_eq!(What::of_parts("x\":{},\"y", "{}"), None);
    }
}
