//! The real ways out: lines of the engine's mailer, signed by its keys.

use std::pin::Pin;

use cerrojo_engine::mail::{self, Mailer, Outcome, Route, Session, Signer, Stage};

use super::rules::{Answer, Reach};
use super::{Handover, Line, Sign, Ways};

/// The server is about to end the connection (RFC 5321 section 3.8).
const GOES_AWAY: u16 = 421;

/// Lines through the mailer.
#[must_use]
pub fn ways(mailer: Mailer, route: Route) -> Ways {
    let is_direct = matches!(route, Route::Direct(_));
    Box::new(move || {
        Box::new(MailLine { session: mailer.session(route.clone()), is_direct }) as Box<dyn Line>
    })
}

/// Signatures with these keys.
#[must_use]
pub fn signatures(signer: Signer) -> Sign {
    Box::new(move |message, at| signer.sign(message, at).map_err(|error| error.to_string()))
}

/// One connection after the other, a letter at a time.
struct MailLine {
    session: Session,
    is_direct: bool,
}

impl Line for MailLine {
    fn hand_over<'a>(
        &'a mut self,
        letter: Handover<'a>,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(async move {
            let handover = mail::Handover::new(letter.from, letter.to, letter.message);
            match handover.map(|it| it.with_head(letter.head).with_gate(letter.may_end)) {
                Ok(handover) => {
                    let outcome = self.session.send(&handover).await;
                    answer(outcome, self.is_direct)
                }
                // An address that no server could take; it was checked when it came, and is not tried again.
                Err(error) => Answer::Refused {
                    code: 553,
                    enhanced: Some([5, 1, 3]),
                    text: error.to_string(),
                    host: String::new(),
                },
            }
        })
    }

    fn close(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            self.session.close().await;
        })
    }
}

fn answer(outcome: Outcome, is_direct: bool) -> Answer {
    let parts = |code: mail::Enhanced| [code.0, code.1, code.2];
    match outcome {
        Outcome::Accepted { host, reply, .. } => {
            Answer::Accepted { host, reply, arrived: is_direct }
        }
        Outcome::Refused { code, enhanced, text, host, .. } => {
            let text = without(enhanced, text);
            Answer::Refused { code, enhanced: enhanced.map(parts), text, host }
        }
        Outcome::Later { code, enhanced, text, host, stage } => {
            let concerns_all = stage < Stage::Mail || code == Some(GOES_AWAY);
            let reach = match (concerns_all, is_direct) {
                (false, _) => Reach::Letter,
                (true, true) => Reach::Destination,
                (true, false) => Reach::All,
            };
            let text = without(enhanced, text);
            Answer::Later { code, enhanced: enhanced.map(parts), text, host, reach }
        }
        Outcome::Unsure { host, text } => Answer::Unsure { host, text },
    }
}

/// What they said, without the enhanced code that stands beside it.
fn without(enhanced: Option<mail::Enhanced>, text: String) -> String {
    let code = enhanced.map(|code| code.to_string()).unwrap_or_default();
    match text.strip_prefix(&code) {
        Some(rest) if !code.is_empty() => rest.trim_start().to_owned(),
        _ => text,
    }
}
