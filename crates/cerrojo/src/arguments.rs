//! What can be asked on the command line; help, man pages and completions come from here.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::stats;

/// A literal, so that it can stand in other texts.
macro_rules! exit_status {
    () => {
        "\
Exit status:
  0    all answered and nothing open
  1    something is open
  2    could not do what was asked
  3    nothing open, but something unknown
  130  interrupted; what is finished is written"
    };
}

const EXIT_STATUS: &str = exit_status!();

const EXAMPLES: &str = concat!(
    "\
Examples:
  A mail server of yours, from another machine, as root (the mail sink listens on port 25):
    cerrojo check --mine smtp://mx.example.org
  A proxy: do strangers get to our own ports 25 and 443 through it?
    cerrojo check --mine http://proxy.example.org:3128 --sink-echo 192.0.2.9:443
  A host, for both, on all usual ports:
    cerrojo check --mine host.example.org
  Networks and long lists that a scope file permits, so that the run can be stopped and go on:
    cerrojo check --scope scope.toml http://192.0.2.0/24:3128 --resume run.state -o found.txt
    cerrojo check --scope scope.toml --targets list.txt --format json -o found.jsonl
  A server on this machine, without root, that knows the way to sink.test:
    cerrojo check 127.0.0.1:2525 --sink-mail 127.0.0.1:2526 --sink-domain sink.test

A server is called open only when something of ours came back to our own sink: a message through a
relay, the answer to a challenge through a proxy.

",
    exit_status!()
);

