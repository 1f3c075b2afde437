//! A case and a language in, a letter out; an answer in, what it is out.
//!
//! Nothing here opens a socket or a file: texts and recipes are part of the program, other ones are handed in.

pub mod answer;
