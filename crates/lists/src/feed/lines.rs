//! Reads lines of bounded length, whatever the input is.

use std::io::{self, BufRead};

/// Bytes of a line that are read; the rest of a longer one is passed over.
pub(super) const LINE_BYTES: usize = 1024 * 1024;

/// The lines of an input, without their ends and without a byte order mark before the first.
pub(super) struct Lines<'a> {
    input: &'a mut dyn BufRead,
    line: Vec<u8>,
    number: u64,
}

/// One line.
pub(super) struct Line<'a> {
    /// Its number, counted from 1.
    pub(super) number: u64,
    /// Its bytes, as many as are read of it.
    pub(super) bytes: &'a [u8],
    /// It is longer than that.
    pub(super) is_cut: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead) -> Self {
        Self { input, line: Vec::new(), number: 0 }
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let mut is_cut = false;
        let mut is_there = false;
        loop {
            let buffer = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                break;
            }
            is_there = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or(buffer);
            let room = LINE_BYTES.saturating_sub(self.line.len());
            is_cut |= part.len() > room;
            self.line.extend_from_slice(part.get(..room).unwrap_or(part));
            let used = part.len().saturating_add(usize::from(end.is_some()));
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !is_there {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        let mut bytes = self.line.as_slice();
        if self.number == 1 {
            bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        }
        bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        Ok(Some(Line { number: self.number, bytes, is_cut }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, Vec<u8>, bool)> {
        let mut input = io::BufReader::with_capacity(3, text);
        let mut lines = Lines::new(&mut input);
        let mut read = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            read.push((line.number, line.bytes.to_vec(), line.is_cut));
        }
        read
    }

    #[test]
    fn ends_and_marks_are_taken_away() {
        let lines = read(b"\xef\xbb\xbfa\r\n\nb");
        assert_eq!(
            lines,
            [(1, b"a".to_vec(), false), (2, vec![], false), (3, b"b".to_vec(), false)]
        );
        assert_eq!(read(b""), []);
    }

    #[test]
    fn a_line_without_end_does_not_grow() {
        let lines = read(&vec![b'x'; LINE_BYTES + 5]);
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].1.len(), lines[0].2), (LINE_BYTES, true));
    }
}
