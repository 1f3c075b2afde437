//! The connection in progress: what is said in it, and what the server's words lead to.

use cerrojo_model::{Reason, Time};
use chrono::TimeDelta;

use super::examination::Examination;
use super::mailing::{Dialogue, Turn};
use super::plan::Standing;
use super::protocol::{Ask, Carries, Conversation, Form, Refusal, Step};
use super::settling::failed;
use super::trial::{Fate, Purpose};
use crate::examine::Next;
use crate::message;
use crate::token::Role;

/// How often a datagram is sent.
const DATAGRAMS: u8 = 3;
/// How long what was passed on in one direction only may take to arrive.
const GRACE: TimeDelta = TimeDelta::seconds(3);
/// How much of an answer is kept to recognise the software by.
pub(super) const KEPT_BYTES: usize = 4 * 1024;

/// The connection in progress.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) index: usize,
    pub(super) conversation: Option<Box<dyn Conversation>>,
    pub(super) stage: Stage,
    pub(super) input: Vec<u8>,
    pub(super) inside: Vec<u8>,
    /// The beginning of all that came.
    pub(super) heard_first: Vec<u8>,
    pub(super) heard: bool,
    pub(super) answered: bool,
    pub(super) over: bool,
    pub(super) request: Option<Next>,
    pub(super) challenge: String,
    pub(super) answer: String,
}

#[derive(Debug)]
pub(super) enum Stage {
    Shaking,
    Challenged(String),
    Paging(String, Refusal),
    Mailing(Dialogue, String),
    Datagrams { said: String, port: Option<u16>, left: u8 },
}

impl Examination {
    /// The message of a trial that sends mail, with the dialogue around it.
    pub(super) fn dialogue(&self, index: usize, now: Time) -> Option<Dialogue> {
        let trial = self.trials.get(index)?;
        let (token, sent) = trial.sent.as_ref()?;
        let nonce = token.nonce();
        let sender =
            self.settings.key.mint(Role::Sender, nonce, &self.endpoint, &trial.id, token.made_at());
        let envelope = message::Envelope {
            endpoint: &self.endpoint,
            test: &sent.test,
            recipient: token,
            sender: Some(&sender),
            client: self.client?,
            at: now,
        };
        let mut message =
            message::dot_stuff(&message::compose(&self.settings.letterhead, &envelope));
        message.extend_from_slice(b".\r\n");
        let domain = &self.settings.sink_domain;
        let sender = format!("{}@{domain}", sender.local_part(Role::Sender));
        let recipient = format!("{}@{domain}", token.local_part(Role::Recipient));
        Some(Dialogue::new(&self.settings.helo, &sender, &recipient, message))
    }

    pub(super) fn converse(&mut self, index: usize) -> Option<Box<dyn Conversation>> {
        let trial = self.trials.get(index)?;
        let mails = trial.protocol.carries == Carries::Mail;
        let mail = if mails {
            self.dialogue(index, trial.sent.as_ref()?.1.at)?.all_at_once()
        } else {
            Vec::new()
        };
        let place = trial.destination;
        // Without a name the address stands for one: what only takes names takes it as well.
        let literal = place.address.to_string();
        let own = match &self.name {
            Some(name) => format!("{name}:{}", self.endpoint.address.port()),
            None => self.endpoint.address.to_string(),
        };
        let ask = Ask {
            form: trial.protocol.form,
            address: place.address,
            name: self.settings.name.as_deref().unwrap_or(&literal),
            port: place.port,
            challenge: &self.current.as_ref()?.challenge,
            mail: &mail,
            authority: &own,
            fields: &self.settings.fields,
            credentials: &self.settings.credentials,
        };
        Some((trial.protocol.start)(&ask))
    }

