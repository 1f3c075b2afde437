//! The table of kinds that are open, each to something else.

use std::net::Ipv4Addr;
use std::time::Duration;

use super::{
    Admits, Behaviour, Command, Connect, Connect2, Expect, Form, Ftp, Http, Http2, Kind, Login,
    NOTHING, Otherwise, Port, Reach, Reverse, Scheme, Socks4, Socks5, Spelling, Telnet, Version,
    Voice,
};

/// A web proxy that does nothing for anyone.
pub(super) const HTTP: Http = Http {
    version: Version::Any,
    connect: Connect::Unknown,
    forwards: &[],
    reverse: None,
    datagrams: false,
    login: Login::Unneeded,
    forbids_first: false,
    filler_bytes: 0,
    forbidden: "HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nForbidden",
    no_route: "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    otherwise: Otherwise::Says(
        "HTTP/1.1 405 Method Not Allowed\r\nAllow:\r\nContent-Length: 0\r\n\r\n",
    ),
};

pub(super) const ESTABLISHED: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

/// A web proxy that connects anyone to anything.
pub(super) const TUNNELS: Http = Http { connect: Connect::Tunnels(ESTABLISHED), ..HTTP };

/// A web proxy that does all it can for anyone.
const EVERYTHING: Http = Http { forwards: &["GET", "HEAD", "POST", "PUT"], ..TUNNELS };

const ALL_FORMS: &[Form] = &[Form::V4, Form::Name, Form::V6];

/// A SOCKS 5 server that connects anyone to anything.
pub(super) const SOCKS5: Socks5 = Socks5 {
    login: Login::Unneeded,
    forms: ALL_FORMS,
    commands: &[Command::Connect],
    binds_strictly: true,
    refuses: None,
};

/// A SOCKS 4 server that connects anyone to any address and any name.
pub(super) const SOCKS4: Socks4 = Socks4 { addresses: true, names: true, refuses: 0x5b };

/// The prompt of a `WinGate`.
pub(super) const WINGATE: Telnet = Telnet {
    greeting: b"",
    prompt: "WinGate>",
    spellings: &[Spelling::Space],
    connected: "Connecting to host {host}...Connected\r\n",
    refuses: "Host not found\r\n",
};

/// CONNECT with this answer.
const fn tunnels(answer: &'static str) -> Behaviour {
    Behaviour { http: Some(Http { connect: Connect::Tunnels(answer), ..HTTP }), ..NOTHING }
}

pub(super) const fn http(http: Http) -> Behaviour {
    Behaviour { http: Some(http), ..NOTHING }
}

pub(super) const fn socks4(socks4: Socks4) -> Behaviour {
    Behaviour { socks4: Some(socks4), ..NOTHING }
}

pub(super) const fn socks5(socks5: Socks5) -> Behaviour {
    Behaviour { socks5: Some(socks5), ..NOTHING }
}

const fn telnet(telnet: Telnet) -> Behaviour {
    Behaviour { telnet: Some(telnet), ..NOTHING }
}

const BASE: Kind = Kind {
    id: "",
    about: "",
    expect: Expect::Open,
    proves: CONNECTS,
    arguments: &[],
    scheme: Scheme::Http,
    behaviour: NOTHING,
};
const SOCKS: Kind = Kind { scheme: Scheme::Socks, proves: SOCKS_5, ..BASE };
const TELNET: Kind = Kind { scheme: Scheme::Telnet, proves: &["telnet-space"], ..BASE };

const VOICE: Voice = NOTHING.voice;
const BYTE_BY_BYTE: Voice = Voice { pieces: Some((1, Duration::from_millis(3))), ..VOICE };
const GLUED: Voice = Voice { glued: true, ..VOICE };
const SLOW: Voice = Voice { first_delay: Duration::from_secs(12), ..VOICE };
const SLOW_DIAL: Duration = Duration::from_secs(8);
const OTHER_EXIT: Option<Ipv4Addr> = Some(Ipv4Addr::new(127, 99, 0, 1));

