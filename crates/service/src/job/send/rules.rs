//! What follows from what a server said to a letter. Pure: an answer and the times in, what becomes of it out.

use cerrojo_model::Time;
use cerrojo_store::{Bounce, Counts, LetterState, Outcome};
use chrono::TimeDelta;

/// What came of handing a letter over.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// It was taken.
    Accepted {
        /// By whom.
        host: String,
        /// The line that said so.
        reply: String,
        /// They are the server of the contact, and no server of ours on the way.
        arrived: bool,
    },
    /// For good.
    Refused {
        /// The basic code (RFC 5321 section 4.2).
        code: u16,
        /// The enhanced code (RFC 3463).
        enhanced: Option<[u16; 3]>,
        /// What they said.
        text: String,
        /// Who; nothing where nobody was reached.
        host: String,
    },
    /// Not now.
    Later {
        /// The basic code, where something was said.
        code: Option<u16>,
        /// The enhanced code.
        enhanced: Option<[u16; 3]>,
        /// What they said, or what was seen.
        text: String,
        /// Who; nothing where nobody was reached.
        host: String,
        /// Whom it concerns.
        reach: Reach,
    },
    /// The whole letter left, and no answer came.
    Unsure {
        /// Whom it was sent to.
        host: String,
        /// What was seen.
        text: String,
    },
}

/// Whom a refusal for now concerns.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reach {
    /// This letter.
    Letter,
    /// All letters to that destination: their server said so before it heard of one, or nobody answers.
    Destination,
    /// All letters: our own server on the way takes none.
    All,
}

/// How long to wait after each attempt, in minutes; the last one holds for all that follow.
const RETRIES: [i64; 6] = [5, 15, 30, 60, 120, 240];
/// A letter that could not be handed over for so long is given up.
const GIVE_UP: TimeDelta = TimeDelta::days(3);
/// What was tried less often says nothing about an address when its time is over.
const TRIED: u32 = 6;
/// A letter of which nobody knows whether it was taken goes once more after that.
const DOUBT: TimeDelta = TimeDelta::hours(1);
/// Code of a letter that was given up (RFC 3463 section 3.5: delivery time expired).
const EXPIRED: &str = "4.4.7";

/// What is known of a letter when an answer to it is judged.
#[derive(Clone, Copy, Debug)]
pub struct Attempted {
    /// When it was written.
    pub created_at: Time,
    /// When its evidence is too old.
    pub expires_at: Time,
    /// Times that it was handed over, this one included.
    pub attempts: u32,
}

/// What becomes of a letter after an answer at `now`.
#[must_use]
pub fn decide(answer: Answer, letter: &Attempted, now: Time) -> Outcome {
    match answer {
        Answer::Accepted { host, reply, arrived } => Outcome::Sent { reply, host, arrived },
        Answer::Unsure { text, .. } => Outcome::Unsure { reply: text, again_at: now + DOUBT },
        Answer::Refused { code, enhanced, text, host } => Outcome::Back {
            reply: line(Some(code), enhanced, &text),
            host: known(host),
            code: Some(dotted(enhanced.unwrap_or([5, 0, 0]))),
            bounce: bounce(code, enhanced),
        },
        Answer::Later { code, enhanced, text, host, reach } => {
            let reply = line(code, enhanced, &text);
            let next = now + pause(letter.attempts);
            let everybody = reach != Reach::Letter;
            // What our own server does says nothing about anybody else.
            let is_over = next >= letter.expires_at || next - letter.created_at > GIVE_UP;
            match reach {
                _ if !is_over => {
                    Outcome::Later { reply, host: known(host), not_before: next, everybody }
                }
                Reach::Letter | Reach::Destination if letter.attempts >= TRIED => Outcome::Back {
                    reply,
                    host: known(host),
                    code: Some(EXPIRED.to_owned()),
                    bounce: Bounce::Soft,
                },
                _ => Outcome::Stale { reply },
            }
        }
    }
}

/// How long to wait after so many attempts.
#[must_use]
pub fn pause(attempts: u32) -> TimeDelta {
    let place = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let minutes = RETRIES.get(place).or_else(|| RETRIES.last());
    TimeDelta::minutes(minutes.copied().unwrap_or(240))
}

/// What a refusal for good says about the address.
#[must_use]
pub fn bounce(code: u16, enhanced: Option<[u16; 3]>) -> Bounce {
    match (enhanced, code) {
        // They do not want our letters, whoever asks (RFC 3463 section 3.8).
        (Some([_, 7, _]), _) => Bounce::Refused,
        // A full mailbox, a large letter, a server or a protocol that fails: the address may be good.
        (Some([_, 2, 2..=4] | [_, 3..=6, _]), _) => Bounce::Soft,
        // Otherwise there is no such address: said by the enhanced code, or by the basic one where there is none
        // that says something (RFC 5321 section 4.2.3).
        (Some([_, 1 | 2, _]), _) | (_, 550 | 551 | 553 | 556) => Bounce::Hard,
        (_, 521 | 554) => Bounce::Refused,
        _ => Bounce::Soft,
    }
}

/// Letters that went out before anything is made of those that came back: one of three says nothing.
const SAMPLE: u64 = 20;
/// Complaints that stop a campaign at the least: one person may have taken the wrong button.
const COMPLAINTS: u64 = 2;

/// Why a campaign should stand, from the last thousand letters of it: more than five in a hundred are to addresses
/// that are none, of twenty at least, or more than three in a thousand were called spam, by two at least.
#[must_use]
pub fn breaker(counts: &Counts) -> Option<String> {
    let out = counts.out();
    let bounced = counts.of(LetterState::Bounced);
    if out >= SAMPLE && bounced * 20 > out {
        return Some(format!("{bounced} of the last {out} letters came back: no such address"));
    }
    let spam = counts.complaints;
    (spam >= COMPLAINTS && spam * 1_000 > out * 3)
        .then(|| format!("{spam} of the last {out} letters were called spam"))
}

