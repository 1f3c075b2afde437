//! What does a server answer to a recipient, and what becomes of the mail?

use std::net::IpAddr;

use super::address::{Mailbox, Names, Reading, normal, read, read_qualified};
use super::{BareNames, Behaviour, Mailboxes, Otherwise, Trust, World};

/// What a server knows of its client.
#[derive(Clone, Debug)]
pub(super) struct Client {
    /// Where the connection comes from, as far as the server can see.
    pub(super) address: IpAddr,
    /// The address it claims to have.
    pub(super) claimed: Option<IpAddr>,
    /// The name it gave.
    pub(super) helo: Option<String>,
    /// Whether it gave it with EHLO.
    pub(super) extended: bool,
    /// Whether TLS is on.
    pub(super) encrypted: bool,
    /// Whether its credentials were accepted.
    pub(super) authenticated: bool,
}

/// A transaction, from MAIL on.
#[derive(Clone, Debug, Default)]
pub(super) struct Envelope {
    /// The sender without angle brackets; empty for a bounce.
    pub(super) sender: String,
    /// What becomes of the mail for each recipient taken.
    pub(super) fates: Vec<Fate>,
    /// Whether one of them was the server's own.
    pub(super) own_recipient: bool,
}

/// What becomes of the mail for a recipient.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Fate {
    /// It is handed over to whoever receives for this mailbox.
    Relay(Mailbox),
    /// It stays.
    Keep,
    /// A bounce goes to the sender; the recipient as it was written.
    Bounce(String),
    /// DATA is refused with this.
    RefuseAtData(&'static str),
    /// The message is refused with this.
    RefuseAtEnd(&'static str),
}

/// What a server answers to a recipient.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Answer {
    /// It takes it; whether the mailbox is its own, and what becomes of the mail.
    Take { own: bool, fate: Fate },
    /// It refuses it with this.
    Refuse(&'static str),
    /// It ends the connection.
    HangUp,
}

/// Decides about the recipient `path`.
pub(super) fn recipient(
    behaviour: &Behaviour,
    world: &World,
    names: &Names,
    (client, envelope): (&Client, &Envelope),
    path: &str,
) -> Answer {
    if behaviour.hangs_up_on.iter().any(|form| form.is_in(path)) {
        return Answer::HangUp;
    }
    let postmaster = path.eq_ignore_ascii_case("postmaster");
    let reading = match read(path, names, behaviour.rewrites) {
        Reading::Bare(name) if postmaster || behaviour.bare_names == BareNames::Keep => {
            return Answer::Take { own: true, fate: Fate::Keep }.only_if(!name.is_empty());
        }
        Reading::Bare(name) if behaviour.bare_names == BareNames::Qualify => {
            read_qualified(&name, names, behaviour.rewrites)
        }
        other => other,
    };
    match reading {
        Reading::Bare(_) => Answer::Refuse("504 5.5.2 <{recipient}>: need fully-qualified address"),
        Reading::Malformed if behaviour.strict_syntax => {
            Answer::Refuse("501 5.1.3 Bad recipient address syntax")
        }
        Reading::Malformed => otherwise(behaviour, path),
        Reading::Local(name) if has_mailbox(behaviour, &name) => {
            Answer::Take { own: true, fate: Fate::Keep }
        }
        Reading::Local(_) => Answer::Refuse("550 5.1.1 <{recipient}>: User unknown"),
        Reading::Through(mailbox) => Answer::Take { own: false, fate: Fate::Relay(mailbox) },
        Reading::Foreign(mailbox) => {
            let holds = |trust: &Trust| holds(*trust, world, client, envelope);
            if behaviour.relays_for.iter().any(holds) {
                return Answer::Take { own: false, fate: Fate::Relay(mailbox) };
            }
            otherwise(behaviour, path)
        }
    }
}

impl Answer {
    fn only_if(self, condition: bool) -> Self {
        if condition { self } else { Self::Refuse("501 5.1.3 Bad recipient address syntax") }
    }
}

fn has_mailbox(behaviour: &Behaviour, name: &str) -> bool {
    behaviour.mailboxes == Mailboxes::All
        || ["postmaster", "abuse"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn otherwise(behaviour: &Behaviour, path: &str) -> Answer {
    let fate = match behaviour.otherwise {
        Otherwise::Refuse(reply) => return Answer::Refuse(reply),
        Otherwise::HangUp => return Answer::HangUp,
        Otherwise::RefuseAtData(reply) => Fate::RefuseAtData(reply),
        Otherwise::RefuseAtEnd(reply) => Fate::RefuseAtEnd(reply),
        Otherwise::Keep => Fate::Keep,
        Otherwise::Bounce => Fate::Bounce(path.to_owned()),
    };
    Answer::Take { own: false, fate }
}

fn holds(trust: Trust, world: &World, client: &Client, envelope: &Envelope) -> bool {
    let helo = client.helo.as_deref().map(normal).unwrap_or_default();
    match trust {
        Trust::Anyone => true,
        Trust::Encrypted => client.encrypted,
        Trust::Authenticated => client.authenticated,
        Trust::ClaimsLoopback => client.claimed.is_some_and(|address| address.is_loopback()),
        Trust::OwnSender => {
            let domain = envelope.sender.rsplit_once('@').map(|(_, domain)| normal(domain));
            domain.is_some_and(|domain| world.local_domains.iter().any(|own| normal(own) == domain))
        }
        Trust::OwnHelo => helo == normal(&world.host),
        Trust::LocalhostHelo => helo == "localhost",
        Trust::NullSender => envelope.sender.is_empty(),
        Trust::AfterOwnRecipient => envelope.own_recipient,
    }
}
