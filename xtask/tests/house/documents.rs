//! Documents name only what is there: every relative link, every path in backticks.

use std::path::Path;

use crate::edges::drawn;
use crate::tree::{plant, read, root, texts};

/// What a document names that is not there, as `file:line: name`.
fn missing(root: &Path) -> Vec<String> {
    let map = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap_or_default();
    let planned = drawn(&map).into_iter().filter(|(_, room)| !room.stands);
    let names = Names { root, planned: planned.map(|(name, _)| name).collect() };
    let mut found = Vec::new();
    for (path, text) in texts(root, "md") {
        for (number, line) in prose(&text) {
            let bad = links(line).filter(|link| !names.link_leads_somewhere(&path, link));
            let gone = quoted(line).filter(|name| !names.is_there(&path, name));
            found.extend(bad.chain(gone).map(|it| format!("{}:{number}: {it}", path.display())));
        }
    }
    for (path, text) in texts(root, "rs") {
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| is_comment(line)) {
            let gone = quoted(line).filter(|name| names.starts_here(name));
            let gone = gone.filter(|name| !names.is_there(&path, name));
            found.extend(gone.map(|it| format!("{}:{number}: {it}", path.display())));
        }
    }
    found
}

/// What counts as the name of something in this repository.
struct Names<'a> {
    root: &'a Path,
    planned: Vec<String>,
}

impl Names<'_> {
    fn link_leads_somewhere(&self, from: &Path, link: &str) -> bool {
        if link.contains("://") || link.starts_with("mailto:") {
            return true;
        }
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let target = if path.is_empty() {
            self.root.join(from)
        } else {
            self.root.join(from).with_file_name("").join(path)
        };
        let headings = || read(&target).lines().filter_map(slug).collect::<Vec<_>>();
        target.exists() && (anchor.is_empty() || headings().iter().any(|it| it == anchor))
    }

    /// Whether `name`, if it looks like a path of ours, exists: from the root, among the rooms, or
    /// beside the document. A name with a placeholder (`lab/<server>/`) is held to the part before it.
    fn is_there(&self, from: &Path, name: &str) -> bool {
        if !self.looks_like_ours(name) || self.is_planned(name) {
            return true;
        }
        let fixed = name.split(['<', '*']).next().unwrap_or_default();
        let fixed = if fixed == name { fixed } else { parent(fixed) };
        let beside = self.root.join(from).with_file_name("");
        [self.root.to_path_buf(), self.root.join("crates"), beside]
            .iter()
            .any(|base| base.join(fixed).exists())
    }

    fn looks_like_ours(&self, name: &str) -> bool {
        let plain = |c: char| c.is_ascii_alphanumeric() || "_./<>*-".contains(c);
        let extension = Path::new(name).extension().and_then(|it| it.to_str());
        let source = matches!(extension, Some("rs" | "toml" | "md"));
        let folder =
            name.contains('/') && (source || name.ends_with('/') || self.starts_here(name));
        name.chars().all(plain)
            && !name.starts_with(['/', '.', '<', '*'])
            && (folder || extension == Some("md"))
    }

    /// Whether the first part of `name` is a folder of the root or a room.
    fn starts_here(&self, name: &str) -> bool {
        let Some((first, _)) = name.split_once('/') else { return false };
        let plain = !first.is_empty() && !first.starts_with('.');
        plain
            && [first.to_owned(), format!("crates/{first}")]
                .iter()
                .any(|it| self.root.join(it).is_dir())
    }

    fn is_planned(&self, name: &str) -> bool {
        let first = name.strip_prefix("crates/").unwrap_or(name).split('/').next();
        first.is_some_and(|first| self.planned.iter().any(|room| room == first))
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// The lines of a document outside its fenced examples, numbered from 1.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// The targets of `[text](target)`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next())
}

/// What stands between backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The anchor that a heading gets where the documents are read.
fn slug(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')?;
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    Some(kept.collect::<String>().trim().to_lowercase().replace(' ', "-"))
}

#[test]
fn documents_name_only_what_is_there() {
    assert_eq!(missing(root()), [""; 0]);
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "docs/glossary.md",
    ] {
        assert!(root().join(name).is_file(), "{name} is missing");
    }
}

#[test]
fn a_name_without_a_thing_is_found() {
    let map = "| `audit` | | no | planned |\n| `probe` | | no | now |\n";
    let page = "# A page, with `code`\n\
        [good](docs/page.md) [good](#a-page-with-code) [good](https://example.org/x/y.md)\n\
        [bad](docs/gone.md) [bad](#no-such-heading) [bad](docs/page.md#nowhere)\n\
        good: `probe/src/lib.rs` `crates/probe/src` `docs/<page>.md` `audit/src/rule.rs`\n\
        good: `/etc/main.cf` `192.0.2.0/24` `text/plain` `cerrojo check` `scope.toml` `docs/`\n\
        bad: `probe/src/gone.rs` `crates/probe/lib` `lib/<x>/y.rs` `OLD.md`\n\
        ```\n[not read](docs/gone.md)\n```\n";
    let root = plant(
        "documents",
        &[
            ("ARCHITECTURE.md", map),
            ("PAGE.md", page),
            ("docs/page.md", "# Another\n[good](../PAGE.md) `page.md`\n"),
            ("crates/probe/src/lib.rs", "//! See `docs/old.md` and `docs/page.md`, not `a/b`.\n"),
        ],
    );
    let expected = [
        "PAGE.md:3: docs/gone.md",
        "PAGE.md:3: #no-such-heading",
        "PAGE.md:3: docs/page.md#nowhere",
        "PAGE.md:6: probe/src/gone.rs",
        "PAGE.md:6: crates/probe/lib",
        "PAGE.md:6: lib/<x>/y.rs",
        "PAGE.md:6: OLD.md",
        "crates/probe/src/lib.rs:1: docs/old.md",
    ];
    assert_eq!(missing(&root), expected);
}
