//! What a sender keeps beside the database: its name, and its notes of letters in flight.
//!
//! The name is the same again after it was killed, so that it takes up at once what it had in its hands; a lock on its notes
//! keeps any other process from having that name meanwhile.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cerrojo_store::Notes;
use sha2::{Digest as _, Sha256};

/// Senders on one machine that share a database.
const SENDERS: u32 = 64;

/// A sender's own things.
pub(crate) struct PostBox {
    /// Its name.
    pub(crate) worker: String,
    /// Its notes.
    pub(crate) notes: Notes,
    /// Held as long as it lives.
    pub(crate) lock: File,
}

impl PostBox {
    /// The first one that no other process has, for the database of that URL.
    ///
    /// # Errors
    ///
    /// The machine's: nothing can be written there. The user's: too many senders.
    pub(crate) fn open(url: &str) -> anyhow::Result<Self> {
        let base = base(url)?;
        for number in 0..SENDERS {
            let path = with_ending(&base, &format!(".sending-{number}"));
            let cannot =
                || format!("cannot write {}, where a sender notes what it sends", path.display());
            let lock = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .open(with_ending(&base, &format!(".sending-{number}.lock")))
                .with_context(cannot)?;
            if lock.try_lock().is_err() {
                continue;
            }
            let notes = Notes::open(&path).with_context(cannot)?;
            return Ok(Self { worker: name(&path), notes, lock });
        }
        bail!("{SENDERS} processes on this machine send from that database already");
    }
}

/// What its files begin with: beside the file of the database, or among the user's state where the database is a server.
fn base(url: &str) -> anyhow::Result<PathBuf> {
    if let Some(file) = url.strip_prefix("sqlite:") {
        return Ok(PathBuf::from(file.strip_prefix("//").unwrap_or(file)));
    }
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    let folder = state.or(home).unwrap_or_else(std::env::temp_dir).join("cerrojo");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.join(digest(url)))
}

fn with_ending(base: &Path, ending: &str) -> PathBuf {
    let mut name = base.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A name that only these notes on this machine have.
fn name(path: &Path) -> String {
    let machine = std::fs::read_to_string("/etc/machine-id").unwrap_or_default();
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    format!("send-{}", digest(&format!("{} {}", machine.trim(), path.display())))
}

fn digest(text: &str) -> String {
    let digest = Sha256::digest(text);
    data_encoding::HEXLOWER.encode(digest.get(..8).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_senders_have_two_names_and_one_has_the_same_again() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("x.db").display());
        let first = PostBox::open(&url).unwrap();
        let second = PostBox::open(&url).unwrap();
        assert_ne!(first.worker, second.worker);
        let name = first.worker.clone();
        drop(first);
        assert_eq!(PostBox::open(&url).unwrap().worker, name);
    }
}
