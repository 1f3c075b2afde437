//! The file that a run is gone on with: one run at a time has it, and it is whole at any moment.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::digest::digest;

/// Most bytes of such a file: more than any run writes.
const STATE_BYTES: u64 = 64 * 1024 * 1024;

/// The file, locked.
pub(super) struct Store {
    path: PathBuf,
    /// Keeps the lock of the file that is at `path` now.
    held: File,
    /// Nothing was written to it: it goes when this does.
    is_new: bool,
}

impl Store {
    /// Takes the file, and makes it if there is none. Gives back what it says; nothing if it is new.
    pub(super) fn open(path: &Path) -> anyhow::Result<(Self, Option<String>)> {
        let shown = path.display();
        if path.is_dir() {
            bail!("--resume wants a file, and {shown} is a folder; name a file in it");
        }
        let is_new = !path.exists();
        let held = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path);
        let held = held.with_context(|| format!("cannot write {shown} (--resume)"))?;
        let metadata = held.metadata().with_context(|| format!("cannot read {shown}"))?;
        if !metadata.is_file() {
            bail!("--resume wants a regular file, and {shown} is none; name another");
        }
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("another run has {shown} (--resume); wait for its end, or name another file")
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {shown} (--resume)"));
            }
        }
        // Another run may have put a newer file there in between.
        let there = std::fs::metadata(path).map(|there| (there.dev(), there.ino()));
        if there.ok() != Some((metadata.dev(), metadata.ino())) {
            bail!("another run has {shown} (--resume); wait for its end, or name another file");
        }
        let mut bytes = Vec::new();
        (&held)
            .take(STATE_BYTES)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read {shown}"))?;
        let store = Self { path: path.to_path_buf(), held, is_new };
        if bytes.is_empty() {
            return Ok((store, None));
        }
        let Some(text) = unseal(&bytes) else {
            bail!("{}", store.unusable());
        };
        Ok((store, Some(text)))
    }

    /// What to say of a file that no run wrote.
    pub(super) fn unusable(&self) -> String {
        format!(
            "{} is damaged, or no run wrote it; remove it to begin anew, or name another file with --resume",
            self.path.display()
        )
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts `text` in the place of what it says, at once or not at all.
    pub(super) fn write(&mut self, text: &str) -> anyhow::Result<()> {
        self.replace(text)
            .with_context(|| format!("cannot write {} (--resume)", self.path.display()))
    }

    fn replace(&mut self, text: &str) -> std::io::Result<()> {
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file =
            OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&beside)?;
        let written = file
            .try_lock()
            .map_err(std::io::Error::from)
            .and_then(|()| file.write_all(seal(text).as_bytes()))
            .and_then(|()| file.sync_all())
            .and_then(|()| std::fs::rename(&beside, &self.path));
        if let Err(error) = written {
            let _ = std::fs::remove_file(&beside);
            return Err(error);
        }
        (self.held, self.is_new) = (file, false);
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.is_new {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// One line, and one that vouches for it.
fn seal(text: &str) -> String {
    format!("{text}\n{}\n", digest(text.as_bytes()))
}

fn unseal(bytes: &[u8]) -> Option<String> {
    let (text, seal) = str::from_utf8(bytes).ok()?.strip_suffix('\n')?.split_once('\n')?;
    (digest(text.as_bytes()) == seal).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn path(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("cerrojo-store-{}-{name}", std::process::id()))
    }

    #[test]
    fn it_is_read_as_it_was_written_and_held_by_one() {
        let path = path("one");
        let (mut store, says) = Store::open(&path).unwrap();
        assert_eq!(says, None);
        for text in ["first", "second"] {
            store.write(text).unwrap();
            let refused = Store::open(&path).err().unwrap().to_string();
            assert!(refused.starts_with("another run has "), "{refused}");
        }
        drop(store);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let (store, says) = Store::open(&path).unwrap();
        assert_eq!(says.as_deref(), Some("second"));
        drop(store);
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn what_was_never_written_leaves_nothing_and_what_is_damaged_is_left_alone() {
        let path = path("two");
        drop(Store::open(&path).unwrap());
        assert!(!path.exists());
        for damaged in ["{}", "first\n0000\n", "a letter to somebody\n", "\u{0}"] {
            std::fs::write(&path, damaged).unwrap();
            assert!(Store::open(&path).is_err(), "{damaged}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
        }
        std::fs::remove_file(&path).unwrap();
    }
}
