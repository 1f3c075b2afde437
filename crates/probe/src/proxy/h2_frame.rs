//! The little of HTTP/2 that a CONNECT needs: frames, and the status of a response (RFC 9113, RFC 7541).

/// What a client says first (RFC 9113 section 3.4), and an empty SETTINGS frame.
pub(super) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
/// What is answered to SETTINGS (section 6.5.3).
pub(super) const ACKNOWLEDGED: &[u8] = b"\0\0\0\x04\x01\0\0\0\0";

/// Frame types (section 6).
pub(super) const DATA: u8 = 0;
pub(super) const HEADERS: u8 = 1;
pub(super) const RESET: u8 = 3;
pub(super) const SETTINGS: u8 = 4;
pub(super) const GOAWAY: u8 = 7;

const PADDED: u8 = 8;
const PRIORITY: u8 = 0x20;
const END_HEADERS: u8 = 4;
/// The longest frame that a peer may send us (section 4.2): we never allow more.
const FRAME_BYTES: usize = 16_384;
const HEADER_BYTES: usize = 9;

/// One frame.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Frame<'a> {
    pub(super) kind: u8,
    pub(super) flags: u8,
    pub(super) stream: u32,
    pub(super) payload: &'a [u8],
}

/// What is at the start of the input.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Reading<'a> {
    /// A frame, and how long it is.
    Whole(Frame<'a>, usize),
    /// The beginning of one.
    Part,
    /// No frame that may come to us.
    Other,
}

/// Reads a frame.
pub(super) fn read(input: &[u8]) -> Reading<'_> {
    let Some((head, rest)) = input.split_first_chunk::<HEADER_BYTES>() else {
        // "HTTP/1.1 400" can be told from its first bytes.
        let other = input.first().is_some_and(|byte| *byte != 0);
        return if other { Reading::Other } else { Reading::Part };
    };
    let [l2, l1, l0, kind, flags, s3, s2, s1, s0] = *head;
    let length = usize::try_from(u32::from_be_bytes([0, l2, l1, l0])).unwrap_or(usize::MAX);
    if length > FRAME_BYTES {
        return Reading::Other;
    }
    let Some(payload) = rest.get(..length) else { return Reading::Part };
    let stream = u32::from_be_bytes([s3, s2, s1, s0]) & 0x7fff_ffff;
    Reading::Whole(Frame { kind, flags, stream, payload }, length.saturating_add(HEADER_BYTES))
}

/// Writes a frame of stream 1, or of the connection for SETTINGS.
pub(super) fn write(kind: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len().min(FRAME_BYTES)).unwrap_or(0);
    let [_, l2, l1, l0] = length.to_be_bytes();
    let flags = if kind == HEADERS { END_HEADERS } else { 0 };
    [&[l2, l1, l0, kind, flags, 0, 0, 0, 1], payload].concat()
}

/// Header fields, each as a literal that is not kept (RFC 7541 section 6.2.2).
pub(super) fn fields(pairs: &[(&str, &str)]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in pairs {
        block.push(0);
        for text in [name, value] {
            length(text.len(), &mut block);
            block.extend_from_slice(text.as_bytes());
        }
    }
    block
}

/// A number in a prefix of seven bits (RFC 7541 section 5.1).
fn length(value: usize, out: &mut Vec<u8>) {
    if let Some(small) = u8::try_from(value).ok().filter(|small| *small < 127) {
        return out.push(small);
    }
    out.push(127);
    let mut rest = value.saturating_sub(127);
    while rest >= 128 {
        out.push(u8::try_from(rest % 128).unwrap_or(0) | 128);
        rest /= 128;
    }
    out.push(u8::try_from(rest).unwrap_or(0));
}

impl<'a> Frame<'a> {
    /// The payload without padding and priority (RFC 9113 sections 6.1 and 6.2).
    pub(super) fn content(&self) -> &'a [u8] {
        let mut content = self.payload;
        if self.flags & PADDED != 0 {
            let Some((padding, rest)) = content.split_first() else { return content };
            let end = rest.len().saturating_sub(usize::from(*padding));
            content = rest.get(..end).unwrap_or_default();
        }
        if self.kind == HEADERS && self.flags & PRIORITY != 0 {
            content = content.get(5..).unwrap_or_default();
        }
        content
    }

    /// Whether SETTINGS are ours that were acknowledged.
    pub(super) const fn is_acknowledgement(&self) -> bool {
        self.flags & 1 != 0
    }

    /// The value of a setting (section 6.5.1).
    pub(super) fn setting(&self, id: u16) -> Option<u32> {
        self.payload.chunks_exact(6).find_map(|entry| match entry {
            [i1, i0, v3, v2, v1, v0] if u16::from_be_bytes([*i1, *i0]) == id => {
                Some(u32::from_be_bytes([*v3, *v2, *v1, *v0]))
            }
            _ => None,
        })
    }

    /// The status of a response: `:status` comes before every other field (section 8.3), and the
    /// first response of a connection can only refer to the static table (RFC 7541 appendix A).
    pub(super) fn status(&self) -> Option<u16> {
        let mut block = self.content();
        // A change of the dynamic table's size may come first (section 6.3).
        while let [first @ 0x20..=0x3f, rest @ ..] = block {
            let continued = rest.iter().take_while(|byte| **byte & 0x80 != 0).count();
            let more = if *first == 0x3f { continued.saturating_add(1) } else { 0 };
            block = rest.get(more..)?;
        }
        match block {
            [indexed @ 0x88..=0x8e, ..] => {
                let known = [200, 204, 206, 304, 400, 404, 500];
                known.get(usize::from(indexed.checked_sub(0x88)?)).copied()
            }
            // The name by its index (8 to 14), or as it is, or in Huffman code; then the value.
            [0x48..=0x4e | 0x08..=0x0e | 0x18..=0x1e, value @ ..]
            | [0x40 | 0x00 | 0x10, 0x07, b':', b's', b't', b'a', b't', b'u', b's', value @ ..]
            | [0x40 | 0x00 | 0x10, 0x85, 0xb8, 0x84, 0x8d, 0x36, 0xa3, value @ ..] => number(value),
            _ => None,
        }
    }
}

