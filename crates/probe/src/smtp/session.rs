//! One connection to a mail server, from its banner to our QUIT, without a socket.
//!
//! The caller writes what [`Session::take_output`] gives, does what [`Session::next`] says, and
//! reports what happened. Commands are pipelined where the server offers it (RFC 2920), one by one
//! where not; DATA is only sent after every recipient of the envelope was answered, so that nothing
//! is ever handed over that was not meant to be.

use std::collections::VecDeque;
use std::sync::Arc;

use super::opening::{self, Greeting};
use super::{Capabilities, NotSmtp, Reply, ReplyReader};

/// Commands written at once where the server pipelines; keeps replies well below socket buffers.
const BATCH_QUESTIONS: usize = 32;

/// What, beside its address, a server might trust a client for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Trust {
    /// Nothing: a plain stranger.
    #[default]
    None,
    /// One random pair of credentials; a server that takes it takes anything (RFC 4954).
    RandomCredentials {
        /// The random user name.
        user: String,
        /// The random password.
        password: String,
    },
    /// XCLIENT says that we are the server's own host.
    Xclient,
    /// A PROXY protocol header says so; these bytes go first, before any TLS.
    ProxyHeader(Vec<u8>),
}

/// How a connection begins.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Opening {
    /// The argument of EHLO and HELO.
    pub helo: String,
    /// Whether to start TLS inside the connection.
    pub starttls: bool,
    /// Whether a server that knows neither EHLO nor HELO is asked with LHLO (RFC 2033).
    pub local_delivery: bool,
    /// What we pretend, if anything.
    pub trust: Trust,
}

/// One envelope to ask about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Question {
    /// The caller's name for it.
    pub id: usize,
    /// What is asked.
    pub envelope: Arc<Envelope>,
}

/// The commands of one mail transaction, before DATA.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Envelope {
    /// `MAIL FROM:…` as sent, without the line end.
    pub mail: String,
    /// `RCPT TO:…` as sent; the last one is the one that counts, those before it are local.
    pub recipients: Vec<String>,
}

/// Where in a mail transaction an answer was given.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// To MAIL.
    Mail,
    /// To RCPT.
    Recipient,
    /// To DATA.
    Data,
    /// After the dot.
    Message,
}

/// What the server said to a question.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// It took the recipient; nothing was handed over yet.
    Accepted(Reply),
    /// It took the message. That proves nothing either.
    Delivered(Reply),
    /// It declined for good.
    Refused(Stage, Reply),
    /// It declined for now.
    Deferred(Stage, Reply),
    /// It answered with a code that has no meaning there.
    Confused(Reply),
}

/// Why a connection is over.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum End {
    /// We said QUIT.
    Complete,
    /// It refused us before any question: in place of the banner, or at EHLO and HELO.
    Refused(Reply),
    /// The same, for now.
    Deferred(Reply),
    /// 421 in the middle (RFC 5321 section 3.8).
    Closing(Reply),
    /// The connection was gone.
    Dropped,
    /// No answer in time.
    TimedOut,
    /// What answers is not a mail server.
    NotSmtp,
    /// STARTTLS, XCLIENT or AUTH is needed for this opening and not offered.
    NotOffered,
    /// It did not believe the credentials, XCLIENT or PROXY header.
    Distrusted(Reply),
    /// The TLS handshake failed.
    TlsFailed,
}

/// What the caller does next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Next {
    /// Read, then [`Session::received`].
    Receive,
    /// Start TLS on the connection, then [`Session::secured`].
    Handshake,
    /// Ask or deliver something, or quit: the server waits for us.
    Idle,
    /// Close the connection.
    Over,
}

/// The conversation.
#[derive(Debug)]
pub struct Session {
    greeting: Greeting,
    reader: ReplyReader,
    output: Vec<u8>,
    end: Option<End>,
    /// One command at a time, whatever is offered.
    sequential: bool,
    replies: usize,
    jobs: VecDeque<Job>,
    answers: Vec<(usize, Answer)>,
    in_flight: VecDeque<Sent>,
    /// MAIL was sent and nothing has ended that transaction yet.
    transaction: bool,
    /// The question whose transaction is still open with its recipient accepted.
    held: Option<usize>,
}

/// A question in progress.
#[derive(Debug)]
struct Job {
    question: Question,
    message: Option<Vec<u8>>,
    /// Commands of this job written so far: 0 nothing, 1 MAIL, 2.. recipients.
    written: usize,
    answered: bool,
}

/// A command on its way, in the order of the replies to come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Sent {
    Reset,
    Mail,
    Local,
    Recipient,
    Data,
    Message,
}

