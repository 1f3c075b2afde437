//! The beginning of a connection: banner, EHLO or HELO, STARTTLS, XCLIENT, AUTH.

use data_encoding::{BASE64, HEXLOWER};

use super::{Capabilities, End, Opening, Reply, Trust};

/// How far a reply brought us.
pub(super) enum Progress {
    /// More replies are to come.
    More,
    /// Questions can be asked.
    Done,
    /// It ends here.
    Over(End),
}

/// What the next reply will be an answer to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    Banner,
    Ehlo,
    Helo,
    Lhlo,
    Starttls,
    Handshake,
    Xclient,
    Credentials,
    User,
    Password,
    Challenge,
    Done,
}

/// The state machine of the beginning.
#[derive(Debug)]
pub(super) struct Greeting {
    opening: Opening,
    state: State,
    secure: bool,
    believed: bool,
    banner: Option<Reply>,
    offered: Capabilities,
}

impl Greeting {
    pub(super) fn new(opening: Opening, tls_first: bool) -> Self {
        Self {
            opening,
            state: State::Banner,
            secure: tls_first,
            believed: false,
            banner: None,
            offered: Capabilities::default(),
        }
    }

    pub(super) const fn banner(&self) -> Option<&Reply> {
        self.banner.as_ref()
    }

    pub(super) const fn offered(&self) -> &Capabilities {
        &self.offered
    }

    pub(super) fn is_done(&self) -> bool {
        self.state == State::Done
    }

    pub(super) fn awaits_handshake(&self) -> bool {
        self.state == State::Handshake
    }

    pub(super) fn secured(&mut self, out: &mut Vec<u8>) {
        self.secure = true;
        self.say_ehlo(out);
    }

    pub(super) fn reply(&mut self, reply: Reply, out: &mut Vec<u8>) -> Progress {
        if reply.code == 421 && self.state != State::Banner {
            return Progress::Over(End::Deferred(reply));
        }
        match self.state {
            State::Banner => self.on_banner(reply, out),
            State::Ehlo => self.on_ehlo(reply, out),
            State::Helo if reply.is_permanent() && self.opening.local_delivery => {
                self.state = State::Lhlo;
                line(out, &format!("LHLO {}", self.opening.helo));
                Progress::More
            }
            State::Helo | State::Lhlo => self.on_helo(reply, out),
            State::Starttls if reply.is_positive() => {
                self.state = State::Handshake;
                Progress::More
            }
            State::Starttls => Progress::Over(End::TlsFailed),
            State::Xclient if reply.is_positive() => {
                self.believed = true;
                self.say_ehlo(out);
                Progress::More
            }
            State::Credentials | State::User | State::Password | State::Challenge => {
                self.on_auth(reply, out)
            }
            State::Xclient | State::Handshake | State::Done => {
                Progress::Over(End::Distrusted(reply))
            }
        }
    }

    fn on_banner(&mut self, reply: Reply, out: &mut Vec<u8>) -> Progress {
        let end = match &reply {
            reply if reply.is_positive() => None,
            reply if reply.is_transient() => Some(End::Deferred(reply.clone())),
            reply if reply.is_permanent() => Some(End::Refused(reply.clone())),
            _ => Some(End::NotSmtp),
        };
        self.banner = Some(reply);
        if let Some(end) = end {
            return Progress::Over(end);
        }
        self.say_ehlo(out);
        Progress::More
    }

    fn on_ehlo(&mut self, reply: Reply, out: &mut Vec<u8>) -> Progress {
        if reply.is_positive() {
            self.offered = Capabilities::read(&reply);
            return self.after_ehlo(out);
        }
        if reply.is_transient() {
            return Progress::Over(End::Deferred(reply));
        }
        // A server that does not know the PROXY protocol took our header for a command, and this
        // is its answer to that: nobody believed us, and the replies would be one off from here.
        if matches!(self.opening.trust, Trust::ProxyHeader(_)) {
            return Progress::Over(End::Distrusted(reply));
        }
        self.state = State::Helo;
        line(out, &format!("HELO {}", self.opening.helo));
        Progress::More
    }

    fn on_helo(&mut self, reply: Reply, out: &mut Vec<u8>) -> Progress {
        if reply.is_transient() {
            return Progress::Over(End::Deferred(reply));
        }
        if !reply.is_positive() {
            return Progress::Over(End::Refused(reply));
        }
        self.offered = Capabilities::read(&reply);
        self.offered.lines.clear();
        self.after_ehlo(out)
    }

    /// Goes on to what this opening still needs.
    fn after_ehlo(&mut self, out: &mut Vec<u8>) -> Progress {
        if self.opening.starttls && !self.secure {
            if !self.offered.starttls {
                return Progress::Over(End::NotOffered);
            }
            self.state = State::Starttls;
            line(out, "STARTTLS");
            return Progress::More;
        }
        if self.believed {
            self.state = State::Done;
            return Progress::Done;
        }
        match &self.opening.trust {
            Trust::None | Trust::ProxyHeader(_) => {
                self.state = State::Done;
                Progress::Done
            }
            Trust::Xclient if self.offered.xclient => {
                self.state = State::Xclient;
                line(out, "XCLIENT ADDR=127.0.0.1 NAME=localhost");
                Progress::More
            }
            Trust::RandomCredentials { user, password } if self.offers("PLAIN") => {
                self.state = State::Credentials;
                let pair = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
                line(out, &format!("AUTH PLAIN {pair}"));
                Progress::More
            }
            Trust::RandomCredentials { .. } if self.offers("LOGIN") => {
                self.state = State::User;
                line(out, "AUTH LOGIN");
                Progress::More
            }
            Trust::RandomCredentials { .. } if self.offers("CRAM-MD5") => {
                self.state = State::Challenge;
                line(out, "AUTH CRAM-MD5");
                Progress::More
            }
            Trust::Xclient | Trust::RandomCredentials { .. } => Progress::Over(End::NotOffered),
        }
    }

    fn on_auth(&mut self, reply: Reply, out: &mut Vec<u8>) -> Progress {
        let Trust::RandomCredentials { user, password } = &self.opening.trust else {
            return Progress::Over(End::Distrusted(reply));
        };
        match (self.state, reply.code) {
            (_, 200..=299) => {
                self.believed = true;
                self.state = State::Done;
                return Progress::Done;
            }
            (State::User, 334) => {
                self.state = State::Password;
                line(out, &BASE64.encode(user.as_bytes()));
            }
            (State::Password, 334) => {
                self.state = State::Credentials;
                line(out, &BASE64.encode(password.as_bytes()));
            }
            (State::Challenge, 334) => {
                // A digest of nothing: whoever takes it, takes any (RFC 2195).
                self.state = State::Credentials;
                let digest = HEXLOWER.encode(password.as_bytes().get(..16).unwrap_or_default());
                line(out, &BASE64.encode(format!("{user} {digest}").as_bytes()));
            }
            (_, 400..=499) => return Progress::Over(End::Deferred(reply)),
            _ => return Progress::Over(End::Distrusted(reply)),
        }
        Progress::More
    }

    fn offers(&self, mechanism: &str) -> bool {
        self.offered.auth.iter().any(|offered| offered == mechanism)
    }

    fn say_ehlo(&mut self, out: &mut Vec<u8>) {
        self.state = State::Ehlo;
        line(out, &format!("EHLO {}", self.opening.helo));
    }
}

fn line(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
    out.extend_from_slice(b"\r\n");
}
