//! What is said to whoever brings mail: RFC 5321 for anybody, RFC 2033 (LMTP) for a mail server of ours in front.
//!
//! A state machine without a socket: bytes in, a [`Turn`] out. It takes mail for addresses of ours and for nothing else, so a test
//! for open relaying finds it closed. A message counts only with its end `CR LF . CR LF`, and one with a bare CR or LF
//! is refused: whoever is in front must not see another message than we do.

use smtp_proto::Request;

/// Bytes of a command line (RFC 5321 section 4.5.3.1.4 wants 512; extensions add to it).
const LINE_BYTES: usize = 2_048;
/// Recipients of one message.
const RECIPIENTS: usize = 50;
/// Mistakes after which the connection ends.
const MISTAKES: u32 = 10;
/// Messages in one connection.
const MESSAGES: u32 = 100;

/// What the intake is, and for whom it takes mail.
pub struct Rules {
    /// Its name, for the greeting.
    pub host: String,
    /// Bytes of a message.
    pub most_bytes: usize,
    /// Whether TLS can be begun.
    pub has_tls: bool,
    /// Whether it speaks LMTP.
    pub is_lmtp: bool,
    /// Whether an address is ours.
    pub is_ours: Box<dyn Fn(&str) -> bool + Send + Sync>,
}

/// A mail with its envelope.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mail {
    /// The name that the client gave itself.
    pub helo: String,
    /// The return path, empty for the null one.
    pub sender: String,
    /// The recipients, all of them ours, at least one.
    pub recipients: Vec<String>,
    /// Header and body as they came, without doubled dots.
    pub message: Vec<u8>,
}

/// What is to be done now.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Turn {
    /// What to write first.
    pub reply: Vec<u8>,
    /// A mail is whole: keep it, then say so with [`Session::kept`].
    pub mail: Option<Mail>,
    /// Begin TLS after writing.
    pub starts_tls: bool,
    /// Close after writing.
    pub closes: bool,
}

/// Where a conversation stands.
enum Phase {
    Command,
    Data {
        lines: Lines,
    },
    /// The caller keeps a mail.
    Keeping {
        recipients: usize,
    },
}

