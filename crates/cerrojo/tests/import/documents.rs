//! docs/import.md tells of every format, as the table of formats does.

use std::path::Path;

use cerrojo_lists::feed::FORMATS;

use crate::support::Desk;

#[test]
fn the_page_lists_every_format_as_the_table_does() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/import.md");
    let page = std::fs::read_to_string(path).unwrap();
    let is_row = |line: &&str| line.starts_with("| `");
    let rows: Vec<&str> = page.lines().filter(is_row).take(FORMATS.len()).collect();
    let wanted: Vec<String> = FORMATS
        .iter()
        .map(|format| format!("| `{}` | {} | {} |", format.id, format.about, format.source))
        .collect();
    assert_eq!(rows, wanted, "the rows that docs/import.md wants:\n{}\n", wanted.join("\n"));
}

#[test]
fn help_lists_every_format() {
    let said = Desk::new().import(&["--help"]).fine();
    for format in FORMATS {
        assert!(said.out.contains(&format!("  {:<13} ", format.id)), "{}", format.id);
    }
}