    /// Reads what came, as far as it goes.
    pub(super) fn pump(&mut self, now: Time) {
        while let Some(current) = self.current.as_mut().filter(|current| !current.over) {
            let Some(conversation) = current.conversation.as_mut() else { return };
            match &mut current.stage {
                Stage::Shaking => {
                    let step = conversation.step(&current.input);
                    if matches!(step, Step::Read) || !self.apply(step, now) {
                        return;
                    }
                }
                // The answer was looked for as the bytes came.
                Stage::Paging(..) => return,
                Stage::Challenged(said) => {
                    let (taken, inside) = conversation.unwrap(&current.input);
                    current.input.drain(..taken.min(current.input.len()));
                    current.inside.extend_from_slice(&inside);
                    current.answered |= contains(&current.inside, &current.answer);
                    // A web server that says yes to everything says this: our sink says no such thing.
                    if !current.answered && is_page(&current.inside) {
                        let said = std::mem::take(said);
                        self.answers_itself = true;
                        self.settle(Fate::Refused(said, Refusal::Rule));
                        return;
                    }
                    current.over |= current.answered;
                    return;
                }
                Stage::Datagrams { .. } => {
                    let (taken, inside) = conversation.unwrap(&current.input);
                    current.input.drain(..taken.min(current.input.len()));
                    current.answered |= contains(&inside, &current.answer);
                    current.over |= current.answered;
                    return;
                }
                Stage::Mailing(dialogue, said) => {
                    let (taken, inside) = conversation.unwrap(&current.input);
                    current.input.drain(..taken.min(current.input.len()));
                    if inside.is_empty() {
                        return;
                    }
                    match dialogue.received(&inside) {
                        Turn::Read => return,
                        Turn::Say(line) => {
                            self.output.extend(conversation.wrap(&line));
                            self.replies = self.replies.saturating_add(1);
                            return;
                        }
                        Turn::Taken(reply) => return self.taken(reply, now),
                        Turn::Refused(reply, for_good) => {
                            let means = if for_good { Refusal::Rule } else { Refusal::Failed };
                            let said = format!("{said}; then {reply}");
                            return self.settle(Fate::Refused(said, means));
                        }
                    }
                }
            }
        }
    }

    /// Does what a step says. Whether to look at the input again.
    pub(super) fn apply(&mut self, step: Step, now: Time) -> bool {
        let Some(current) = self.current.as_mut() else { return false };
        let drain = |input: &mut Vec<u8>, taken: usize| {
            input.drain(..taken.min(input.len()));
        };
        match step {
            Step::Read => false,
            Step::Say { taken, bytes } => {
                drain(&mut current.input, taken);
                self.output.extend(bytes);
                self.replies = self.replies.saturating_add(1);
                !current.input.is_empty()
            }
            Step::Connected { taken, said } => {
                drain(&mut current.input, taken);
                self.open_way(said, now);
                true
            }
            Step::Answers { said, means } => {
                current.stage = Stage::Paging(said, means);
                self.replies = self.replies.saturating_add(1);
                true
            }
            Step::Associated { taken, port, said } => {
                drain(&mut current.input, taken);
                current.stage = Stage::Datagrams { said, port: Some(port), left: DATAGRAMS };
                self.send_datagram();
                false
            }
            Step::Bound { taken, port, said: _ } => {
                drain(&mut current.input, taken);
                current.request = Some(Next::Dial { port });
                self.replies = self.replies.saturating_add(1);
                true
            }
            Step::Refused { said, means } => {
                self.settle(Fate::Refused(said, means));
                false
            }
            Step::Again => {
                let again = self.trials.get(current.index).is_some_and(|trial| trial.attempts < 3);
                let family = self.trials.get(current.index).map(|trial| trial.protocol.family);
                self.settle(if again { Fate::Pending } else { Fate::Lost(Reason::Timeout) });
                for (known, standing) in &mut self.families {
                    if Some(*known) == family {
                        *standing = Standing::Spoken;
                    }
                }
                false
            }
            Step::Garbled => {
                let shown = shown(&current.input);
                self.settle(Fate::Garbled(shown));
                false
            }
        }
    }

