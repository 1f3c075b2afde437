//! Where results go: standard output or a file, and what happens when there is no room.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal as _, Read, Seek as _, SeekFrom, Write};
use std::os::fd::AsFd as _;
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};

use crate::arguments::Format;
use crate::digest::digest;

/// A place for results.
pub(crate) struct Output {
    writer: BufWriter<Box<dyn Write + Send>>,
}

impl Output {
    /// Opens it, and makes sure that something can be written before anything is sent.
    ///
    /// # Errors
    ///
    /// The user's or the machine's: no such folder, no right, no room.
    pub(crate) fn open(path: Option<&Path>, format: Format) -> anyhow::Result<Self> {
        let styled = format == Format::Text;
        let writer: Box<dyn Write + Send> = match path {
            None if styled => Box::new(anstream::stdout()),
            None => Box::new(io::stdout()),
            Some(path) => {
                let cannot = |error| anyhow!("cannot write {}: {}", path.display(), why(&error));
                let mut file = File::create(path).map_err(cannot)?;
                has_room(&mut file).map_err(cannot)?;
                if styled {
                    Box::new(anstream::StripStream::new(Box::new(file) as Box<dyn Write + Send>))
                } else {
                    Box::new(file)
                }
            }
        };
        Ok(Self { writer: BufWriter::with_capacity(32 * 1024, writer) })
    }

    /// Opens a place that a later run goes on with: a regular file, which keeps what it holds if
    /// this is that later run.
    ///
    /// # Errors
    ///
    /// As [`Output::open`], and the user's: it is no regular file.
    pub(crate) fn lasting(
        path: Option<&Path>,
        format: Format,
        goes_on: bool,
    ) -> anyhow::Result<(Self, Results)> {
        let shown =
            path.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
        let cannot = |error: io::Error| anyhow!("cannot write {shown}: {}", why(&error));
        let opened = match path {
            Some(path) => {
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
            }
            None => io::stdout().as_fd().try_clone_to_owned().map(File::from),
        };
        let mut file = opened.map_err(cannot)?;
        if !file.metadata().map_err(cannot)?.is_file() {
            bail!("--resume wants the results in a file: name one with -o FILE");
        }
        let read = match path {
            Some(_) => file.try_clone(),
            None => File::open("/proc/self/fd/1"),
        };
        let read = read.with_context(|| format!("cannot read {shown}"))?;
        if path.is_some() && !goes_on {
            file.set_len(0).map_err(cannot)?;
            has_room(&mut file).map_err(cannot)?;
        }
        file.seek(SeekFrom::End(0)).map_err(cannot)?;
        let results = Results { write: file.try_clone().map_err(cannot)?, read, shown };
        let writer: Box<dyn Write + Send> = if format == Format::Text {
            Box::new(anstream::StripStream::new(Box::new(file) as Box<dyn Write + Send>))
        } else {
            Box::new(file)
        };
        Ok((Self { writer: BufWriter::with_capacity(32 * 1024, writer) }, results))
    }
}

/// As much of the end of the results tells them from others.
const END_BYTES: u64 = 1_024;

/// Results in a regular file, to go on with.
pub(crate) struct Results {
    write: File,
    read: File,
    shown: String,
}

impl Results {
    /// What to call them.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// How long they are, in bytes; what is not flushed does not count.
    pub(crate) fn length(&self) -> io::Result<u64> {
        Ok(self.write.metadata()?.len())
    }

    /// Tells the file from all others that are there now.
    pub(crate) fn place(&self) -> io::Result<String> {
        let metadata = self.write.metadata()?;
        Ok(format!("{}:{}", metadata.dev(), metadata.ino()))
    }

    /// A digest of what stands before the byte `until`.
    pub(crate) fn end(&self, until: u64) -> io::Result<String> {
        let begin = until.saturating_sub(END_BYTES);
        let mut bytes = vec![0; usize::try_from(until - begin).unwrap_or_default()];
        self.read.read_exact_at(&mut bytes, begin)?;
        Ok(digest(&bytes))
    }

    /// What stands behind the byte `begin`.
    pub(crate) fn from(&self, begin: u64) -> impl Read + '_ {
        ReadAt { file: &self.read, at: begin }
    }

    /// Forgets what stands behind the first `keep` bytes.
    pub(crate) fn cut(&self, keep: u64) -> io::Result<()> {
        self.write.set_len(keep)?;
        (&self.write).seek(SeekFrom::Start(keep)).map(drop)
    }

    /// Waits until the disk has them.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.write.sync_data()
    }
}

/// Reads without moving the place that is written at.
struct ReadAt<'a> {
    file: &'a File,
    at: u64,
}

impl Read for ReadAt<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(buffer, self.at)?;
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

/// Says something beside the results, on standard error, in one line.
pub(crate) fn say(text: &str) {
    // Nobody listens there any more: that stops nothing.
    let _ = writeln!(anstream::stderr(), "cerrojo: {}", one_line(text));
}

/// Lists of targets come from others as well: what is repeated of them moves nobody's cursor.
pub(crate) fn one_line(text: &str) -> String {
    let harmless = |c: char| match c {
        '\n' => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(harmless).collect()
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// What a person can do about it, where the system's words do not say.
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "its folder does not exist; make it first".to_owned(),
        io::ErrorKind::StorageFull => {
            "the disk is full; make room or name another place".to_owned()
        }
        io::ErrorKind::IsADirectory => "it is a folder; name a file in it".to_owned(),
        _ => error.to_string(),
    }
}

/// A full disk takes a new file and none of its contents: found out now, not after the probing.
fn has_room(file: &mut File) -> io::Result<()> {
    let kind = file.metadata()?.file_type();
    if kind.is_file() {
        file.write_all(&[b'\n'; 4096])?;
        file.set_len(0)?;
        file.rewind()
    } else if std::os::unix::fs::FileTypeExt::is_char_device(&kind) && !file.is_terminal() {
        file.write_all(b"\n")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_one_line_that_no_terminal_obeys() {
        assert_eq!(one_line("`h\u{1b}[2J`\nis\rnone"), "`h\u{fffd}[2J` is\u{fffd}none");
    }
}
