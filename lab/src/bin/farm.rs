//! Plays many simple mail servers: `farm --hosts 1024 --base 127.10.0.0 --port 25 --delay-ms 0
//! --sink 127.0.0.1:2526 --open half`; `--open` may be `none`, `half`, `all` or `1/N`.
#![expect(clippy::print_stdout, reason = "a command talks to the one who started it")]
#![expect(clippy::disallowed_methods, reason = "its arguments are its own")]

use std::error::Error;
use std::net::Ipv4Addr;
use std::time::Duration;

use cerrojo_lab::farm::{Farm, Share, run};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

fn main() -> Result<(), Box<dyn Error>> {
    let mut farm = Farm {
        base: Ipv4Addr::new(127, 10, 0, 0),
        hosts: 1024,
        port: 25,
        delay: Duration::ZERO,
        sink: None,
        open: Share::Every(2),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--base" => farm.base = value.parse()?,
            "--hosts" => farm.hosts = value.parse()?,
            "--port" => farm.port = value.parse()?,
            "--delay-ms" => farm.delay = Duration::from_millis(value.parse()?),
            "--sink" => farm.sink = Some(value.parse()?),
            "--open" => {
                farm.open = Share::parse(&value).ok_or("--open is none, half, all or 1/N")?;
            }
            _ => return Err(format!("no argument is called {name}").into()),
        }
    }
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{} hosts from {} on port {}", farm.hosts, farm.base, farm.port);
    runtime.block_on(run(farm))?;
    Ok(())
}