/// One conversation.
pub struct Session {
    input: Vec<u8>,
    phase: Phase,
    helo: Option<String>,
    sender: Option<String>,
    recipients: Vec<String>,
    is_secure: bool,
    mistakes: u32,
    messages: u32,
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl Session {
    /// A conversation that has not begun.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            input: Vec::new(),
            phase: Phase::Command,
            helo: None,
            sender: None,
            recipients: Vec::new(),
            is_secure: false,
            mistakes: 0,
            messages: 0,
        }
    }

    /// What is said first.
    #[must_use]
    pub fn greeting(rules: &Rules) -> Vec<u8> {
        let protocol = if rules.is_lmtp { "LMTP" } else { "ESMTP" };
        format!("220 {} {protocol} Cerrojo, for answers to our letters only\r\n", rules.host)
            .into_bytes()
    }

    /// The handshake is done: everything begins anew (RFC 3207 section 4.2).
    pub fn secured(&mut self) {
        *self = Self { is_secure: true, mistakes: self.mistakes, ..Self::new() };
    }

    /// Bytes that it holds of a message that is not whole yet.
    #[must_use]
    pub const fn held_bytes(&self) -> usize {
        let message = match &self.phase {
            Phase::Data { lines } => lines.message.len(),
            Phase::Command | Phase::Keeping { .. } => 0,
        };
        self.input.len().saturating_add(message)
    }

    /// Takes what came.
    pub fn feed(&mut self, bytes: &[u8], rules: &Rules) -> Turn {
        self.input.extend_from_slice(bytes);
        self.go_on(rules)
    }

    /// The mail of the last turn was kept, or it was not, and the client must bring it again.
    pub fn kept(&mut self, is_kept: bool, rules: &Rules) -> Turn {
        let Phase::Keeping { recipients } = self.phase else { return Turn::default() };
        let line = if is_kept {
            "250 2.0.0 kept\r\n"
        } else {
            "451 4.3.0 cannot keep it now, come again\r\n"
        };
        let times = if rules.is_lmtp { recipients } else { 1 };
        let mut turn = Turn { reply: line.repeat(times).into_bytes(), ..Turn::default() };
        self.phase = Phase::Command;
        let rest = self.go_on(rules);
        turn.reply.extend(rest.reply);
        Turn { reply: turn.reply, ..rest }
    }

    fn go_on(&mut self, rules: &Rules) -> Turn {
        let mut turn = Turn::default();
        loop {
            match &mut self.phase {
                Phase::Keeping { .. } => return turn,
                Phase::Data { lines } => {
                    let used = lines.take(&self.input, rules.most_bytes);
                    self.input.drain(..used);
                    if !lines.is_whole {
                        return turn;
                    }
                    self.message_is_whole(&mut turn, rules);
                }
                Phase::Command => {
                    let Some(end) = self.input.iter().position(|byte| *byte == b'\n') else {
                        if self.input.len() > LINE_BYTES {
                            turn.reply.extend(b"500 5.5.2 the line is too long\r\n");
                            turn.closes = true;
                        }
                        return turn;
                    };
                    let line: Vec<u8> = self.input.drain(..=end).collect();
                    let reply = if line.len() > LINE_BYTES {
                        self.mistake("500 5.5.2 the line is too long")
                    } else {
                        self.command(&line, rules, &mut turn)
                    };
                    turn.reply.extend(reply.as_bytes());
                    turn.reply.extend(b"\r\n");
                    if self.mistakes > MISTAKES {
                        turn.reply.extend(b"421 4.7.0 too many mistakes\r\n");
                        turn.closes = true;
                    }
                    if turn.starts_tls {
                        // What came after it in the clear was not meant to be secret and is not believed.
                        self.input.clear();
                    }
                    if turn.closes || turn.starts_tls {
                        return turn;
                    }
                }
            }
        }
    }

    fn message_is_whole(&mut self, turn: &mut Turn, rules: &Rules) {
        let Phase::Data { lines } = std::mem::replace(&mut self.phase, Phase::Command) else {
            return;
        };
        let (sender, recipients) = (self.sender.take(), std::mem::take(&mut self.recipients));
        let refusal = match lines {
            Lines { is_too_large: true, .. } => "552 5.3.4 the message is too large\r\n",
            Lines { is_bare: true, .. } => {
                "550 5.6.11 a bare CR or LF is in the message (RFC 5321 section 2.3.8)\r\n"
            }
            Lines { message, .. } => {
                self.phase = Phase::Keeping { recipients: recipients.len() };
                self.messages = self.messages.saturating_add(1);
                let (helo, sender) =
                    (self.helo.clone().unwrap_or_default(), sender.unwrap_or_default());
                turn.mail = Some(Mail { helo, sender, recipients, message });
                return;
            }
        };
        let times = if rules.is_lmtp { recipients.len() } else { 1 };
        turn.reply.extend(refusal.repeat(times).into_bytes());
    }

    fn mistake(&mut self, line: &str) -> String {
        self.mistakes = self.mistakes.saturating_add(1);
        line.to_owned()
    }

    fn command(&mut self, line: &[u8], rules: &Rules, turn: &mut Turn) -> String {
        let Ok(request) = Request::parse(&mut line.iter()) else {
            return self.mistake("500 5.5.2 not understood");
        };
        match request {
            Request::Ehlo { host } if !rules.is_lmtp => self.hello(&host, rules),
            Request::Lhlo { host } if rules.is_lmtp => self.hello(&host, rules),
            Request::Helo { host } if !rules.is_lmtp => {
                self.hello(&host, rules);
                format!("250 {}", rules.host)
            }
            Request::Mail { from } => self.mail(&from.address, from.size, rules),
            Request::Rcpt { to } => self.rcpt(&to.address, rules),
            Request::Data => self.data(),
            Request::StartTls if rules.has_tls && !self.is_secure => {
                turn.starts_tls = true;
                "220 2.0.0 go ahead".to_owned()
            }
            Request::Rset => {
                (self.sender, self.recipients) = (None, Vec::new());
                "250 2.0.0 forgotten".to_owned()
            }
            Request::Noop { .. } => "250 2.0.0 here".to_owned(),
            Request::Quit => {
                turn.closes = true;
                "221 2.0.0 bye".to_owned()
            }
            Request::Vrfy { .. } => "252 2.5.2 send it, then we know".to_owned(),
            _ => self.mistake("502 5.5.1 not here"),
        }
    }

    fn hello(&mut self, host: &str, rules: &Rules) -> String {
        let host: String = host.chars().filter(|c| !c.is_control()).take(255).collect();
        (self.helo, self.sender, self.recipients) = (Some(host), None, Vec::new());
        let tls = if rules.has_tls && !self.is_secure { "250-STARTTLS\r\n" } else { "" };
        format!(
            "250-{}\r\n250-PIPELINING\r\n250-SIZE {}\r\n{tls}250-8BITMIME\r\n250 ENHANCEDSTATUSCODES",
            rules.host, rules.most_bytes
        )
    }

    fn mail(&mut self, address: &str, size: usize, rules: &Rules) -> String {
        if self.helo.is_none() {
            return self.mistake("503 5.5.1 say who you are first");
        }
        if self.sender.is_some() {
            return self.mistake("503 5.5.1 one sender");
        }
        if self.messages >= MESSAGES {
            return "452 4.5.3 enough in one connection, come again".to_owned();
        }
        if size > rules.most_bytes {
            return "552 5.3.4 the message is too large".to_owned();
        }
        self.sender = Some(address.to_owned());
        "250 2.1.0 go on".to_owned()
    }

    fn rcpt(&mut self, address: &str, rules: &Rules) -> String {
        if self.sender.is_none() {
            return self.mistake("503 5.5.1 who sends it?");
        }
        if self.recipients.len() >= RECIPIENTS {
            return "452 4.5.3 too many recipients".to_owned();
        }
        if !(rules.is_ours)(address) {
            return self
                .mistake("550 5.1.1 no such address here; we take answers to our letters only");
        }
        if !self.recipients.iter().any(|known| known == address) {
            self.recipients.push(address.to_owned());
        }
        "250 2.1.5 go on".to_owned()
    }

    fn data(&mut self) -> String {
        if self.recipients.is_empty() {
            return self.mistake("503 5.5.1 for whom?");
        }
        self.phase = Phase::Data { lines: Lines::default() };
        "354 end with CR LF . CR LF".to_owned()
    }
}

