//! A letter as plain text.

use std::fmt::Write as _;

use super::wrap::{COLUMNS, paragraph, width};
use crate::language::Direction;
use crate::letter::{Block, Letter};

/// The whole letter, its languages one after the other, each under its own name.
#[must_use]
pub fn plain(letter: &Letter) -> String {
    let mut out = String::with_capacity(24 * 1024);
    for (place, part) in letter.parts.iter().enumerate() {
        if place > 0 {
            let name = part.language.name;
            let dashes = "-".repeat(COLUMNS.saturating_sub(width(name) + 6));
            let _ = write!(out, "\n---- {name} {dashes}\n\n");
        }
        add(&mut out, &part.blocks, part.language.direction);
    }
    out
}

/// One language of it.
fn add(out: &mut String, blocks: &[Block], direction: Direction) {
    let mut is_first = true;
    for block in blocks {
        if !is_first {
            out.push('\n');
        }
        is_first = false;
        match block {
            Block::Heading(text) => {
                out.push_str(text);
                out.push('\n');
                out.push_str(&"=".repeat(width(text).min(COLUMNS)));
                out.push('\n');
            }
            Block::Paragraph(text) => lines(out, text),
            Block::Bullets(items) => {
                for item in items {
                    paragraph(out, item, "- ", "  ");
                }
            }
            Block::Verbatim(text) => {
                for line in text.lines() {
                    out.push_str("    ");
                    out.push_str(line);
                    out.push('\n');
                }
            }
            Block::Table { header, rows } => table(out, header, rows, direction),
            Block::Same(same) => out.push_str(same.plain(|blocks| {
                let mut plain = String::new();
                add(&mut plain, blocks, direction);
                plain
            })),
        }
    }
}

/// A paragraph; what a person added by hand may have lines of its own.
fn lines(out: &mut String, text: &str) {
    for line in text.lines() {
        paragraph(out, line, "", "");
    }
}

fn table(out: &mut String, header: &[String], rows: &[Vec<String>], direction: Direction) {
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.chain(header.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(widest).collect();
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        let mut line = String::new();
        for (cell, columns) in row.iter().zip(&widths) {
            let padding = " ".repeat(columns.saturating_sub(width(cell)) + 2);
            match direction {
                Direction::LeftToRight => line.push_str(cell),
                // Each cell keeps its own direction, and the cells keep their order.
                Direction::RightToLeft => line.extend(["\u{2068}", cell, "\u{2069}"]),
            }
            line.push_str(&padding);
        }
        out.push_str("  ");
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
