//! What can differ between two mail servers, as data.
//!
//! [`PLAIN`] is an ordinary, well-kept server; a kind names only what it does otherwise. In every
//! reply given here as text, `{host}`, `{client}`, `{recipient}` and `{seconds}` are filled in.

use std::net::Ipv4Addr;
use std::time::Duration;

use super::Form;

/// How a server behaves.
#[derive(Clone, Debug)]
pub struct Behaviour {
    /// What a client meets when it has connected.
    pub service: Service,
    /// How long the greeting takes.
    pub greeting_delay: Duration,
    /// How long each refusal takes.
    pub refusal_delay: Duration,
    /// What its replies look like on the wire.
    pub voice: Voice,
    /// Whether it knows EHLO; HELO it always knows.
    pub ehlo: bool,
    /// What it makes of STARTTLS.
    pub starttls: Starttls,
    /// What it makes of AUTH.
    pub auth: Auth,
    /// Whether it believes any client's XCLIENT.
    pub xclient: bool,
    /// What it makes of a PROXY protocol header.
    pub proxy_header: ProxyHeader,
    /// On what grounds it relays for a stranger; any one is enough.
    pub relays_for: &'static [Trust],
    /// The forms it reads in addresses of its own, and passes on without asking who sends.
    pub rewrites: &'static [Form],
    /// The forms that make it end the connection.
    pub hangs_up_on: &'static [Form],
    /// Whether it insists on angle brackets and on addresses that are addresses.
    pub strict_syntax: bool,
    /// What it makes of a recipient without a domain.
    pub bare_names: BareNames,
    /// Which mailboxes it has.
    pub mailboxes: Mailboxes,
    /// What becomes of mail for strangers that it does not relay.
    pub otherwise: Otherwise,
    /// What it puts off at first.
    pub puts_off: PutsOff,
    /// After how many refusals in a connection it says 421 and goes.
    pub errors_max: Option<usize>,
    /// After how many recipients in a connection it says 452 to all others.
    pub recipients_max: Option<usize>,
    /// Its answer to a recipient that it takes.
    pub accepted: &'static str,
    /// Its answer to a message that it takes; `{id}` is the queue's.
    pub queued: &'static str,
    /// What it does to the case of the recipient's local part when it passes mail on.
    pub case: Case,
    /// The address its own connections come from, where that is not the one it listens on.
    pub exit: Option<Ipv4Addr>,
    /// The address that every client seems to have, behind address translation.
    pub sees_clients_as: Option<Ipv4Addr>,
}

/// A server that does everything right.
pub const PLAIN: Behaviour = Behaviour {
    service: Service::Mail,
    greeting_delay: Duration::ZERO,
    refusal_delay: Duration::ZERO,
    voice: Voice { line_end: "\r\n", junk: b"", padding: 0, endless: false, pieces: None },
    ehlo: true,
    starttls: Starttls::Unknown,
    auth: Auth::Unknown,
    xclient: false,
    proxy_header: ProxyHeader::Unknown,
    relays_for: &[],
    rewrites: &[],
    hangs_up_on: &[],
    strict_syntax: true,
    bare_names: BareNames::Refuse,
    mailboxes: Mailboxes::Few,
    otherwise: Otherwise::Refuse("554 5.7.1 <{recipient}>: Relay access denied"),
    puts_off: PutsOff::Nothing,
    errors_max: None,
    recipients_max: None,
    accepted: "250 2.1.5 Ok",
    queued: "250 2.0.0 Ok: queued as {id}",
    case: Case::Kept,
    exit: None,
    sees_clients_as: None,
};

/// What a client meets when it has connected.
#[derive(Clone, Copy, Debug)]
pub enum Service {
    /// A mail server that greets.
    Mail,
    /// A mail server that says this in place of its greeting, and 503 to everything after.
    Refuses(&'static str),
    /// A mail server that says this in place of its greeting, and goes.
    Leaves(&'static str),
    /// Something that takes the connection and never says a word.
    Silent,
    /// Something that says this at once and goes on waiting.
    Speaks(&'static str),
    /// Something that waits for the client, and says this to its first line or after the time.
    Answers(&'static str, Duration),
}

/// What replies look like on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// What ends a line.
    pub line_end: &'static str,
    /// Bytes put between the code and the text.
    pub junk: &'static [u8],
    /// How many bytes are added to each line.
    pub padding: usize,
    /// Whether the answer to EHLO never ends.
    pub endless: bool,
    /// The bytes that go out in one piece, and the pause between two pieces.
    pub pieces: Option<(usize, Duration)>,
}

/// What a server makes of STARTTLS (RFC 3207).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Starttls {
    /// It does not know it.
    Unknown,
    /// It offers it.
    Offered,
    /// It says 530 to MAIL before it.
    Required,
    /// It offers it and cannot do it.
    Broken,
}

/// What a server makes of AUTH (RFC 4954).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Auth {
    /// It does not know it.
    Unknown,
    /// It lets anyone in with anything.
    Anyone,
    /// It lets nobody in.
    Nobody,
}

/// What a server makes of a PROXY protocol header, version 1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ProxyHeader {
    /// It takes it for a command it does not know.
    Unknown,
    /// It believes the one it gets.
    Believed,
    /// It speaks only after one, and believes it.
    Demanded,
}

/// A ground on which a server relays for a stranger.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Trust {
    /// None is needed.
    Anyone,
    /// The connection is encrypted.
    Encrypted,
    /// The client gave credentials that were accepted.
    Authenticated,
    /// The client claims to be on the server itself, by XCLIENT or the PROXY protocol.
    ClaimsLoopback,
    /// The sender's domain is one that the server receives mail for.
    OwnSender,
    /// The client says that it has the server's own name.
    OwnHelo,
    /// The client says that its name is `localhost`.
    LocalhostHelo,
    /// The sender is empty, as in a bounce.
    NullSender,
    /// A recipient before it in the same transaction was the server's own.
    AfterOwnRecipient,
}

/// What a server makes of a recipient without a domain.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum BareNames {
    /// It refuses all but `postmaster` (RFC 5321 section 4.1.1.3).
    Refuse,
    /// It takes any for a mailbox of its own.
    Keep,
    /// It adds its own domain and reads the result.
    Qualify,
}

/// Which mailboxes a server has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mailboxes {
    /// `postmaster` and `abuse`.
    Few,
    /// Every name leads to one.
    All,
}

/// What becomes of mail for strangers that a server does not relay.
#[derive(Clone, Copy, Debug)]
pub enum Otherwise {
    /// The recipient is refused.
    Refuse(&'static str),
    /// The recipient is taken and DATA refused.
    RefuseAtData(&'static str),
    /// Everything is taken but the message, which is refused after the dot.
    RefuseAtEnd(&'static str),
    /// The connection ends without a word.
    HangUp,
    /// It is taken and stays: thrown away, or in some mailbox.
    Keep,
    /// It is taken, and a bounce goes to the sender.
    Bounce,
}

/// What a server puts off at first.
#[derive(Clone, Copy, Debug)]
pub enum PutsOff {
    /// Nothing.
    Nothing,
    /// Each client, sender and recipient not seen together before, for this long.
    Triplet(Duration),
    /// Every recipient in the first connection of a client.
    FirstConnection,
}

/// What becomes of the case of a recipient's local part.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Case {
    /// It stays (RFC 5321 section 2.4).
    Kept,
    /// It is made lower.
    Lowered,
    /// It is made upper.
    Raised,
}
