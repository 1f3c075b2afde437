//! One object of an RPSL file after the other, out of a stream, in memory that does not grow.

use std::io::{self, BufRead};

/// The most that one line and one object may hold; what is beyond is left out, as remarks are.
const LINE_MAX: usize = 4096;
const OBJECT_MAX: usize = 64 * 1024;

/// An object: its attributes in order, names in lower case, values without comments.
#[derive(Debug, Default)]
pub(super) struct Object {
    bytes: Vec<u8>,
    /// For each attribute the ends of its name and of its value in `bytes`.
    ends: Vec<(usize, usize)>,
}

impl Object {
    /// Its attributes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut from = 0_usize;
        self.ends.iter().filter_map(move |(name_end, value_end)| {
            let name = self.bytes.get(from..*name_end)?;
            let value = self.bytes.get(*name_end..*value_end)?;
            from = *value_end;
            Some((name, value))
        })
    }

    /// The first value of an attribute.
    pub(super) fn first(&self, wanted: &[u8]) -> Option<&[u8]> {
        self.attributes().find(|(name, _)| *name == wanted).map(|(_, value)| value)
    }

    /// What kind of object it is: the name of its first attribute, and that one's value.
    pub(super) fn class(&self) -> Option<(&[u8], &[u8])> {
        self.attributes().next()
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Takes in a line that is neither empty nor a remark.
    fn take(&mut self, line: &[u8]) {
        if self.bytes.len().saturating_add(line.len()) > OBJECT_MAX {
            return;
        }
        let without = line.split(|byte| *byte == b'#').next().unwrap_or_default();
        if matches!(line.first(), Some(b' ' | b'\t' | b'+')) {
            let more = without.get(1..).unwrap_or_default().trim_ascii();
            if let Some((_, end)) = self.ends.last_mut()
                && !more.is_empty()
            {
                self.bytes.push(b' ');
                self.bytes.extend_from_slice(more);
                *end = self.bytes.len();
            }
            return;
        }
        let Some(colon) = without.iter().position(|byte| *byte == b':') else { return };
        let (name, value) = without.split_at(colon);
        self.bytes.extend(name.trim_ascii().iter().map(u8::to_ascii_lowercase));
        let name_end = self.bytes.len();
        self.bytes.extend_from_slice(value.get(1..).unwrap_or_default().trim_ascii());
        self.ends.push((name_end, self.bytes.len()));
    }
}

/// Calls `each` for every object of `reader`; lines that begin with `%` or `#` are remarks.
pub(super) fn for_each(reader: &mut dyn BufRead, mut each: impl FnMut(&Object)) -> io::Result<()> {
    let mut object = Object::default();
    let mut line = Vec::with_capacity(256);
    loop {
        let more = read_line(reader, &mut line)?;
        let text = line.trim_ascii_end();
        match text.first() {
            None => {
                if !object.ends.is_empty() {
                    each(&object);
                    object.clear();
                }
            }
            Some(b'%' | b'#') => {}
            Some(_) => object.take(text),
        }
        if !more {
            if !object.ends.is_empty() {
                each(&object);
            }
            return Ok(());
        }
    }
}

/// Reads a line into `line`, its beginning only when it is longer than it may be; `false` at the end.
fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(false);
        }
        let (end, used) = match available.iter().position(|byte| *byte == b'\n') {
            Some(end) => (true, end.saturating_add(1)),
            None => (false, available.len()),
        };
        let room = LINE_MAX.saturating_sub(line.len());
        line.extend_from_slice(available.get(..used.min(room)).unwrap_or_default());
        reader.consume(used);
        if end {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(text: &[u8]) -> Vec<Vec<(String, String)>> {
        let mut out = Vec::new();
        let word = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        for_each(&mut io::BufReader::with_capacity(3, text), |object| {
            out.push(object.attributes().map(|(name, value)| (word(name), word(value))).collect());
        })
        .unwrap();
        out
    }

    #[test]
    fn attributes_go_on_over_lines_and_comments_end_them() {
        let text = b"% remark\n\n\nInetNum:  192.0.2.0 - 192.0.2.255 # ours\r\ndescr: one\n two\n+\n\tthree\n\n\
            role: x\nno colon\nabuse-mailbox:a@b.example";
        let read = objects(text);
        assert_eq!(read.len(), 2);
        assert_eq!(read[0][0], ("inetnum".into(), "192.0.2.0 - 192.0.2.255".into()));
        assert_eq!(read[0][1], ("descr".into(), "one two three".into()));
        assert_eq!(read[1][1], ("abuse-mailbox".into(), "a@b.example".into()));
    }

    #[test]
    fn long_lines_and_objects_do_not_grow() {
        let mut text = b"remarks: ".to_vec();
        text.extend(std::iter::repeat_n(b'x', 1_000_000));
        text.extend(b"\nnext: 1\n");
        let read = objects(&text);
        assert!(read[0][0].1.len() <= LINE_MAX);
        assert_eq!(read[0][1].0, "next");
        let many = "descr: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n".repeat(10_000);
        let bytes: usize = objects(many.as_bytes())[0].iter().map(|(_, value)| value.len()).sum();
        assert!(bytes <= OBJECT_MAX);
        assert!(objects(b"").is_empty() && objects(b"\n\n \n").is_empty());
    }
}
