//! A case and a language in, a letter out; an answer in, what it is out.
//!
//! Nothing here opens a socket or a file: texts and recipes are part of the program, other ones are handed in.
//!
//! Reading order: [`language`], [`texts`] (what a message says), [`recipe`] (how a product is closed), [`letter`] (all of
//! it put together), [`message`] (as a mail), [`mod@reference`] (how an answer finds its letter),
//! [`answer`] (what comes back).

pub mod answer;
mod count;
mod error;
pub mod example;
pub mod language;
pub mod letter;
pub mod lint;
pub mod message;
pub mod recipe;
pub mod reference;
pub mod texts;

pub use error::LetterError;
