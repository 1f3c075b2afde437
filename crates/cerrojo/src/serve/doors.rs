//! Where others come in: mail servers at the intake, people at the pages.

use std::net::SocketAddr;
use std::sync::Arc;

use cerrojo_service::intake::{Intake, Place, Rules};
use cerrojo_service::web::Web;

use super::Shift;
use super::office::Office;

/// Bytes of a mail that is taken.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// What listens; it closes when dropped.
pub(super) struct Doors {
    _intakes: Vec<Intake>,
    _web: Option<Web>,
}

/// Opens everything that `[serve]` names.
///
/// # Errors
///
/// The user's or the machine's: a port that is taken, a certificate that cannot be used, no Maildir.
pub(super) async fn open(office: &Office, shift: &Shift) -> anyhow::Result<Doors> {
    let settings = &office.serve;
    settings.folder()?;
    let mut intakes = Vec::new();
    for (is_lmtp, addresses) in [(false, &settings.intake), (true, &settings.lmtp)] {
        for address in addresses {
            let intake = Intake::listen(*address, place(office, shift, is_lmtp)?).await?;
            let word = if is_lmtp { "LMTP" } else { "SMTP" };
            shift.tell(&format!("answers are taken in at {} ({word})", intake.address()));
            intakes.push(intake);
        }
    }
    let web = match settings.web {
        Some(address) => Some(pages(office, shift, address).await?),
        None => None,
    };
    Ok(Doors { _intakes: intakes, _web: web })
}

fn place(office: &Office, shift: &Shift, is_lmtp: bool) -> anyhow::Result<Place> {
    let (host, ours) = (office.host()?, Arc::clone(&office.ours));
    // In front of LMTP stands a mail server of ours: it did TLS, and asked who may send.
    let tls = if is_lmtp { None } else { Some(office.serve.tls(&host)?) };
    let resolver = if is_lmtp { None } else { Some(office.resolver.clone()) };
    let rules = Rules {
        host,
        most_bytes: MOST_BYTES,
        has_tls: tls.is_some(),
        is_lmtp,
        is_ours: Box::new(move |address| ours.takes(address)),
    };
    Ok(Place { rules, store: shift.store.clone(), tls, resolver })
}

async fn pages(office: &Office, shift: &Shift, address: SocketAddr) -> anyhow::Result<Web> {
    let web = Web::listen(address, shift.store.clone(), Arc::clone(&office.desk)).await?;
    shift.tell(&format!("pages are at http://{}", web.address()));
    Ok(web)
}
