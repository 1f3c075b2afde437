//! Reads lists of targets, line by line, however long they are.

use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::target::{Host, Written};

/// Most bytes of a line.
const LINE_BYTES: usize = 4 * 1024;
/// As much of what can be read only once is read ahead, so that a short list is checked as a whole.
const AHEAD_BYTES: u64 = 1024 * 1024;

/// Where the targets of a run come from.
pub(super) struct Source {
    /// Those of the command line.
    pub(super) named: Vec<Written>,
    pub(super) list: List,
}

/// A list of targets.
pub(super) enum List {
    None,
    /// What came from a pipe, and was all of it.
    Text(Vec<u8>),
    /// A regular file: read as often as needed.
    File(PathBuf),
    /// The beginning of what comes from a pipe, and the pipe.
    Stream(Vec<u8>, Box<dyn Read + Send>),
}

/// What is wrong with a line. Always the user's to mend.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("line {line} of the list: {why}")]
pub(super) struct Mistake {
    line: u64,
    why: String,
}

impl Source {
    /// Reads what was named, and finds the list.
    pub(super) fn open(named: &[String], path: Option<&Path>) -> anyhow::Result<Self> {
        let named = named.iter().map(|text| Written::read(text));
        let named = named.collect::<Result<Vec<_>, _>>()?;
        let list = match path {
            None => List::None,
            Some(path) => List::open(path).with_context(|| cannot_read(path))?,
        };
        Ok(Self { named, list })
    }

    /// Few enough single targets, named one by one: they are asked in that order.
    pub(super) fn is_short(&self) -> bool {
        matches!(self.list, List::None)
            && self.named.len() <= 16
            && self.named.iter().all(|target| !matches!(target.host, Host::Network(_)))
    }

    pub(super) const fn is_stream(&self) -> bool {
        matches!(self.list, List::Stream(..))
    }

    /// All targets from the beginning: none of a stream's, which can be read only once.
    /// `listen` is told the bytes of the list.
    pub(super) fn entries<'a>(
        &self,
        listen: impl FnMut(&[u8]) + Send + 'a,
    ) -> anyhow::Result<Entries<Box<dyn BufRead + Send + 'a>>> {
        let list: Box<dyn Read + Send> = match &self.list {
            List::None | List::Stream(..) => Box::new(std::io::empty()),
            List::Text(text) => Box::new(Cursor::new(text.clone())),
            List::File(path) => {
                Box::new(std::fs::File::open(path).with_context(|| cannot_read(path))?)
            }
        };
        let list = BufReader::with_capacity(64 * 1024, Overheard { inner: list, listen });
        Ok(Entries::new(self.named.clone(), Box::new(list)))
    }

    /// The same to keep, with what a stream has.
    pub(super) fn into_entries(self) -> anyhow::Result<Entries<Box<dyn BufRead + Send>>> {
        match self.list {
            List::Stream(head, rest) => {
                let list = BufReader::with_capacity(64 * 1024, Cursor::new(head).chain(rest));
                Ok(Entries::new(self.named, Box::new(list)))
            }
            _ => self.entries(|_| {}),
        }
    }
}

impl List {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let mut pipe: Box<dyn Read + Send> = if path == Path::new("-") {
            Box::new(std::io::stdin())
        } else {
            let file = std::fs::File::open(path)?;
            if file.metadata()?.is_file() {
                return Ok(Self::File(path.to_path_buf()));
            }
            Box::new(file)
        };
        let mut head = Vec::new();
        pipe.by_ref().take(AHEAD_BYTES).read_to_end(&mut head)?;
        let all = u64::try_from(head.len()).is_ok_and(|read| read < AHEAD_BYTES);
        Ok(if all { Self::Text(head) } else { Self::Stream(head, pipe) })
    }
}

fn cannot_read(path: &Path) -> String {
    format!("cannot read the targets in {}", path.display())
}

/// Repeats to somebody what is read.
struct Overheard<R, L> {
    inner: R,
    listen: L,
}

