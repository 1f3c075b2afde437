//! Turns rows of the table into the envelopes for one endpoint.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use cerrojo_model::{Endpoint, Time};

use super::table::{Greets, Needs, RelayTest, Trusts};
use crate::smtp::{Capabilities, Envelope, Opening, Question, Trust};
use crate::token::{Key, Role, Token};

/// Most domains that are tried as the server's own: what it is called is often guessed.
const OWN_DOMAINS: usize = 8;
/// Most of them where they stand in a recipient or a parameter.
const OWN_DOMAINS_ELSEWHERE: usize = 2;
/// Most cases of one examination: as many nonces are kept for each.
pub(super) const CASES: usize = 250;

/// What the server is called, as far as anybody said.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What the user named it, if that was a name.
    pub target: Option<String>,
    /// The name that its address points to.
    pub reverse: Option<String>,
    /// Domains that the user said it serves.
    pub own: Vec<String>,
    /// What it calls itself, learned from the banner or the answer to EHLO.
    pub announced: Option<String>,
}

impl Names {
    /// The host name: its own word first, then the user's, then the reverse name.
    pub(super) fn host(&self) -> Option<&str> {
        let said = [&self.announced, &self.target, &self.reverse];
        said.into_iter().flatten().map(String::as_str).find(|name| is_host_name(name))
    }

    /// Domains that are, or seem to be, its own: the user's word first.
    pub(super) fn own_domains(&self) -> Vec<String> {
        let mut own: Vec<String> = Vec::new();
        let said = [&self.announced, &self.target, &self.reverse];
        let names = said.into_iter().flatten().filter(|name| is_host_name(name));
        let guessed = names.flat_map(|name| [parent(name), Some(name.as_str())]).flatten();
        for domain in self.own.iter().map(String::as_str).chain(guessed) {
            let domain = domain.trim_end_matches('.').to_ascii_lowercase();
            if !domain.is_empty() && !own.contains(&domain) && own.len() < OWN_DOMAINS {
                own.push(domain);
            }
        }
        own
    }
}

/// Learns what a server calls itself; hostile text gives nothing.
pub(super) fn announced_name(offered: &Capabilities, banner: Option<&str>) -> Option<String> {
    let said = [offered.host.as_deref(), banner.and_then(|text| text.split_whitespace().next())];
    said.into_iter().flatten().find(|name| is_host_name(name)).map(str::to_owned)
}

/// Two labels or more, letters, digits and hyphens, not an address (RFC 1123 section 2.1).
fn is_host_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(label)
        && name.parse::<IpAddr>().is_err()
}

/// The domain a host is in; a name of two labels is a domain already.
fn parent(name: &str) -> Option<&str> {
    let (_, rest) = name.split_once('.')?;
    rest.contains('.').then_some(rest)
}

/// An address literal (RFC 5321 section 4.1.3).
#[must_use]
pub fn literal(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("[{address}]"),
        IpAddr::V6(address) => format!("[IPv6:{address}]"),
    }
}

/// One row with everything filled in.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) id: Cow<'static, str>,
    pub(super) opening: Arc<Opening>,
    pub(super) envelope: Arc<Envelope>,
    pub(super) recipient: Token,
    /// The token of our sender address, where the envelope has one.
    pub(super) sender: Option<Token>,
    /// A relay that passes this one on passes on anything: the other forms add nothing.
    pub(super) covers_all: bool,
    /// Asked even where each refusal takes many seconds.
    pub(super) essential: bool,
    /// Stands for the envelope without its tokens: the same shape twice is the same test twice.
    shape: u64,
}

impl Case {
    pub(super) fn question(&self, id: usize) -> Question {
        Question { id, envelope: Arc::clone(&self.envelope) }
    }
}

/// What rows are filled in with.
pub(super) struct Filling<'a> {
    pub(super) endpoint: Endpoint,
    pub(super) honest: Arc<Opening>,
    pub(super) host: Option<&'a str>,
    pub(super) own: Vec<String>,
    pub(super) sink: &'a str,
    pub(super) sink_literal: Option<&'a str>,
    pub(super) backup: Option<&'a str>,
    pub(super) key: &'a Key,
    pub(super) first_nonce: u32,
    pub(super) now: Time,
    /// `None` when no greeting told what is offered.
    pub(super) offered: Option<&'a Capabilities>,
}

/// What differs between the cases of one row.
struct Slots<'a> {
    own: Option<&'a str>,
    recipient: Token,
    sender: Option<Token>,
}

