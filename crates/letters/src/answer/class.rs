//! What kinds of answers there are, and which one a message is.

use super::automatic::Marks;
use super::bounce::{self, Bounce};
use super::intent::{self, Human};
use super::parts::Mail;
use super::report::{self, Complaint, Report};
use super::{Envelope, Ours, challenge, subject, words};

/// What a message is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Class {
    /// Mail came back, or is late.
    Bounce(Bounce),
    /// A machine answered: somebody is away, or a mailbox says something to everybody.
    AutoReply,
    /// A system says that it opened a ticket; its number is in [`super::Answer::ticket`].
    TicketReceipt,
    /// A machine wants to know whether we are people before it delivers.
    ChallengeResponse,
    /// A person wrote.
    Human(Human),
    /// They want no more letters.
    Unsubscribe,
    /// Somebody reports our own mail as unwanted (RFC 5965).
    Complaint(Complaint),
    /// Somebody reports the host of somebody.
    AbuseReport(Report),
    /// It was displayed, or deleted, or delivered: no news (RFC 8098).
    Receipt,
    /// A filter on the way calls it spam. A person looks.
    Spam,
    /// None of these. A person looks.
    Other,
}

/// What a kind of answer is.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name.
    pub id: &'static str,
    /// What it is and what is done with it.
    pub about: &'static str,
    /// The standard, where there is one.
    pub source: &'static str,
    /// Whether a machine wrote it for sure.
    pub is_of_a_machine: bool,
    /// Messages that are of this kind, complete, from anybody to us.
    pub examples: &'static [&'static str],
}

/// The kinds, in the order in which they are looked for.
#[rustfmt::skip]
pub const CLASSES: &[Kind] = &[
    Kind { id: "abuse-report", about: "a report about a host, by a machine (ARF, XARF) or a person: its suspects go to the scope", source: "RFC 5965, RFC 6650, https://xarf.org", is_of_a_machine: false,
        examples: &["From: a@b.example\nSubject: Open proxy\n\nHello,\nthere is an open proxy at 192.0.2.10:3128, and it sends spam.\n"] },
    Kind { id: "complaint", about: "our own mail is unwanted there: counts against the campaign", source: "RFC 5965 section 7.3", is_of_a_machine: true,
        examples: &["From: fbl@b.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x\nVersion: 1\nOriginal-Mail-From: <bounce@cert.example>\n\n--b--\n"] },
    Kind { id: "receipt", about: "a note that a message was displayed or deleted: no news", source: "RFC 8098", is_of_a_machine: true,
        examples: &["From: a@b.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@b.example\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n"] },
    Kind { id: "bounce", about: "mail came back or is late: the address may be of no use", source: "RFC 3464, RFC 6522, RFC 6533", is_of_a_machine: true,
        examples: &["From: MAILER-DAEMON@b.example\nSubject: failure notice\n\nHi. This is the qmail-send program at b.example.\n\n<a@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n"] },
    Kind { id: "challenge-response", about: "a filter asks whether we are people: a person may answer, on the web", source: "RFC 3834 section 1", is_of_a_machine: true,
        examples: &["From: a@b.example\nAuto-Submitted: auto-replied\nSubject: Please confirm your message\n\nThis message was created automatically by mail delivery software (TMDA).\n"] },
    Kind { id: "ticket-receipt", about: "their system took it in and gave it a number", source: "RFC 3834", is_of_a_machine: true,
        examples: &["From: abuse@b.example\nAuto-Submitted: auto-replied\nSubject: [Ticket#2026112310000012] Your report\n\nWe have received your report.\n"] },
    Kind { id: "auto-reply", about: "somebody is away, or a mailbox says the same to all", source: "RFC 3834 section 2", is_of_a_machine: true,
        examples: &["From: a@b.example\nAuto-Submitted: auto-replied\nSubject: Auto: away\n\nI am away.\n", "From: a@b.example\nSubject: Abwesenheitsnotiz: Offener Proxy\n\nIch bin nicht da.\n"] },
    Kind { id: "unsubscribe", about: "no more letters to them; more checks all the same", source: "RFC 2369 section 3.2, RFC 8058", is_of_a_machine: false,
        examples: &["From: a@b.example\nTo: unsubscribe@cert.example\nSubject: anything\n\n\n", "From: a@b.example\nSubject: Re: Open proxy\n\nUnsubscribe\n"] },
    Kind { id: "spam", about: "a filter on the way called it spam: a person looks", source: "https://spamassassin.apache.org/", is_of_a_machine: false,
        examples: &["From: a@b.example\nX-Spam-Flag: YES\nSubject: Cheap\n\nCheap watches.\n"] },
    Kind { id: "human", about: "a person wrote; see the intents", source: "RFC 3834 section 2", is_of_a_machine: false,
        examples: &["From: a@b.example\nSubject: Re: Open proxy\nIn-Reply-To: <1@cert.example>\n\nWhich port do you mean?\n"] },
    Kind { id: "other", about: "none of these: a person looks", source: "RFC 5322", is_of_a_machine: false,
        examples: &["From: news@b.example\nList-Id: <news.b.example>\nSubject: News\n\nWhat is new.\n", "\n"] },
];

