//! Why there is no letter.

/// What keeps a letter from being written. None of these says anything about a server.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// The author's: a file of texts is not in the form of Project Fluent.
    #[error("the texts of `{language}`, line {line}: {what}")]
    Syntax {
        /// The tag of the language.
        language: &'static str,
        /// The line.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// The user's: no letters are written in that language.
    #[error("`{tag}` is no language of the letters; `cerrojo letter languages` lists them")]
    Language {
        /// The tag that was given.
        tag: String,
    },
    /// The caller's: nothing to write about.
    #[error("a letter needs at least one server that it is about")]
    Nothing,
    /// The caller's: something was proven open for none of the servers, or not lately.
    #[error("case {case} has no proof; a letter is only written about what was proven")]
    NoProof {
        /// The number of the case.
        case: i64,
    },
    /// The machine's: the attached table could not be written.
    #[error("the table of a letter could not be written")]
    Table {
        /// Why.
        #[source]
        cause: csv::Error,
    },
}
