//! The table of kinds that are not open: closed ones, and those that tell a careless checker otherwise.

use super::open::{HTTP, PAGE, SOCKS4, SOCKS5, TUNNELS, WINGATE, http, socks4, socks5};
use super::{
    Behaviour, Connect, Connect2, Expect, Ftp, Http, Http2, Kind, Login, NOTHING, Otherwise, Port,
    Reach, Scheme, Service, Socks4, Socks5, Spelling, Telnet, Tunnel,
};

const BASE: Kind = Kind {
    id: "",
    about: "",
    expect: Expect::Closed,
    proves: &[],
    arguments: &[],
    scheme: Scheme::Http,
    behaviour: NOTHING,
};
const HTTPS: Kind = Kind { scheme: Scheme::Https, ..BASE };
const SOCKS: Kind = Kind { scheme: Scheme::Socks, ..BASE };
const TELNET: Kind = Kind { scheme: Scheme::Telnet, ..BASE };

/// A web server or proxy that answers this to everything.
const fn says(text: &'static str) -> Behaviour {
    http(Http { otherwise: Otherwise::Says(text), ..HTTP })
}

/// A web proxy that grants every CONNECT, and then this.
const fn grants(tunnel: Tunnel) -> Behaviour {
    Behaviour { tunnel, ..http(TUNNELS) }
}

/// A SOCKS server that grants everything, and then this.
const fn socks_grants(tunnel: Tunnel) -> Behaviour {
    Behaviour { tunnel, socks4: Some(SOCKS4), ..socks5(SOCKS5) }
}

const fn refuses4(code: u8) -> Behaviour {
    socks4(Socks4 { addresses: false, names: false, refuses: code })
}

const fn refuses5(code: u8) -> Behaviour {
    socks5(Socks5 { refuses: Some(code), ..SOCKS5 })
}

const fn plays(service: Service) -> Behaviour {
    Behaviour { service, ..NOTHING }
}

const SILENT: Expect = Expect::Unknown("timeout");
const OTHER_SERVICE: Expect = Expect::Unknown("not-this-service");
const UNPROVEN: Expect = Expect::Unknown("accepted-unproven");

const FORBIDDEN: &str = "HTTP/1.1 403 Forbidden\r\nServer: squid/5.7\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\n\
    Content-Type: text/html\r\nContent-Length: 21\r\n\r\n<html>Denied</html>\r\n";
const NOT_IMPLEMENTED: &str = "HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n";
const BAD_REQUEST: &str =
    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 11\r\n\r\nBad Request";
const UNAVAILABLE: &str =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n";
const PORTAL: &str =
    "HTTP/1.1 302 Found\r\nLocation: http://portal.corp.example/login\r\nContent-Length: 0\r\n\r\n";
const HUGE: &str = "HTTP/1.1 200 OK\r\nX-Filler: {filler}\r\n\r\n";
const BANNER_SSH: &[u8] = b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n";
const BANNER_MAIL: &[u8] = b"220 mx.corp.example ESMTP Postfix\r\n";
const LOGIN: Telnet = Telnet {
    greeting: b"\xff\xfd\x18\xff\xfd\x20\xff\xfb\x03Debian GNU/Linux 12\r\n",
    prompt: "login: ",
    spellings: &[],
    connected: "",
    refuses: "Password: \r\nLogin incorrect\r\n",
};

