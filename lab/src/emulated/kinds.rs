//! The table of kinds: open ones, closed ones, and those that tell a careless checker the wrong thing.

use std::net::Ipv4Addr;
use std::time::Duration;

use super::{
    Auth, BareNames, Behaviour, Case, Expect, Form, Kind, Mailboxes, Otherwise, PLAIN, ProxyHeader,
    PutsOff, Service, Starttls, Transport, Trust, Voice,
};

const BASE: Kind = Kind {
    id: "",
    about: "",
    expect: Expect::Closed,
    tests: &[],
    transport: Transport::Plain,
    behaviour: PLAIN,
};

/// A server that relays for everyone.
const OPEN: Behaviour = Behaviour { relays_for: &[Trust::Anyone], ..PLAIN };

const OWN_DOMAIN: &[&str] = &["--own-domain", "corp.example"];

const UNPROVEN: Expect = Expect::Unknown("accepted-unproven");

/// Every kind, those that belong together side by side.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    // Nothing special, either way.
    Kind { id: "open", about: "Relays for everyone.", expect: Expect::Open, behaviour: OPEN, ..BASE },
    Kind { id: "closed-554", about: "Refuses every stranger with 554.", ..BASE },
    Kind {
        id: "closed-550", about: "Refuses every stranger with 550, and never mentions relaying.",
        behaviour: Behaviour { otherwise: Otherwise::Refuse("550 Invalid recipient: <{recipient}>"), ..PLAIN }, ..BASE
    },
    Kind {
        id: "closed-454", about: "Refuses strangers with 454 for good and takes mail for postmaster, as a stock Postfix on Debian does.",
        behaviour: Behaviour { otherwise: Otherwise::Refuse("454 4.7.1 <{recipient}>: Relay access denied"), ..PLAIN }, ..BASE
    },
    Kind {
        id: "closed-auth-required", about: "Wants credentials from strangers, with 530.",
        behaviour: Behaviour { auth: Auth::Nobody, otherwise: Otherwise::Refuse("530 5.7.0 Authentication required"), ..PLAIN }, ..BASE
    },
    Kind {
        id: "closed-with-250-in-text", about: "Refuses with a text in which 250 occurs.",
        behaviour: Behaviour { otherwise: Otherwise::Refuse("550 5.7.1 250 users here, <{recipient}> is none of them"), ..PLAIN }, ..BASE
    },
    Kind {
        id: "open-with-530-in-text", about: "Relays, and says 530 and 550 in the ids of its queue.", expect: Expect::Open,
        behaviour: Behaviour { accepted: "250 ok 530 id=55055300", queued: "250 2.0.0 Ok: queued as 5305505540", ..OPEN }, ..BASE
    },

    // Refusals that come early or late.
    Kind {
        id: "refuses-in-banner", about: "Says 554 in place of its greeting, and 503 to all that follows.",
        behaviour: Behaviour { service: Service::Refuses("554 5.7.1 {host} No SMTP service for {client}"), ..PLAIN }, ..BASE
    },
    Kind {
        id: "busy-in-banner", about: "Says 421 in place of its greeting: it has no room now.", expect: Expect::Unknown("tempfail"),
        behaviour: Behaviour { service: Service::Leaves("421 4.3.2 {host} All server ports are busy"), ..OPEN }, ..BASE
    },
    Kind {
        id: "rate-limit-in-banner", about: "Says 421 in place of its greeting: this client comes too often.", expect: Expect::Unknown("rate-limited"),
        behaviour: Behaviour { service: Service::Leaves("421 4.7.0 {host} Error: too many connections from {client}"), ..OPEN }, ..BASE
    },
    Kind {
        id: "refuses-at-data", about: "Takes every recipient and refuses DATA.",
        behaviour: Behaviour { otherwise: Otherwise::RefuseAtData("550 5.7.1 Relaying denied"), ..PLAIN }, ..BASE
    },
    Kind {
        id: "sloppy-refuses-at-data", about: "Takes every stranger's address, well written or not, and refuses DATA with 554.",
        behaviour: Behaviour {
            strict_syntax: false,
            otherwise: Otherwise::RefuseAtData("554 5.5.1 Error: no valid recipients"), ..PLAIN
        }, ..BASE
    },
    Kind {
        id: "refuses-after-dot", about: "Takes everything and refuses the message with 550 after the dot.",
        behaviour: Behaviour { otherwise: Otherwise::RefuseAtEnd("550 5.7.1 Message refused"), ..PLAIN }, ..BASE
    },
    Kind {
        id: "defers-after-dot", about: "Takes everything and puts the message off with 451 after the dot, for good.", expect: Expect::NotOpen,
        behaviour: Behaviour { otherwise: Otherwise::RefuseAtEnd("451 4.3.0 Message temporarily refused"), ..PLAIN }, ..BASE
    },

    // How the words reach us.
    Kind {
        id: "slow-banner-open", about: "Relays, and greets after three seconds.", expect: Expect::Open,
        behaviour: Behaviour { greeting_delay: Duration::from_secs(3), ..OPEN }, ..BASE
    },
    Kind {
        id: "slow-banner-closed", about: "Refuses strangers, and greets after three seconds.",
        behaviour: Behaviour { greeting_delay: Duration::from_secs(3), ..PLAIN }, ..BASE
    },
    Kind {
        id: "drips-open", about: "Relays, and sends every reply byte by byte.", expect: Expect::Open,
        behaviour: Behaviour { voice: Voice { pieces: Some((1, Duration::from_millis(2))), ..PLAIN.voice }, ..OPEN }, ..BASE
    },
    Kind {
        id: "splits-replies-closed", about: "Refuses strangers, in pieces of seven bytes that end anywhere.",
        behaviour: Behaviour { voice: Voice { pieces: Some((7, Duration::from_millis(1))), ..PLAIN.voice }, ..PLAIN }, ..BASE
    },
    Kind {
        id: "bare-lf-open", about: "Relays, and ends its lines with LF alone.", expect: Expect::Open,
        behaviour: Behaviour { voice: Voice { line_end: "\n", ..PLAIN.voice }, ..OPEN }, ..BASE
    },
    Kind {
        id: "junk-in-replies-closed", about: "Refuses strangers, with bytes in its replies that are not text in any encoding.",
        behaviour: Behaviour { voice: Voice { junk: b"\xff\xfe\xe9\x80 ", ..PLAIN.voice }, ..PLAIN }, ..BASE
    },
    Kind {
        id: "long-lines-open", about: "Relays, with 3,000 bytes too many in every reply.", expect: Expect::Open,
        behaviour: Behaviour { voice: Voice { padding: 3000, ..PLAIN.voice }, ..OPEN }, ..BASE
    },
    Kind {
        id: "endless-reply", about: "Answers EHLO with a reply that has no last line.", expect: Expect::NotOpen,
        behaviour: Behaviour { voice: Voice { endless: true, ..PLAIN.voice }, ..OPEN }, ..BASE
    },
    Kind {
        id: "helo-only-open", about: "Relays, and knows HELO but not EHLO.", expect: Expect::Open,
        behaviour: Behaviour { ehlo: false, ..OPEN }, ..BASE
    },

    // Encryption.
    Kind {
        id: "starttls-required-open", about: "Says 530 before STARTTLS, and relays for everyone after it.", expect: Expect::Open,
        behaviour: Behaviour { starttls: Starttls::Required, ..OPEN }, ..BASE
    },
    Kind {
        id: "starttls-required-closed", about: "Says 530 before STARTTLS, and refuses strangers after it.",
        behaviour: Behaviour { starttls: Starttls::Required, ..PLAIN }, ..BASE
    },
    Kind {
        id: "starttls-unlocks", about: "Refuses strangers in the clear and relays for anyone who comes encrypted.", expect: Expect::Open,
        behaviour: Behaviour { starttls: Starttls::Offered, relays_for: &[Trust::Encrypted], ..PLAIN }, ..BASE
    },
    Kind {
        id: "starttls-broken", about: "Refuses strangers in the clear; offers STARTTLS and fails at it.", expect: Expect::Unknown("tls-failed"),
        behaviour: Behaviour { starttls: Starttls::Broken, ..PLAIN }, ..BASE
    },
    Kind {
        id: "implicit-tls-open", about: "Relays for everyone, in TLS from the first byte.", expect: Expect::Open,
        transport: Transport::Tls, behaviour: OPEN, ..BASE
    },
    Kind {
        id: "implicit-tls-closed", about: "Refuses strangers, in TLS from the first byte.",
        transport: Transport::Tls, ..BASE
    },

    // Credentials and claims.
    Kind {
        id: "any-credentials", about: "Relays for whoever logs in, and lets anyone log in with anything.", expect: Expect::Open,
        behaviour: Behaviour { auth: Auth::Anyone, relays_for: &[Trust::Authenticated], ..PLAIN }, ..BASE
    },
    Kind {
        id: "no-credentials", about: "Offers AUTH and lets nobody in.",
        behaviour: Behaviour { auth: Auth::Nobody, relays_for: &[Trust::Authenticated], ..PLAIN }, ..BASE
    },
    Kind {
        id: "xclient-trusted", about: "Believes anyone's XCLIENT, and relays for 127.0.0.1.", expect: Expect::Open,
        behaviour: Behaviour { xclient: true, relays_for: &[Trust::ClaimsLoopback], ..PLAIN }, ..BASE
    },
    Kind {
        id: "xclient-harmless", about: "Believes anyone's XCLIENT, and trusts no address.",
        behaviour: Behaviour { xclient: true, ..PLAIN }, ..BASE
    },
    Kind {
        id: "proxy-header-trusted", about: "Believes a PROXY header from anyone, and relays for 127.0.0.1.", expect: Expect::Open,
        behaviour: Behaviour { proxy_header: ProxyHeader::Believed, relays_for: &[Trust::ClaimsLoopback], ..PLAIN }, ..BASE
    },
    Kind {
        id: "proxy-header-demanded", about: "Speaks only after a PROXY header, believes it, and relays for 127.0.0.1.", expect: Expect::Open,
        behaviour: Behaviour { proxy_header: ProxyHeader::Demanded, relays_for: &[Trust::ClaimsLoopback], ..PLAIN }, ..BASE
    },
    Kind {
        id: "proxy-header-demanded-closed", about: "Speaks only after a PROXY header, and trusts no address.", expect: Expect::NotOpen,
        behaviour: Behaviour { proxy_header: ProxyHeader::Demanded, ..PLAIN }, ..BASE
    },
    Kind {
        id: "own-sender-trusted", about: "Relays for whoever names a sender in the server's own domain.", expect: Expect::Open,
        tests: OWN_DOMAIN, behaviour: Behaviour { relays_for: &[Trust::OwnSender], ..PLAIN }, ..BASE
    },
    Kind {
        id: "own-helo-trusted", about: "Relays for whoever says that it has the server's own name.", expect: Expect::Open,
        behaviour: Behaviour { relays_for: &[Trust::OwnHelo], ..PLAIN }, ..BASE
    },
    Kind {
        id: "localhost-helo-trusted", about: "Relays for whoever says that it is localhost.", expect: Expect::Open,
        behaviour: Behaviour { relays_for: &[Trust::LocalhostHelo], ..PLAIN }, ..BASE
    },
    Kind {
        id: "null-sender-trusted", about: "Relays everything that looks like a bounce.", expect: Expect::Open,
        behaviour: Behaviour { relays_for: &[Trust::NullSender], ..PLAIN }, ..BASE
    },
    Kind {
        id: "nat-open", about: "Takes every client for 172.17.0.1, its own gateway, and relays for it.", expect: Expect::Open,
        behaviour: Behaviour { sees_clients_as: Some(Ipv4Addr::new(172, 17, 0, 1)), ..OPEN }, ..BASE
    },

    // Forms of address.
    Kind {
        id: "percent-hack", about: "Passes user%domain@me on to user@domain.", expect: Expect::Open,
        behaviour: Behaviour { rewrites: &[Form::Percent], ..PLAIN }, ..BASE
    },
    Kind {
        id: "source-route", about: "Passes @me:user@domain on to user@domain.", expect: Expect::Open,
        behaviour: Behaviour { rewrites: &[Form::Route], ..PLAIN }, ..BASE
    },
    Kind {
        id: "bang-path", about: "Passes domain!user@me on to user@domain.", expect: Expect::Open,
        behaviour: Behaviour { rewrites: &[Form::Bang], ..PLAIN }, ..BASE
    },
    Kind {
        id: "quoted-local-part", about: "Takes the quotes off \"user@domain\"@me and passes it on.", expect: Expect::Open,
        behaviour: Behaviour { rewrites: &[Form::Quoted], ..PLAIN }, ..BASE
    },
    Kind {
        id: "bare-names-qualified", about: "Adds its own domain to \"user%domain\" and passes the result on.", expect: Expect::Open,
        behaviour: Behaviour { bare_names: BareNames::Qualify, rewrites: &[Form::Percent, Form::Quoted], ..PLAIN }, ..BASE
    },
    Kind {
        id: "double-at", about: "Passes user@domain@me, which is no address, on to user@domain.", expect: Expect::Open,
        behaviour: Behaviour { rewrites: &[Form::DoubleAt], ..PLAIN }, ..BASE
    },
    Kind {
        id: "foreign-literal", about: "Takes every address literal for its own and passes the mail on to that address.", expect: Expect::Open,
        behaviour: Behaviour { rewrites: &[Form::Literal], ..PLAIN }, ..BASE
    },
    Kind {
        id: "mixed-recipients", about: "Relays to a stranger named after a recipient of its own.", expect: Expect::Open,
        tests: OWN_DOMAIN, behaviour: Behaviour { relays_for: &[Trust::AfterOwnRecipient], ..PLAIN }, ..BASE
    },
    Kind {
        id: "bare-names-kept", about: "Takes a name without a domain for a mailbox of its own, whatever is in it.", expect: Expect::NotOpen,
        behaviour: Behaviour { bare_names: BareNames::Keep, ..PLAIN }, ..BASE
    },
    Kind {
        id: "own-catch-all", about: "Has a mailbox for every name in its own domains, odd ones too; refuses strangers.", expect: Expect::NotOpen,
        behaviour: Behaviour { mailboxes: Mailboxes::All, ..PLAIN }, ..BASE
    },
    Kind {
        id: "drops-at-percent-open-to-bang", about: "Hangs up when it sees a percent sign, and passes domain!user@me on.", expect: Expect::Open,
        behaviour: Behaviour { hangs_up_on: &[Form::Percent], rewrites: &[Form::Bang], ..PLAIN }, ..BASE
    },

    // What becomes of mail that was taken.
    Kind {
        id: "discards", about: "Takes mail for strangers and throws it away.", expect: UNPROVEN,
        behaviour: Behaviour { otherwise: Otherwise::Keep, ..PLAIN }, ..BASE
    },
    Kind {
        id: "catch-all", about: "Delivers mail for every domain to a mailbox of its own.", expect: UNPROVEN,
        behaviour: Behaviour {
            otherwise: Otherwise::Keep, mailboxes: Mailboxes::All, bare_names: BareNames::Keep,
            queued: "250 2.0.0 {id} Message accepted for delivery", ..PLAIN
        }, ..BASE
    },
    Kind {
        id: "honeypot", about: "Says yes to everything, logins and nonsense too, and delivers nothing.", expect: UNPROVEN,
        behaviour: Behaviour {
            otherwise: Otherwise::Keep, mailboxes: Mailboxes::All, bare_names: BareNames::Keep, strict_syntax: false,
            auth: Auth::Anyone, xclient: true, ..PLAIN
        }, ..BASE
    },
    Kind {
        id: "bounces", about: "Takes mail for strangers and sends it back to its sender.", expect: Expect::NotOpen,
        behaviour: Behaviour { otherwise: Otherwise::Bounce, ..PLAIN }, ..BASE
    },
    Kind {
        id: "lowers-case", about: "Relays, and makes the recipient's local part lower case.", expect: Expect::Open,
        behaviour: Behaviour { case: Case::Lowered, ..OPEN }, ..BASE
    },
    Kind {
        id: "raises-case", about: "Relays, and makes the recipient's local part upper case.", expect: Expect::Open,
        behaviour: Behaviour { case: Case::Raised, ..OPEN }, ..BASE
    },
    Kind {
        id: "other-exit", about: "Relays, from another address than the one it listens on.", expect: Expect::Open,
        behaviour: Behaviour { exit: Some(Ipv4Addr::new(127, 77, 0, 1)), ..OPEN }, ..BASE
    },

    // Servers that want to be asked again, or less.
    Kind {
        id: "greylists-open", about: "Puts off what it has not seen before for three seconds, and relays it then.", expect: Expect::Open,
        behaviour: Behaviour { puts_off: PutsOff::Triplet(Duration::from_secs(3)), ..OPEN }, ..BASE
    },
    Kind {
        id: "greylists-closed", about: "Puts off what it has not seen before for three seconds, and refuses strangers then.", expect: Expect::NotOpen,
        behaviour: Behaviour { puts_off: PutsOff::Triplet(Duration::from_secs(3)), ..PLAIN }, ..BASE
    },
    Kind {
        id: "postscreen-open", about: "Says 450 throughout a client's first connection, and relays in the second.", expect: Expect::Open,
        behaviour: Behaviour { puts_off: PutsOff::FirstConnection, ..OPEN }, ..BASE
    },
    Kind {
        id: "postscreen-closed", about: "Says 450 throughout a client's first connection, and refuses strangers in the second.", expect: Expect::NotOpen,
        behaviour: Behaviour { puts_off: PutsOff::FirstConnection, ..PLAIN }, ..BASE
    },
    Kind {
        id: "tarpit", about: "Takes a second over every refusal.",
        behaviour: Behaviour { refusal_delay: Duration::from_secs(1), ..PLAIN }, ..BASE
    },
    Kind {
        id: "error-limit-open-to-bang", about: "Hangs up after five refusals, and passes domain!user@me on.", expect: Expect::Open,
        behaviour: Behaviour { errors_max: Some(5), rewrites: &[Form::Bang], ..PLAIN }, ..BASE
    },
    Kind {
        id: "recipient-limit-open-to-quoted", about: "Takes five recipients in a connection, and passes \"user@domain\"@me on.", expect: Expect::Open,
        behaviour: Behaviour { recipients_max: Some(5), rewrites: &[Form::Quoted], ..PLAIN }, ..BASE
    },
    Kind {
        id: "drops-at-rcpt", about: "Hangs up at every recipient that is not its own.", expect: Expect::Unknown("dropped"),
        behaviour: Behaviour { otherwise: Otherwise::HangUp, ..PLAIN }, ..BASE
    },

    // Not mail servers.
    Kind {
        id: "silent", about: "Takes the connection and never says a word.", expect: Expect::Unknown("timeout"),
        behaviour: Behaviour { service: Service::Silent, ..PLAIN }, ..BASE
    },
    Kind {
        id: "http", about: "A web server that waits five seconds for a request and then says so.", expect: Expect::Unknown("not-this-service"),
        behaviour: Behaviour {
            service: Service::Answers("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", Duration::from_secs(5)), ..PLAIN
        }, ..BASE
    },
    Kind {
        id: "ssh", about: "An SSH server, which speaks first as a mail server does.", expect: Expect::Unknown("not-this-service"),
        behaviour: Behaviour { service: Service::Speaks("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"), ..PLAIN }, ..BASE
    },
];