impl Filling<'_> {
    /// The cases of one pick of the selection: several where each own domain is one.
    pub(super) fn cases(&self, sender: &RelayTest, recipient: &RelayTest, out: &mut Vec<Case>) {
        let needs = [sender.needs, recipient.needs];
        if !needs.iter().all(|need| self.meets(*need)) || !self.offers(recipient.trusts) {
            return;
        }
        let combined = sender.id != recipient.id;
        let base = if combined {
            Cow::Owned(format!("{}+{}", sender.id, recipient.id))
        } else {
            Cow::Borrowed(sender.id)
        };
        let in_sender = sender.mail_from.contains("@{own}>");
        let in_other = sender.mail_from.contains("{own}")
            || recipient.rcpt_to.iter().any(|to| to.contains("{own}"));
        if !in_sender && !in_other {
            self.case(base, sender, recipient, None, out);
            return;
        }
        // Which domain is trusted as a sender is the commonest fault: all are tried there.
        let domains = if in_sender { OWN_DOMAINS } else { OWN_DOMAINS_ELSEWHERE };
        for domain in self.own.iter().take(domains) {
            self.case(Cow::Owned(format!("{base}:{domain}")), sender, recipient, Some(domain), out);
        }
    }

    fn case(
        &self,
        id: Cow<'static, str>,
        sender: &RelayTest,
        recipient: &RelayTest,
        own: Option<&str>,
        out: &mut Vec<Case>,
    ) {
        let Some(opening) = self.opening(recipient).filter(|_| out.len() < CASES) else { return };
        let Ok(index) = u32::try_from(out.len()) else { return };
        let nonce = self.first_nonce.wrapping_add(index);
        let mint = |role| self.key.mint(role, nonce, &self.endpoint, &id, self.now);
        let slots = Slots {
            own,
            recipient: mint(Role::Recipient),
            sender: sender.mail_from.contains("{sender}").then(|| mint(Role::Sender)),
        };
        let mut shape = DefaultHasher::new();
        let Some(mail) = self.fill("MAIL FROM:", sender.mail_from, &slots, &mut shape) else {
            return;
        };
        let to = recipient.rcpt_to.iter();
        let to =
            to.map(|to| self.fill("RCPT TO:", to, &slots, &mut shape)).collect::<Option<Vec<_>>>();
        let Some(recipients) = to else { return };
        let shape = shape.finish();
        if out.iter().any(|case| case.shape == shape && case.opening == opening) {
            return;
        }
        out.push(Case {
            covers_all: id == "plain",
            essential: recipient.essential
                && own.is_none_or(|own| self.own.iter().take(2).any(|known| known == own)),
            id,
            opening,
            envelope: Arc::new(Envelope { mail, recipients }),
            recipient: slots.recipient,
            sender: slots.sender,
            shape,
        });
    }

    fn meets(&self, need: Needs) -> bool {
        let offered = |check: fn(&Capabilities) -> bool| self.offered.is_some_and(check);
        match need {
            Needs::Nothing => true,
            Needs::Host => self.host.is_some(),
            Needs::OwnDomain => !self.own.is_empty(),
            Needs::BackupDomain => self.backup.is_some(),
            Needs::Auth => offered(|offered| !offered.auth.is_empty()),
            Needs::Smtputf8 => offered(|offered| offered.smtputf8),
            Needs::Dsn => offered(|offered| offered.dsn),
        }
    }

    fn offers(&self, trusts: Trusts) -> bool {
        match trusts {
            Trusts::Nothing | Trusts::ProxyV1 | Trusts::ProxyV2 => true,
            Trusts::RandomCredentials => self.meets(Needs::Auth),
            Trusts::Xclient => self.offered.is_some_and(|offered| offered.xclient),
        }
    }

    fn opening(&self, row: &RelayTest) -> Option<Arc<Opening>> {
        let address = self.endpoint.address;
        let helo = match row.greets {
            Greets::Honestly if row.trusts == Trusts::Nothing => {
                return Some(Arc::clone(&self.honest));
            }
            Greets::Honestly => self.honest.helo.clone(),
            Greets::AsHost => self.host?.to_owned(),
            Greets::AsDomain => self.own.first()?.clone(),
            Greets::AsLocalhost => "localhost".to_owned(),
            Greets::AsLiteral => literal(address.ip()),
            Greets::AsLoopback => "[127.0.0.1]".to_owned(),
        };
        let trust = match row.trusts {
            Trusts::Nothing => Trust::None,
            Trusts::Xclient => Trust::Xclient,
            Trusts::RandomCredentials => self.credentials(),
            Trusts::ProxyV1 => Trust::ProxyHeader(proxy_v1(address)),
            Trusts::ProxyV2 => Trust::ProxyHeader(proxy_v2(address)),
        };
        Some(Arc::new(Opening { helo, trust, ..Opening::clone(&self.honest) }))
    }

    /// Random to everyone but us: the token is keyed and unguessable, and so are its halves.
    fn credentials(&self) -> Trust {
        let nonce = self.first_nonce.wrapping_sub(1);
        let random =
            self.key.mint(Role::Sender, nonce, &self.endpoint, "random-credentials", self.now);
        let (user, password) =
            (random.local_part(Role::Recipient), random.local_part(Role::Sender));
        let (user, password) =
            (user.get(17..).unwrap_or(&user), password.get(17..).unwrap_or(&password));
        let user = user.to_owned();
        let password = password.chars().rev().collect();
        Trust::RandomCredentials { user, password }
    }

    /// `None` where a placeholder has nothing to stand for.
    fn fill(
        &self,
        verb: &str,
        template: &str,
        slots: &Slots<'_>,
        shape: &mut DefaultHasher,
    ) -> Option<String> {
        let mut out = String::with_capacity(template.len().saturating_add(80));
        out.push_str(verb);
        let mut rest = template;
        let mut hashed = 0;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}')?;
            let start = out.len();
            match name {
                "token" => push_token(&mut out, &slots.recipient, Role::Recipient),
                "TOKEN" => {
                    push_token(&mut out, &slots.recipient, Role::Recipient);
                    out.get_mut(start..)?.make_ascii_uppercase();
                }
                "sink" => out.push_str(self.sink),
                "SINK" => out.push_str(&self.sink.to_ascii_uppercase()),
                "sink-literal" => out.push_str(self.sink_literal?),
                "host" => out.push_str(self.host?),
                "own" => out.push_str(slots.own?),
                "target" => out.push_str(&literal(self.endpoint.address.ip())),
                "backup" => out.push_str(&self.backup?.replace("{address}", &self.dashed())),
                "sender" => {
                    push_token(&mut out, slots.sender.as_ref()?, Role::Sender);
                    out.push('@');
                    out.push_str(self.sink);
                }
                _ => return None,
            }
            if matches!(name, "token" | "TOKEN" | "sender") {
                // Which token it is makes no other shape; that there is one, and which kind, does.
                shape.write(out.get(hashed..start)?.as_bytes());
                shape.write(name.as_bytes());
                hashed = out.len();
            }
            rest = after;
        }
        out.push_str(rest);
        shape.write(out.get(hashed..)?.as_bytes());
        // A subdomain of an address literal is nothing.
        (!out.contains(".[")).then_some(out)
    }

    /// The server's address as a label: `192-0-2-10`.
    fn dashed(&self) -> String {
        self.endpoint.address.ip().to_canonical().to_string().replace(['.', ':'], "-")
    }
}