    /// It says that the way is open: ask for the proof.
    pub(super) fn open_way(&mut self, said: String, now: Time) {
        self.replies = self.replies.saturating_add(1);
        let Some(index) = self.current.as_ref().map(|current| current.index) else { return };
        let Some(trial) = self.trials.get(index) else { return };
        if trial.purpose == Purpose::Mail {
            if let (Some(dialogue), Some(current)) =
                (self.dialogue(index, now), self.current.as_mut())
            {
                current.stage = Stage::Mailing(dialogue, said);
            }
            return;
        }
        let datagrams = trial.protocol.carries == Carries::Datagrams;
        let Some(current) = self.current.as_mut() else { return };
        if datagrams {
            current.stage = Stage::Datagrams { said, port: None, left: DATAGRAMS };
            return self.send_datagram();
        }
        current.stage = Stage::Challenged(said);
        let Some(conversation) = current.conversation.as_mut() else { return };
        let line = format!("HELP {}\r\n", current.challenge);
        self.output.extend(conversation.wrap(line.as_bytes()));
    }

    /// Sends the challenge in a datagram, in the connection or beside it.
    pub(super) fn send_datagram(&mut self) {
        let Some(current) = self.current.as_mut() else { return };
        let line = format!("HELP {}\r\n", current.challenge);
        let (Some(conversation), Stage::Datagrams { port, left, .. }) =
            (current.conversation.as_mut(), &mut current.stage)
        else {
            return;
        };
        *left = left.saturating_sub(1);
        let bytes = conversation.wrap(line.as_bytes());
        match *port {
            Some(port) => current.request = Some(Next::Datagram { port, bytes }),
            None => self.output.extend(bytes),
        }
        self.replies = self.replies.saturating_add(1);
    }

    /// The far mail server, or our own sink, took the message.
    pub(super) fn taken(&mut self, reply: String, now: Time) {
        let index = self.current.as_ref().map(|current| current.index);
        let loopback = index
            .and_then(|index| self.trials.get(index))
            .is_some_and(|trial| trial.protocol.form == Form::Loopback);
        let wait = if loopback { self.settings.wait } else { GRACE };
        self.await_until(now + wait);
        self.settle(Fate::Awaited(reply));
    }

    pub(super) fn await_until(&mut self, until: Time) {
        self.awaits_until = Some(self.awaits_until.map_or(until, |known| known.max(until)));
    }

    /// A body that was passed on in one direction: what was said, and until when it may arrive.
    pub(super) fn posted(&self) -> Option<(String, Time)> {
        let current = self.current.as_ref()?;
        let trial = self.trials.get(current.index)?;
        let Stage::Paging(said, _) = &current.stage else { return None };
        // Whatever page with 2xx, the mail server's own words, or that these were not understood: it
        // may have been passed on.
        let page = said.split(' ').nth(1).is_some_and(|code| code.starts_with('2'));
        let may = said == "220" || page || failed(said);
        let mails = trial.protocol.carries == Carries::Mail;
        let until = self.begun_at?.checked_add_signed(GRACE)?.checked_add_signed(GRACE)?;
        (may && mails).then(|| (said.clone(), until))
    }
}

/// Whether what came is a page, or the head of one.
pub(super) fn is_page(inside: &[u8]) -> bool {
    let text = inside.trim_ascii_start();
    text.starts_with(b"HTTP/") || text.starts_with(b"<")
}

/// Whether `text` is in what came, in either case: some proxies change it.
pub(super) fn contains(bytes: &[u8], text: &str) -> bool {
    let wanted = text.as_bytes();
    bytes.windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted))
}

/// The first line of what came, harmless to print.
pub(super) fn shown(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.get(..line.len().min(160)).unwrap_or_default().trim_ascii();
    // A carriage return in the middle would let it write over the line that it is shown in.
    if line.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
        return String::from_utf8_lossy(line).trim().to_owned();
    }
    format!(
        "bytes {}",
        data_encoding::HEXLOWER.encode(line.get(..line.len().min(16)).unwrap_or_default())
    )
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_is_shown_moves_no_cursor() {
        assert_eq!(shown(b" SSH-2.0-x\r\nmore"), "SSH-2.0-x");
        assert_eq!(shown(b"&\r\r+"), "bytes 260d0d2b");
        assert_eq!(shown(b"\x15\x03\x01\n"), "bytes 150301");
        assert_eq!(shown(b"220 \x1b[2J"), "bytes 323230201b5b324a");
        assert_eq!(shown(b""), "");
    }
}