const CONNECTS: &[&str] =
    &["http-connect", "http-connect-1.0", "http-connect-name", "http-connect-ipv6"];
const GETS: &[&str] = &["http-get", "http-get-name", "http-get-ipv6"];
const GETS_AND_HEAD: &[&str] = &["http-get", "http-get-name", "http-get-ipv6", "http-head"];
const ALL_OF_HTTP: &[&str] = &[
    "http-connect",
    "http-connect-1.0",
    "http-connect-name",
    "http-connect-ipv6",
    "http-get",
    "http-get-name",
    "http-get-ipv6",
    "http-head",
    "http-post",
    "http-put",
];
const SOCKS_5: &[&str] = &["socks5", "socks5-name", "socks5-ipv6"];
const ALL_OF_SOCKS: &[&str] = &["socks4", "socks4a", "socks5", "socks5-name", "socks5-ipv6"];

/// The open kinds, those that belong together side by side.
#[rustfmt::skip]
pub const OPEN: &[Kind] = &[
    // HTTP/1: what is passed on.
    Kind { id: "http-connect", about: "Connects anyone to anything by CONNECT.", behaviour: http(TUNNELS), ..BASE },
    Kind { id: "http-get", about: "Passes on GET in absolute form and nothing else.", proves: GETS, behaviour: http(Http { forwards: &["GET"], ..HTTP }), ..BASE },
    Kind { id: "http-get-head", about: "Passes on GET and HEAD in absolute form.", proves: GETS_AND_HEAD, behaviour: http(Http { forwards: &["GET", "HEAD"], ..HTTP }), ..BASE },
    Kind { id: "http-everything", about: "Connects by CONNECT and passes on every method.", proves: ALL_OF_HTTP, behaviour: http(EVERYTHING), ..BASE },
    Kind { id: "http-post-mail", about: "Refuses CONNECT and passes on POST, to a mail server as well.", proves: &["http-post"], behaviour: http(Http { forwards: &["POST"], ..HTTP }), ..BASE },
    Kind { id: "http-put-mail", about: "Refuses CONNECT and passes on PUT, to a mail server as well.", proves: &["http-put"], behaviour: http(Http { forwards: &["PUT"], ..HTTP }), ..BASE },

    // HTTP/1: to where.
    Kind { id: "connect-first-only", about: "Connects by CONNECT to one usual port and no other.", behaviour: Behaviour { reach: Reach::Only(&[Port::First]), ..http(TUNNELS) }, ..BASE },
    Kind { id: "connect-mail-only", about: "Connects by CONNECT to mail servers and to nothing else.", behaviour: Behaviour { reach: Reach::Only(&[Port::Mail]), ..http(TUNNELS) }, ..BASE },
    Kind { id: "connect-second-only", about: "Connects by CONNECT to one odd port and no other.", behaviour: Behaviour { reach: Reach::Only(&[Port::Second]), ..http(TUNNELS) }, ..BASE },
    Kind {
        id: "connect-first-posts-mail", about: "Connects to one usual port, and passes on other methods to any port, mail servers included.",
        proves: &[
            "http-connect:FIRST", "http-connect-1.0:FIRST", "http-connect-name:FIRST", "http-connect-ipv6:FIRST", "http-get", "http-get-name",
            "http-get-ipv6", "http-head", "http-post", "http-put",
        ],
        behaviour: http(Http { connect: Connect::TunnelsTo(&[Port::First], ESTABLISHED), ..EVERYTHING }), ..BASE
    },
    Kind { id: "http-other-exit", about: "Connects from an address that is not the one it listens on.", behaviour: Behaviour { exit: OTHER_EXIT, ..http(TUNNELS) }, ..BASE },

    // HTTP/1: how it answers.
    Kind { id: "connect-201", about: "Answers a CONNECT that it grants with 201.", behaviour: tunnels("HTTP/1.1 201 Created\r\n\r\n"), ..BASE },
    Kind { id: "connect-204", about: "Answers a CONNECT that it grants with 204.", behaviour: tunnels("HTTP/1.1 204 No Content\r\n\r\n"), ..BASE },
    Kind { id: "connect-no-reason", about: "Answers a CONNECT that it grants with a bare 200 of HTTP/1.0.", behaviour: tunnels("HTTP/1.0 200\r\n\r\n"), ..BASE },
    Kind { id: "connect-with-length", about: "Tells a length in its answer to CONNECT, which does not count there.", behaviour: tunnels("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\nTransfer-Encoding: chunked\r\n\r\n"), ..BASE },
    Kind { id: "connect-interim-answer", about: "Says 100 before it says 200.", behaviour: tunnels("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"), ..BASE },
    Kind { id: "connect-many-fields", about: "Answers a CONNECT that it grants with a head of several KiB.", behaviour: http(Http { filler_bytes: 12_000, connect: Connect::Tunnels("HTTP/1.1 200 OK\r\nX-Filler: {filler}\r\n\r\n"), ..HTTP }), ..BASE },
    Kind { id: "http-1.0-only", about: "Speaks HTTP/1.0 and no later version.", proves: &["http-connect-1.0"], behaviour: http(Http { version: Version::OneZero, ..TUNNELS }), ..BASE },
    Kind { id: "http-1.1-with-host", about: "Speaks HTTP/1.1, and demands a Host field.", proves: &["http-connect", "http-connect-name", "http-connect-ipv6"], behaviour: http(Http { version: Version::OneOneWithHost, ..TUNNELS }), ..BASE },
    Kind { id: "http-single-bytes", about: "Answers byte by byte.", behaviour: Behaviour { voice: BYTE_BY_BYTE, ..http(TUNNELS) }, ..BASE },
    Kind { id: "http-glued", about: "Sends its answer together with what the destination says first.", behaviour: Behaviour { voice: GLUED, ..http(TUNNELS) }, ..BASE },
    Kind { id: "http-slow-first-byte", about: "Takes twelve seconds over the first byte of its answer.", behaviour: Behaviour { voice: SLOW, ..http(TUNNELS) }, ..BASE },
    Kind { id: "http-slow-connect", about: "Takes eight seconds to connect.", behaviour: Behaviour { dial_delay: SLOW_DIAL, ..http(TUNNELS) }, ..BASE },
    Kind { id: "http-drops-first", about: "Ends the first connection at once.", behaviour: Behaviour { admits: Admits::AllButFirst, ..http(EVERYTHING) }, proves: ALL_OF_HTTP, ..BASE },
    Kind { id: "http-every-third", about: "Lets in every third connection only.", behaviour: Behaviour { admits: Admits::Every(3), ..http(EVERYTHING) }, proves: ALL_OF_HTTP, ..BASE },
    Kind { id: "http-hangs-up", about: "Ends the connection after every method but CONNECT.", behaviour: http(Http { otherwise: Otherwise::HangsUp, ..TUNNELS }), ..BASE },

    // HTTP/1: to whom.
    Kind { id: "http-any-credentials", about: "Says 407, and takes any credentials.", proves: &["http-connect-auth"], behaviour: http(Http { login: Login::Anyone, ..TUNNELS }), ..BASE },
    Kind {
        id: "http-forbids-first-any-credentials", about: "Says 403 for all ports but one, and 407 there, where it takes any credentials.", proves: &["http-connect-auth"],
        behaviour: Behaviour { reach: Reach::Only(&[Port::First]), ..http(Http { login: Login::Anyone, forbids_first: true, ..TUNNELS }) }, ..BASE
    },

    Kind { id: "http-get-any-credentials", about: "Says 407 to everything, takes any credentials, and passes on GET.", proves: &["http-get-auth"], behaviour: http(Http { login: Login::Anyone, forwards: &["GET"], ..HTTP }), ..BASE },

    // Reverse proxies whose client chooses.
    Kind { id: "reverse-by-host", about: "Takes a request to whatever host its Host field names.", proves: &["http-host"], behaviour: http(Http { reverse: Some(Reverse::Host), ..HTTP }), ..BASE },
    Kind { id: "reverse-by-absolute-form", about: "A web server that takes a request in absolute form to where that says.", proves: GETS_AND_HEAD, behaviour: http(Http { forwards: &["GET", "HEAD"], otherwise: Otherwise::Says(PAGE), ..HTTP }), ..BASE },
    Kind { id: "reverse-by-path", about: "Takes a request to the URL in its path.", proves: &["http-path"], behaviour: http(Http { reverse: Some(Reverse::Path), otherwise: Otherwise::Says(PAGE), ..HTTP }), ..BASE },

    // Within TLS, HTTP/2, datagrams.
    Kind { id: "https-connect", about: "Connects by CONNECT within TLS.", scheme: Scheme::Https, behaviour: http(TUNNELS), ..BASE },
    Kind { id: "https-get", about: "Passes on GET within TLS.", scheme: Scheme::Https, proves: GETS, behaviour: http(Http { forwards: &["GET"], ..HTTP }), ..BASE },
    Kind { id: "http2-prior-knowledge", about: "Connects by CONNECT over HTTP/2 in the clear, and refuses it over HTTP/1.", proves: &["h2-connect"], behaviour: Behaviour { http2: HTTP2, ..http(HTTP) }, ..BASE },
    Kind { id: "http2-only", about: "Speaks HTTP/2 in the clear and nothing else.", proves: &["h2-connect"], behaviour: Behaviour { http2: HTTP2, ..NOTHING }, ..BASE },
    Kind { id: "http2-by-alpn", about: "Connects by CONNECT over HTTP/2 chosen within TLS, and refuses it over HTTP/1.", scheme: Scheme::Https, proves: &["h2-connect"], behaviour: Behaviour { http2: HTTP2, ..http(HTTP) }, ..BASE },
    Kind { id: "http2-and-1", about: "Connects by CONNECT over HTTP/2 and HTTP/1.", proves: &["http-connect", "http-connect-1.0", "http-connect-name", "http-connect-ipv6", "h2-connect"], behaviour: Behaviour { http2: HTTP2, ..http(TUNNELS) }, ..BASE },
    Kind { id: "http2-mail-only", about: "Connects by CONNECT over HTTP/2 to mail servers and to nothing else.", proves: &["h2-connect"], behaviour: Behaviour { http2: HTTP2, reach: Reach::Only(&[Port::Mail]), ..http(HTTP) }, ..BASE },
    Kind { id: "udp-by-upgrade", about: "Passes datagrams on by CONNECT-UDP over HTTP/1.", proves: &["http-connect-udp"], behaviour: http(Http { datagrams: true, ..HTTP }), ..BASE },
    Kind { id: "udp-over-http2", about: "Passes datagrams on by CONNECT-UDP over HTTP/2.", proves: &["h2-connect-udp"], behaviour: Behaviour { http2: Some(Http2 { connect: Connect2::Answers(405), datagrams: true }), ..http(HTTP) }, ..BASE },
    Kind { id: "udp-over-http2-by-alpn", about: "Passes datagrams on by CONNECT-UDP over HTTP/2 chosen within TLS.", scheme: Scheme::Https, proves: &["h2-connect-udp"], behaviour: Behaviour { http2: Some(Http2 { connect: Connect2::Answers(405), datagrams: true }), ..http(HTTP) }, ..BASE },

    // SOCKS.
    Kind { id: "socks4", about: "Connects anyone to any address by SOCKS 4.", proves: &["socks4"], behaviour: socks4(Socks4 { names: false, ..SOCKS4 }), ..SOCKS },
    Kind { id: "socks4a-only", about: "Connects anyone to any name by SOCKS 4a, and to no address.", proves: &["socks4a"], behaviour: socks4(Socks4 { addresses: false, ..SOCKS4 }), ..SOCKS },
    Kind { id: "socks4-mail-only", about: "Connects to mail servers by SOCKS 4 and to nothing else.", proves: &["socks4", "socks4a"], behaviour: Behaviour { reach: Reach::Only(&[Port::Mail]), ..socks4(SOCKS4) }, ..SOCKS },
    Kind { id: "socks5", about: "Connects anyone to anything by SOCKS 5.", behaviour: socks5(SOCKS5), ..SOCKS },
    Kind { id: "socks5-address-only", about: "Connects to IPv4 addresses by SOCKS 5 and to no name.", proves: &["socks5"], behaviour: socks5(Socks5 { forms: &[Form::V4], ..SOCKS5 }), ..SOCKS },
    Kind { id: "socks5-name-only", about: "Connects to names by SOCKS 5 and to no address.", proves: &["socks5-name"], behaviour: socks5(Socks5 { forms: &[Form::Name], ..SOCKS5 }), ..SOCKS },
    Kind { id: "socks5-ipv6-only", about: "Connects to IPv6 addresses by SOCKS 5 and to nothing else.", proves: &["socks5-ipv6"], behaviour: socks5(Socks5 { forms: &[Form::V6], ..SOCKS5 }), ..SOCKS },
    Kind { id: "socks5-any-credentials", about: "Wants a name and a password by SOCKS 5, and takes any.", proves: &["socks5-auth"], behaviour: socks5(Socks5 { login: Login::Anyone, ..SOCKS5 }), ..SOCKS },
    Kind { id: "socks5-udp-only", about: "Passes datagrams on by SOCKS 5 and connects nobody.", proves: &["socks5-udp"], behaviour: socks5(Socks5 { commands: &[Command::Associate], ..SOCKS5 }), ..SOCKS },
    Kind { id: "socks5-bind-only", about: "Opens a port to a destination, and to nobody else, by SOCKS 5 and connects to none.", proves: &["socks5-bind"], behaviour: socks5(Socks5 { binds_strictly: false, commands: &[Command::Bind], ..SOCKS5 }), ..SOCKS },
    Kind { id: "socks5-everything", about: "Does all that SOCKS 5 knows for anyone.", proves: &["socks5", "socks5-name", "socks5-ipv6", "socks5-udp", "socks5-bind"], behaviour: socks5(Socks5 { binds_strictly: false, commands: &[Command::Connect, Command::Bind, Command::Associate], ..SOCKS5 }), ..SOCKS },
    Kind { id: "socks5-first-only", about: "Connects to one usual port by SOCKS 5 and to no other.", behaviour: Behaviour { reach: Reach::Only(&[Port::First]), ..socks5(SOCKS5) }, ..SOCKS },
    Kind { id: "socks4-and-5", about: "Speaks SOCKS 4 and 5.", proves: ALL_OF_SOCKS, behaviour: Behaviour { socks4: Some(SOCKS4), ..socks5(SOCKS5) }, ..SOCKS },
    Kind { id: "socks5-single-bytes", about: "Answers SOCKS 5 byte by byte.", behaviour: Behaviour { voice: BYTE_BY_BYTE, ..socks5(SOCKS5) }, ..SOCKS },
    Kind { id: "socks5-glued", about: "Sends its answer together with what the destination says first.", behaviour: Behaviour { voice: GLUED, ..socks5(SOCKS5) }, ..SOCKS },
    Kind { id: "socks5-slow-first-byte", about: "Takes twelve seconds over its first byte.", behaviour: Behaviour { voice: SLOW, ..socks5(SOCKS5) }, ..SOCKS },
    Kind { id: "socks5-drops-first", about: "Ends the first connection at once.", proves: ALL_OF_SOCKS, behaviour: Behaviour { admits: Admits::AllButFirst, socks4: Some(SOCKS4), ..socks5(SOCKS5) }, ..SOCKS },
    Kind { id: "socks5-other-exit", about: "Connects from an address that is not the one it listens on.", behaviour: Behaviour { exit: OTHER_EXIT, ..socks5(SOCKS5) }, ..SOCKS },
    Kind { id: "mixed-port", about: "Speaks HTTP and SOCKS on one port, asked as a web proxy.", proves: ALL_OF_HTTP, behaviour: Behaviour { socks4: Some(SOCKS4), socks5: Some(SOCKS5), ..http(EVERYTHING) }, ..BASE },
    Kind { id: "mixed-port-socks", about: "Speaks HTTP and SOCKS on one port, asked as a SOCKS server.", proves: ALL_OF_SOCKS, behaviour: Behaviour { socks4: Some(SOCKS4), socks5: Some(SOCKS5), ..http(EVERYTHING) }, ..SOCKS },

    // A prompt.
    Kind { id: "wingate", about: "Connects to `host port` typed at the prompt of a WinGate.", behaviour: telnet(WINGATE), ..TELNET },
    Kind { id: "wingate-colon", about: "Connects to `host:port` typed at the prompt of a WinGate.", proves: &["telnet"], behaviour: telnet(Telnet { spellings: &[Spelling::Colon], ..WINGATE }), ..TELNET },
    Kind {
        id: "ccproxy-telnet", about: "Connects to `open host port` typed at the prompt of a CCProxy.", proves: &["telnet-open"],
        behaviour: telnet(Telnet {
            greeting: b"CCProxy Telnet Service Ready.\r\n", prompt: "CCProxy Telnet>", spellings: &[Spelling::After("open")], connected: "connecting to {host}:{port}...connected\r\n",
            refuses: "Invalid Command. Please input the host name, for example: open host 23\r\n"
        }), ..TELNET
    },
    Kind {
        id: "telnet-connect", about: "Connects to `connect host port` typed at its prompt, after options of the telnet protocol.", proves: &["telnet-connect"],
        behaviour: telnet(Telnet {
            greeting: b"\xff\xfb\x01\xff\xfb\x03\xff\xfd\x18Telnet gateway ready\r\n", prompt: "gateway> ", spellings: &[Spelling::After("connect")], connected: "Trying {host} port {port}...\r\nConnected to {host}.\r\n",
            refuses: "Unknown command, try: connect host port\r\n"
        }), ..TELNET
    },
    Kind { id: "telnet-silent-prompt", about: "Says nothing, and connects to `host:port` or `host port` on the first line.", proves: &["telnet", "telnet-space"], behaviour: telnet(Telnet { prompt: "", spellings: &[Spelling::Colon, Spelling::Space], connected: "", refuses: "", ..WINGATE }), ..TELNET },
    Kind { id: "telnet-mail-only", about: "Connects to mail servers from its prompt and to nothing else.", behaviour: Behaviour { reach: Reach::Only(&[Port::Mail]), ..telnet(WINGATE) }, ..TELNET },

    // FTP.
    Kind { id: "ftp-user-at-host-port", about: "Connects to where `USER user@host:port` says, and logs in there.", scheme: Scheme::Ftp, proves: &["ftp-user"], behaviour: Behaviour { ftp: Some(Ftp { ports: true, hosts: true, waits: true }), ..NOTHING }, ..BASE },
    Kind { id: "ftp-user-at-host-port-at-once", about: "Connects to where `USER user@host:port` says, and passes all on that is said there.", scheme: Scheme::Ftp, proves: &["ftp-user"], behaviour: Behaviour { ftp: Some(Ftp { ports: true, hosts: true, waits: false }), ..NOTHING }, ..BASE },
];

const HTTP2: Option<Http2> = Some(Http2 { connect: Connect2::Tunnels, datagrams: false });

pub(super) const PAGE: &str = "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\n\
    Content-Length: 25\r\n\r\n<html>Welcome here</html>";