fn push_token(out: &mut String, token: &Token, role: Role) {
    out.push(role.letter());
    // Writing to a String cannot fail.
    let _ = write!(out, "{token}");
}

/// Human-readable header: the client is the server's own loopback.
fn proxy_v1(server: SocketAddr) -> Vec<u8> {
    let (family, loopback) = match server.ip().to_canonical() {
        IpAddr::V4(_) => ("TCP4", "127.0.0.1"),
        IpAddr::V6(_) => ("TCP6", "::1"),
    };
    format!("PROXY {family} {loopback} {loopback} 46879 {}\r\n", server.port()).into_bytes()
}

/// Binary header: signature, version 2 and PROXY, TCP over IPv4 or IPv6, length, addresses, ports.
fn proxy_v2(server: SocketAddr) -> Vec<u8> {
    let mut header = b"\r\n\r\n\0\r\nQUIT\n".to_vec();
    let addresses = match server.ip().to_canonical() {
        IpAddr::V4(_) => {
            header.extend([0x21, 0x11, 0, 12]);
            [127, 0, 0, 1].repeat(2)
        }
        IpAddr::V6(_) => {
            header.extend([0x21, 0x21, 0, 36]);
            std::net::Ipv6Addr::LOCALHOST.octets().repeat(2)
        }
    };
    header.extend(addresses);
    header.extend(46_879_u16.to_be_bytes());
    header.extend(server.port().to_be_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_name_is_not_an_address_and_not_a_line_of_junk() {
        for name in ["mx.example.org", "a-b.example.org.", "x1.y2"] {
            assert!(is_host_name(name), "{name}");
        }
        for name in ["", "localhost", "192.0.2.1", "[192.0.2.1]", "a..b", "mx.example.org>", "é.fr"]
        {
            assert!(!is_host_name(name), "{name}");
        }
    }

    #[test]
    fn own_domains_start_with_what_the_user_said() {
        let names = Names {
            own: vec!["Shop.Example".into()],
            announced: Some("mx.corp.example".into()),
            ..Names::default()
        };
        assert_eq!(names.own_domains(), ["shop.example", "corp.example", "mx.corp.example"]);
    }

    #[test]
    fn literals_are_written_as_the_standard_wants_them() {
        assert_eq!(literal("192.0.2.1".parse().unwrap()), "[192.0.2.1]");
        assert_eq!(literal("2001:db8::1".parse().unwrap()), "[IPv6:2001:db8::1]");
        assert_eq!(literal("::ffff:192.0.2.1".parse().unwrap()), "[192.0.2.1]");
    }
}
