//! What can be installed on this machine, and how?

use std::path::Path;
use std::process::Command;

use cerrojo_lab::postgres::Programs;

use crate::steps::Steps;

/// What decides which parts can run here.
pub(crate) struct Machine {
    pub(crate) root: bool,
    pub(crate) debian: bool,
}

impl Machine {
    pub(crate) fn look() -> Self {
        let id = Command::new("id").arg("-u").output();
        let root = id.is_ok_and(|id| id.stdout.trim_ascii() == b"0");
        Self { root, debian: Path::new("/etc/debian_version").exists() }
    }

    /// Why nothing can be installed; `None` when it can.
    pub(crate) const fn fixed(&self) -> Option<&'static str> {
        match (self.debian, self.root) {
            (true, true) => None,
            (true, false) => Some("it needs root"),
            (false, _) => Some("it needs Debian"),
        }
    }
}

/// Installs packages of Debian as one step.
pub(crate) fn install(steps: &mut Steps, packages: &str) {
    let title = format!("install {packages}");
    steps.check(&title, &mut apt_get("update"));
    steps.check(&title, &mut apt_get(&format!("install --yes {packages}")));
}

fn apt_get(words: &str) -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").args(words.split_whitespace()).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Where PostgreSQL's package looks whether to make a cluster (man 8 `pg_createcluster`), and how that file comes.
const CLUSTERS: &str = "/etc/postgresql-common/createcluster.conf";
const AS_IT_COMES: &str = "/usr/share/postgresql-common/createcluster.conf";

/// The tests of the store run on PostgreSQL too where that is installed. It is, where it may be: the
/// programs alone, nothing is started.
pub(crate) fn postgres(steps: &mut Steps, machine: &Machine) {
    if Programs::find().is_err() && machine.fixed().is_none() {
        let before = std::fs::read(CLUSTERS).ok();
        match keep_clusters_away() {
            Ok(()) => install(steps, "--no-install-recommends postgresql"),
            Err(error) => steps.note("install postgresql", Err(format!("{CLUSTERS}: {error}"))),
        }
        // Whoever installs one for themselves later gets it as they, or the package, mean it.
        if let Some(before) = before.or_else(|| std::fs::read(AS_IT_COMES).ok()) {
            let _ = std::fs::write(CLUSTERS, before);
        }
    }
    if let Err(why) = Programs::find() {
        let cannot = machine.fixed().unwrap_or("apt-get could not install it");
        steps.skip("the store on PostgreSQL", &format!("{why}, and to install it {cannot}"));
    }
}

/// What the tests of printed letters need: the fonts, and what reads a page again. A package of Debian, and what shows that
/// it is there.
const FOR_LETTERS: [(&str, &str); 4] = [
    ("fonts-noto-core", "/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf"),
    ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    ("fonts-noto-mono", "/usr/share/fonts/truetype/noto/NotoSansMono-Regular.ttf"),
    ("poppler-utils", "/usr/bin/pdftotext"),
];

/// Letters are printed with the system's fonts, and read again. They are installed where they may be.
pub(crate) fn fonts(steps: &mut Steps, machine: &Machine) {
    let missing = || {
        let gone = FOR_LETTERS.iter().filter(|(_, shows)| !Path::new(shows).exists());
        gone.map(|(package, _)| *package).collect::<Vec<_>>().join(" ")
    };
    if !missing().is_empty() && machine.fixed().is_none() {
        install(steps, &format!("--no-install-recommends {}", missing()));
    }
    let missing = missing();
    if !missing.is_empty() {
        let cannot = machine.fixed().unwrap_or("apt-get could not install them");
        steps.skip("printed letters", &format!("no {missing} here, and to install them {cannot}"));
    }
}

fn keep_clusters_away() -> std::io::Result<()> {
    if let Some(folder) = Path::new(CLUSTERS).parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(CLUSTERS, "create_main_cluster = false\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_root_on_debian_may_install() {
        assert_eq!(Machine { root: true, debian: true }.fixed(), None);
        assert!(Machine { root: false, debian: true }.fixed().is_some());
        assert!(Machine { root: true, debian: false }.fixed().is_some());
    }
}
