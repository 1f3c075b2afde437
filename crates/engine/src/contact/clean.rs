//! Words of strangers, fit to be shown and stored.

/// How long a name of a network or an organisation is kept, in characters.
const NAME_MAX: usize = 160;

/// `text` on one line, without control and direction characters, at most 160 characters; nothing
/// when nothing is left.
pub(super) fn name(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut count = 0_usize;
    for word in text.split(|it: char| it.is_whitespace() || it.is_control()) {
        let mut letters = word.chars().filter(|it| !is_invisible(*it)).peekable();
        if letters.peek().is_some() && !out.is_empty() {
            out.push(' ');
            count = count.saturating_add(1);
        }
        for letter in letters {
            if count >= NAME_MAX {
                out.push('…');
                return Some(out);
            }
            out.push(letter);
            count = count.saturating_add(1);
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Characters that turn the direction of a line, or are nothing to see (UAX #9 section 2).
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Bytes of a file of which nobody says the encoding: UTF-8, else Latin-1, as registries write.
pub(super) fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().copied().map(char::from).collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_without_tricks() {
        assert_eq!(name("  Example\r\n\tGmbH\u{1b}[31m ").as_deref(), Some("Example GmbH [31m"));
        assert_eq!(name("a\u{202e}b").as_deref(), Some("ab"));
        assert_eq!(name(" \r\n \u{200b}"), None);
        assert_eq!(name(&"x".repeat(500)).unwrap().chars().count(), 161);
        assert_eq!(text(b"M\xfcnchen"), "München");
        assert_eq!(text("München".as_bytes()), "München");
    }
}
