//! Takes mail out of a Maildir that another mail server delivers into.
//!
//! A file is kept first and moved to `cur` afterwards; killed in between, it is kept once all the same, because the
//! store knows its bytes.

use std::path::{Path, PathBuf};

use cerrojo_store::{NewArrival, Store, StoreError};

/// Bytes of a mail that are taken; larger ones stay where they are, for a person.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// Bytes of a header that are looked through for the recipient.
const HEAD_BYTES: usize = 64 * 1024;

/// What came of a round.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TakenIn {
    /// Mails that were taken.
    pub taken: u64,
    /// Files that could not be read, or are too large; they stay in `new`.
    pub left: u64,
}

/// Takes everything that lies in `new` of the Maildir `folder`. `is_ours` tells the addresses that mail may be for; the
/// first such address in its fields is its recipient.
///
/// # Errors
///
/// The user's: the folder cannot be read. The database's; what was not kept stays where it is.
pub async fn take_in(
    store: &Store,
    folder: &Path,
    is_ours: &(dyn Fn(&str) -> bool + Sync),
) -> Result<TakenIn, StoreError> {
    let mut done = TakenIn::default();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("new"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    for file in files {
        let is_small =
            file.metadata().is_ok_and(|about| about.is_file() && about.len() <= MOST_BYTES);
        let Some(message) = is_small.then(|| std::fs::read(&file).ok()).flatten() else {
            done.left += 1;
            continue;
        };
        let head = Head::of(&message);
        let arrival = NewArrival {
            at: cerrojo_engine::now(),
            via: "maildir",
            peer: None,
            helo: None,
            sender: head.sender(),
            recipient: head.recipient(is_ours),
            message,
            authentication: None,
        };
        store.receive(arrival).await?;
        let name =
            file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = name.split(":2,").next().unwrap_or_default().to_owned();
        std::fs::rename(&file, folder.join("cur").join(format!("{name}:2,S")))?;
        done.taken += 1;
    }
    Ok(done)
}

/// The fields before a message.
struct Head {
    text: String,
}

impl Head {
    fn of(message: &[u8]) -> Self {
        let head = message.get(..message.len().min(HEAD_BYTES)).unwrap_or_default();
        let text = String::from_utf8_lossy(head).replace("\r\n", "\n");
        let end = text.find("\n\n").unwrap_or(text.len());
        // Folded fields are one line each (RFC 5322 section 2.2.3).
        let text = text.get(..end).unwrap_or_default().replace("\n ", " ").replace("\n\t", " ");
        Self { text }
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.text.lines().filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The return path that the delivering server wrote down (RFC 5321 section 4.4).
    fn sender(&self) -> String {
        let path = self.values("return-path").next().unwrap_or_default();
        path.trim_matches(['<', '>', ' ']).to_owned()
    }

    /// The address of ours that it was for; empty where no field names one.
    fn recipient(&self, is_ours: &(dyn Fn(&str) -> bool + Sync)) -> String {
        let fields = ["delivered-to", "x-original-to", "envelope-to", "to", "cc"];
        let words = fields.iter().flat_map(|field| self.values(field)).flat_map(|value| {
            value.split([',', ' ', '<', '>', ';']).filter(|word| word.contains('@'))
        });
        words.map(str::trim).find(|word| is_ours(word)).unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recipient_is_the_first_address_of_ours() {
        let head = Head::of(b"Return-Path: <>\r\nTo: a@b.example,\r\n <answer+1.x@cert.example>\r\nSubject: c\r\n\r\nDelivered-To: answer+2.x@cert.example\r\n");
        assert_eq!(
            head.recipient(&|address| address.starts_with("answer+")),
            "answer+1.x@cert.example"
        );
        assert_eq!((head.sender(), head.recipient(&|_| false)), (String::new(), String::new()));
    }
}
