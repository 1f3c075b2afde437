//! Opens what is to be imported, packed or not, and looks at its beginning.

use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use anyhow::{Context as _, bail};

/// Bytes that the format is told from.
const HEAD_BYTES: u64 = 64 * 1024;
/// Files in one archive.
const MOST_FILES: usize = 1_000;
/// Bytes that a packed file may unpack to: what becomes longer is no list, it is an attack.
const UNPACKED_BYTES: u64 = 64 << 30;
/// The same for each file of an archive, which is unpacked onto the disk.
const ARCHIVED_BYTES: u64 = 4 << 30;

/// One file of suspects, ready to be read.
pub(crate) struct File {
    /// What to call it.
    pub(super) shown: String,
    /// Its name without folder and packing; empty for standard input.
    pub(super) name: String,
    head: Vec<u8>,
    rest: Box<dyn Read + Send>,
}

impl File {
    fn new(shown: String, name: &str, mut input: Box<dyn Read + Send>) -> anyhow::Result<Self> {
        let mut head = Vec::new();
        (&mut input).take(HEAD_BYTES).read_to_end(&mut head).context("cannot read it")?;
        Ok(Self { shown, name: name.to_owned(), head, rest: input })
    }

    /// Its first bytes.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// All of it.
    pub(crate) fn into_input(self) -> impl BufRead + Send {
        BufReader::with_capacity(256 * 1024, Cursor::new(self.head).chain(self.rest))
    }
}

/// The files behind a path: itself, what is packed in it, or all that are in the archive.
pub(crate) fn open(path: &Path) -> anyhow::Result<Vec<anyhow::Result<File>>> {
    let shown = path.display().to_string();
    let (name, input): (String, Box<dyn Read + Send>) = if shown == "-" {
        (String::new(), Box::new(io::stdin()))
    } else {
        let file = fs::File::open(path).context("cannot be read")?;
        if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
            bail!("it is a folder; name the files in it");
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        (name.unwrap_or_default(), Box::new(file))
    };
    let mut input = BufReader::with_capacity(256 * 1024, input);
    let magic = input.fill_buf().context("cannot be read")?;
    if magic.starts_with(b"\x1f\x8b") {
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let inner = flate2::bufread::MultiGzDecoder::new(input);
        let unpacked = Unpacked { inner, left: UNPACKED_BYTES };
        return Ok(vec![File::new(shown, name, Box::new(unpacked))]);
    }
    if magic.starts_with(b"PK\x03\x04") || magic.starts_with(b"PK\x05\x06") {
        return archive(&shown, &mut input);
    }
    Ok(vec![File::new(shown, &name, Box::new(input))])
}

/// The files of an archive, read from its beginning to its end as standard input has no other way.
fn archive(shown: &str, input: &mut impl Read) -> anyhow::Result<Vec<anyhow::Result<File>>> {
    let mut files = Vec::new();
    loop {
        let entry = zip::read::read_zipfile_from_stream(input);
        let Some(entry) = entry.context("the archive is damaged")? else { break };
        if entry.is_dir() {
            continue;
        }
        if files.len() >= MOST_FILES {
            bail!("the archive holds more than {MOST_FILES} files; unpack it first");
        }
        let name = entry
            .name()
            .unwrap_or_default()
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned();
        // Onto the disk: a stream has no way back, and the files are read one after the other.
        let mut unpacked = tempfile::tempfile().context("cannot make a temporary file")?;
        let mut inner = Unpacked { inner: entry, left: ARCHIVED_BYTES };
        io::copy(&mut inner, &mut unpacked).context("the archive is damaged")?;
        io::Seek::rewind(&mut unpacked)?;
        files.push(File::new(format!("{shown}: {name}"), &name, Box::new(unpacked)));
    }
    if files.is_empty() {
        bail!("the archive is empty");
    }
    Ok(files)
}

/// Unpacked bytes, up to a limit.
struct Unpacked<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.left.checked_sub(u64::try_from(count).unwrap_or(u64::MAX));
        let too_long = || io::Error::other("it unpacks to more than it may; unpack it first");
        self.left = left.ok_or_else(too_long)?;
        Ok(count)
    }
}
