//! What a sender notes beside the database, so that little is in doubt when it is killed.
//!
//! A letter is begun in the database before it is handed over, and what came of it is there some milliseconds after
//! it was said: whoever is killed between the two leaves a doubt. These notes make that time short. Each line has a
//! place of its own in a small file, and writes over it when it begins to hand a letter over and when it has heard
//! what came of it. Nothing waits for the disk: what a process has written is there when it is killed. When the
//! power goes it may not be, and then the letters are in doubt as they would be without.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::Path;

use crate::StoreError;

/// Bytes of a place.
const PLACE_BYTES: usize = 256;
/// Places that are read at most.
const PLACES: u64 = 4_096;

/// Where the notes of a sender are.
#[derive(Debug)]
pub struct Notes {
    file: File,
}

/// What was noted of hand-overs, by letter and attempt: whether it was taken; `None` where nobody heard.
pub(super) type Noted = BTreeMap<(i64, u32), Option<bool>>;

impl Notes {
    /// Opens the notes of one sender, which are made if they are not there; no other process may use them.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).mode(0o600);
        Ok(Self { file: file.open(path)? })
    }

    /// A line is about to end a letter, which may be taken from then on: the so many-th attempt.
    ///
    /// # Errors
    ///
    /// The machine's: then it must not.
    pub fn begin(&self, line: usize, letter: i64, attempt: u32) -> Result<(), StoreError> {
        self.write(line, &format!("begun {letter} {attempt}"))
    }

    /// A line has heard what came of a letter: whether it was taken.
    ///
    /// # Errors
    ///
    /// The machine's: then it is in doubt until the database knows.
    pub fn end(
        &self,
        line: usize,
        letter: i64,
        attempt: u32,
        is_taken: bool,
    ) -> Result<(), StoreError> {
        let word = if is_taken { "taken" } else { "not-taken" };
        self.write(line, &format!("{word} {letter} {attempt}"))
    }

    fn write(&self, line: usize, text: &str) -> Result<(), StoreError> {
        // One call writes all of it, so that it is there whole or not at all.
        let place = format!("{text:<width$}\n", width = PLACE_BYTES - 1);
        let at = u64::try_from(line.saturating_mul(PLACE_BYTES)).unwrap_or(u64::MAX);
        Ok(self.file.write_all_at(place.as_bytes(), at)?)
    }

    /// What is noted; what cannot be read was never noted.
    pub(super) fn read(&self) -> Result<Noted, StoreError> {
        let mut bytes = Vec::new();
        let most = PLACES * u64::try_from(PLACE_BYTES).unwrap_or(0);
        let mut file = &self.file;
        std::io::Seek::rewind(&mut file)?;
        file.take(most).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).lines().filter_map(noted).collect())
    }
}

fn noted(line: &str) -> Option<((i64, u32), Option<bool>)> {
    let mut words = line.split_whitespace();
    let taken = match words.next()? {
        "begun" => None,
        "taken" => Some(true),
        "not-taken" => Some(false),
        _ => return None,
    };
    let (letter, attempt) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next().is_none().then_some(((letter, attempt), taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_one_note_and_garbage_is_none() {
        let path = std::env::temp_dir().join(format!("cerrojo-notes-{}", std::process::id()));
        let notes = Notes::open(&path).unwrap();
        assert!(notes.read().unwrap().is_empty());
        notes.begin(2, 7, 1).unwrap();
        notes.begin(0, 8, 1).unwrap();
        notes.end(0, 8, 1, true).unwrap();
        notes.begin(1, 9, 3).unwrap();
        notes.end(1, 9, 3, false).unwrap();
        let expected = [((7, 1), None), ((8, 1), Some(true)), ((9, 3), Some(false))];
        let again = Notes::open(&path).unwrap();
        assert_eq!(again.read().unwrap(), BTreeMap::from(expected));
        again.begin(0, i64::MAX, u32::MAX).unwrap();
        assert_eq!(notes.read().unwrap().len(), 3);
        // Emptied for the next run of this test.
        notes.file.set_len(0).unwrap();
        for garbage in ["", "\0\0\0", "begun", "begun 1", "begun x 1", "begun 1 1 1", "sent 1 1"] {
            assert_eq!(noted(garbage), None, "{garbage}");
        }
    }
}
