//! How does a session go, from the connection to its end?
//!
//! One engine for every kind: it asks the kind's [`Behaviour`](super::Behaviour) wherever servers
//! differ, and keeps to RFC 5321 everywhere else.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;

use super::address::Names;
use super::command::{self, Claim, Command};
use super::connection::{Connection, Wire};
use super::decide::{Client, Envelope};
use super::server::Server;
use super::{Auth, Behaviour, ProxyHeader, PutsOff, Service, Starttls, Transport};

/// The longest command line that is read; RFC 5321 section 4.5.3.1.4 asks for 512 at least.
const LINE_BYTES_MAX: usize = 4096;

/// How long a server that may get a PROXY header waits for one before it greets.
const HEADER_PATIENCE: Duration = Duration::from_millis(250);

/// How long a server that must get a PROXY header waits for it.
const HEADER_DEADLINE: Duration = Duration::from_secs(5);

/// What comes after a command.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Next {
    /// The next command.
    Go,
    /// TLS.
    Encrypt,
    /// The end, after what was said has gone out.
    Close,
    /// The end, at once.
    HangUp,
}

/// One session of a client.
pub(super) struct Session {
    pub(super) server: Arc<Server>,
    pub(super) connection: Connection,
    pub(super) client: Client,
    pub(super) names: Names,
    pub(super) envelope: Option<Envelope>,
    pub(super) is_first: bool,
    pub(super) recipients: usize,
    errors: usize,
}

/// Talks to a client until one of the two has enough.
pub(super) async fn run(server: Arc<Server>, socket: TcpStream) {
    // An error here is a client that went away: there is nobody left to tell.
    drop(talk(server, socket).await);
}

async fn talk(server: Arc<Server>, socket: TcpStream) -> io::Result<()> {
    socket.set_nodelay(true)?;
    let (local, peer) = (socket.local_addr()?, socket.peer_addr()?);
    let behaviour = &server.kind.behaviour;
    let world = &server.world;
    let own =
        world.local_domains.iter().chain([&world.host]).map(String::as_str).chain(["localhost"]);
    let names = Names::new(own, local.ip(), |name| world.routes.contains_key(name));
    let wire: Box<dyn Wire> = match (server.kind.transport, &server.acceptor) {
        (Transport::Tls, Some(acceptor)) => Box::new(acceptor.accept(socket).await?),
        _ => Box::new(socket),
    };
    let session = Session {
        connection: Connection::new(wire, behaviour.voice, world.hurry),
        client: Client {
            address: behaviour.sees_clients_as.map_or(peer.ip(), IpAddr::V4),
            claimed: None,
            helo: None,
            extended: false,
            encrypted: server.kind.transport == Transport::Tls,
            authenticated: false,
        },
        is_first: server.is_new(peer.ip()),
        names,
        envelope: None,
        recipients: 0,
        errors: 0,
        server,
    };
    session.open().await
}

