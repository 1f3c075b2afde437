//! Paragraphs and fonts in, pages ready to be printed out.
//!
//! A [`Letter`] says what is to be read, [`Fonts`] are the bytes of font files, and [`pages`] makes a PDF of both:
//! on A4 or on US Letter paper, with the recipient where the window of an envelope is. Nothing here opens a file or asks
//! a clock: whoever calls reads the fonts ([`FAMILIES`] says which) and says of what day the letter is. So the same
//! letter is the same bytes, always.
//!
//! The words of a letter reach the typesetter as data, in a file of their own, and never as markup: whatever stands
//! in a letter comes out as it stands there.

mod document;
mod error;
mod families;
mod fonts;
mod frames;
mod letter;
mod run;
mod together;
mod typeset;
mod verbatim;

pub use error::PrintError;
pub use families::{FAMILIES, Family, Use, families};
pub use fonts::Fonts;
pub use letter::{Block, Direction, Letter, Paper, Part};
pub use typeset::pages;
