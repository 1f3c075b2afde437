//! What the tests need around the command: a folder with a database, and a look into it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use cerrojo_store::life::Rules;
use cerrojo_store::{Filter, Store};

use crate::shared;
pub(crate) use crate::shared::{Said, until};

/// A folder of its own to work in, gone when dropped.
pub(crate) struct Desk(PathBuf);

impl Desk {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cerrojo-import-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file into it; gives back its name.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.join(name), bytes).unwrap();
        name.to_owned()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// `cerrojo import` in this folder, away from whatever is configured on this machine.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = shared::command();
        command.arg("import").args(arguments).current_dir(&self.0);
        command
    }

    /// Runs it to its end.
    pub(crate) fn import(&self, arguments: &[&str]) -> Said {
        shared::run(&mut self.command(arguments))
    }

    /// The same with something on standard input.
    pub(crate) fn import_from(&self, input: &[u8], arguments: &[&str]) -> Said {
        shared::run_on(&mut self.command(arguments), input)
    }

    /// The suspects in its database in the order in which they came, as they are shown.
    pub(crate) fn suspects(&self) -> Vec<String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let url = format!("sqlite:{}", self.0.join("cerrojo.db").display());
            let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
            let verified = store.verify_log().await.unwrap();
            assert_eq!(verified.broken, None, "the log does not hold");
            let cases = store.list(&Filter::default(), 0, u32::MAX).await.unwrap();
            store.close().await;
            cases.iter().map(|case| case.suspect.unwrap().to_string()).collect()
        })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Packed as `gzip` does it.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// An archive with these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
