//! What follows from a mail that came back: decided without a database, from what the mail is and which letter it answers.
//!
//! An answer belongs to a letter only if it carries a mark that nobody can make up: an address of ours with its keyed hash, or
//! the Message-ID of the letter, which holds the same. A number in a subject is a hint for a person.

use std::net::IpAddr;

use cerrojo_letters::answer::{Answer, Bounce, Class, Failure, Human, Intent, Report};
use cerrojo_store::life::What;
use cerrojo_store::{ArrivalState, Bounce as Came, Fate};

use crate::job::no_more;

/// Characters of their words that are kept with a case.
const WORDS: usize = 500;
/// How it came.
const VIA: &str = "mail";

/// The letter that a mail answers, for sure.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    /// Its number.
    pub(super) letter: i64,
    /// To whom it went.
    pub(super) contact: String,
    /// Its cases, and the address of each.
    pub(super) cases: Vec<(i64, Option<IpAddr>)>,
}

/// What follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Decision {
    /// Where the mail stands now; new where nothing was decided.
    pub(super) state: Option<ArrivalState>,
    /// What it says of the letter.
    pub(super) fate: Option<Fate>,
    /// What happens to cases.
    pub(super) events: Vec<(i64, What)>,
    /// The contact wants no more letters.
    pub(super) wants_no_mail: bool,
    /// The language that they write.
    pub(super) language: Option<&'static str>,
    /// What a person should know.
    pub(super) note: Option<String>,
    /// Hosts that somebody reports.
    pub(super) report: Option<Report>,
}

impl Decision {
    fn read() -> Self {
        Self { state: Some(ArrivalState::Read), ..Self::default() }
    }

    fn for_a_person(note: &str) -> Self {
        let note = Some(note.to_owned());
        Self { state: Some(ArrivalState::Person), note, ..Self::default() }
    }
}

/// Decides. `hint` is the number of a letter that the mail only names.
pub(super) fn decide(answer: &Answer, answered: Option<&Answered>, hint: Option<i64>) -> Decision {
    let hinted = || {
        let of = hint.map(|letter| format!("; it names letter {letter}, which anybody could"));
        let text = format!("it answers no letter of ours for sure{}", of.unwrap_or_default());
        Decision::for_a_person(&text)
    };
    match (&answer.class, answered) {
        (Class::AbuseReport(report), None) => {
            Decision { report: Some(report.clone()), ..Decision::read() }
        }
        (Class::Receipt, None) => Decision::read(),
        (_, None) => hinted(),
        (Class::Bounce(bounce), Some(answered)) => bounced(bounce, answered),
        (Class::AutoReply | Class::TicketReceipt, Some(answered)) => machine(answer, answered),
        (Class::ChallengeResponse, Some(answered)) => Decision {
            state: Some(ArrivalState::Person),
            note: Some(
                "their filter wants to know whether we are people; answer it by hand, or leave it"
                    .to_owned(),
            ),
            ..machine(answer, answered)
        },
        (Class::Receipt, Some(_)) => Decision { fate: Some(Fate::Delivered), ..Decision::read() },
        (Class::Human(human), Some(answered)) => person(answer, human, answered),
        (Class::Unsubscribe, Some(answered)) => no_more(answered, "a mail to the address for that"),
        (Class::Complaint(complaint), Some(answered)) => Decision {
            fate: Some(Fate::Complained),
            ..no_more(answered, &format!("a complaint ({}) about our letter", complaint.kind))
        },
        // In an answer to a letter, an address is one that the letter named.
        (Class::AbuseReport(_) | Class::Other, Some(answered)) => {
            question(answered, "a person has to read it")
        }
        (Class::Spam, Some(_)) => Decision::for_a_person("a filter on the way called it spam"),
    }
}

fn all(answered: &Answered, what: &What) -> Vec<(i64, What)> {
    answered.cases.iter().map(|(case, _)| (*case, what.clone())).collect()
}