/// The kinds that are not open, those that belong together side by side.
#[rustfmt::skip]
pub const CLOSED: &[Kind] = &[
    // Proxies that refuse.
    Kind { id: "http-403", about: "Answers 403 to every stranger.", behaviour: says(FORBIDDEN), ..BASE },
    Kind { id: "http-405", about: "Answers 405 to all it is asked.", behaviour: http(HTTP), ..BASE },
    Kind { id: "http-400", about: "Answers 400 to all it is asked, and ends the connection.", behaviour: says(BAD_REQUEST), ..BASE },
    Kind { id: "http-501", about: "Answers 501 to all it is asked.", behaviour: says(NOT_IMPLEMENTED), ..BASE },
    Kind { id: "http-502", about: "Takes every request, and finds no way out: 502.", expect: Expect::NotOpen, behaviour: Behaviour { reach: Reach::NoRoute, ..http(Http { forwards: &["GET", "HEAD", "POST", "PUT"], ..TUNNELS }) }, ..BASE },
    Kind { id: "http-503", about: "Answers 503 to all it is asked.", expect: Expect::NotOpen, behaviour: says(UNAVAILABLE), ..BASE },
    Kind { id: "http-rules-forbid", about: "Would connect, but its rules forbid every destination.", behaviour: Behaviour { reach: Reach::Nowhere, ..http(Http { forwards: &["GET", "HEAD", "POST", "PUT"], datagrams: true, ..TUNNELS }) }, ..BASE },
    Kind { id: "http-credentials", about: "Says 407, and takes nobody's credentials.", behaviour: http(Http { login: Login::Nobody, forwards: &["GET", "HEAD"], ..TUNNELS }), ..BASE },
    Kind { id: "http-forbids-first", about: "Says 403 for all ports but one, and 407 there, whatever the credentials.", behaviour: Behaviour { reach: Reach::Only(&[Port::First]), ..http(Http { login: Login::Nobody, forbids_first: true, ..TUNNELS }) }, ..BASE },
    Kind { id: "http-hangs-up-on-all", about: "Ends the connection after every request.", expect: Expect::NotOpen, behaviour: http(Http { otherwise: Otherwise::HangsUp, ..HTTP }), ..BASE },
    Kind { id: "https-403", about: "Answers 403 to every stranger, within TLS.", behaviour: says(FORBIDDEN), ..HTTPS },
    Kind { id: "https-credentials", about: "Says 407 within TLS, and takes nobody's credentials.", behaviour: http(Http { login: Login::Nobody, ..TUNNELS }), ..HTTPS },
    Kind { id: "http2-403", about: "Answers 403 over HTTP/2 and 405 over HTTP/1.", behaviour: Behaviour { http2: Some(Http2 { connect: Connect2::Answers(403), datagrams: false }), ..http(HTTP) }, ..BASE },
    Kind { id: "http2-resets", about: "Resets every CONNECT over HTTP/2.", expect: Expect::NotOpen, behaviour: Behaviour { http2: Some(Http2 { connect: Connect2::Resets, datagrams: false }), ..http(HTTP) }, ..BASE },
    Kind { id: "http2-405-by-alpn", about: "Answers 405 over HTTP/2 chosen within TLS.", behaviour: Behaviour { http2: Some(Http2 { connect: Connect2::Answers(405), datagrams: false }), ..http(HTTP) }, ..HTTPS },
    Kind { id: "udp-forbidden", about: "Knows CONNECT-UDP, over both versions, and forbids every destination.", behaviour: Behaviour { reach: Reach::Nowhere, http2: Some(Http2 { connect: Connect2::Answers(403), datagrams: true }), ..http(Http { datagrams: true, ..HTTP }) }, ..BASE },

    // Web servers.
    Kind { id: "web-200", about: "Answers 200 with a page of its own to all it is asked, CONNECT included.", expect: Expect::NotOpen, behaviour: http(Http { connect: Connect::Says(PAGE), otherwise: Otherwise::Says(PAGE), ..HTTP }), ..BASE },
    Kind { id: "web-shows-request", about: "Answers 200 with a page that shows the path, all fields and the body of the request.", expect: Expect::NotOpen, behaviour: http(Http { otherwise: Otherwise::ShowsRequest, ..HTTP }), ..BASE },
    Kind { id: "web-plain", about: "An ordinary web server: a page to every path, 405 to CONNECT.", expect: Expect::NotOpen, behaviour: http(Http { connect: Connect::Says(BAD_REQUEST), otherwise: Otherwise::Says(PAGE), ..HTTP }), ..BASE },
    Kind { id: "web-plain-tls", about: "An ordinary web server within TLS.", expect: Expect::NotOpen, behaviour: http(Http { connect: Connect::Says(BAD_REQUEST), otherwise: Otherwise::Says(PAGE), ..HTTP }), ..HTTPS },
    Kind { id: "captive-portal", about: "Sends everyone to a page where one logs in: 302.", expect: Expect::NotOpen, behaviour: says(PORTAL), ..BASE },
    Kind { id: "forwarder", about: "Passes every connection on to a web server and to nowhere else.", expect: Expect::NotOpen, behaviour: plays(Service::Forwards), ..BASE },
    Kind { id: "huge-head", about: "Answers 200 with a head of a MiB.", expect: Expect::NotOpen, behaviour: http(Http { filler_bytes: 1_048_576, connect: Connect::Says(HUGE), otherwise: Otherwise::Says(HUGE), ..HTTP }), ..BASE },

    // Those that grant a connection and make none.
    Kind { id: "connect-then-400", about: "Grants CONNECT, and answers 400 to what follows.", expect: UNPROVEN, behaviour: grants(Tunnel::Says(BAD_REQUEST.as_bytes())), ..BASE },
    Kind { id: "connect-then-silence", about: "Grants CONNECT, and says nothing more.", expect: UNPROVEN, behaviour: grants(Tunnel::Silent), ..BASE },
    Kind { id: "connect-then-echo", about: "Grants CONNECT, and sends back what it gets.", expect: UNPROVEN, behaviour: grants(Tunnel::Echoes), ..BASE },
    Kind { id: "connect-then-close", about: "Grants CONNECT, and ends the connection.", expect: UNPROVEN, behaviour: grants(Tunnel::Closes), ..BASE },
    Kind { id: "connect-honeypot", about: "Grants CONNECT, and plays a mail server and a web server.", expect: UNPROVEN, behaviour: grants(Tunnel::Played), ..BASE },
    Kind { id: "socks-then-silence", about: "Grants all that SOCKS asks for, and says nothing more.", expect: UNPROVEN, behaviour: socks_grants(Tunnel::Silent), ..SOCKS },
    Kind { id: "socks-then-echo", about: "Grants all that SOCKS asks for, and sends back what it gets.", expect: UNPROVEN, behaviour: socks_grants(Tunnel::Echoes), ..SOCKS },
    Kind { id: "socks-then-close", about: "Grants all that SOCKS asks for, and ends the connection.", expect: UNPROVEN, behaviour: socks_grants(Tunnel::Closes), ..SOCKS },
    Kind { id: "socks-honeypot", about: "Grants all that SOCKS asks for, and plays a mail server and a web server.", expect: UNPROVEN, behaviour: socks_grants(Tunnel::Played), ..SOCKS },

    // SOCKS servers that refuse.
    Kind { id: "socks5-no-method", about: "Takes none of the methods of SOCKS 5 that a stranger has.", behaviour: socks5(Socks5 { login: Login::Nobody, ..SOCKS5 }), ..SOCKS },
    Kind { id: "socks5-refuses-1", about: "Answers code 1 to every request: general failure.", expect: Expect::NotOpen, behaviour: refuses5(1), ..SOCKS },
    Kind { id: "socks5-refuses-2", about: "Answers code 2 to every request: not allowed.", behaviour: refuses5(2), ..SOCKS },
    Kind { id: "socks5-refuses-3", about: "Answers code 3 to every request: network unreachable.", expect: Expect::NotOpen, behaviour: refuses5(3), ..SOCKS },
    Kind { id: "socks5-refuses-4", about: "Answers code 4 to every request: host unreachable.", expect: Expect::NotOpen, behaviour: refuses5(4), ..SOCKS },
    Kind { id: "socks5-refuses-5", about: "Answers code 5 to every request: connection refused.", expect: Expect::NotOpen, behaviour: refuses5(5), ..SOCKS },
    Kind { id: "socks5-refuses-6", about: "Answers code 6 to every request: TTL expired.", expect: Expect::NotOpen, behaviour: refuses5(6), ..SOCKS },
    Kind { id: "socks5-refuses-7", about: "Answers code 7 to every request: unknown command.", expect: Expect::NotOpen, behaviour: refuses5(7), ..SOCKS },
    Kind { id: "socks5-refuses-8", about: "Answers code 8 to every request: unknown kind of address.", expect: Expect::NotOpen, behaviour: refuses5(8), ..SOCKS },
    Kind { id: "socks4-refuses-5b", about: "Answers 0x5b to every request of SOCKS 4.", behaviour: refuses4(0x5b), ..SOCKS },
    Kind { id: "socks4-refuses-5c", about: "Answers 0x5c to every request of SOCKS 4: no identd.", expect: Expect::NotOpen, behaviour: refuses4(0x5c), ..SOCKS },
    Kind { id: "socks4-refuses-5d", about: "Answers 0x5d to every request of SOCKS 4: wrong user.", expect: Expect::NotOpen, behaviour: refuses4(0x5d), ..SOCKS },
    Kind { id: "socks-rules-forbid", about: "Speaks SOCKS 4 and 5, and forbids every destination.", behaviour: Behaviour { reach: Reach::Nowhere, socks4: Some(SOCKS4), ..socks5(SOCKS5) }, ..SOCKS },
    Kind { id: "socks-no-route", about: "Speaks SOCKS 4 and 5, and finds no way out.", expect: Expect::NotOpen, behaviour: Behaviour { reach: Reach::NoRoute, socks4: Some(SOCKS4), ..socks5(SOCKS5) }, ..SOCKS },

    // Something else altogether.
    Kind { id: "resets", about: "Resets every connection.", expect: Expect::NotOpen, behaviour: plays(Service::Resets), ..BASE },
    Kind { id: "socks-resets", about: "Resets every connection, asked as a SOCKS server.", expect: Expect::NotOpen, behaviour: plays(Service::Resets), ..SOCKS },
    Kind { id: "http-silent", about: "Takes the connection and never says a word.", expect: SILENT, behaviour: plays(Service::Silent), ..BASE },
    Kind { id: "socks-silent", about: "Takes the connection and never says a word, asked as a SOCKS server.", expect: SILENT, behaviour: plays(Service::Silent), ..SOCKS },
    Kind { id: "https-silent", about: "Makes TLS and never says a word within.", expect: SILENT, behaviour: plays(Service::Silent), ..HTTPS },
    Kind { id: "noise", about: "Answers with bytes that mean nothing.", expect: OTHER_SERVICE, behaviour: plays(Service::Noise), ..BASE },
    Kind { id: "socks-noise", about: "Answers with bytes that mean nothing, asked as a SOCKS server.", expect: OTHER_SERVICE, behaviour: plays(Service::Noise), ..SOCKS },
    Kind { id: "endless", about: "Sends bytes without an end.", expect: OTHER_SERVICE, behaviour: plays(Service::Endless), ..BASE },
    Kind { id: "socks-endless", about: "Sends bytes without an end, asked as a SOCKS server.", expect: OTHER_SERVICE, behaviour: plays(Service::Endless), ..SOCKS },
    Kind { id: "echo", about: "Sends back what it gets.", expect: Expect::NotOpen, behaviour: plays(Service::Echoes), ..BASE },
    Kind { id: "socks-echo", about: "Sends back what it gets, asked as a SOCKS server.", expect: Expect::NotOpen, behaviour: plays(Service::Echoes), ..SOCKS },
    Kind { id: "drips", about: "Drips a byte a second of an answer that never comes.", expect: Expect::NotOpen, behaviour: plays(Service::Drips("HTTP/1.1 200 OK\r\nX-Wait: ")), ..BASE },
    Kind { id: "socks-is-web", about: "A web server, asked as a SOCKS server: waits for the end of a line.", expect: Expect::NotOpen, behaviour: says(BAD_REQUEST), ..SOCKS },
    Kind { id: "http-is-ssh", about: "An SSH server.", expect: OTHER_SERVICE, behaviour: plays(Service::Speaks(BANNER_SSH)), ..BASE },
    Kind { id: "http-is-mail", about: "Greets as a mail server does, and says nothing more.", expect: Expect::NotOpen, behaviour: plays(Service::Speaks(BANNER_MAIL)), ..BASE },
    Kind { id: "socks-is-ssh", about: "An SSH server, asked as a SOCKS server.", expect: OTHER_SERVICE, behaviour: plays(Service::Speaks(BANNER_SSH)), ..SOCKS },
    Kind { id: "telnet-login", about: "Asks who logs in, and lets nobody.", expect: Expect::NotOpen, behaviour: Behaviour { telnet: Some(LOGIN), ..NOTHING }, ..TELNET },
    Kind { id: "wingate-closed", about: "Shows the prompt of a WinGate, and forbids every destination.", expect: Expect::NotOpen, behaviour: Behaviour { reach: Reach::Nowhere, telnet: Some(WINGATE), ..NOTHING }, ..TELNET },
    Kind { id: "telnet-echo", about: "Sends back what is typed, asked as a telnet server.", expect: Expect::NotOpen, behaviour: plays(Service::Echoes), ..TELNET },
    Kind { id: "telnet-says-connected", about: "Says that it connects to whatever is typed, and does not.", expect: Expect::NotOpen, behaviour: Behaviour { telnet: Some(Telnet { spellings: &[] as &[Spelling], refuses: "Connecting to host...Connected\r\n", ..WINGATE }), ..NOTHING }, ..TELNET },
    Kind { id: "ftp-server", about: "An FTP server that asks every user for a password.", expect: Expect::NotOpen, scheme: Scheme::Ftp, behaviour: Behaviour { ftp: Some(Ftp { ports: false, hosts: false, waits: true }), ..NOTHING }, ..BASE },
    Kind { id: "ftp-usual-port-only", about: "An FTP proxy that reaches port 21 and no other.", expect: Expect::NotOpen, scheme: Scheme::Ftp, behaviour: Behaviour { ftp: Some(Ftp { ports: false, hosts: true, waits: true }), ..NOTHING }, ..BASE },
];
