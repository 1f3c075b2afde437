//! Paragraphs and fonts in, pages ready to be printed out.
