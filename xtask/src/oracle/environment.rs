//! Where do `IntelMQ` and the schemas of XARF come from? A virtual environment of Python that is made once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::steps::target;

/// What is installed into it.
const PACKAGES: &[&str] = &["intelmq==3.5.0", "xarf==1.0.0", "jsonschema[format]==4.26.0"];
/// The last release that brought its table of Shadowserver's reports along; of this one only the table is used.
const TABLE_PACKAGE: &str = "intelmq==3.1.0";
/// Where the table is in it.
const TABLE: &str = "table/intelmq/bots/parsers/shadowserver/_config.py";
/// The programs that run in it.
const PROGRAMS: &[(&str, &str)] =
    &[("by_intelmq.py", include_str!("by_intelmq.py")), ("by_xarf.py", include_str!("by_xarf.py"))];

/// A virtual environment with everything in it.
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// Makes it, unless it is there already; otherwise says why it cannot be.
    pub(crate) fn ready() -> Result<Self, String> {
        let target = target().map_err(|error| format!("has no place: {error}"))?;
        let environment = Self { folder: target.join("oracle") };
        let folder = environment.folder.clone();
        let mark = folder.join("ready");
        let wanted = format!("{PACKAGES:?} {TABLE_PACKAGE}");
        if fs::read_to_string(&mark).is_ok_and(|made| made == wanted) {
            environment.write_programs()?;
            return Ok(environment);
        }
        let cannot =
            |error: std::io::Error| format!("cannot be made in {}: {error}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(cannot)?;
        }
        let made = quietly(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        made.map_err(|why| format!("needs python3 with venv and pip: {why}"))?;
        let pip = || {
            let mut pip = Command::new(folder.join("bin/python"));
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            pip
        };
        let registry = |why| format!("needs PyPI: {why}");
        quietly(pip().args(PACKAGES)).map_err(registry)?;
        let table = folder.join("table");
        quietly(pip().arg("--no-deps").arg("--target").arg(table).arg(TABLE_PACKAGE))
            .map_err(registry)?;
        environment.write_programs()?;
        fs::write(mark, wanted).map_err(cannot)?;
        Ok(environment)
    }

    fn write_programs(&self) -> Result<(), String> {
        for (name, text) in PROGRAMS {
            fs::write(self.folder.join(name), text).map_err(|error| format!("{name}: {error}"))?;
        }
        Ok(())
    }

    /// One of the programs, to be run in it.
    pub(crate) fn python(&self, program: &str) -> Command {
        let mut command = Command::new(self.folder.join("bin/python"));
        // Its state, and nothing outside.
        command.env("INTELMQ_ROOT_DIR", self.folder.join("state/"));
        command.arg("-I").arg(self.folder.join(program));
        command
    }

    /// The table of Shadowserver's reports.
    pub(crate) fn table(&self) -> PathBuf {
        self.folder.join(Path::new(TABLE))
    }
}

/// Runs a command without showing what it says; its last line is the reason when it fails.
fn quietly(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(last.unwrap_or("it says nothing").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_reason() {
        let shell = |script: &str| quietly(Command::new("sh").args(["-c", script]));
        assert_eq!(shell("exit 0"), Ok(()));
        assert_eq!(shell("echo a; echo b >&2; exit 1"), Err("b".to_owned()));
        assert_eq!(shell("exit 1"), Err("it says nothing".to_owned()));
    }
}
