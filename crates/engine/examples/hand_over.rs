//! Makes keys, signs a letter and hands it over: what the lab of real servers and readers starts.
//!
//! `hand_over keys FOLDER` writes `rsa.pem` and `ed25519.pem` and prints selector and record of each.
//! `hand_over sign FOLDER DOMAIN LETTER` prints the letter with both signatures.
//! `hand_over send NAME-SERVER HELO NETWORK... -- FROM TO LETTER` hands a letter over by MX, to global
//! addresses and those networks, and prints what came of it.
//! `hand_over read NAME-SERVER ADDRESS HELO FROM LETTER` prints what we make of a letter that came in.
#![expect(clippy::print_stdout, reason = "it answers whoever started it")]
#![expect(clippy::disallowed_methods, reason = "it reads its arguments and files")]

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use cerrojo_engine::Resolver;
use cerrojo_engine::mail::{
    Direct, Handover, Key, KeyKind, Mailer, Patience, Received, Route, Setup, Signer, authenticate,
    generate,
};

/// Selectors, files and kinds.
const KEYS: [(&str, &str, KeyKind); 2] =
    [("r1", "rsa.pem", KeyKind::Rsa2048), ("e1", "ed25519.pem", KeyKind::Ed25519)];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["keys", folder] => keys(Path::new(folder)),
        ["sign", folder, domain, letter] => sign(Path::new(folder), domain, letter),
        ["send", server, helo, rest @ ..] => send(server, helo, rest).await,
        ["read", server, address, helo, from, letter] => {
            let message = std::fs::read(letter)?;
            let received = Received {
                message: &message,
                address: address.parse()?,
                helo,
                mail_from: from,
                host: "lab.test",
            };
            let found = authenticate(&Resolver::asking(server.parse()?)?, &received).await;
            println!("{}", found.text);
            Ok(())
        }
        _ => Err("see the first lines of this file".into()),
    }
}

fn keys(folder: &Path) -> Result<(), Box<dyn Error>> {
    for (selector, file, kind) in KEYS {
        let (pem, record) = generate(kind)?;
        std::fs::write(folder.join(file), pem)?;
        println!("{selector} {record}");
    }
    Ok(())
}

fn sign(folder: &Path, domain: &str, letter: &str) -> Result<(), Box<dyn Error>> {
    let mut keys = Vec::new();
    for (selector, file, _) in KEYS {
        let key = Key::read(&std::fs::read_to_string(folder.join(file))?)?;
        keys.push((selector.to_owned(), key));
    }
    let letter = std::fs::read_to_string(letter)?;
    let signatures = Signer::new(domain, keys)?.sign(letter.as_bytes(), cerrojo_engine::now())?;
    print!("{}{letter}", String::from_utf8(signatures)?);
    Ok(())
}

async fn send(server: &str, helo: &str, rest: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut parts = rest.split(|word| *word == "--");
    let (Some(networks), Some([from, to, letter])) = (parts.next(), parts.next()) else {
        return Err("the letter comes after --".into());
    };
    let also = networks.iter().map(|network| network.parse()).collect::<Result<_, _>>()?;
    let setup = Setup {
        helo: helo.to_owned(),
        patience: Patience::all(Duration::from_mins(1)),
        ..Setup::default()
    };
    let mailer = Mailer::new(Resolver::asking(server.parse()?)?, setup)?;
    let letter = std::fs::read(letter)?;
    let route = Route::Direct(Direct { also, ..Direct::default() });
    println!("{:?}", mailer.deliver(&route, &Handover::new(from, to, &letter)?).await);
    Ok(())
}