/// Finds open mail relays and open proxies, proves it, and says what to do.
#[derive(Debug, Parser)]
#[command(name = "cerrojo", version, propagate_version = true, after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Common options")]
pub(crate) struct Common {
    /// How results are written.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Write results to FILE instead of standard output.
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Results only: no progress, no summary.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say what is being done; twice for more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Colours; `NO_COLOR` is honoured.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Defaults for options [default: cerrojo.toml here, then in the user's and the system's configuration].
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One JSON object a line and endpoint; of figures a single one.
    Json,
    /// A table for other programs, where a command says so.
    Csv,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::AlwaysAnsi,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Probe from outside: does it relay mail for strangers, or connect them to anything? With proof.
    #[command(after_help = EXAMPLES)]
    Check(Box<Check>),
    /// Read files of suspects into the cases of an operation.
    Import(crate::import::Options),
    /// The cases of an operation: list, show, note, dispute, close, erase.
    Case(crate::case::Options),
    /// Write cases in a format that others read.
    Export(crate::export::Options),
    /// What may be asked, on whose authority, and who is left alone.
    Scope(crate::scope::Options),
    /// The database of an operation: back it up, restore it, let old evidence go.
    Store(crate::keep::Options),
    /// Who works with an operation, and what they may do.
    User(crate::people::Users),
    /// Who stands behind an operation.
    Partner(crate::people::Partners),
    /// Who names suspects.
    Source(crate::people::Sources),
    /// Whom to tell about an address, and why them.
    Contact(Box<crate::contact::Options>),
    /// What owners are written: see it, check the texts, read what comes back.
    Letter(Box<crate::letter::Options>),
    /// Letters that two people agreed to: a few first, then the rest, and stopped when too much comes back.
    #[command(after_help = crate::campaign::EXAMPLES)]
    Campaign(Box<crate::campaign::Options>),
    /// Check the cases that are due: suspects, claims, refusals to confirm, what is open still.
    Verify(Box<crate::verify::Options>),
    /// Everything that runs all day: checks that are due, letters, what comes back, pages.
    Serve(Box<crate::serve::Options>),
    /// A whole operation on loopback, in a minute: suspects, checks, contacts, repairs, figures. Touches nothing else.
    Demo,
    /// The figures of an operation: how many were proven open, how many closed, and how soon.
    #[command(after_help = stats::EXAMPLES)]
    Stats(stats::Options),
    /// Print completions for a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Write the man pages into a folder.
    Man {
        /// The folder; it must exist.
        folder: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Kind {
    /// Mail servers that relay for strangers.
    Relay,
    /// Proxies that strangers can use.
    Proxy,
}

impl Kind {
    /// The same in the words of all rooms.
    pub(crate) const fn of_model(self) -> cerrojo_model::Kind {
        match self {
            Self::Relay => cerrojo_model::Kind::OpenRelay,
            Self::Proxy => cerrojo_model::Kind::OpenProxy,
        }
    }
}

/// Options of `check`. A missing one is taken from the configuration file, then from its default.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Check {
    /// `HOST`, `ADDRESS` or `NETWORK/LENGTH`, with a `:PORT` or without (of IPv6 `[ADDRESS]:PORT`), or
    /// a URL: mail servers are `smtp://HOST:PORT`, `smtps://…`, `submission://…`; proxies
    /// `http://…`, `https://…` (TLS to the proxy), `socks://…`, `telnet://…`, `ftp://…`. Without port and
    /// scheme: the usual ports of both kinds.
    #[arg(value_name = "TARGET")]
    pub(crate) targets: Vec<String>,
    /// Read targets from FILE, one a line; `-` is standard input. They are asked in random order. A
    /// file with a mistake in it is refused as a whole; of what comes through a pipe and is longer
    /// than 1 MiB, wrong lines are passed over, and then the status is never 0.
    #[arg(long = "targets", value_name = "FILE")]
    pub(crate) targets_file: Option<PathBuf>,
    /// Look for one kind only [default: both].
    #[arg(long, value_enum)]
    pub(crate) kind: Option<Kind>,
    /// I state that these targets are mine (at most 16, no networks).
    #[arg(long, help_heading = "Permission", conflicts_with = "scope")]
    pub(crate) mine: bool,
    #[command(flatten)]
    pub(crate) probing: Probing,
    /// Print the table of tests, with their levels, and stop.
    #[arg(long, help_heading = "Tests")]
    pub(crate) list_tests: bool,
    /// Targets in progress at once [default: 1024, and up to 8192 more that only wait for an answer].
    #[arg(long, value_name = "N", help_heading = "Pace", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) concurrency: Option<u32>,
    /// Stop after that long, at most 30 days, as with Ctrl-C; --resume goes on from there.
    #[arg(long, value_name = "DURATION", help_heading = "Pace", value_parser = long_duration)]
    pub(crate) max_duration: Option<Duration>,
    /// Keep the state of the run in FILE: the same command again goes on where it stopped, however
    /// that was. Results must go to a file (-o, or >> on standard output). To begin anew, remove FILE.
    #[arg(long, value_name = "FILE")]
    pub(crate) resume: Option<PathBuf>,
    /// Write what was said, both ways, into this folder: a file for each endpoint.
    #[arg(long, value_name = "DIR")]
    pub(crate) transcript: Option<PathBuf>,
}

/// How it is asked, and where our own ends are: options of all commands that ask.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Probing {
    /// The file that says which networks may be probed, on whose authority, until when. Without it
    /// and --mine only this machine may.
    #[arg(long, value_name = "FILE", help_heading = "Permission")]
    pub(crate) scope: Option<PathBuf>,
    /// Where the mail sink listens, repeatable, or `none` [default: port 25 of the address that faces the target].
    #[arg(long, value_name = "ADDRESS:PORT", help_heading = "Sink", value_parser = sink_place)]
    pub(crate) sink_mail: Vec<SinkPlace>,
    /// Where the echo sink listens, repeatable: what proxies are asked to reach, beside the mail sink.
    /// 443 among them tells most; on port 25 it takes mail as well [default: any free port of the
    /// address that faces the target].
    #[arg(long, value_name = "ADDRESS:PORT", help_heading = "Sink", value_parser = echo_place)]
    pub(crate) sink_echo: Vec<SocketAddr>,
    /// A name that leads to these sinks, for proxies that are asked by name [default: the sink's domain, if it leads there].
    #[arg(long, value_name = "NAME", help_heading = "Sink", value_parser = domain)]
    pub(crate) sink_name: Option<String>,
    /// A domain whose MX is the mail sink [default: the sink's address literal].
    #[arg(long, value_name = "DOMAIN", help_heading = "Sink", value_parser = domain)]
    pub(crate) sink_domain: Option<String>,
    /// The sinks' address as targets see it, behind an address translation [default: where they listen].
    #[arg(long, value_name = "ADDRESS", help_heading = "Sink")]
    pub(crate) sink_advertise: Option<IpAddr>,
    /// How much is asked: quick, standard or thorough (all tests; proxies are then asked for their own
    /// loopback too), nmap (what its script asks mail servers), or ids such as
    /// plain,percent-host,http-connect,socks5:25 [default: standard].
    #[arg(long, value_name = "LEVEL|IDS", help_heading = "Tests")]
    pub(crate) tests: Option<String>,
    /// A domain that the target serves, repeatable: is a sender there believed?
    #[arg(long, value_name = "DOMAIN", help_heading = "Tests", value_parser = domain)]
    pub(crate) own_domain: Vec<String>,
    /// A domain of yours with the sink as first and the target as second MX; `{address}` in it is
    /// replaced by the target's address with dashes.
    #[arg(long, value_name = "DOMAIN", help_heading = "Tests", value_parser = domain)]
    pub(crate) backup_domain: Option<String>,
    /// The name to greet with [default: the sink's domain, else our address literal].
    #[arg(long, value_name = "NAME", help_heading = "Tests", value_parser = domain)]
    pub(crate) helo: Option<String>,
    /// How long to wait for a message to arrive after the last was accepted [default: 60s].
    #[arg(long, value_name = "DURATION", help_heading = "Pace", value_parser = duration)]
    pub(crate) wait: Option<Duration>,
    /// How long to wait for each reply; the banner gets twice that and 5 s more [default: 30s].
    #[arg(long, value_name = "DURATION", help_heading = "Pace", value_parser = timeout)]
    pub(crate) timeout: Option<Duration>,
    /// New connections a second in all [default: no limit].
    #[arg(long, value_name = "N", help_heading = "Pace", value_parser = rate)]
    pub(crate) rate: Option<f64>,
    /// New connections a second to one host; not applied to loopback [default: 2].
    #[arg(long, value_name = "N", help_heading = "Pace", value_parser = rate)]
    pub(crate) per_host_rate: Option<f64>,
    /// New connections a second to one /24 (IPv4) or /48 (IPv6), 16 at once; not applied to
    /// loopback [default: 20].
    #[arg(long, value_name = "N", help_heading = "Pace", value_parser = rate)]
    pub(crate) per_network_rate: Option<f64>,
}

