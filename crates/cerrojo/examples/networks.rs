//! Fills a database with networks, `networks DATABASE COUNT`: each a /22, one behind the other from 16.0.0.0 on, so
//! that what is imported has something to be mapped to. `networks DATABASE` looks at a thousandth of the cases
//! there, and prints how many have a network.
#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]
#![expect(clippy::disallowed_methods, reason = "takes arguments")]

use std::net::{IpAddr, Ipv4Addr};

use anyhow::Context as _;
use cerrojo_store::life::Rules;
use cerrojo_store::{Filter, Network, Store};

/// Addresses in each network.
const SIZE: u32 = 1 << 10;
/// The first address of the first one.
const BASE: u32 = 0x1000_0000;
/// One case in so many is looked at.
const STEP: i64 = 1_000;
/// Networks that are written at once.
const BATCH: u32 = 10_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: networks DATABASE COUNT";
    let url = arguments.next().context(usage)?;
    let count: Option<u32> = arguments.next().map(|count| count.parse()).transpose()?;
    let store = Store::open(&url, Rules::DEFAULT).await?;
    match count {
        Some(count) => fill(&store, count).await?,
        None => look(&store).await?,
    }
    store.close().await;
    Ok(())
}

async fn fill(store: &Store, count: u32) -> anyhow::Result<()> {
    let known_at = cerrojo_engine::now();
    let network = |number: u32| {
        let first = BASE.saturating_add(number.saturating_mul(SIZE));
        Network {
            first: IpAddr::V4(Ipv4Addr::from(first)),
            last: IpAddr::V4(Ipv4Addr::from(first.saturating_add(SIZE - 1))),
            name: format!("EXAMPLE-NET-{number}"),
            country: Some(if number.is_multiple_of(2) { "DE" } else { "PL" }.to_owned()),
            asn: Some(64_496 + number % 16),
            organisation: Some(format!("Example Network {number}")),
            answer: Some(format!(r#"{{"abuse":"abuse@network{number}.example"}}"#)),
            known_at,
        }
    };
    let mut begin = 0;
    while begin < count {
        let end = begin.saturating_add(BATCH).min(count);
        let networks: Vec<Network> = (begin..end).map(network).collect();
        store.put_networks("example", &networks).await?;
        begin = end;
    }
    Ok(())
}

async fn look(store: &Store) -> anyhow::Result<()> {
    let (mut looked_at, mut mapped) = (0_u32, 0_u32);
    let mut number = 1;
    while !store.list(&Filter::default(), number - 1, 1).await?.is_empty() {
        let entry = store.case(number).await?;
        looked_at += 1;
        mapped += u32::from(entry.case.is_some_and(|case| case.place.network.is_some()));
        number += STEP;
    }
    println!("{}", serde_json::json!({ "looked_at": looked_at, "mapped": mapped }));
    Ok(())
}
