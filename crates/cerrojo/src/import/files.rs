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
/// Bytes of an archive, which goes onto the disk, and bytes that each file of it may unpack to there.
const ARCHIVE_BYTES: u64 = 4 << 30;
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
        match (&mut input).take(HEAD_BYTES).read_to_end(&mut head) {
            Err(error) if head.is_empty() => return Err(error).context("cannot be read"),
            // What stands before the damage counts.
            Err(error) => input = Box::new(Broken(Some(error))),
            Ok(_) => {}
        }
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

/// What is behind a path: one file, packed or not, or an archive with several.
pub(crate) enum Opened {
    /// One file.
    One(File),
    /// Several.
    Several(Archive),
}

impl Opened {
    /// All files behind the path, one after the other.
    pub(crate) fn files(self) -> impl Iterator<Item = anyhow::Result<File>> {
        let (mut one, mut several) = match self {
            Self::One(file) => (Some(file), None),
            Self::Several(archive) => (None, Some(archive)),
        };
        std::iter::from_fn(move || match one.take() {
            Some(file) => Some(Ok(file)),
            None => several.as_mut()?.next().transpose(),
        })
    }
}

/// Opens a path; `-` is standard input.
pub(crate) fn open(path: &Path) -> anyhow::Result<Opened> {
    let shown = path.display().to_string();
    let (name, mut input): (String, Box<dyn Read + Send>) = if shown == "-" {
        (String::new(), Box::new(io::stdin()))
    } else {
        let file = fs::File::open(path).context("cannot be read")?;
        if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
            bail!("it is a folder; name the files in it");
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        (name.unwrap_or_default(), Box::new(file))
    };
    let mut magic = Vec::new();
    (&mut input).take(4).read_to_end(&mut magic).context("cannot be read")?;
    let is_archive = [b"PK\x03\x04", b"PK\x05\x06"].iter().any(|one| magic == **one);
    let is_packed = magic.starts_with(b"\x1f\x8b");
    let input = Cursor::new(magic).chain(input);
    if is_archive {
        return Ok(Opened::Several(Archive::of(shown, input)?));
    }
    if is_packed {
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let input = BufReader::with_capacity(256 * 1024, input);
        let inner = flate2::bufread::MultiGzDecoder::new(input);
        let unpacked = Unpacked { inner, left: UNPACKED_BYTES };
        return Ok(Opened::One(File::new(shown, name, Box::new(unpacked))?));
    }
    Ok(Opened::One(File::new(shown, &name, Box::new(input))?))
}

/// The files of an archive, unpacked one after the other.
pub(crate) struct Archive {
    shown: String,
    inner: zip::ZipArchive<fs::File>,
    at: usize,
}

impl Archive {
    /// Onto the disk first: what is in an archive stands at its end, and standard input has no way back.
    fn of(shown: String, input: impl Read) -> anyhow::Result<Self> {
        let mut packed = tempfile::tempfile().context("cannot make a temporary file")?;
        let mut input = Unpacked { inner: input, left: ARCHIVE_BYTES };
        io::copy(&mut input, &mut packed).context("cannot be read to its end")?;
        let inner = zip::ZipArchive::new(packed).context("the archive is damaged")?;
        if inner.is_empty() {
            bail!("the archive is empty");
        }
        if inner.len() > MOST_FILES {
            bail!("the archive holds more than {MOST_FILES} files; unpack it first");
        }
        Ok(Self { shown, inner, at: 0 })
    }

    /// What to call it.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// Its next file; `None` at its end. One that is damaged is passed over the next time.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<File>> {
        while self.at < self.inner.len() {
            let at = self.at;
            self.at += 1;
            let entry = self.inner.by_index(at).context("a file in it is damaged")?;
            if entry.is_dir() {
                continue;
            }
            let name = entry.name().context("a file in it is damaged")?.into_owned();
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
            let shown = format!("{}: {name}", self.shown);
            let mut unpacked = tempfile::tempfile().context("cannot make a temporary file")?;
            let mut inner = Unpacked { inner: entry, left: ARCHIVED_BYTES };
            let copied = io::copy(&mut inner, &mut unpacked);
            copied.with_context(|| format!("{name} in it cannot be unpacked"))?;
            io::Seek::rewind(&mut unpacked)?;
            return File::new(shown, name, Box::new(unpacked)).map(Some);
        }
        Ok(None)
    }
}

/// Where a file cannot be read any further.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.take().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()))
    }
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
        let too_long =
            || io::Error::other("it is longer than anything that is a list; unpack it first");
        self.left = left.ok_or_else(too_long)?;
        Ok(count)
    }
}