/// Where the sink is to listen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SinkPlace {
    At(SocketAddr),
    None,
}

/// `192.0.2.9:25`, `[2001:db8::9]:25`, an address alone for its port 25, or `none`.
pub(crate) fn sink_place(text: &str) -> Result<SinkPlace, String> {
    if text == "none" {
        return Ok(SinkPlace::None);
    }
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let port_25 = bare.parse::<IpAddr>().map(|address| SocketAddr::new(address, 25));
    let place = text.parse::<SocketAddr>().or(port_25);
    place
        .map(SinkPlace::At)
        .map_err(|_| "want ADDRESS:PORT such as 192.0.2.9:25 or [2001:db8::9]:25".to_owned())
}

/// `192.0.2.9:443` or `[2001:db8::9]:443`.
pub(crate) fn echo_place(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| "want ADDRESS:PORT such as 192.0.2.9:443 or [2001:db8::9]:443".to_owned())
}

/// A domain or host name: letters, digits, hyphens, dots, and `{address}`.
pub(crate) fn domain(text: &str) -> Result<String, String> {
    let shown = text.replace("{address}", "a");
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    let name = shown.strip_suffix('.').unwrap_or(&shown);
    if name.len() <= 253 && name.split('.').all(label) {
        Ok(text.trim_end_matches('.').to_owned())
    } else {
        Err("want a domain such as example.org (internationalised ones in their xn-- form)"
            .to_owned())
    }
}

/// `500ms`, `30s`, `5m`, `1h`; a bare number is seconds. At most a day.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let fits = any_duration(text)?.filter(|duration| *duration <= Duration::from_hours(24));
    fits.ok_or_else(|| "want a duration such as 500ms, 30s, 5m or 1h, at most a day".to_owned())
}

/// The same and `2d`, at most 30 days, and not nothing.
pub(crate) fn long_duration(text: &str) -> Result<Duration, String> {
    let longest = Duration::from_hours(30 * 24);
    let fits = any_duration(text)?.filter(|long| !long.is_zero() && *long <= longest);
    fits.ok_or_else(|| "want a duration such as 90m, 8h or 2d, at most 30 days".to_owned())
}

fn any_duration(text: &str) -> Result<Option<Duration>, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.strip_prefix(digits).unwrap_or_default();
    let seconds = match unit {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3_600.0,
        "d" => 86_400.0,
        _ => return Err("want a duration such as 500ms, 30s, 5m or 1h".to_owned()),
    };
    let number = digits.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    Ok(number.and_then(|number| Duration::try_from_secs_f64(number * seconds).ok()))
}

/// A duration in which something can happen.
pub(crate) fn timeout(text: &str) -> Result<Duration, String> {
    let long = duration(text)?;
    if long.is_zero() { Err("want more than 0, such as 30s".to_owned()) } else { Ok(long) }
}

/// Something a second.
pub(crate) fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse::<f64>().ok().filter(|rate| rate.is_finite() && *rate > 0.0);
    rate.ok_or_else(|| "want a number above 0, such as 2 or 0.5".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn durations_and_domains_are_read_or_refused() {
        assert_eq!(duration("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("1.5m"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("250ms"), Ok(Duration::from_millis(250)));
        for bad in ["", "s", "-1s", "1 day", "9e99h", "NaN", "25h"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
        assert!(timeout("0").is_err() && timeout("1ms").is_ok());
        assert_eq!(long_duration("2d"), Ok(Duration::from_hours(48)));
        assert_eq!(long_duration("8h"), Ok(Duration::from_hours(8)));
        assert!(long_duration("31d").is_err() && long_duration("0").is_err());
        assert_eq!(domain("{address}.mx.example."), Ok("{address}.mx.example".to_owned()));
        for bad in ["", "a..b", "bücher.example", "a b", "<x>", "[192.0.2.1]"] {
            assert!(domain(bad).is_err(), "{bad}");
        }
    }
}
