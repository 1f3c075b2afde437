//! What of a letter is signed: its "relaxed" form (RFC 6376 sections 3.4.2 and 3.4.4).

/// A header field as it stands in the letter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Field<'a> {
    pub(super) name: &'a [u8],
    /// All after the colon, folds and the last line end included.
    value: &'a [u8],
}

/// The fields of `header`, in order. What is no field is passed over: it is not signed.
pub(super) fn fields(header: &[u8]) -> Vec<Field<'_>> {
    let mut found = Vec::with_capacity(32);
    let mut rest = header;
    while !rest.is_empty() {
        let (field, after) = rest.split_at(end_of_field(rest));
        rest = after;
        if let Some(colon) = field.iter().position(|byte| *byte == b':') {
            let (name, value) = field.split_at(colon);
            let value = value.get(1..).unwrap_or_default();
            found.push(Field { name: name.trim_ascii_end(), value });
        }
    }
    found
}

/// Where the first field of `header` ends: after the first line that no fold follows.
fn end_of_field(header: &[u8]) -> usize {
    let mut end = 0_usize;
    for line in header.split_inclusive(|byte| *byte == b'\n') {
        if end > 0 && !matches!(line.first(), Some(b' ' | b'\t')) {
            break;
        }
        end = end.saturating_add(line.len());
    }
    end
}

impl Field<'_> {
    /// Writes it without a line end: the name in lower case, every run of white space one space, none at
    /// the ends of the value.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.name.iter().map(u8::to_ascii_lowercase));
        out.push(b':');
        let mut gap = false;
        let start = out.len();
        for byte in self.value {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => gap = true,
                byte => {
                    if gap && out.len() > start {
                        out.push(b' ');
                    }
                    gap = false;
                    out.push(*byte);
                }
            }
        }
    }
}

/// Gives `take` the body in pieces, relaxed: white space at the ends of lines is gone, every other run of it is
/// one space, and empty lines at the end are gone. Lines have to end with CRLF. What stands as it must,
/// most of all base64, is given as one piece.
pub(super) fn body<'a>(body: &'a [u8], mut take: impl FnMut(&'a [u8])) {
    let body = without_empty_end(body);
    // From here on nothing was given yet; up to the place that is looked at all is as it must be.
    let mut start = 0_usize;
    let mut at = 0_usize;
    while let Some(offset) = body.get(at..).and_then(|rest| memchr::memchr2(b' ', b'\t', rest)) {
        let first = at.saturating_add(offset);
        let rest = body.get(first..).unwrap_or_default();
        let run = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        at = first.saturating_add(run);
        let ends_line = body.get(at) == Some(&b'\r');
        if run == 1 && !ends_line && body.get(first) == Some(&b' ') {
            continue;
        }
        take(body.get(start..first).unwrap_or_default());
        if !ends_line {
            take(b" ");
        }
        start = at;
    }
    take(body.get(start..).unwrap_or_default());
}

fn without_empty_end(body: &[u8]) -> &[u8] {
    let mut kept = body;
    while let Some(line) = kept.strip_suffix(b"\r\n") {
        let before = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t'));
        let text = before.map_or(0, |last| last.saturating_add(1));
        match line.get(..text).unwrap_or_default() {
            [] => return &[],
            bare if bare.ends_with(b"\n") => kept = bare,
            _ => return kept,
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relaxed(text: &str) -> String {
        let mut out = Vec::new();
        body(text.as_bytes(), |piece| out.extend_from_slice(piece));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_body_is_relaxed() {
        for (text, expected) in [
            (" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n"),
            ("", ""),
            ("\r\n", ""),
            (" \r\n\t\r\n", ""),
            ("a\r\n \r\n", "a\r\n"),
            ("a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"),
            ("a b\tc  d\r\n", "a b c d\r\n"),
            ("\ta\r\n", " a\r\n"),
            ("a \r\n \r\nb\r\n", "a\r\n\r\nb\r\n"),
        ] {
            assert_eq!(relaxed(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_header_is_relaxed() {
        let header = b"A: X\r\nB : Y\t\r\n\tZ  \r\nno field\r\nC:\r\n d\r\n";
        let mut out = Vec::new();
        for field in fields(header) {
            field.write(&mut out);
            out.push(b'|');
        }
        assert_eq!(String::from_utf8(out).unwrap(), "a:X|b:Y Z|c:d|");
    }
}
