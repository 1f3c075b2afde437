//! How many letters of 12 KB one core signs in a second, with each kind of key and with both.
//!
//! `cargo run --release --package cerrojo-engine --example sign_speed`
#![expect(clippy::print_stdout, reason = "it says what it measured")]
#![expect(clippy::disallowed_types, reason = "it measures time")]

use std::error::Error;
use std::time::{Duration, Instant};

use cerrojo_engine::mail::{Key, KeyKind, Signer, generate};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// How long each is measured.
const SPAN: Duration = Duration::from_secs(2);

fn main() -> Result<(), Box<dyn Error>> {
    let letter = letter();
    println!("a letter of {} bytes, a third of it base64", letter.len());
    for kinds in
        [&[KeyKind::Rsa2048][..], &[KeyKind::Ed25519], &[KeyKind::Rsa2048, KeyKind::Ed25519]]
    {
        let mut keys = Vec::new();
        for (number, kind) in kinds.iter().enumerate() {
            keys.push((format!("s{number}"), Key::read(&generate(*kind)?.0)?));
        }
        let signer = Signer::new("sender.example", keys)?;
        let now = cerrojo_engine::now();
        let (began, busy) = (Instant::now(), busy()?);
        let (mut letters, mut bytes) = (0_u32, 0);
        while began.elapsed() < SPAN {
            bytes = signer.sign(&letter, now)?.len();
            letters += 1;
        }
        let rate = f64::from(letters) / (self::busy()? - busy);
        println!("{kinds:?}: {rate:.0} letters/s, {bytes} bytes of signature");
    }
    Ok(())
}

/// Seconds that this process has had a core for: others may want it too.
fn busy() -> Result<f64, Box<dyn Error>> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let times = [usage.user_time(), usage.system_time()];
    #[expect(clippy::cast_precision_loss, reason = "a run of some seconds")]
    let seconds = times.iter().map(|time| time.num_microseconds() as f64 / 1e6).sum();
    Ok(seconds)
}

/// Prose with short lines, and an attachment.
fn letter() -> Vec<u8> {
    let mut letter = b"From: Team <team@sender.example>\r\nTo: abuse@reader.example\r\nSubject: An open relay in your network\r\n\
        Date: Mon, 23 Nov 2026 02:00:00 +0000\r\nMessage-ID: <1@sender.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"b\"\r\nAuto-Submitted: auto-generated\r\nContent-Language: en\r\n\
        List-Unsubscribe: <https://sender.example/u/1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n"
        .to_vec();
    let prose = "The server at 192.0.2.7 passes on mail for anybody, as the proof shows.\r\n";
    letter.extend(prose.repeat(110).into_bytes());
    let base64 = format!("{}\r\n", "QUJD".repeat(19));
    letter.extend(base64.repeat(48).into_bytes());
    letter
}
