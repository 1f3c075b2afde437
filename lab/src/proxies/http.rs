//! What does a proxy make of HTTP/1?

use std::io;

use super::client::Client;
use super::datagrams;
use super::destination::Destination;
use super::dial::Refused;
use super::request::Request;
use super::server::Proxy;
use super::tunnel::{Answers, carry, open};
use super::{Connect, Http, Login, Otherwise, Port, Reverse, Version};

/// Its answer to who gives no credentials that it takes.
const LOGIN: &str = "HTTP/1.1 407 Proxy Authentication Required\r\n\
    Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n";
const VERSION: &str =
    "HTTP/1.0 505 HTTP Version Not Supported\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
const BAD: &str = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// How many requests a connection has.
const REQUESTS_MAX: u32 = 100;

/// What becomes of a request.
enum Fate {
    /// It is answered with this.
    Said(&'static str),
    /// Its client is connected, and this is said first.
    Tunnel(Destination, &'static str),
    /// It is passed on, for this path.
    Forward(Destination, String),
    /// Its client exchanges datagrams.
    Datagrams(Destination),
    /// It is answered with a page that shows it.
    Shown,
    /// The connection ends.
    HangUp,
}

/// Serves a client that speaks HTTP/1.
pub(super) async fn serve(proxy: &Proxy, client: &mut Client, http: &Http) -> io::Result<()> {
    for _ in 0..REQUESTS_MAX {
        let request = Request::read(client).await?;
        let said = match decide(proxy, http, &request) {
            Fate::Said(text) => {
                request.body(client).await?;
                filled(http, text)
            }
            Fate::Shown => page(&request, &request.body(client).await?),
            Fate::HangUp => return Ok(()),
            Fate::Tunnel(destination, granted) => {
                let answers = Answers {
                    granted: filled(http, granted).into(),
                    forbidden: http.forbidden.into(),
                    unreachable: http.no_route.into(),
                };
                return open(proxy, client, &destination, answers).await;
            }
            Fate::Forward(destination, path) => {
                return forward(proxy, client, http, &request, (destination, path)).await;
            }
            Fate::Datagrams(destination) => match proxy.datagrams(&destination).await {
                Ok(socket) => return datagrams::upgraded(client, socket).await,
                Err(Refused::Forbidden) => http.forbidden.to_owned(),
                Err(Refused::Unreachable) => http.no_route.to_owned(),
            },
        };
        client.say(said.as_bytes()).await?;
        if said.contains("Connection: close") || !request.keeps_alive() {
            return Ok(());
        }
    }
    Ok(())
}

/// An answer with its filler in place.
fn filled(http: &Http, text: &str) -> String {
    text.replace("{filler}", &"x".repeat(http.filler_bytes))
}

fn decide(proxy: &Proxy, http: &Http, request: &Request) -> Fate {
    let one_zero = request.version == "HTTP/1.0";
    match http.version {
        Version::OneZero if !one_zero => return Fate::Said(VERSION),
        Version::OneOneWithHost if one_zero => return Fate::Said(VERSION),
        Version::OneOneWithHost if request.field("Host").is_none() => return Fate::Said(BAD),
        _ => {}
    }
    let fate = route(proxy, http, request);
    let destination = match &fate {
        Fate::Tunnel(destination, _)
        | Fate::Forward(destination, _)
        | Fate::Datagrams(destination) => destination,
        // A proxy that wants credentials wants them for whatever it does not know, too.
        Fate::Said(_) | Fate::Shown if !is_let_in(http.login, request) => return Fate::Said(LOGIN),
        _ => return fate,
    };
    let is_forbidden = !proxy.lets_through(destination);
    if is_forbidden && http.forbids_first {
        return Fate::Said(http.forbidden);
    }
    if !is_let_in(http.login, request) {
        return Fate::Said(LOGIN);
    }
    if is_forbidden { Fate::Said(http.forbidden) } else { fate }
}

/// Says whether the credentials of a request, if any, let it in.
fn is_let_in(login: Login, request: &Request) -> bool {
    let credentials = request.field("Proxy-Authorization").unwrap_or_default();
    match login {
        Login::Unneeded => true,
        Login::Anyone => credentials.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("basic ")),
        Login::Nobody => false,
    }
}

/// Finds out where a request leads, whoever sends it.
fn route(proxy: &Proxy, http: &Http, request: &Request) -> Fate {
    let target = request.target.as_str();
    if request.method == "CONNECT" {
        let Some(destination) = Destination::parse(target, None) else { return Fate::Said(BAD) };
        return match http.connect {
            Connect::Tunnels(granted) => Fate::Tunnel(destination, granted),
            Connect::TunnelsTo(ports, granted) => {
                let number = |port: &Port| proxy.world.ports.number(*port);
                let may = ports.iter().map(number).any(|port| port == destination.port);
                if may { Fate::Tunnel(destination, granted) } else { Fate::Said(http.forbidden) }
            }
            Connect::Says(text) => Fate::Said(text),
            Connect::Unknown => otherwise(http),
        };
    }
    let upgrade = request.field("Upgrade").unwrap_or_default();
    if http.datagrams && upgrade.eq_ignore_ascii_case("connect-udp") {
        let path = Destination::of_url(target).map_or(target.to_owned(), |(_, path)| path);
        return Destination::of_datagram_path(&path).map_or(Fate::Said(BAD), Fate::Datagrams);
    }
    if let Some((destination, path)) = Destination::of_url(target)
        && http.forwards.contains(&request.method.as_str())
    {
        return Fate::Forward(destination, path);
    }
    let chosen = match http.reverse {
        Some(Reverse::Host) if target.starts_with('/') => {
            let host = request.field("Host").unwrap_or_default();
            Destination::parse(host, Some(80)).map(|destination| (destination, target.to_owned()))
        }
        Some(Reverse::Path) => target.strip_prefix('/').and_then(Destination::of_url),
        _ => None,
    };
    chosen.map_or_else(|| otherwise(http), |(destination, path)| Fate::Forward(destination, path))
}

fn otherwise(http: &Http) -> Fate {
    match http.otherwise {
        Otherwise::Says(text) => Fate::Said(text),
        Otherwise::ShowsRequest => Fate::Shown,
        Otherwise::HangsUp => Fate::HangUp,
    }
}

/// Passes a request on, and back whatever comes.
async fn forward(
    proxy: &Proxy,
    client: &mut Client,
    http: &Http,
    request: &Request,
    (destination, path): (Destination, String),
) -> io::Result<()> {
    let upstream = match proxy.dial(&destination).await {
        Ok(upstream) => upstream,
        Err(Refused::Forbidden) => return client.say(http.forbidden.as_bytes()).await,
        Err(Refused::Unreachable) => return client.say(http.no_route.as_bytes()).await,
    };
    let head = request.passed_on(&destination.authority(), &path, &proxy.world.host);
    client.say(b"").await?;
    carry(client, upstream, &head).await
}

/// A page that shows a request.
fn page(request: &Request, body: &[u8]) -> String {
    let shown = format!("{}\n{}", request.shown(), String::from_utf8_lossy(body));
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length:";
    if request.method == "HEAD" {
        return format!("{head} {}\r\nX-Request: {}\r\n\r\n", shown.len(), request.target);
    }
    format!("{head} {}\r\nX-Request: {}\r\n\r\n{shown}", shown.len(), request.target)
}
