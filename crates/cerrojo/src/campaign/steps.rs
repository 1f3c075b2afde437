//! `cerrojo campaign create|change|approve|start|pause|resume|stop`: who does what, and who may.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cerrojo_service::campaign::{Definition, broken, digest_of, sealed};
use cerrojo_store::{Campaign, Right, Step, Store};
use clap::Args;

use super::{desk, find, may, show};
use crate::Status;
use crate::arguments::Common;
use crate::people;

/// Bytes of the longest file.
const FILE_BYTES: u64 = 1 << 20;

/// Options of `create` and `change`.
#[derive(Args, Clone, Debug)]
pub(super) struct Write {
    /// What it is, in TOML; the name stands in it.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who wrote it.
    #[arg(long, value_name = "NAME")]
    by: String,
}

/// Options of `approve`.
#[derive(Args, Clone, Debug)]
pub(super) struct Approve {
    /// Its name.
    name: String,
    /// Who agrees.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// To what exactly: the digest that `show` shows, 64 digits.
    #[arg(long, value_name = "HEX")]
    digest: String,
}

/// Options of what moves a campaign.
#[derive(Args, Clone, Debug)]
pub(super) struct Move {
    /// Its name.
    name: String,
    /// Who does it.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why, in one line: it stays in its events.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// Makes a campaign of a file.
pub(super) async fn create(
    options: &Write,
    store: &Store,
    common: &Common,
) -> anyhow::Result<Status> {
    let (definition, text) = written(options, store, common).await?;
    let now = cerrojo_engine::now();
    let made = store.make_campaign(&definition.name, &text, &options.by, now).await?;
    said(&made, common)
}

/// Changes a campaign.
pub(super) async fn change(
    options: &Write,
    store: &Store,
    common: &Common,
) -> anyhow::Result<Status> {
    let (definition, text) = written(options, store, common).await?;
    find(store, &definition.name).await?;
    let now = cerrojo_engine::now();
    let changed = store.change_campaign(&definition.name, &text, &options.by, now).await?;
    said(&changed, common)
}

/// What a file says, and its canonical form.
async fn written(
    options: &Write,
    store: &Store,
    common: &Common,
) -> anyhow::Result<(Definition, String)> {
    may(store, &options.by, Right::Edit).await?;
    let definition = Definition::of_makers(&read(&options.file)?)
        .with_context(|| options.file.display().to_string())?;
    let text = sealed(&desk(store, common).await?, &definition)?;
    Ok((definition, text))
}

fn read(file: &Path) -> anyhow::Result<String> {
    use std::io::Read as _;
    let shown = file.display();
    let cannot = || format!("cannot read {shown}");
    let mut text = String::new();
    let opened = std::fs::File::open(file).with_context(cannot)?;
    let bytes = opened.take(FILE_BYTES).read_to_string(&mut text).with_context(cannot)?;
    if u64::try_from(bytes).is_ok_and(|bytes| bytes == FILE_BYTES) {
        bail!("{shown} is longer than 1 MiB: that is no campaign");
    }
    Ok(text)
}

/// Agrees to a campaign.
pub(super) async fn approve(
    options: &Approve,
    store: &Store,
    common: &Common,
) -> anyhow::Result<Status> {
    let Approve { name, by, digest } = options;
    let Some(digest) = digest_of(digest) else {
        bail!("--digest: want the 64 digits that `cerrojo campaign show {name}` shows");
    };
    let campaign = find(store, name).await?;
    may(store, by, Right::Approve).await?;
    if let Err(why) = broken(&desk(store, common).await?, &campaign) {
        bail!("campaign `{name}` is not agreed to: {why}");
    }
    said(&store.approve_campaign(name, &digest, by, cerrojo_engine::now()).await?, common)
}

/// Moves a campaign.
pub(super) async fn step(
    step: Step,
    options: &Move,
    store: &Store,
    common: &Common,
) -> anyhow::Result<Status> {
    let Move { name, by, why } = options;
    let campaign = find(store, name).await?;
    may(store, by, Right::Edit).await?;
    if matches!(step, Step::Start | Step::Resume)
        && let Err(why) = broken(&desk(store, common).await?, &campaign)
    {
        bail!("campaign `{name}` stays where it is: {why}");
    }
    let why = why.as_deref();
    said(&store.step_campaign(name, step, (by, why), cerrojo_engine::now()).await?, common)
}

fn said(campaign: &Campaign, common: &Common) -> anyhow::Result<Status> {
    people::show(common, &[(show::line(campaign), show::object(campaign))])
}
