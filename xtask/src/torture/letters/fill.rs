//! Cases that two people agreed to write about, and a letter of each in the queue.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use cerrojo_model::{Suspect, Time};
use cerrojo_store::life::{Event, Found, Place, What};
use cerrojo_store::{LetterKind, NewLetter, Store, Suspicion};

/// A folder in memory: what is made there waits for no disk.
const MEMORY: &str = "/dev/shm";
/// Contacts that share the letters.
const CONTACTS: i64 = 100;
/// Letters that are queued at once.
const PIECE: usize = 1_000;

/// Fills a new database with so many cases and letters.
pub(super) async fn fill(url: &str, letters: i64) -> anyhow::Result<()> {
    let Some(file) = url.strip_prefix("sqlite:").filter(|_| Path::new(MEMORY).is_dir()) else {
        return fill_there(url, letters).await;
    };
    let made: PathBuf =
        Path::new(MEMORY).join(format!("cerrojo-letters-{}.db", std::process::id()));
    fill_there(&format!("sqlite:{}", made.display()), letters).await?;
    std::fs::copy(&made, file)?;
    std::fs::remove_file(&made)?;
    Ok(())
}

async fn fill_there(url: &str, letters: i64) -> anyhow::Result<()> {
    let store = super::open(url).await?;
    let at = Time::from(SystemTime::now()) - Duration::from_mins(1);
    for number in 0..CONTACTS {
        store.put_contact(&contact(number), None, (b"x", 0), at).await?;
    }
    let mut import = store.begin_import("torture", "plain", "letters.txt", at).await?;
    store.import(&mut import, (1..=letters).filter_map(suspicion).collect()).await?;
    store.end_import(import, (0, 0), at).await?;
    for case in 1..=letters {
        agree(&store, case, at).await?;
    }
    let mut case = 0;
    while case < letters {
        let queued = store
            .queue_letters(PIECE, |number| {
                case += 1;
                (case <= letters).then(|| letter(number, case, at))
            })
            .await?;
        for one in queued {
            one?;
        }
    }
    store.close().await;
    Ok(())
}

fn contact(number: i64) -> String {
    format!("abuse@n{}.example", number % CONTACTS)
}

fn suspicion(number: i64) -> Option<Suspicion> {
    let network = format!("10.{}.{}.7/32", number / 250, number % 250).parse().ok()?;
    let suspect = Suspect::new(network, Some(25), None);
    Some(Suspicion { suspect, seen_at: None, place: Place::default(), details: None })
}

async fn agree(store: &Store, case: i64, at: Time) -> anyhow::Result<()> {
    let events = [
        What::FoundOpen(Found { test: "plain".into(), ..Found::default() }),
        What::ContactFound {
            contact: contact(case),
            route: "rdap".into(),
            language: None,
            control: false,
            languages: Vec::new(),
            hits: Vec::new(),
        },
        What::Approved { people: vec!["ana".into(), "eva".into()] },
    ];
    let events = events.map(|what| Event { at, by: "torture".into(), what });
    store.append(case, events.into()).await?;
    Ok(())
}

/// The Message-ID of a letter.
pub(super) fn message_id(number: i64) -> String {
    format!("<{number}@us.example>")
}

fn letter(number: i64, case: i64, at: Time) -> NewLetter {
    let id = message_id(number);
    let text = "The server at this address passes on mail of strangers.\r\n".repeat(30);
    NewLetter {
        campaign: None,
        contact: contact(case),
        kind: LetterKind::Single,
        languages: vec!["en".into()],
        variant: None,
        message: format!("Message-ID: {id}\r\nSubject: case {case}\r\n\r\n{text}").into_bytes(),
        message_id: id,
        sender: format!("bounces+{number}@us.example"),
        cases: vec![case],
        created_at: at,
        not_before: at,
        expires_at: at + Duration::from_hours(72),
    }
}
