//! Letters as they come out of the printer: every language, both papers, and whatever somebody may write into one.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests: fonts are read, pages are written, and another program reads them"
)]

mod breaks;
mod chance;
mod languages;
mod pages;
mod support;
mod text;
