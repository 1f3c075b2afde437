//! `cerrojo letter sender` and `key`: whether mail from here will be believed, and keys to sign it with.

use std::path::PathBuf;

use anyhow::Context as _;
use cerrojo_engine::Resolver;
use cerrojo_engine::mail::alignment::{self, State};
use cerrojo_engine::mail::{KeyKind, generate};
use clap::{Args, ValueEnum};
use serde_json::json;

use super::settings::LetterSettings;
use crate::Status;
use crate::arguments::{Common, Format};
use crate::people::show;

/// Options of `key`.
#[derive(Args, Clone, Debug)]
pub(super) struct KeyOptions {
    /// Which kind; letters may be signed with one of each.
    #[arg(value_enum)]
    kind: Kind,
    /// Where the secret key goes; it must not be there yet.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Its name in DNS.
    #[arg(long, value_name = "NAME", default_value = "cerrojo")]
    selector: String,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Kind {
    /// RSA with 2048 bits: everybody verifies it.
    Rsa,
    /// Ed25519: short and fast; not everybody verifies it yet (RFC 8463).
    Ed25519,
}

/// Says what is right and what is wrong, and what to put into DNS.
pub(super) async fn sender(common: &Common) -> anyhow::Result<Status> {
    let settings = LetterSettings::read(common)?;
    let aligned = settings.aligned()?;
    let resolver = Resolver::from_system().context("no name server is configured here")?;
    let findings = alignment::check(&resolver, &aligned).await;
    let status = if findings.iter().any(|one| one.state == State::Wrong) {
        Status::Open
    } else if findings.iter().any(|one| one.state == State::Unknown) {
        Status::Unknown
    } else {
        Status::Fine
    };
    let is_json = common.format == Format::Json;
    let shown: Vec<_> = findings
        .iter()
        .flat_map(|one| {
            let word = match one.state {
                State::Ok => "ok",
                State::Wrong => "WRONG",
                State::Unknown => "unknown",
            };
            let line = format!("{word:<9}  {}", one.explanation);
            let object = json!({
                "schema": "cerrojo.sender/1", "state": word.to_lowercase(),
                "explanation": one.explanation, "record": one.record,
            });
            let record = one.record.as_ref().filter(|_| !is_json);
            let record =
                record.map(|record| (format!("           put into DNS: {record}"), json!(null)));
            std::iter::once((line, object)).chain(record)
        })
        .collect();
    show(common, &shown)?;
    Ok(status)
}

/// Makes a key.
pub(super) fn key(options: &KeyOptions, common: &Common) -> anyhow::Result<Status> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let kind = match options.kind {
        Kind::Rsa => KeyKind::Rsa2048,
        Kind::Ed25519 => KeyKind::Ed25519,
    };
    let (secret, record) = generate(kind)?;
    let cannot = || format!("cannot write {}", options.file.display());
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&options.file)
        .with_context(cannot)?;
    file.write_all(secret.as_bytes()).and_then(|()| file.sync_all()).with_context(cannot)?;
    let name = format!("{}._domainkey", options.selector);
    let entry = format!("{}:{}", options.selector, options.file.display());
    let line = format!(
        "the secret key is in {}; put `dkim = [\"{entry}\"]` into [letters], and this into DNS:",
        options.file.display()
    );
    let object = json!({ "schema": "cerrojo.key/1", "name": name, "record": record });
    let mut shown = vec![(line, object)];
    if common.format != Format::Json {
        shown.push((format!("{name} TXT \"{record}\""), json!(null)));
    }
    show(common, &shown)
}
