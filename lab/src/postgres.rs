//! How does a test get a PostgreSQL of its own?
//!
//! From the package of Debian, in a temporary folder: a server that listens on a socket in that folder and nowhere
//! else, and that goes away with the process that started it, however that one ends. A small shell holds it: its
//! standard input is a pipe, and where that ends, the server and the folder do.

use std::io::{BufRead as _, BufReader, Error, Result, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use nix::unistd::Uid;

/// The user and the group of nobody: PostgreSQL refuses to run as root.
const NOBODY: u32 = 65_534;
/// Looks for a server that starts, and the time between two of them: half a minute in all.
const LOOKS: u32 = 600;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Holds the server: `$1` is the folder, the rest its command. A word a line, `done` for each.
const KEEPER: &str = r#"
folder=$1; shift
child=
while read -r word; do
    case $word in
    start) "$@" >>"$folder/log" 2>&1 & child=$! ;;
    stop) kill -INT "$child"; wait "$child" ;;
    kill)
        kill -KILL "$child" $(cat "/proc/$child/task/$child/children")
        wait "$child"
        rm -f "$folder/data/postmaster.pid" ;;
    esac
    echo done
done
[ -z "$child" ] || kill -QUIT "$child"
wait
rm -rf "$folder"
"#;

/// The programs of PostgreSQL.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
}

/// A server of one's own.
#[derive(Debug)]
pub struct Postgres {
    programs: Programs,
    folder: PathBuf,
    keeper: Child,
    /// `None` once it is told to end.
    words: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// Whether what was acknowledged has to survive the loss of power.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Durability {
    /// It has to, as in real life.
    Full,
    /// It has not: for tests that are about something else.
    None,
}

impl Programs {
    /// Looks where Debian puts them (the newest version), then in `PATH`.
    ///
    /// # Errors
    ///
    /// They are not there: one clause that says so and what to install.
    pub fn find() -> std::result::Result<Self, String> {
        let mut folders: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .map(|path| (version(&path), path.join("bin")))
            .collect();
        folders.sort();
        let debian = folders.into_iter().rev().map(|(_, folder)| folder);
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let on_path = std::env::split_paths(&paths)
            .filter_map(|folder| folder.join("postgres").canonicalize().ok())
            .filter_map(|program| program.parent().map(Path::to_path_buf));
        let programs = ["initdb", "postgres", "createdb"];
        debian
            .chain(on_path)
            .find(|folder| programs.iter().all(|program| folder.join(program).is_file()))
            .map(|folder| Self { folder })
            .ok_or_else(|| "no PostgreSQL here; Debian's package is `postgresql`".to_owned())
    }

    /// Makes a new server and starts it.
    ///
    /// # Errors
    ///
    /// The machine's: no room, or it does not start; what it wrote last is part of the text.
    pub fn start(&self, durability: Durability) -> Result<Postgres> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cerrojo-postgres-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder)?;
        if Uid::effective().is_root() {
            std::os::unix::fs::chown(&folder, Some(NOBODY), Some(NOBODY))?;
        }
        let mut make = self.as_nobody("initdb");
        // A collation that is not the order of bytes, as most real ones have.
        make.args(["--no-sync", "-A", "trust", "-U", "cerrojo", "-E", "UTF8", "--locale=C"]);
        make.args(["--locale-provider=icu", "--icu-locale=en-US", "-D"]);
        finish(make.arg(folder.join("data")))?;
        let mut server = self.as_nobody("postgres");
        server.arg("-D").arg(folder.join("data")).arg("-k").arg(&folder);
        let mut settings = vec!["listen_addresses=", "max_connections=200", "shared_buffers=64MB"];
        // After a kill it makes sure that its thousand files are on the disk: all at once, not one by one.
        settings.push("recovery_init_sync_method=syncfs");
        if durability == Durability::None {
            settings.extend(["fsync=off", "full_page_writes=off"]);
        }
        for setting in settings {
            server.args(["-c", setting]);
        }
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "sh"]).arg(&folder).current_dir("/");
        keeper.arg(server.get_program()).args(server.get_args());
        // A group of its own: what a terminal sends to ours (Ctrl-C) must not end it before us.
        std::os::unix::process::CommandExt::process_group(&mut keeper, 0);
        let keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut keeper = keeper.spawn()?;
        let (Some(words), Some(answers)) = (keeper.stdin.take(), keeper.stdout.take()) else {
            return Err(Error::other("a shell without pipes"));
        };
        let answers = BufReader::new(answers);
        let mut server =
            Postgres { programs: self.clone(), folder, keeper, words: Some(words), answers };
        server.start_again()?;
        Ok(server)
    }

    fn as_nobody(&self, program: &str) -> Command {
        let program = self.folder.join(program);
        let mut command = if Uid::effective().is_root() {
            let mut command = Command::new("setpriv");
            command.args([&format!("--reuid={NOBODY}"), &format!("--regid={NOBODY}")]);
            command.arg("--clear-groups").arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/");
        command
    }
}

