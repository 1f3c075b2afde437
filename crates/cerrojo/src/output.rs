//! Where results go: standard output or a file, and what happens when there is no room.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Seek as _, Write};
use std::path::Path;

use anyhow::anyhow;

use crate::arguments::Format;

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
}

/// Says something beside the results, on standard error, in one line.
pub(crate) fn say(text: &str) {
    // Nobody listens there any more: that stops nothing.
    let _ = writeln!(anstream::stderr(), "cerrojo: {}", one_line(text));
}

/// Lists of targets come from others as well: what is repeated of them moves nobody's cursor.
fn one_line(text: &str) -> String {
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