fn known(host: String) -> Option<String> {
    (!host.is_empty()).then_some(host)
}

fn dotted([class, subject, detail]: [u16; 3]) -> String {
    format!("{class}.{subject}.{detail}")
}

fn line(code: Option<u16>, enhanced: Option<[u16; 3]>, text: &str) -> String {
    let code = code.map_or_else(String::new, |code| format!("{code} "));
    let enhanced = enhanced.map_or_else(String::new, |code| format!("{} ", dotted(code)));
    format!("{code}{enhanced}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Time {
        Time::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    const HOUR: i64 = 60;

    fn letter(attempts: u32, expires_hours: i64) -> Attempted {
        Attempted { created_at: at(0), expires_at: at(expires_hours * HOUR), attempts }
    }

    fn later(code: u16, reach: Reach) -> Answer {
        let (text, host) = ("try again".to_owned(), "mx.a.example".to_owned());
        Answer::Later { code: Some(code), enhanced: None, text, host, reach }
    }

    #[test]
    fn pauses_grow_and_stay_at_four_hours() {
        let minutes: Vec<_> = (1..=9).map(|attempt| pause(attempt).num_minutes()).collect();
        assert_eq!(minutes, [5, 15, 30, 60, 120, 240, 240, 240, 240]);
        assert_eq!(pause(u32::MAX), TimeDelta::hours(4));
    }

    #[test]
    fn a_letter_is_tried_for_three_days_or_while_it_is_true() {
        let decided = |letter: &Attempted, now| decide(later(450, Reach::Letter), letter, now);
        let Outcome::Later { not_before, reply, everybody, host } = decided(&letter(1, 72), at(10))
        else {
            panic!("tried again");
        };
        assert_eq!((not_before, everybody), (at(15), false));
        assert_eq!((reply.as_str(), host.as_deref()), ("450 try again", Some("mx.a.example")));
        // Its evidence is too old before its next attempt.
        let Outcome::Stale { .. } = decided(&letter(2, 72), at(71 * HOUR + 50)) else {
            panic!("tried twice, that says nothing of the address");
        };
        let given_up = decided(&letter(20, 72), at(70 * HOUR));
        let Outcome::Back { bounce: Bounce::Soft, code, .. } = given_up else { panic!("given up") };
        assert_eq!(code.as_deref(), Some("4.4.7"));
        // An answer whose words do not get old.
        assert!(matches!(decided(&letter(20, 999), at(67 * HOUR)), Outcome::Later { .. }));
        assert!(matches!(decided(&letter(20, 999), at(70 * HOUR)), Outcome::Back { .. }));
        // Our own server being away for days says nothing about anybody.
        let all = decide(later(451, Reach::All), &letter(20, 72), at(70 * HOUR));
        assert!(matches!(all, Outcome::Stale { .. }));
        let first = decide(later(421, Reach::Destination), &letter(1, 72), at(0));
        assert!(matches!(first, Outcome::Later { everybody: true, .. }));
    }

    #[test]
    fn refusals_say_something_else_each() {
        for (code, enhanced, expected) in [
            (550, Some([5, 1, 1]), Bounce::Hard),
            (550, Some([5, 1, 10]), Bounce::Hard),
            (550, Some([5, 2, 1]), Bounce::Hard),
            (550, None, Bounce::Hard),
            (556, None, Bounce::Hard),
            (550, Some([5, 0, 0]), Bounce::Hard),
            (550, Some([5, 7, 1]), Bounce::Refused),
            (554, Some([5, 7, 26]), Bounce::Refused),
            (554, None, Bounce::Refused),
            (552, Some([5, 2, 2]), Bounce::Soft),
            (552, Some([5, 3, 4]), Bounce::Soft),
            (554, Some([5, 6, 1]), Bounce::Soft),
            (503, None, Bounce::Soft),
            (552, None, Bounce::Soft),
        ] {
            assert_eq!(bounce(code, enhanced), expected, "{code} {enhanced:?}");
        }
        let (text, host) = ("no such user".to_owned(), String::new());
        let refused = Answer::Refused { code: 550, enhanced: Some([5, 1, 1]), text, host };
        let Outcome::Back { reply, host, code, .. } = decide(refused, &letter(1, 72), at(1)) else {
            panic!("back")
        };
        assert_eq!((reply.as_str(), host), ("550 5.1.1 no such user", None));
        assert_eq!(code.as_deref(), Some("5.1.1"));
    }

    #[test]
    fn a_doubt_waits_an_hour() {
        let unsure = Answer::Unsure { host: "mx".into(), text: "the connection was lost".into() };
        let decided = decide(unsure, &letter(1, 72), at(0));
        assert!(matches!(decided, Outcome::Unsure { again_at, .. } if again_at == at(HOUR)));
    }

    #[test]
    fn too_much_that_comes_back_stops_a_campaign() {
        let counts = |sent, bounced, complaints| Counts {
            states: vec![(LetterState::Sent, sent), (LetterState::Bounced, bounced)],
            complaints,
        };
        for (sent, bounced, complaints, stops) in [
            (2, 1, 0, false),
            (17, 2, 0, false),
            (18, 2, 0, true),
            (19, 1, 0, false),
            (950, 50, 0, false),
            (949, 51, 0, true),
            (3, 0, 1, false),
            (3, 0, 2, true),
            (1_000, 0, 3, false),
            (1_000, 0, 4, true),
        ] {
            let why = breaker(&counts(sent, bounced, complaints));
            assert_eq!(why.is_some(), stops, "{sent} {bounced} {complaints}");
        }
    }
}