/// A message as it comes in.
#[derive(Default)]
struct Lines {
    message: Vec<u8>,
    /// Bytes of the line that comes in, without its end so far.
    searched: usize,
    is_whole: bool,
    is_too_large: bool,
    is_bare: bool,
}

impl Lines {
    /// Takes whole lines of `input`, up to the end of the message; gives the bytes that it used.
    fn take(&mut self, input: &[u8], most: usize) -> usize {
        let mut used = 0;
        while !self.is_whole {
            let rest = input.get(used..).unwrap_or_default();
            // What was looked through before is not looked through again, but for a CR at its end.
            let begun = self.searched.saturating_sub(1);
            let new = rest.get(begun..).unwrap_or_default();
            let end = new.windows(2).position(|pair| pair == b"\r\n");
            let Some(end) = end.map(|end| begun.saturating_add(end)) else {
                self.searched = rest.len();
                // A line without an end: nothing of it is kept once it cannot fit any more.
                if rest.len() > most {
                    self.is_too_large = true;
                    self.searched = 0;
                    // Half an end may be the beginning of one.
                    let half = usize::from(input.last() == Some(&b'\r'));
                    return input.len().saturating_sub(half);
                }
                return used;
            };
            self.searched = 0;
            let line = rest.get(..end).unwrap_or_default();
            used = used.saturating_add(end).saturating_add(2);
            if line == b"." {
                self.is_whole = true;
            } else {
                self.add(line, most);
            }
        }
        used
    }

    fn add(&mut self, line: &[u8], most: usize) {
        self.is_bare |= line.iter().any(|byte| matches!(byte, b'\r' | b'\n'));
        let line = line.strip_prefix(b".").unwrap_or(line);
        self.is_too_large |= self.message.len().saturating_add(line.len()) > most;
        if self.is_too_large || self.is_bare {
            self.message = Vec::new();
        } else {
            self.message.extend_from_slice(line);
            self.message.extend_from_slice(b"\r\n");
        }
    }
}

#[cfg(test)]
mod tests;
