//! Defaults for options from a file: `cerrojo.toml` here, then the user's, then the system's.
//! `docs/configuration.md` tells users of every key.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use cerrojo_store::CONTROL_PERCENT;
use serde::Deserialize;

use crate::arguments::{
    Check, domain, duration, echo_place, long_duration, rate, sink_place, timeout,
};
use crate::contact::Asked;
use crate::letter::settings::LetterSettings;
use crate::serve::settings::ServeSettings;

/// The file; its keys are the long options.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    db: Option<String>,
    #[serde(default)]
    check: CheckDefaults,
    #[serde(default)]
    contact: ContactDefaults,
    #[serde(default)]
    letters: LetterSettings,
    #[serde(default)]
    serve: ServeSettings,
}

/// `[contact]`: who is asked whom to tell.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct ContactDefaults {
    registries: Option<String>,
    bulk: Vec<PathBuf>,
    saved: Vec<PathBuf>,
    abuse_zone: Option<String>,
    csirts: Option<PathBuf>,
    overrides: Option<PathBuf>,
    security_txt: Option<bool>,
    names: Option<bool>,
    resolver: Option<SocketAddr>,
    announce: Option<String>,
    control_percent: Option<u8>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct CheckDefaults {
    scope: Option<PathBuf>,
    sink_mail: Vec<String>,
    sink_echo: Vec<String>,
    sink_name: Option<String>,
    sink_domain: Option<String>,
    sink_advertise: Option<std::net::IpAddr>,
    tests: Option<String>,
    own_domain: Vec<String>,
    backup_domain: Option<String>,
    helo: Option<String>,
    wait: Option<String>,
    timeout: Option<String>,
    concurrency: Option<u32>,
    rate: Option<f64>,
    per_host_rate: Option<f64>,
    per_network_rate: Option<f64>,
    max_duration: Option<String>,
    transcript: Option<PathBuf>,
}

/// Fills in what the command line leaves open.
///
/// # Errors
///
/// The user's: the file named cannot be read, or says something that no option says.
pub(crate) fn complete(mut check: Check, named: Option<&Path>) -> anyhow::Result<Check> {
    let Some((shown, file)) = read(named)? else { return Ok(check) };
    let file = file.check;
    let wrong = |key: &str, why: String| anyhow::anyhow!("{shown}: `{key}`: {why}");
    pace(&mut check, &file).map_err(|(key, why)| wrong(key, why))?;
    if check.probing.sink_mail.is_empty() {
        let places = file.sink_mail.iter().map(|place| sink_place(place));
        check.probing.sink_mail =
            places.collect::<Result<_, _>>().map_err(|why| wrong("sink-mail", why))?;
    }
    if check.probing.sink_echo.is_empty() {
        let places = file.sink_echo.iter().map(|place| echo_place(place));
        check.probing.sink_echo =
            places.collect::<Result<_, _>>().map_err(|why| wrong("sink-echo", why))?;
    }
    if check.probing.own_domain.is_empty() {
        let domains = file.own_domain.iter().map(|name| domain(name));
        check.probing.own_domain =
            domains.collect::<Result<_, _>>().map_err(|why| wrong("own-domain", why))?;
    }
    let name = |key: &str, given: Option<String>, file: Option<String>| match (given, file) {
        (None, Some(text)) => domain(&text).map(Some).map_err(|why| wrong(key, why)),
        (given, _) => Ok(given),
    };
    check.probing.sink_name = name("sink-name", check.probing.sink_name, file.sink_name)?;
    check.probing.sink_domain = name("sink-domain", check.probing.sink_domain, file.sink_domain)?;
    check.probing.backup_domain =
        name("backup-domain", check.probing.backup_domain, file.backup_domain)?;
    check.probing.helo = name("helo", check.probing.helo, file.helo)?;
    if !check.mine {
        check.probing.scope = check.probing.scope.or(file.scope);
    }
    check.probing.sink_advertise = check.probing.sink_advertise.or(file.sink_advertise);
    check.probing.tests = check.probing.tests.or(file.tests);
    check.transcript = check.transcript.or(file.transcript);
    Ok(check)
}

/// The database that the file names.
///
/// # Errors
///
/// As [`complete`].
pub(crate) fn database(named: Option<&Path>) -> anyhow::Result<Option<String>> {
    Ok(read(named)?.and_then(|(_, file)| file.db))
}