impl<R: Read, L: FnMut(&[u8])> Read for Overheard<R, L> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        (self.listen)(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// Targets one after the other: those of the command line, then those of the list.
pub(super) struct Entries<R> {
    named: std::vec::IntoIter<Written>,
    list: R,
    line: u64,
    text: Vec<u8>,
}

impl<R: BufRead> Entries<R> {
    pub(super) fn new(named: Vec<Written>, list: R) -> Self {
        Self { named: named.into_iter(), list, line: 0, text: Vec::new() }
    }

    /// The next target, or what is wrong with its line; `None` at the end.
    ///
    /// # Errors
    ///
    /// The list cannot be read on.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Result<Written, Mistake>>> {
        if let Some(named) = self.named.next() {
            return Ok(Some(Ok(named)));
        }
        loop {
            let line = self.read_line().context("cannot read on in the list of targets")?;
            let Some(fits) = line else { return Ok(None) };
            self.line += 1;
            let mistake = |why: String| Some(Err(Mistake { line: self.line, why }));
            if !fits {
                return Ok(mistake(format!(
                    "it is longer than {LINE_BYTES} bytes; write one target a line"
                )));
            }
            let Ok(line) = str::from_utf8(&self.text) else {
                return Ok(mistake("it is not text; write the list in UTF-8".to_owned()));
            };
            let line = if self.line == 1 { line.trim_start_matches('\u{feff}') } else { line };
            let line = line.split('#').next().unwrap_or_default().trim();
            if !line.is_empty() {
                return Ok(match Written::read(line) {
                    Ok(written) => Some(Ok(written)),
                    Err(error) => mistake(error.to_string()),
                });
            }
        }
    }

    /// Reads a line into `text`, as far as it fits, and says whether it does; `None` at the end.
    fn read_line(&mut self) -> std::io::Result<Option<bool>> {
        self.text.clear();
        let mut fits = true;
        let mut begun = false;
        loop {
            let bytes = match self.list.fill_buf() {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                bytes => bytes?,
            };
            if bytes.is_empty() {
                return Ok(begun.then_some(fits));
            }
            begun = true;
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
            let used = end.map_or(part.len(), |end| end + 1);
            if self.text.len() + part.len() <= LINE_BYTES {
                self.text.extend_from_slice(part);
            } else {
                fits = false;
            }
            self.list.consume(used);
            if end.is_some() {
                return Ok(Some(fits));
            }
        }
    }
}

/// How many targets it is: a network is as many as it has addresses.
pub(super) fn count(host: &Host) -> u64 {
    match host {
        Host::Network(network) => {
            let bits = network.max_prefix_len() - network.prefix_len();
            let all = 1_u64.checked_shl(bits.into()).unwrap_or(u64::MAX);
            // The first and the last address of an IPv4 network are nobody's.
            if bits > 1 && network.addr().is_ipv4() { all.saturating_sub(2) } else { all }
        }
        Host::Name(_) | Host::Address(_) => 1,
    }
}

/// One mistake, and nothing is sent.
pub(super) fn refuse(mistake: Mistake) -> anyhow::Result<()> {
    bail!(mistake)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8], at_once: usize) -> Vec<String> {
        let list = BufReader::with_capacity(at_once, Cursor::new(text.to_vec()));
        let mut entries = Entries::new(Vec::new(), list);
        let mut found = Vec::new();
        while let Some(entry) = entries.next().unwrap() {
            found.push(match entry {
                Ok(written) => written.label,
                Err(mistake) => mistake.to_string(),
            });
        }
        found
    }

    #[test]
    fn lines_come_as_they_are_written() {
        let text = "\u{feff}127.0.0.1 # ours\r\n\r\n# a comment\nh\nh:0\nlast";
        for at_once in [1, 3, 4096] {
            let found = read(text.as_bytes(), at_once);
            assert_eq!(found.len(), 4, "{found:?}");
            assert_eq!((found[0].as_str(), found[1].as_str()), ("127.0.0.1", "h"));
            assert!(found[2].starts_with("line 5 of the list: `h:0`"), "{found:?}");
            assert_eq!(found[3], "last");
        }
    }

    #[test]
    fn what_is_no_line_of_text_is_one_mistake() {
        let mut text = b"a\nm\xfcnchen.example\n".to_vec();
        text.extend(std::iter::repeat_n(b'x', 100_000));
        text.extend_from_slice(b"\nb\n");
        let found = read(&text, 512);
        assert_eq!(
            found,
            [
                "a",
                "line 2 of the list: it is not text; write the list in UTF-8",
                "line 3 of the list: it is longer than 4096 bytes; write one target a line",
                "b"
            ]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_end(text: Vec<u8>, at_once in 1_usize..64) {
            prop_assert!(read(&text, at_once).len() <= text.len() + 1);
        }
    }
}