/// A letter came back, or is late.
fn bounced(bounce: &Bounce, answered: &Answered) -> Decision {
    let Some(failed) = bounce.failed().next() else {
        let has_arrived = !bounce.recipients.is_empty()
            && bounce.is_only_news()
            && bounce
                .recipients
                .iter()
                .all(|one| one.action == cerrojo_letters::answer::Action::Delivered);
        return Decision { fate: has_arrived.then_some(Fate::Delivered), ..Decision::read() };
    };
    // An address behind theirs, to which they pass our letters on, says nothing final about theirs.
    let is_theirs = |address: &str| address.eq_ignore_ascii_case(&answered.contact);
    let is_behind = bounce.failed().all(|one| {
        !one.address.is_empty()
            && !is_theirs(&one.address)
            && !one.original.as_deref().is_some_and(is_theirs)
    });
    let came = match failed.failure() {
        Some(Failure::Hard) if !is_behind => Came::Hard,
        Some(Failure::Refused) if !is_behind => Came::Refused,
        _ => Came::Soft,
    };
    let code = failed.status.as_ref().map(ToString::to_string);
    let events = match came {
        Came::Soft => Vec::new(),
        Came::Hard | Came::Refused => {
            all(answered, &What::Bounced { contact: answered.contact.clone(), code })
        }
    };
    let note = failed.diagnostic.as_ref().map(|text| shortened(text));
    Decision { fate: Some(Fate::Back(came)), events, note, ..Decision::read() }
}

/// A machine answered: the letter arrived, and their number for it is kept.
fn machine(answer: &Answer, answered: &Answered) -> Decision {
    let what = What::AutoReplied { ticket: answer.ticket.clone() };
    Decision { fate: Some(Fate::Delivered), events: all(answered, &what), ..Decision::read() }
}

fn person(answer: &Answer, human: &Human, answered: &Answered) -> Decision {
    let decision = match &human.intent {
        Intent::Fixed => fixed(answer, answered),
        Intent::Dispute => Decision {
            state: Some(ArrivalState::Person),
            fate: Some(Fate::Answered),
            events: all(answered, &What::Disputed { why: shortened(&answer.text) }),
            note: Some("they say that we are wrong".to_owned()),
            ..Decision::default()
        },
        Intent::Unsubscribe => no_more(answered, "they wrote so"),
        Intent::StopChecks => question(
            answered,
            "they want no more checks: `cerrojo case opt-out` does it, if they may speak for the network",
        ),
        Intent::OtherContact(address) => question(
            answered,
            &format!("they ask us to write to {address}: `cerrojo contact` keeps such rules"),
        ),
        Intent::Question => question(answered, "a person has to read it"),
    };
    let language = answer.language;
    if human.intent == Intent::Fixed
        && let Some(other) = &answer.other_contact
    {
        let note = Some(format!("they ask us to write to {other} from now on"));
        return Decision { language, note, state: Some(ArrivalState::Person), ..decision };
    }
    Decision { language, ..decision }
}

/// They say that it is closed: those cases whose address they name, else all of them.
fn fixed(answer: &Answer, answered: &Answered) -> Decision {
    let is_named = |address: &Option<IpAddr>| {
        address.is_some_and(|address| answer.addresses.contains(&address))
    };
    let names_some = answered.cases.iter().any(|(_, address)| is_named(address));
    let events = answered.cases.iter().map(|(case, address)| {
        let via = VIA.to_owned();
        let is_closed = !names_some || is_named(address);
        (*case, if is_closed { What::ClaimedFixed { via } } else { What::Acknowledged { via } })
    });
    Decision { fate: Some(Fate::Answered), events: events.collect(), ..Decision::read() }
}

fn question(answered: &Answered, note: &str) -> Decision {
    let what = What::Acknowledged { via: VIA.to_owned() };
    Decision {
        state: Some(ArrivalState::Person),
        fate: Some(Fate::Answered),
        events: all(answered, &what),
        note: Some(note.to_owned()),
        ..Decision::default()
    }
}

fn no_more(answered: &Answered, proof: &str) -> Decision {
    let cases = answered.cases.iter().map(|(case, _)| *case);
    Decision {
        fate: Some(Fate::Answered),
        events: no_more::events(answered.letter, cases, proof),
        wants_no_mail: true,
        ..Decision::read()
    }
}