impl Postgres {
    /// Makes an empty database and gives its URL.
    ///
    /// # Errors
    ///
    /// The machine's; the caller's: there is one with that name.
    pub fn database(&self, name: &str) -> Result<String> {
        let mut create = Command::new(self.programs.folder.join("createdb"));
        create.arg("-h").arg(&self.folder).args(["-U", "cerrojo", name]).current_dir("/");
        finish(&mut create)?;
        Ok(format!("postgres://cerrojo@localhost/{name}?host={}", self.folder.display()))
    }

    /// Stops it as an administrator would; who is connected is sent away.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub fn stop(&mut self) -> Result<()> {
        self.say("stop")
    }

    /// Kills it and all its processes at once, as a loss of power would.
    ///
    /// # Errors
    ///
    /// The machine's.
    pub fn kill(&mut self) -> Result<()> {
        self.say("kill")
    }

    /// Starts it again after [`Postgres::stop`] or [`Postgres::kill`] and waits until it takes connections.
    ///
    /// # Errors
    ///
    /// The machine's: it did not start; what it wrote last is part of the text.
    pub fn start_again(&mut self) -> Result<()> {
        self.say("start")?;
        let state = self.folder.join("data/postmaster.pid");
        for _ in 0..LOOKS {
            let text = std::fs::read_to_string(&state).unwrap_or_default();
            // The eighth line is its state: source, `src/include/utils/pidfile.h`.
            if text.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            std::thread::sleep(BETWEEN_LOOKS);
        }
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let last: Vec<&str> = log.lines().rev().take(3).collect();
        Err(Error::other(format!("PostgreSQL does not start: {}", last.join(" / "))))
    }

    fn say(&mut self, word: &str) -> Result<()> {
        if let Some(words) = &mut self.words {
            writeln!(words, "{word}")?;
        }
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        if answer == "done\n" { Ok(()) } else { Err(Error::other("the shell around it is gone")) }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.words = None;
        let _ = self.keeper.wait();
    }
}

/// The number of the version that a folder is named after.
fn version(folder: &Path) -> u32 {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.parse().ok()).unwrap_or(0)
}

fn finish(command: &mut Command) -> Result<()> {
    let done = command.stdin(Stdio::null()).output()?;
    if done.status.success() {
        return Ok(());
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let said = String::from_utf8_lossy(&done.stderr).trim().replace('\n', " / ");
    Err(Error::other(format!("{program}: {said}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_comes_back_with_its_databases_and_goes_without_a_trace() {
        let programs = match Programs::find() {
            Ok(programs) => programs,
            Err(why) => return eprintln!("skipped: a PostgreSQL of one's own: {why}"),
        };
        let mut server = programs.start(Durability::Full).unwrap();
        let url = server.database("one").unwrap();
        assert!(url.starts_with("postgres://cerrojo@localhost/one?host=/"), "{url}");
        server.stop().unwrap();
        assert!(server.database("two").is_err());
        server.start_again().unwrap();
        server.kill().unwrap();
        server.start_again().unwrap();
        let again = server.database("one").unwrap_err();
        assert!(again.to_string().contains("already exists"), "{again}");
        let folder = server.folder.clone();
        assert!(folder.exists());
        drop(server);
        assert!(!folder.exists());
    }
}
