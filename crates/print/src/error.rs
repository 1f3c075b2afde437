//! Why was nothing printed?

/// Why there are no pages. Nothing is ever printed in part, or with a box where a character should be.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// Nothing that was given shows this character; or nothing can, because it is private, a control character, or one
    /// that turns the text after it around.
    #[error(
        "no font shows U+{:04X} in the text in {language}: install the fonts of FAMILIES, or take the character out",
        u32::from(*character)
    )]
    MissingGlyph {
        /// The character.
        character: char,
        /// The BCP 47 tag of the text it stands in.
        language: String,
    },
    /// A family without which this language is not printed is not among the fonts.
    #[error("the font {family} is missing, which {language} needs: install {package}")]
    NoFont {
        /// The name of the family.
        family: &'static str,
        /// The BCP 47 tag of the text that needs it.
        language: String,
        /// The package of Debian that holds it.
        package: &'static str,
    },
    /// What was given as a font is none.
    #[error("font file number {number} is not a font that can be read")]
    UnreadableFont {
        /// Which of those given, counted from 1.
        number: usize,
    },
    /// The letter is larger than anything that is put into an envelope.
    #[error("the letter has more than {limit} {what}")]
    TooLong {
        /// What there is too much of.
        what: &'static str,
        /// How much there may be.
        limit: usize,
    },
    /// Lines that have a fixed place on the page are too many, or too long, for it.
    #[error("the {what} does not fit its place on the page: make it shorter")]
    DoesNotFit {
        /// Which of them: the recipient, the sender, or the date with the reference.
        what: &'static str,
    },
    /// Our own template is at fault.
    #[error("the template of letters could not be set: {message}")]
    Template {
        /// What the typesetter said.
        message: String,
    },
}