/// Three digits as they are, or in the code of RFC 7541 appendix B.
fn number(value: &[u8]) -> Option<u16> {
    let (length, rest) = value.split_first()?;
    let bytes = rest.get(..usize::from(length & 0x7f))?;
    if length & 0x80 == 0 {
        return std::str::from_utf8(bytes).ok()?.parse().ok();
    }
    let mut bits = 0_u64;
    let mut left = u32::try_from(bytes.len()).ok()?.checked_mul(8)?;
    for byte in bytes.iter().take(8) {
        bits = bits << 8 | u64::from(*byte);
    }
    let mut number = 0_u16;
    for _ in 0..3 {
        left = left.checked_sub(5)?;
        let five = (bits >> left) & 0x1f;
        let digit = if five < 3 {
            five
        } else {
            // 3 to 9 take six bits, 011001 to 011111.
            left = left.checked_sub(1)?;
            (five << 1 | (bits >> left) & 1).checked_sub(0x19)?.checked_add(3)?
        };
        number =
            number.checked_mul(10)?.checked_add(u16::try_from(digit).ok().filter(|d| *d < 10)?)?;
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(block: &[u8]) -> Option<u16> {
        Frame { kind: HEADERS, flags: 4, stream: 1, payload: block }.status()
    }

    #[test]
    fn statuses_are_read_in_every_writing() {
        assert_eq!(status(&[0x88]), Some(200));
        assert_eq!(status(&[0x8d]), Some(404));
        assert_eq!(status(b"\x48\x03403"), Some(403));
        assert_eq!(status(b"\x20\x08\x03407rest"), Some(407));
        assert_eq!(status(b"\x00\x07:status\x03502"), Some(502));
        // From RFC 7541 appendix C.6.1: 302 in Huffman code, and C.6.2: 307.
        assert_eq!(status(&[0x48, 0x82, 0x64, 0x02]), Some(302));
        assert_eq!(status(&[0x48, 0x83, 0x64, 0x0e, 0xff]), Some(307));
        assert_eq!(status(&[0x82]), None);
        assert_eq!(status(&[]), None);
        assert_eq!(status(&[0x48, 0x83, 0xff, 0xff, 0xff]), None);
    }

    #[test]
    fn frames_come_out_as_they_went_in() {
        let bytes = write(DATA, b"HELP");
        let Reading::Whole(frame, length) = read(&bytes) else { panic!() };
        assert_eq!((frame.kind, frame.stream, frame.content()), (DATA, 1, b"HELP".as_slice()));
        assert_eq!(length, bytes.len());
        assert_eq!(read(&bytes[..length - 1]), Reading::Part);
        assert_eq!(read(b"HTTP/1.1 400 Bad Request"), Reading::Other);
        let padded = Frame { kind: DATA, flags: PADDED, stream: 1, payload: b"\x02ab\0\0" };
        assert_eq!(padded.content(), b"ab");
        let odd = Frame { kind: DATA, flags: PADDED, stream: 1, payload: b"\xffab" };
        assert_eq!(odd.content(), b"");
    }

    #[test]
    fn long_values_keep_their_length() {
        let name = "n".repeat(300);
        let block = fields(&[("a", &name)]);
        assert_eq!(block.get(..6), Some([0, 1, b'a', 127, 0xad, 1].as_slice()));
        assert_eq!(block.len(), 306);
    }

    #[test]
    fn settings_are_found() {
        let payload = [0, 3, 0, 0, 0, 100, 0, 8, 0, 0, 0, 1];
        let frame = Frame { kind: SETTINGS, flags: 0, stream: 0, payload: &payload };
        assert_eq!(
            (frame.setting(8), frame.setting(3), frame.setting(4)),
            (Some(1), Some(100), None)
        );
    }
}
