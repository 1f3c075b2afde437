//! Plays many simple servers: `farm --hosts 1024 --base 127.10.0.0 --port 25 --delay-ms 0
//! --sink 127.0.0.1:2526 --open half` mail servers, `farm --proxies --hosts 1024 ...` proxies;
//! `--open` may be `none`, `half`, `all` or `1/N`. With `--judge LINE,PAGE,NAMES` it also says a line
//! at the first address, shows a page at the second and tells names at the third.
#![expect(clippy::print_stdout, reason = "a command talks to the one who started it")]
#![expect(clippy::disallowed_methods, reason = "its arguments are its own")]

use std::error::Error;
use std::net::Ipv4Addr;
use std::time::Duration;

use cerrojo_lab::farm::{Farm, Judge, Proxies, Share, run, run_judge, run_proxies};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

fn main() -> Result<(), Box<dyn Error>> {
    let (farm, proxies, judge) = arguments()?;
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let what = if proxies { "proxies" } else { "mail servers" };
    println!("{} {what} from {}", farm.hosts, farm.base);
    runtime.block_on(async {
        let judging = async {
            match judge {
                Some(judge) => run_judge(judge).await,
                None => std::future::pending().await,
            }
        };
        let Farm { base, hosts, delay, open, .. } = farm;
        let playing = async {
            if proxies {
                run_proxies(Proxies { base, hosts, delay, open }).await
            } else {
                run(farm).await
            }
        };
        tokio::try_join!(judging, playing)
    })?;
    Ok(())
}

fn arguments() -> Result<(Farm, bool, Option<Judge>), Box<dyn Error>> {
    let mut farm = Farm {
        base: Ipv4Addr::new(127, 10, 0, 0),
        hosts: 1024,
        port: 25,
        delay: Duration::ZERO,
        sink: None,
        open: Share::Every(2),
    };
    let (mut proxies, mut judge) = (false, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        if name == "--proxies" {
            proxies = true;
            continue;
        }
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
            "--judge" => {
                let places: Result<Vec<_>, _> = value.split(',').map(str::parse).collect();
                let [line, page, names] = places?[..] else {
                    return Err("--judge wants LINE,PAGE,NAMES".into());
                };
                judge = Some(Judge { line, page, names });
            }
            _ => return Err(format!("no argument is called {name}").into()),
        }
    }
    Ok((farm, proxies, judge))
}
