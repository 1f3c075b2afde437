//! `cerrojo campaign dry-run`: the letters of a campaign in a Maildir, for any program that reads mail.

use std::io::{Error, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cerrojo_service::campaign::{Rehearsed, broken, rehearse};
use cerrojo_store::Store;
use serde_json::json;

use super::{desk, find};
use crate::Status;
use crate::arguments::Common;
use crate::people::show;

/// Writes every letter that could go out now.
pub(super) async fn run(
    name: &str,
    folder: &Path,
    store: &Store,
    common: &Common,
) -> anyhow::Result<Status> {
    let campaign = find(store, name).await?;
    let desk = desk(store, common).await?;
    let definition = match broken(&desk, &campaign) {
        Ok(definition) => definition,
        Err(why) => bail!("nothing of campaign `{name}` would go out: {why}"),
    };
    let mut maildir = Maildir::open(folder)?;
    let now = cerrojo_engine::now();
    let keep = |letter: &cerrojo_store::NewLetter| maildir.put(now.timestamp(), &letter.message);
    let rehearsed = rehearse(store, &desk.unmarked(), &definition, now, keep)
        .await
        .with_context(|| folder.display().to_string())?;
    let Rehearsed { letters, failed, waiting } = rehearsed;
    let text = format!(
        "{letters} letters that could go out now are in {}, the first {} of them the pilot; {failed} could not be \
        written; nothing was sent or queued",
        folder.display(),
        definition.pilot.min(letters),
    );
    let object = json!({
        "schema": "cerrojo.campaign-dry-run/1", "name": name, "letters": letters, "failed": failed,
        "waiting": waiting, "maildir": folder,
    });
    show(common, &[(text, object)])
}

/// A folder of mail, a file a message; each is written aside and then appears whole.
struct Maildir {
    folder: PathBuf,
    written: u64,
}

impl Maildir {
    /// Makes the folder.
    fn open(folder: &Path) -> anyhow::Result<Self> {
        let shown = folder.display();
        for part in ["tmp", "new", "cur"] {
            let part = folder.join(part);
            std::fs::create_dir_all(&part).with_context(|| format!("cannot make {shown}"))?;
            let mut inside =
                std::fs::read_dir(&part).with_context(|| format!("cannot read {shown}"))?;
            if inside.next().is_some() {
                bail!("{shown} holds mail already; name a folder that is not there yet");
            }
        }
        Ok(Self { folder: folder.to_owned(), written: 0 })
    }

    /// Adds a message, with the ends of lines that files have.
    fn put(&mut self, seconds: i64, message: &[u8]) -> Result<(), Error> {
        self.written = self.written.saturating_add(1);
        let name = format!("{seconds}.M{:06}P{}.cerrojo", self.written, std::process::id());
        let aside = self.folder.join("tmp").join(&name);
        let mut file = std::fs::File::create_new(&aside)?;
        let mut lines = message.split_inclusive(|byte| *byte == b'\n');
        let mut plain = Vec::with_capacity(message.len());
        lines.by_ref().for_each(|line| match line.strip_suffix(b"\r\n") {
            Some(line) => {
                plain.extend_from_slice(line);
                plain.push(b'\n');
            }
            None => plain.extend_from_slice(line),
        });
        file.write_all(&plain)?;
        std::fs::rename(&aside, self.folder.join("new").join(&name))
    }
}
