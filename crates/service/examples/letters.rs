//! How many letters one core writes in a second: unsigned, and signed with each kind of key.
//!
//! `letters COUNT` prints a line of JSON; `letters sample` prints one letter as it goes out, for others to merge
//! the like. `cargo xtask bench letters` runs it beside a Python program that does the same.
#![expect(clippy::print_stdout, reason = "what it prints is what it is for")]
#![expect(clippy::disallowed_methods, reason = "takes its arguments")]

use std::error::Error;
use std::net::{IpAddr, Ipv4Addr};

use cerrojo_engine::mail::{Key, KeyKind, Signer, generate};
use cerrojo_letters::example;
use cerrojo_letters::language::LANGUAGES;
use cerrojo_letters::letter::{Finding, Occasion, Reason, Variant};
use cerrojo_letters::texts::Texts;
use cerrojo_service::desk::{Assignment, Desk, Sender};
use chrono::TimeDelta;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// What the program itself allocates with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let word = std::env::args().nth(1).unwrap_or_default();
    let desk = desk()?;
    if word == "sample" {
        let letter = desk.write(42, &assignment(0))?;
        print!("{}", String::from_utf8(letter.message)?);
        return Ok(());
    }
    let count: u32 = word.parse().map_err(|_| "usage: letters COUNT | sample")?;
    let assignments: Vec<Assignment> = (0..1_000).map(assignment).collect();
    let mut rates = serde_json::Map::new();
    for (name, kind) in
        [("unsigned", None), ("rsa", Some(KeyKind::Rsa2048)), ("ed25519", Some(KeyKind::Ed25519))]
    {
        let signer = kind.map(signer).transpose()?;
        let (mut bytes, began) = (0_usize, processor_s()?);
        let mut number = 0_i64;
        for of in assignments.iter().cycle().take(usize::try_from(count)?) {
            number += 1;
            let letter = desk.write(number, of)?;
            bytes += letter.message.len();
            if let Some(signer) = &signer {
                bytes += signer.sign(&letter.message, of.now)?.len();
            }
        }
        let seconds = processor_s()? - began;
        let bytes = bytes.checked_div(usize::try_from(count)?).unwrap_or(0);
        rates.insert(
            name.to_owned(),
            serde_json::json!({ "letters": count, "seconds": seconds, "bytes": bytes }),
        );
    }
    println!("{}", serde_json::Value::Object(rates));
    Ok(())
}

fn desk() -> Result<Desk, Box<dyn Error>> {
    let sender = Sender {
        name: "CSIRT Example".to_owned(),
        address: "operation@cert.example".to_owned(),
        domain: "cert.example".to_owned(),
        prefix: "CX".to_owned(),
        unsubscribe: Some("https://cert.example/u/".to_owned()),
        complaints: Some("complaints@cert.example".to_owned()),
    };
    Ok(Desk::new(Texts::new(&[])?, example::operation(), sender, vec![7; 32]))
}

/// The letter number `number` of a campaign: another contact and server each time, and all languages in turn.
fn assignment(number: u32) -> Assignment {
    let [_, second, third, last] = number.to_be_bytes();
    let address = IpAddr::V4(Ipv4Addr::new(198, 51_u8.wrapping_add(second), third, last));
    let languages = LANGUAGES.iter().cycle().skip(number as usize).take(1).collect();
    Assignment {
        occasion: Occasion::Found,
        campaign: None,
        contact: format!("abuse@network-{number}.example"),
        reason: Reason::Registry,
        findings: vec![Finding { case: i64::from(number), address, ..example::relay() }],
        reports: vec!["{\"xarf_version\":\"4.2.0\"}".repeat(30)],
        languages,
        variant: Variant::usual(),
        single: false,
        in_reply_to: None,
        now: example::moment(),
        not_before: example::moment(),
        expires_at: example::moment() + TimeDelta::hours(72),
    }
}

fn signer(kind: KeyKind) -> Result<Signer, Box<dyn Error>> {
    let (secret, _) = generate(kind)?;
    Ok(Signer::new("cert.example", vec![("cerrojo".to_owned(), Key::read(&secret)?)])?)
}

/// Seconds of processor time that this process took: what else the machine does is not counted.
fn processor_s() -> Result<f64, Box<dyn Error>> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let sum = usage.user_time() + usage.system_time();
    Ok(f64::from(u32::try_from(sum.num_microseconds())?) / 1e6)
}