impl Session {
    pub(super) fn behaviour(&self) -> &'static Behaviour {
        &self.server.kind.behaviour
    }

    async fn open(mut self) -> io::Result<()> {
        let behaviour = self.behaviour();
        if !self.hear_proxy_header().await? {
            return Ok(());
        }
        self.connection.wait(behaviour.greeting_delay).await;
        match behaviour.service {
            Service::Mail => {
                self.connection.say(&format!("220 {} ESMTP", self.server.world.host));
                self.converse().await
            }
            Service::Refuses(reply) => {
                self.say(reply, "");
                self.refuse_all().await
            }
            Service::Leaves(reply) => {
                self.say(reply, "");
                self.connection.close().await
            }
            Service::Silent => self.ignore().await,
            Service::Speaks(text) => {
                self.connection.say_raw(text.as_bytes());
                self.ignore().await
            }
            Service::Answers(text, patience) => {
                let patience = self.connection.paced(patience);
                self.connection.hears_within(patience).await?;
                self.connection.say_raw(text.as_bytes());
                self.connection.close().await
            }
        }
    }

    /// Reads the PROXY header where one is wanted; `false` when the server will not talk without it.
    async fn hear_proxy_header(&mut self) -> io::Result<bool> {
        let demanded = match self.behaviour().proxy_header {
            ProxyHeader::Unknown => return Ok(true),
            ProxyHeader::Believed => false,
            ProxyHeader::Demanded => true,
        };
        let patience = if demanded { HEADER_DEADLINE } else { HEADER_PATIENCE };
        let patience = if demanded { self.connection.paced(patience) } else { patience };
        let heard = self.connection.hears_within(patience).await?;
        if !heard || !self.connection.has_heard(b"PROXY ") {
            return Ok(!demanded);
        }
        let Some(line) = self.connection.line(LINE_BYTES_MAX).await? else { return Ok(false) };
        match command::proxy_header(&String::from_utf8_lossy(&line)) {
            Some(Claim::Address(address)) => self.client.claimed = Some(address),
            Some(Claim::Nothing) => {}
            None => return Ok(false),
        }
        Ok(true)
    }

    async fn ignore(mut self) -> io::Result<()> {
        while self.connection.line(LINE_BYTES_MAX).await?.is_some() {}
        Ok(())
    }

    async fn refuse_all(mut self) -> io::Result<()> {
        while let Some(line) = self.connection.line(LINE_BYTES_MAX).await? {
            if command::split(&String::from_utf8_lossy(&line)).verb == "QUIT" {
                self.connection.say("221 2.0.0 Bye");
                return self.connection.close().await;
            }
            self.connection.say("503 5.0.0 Need to QUIT, no service for you");
        }
        Ok(())
    }

    async fn converse(mut self) -> io::Result<()> {
        loop {
            let line = match self.connection.line(LINE_BYTES_MAX).await {
                Ok(Some(line)) => line,
                Ok(None) => return Ok(()),
                Err(error) => return self.give_up(error).await,
            };
            let line = String::from_utf8_lossy(&line).into_owned();
            match self.obey(&command::split(&line)).await? {
                Next::Go => {}
                Next::HangUp => return Ok(()),
                Next::Close => return self.connection.close().await,
                Next::Encrypt => {
                    self.connection.flush().await?;
                    let acceptor = self
                        .server
                        .acceptor
                        .clone()
                        .filter(|_| self.behaviour().starttls != Starttls::Broken);
                    let Some(acceptor) = acceptor else {
                        return self.connection.refuse_encryption().await;
                    };
                    self.connection = self.connection.encrypt(&acceptor).await?;
                    self.client =
                        Client { encrypted: true, helo: None, authenticated: false, ..self.client };
                    self.envelope = None;
                }
            }
        }
    }

    async fn give_up(mut self, error: io::Error) -> io::Result<()> {
        match error.kind() {
            io::ErrorKind::InvalidData => self.connection.say("500 5.5.2 Error: line too long"),
            io::ErrorKind::TimedOut => self.connection.say("421 4.4.2 Error: timeout exceeded"),
            _ => return Err(error),
        }
        self.connection.close().await
    }

    async fn obey(&mut self, command: &Command<'_>) -> io::Result<Next> {
        let argument = command.argument;
        let verb = command.verb.as_str();
        let must_encrypt =
            self.behaviour().starttls == Starttls::Required && !self.client.encrypted;
        if must_encrypt && !matches!(verb, "EHLO" | "HELO" | "STARTTLS" | "NOOP" | "RSET" | "QUIT")
        {
            return self.refuse("530 5.7.0 Must issue a STARTTLS command first", "").await;
        }
        match verb {
            "EHLO" if self.behaviour().ehlo => self.greet(argument, true).await,
            "HELO" => self.greet(argument, false).await,
            "MAIL" => self.mail(argument).await,
            "RCPT" => self.rcpt(argument).await,
            "DATA" => self.data(argument).await,
            "STARTTLS" => self.starttls(argument).await,
            "AUTH" => self.auth(argument).await,
            "XCLIENT" if self.behaviour().xclient => self.xclient(argument).await,
            "RSET" => {
                self.envelope = None;
                Ok(self.answer("250 2.0.0 Ok"))
            }
            "NOOP" => Ok(self.answer("250 2.0.0 Ok")),
            "VRFY" => Ok(self.answer("252 2.0.0 Cannot say, but will take mail for it and try")),
            "QUIT" => {
                self.connection.say("221 2.0.0 Bye");
                Ok(Next::Close)
            }
            _ => self.refuse("502 5.5.2 Error: command not recognized", "").await,
        }
    }

    async fn greet(&mut self, name: &str, extended: bool) -> io::Result<Next> {
        if name.is_empty() {
            return self.refuse("501 5.5.4 Syntax: EHLO hostname", "").await;
        }
        self.client = Client { helo: Some(name.to_owned()), extended, ..self.client.clone() };
        self.envelope = None;
        let behaviour = self.behaviour();
        let mut lines = vec![self.server.world.host.clone()];
        if behaviour.sees_clients_as.is_some() {
            lines =
                vec![format!("{} Hello {name} [{}]", self.server.world.host, self.client.address)];
        }
        if extended {
            lines.extend(
                ["PIPELINING", "SIZE 1048576", "8BITMIME", "ENHANCEDSTATUSCODES"]
                    .map(str::to_owned),
            );
            if behaviour.starttls != Starttls::Unknown && !self.client.encrypted {
                lines.push("STARTTLS".to_owned());
            }
            if behaviour.auth != Auth::Unknown {
                lines.push("AUTH PLAIN LOGIN".to_owned());
            }
            if behaviour.xclient {
                lines.push("XCLIENT NAME ADDR PORT PROTO HELO LOGIN".to_owned());
            }
        }
        if behaviour.voice.endless {
            self.connection.say_endlessly(250, &self.server.world.host).await?;
        }
        self.connection.say_lines(250, &lines);
        Ok(Next::Go)
    }

    async fn starttls(&mut self, argument: &str) -> io::Result<Next> {
        if self.behaviour().starttls == Starttls::Unknown {
            return self.refuse("502 5.5.1 Error: command not implemented", "").await;
        }
        if self.client.encrypted {
            return self.refuse("503 5.5.1 Error: TLS already active", "").await;
        }
        if !argument.is_empty() {
            return self.refuse("501 5.5.4 Syntax: STARTTLS", "").await;
        }
        self.connection.say("220 2.0.0 Ready to start TLS");
        Ok(Next::Encrypt)
    }

    async fn auth(&mut self, argument: &str) -> io::Result<Next> {
        let auth = self.behaviour().auth;
        if auth == Auth::Unknown {
            return self.refuse("502 5.5.1 Error: command not implemented", "").await;
        }
        if self.client.helo.is_none() || self.client.authenticated || self.envelope.is_some() {
            return self.refuse("503 5.5.1 Error: not now", "").await;
        }
        let (mechanism, initial) = argument.split_once(' ').unwrap_or((argument, ""));
        let prompts: &[&str] = match mechanism.to_ascii_uppercase().as_str() {
            "PLAIN" => &["334 "],
            "LOGIN" => &["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"],
            _ => return self.refuse("504 5.5.4 Unrecognized authentication type", "").await,
        };
        let given = usize::from(!initial.is_empty());
        for prompt in prompts.iter().skip(given) {
            self.connection.say(prompt);
            let Some(line) = self.connection.line(LINE_BYTES_MAX).await? else {
                return Ok(Next::HangUp);
            };
            if !command::is_base64(String::from_utf8_lossy(&line).trim_end()) {
                return self.refuse("501 5.5.2 Authentication cancelled", "").await;
            }
        }
        if auth == Auth::Nobody {
            return self.refuse("535 5.7.8 Error: authentication failed", "").await;
        }
        self.client.authenticated = true;
        Ok(self.answer("235 2.7.0 Authentication successful"))
    }

    async fn xclient(&mut self, argument: &str) -> io::Result<Next> {
        if self.envelope.is_some() {
            return self.refuse("503 5.5.1 Error: MAIL transaction in progress", "").await;
        }
        let known = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN"];
        if argument.is_empty() || !command::only_known(argument, &known) {
            return self.refuse("501 5.5.4 Syntax: XCLIENT attribute=value", "").await;
        }
        if let Some(address) = command::attribute(argument, "ADDR") {
            self.client.claimed = command::xclient_address(address);
        }
        self.client.authenticated |= command::attribute(argument, "LOGIN").is_some();
        self.client.helo = command::attribute(argument, "HELO").map(str::to_owned);
        self.connection.say(&format!("220 {} ESMTP", self.server.world.host));
        Ok(Next::Go)
    }

    /// Says whether mail for this recipient is still put off.
    pub(super) fn puts_off(&self, recipient: &str) -> Option<&'static str> {
        let sender = self.envelope.as_ref().map_or("", |envelope| envelope.sender.as_str());
        match self.behaviour().puts_off {
            PutsOff::Nothing => None,
            PutsOff::FirstConnection => {
                self.is_first.then_some("450 4.3.2 Service currently unavailable")
            }
            PutsOff::Triplet(time) => {
                let known = self.server.known_for(self.client.address, sender, recipient);
                (known < self.connection.paced(time)).then_some(
                    "451 4.7.1 <{recipient}>: Greylisted, please try again in {seconds} seconds",
                )
            }
        }
    }

    /// Says yes.
    pub(super) fn answer(&mut self, reply: &'static str) -> Next {
        self.say(reply, "");
        Next::Go
    }

    /// Says no, takes its time over it, and has enough after a number of times.
    pub(super) async fn refuse(
        &mut self,
        reply: &'static str,
        recipient: &str,
    ) -> io::Result<Next> {
        self.connection.wait(self.behaviour().refusal_delay).await;
        self.errors = self.errors.saturating_add(1);
        self.say(reply, recipient);
        if self.behaviour().errors_max.is_some_and(|most| self.errors >= most) {
            self.say("421 4.7.0 {host} Error: too many errors", "");
            return Ok(Next::Close);
        }
        Ok(Next::Go)
    }

    /// Says `reply` with its blanks filled in.
    pub(super) fn say(&mut self, reply: &'static str, recipient: &str) {
        if !reply.contains('{') {
            return self.connection.say(reply);
        }
        let seconds = match self.behaviour().puts_off {
            PutsOff::Triplet(time) => self.connection.paced(time).as_secs().saturating_add(1),
            PutsOff::Nothing | PutsOff::FirstConnection => 0,
        };
        let text = reply
            .replace("{host}", &self.server.world.host)
            .replace("{client}", &self.client.address.to_string())
            .replace("{seconds}", &seconds.to_string())
            .replace("{recipient}", recipient);
        self.connection.say(&text);
    }
}