impl Class {
    /// The id of its record in [`CLASSES`].
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::Bounce(_) => "bounce",
            Self::AutoReply => "auto-reply",
            Self::TicketReceipt => "ticket-receipt",
            Self::ChallengeResponse => "challenge-response",
            Self::Human(_) => "human",
            Self::Unsubscribe => "unsubscribe",
            Self::Complaint(_) => "complaint",
            Self::AbuseReport(_) => "abuse-report",
            Self::Receipt => "receipt",
            Self::Spam => "spam",
            Self::Other => "other",
        }
    }

    /// Whether an answer would go to a machine, or to nobody who should have one.
    pub(super) fn is_never_answered(&self) -> bool {
        let is_by_a_machine = matches!(self, Self::AbuseReport(report) if report.form != "words");
        self.is_of_a_machine() || is_by_a_machine || matches!(self, Self::Spam)
    }

    /// Whether a machine wrote it for sure.
    #[must_use]
    pub fn is_of_a_machine(&self) -> bool {
        let id = self.id();
        CLASSES.iter().any(|kind| kind.id == id && kind.is_of_a_machine)
    }
}

/// What is known of a message when its class is decided.
pub(super) struct Found<'a> {
    pub(super) mail: &'a Mail<'a>,
    pub(super) marks: &'a Marks,
    pub(super) envelope: &'a Envelope,
    pub(super) ours: &'a Ours,
    pub(super) subject: String,
    pub(super) text: &'a str,
    pub(super) ticket: Option<String>,
    pub(super) language: Option<&'static str>,
}

/// Decides. Reports of machines come first, for they bear the marks of machines too; people come last.
pub(super) fn decide(found: &Found<'_>) -> Class {
    let mail = found.mail;
    if let Some(class) = report::read(mail, found.ours) {
        return class;
    }
    if challenge::is_marked(found) {
        return Class::ChallengeResponse;
    }
    if let Some(bounce) = bounce::read(mail, found.marks) {
        return Class::Bounce(bounce);
    }
    if bounce::report::is_disposition(mail) {
        return Class::Receipt;
    }
    if challenge::is_one(found) {
        return Class::ChallengeResponse;
    }
    by_a_machine(found).unwrap_or_else(|| by_anybody(found))
}

/// The classes that a mark of a machine is needed for.
fn by_a_machine(found: &Found<'_>) -> Option<Class> {
    let fields = &found.mail.fields;
    let is_titled = subject::is_automatic(&found.subject);
    let says_so = found.marks.forbid_an_answer() && words::call_themselves_automatic(found.text);
    if !(found.marks.is_machine() || is_titled || says_so) {
        return None;
    }
    if found.ticket.is_some() {
        return Some(Class::TicketReceipt);
    }
    let replies = fields.first("auto-submitted").unwrap_or_default().to_lowercase();
    let answers = fields.has("in-reply-to")
        || fields.has("references")
        || replies.starts_with("auto-replied")
        || subject::is_reply(&found.subject)
        || found.marks.any(REPLIERS);
    // A machine that wrote by itself, as monitors and lists do, answers nothing.
    Some(if is_titled || says_so || answers { Class::AutoReply } else { Class::Other })
}

/// Marks that only those set who answer.
const REPLIERS: &[&str] = &[
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-auto-reply",
    "precedence-auto-reply",
    "x-precedence-auto-reply",
    "x-fc-machinegenerated",
    "x-post-messageclass",
    "delivered-to-autoresponder",
    "x-ms-exchange-generated",
    "x-ms-exchange-loop",
    "x-otrs-loop",
    "x-znuny-loop",
];

fn by_anybody(found: &Found<'_>) -> Class {
    let fields = &found.mail.fields;
    let recipient = found.envelope.recipient.to_lowercase();
    let local = recipient.rsplit_once('@').map_or(recipient.as_str(), |(local, _)| local);
    let base = local.split(['+', '=']).next().unwrap_or_default();
    if found.ours.unsubscribe.iter().any(|it| it == base) {
        return Class::Unsubscribe;
    }
    if intent::is_one_word_unsubscribe(&found.subject, found.text) {
        return Class::Unsubscribe;
    }
    let is_flagged = |value: String| value.to_lowercase().starts_with("yes");
    if fields.all("x-spam-flag").chain(fields.all("x-spam-status")).any(is_flagged) {
        return Class::Spam;
    }
    let is_reply = fields.has("in-reply-to")
        || fields.has("references")
        || subject::is_reply(&found.subject)
        || found.ticket.is_some();
    let is_of_a_list = found.marks.any(&[
        "list-id",
        "list-post",
        "list-unsubscribe",
        "mailing-list",
        "list-owner",
    ]);
    if is_of_a_list && !is_reply || found.text.trim().is_empty() || fields.address("from").is_none()
    {
        return Class::Other;
    }
    if !is_reply && let Some(report) = report::by_a_person(&found.subject, found.text) {
        return Class::AbuseReport(report);
    }
    Class::Human(intent::read(found.text, found.language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::read;

    #[test]
    fn every_kind_has_examples_that_are_of_it() {
        let ours = Ours {
            domains: vec!["cert.example".to_owned()],
            unsubscribe: vec!["unsubscribe".to_owned()],
        };
        for kind in CLASSES {
            assert!(!kind.about.is_empty() && !kind.source.is_empty() && !kind.examples.is_empty());
            for example in kind.examples {
                let to = if example.contains("unsubscribe@") {
                    "unsubscribe+1@cert.example"
                } else {
                    "case+1@cert.example"
                };
                let envelope =
                    Envelope { sender: Some("a@b.example".to_owned()), recipient: to.to_owned() };
                let answer = read(example.as_bytes(), &envelope, &ours);
                assert_eq!(answer.class.id(), kind.id, "{example}\n{answer:?}");
                assert!(answer.is_automatic || !kind.is_of_a_machine);
            }
        }
    }
}