/// What `[letters]` says.
///
/// # Errors
///
/// As [`complete`].
pub(crate) fn letters(named: Option<&Path>) -> anyhow::Result<LetterSettings> {
    Ok(read(named)?.map(|(_, file)| file.letters).unwrap_or_default())
}

/// What `[serve]` says.
///
/// # Errors
///
/// As [`complete`].
pub(crate) fn serve(named: Option<&Path>) -> anyhow::Result<ServeSettings> {
    Ok(read(named)?.map(|(_, file)| file.serve).unwrap_or_default())
}

/// What the file says of contacts.
#[derive(Debug)]
pub(crate) struct Contacts {
    shown: String,
    file: ContactDefaults,
    /// Of a hundred contacts, so many are written to later, to compare with.
    pub(crate) control_percent: u8,
}

/// What `[contact]` says.
///
/// # Errors
///
/// As [`complete`].
pub(crate) fn contact(named: Option<&Path>) -> anyhow::Result<Contacts> {
    let (shown, file) = read(named)?.unwrap_or_default();
    let file = file.contact;
    let control_percent = file.control_percent.unwrap_or(CONTROL_PERCENT);
    anyhow::ensure!(
        control_percent <= 100,
        "{shown}: `control-percent`: want a number from 0 to 100"
    );
    Ok(Contacts { shown, file, control_percent })
}

impl Contacts {
    /// Fills in what the command line leaves open.
    ///
    /// # Errors
    ///
    /// The user's: a key says something that its option would not.
    pub(crate) fn complete(self, mut asked: Asked) -> anyhow::Result<Asked> {
        let Self { shown, file, .. } = self;
        if let Some(zone) = &file.abuse_zone {
            domain(zone).map_err(|why| anyhow::anyhow!("{shown}: `abuse-zone`: {why}"))?;
        }
        let or = |given: Vec<PathBuf>, file| if given.is_empty() { file } else { given };
        asked.registries = asked.registries.or(file.registries);
        (asked.bulk, asked.saved) = (or(asked.bulk, file.bulk), or(asked.saved, file.saved));
        asked.abuse_zone = asked.abuse_zone.or(file.abuse_zone);
        asked.csirts = asked.csirts.or(file.csirts);
        asked.overrides = asked.overrides.or(file.overrides);
        asked.security_txt = asked.security_txt.or(file.security_txt);
        asked.names = asked.names.or(file.names);
        asked.resolver = asked.resolver.or(file.resolver);
        asked.announce = asked.announce.or(file.announce);
        Ok(asked)
    }
}

/// The file, and what to call it; `None` where there is none.
fn read(named: Option<&Path>) -> anyhow::Result<Option<(String, File)>> {
    let Some(path) = named.map(Path::to_path_buf).or_else(find) else { return Ok(None) };
    let shown = path.display();
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
    let file = toml::from_str(&text).map_err(|error| {
        let line = error
            .span()
            .map_or(0, |span| text.get(..span.start).unwrap_or_default().matches('\n').count());
        anyhow::anyhow!("{shown}, line {}: {}", line.saturating_add(1), error.message())
    })?;
    Ok(Some((shown.to_string(), file)))
}

/// How fast and how long; an error is the key, and what is wrong with it.
fn pace(check: &mut Check, file: &CheckDefaults) -> Result<(), (&'static str, String)> {
    if let (None, Some(text)) = (check.probing.wait, &file.wait) {
        check.probing.wait = Some(duration(text).map_err(|why| ("wait", why))?);
    }
    if let (None, Some(text)) = (check.probing.timeout, &file.timeout) {
        check.probing.timeout = Some(timeout(text).map_err(|why| ("timeout", why))?);
    }
    if let (None, Some(text)) = (check.max_duration, &file.max_duration) {
        check.max_duration = Some(long_duration(text).map_err(|why| ("max-duration", why))?);
    }
    let rates = [
        ("rate", file.rate),
        ("per-host-rate", file.per_host_rate),
        ("per-network-rate", file.per_network_rate),
    ];
    for (key, value) in rates {
        if let Some(value) = value {
            rate(&value.to_string()).map_err(|why| (key, why))?;
        }
    }
    check.probing.rate = check.probing.rate.or(file.rate);
    check.probing.per_host_rate = check.probing.per_host_rate.or(file.per_host_rate);
    check.probing.per_network_rate = check.probing.per_network_rate.or(file.per_network_rate);
    if file.concurrency.is_some_and(|number| !(1..=100_000).contains(&number)) {
        return Err(("concurrency", "want a number from 1 to 100000".to_owned()));
    }
    check.concurrency = check.concurrency.or(file.concurrency);
    Ok(())
}

