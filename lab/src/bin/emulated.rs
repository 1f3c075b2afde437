//! Starts one emulated server: `emulated KIND LISTEN SINK`; without arguments it lists the kinds.
#![expect(clippy::print_stdout, reason = "a command talks to the one who started it")]
#![expect(clippy::disallowed_methods, reason = "its arguments are its own")]

use std::error::Error;
use std::net::SocketAddr;

use cerrojo_lab::emulated::{Expect, KINDS, World, find, start};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [id, listen, sink] = arguments.as_slice() else {
        for kind in KINDS {
            let expect = match kind.expect {
                Expect::Open => "open",
                Expect::Closed => "closed",
                Expect::NotOpen => "not open",
                Expect::Unknown(reason) => reason,
            };
            println!("{:<31} {expect:<17} {} {}", kind.id, kind.about, kind.tests.join(" "));
        }
        return Ok(());
    };
    let kind = find(id)
        .ok_or_else(|| format!("no kind is called {id}; without arguments all are listed"))?;
    let running = start(kind, listen.parse()?, &World::around(sink.parse::<SocketAddr>()?)).await?;
    println!("{id} listens on {}", running.address);
    std::future::pending().await
}
