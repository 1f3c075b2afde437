//! The files of this repository, and small trees to plant violations in.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Folders that builds, fuzzers and git fill.
const NOT_OURS: [&str; 5] = ["target", ".git", "artifacts", "corpus", "node_modules"];

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root")
}

/// Every file below `root` that is ours, relative to it, sorted.
pub(crate) fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            if NOT_OURS.iter().any(|name| path.ends_with(name)) {
                continue;
            }
            if path.symlink_metadata().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(root).expect("it lies below").to_path_buf());
            }
        }
    }
    found.sort();
    found
}

/// The text of every file below `root` whose name ends in `extension`, with its path.
pub(crate) fn texts(root: &Path, extension: &str) -> Vec<(PathBuf, String)> {
    files(root)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| (path.clone(), read(&root.join(path))))
        .collect()
}

/// The text of a file that must be there.
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Writes a tree of its own under the build's temporary folder and returns its root.
///
/// What an earlier run left there is gone, except what cargo built.
pub(crate) fn plant(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("house").join(name);
    for old in ["crates", "src", "docs"] {
        // Not there on the first run.
        let _ = std::fs::remove_dir_all(root.join(old));
    }
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folder");
        std::fs::write(&path, text).expect("a planted file can be written");
    }
    root
}

/// Runs cargo on a tree, without the network and with that tree's own target folder.
pub(crate) fn cargo(root: &Path, words: &str) -> Output {
    Command::new(env!("CARGO"))
        .args(words.split_whitespace())
        .current_dir(root)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("CLIPPY_CONF_DIR")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be started")
}
