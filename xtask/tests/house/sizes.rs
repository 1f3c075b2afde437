//! Files stay short enough to read; a room of nouns stays a room of nouns.

use std::path::{Path, PathBuf};

use crate::tree::{root, texts};

/// Lines above which a file is split.
const FILE_LINES: usize = 600;
/// Lines of all of `model` together.
const MODEL_LINES: usize = 600;

/// Tables may be longer: their rows are data. Nothing else stands here.
const TABLES: [&str; 0] = [];

fn too_long(sources: &[(PathBuf, String)], tables: &[&str]) -> Vec<String> {
    let long = sources.iter().map(|(path, text)| (path, text.lines().count()));
    long.filter(|(path, lines)| *lines > FILE_LINES && !tables.iter().any(|t| path.ends_with(t)))
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect()
}

fn model_lines(sources: &[(PathBuf, String)]) -> usize {
    let model = sources.iter().filter(|(path, _)| path.starts_with("crates/model/src"));
    model.map(|(_, text)| text.lines().count()).sum()
}

#[test]
fn no_file_is_too_long_to_read() {
    let sources = texts(root(), "rs");
    assert_eq!(too_long(&sources, &TABLES), [""; 0]);
    for table in TABLES {
        let there = sources.iter().find(|(path, _)| path == Path::new(table));
        let lines = there.map_or(0, |(_, text)| text.lines().count());
        assert!(lines > FILE_LINES, "{table} needs no exception any more");
    }
    let long = "x\n".repeat(FILE_LINES + 1);
    let planted = [("a.rs".into(), long.clone()), ("b/table.rs".into(), long)];
    assert_eq!(too_long(&planted, &["b/table.rs"]), ["a.rs: 601 lines"]);
}

#[test]
fn model_stays_a_room_of_nouns() {
    let lines = model_lines(&texts(root(), "rs"));
    assert!((1..=MODEL_LINES).contains(&lines), "model has {lines} lines");
    let planted = [("crates/model/src/lib.rs".into(), "x\n".repeat(601))];
    assert!(model_lines(&planted) > MODEL_LINES);
}
