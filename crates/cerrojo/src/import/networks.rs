//! Networks from a registry's bulk files into the database: whose they are, where, and whom to tell.

use std::io::Write as _;

use anyhow::{Context as _, bail};
use cerrojo_engine::contact::bulk::{BulkNetwork, BulkReader};
use cerrojo_model::Time;
use cerrojo_store::{Network, Store};

use super::{Options, files};
use crate::Status;
use crate::arguments::{Common, Format};
use crate::contact::BulkAnswer;
use crate::database;
use crate::output::Output;

/// Networks that are written at once.
const BATCH: usize = 4_096;
/// What the source is called where nobody says.
const USUAL: &str = "bulk";

/// Reads all files together, as one names what another describes, and then writes the networks.
pub(super) async fn run(options: &Options, common: &Common) -> anyhow::Result<Status> {
    let mut reader = BulkReader::default();
    for path in &options.files {
        let shown = path.display();
        for file in files::open(path).with_context(|| shown.to_string())?.files() {
            let count = reader.read(&mut file?.into_input()).with_context(|| shown.to_string())?;
            if count.networks == 0 && count.contacts == 0 {
                bail!(
                    "{shown} holds no networks and no contacts of a registry (RPSL, as in ripe.db.inetnum.gz); nothing was imported"
                );
            }
        }
    }
    let bulk = reader.finish();
    if bulk.is_empty() {
        bail!(
            "these files hold no networks, only contacts: name ripe.db.inetnum or ripe.db.inet6num with them"
        );
    }
    let store = database::open(&options.database, common).await?;
    let source = options.source.as_deref().unwrap_or(USUAL);
    let result = write(&store, source, bulk.networks()).await;
    store.close().await;
    let (count, with_contact) = result?;
    let mut output = Output::open(common.output.as_deref(), common.format)?;
    match common.format {
        Format::Text | Format::Csv => writeln!(output, "{source}: {count} networks, {with_contact} of them with a contact for complaints"),
        Format::Json => writeln!(output, "{}", serde_json::json!({
            "schema": "cerrojo.import-networks/1", "source": source, "networks": count, "with_contact": with_contact,
        })),
    }
    .and_then(|()| output.flush())
    .context("cannot write the report")?;
    Ok(Status::Fine)
}

async fn write<'a>(
    store: &Store,
    source: &str,
    networks: impl Iterator<Item = BulkNetwork<'a>>,
) -> anyhow::Result<(u64, u64)> {
    let now = cerrojo_engine::now();
    let (mut batch, mut count, mut with_contact) = (Vec::with_capacity(BATCH), 0_u64, 0_u64);
    for network in networks {
        count += 1;
        with_contact += u64::from(network.abuse.is_some());
        batch.push(described(&network, now)?);
        if batch.len() == BATCH {
            store.put_networks(source, &batch).await?;
            batch.clear();
        }
    }
    store.put_networks(source, &batch).await?;
    Ok((count, with_contact))
}

fn described(network: &BulkNetwork<'_>, known_at: Time) -> anyhow::Result<Network> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let answer = BulkAnswer {
        abuse: owned(network.abuse),
        organisation_country: owned(network.organisation_country),
        language: owned(network.language),
    };
    Ok(Network {
        first: network.span.first(),
        last: network.span.last(),
        name: network.name.unwrap_or_default().to_owned(),
        country: owned(network.country),
        asn: None,
        organisation: owned(network.organisation),
        answer: Some(serde_json::to_string(&answer)?),
        known_at,
    })
}