impl Session {
    /// Begins with the connection established (and secured, where TLS comes first).
    #[must_use]
    pub fn new(opening: Opening, tls_first: bool) -> Self {
        Self {
            greeting: Greeting::new(opening, tls_first),
            reader: ReplyReader::default(),
            output: Vec::new(),
            end: None,
            sequential: false,
            replies: 0,
            jobs: VecDeque::new(),
            answers: Vec::new(),
            in_flight: VecDeque::new(),
            transaction: false,
            held: None,
        }
    }

    /// Sends one command at a time, even where pipelining is offered: nothing is asked after a
    /// refusal that way.
    pub fn go_slowly(&mut self) {
        self.sequential = true;
    }

    /// What is to be written now.
    pub fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    /// What to do once that is written.
    #[must_use]
    pub fn next(&self) -> Next {
        if self.end.is_some() {
            Next::Over
        } else if self.greeting.awaits_handshake() {
            Next::Handshake
        } else if self.greeting.is_done() && self.in_flight.is_empty() {
            Next::Idle
        } else {
            Next::Receive
        }
    }

    /// Why the connection is over, once it is.
    #[must_use]
    pub const fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// The banner, once it came.
    #[must_use]
    pub const fn banner(&self) -> Option<&Reply> {
        self.greeting.banner()
    }

    /// What the server offers now (after TLS: what it offers inside).
    #[must_use]
    pub const fn offered(&self) -> &Capabilities {
        self.greeting.offered()
    }

    /// How many whole replies came.
    #[must_use]
    pub const fn replies(&self) -> usize {
        self.replies
    }

    /// Whether the greeting is done: questions are answered from here on.
    #[must_use]
    pub fn is_greeted(&self) -> bool {
        self.greeting.is_done()
    }

    /// The answers since the last call, in the order they came.
    pub fn take_answers(&mut self) -> Vec<(usize, Answer)> {
        std::mem::take(&mut self.answers)
    }

    /// Takes in bytes from the server.
    pub fn received(&mut self, bytes: &[u8]) {
        self.reader.feed(bytes);
        while self.end.is_none() && !self.greeting.awaits_handshake() {
            match self.reader.take() {
                Ok(Some(reply)) => self.reply(reply),
                Ok(None) => return,
                Err(NotSmtp) => self.end = Some(End::NotSmtp),
            }
        }
    }

    /// TLS is up: whatever the server said before does not count any more (RFC 3207 section 4.2).
    pub fn secured(&mut self) {
        self.reader.forget();
        self.greeting.secured(&mut self.output);
    }

    /// The connection ended, or will be given up, for a reason that the caller saw.
    pub fn ended(&mut self, end: End) {
        let silent = matches!(end, End::TimedOut | End::Dropped);
        let junk = silent && self.banner().is_none() && self.reader.saw_junk();
        self.end.get_or_insert(if junk { End::NotSmtp } else { end });
    }

    /// Asks whether these envelopes would be taken; nothing is handed over.
    pub fn ask(&mut self, questions: impl IntoIterator<Item = Question>) {
        self.jobs.extend(questions.into_iter().map(|question| Job::new(question, None)));
        self.pump();
    }

    /// Hands over `message` (with its final dot, stuffed) in this envelope, if it is taken.
    pub fn deliver(&mut self, question: Question, message: Vec<u8>) {
        self.jobs.push_back(Job::new(question, Some(message)));
        self.pump();
    }

    /// Says goodbye. The answer is not waited for: nothing depends on it.
    pub fn quit(&mut self) {
        if self.end.is_none() {
            self.output.extend_from_slice(b"QUIT\r\n");
            self.end = Some(End::Complete);
        }
    }

    fn reply(&mut self, reply: Reply) {
        self.replies = self.replies.saturating_add(1);
        if !self.greeting.is_done() {
            match self.greeting.reply(reply, &mut self.output) {
                opening::Progress::More => {}
                opening::Progress::Done => self.pump(),
                opening::Progress::Over(end) => self.end = Some(end),
            }
            return;
        }
        if reply.code == 421 {
            self.end = Some(End::Closing(reply));
            return;
        }
        // A reply to nothing is ignored; it is the server's mistake, not an answer.
        let Some(sent) = self.in_flight.pop_front() else { return };
        self.answer(sent, reply);
        if self.in_flight.is_empty() {
            self.pump();
        }
    }

