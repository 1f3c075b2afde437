//! Replies are the same however the bytes were split, and bounded whatever came.
#![no_main]

use cerrojo_probe::smtp::{NotSmtp, Reply, ReplyReader};
use libfuzzer_sys::fuzz_target;

/// Far above what a reply of the most lines, each of the most bytes kept, can hold.
const REPLY_BYTES: usize = 2 * 1024 * 1024;

fuzz_target!(|input: (u8, &[u8])| {
    let (piece, bytes) = input;
    let whole = read(bytes, bytes.len());
    assert_eq!(read(bytes, usize::from(piece)), whole);
    for reply in &whole.0 {
        assert!((200..=599).contains(&reply.code));
        assert!(reply.text.len() <= REPLY_BYTES);
        assert!(!reply.text.chars().any(|c| c.is_control() && c != '\n'));
    }
});

fn read(bytes: &[u8], piece: usize) -> (Vec<Reply>, bool) {
    let mut reader = ReplyReader::default();
    let mut replies = Vec::new();
    for part in bytes.chunks(piece.max(1)) {
        reader.feed(part);
        loop {
            match reader.take() {
                Ok(Some(reply)) => replies.push(reply),
                Ok(None) => break,
                Err(NotSmtp) => return (replies, true),
            }
        }
    }
    (replies, false)
}