fn shortened(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.chars().take(WORDS).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use cerrojo_letters::answer::{Envelope, Ours, read};

    use super::*;

    fn of(mail: &str, recipient: &str) -> Answer {
        let ours =
            Ours { domains: vec!["cert.example".into()], unsubscribe: vec!["unsubscribe".into()] };
        let envelope =
            Envelope { sender: Some("noc@b.example".into()), recipient: recipient.into() };
        read(mail.as_bytes(), &envelope, &ours)
    }

    fn answered() -> Answered {
        let address = |last: u8| Some(IpAddr::from([192, 0, 2, last]));
        Answered {
            letter: 7,
            contact: "abuse@b.example".into(),
            cases: vec![(1, address(10)), (2, address(25))],
        }
    }

    fn words(decision: &Decision) -> Vec<(i64, String)> {
        decision.events.iter().map(|(case, what)| (*case, what.parts().0)).collect()
    }

    const REPLY: &str = "From: noc@b.example\nSubject: Re: [CX-000007] Open proxy\nIn-Reply-To: <7.x@cert.example>\n\n";

    #[test]
    fn what_they_closed_is_checked_and_the_rest_is_acknowledged() {
        let answer = of(
            &format!("{REPLY}The proxy at 192.0.2.10 is closed now.\n"),
            "answer+7.x@cert.example",
        );
        let decision = decide(&answer, Some(&answered()), None);
        assert_eq!(words(&decision), [(1, "claimed-fixed".into()), (2, "acknowledged".into())]);
        assert_eq!(decision.state, Some(ArrivalState::Read));
        let all = of(&format!("{REPLY}We have fixed it.\n"), "answer+7.x@cert.example");
        let decision = decide(&all, Some(&answered()), None);
        assert_eq!(words(&decision), [(1, "claimed-fixed".into()), (2, "claimed-fixed".into())]);
        assert_eq!(decision.language, all.language);
    }

    #[test]
    fn without_a_mark_nothing_happens_to_any_case() {
        for text in
            ["We have fixed it.\n", "unsubscribe\n", "You are wrong, this is not an open relay.\n"]
        {
            let answer = of(&format!("{REPLY}{text}"), "answer@cert.example");
            let decision = decide(&answer, None, Some(7));
            assert_eq!(decision.state, Some(ArrivalState::Person), "{text}");
            assert!(
                decision.events.is_empty() && decision.fate.is_none() && !decision.wants_no_mail
            );
            assert!(decision.note.unwrap().contains("letter 7"), "{text}");
        }
    }

    #[test]
    fn a_dispute_goes_to_a_person_and_who_wants_no_mail_gets_none() {
        let answer = of(&format!("{REPLY}This is a false positive.\n"), "answer+7.x@cert.example");
        let decision = decide(&answer, Some(&answered()), None);
        assert_eq!(words(&decision), [(1, "disputed".into()), (2, "disputed".into())]);
        assert_eq!(decision.state, Some(ArrivalState::Person));
        let answer = of(&format!("{REPLY}unsubscribe\n"), "answer+7.x@cert.example");
        let decision = decide(&answer, Some(&answered()), None);
        assert!(decision.wants_no_mail, "{answer:?}");
        assert_eq!(words(&decision).first().unwrap().1, "opted-out-of-mail");
    }

    #[test]
    fn a_bounce_of_an_address_behind_theirs_is_not_final() {
        let bounce = |address: &str| {
            format!(
                "From: MAILER-DAEMON@b.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nFailed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; b.example\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n\n--b--\n"
            )
        };
        let own = decide(
            &of(&bounce("abuse@b.example"), "bounce+7.x@cert.example"),
            Some(&answered()),
            None,
        );
        assert_eq!(own.fate, Some(Fate::Back(Came::Hard)));
        assert_eq!(words(&own).first().unwrap().1, "bounced");
        let behind = decide(
            &of(&bounce("joe@c.example"), "bounce+7.x@cert.example"),
            Some(&answered()),
            None,
        );
        assert_eq!((behind.fate, behind.events.len()), (Some(Fate::Back(Came::Soft)), 0));
    }

    #[test]
    fn a_report_of_somebody_names_suspects() {
        let answer = of(
            "From: a@b.example\nSubject: Open proxy\n\nThere is an open proxy at 192.0.2.10:3128.\n",
            "abuse@cert.example",
        );
        let report = decide(&answer, None, None).report.unwrap();
        assert_eq!(report.suspects.first().map(|one| one.port), Some(Some(3128)));
    }
}