fn find() -> Option<PathBuf> {
    let user = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
    let user =
        user.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config")));
    let places = [
        Some(PathBuf::from("cerrojo.toml")),
        user.map(|folder| folder.join("cerrojo/cerrojo.toml")),
        Some(PathBuf::from("/etc/cerrojo/cerrojo.toml")),
    ];
    places.into_iter().flatten().find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::*;
    use crate::arguments::Arguments;

    const PAGE: &str = include_str!("../../../docs/configuration.md");

    /// Every key, from what is said of one that does not exist.
    fn keys(of: &str) -> BTreeSet<String> {
        let error = toml::from_str::<File>(&format!("[{of}]\nno-such-key = 1")).unwrap_err();
        let known = error.message().split_once("expected one of ").unwrap().1;
        known.split(", ").map(|key| key.trim_matches('`').to_owned()).collect()
    }

    /// The rows of the table of one part.
    fn rows(of: &str) -> impl Iterator<Item = &'static str> {
        let part = PAGE.split_once(&format!("## Keys of `[{of}]`")).unwrap().1;
        part.split("\n## ").next().unwrap().lines().filter(|line| line.starts_with("| `"))
    }

    #[test]
    fn the_page_has_a_row_for_every_key_and_for_nothing_else() {
        for of in ["check", "contact", "letters", "serve"] {
            let rows = rows(of).filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
            let rows: BTreeSet<String> = rows.map(|(key, _)| key.to_owned()).collect();
            assert_eq!(rows, keys(of));
            assert!(rows.len() > 6, "{rows:?}");
        }
    }

    #[test]
    fn every_key_is_the_name_of_an_option() {
        let command = Arguments::command();
        for of in ["check", "contact"] {
            let found = command.find_subcommand(of).unwrap();
            let options: BTreeSet<_> =
                found.get_arguments().filter_map(|it| it.get_long()).collect();
            // It belongs to the operation and not to one run.
            for key in keys(of).iter().filter(|key| *key != "control-percent") {
                assert!(options.contains(key.as_str()), "{key}");
            }
        }
    }

    #[test]
    fn the_examples_of_the_page_are_read() {
        let example = |row: &str| {
            let row = row.trim_matches(['|', ' ']);
            let (key, (_, value)) =
                (row.split(" | ").next().unwrap(), row.rsplit_once(" | ").unwrap());
            format!("{} = {}\n", key.trim_matches('`'), value.trim_matches('`'))
        };
        let parts = ["check", "contact", "letters", "serve"]
            .map(|of| format!("[{of}]\n{}", rows(of).map(example).collect::<String>()));
        let all = parts.concat();
        let whole = PAGE.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
        for text in [all, whole.to_owned()] {
            let folder = std::env::temp_dir().join(format!("cerrojo-page-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            let path = folder.join("cerrojo.toml");
            std::fs::write(&path, &text).unwrap();
            let check = complete(Check::default(), Some(&path));
            let contacts = contact(Some(&path)).unwrap();
            assert!((1..=99).contains(&contacts.control_percent));
            let asked = contacts.complete(Asked::default()).unwrap();
            assert!(asked.announce.is_some() && !asked.offline, "{text}");
            let (letters, serve) = (letters(Some(&path)).unwrap(), serve(Some(&path)).unwrap());
            assert_eq!(letters.is_silent(), serve.is_deaf(), "{text}");
            let db = database(Some(&path)).unwrap();
            assert_eq!(db.is_some(), text.starts_with("db = \"sqlite:"));
            std::fs::remove_dir_all(&folder).unwrap();
            let check = check.unwrap();
            assert!(check.probing.scope.is_some() && check.probing.sink_echo.len() < 3, "{text}");
            assert!(
                check.max_duration.is_some() && check.probing.per_network_rate.is_some(),
                "{text}"
            );
        }
    }
}
