//! Walks the table with every recording, and plays servers to an examination.

use super::*;

#[test]
fn placeholder() {}
