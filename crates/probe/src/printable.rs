//! Which characters of hostile text may reach a terminal or a page.

/// Control characters, and those that turn the direction of writing: with them a server could
/// rewrite what a person reads around its words.
pub(crate) fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
