//! Starts one emulated server: `emulated KIND LISTEN SINK` a mail server, whose mail goes to SINK;
//! `emulated KIND LISTEN [MAIL,FIRST,SECOND]` a proxy, with the ports of the one who checks.
//! Without arguments it lists the kinds of both.
#![expect(clippy::print_stdout, reason = "a command talks to the one who started it")]
#![expect(clippy::disallowed_methods, reason = "its arguments are its own")]

use std::error::Error;
use std::net::SocketAddr;

use cerrojo_lab::emulated::{self, Expect, KINDS, Running};
use cerrojo_lab::proxies::{self, Ports, kinds};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [id, listen, rest @ ..] = arguments.as_slice() else {
        list();
        return Ok(());
    };
    let listen = listen.parse()?;
    let running = match (emulated::find(id), proxies::find(id)) {
        (Some(kind), _) => {
            let sink = rest.first().ok_or("a mail server wants a SINK for its mail")?;
            let world = emulated::World::around(sink.parse::<SocketAddr>()?);
            emulated::start(kind, listen, &world).await?
        }
        (None, Some(kind)) => proxy(kind, listen, rest.first()).await?,
        (None, None) => {
            return Err(format!("no kind is called {id}; without arguments all are listed").into());
        }
    };
    println!("{id} listens on {}", running.address);
    std::future::pending().await
}

async fn proxy(
    kind: &'static proxies::Kind,
    listen: SocketAddr,
    ports: Option<&String>,
) -> Result<Running, Box<dyn Error>> {
    let mut world = proxies::World::default();
    if let Some(ports) = ports {
        let numbers: Result<Vec<u16>, _> = ports.split(',').map(str::parse).collect();
        let [mail, first, second] = numbers?[..] else {
            return Err("the ports are MAIL,FIRST,SECOND".into());
        };
        world.ports = Ports { mail, first, second };
    }
    Ok(proxies::start(kind, listen, &world).await?)
}

fn list() {
    for kind in KINDS {
        let expect = word(kind.expect);
        println!("{:<34} {expect:<17} smtp   {} {}", kind.id, kind.about, kind.tests.join(" "));
    }
    for kind in kinds() {
        let (expect, scheme) = (word(kind.expect), kind.scheme.word());
        println!(
            "{:<34} {expect:<17} {scheme:<6} {} {}",
            kind.id,
            kind.about,
            kind.proves.join(" ")
        );
    }
}

fn word(expect: Expect) -> &'static str {
    match expect {
        Expect::Open => "open",
        Expect::Closed => "closed",
        Expect::NotOpen => "not open",
        Expect::Unknown(reason) => reason,
    }
}