    fn answer(&mut self, sent: Sent, reply: Reply) {
        match sent {
            Sent::Reset | Sent::Local => {}
            Sent::Mail if reply.is_positive() => {}
            Sent::Mail => {
                self.settle(negative(Stage::Mail, reply));
                // Where commands go one by one, those for the recipients are not sent any more.
                if self.in_flight.is_empty() {
                    self.jobs.pop_front();
                }
            }
            Sent::Recipient if reply.is_positive() => self.accepted(reply),
            Sent::Recipient => {
                self.held = None;
                self.settle_and_drop(negative(Stage::Recipient, reply));
            }
            Sent::Data if reply.is_intermediate() => {
                if let Some(message) = self.jobs.front_mut().and_then(|job| job.message.take()) {
                    self.output.extend_from_slice(&message);
                    self.in_flight.push_back(Sent::Message);
                }
            }
            Sent::Data => self.settle_and_drop(negative(Stage::Data, reply)),
            Sent::Message => {
                self.transaction = false;
                self.held = None;
                self.settle_and_drop(if reply.is_positive() {
                    Answer::Delivered(reply)
                } else {
                    negative(Stage::Message, reply)
                });
            }
        }
    }

    fn accepted(&mut self, reply: Reply) {
        let job = self.jobs.front().filter(|job| !job.answered);
        self.held = job.map(|job| job.question.id);
        if job.is_some_and(|job| job.message.is_some()) {
            self.write(Sent::Data, "DATA");
        } else {
            self.settle_and_drop(Answer::Accepted(reply));
        }
    }

    /// Notes the answer to the question at the front, unless it has one already.
    fn settle(&mut self, answer: Answer) {
        if let Some(job) = self.jobs.front_mut().filter(|job| !job.answered) {
            job.answered = true;
            self.answers.push((job.question.id, answer));
        }
    }

    fn settle_and_drop(&mut self, answer: Answer) {
        self.settle(answer);
        self.jobs.pop_front();
    }

    /// Writes as much as the server is ready for.
    fn pump(&mut self) {
        if !self.greeting.is_done() || self.end.is_some() || !self.in_flight.is_empty() {
            return;
        }
        if self.offered().pipelining && !self.sequential {
            self.write_batch();
        } else if self.jobs.front().is_some_and(|job| job.written > 0) {
            self.write_envelope_command(0);
        } else if self.resumes_held() {
            self.write(Sent::Data, "DATA");
        } else if self.transaction && !self.jobs.is_empty() {
            self.write_reset();
        } else {
            self.write_envelope_command(0);
        }
    }

    fn write_batch(&mut self) {
        if self.resumes_held() {
            self.write(Sent::Data, "DATA");
            return;
        }
        for index in 0..self.jobs.len().min(BATCH_QUESTIONS) {
            let delivers = self.jobs.get(index).is_some_and(|job| job.message.is_some());
            if delivers && index > 0 {
                return;
            }
            if self.transaction {
                self.write_reset();
            }
            while self.write_envelope_command(index) {}
            if delivers {
                return;
            }
        }
    }

    /// The question at the front was just accepted and its transaction is still open.
    fn resumes_held(&mut self) -> bool {
        let Some(job) = self.jobs.front_mut() else { return false };
        let resumes = job.message.is_some() && self.held == Some(job.question.id);
        if resumes {
            job.written = usize::MAX;
        }
        resumes
    }

    /// Writes the next command of the envelope; `false` when all are written.
    fn write_envelope_command(&mut self, index: usize) -> bool {
        let Some(job) = self.jobs.get_mut(index) else { return false };
        let number = job.written;
        job.written = number.saturating_add(1);
        let line = match number.checked_sub(1) {
            None => Some(&job.question.envelope.mail),
            Some(recipient) => job.question.envelope.recipients.get(recipient),
        };
        let Some(line) = line else { return false };
        self.output.extend_from_slice(line.as_bytes());
        self.output.extend_from_slice(b"\r\n");
        let sent = match number {
            0 => Sent::Mail,
            last if last == job.question.envelope.recipients.len() => Sent::Recipient,
            _ => Sent::Local,
        };
        self.in_flight.push_back(sent);
        if sent == Sent::Mail {
            self.transaction = true;
            self.held = None;
        }
        true
    }

    fn write_reset(&mut self) {
        self.transaction = false;
        self.held = None;
        self.write(Sent::Reset, "RSET");
    }

    fn write(&mut self, sent: Sent, line: &str) {
        self.output.extend_from_slice(line.as_bytes());
        self.output.extend_from_slice(b"\r\n");
        self.in_flight.push_back(sent);
    }
}

impl Job {
    const fn new(question: Question, message: Option<Vec<u8>>) -> Self {
        Self { question, message, written: 0, answered: false }
    }
}

fn negative(stage: Stage, reply: Reply) -> Answer {
    if reply.is_transient() {
        Answer::Deferred(stage, reply)
    } else if reply.is_permanent() {
        Answer::Refused(stage, reply)
    } else {
        Answer::Confused(reply)
    }
}
