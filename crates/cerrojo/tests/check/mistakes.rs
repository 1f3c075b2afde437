//! Whatever is wrong is said in one line, with status 2, and nothing is sent.

use crate::support::{Folder, Said, Witness, command, free, run, sink_at, until};

/// Something a user may get wrong, and what must be in the line about it.
struct Mistake {
    /// `{target}` is a server that would answer, `{sink}` a free place, `{taken}` one that is not,
    /// `{folder}` a folder. Without `--sink-mail` the sink is at `{sink}`.
    arguments: &'static [&'static str],
    says: &'static str,
}

const fn mistake(arguments: &'static [&'static str], says: &'static str) -> Mistake {
    Mistake { arguments, says }
}

#[rustfmt::skip]
const MISTAKES: &[Mistake] = &[
    // Targets.
    mistake(&[], "no target was named"),
    mistake(&["{target}", ""], "is not a target"),
    mistake(&["{target}", "a b"], "`a b` is not a target"),
    mistake(&["{target}", "192.0.2.256"], "`192.0.2.256` is not a target"),
    mistake(&["{target}", "1.2.3"], "`1.2.3` is not a target"),
    mistake(&["{target}", "192.0.2.0/33"], "is not a target"),
    mistake(&["{target}", "[::1"], "is not a target"),
    mistake(&["{target}", "bücher.example"], "is not a target"),
    mistake(&["{target}", "smtp://"], "is not a target"),
    mistake(&["{target}", "smtp://me@mx.example"], "is not a target"),
    mistake(&["{target}", "smtp://mx.example/inbox"], "is not a target"),
    mistake(&["{target}", "127.0.0.1:0"], "a port is a number from 1 to 65535"),
    mistake(&["{target}", "127.0.0.1:65536"], "a port is a number from 1 to 65535"),
    mistake(&["{target}", "127.0.0.1:smtp"], "a port is a number from 1 to 65535"),
    mistake(&["{target}", "gopher://mx.example"], "mail servers are smtp://"),
    mistake(&["{target}", "0.0.0.0/0"], "has more addresses than can be asked"),
    mistake(&["{target}", "2001:db8::/64"], "has more addresses than can be asked"),
    mistake(&["--targets", "{folder}/absent"], "cannot read the targets in"),
    mistake(&["--targets", "{folder}"], "cannot read the targets in"),
    mistake(&["--targets", "{folder}/empty"], "no target was named"),
    mistake(&["--targets", "{folder}/list"], "line 3 of the list: `h:0`"),
    mistake(&["nosuch.invalid"], "nosuch.invalid does not resolve to any address"),
    mistake(&["{target}", "mx\u{1b}]0;\u{7}\n.example"], "`mx\u{fffd}]0;\u{fffd} .example` is not a target"),
    // Proxies.
    mistake(&["{target}", "http://192.0.2.0/33:3128"], "is not a target"),
    mistake(&["{target}", "http://me@127.0.0.1:3128"], "is not a target"),
    mistake(&["{target}", "http://127.0.0.1/a/page"], "is not a target"),
    mistake(&["{target}", "http://"], "is not a target"),
    mistake(&["{target}", "socks://127.0.0.1:0"], "a port is a number from 1 to 65535"),
    mistake(&["{target}", "socks://127.0.0.1:socks"], "a port is a number from 1 to 65535"),
    mistake(&["{target}", "http://10.0.0.0/7:3128"], "has more addresses than can be asked"),
    mistake(&["{target}", "socks6://127.0.0.1:1080"], "no scheme `socks6`; mail servers are smtp://"),
    mistake(&["{target}", "proxy://127.0.0.1"], "proxies http://, https://, socks://, telnet:// or ftp://"),
    mistake(&["http://198.18.7.0/24:3128"], "http://198.18.7.0/24:3128 is outside the permitted scope"),
    mistake(&["socks://192.0.2.1", "--mine", "--scope", "{folder}/scope"], "cannot be used with"),
    mistake(&["socks://198.51.100.9", "--scope", "{folder}/scope"], "socks://198.51.100.9 (opted out) is excluded by the scope file"),
    mistake(&["http://198.51.100.0/24:3128", "--mine"], "is a network; write a scope file"),
    mistake(&["smtp://{target}", "--kind", "proxy"], "is not asked: --kind or --tests leaves no question"),
    mistake(&["smtp://{target}", "--tests", "socks5"], "is not asked: --kind or --tests leaves no question"),
    mistake(&["http://{target}", "--kind", "relay"], "is not asked: --kind or --tests leaves no question"),
    mistake(&["http://{target}", "--tests", "plain"], "is not asked: --kind or --tests leaves no question"),
    mistake(&["http://{target}", "--tests", "socks5,telnet"], "is not asked: --kind or --tests leaves no question"),
    mistake(&["{target}", "--kind", "proxy", "--tests", "plain"], "`plain` is no test of proxies, and --kind proxy asks nothing else"),
    mistake(&["{target}", "--kind", "relay", "--tests", "plain,socks5,http-get"], "`socks5,http-get` is no test of mail servers"),
    mistake(&["{target}", "--kind", "proxy", "--tests", "nmap"], "`nmap` is no test of proxies"),
    mistake(&["{target}", "--tests", "http-connect:443"], "`http-connect:443` asks proxies for port 443, and none of our sinks listens there"),
    mistake(&["{target}", "--tests", "http-connect:http"], "`http-connect:http`: want a port of our sinks, such as http-connect:443"),
    mistake(&["{target}", "--tests", "http-conect"], "there is no test `http-conect`"),
    // Options.
    mistake(&["{target}", "--format", "xml"], "invalid value 'xml' for '--format"),
    mistake(&["{target}", "--color", "blue"], "invalid value 'blue' for '--color"),
    mistake(&["{target}", "--kind", "news"], "invalid value 'news' for '--kind"),
    mistake(&["{target}", "--wait", "soon"], "want a duration such as 500ms"),
    mistake(&["{target}", "--wait", "25h"], "at most a day"),
    mistake(&["{target}", "--timeout=-1s"], "want a duration"),
    mistake(&["{target}", "--timeout", "0"], "want more than 0"),
    mistake(&["{target}", "--timeout"], "a value is required for '--timeout"),
    mistake(&["{target}", "--concurrency", "0"], "invalid value '0' for '--concurrency"),
    mistake(&["{target}", "--concurrency", "many"], "invalid value 'many' for '--concurrency"),
    mistake(&["{target}", "--rate", "0"], "want a number above 0"),
    mistake(&["{target}", "--per-host-rate", "NaN"], "want a number above 0"),
    mistake(&["{target}", "--tests", "plain,plian"], "there is no test `plian`"),
    mistake(&["{target}", "--tests", ","], "no test was named"),
    mistake(&["{target}", "--own-domain", "a..b"], "want a domain such as example.org"),
    mistake(&["{target}", "--backup-domain", "a b"], "want a domain such as example.org"),
    mistake(&["{target}", "--helo", "<x>"], "want a domain such as example.org"),
    mistake(&["{target}", "--sink-domain", "[192.0.2.1]"], "want a domain such as example.org"),
    mistake(&["{target}", "--sink-advertise", "here"], "invalid value 'here' for '--sink-advertise"),
    mistake(&["{target}", "--wiat", "2s"], "a similar argument exists: '--wait'"),
    // The sink.
    mistake(&["{target}", "--sink-mail", "port 25"], "want ADDRESS:PORT"),
    mistake(&["{target}", "--sink-mail", "none", "--sink-mail", "{sink}"], "--sink-mail none stands alone"),
    mistake(&["{target}", "--sink-mail", "{taken}"], "is taken; stop what listens there"),
    mistake(&["{target}", "--sink-mail", "{sink}", "--sink-mail", "{taken}"], "is taken; stop what listens there"),
    mistake(&["{target}", "--sink-mail", "192.0.2.1:2525"], "this machine does not have that address"),
    mistake(&["{target}", "--sink-echo", "443"], "want ADDRESS:PORT such as 192.0.2.9:443"),
    mistake(&["{target}", "--sink-echo", "127.0.0.1"], "want ADDRESS:PORT"),
    mistake(&["{target}", "--sink-echo", "none"], "want ADDRESS:PORT"),
    mistake(&["{target}", "--sink-echo", "sink.test:443"], "want ADDRESS:PORT"),
    mistake(&["{target}", "--sink-echo", "::1:443:"], "want ADDRESS:PORT"),
    mistake(&["{target}", "--sink-echo", "{taken}"], "is taken; stop what listens there"),
    mistake(&["http://{target}", "--sink-echo", "{taken}"], "is taken; stop what listens there"),
    mistake(&["{target}", "--sink-echo", "192.0.2.1:443"], "this machine does not have that address"),
    mistake(&["{target}", "--sink-echo", "[2001:db8::1]:443"], "this machine does not have that address"),
    mistake(&["{target}", "--sink-name", "a..b"], "want a domain such as example.org"),
    mistake(&["{target}", "--sink-name", "http://sink.test"], "want a domain such as example.org"),
    mistake(&["{target}", "--sink-name", ""], "want a domain such as example.org"),
    // Permission.
    mistake(&["192.0.2.1"], "192.0.2.1 is outside the permitted scope and is not asked; permit it in a scope file"),
    mistake(&["192.0.2.1:25", "2001:db8::1"], "192.0.2.1:25, 2001:db8::1 are outside the permitted scope"),
    mistake(&["10.0.0.0/8"], "10.0.0.0/8 is outside the permitted scope"),
    mistake(&["192.0.2.1", "--scope", "{folder}/scope"], "192.0.2.1 is outside the permitted scope"),
    mistake(&["198.51.100.9", "--scope", "{folder}/scope"], "198.51.100.9 (opted out) is excluded by the scope file"),
    mistake(&["{target}", "--scope", "{folder}/excludes-us"], "is excluded by the scope file"),
    mistake(&["{target}", "--scope", "{folder}/absent"], "cannot read the scope file"),
    mistake(&["{target}", "--scope", "{folder}"], "cannot read the scope file"),
    mistake(&["{target}", "--scope", "{folder}/empty"], "missing field `scope`"),
    mistake(&["{target}", "--scope", "{folder}/list"], "line 1:"),
    mistake(&["{target}", "--scope", "{folder}/expired"], "the scope expired on 2020-01-31: ask A for a new one"),
    mistake(&["{target}", "--scope", "{folder}/nobody"], "the scope permits nothing"),
    mistake(&["{target}", "--scope", "{folder}/half-wrong"], "the scope names `oops`"),
    mistake(&["{target}", "--scope", "{folder}/misspelt"], "unknown field `netwroks`"),
    mistake(&["{target}", "--scope", "{folder}/anonymous"], "the scope names no `contact`"),
    mistake(&["{target}", "--scope", "{folder}/scope", "--mine"], "cannot be used with '--mine'"),
    mistake(&["{target}", "192.0.2.0/30", "--mine"], "192.0.2.0/30 is a network; write a scope file"),
    mistake(&["--mine", "--targets", "{folder}/seventeen"], "at most 16 hosts, and 17 were named"),
    mistake(&["--mine", "nosuch.invalid"], "nosuch.invalid does not resolve to any address"),
    // What is written.
    mistake(&["{target}", "-o", "{folder}/absent/found.jsonl"], "its folder does not exist; make it first"),
    mistake(&["{target}", "-o", "{folder}"], "it is a folder; name a file in it"),
    mistake(&["{target}", "-o", "/dev/full"], "the disk is full; make room or name another place"),
    mistake(&["{target}", "--transcript", "{folder}/list"], "--transcript wants a folder"),
    mistake(&["{target}", "--transcript", "{folder}/list/said"], "cannot make the folder"),
    // The configuration.
    mistake(&["{target}", "--config", "{folder}/absent"], "cannot read"),
    mistake(&["{target}", "--config", "{folder}/empty-key.toml"], "line 2: unknown field `wiat`"),
    mistake(&["{target}", "--config", "{folder}/bad-wait.toml"], "`wait`: want a duration"),
    mistake(&["{target}", "--config", "{folder}/bad-rate.toml"], "`rate`: want a number above 0"),
    mistake(&["{target}", "--config", "{folder}/bad-concurrency.toml"], "`concurrency`: want a number"),
];

fn scope(lines: &str) -> String {
    format!("[scope]\nauthority = \"A\"\ncontact = \"c@a.example\"\n{lines}\n")
}

/// The files that the mistakes name.
fn files(us: &str) -> Folder {
    let folder = Folder::new();
    folder.write("empty", "");
    folder.write("list", "127.0.0.1:1\n# a comment\nh:0\n");
    let many: Vec<String> = (1..=17).map(|number| format!("192.0.2.{number}")).collect();
    folder.write("seventeen", &many.join("\n"));
    let valid = "expires = 2099-01-31\n";
    let networks = "networks = [\"198.51.100.0/24\"]\n";
    let opted_out = "exclude = [{ network = \"198.51.100.9\", reason = \"opted out\" }]";
    folder.write("scope", &scope(&format!("{valid}{networks}{opted_out}")));
    folder.write("excludes-us", &scope(&format!("{valid}{networks}exclude = [\"{us}\"]")));
    folder.write("expired", &scope(&format!("expires = 2020-01-31\n{networks}")));
    folder.write("nobody", &scope(&format!("{valid}networks = []")));
    folder.write("half-wrong", &scope(&format!("{valid}networks = [\"127.0.0.0/8\", \"oops\"]")));
    folder.write("misspelt", &scope(&format!("{valid}netwroks = [\"198.51.100.0/24\"]")));
    folder.write("anonymous", &scope(&format!("{valid}{networks}")).replace("c@a.example", " "));
    folder.write("empty-key.toml", "[check]\nwiat = \"2s\"\n");
    folder.write("bad-wait.toml", "[check]\nwait = \"soon\"\n");
    folder.write("bad-rate.toml", "[check]\nrate = 0.0\n");
    folder.write("bad-concurrency.toml", "[check]\nconcurrency = 0\n");
    folder
}

/// What is wrong with how a mistake was answered.
fn fault(said: &Said, says: &str) -> Option<&'static str> {
    if said.status != Some(2) {
        Some("the status is not 2")
    } else if !said.out.is_empty() {
        Some("something is on standard output")
    } else if said.err.lines().count() != 1 || !said.err.starts_with("cerrojo: ") {
        Some("it is not one line")
    } else if !said.err.contains(says) {
        Some("it does not say so")
    } else {
        None
    }
}

#[test]
fn every_mistake_gets_one_line_and_nothing_is_sent() {
    let target = Witness::on("127.79.1.1");
    let taken = Witness::on("127.79.1.2");
    let sink = free("127.79.1.3").to_string();
    let folder = files("127.79.1.1");
    let before = folder.names();
    let mut wrong = Vec::new();
    for mistake in MISTAKES {
        let filled = mistake.arguments.iter().map(|argument| {
            argument
                .replace("{target}", &target.address.to_string())
                .replace("{taken}", &taken.address.to_string())
                .replace("{sink}", &sink)
                .replace("{folder}", folder.path().to_str().unwrap())
        });
        let mut command = command();
        command.arg("check").args(filled);
        if !mistake.arguments.contains(&"--sink-mail") {
            command.args(["--sink-mail", &sink]);
        }
        let said = run(&mut command);
        let visits = target.visits() + taken.visits();
        let fault = fault(&said, mistake.says);
        let fault = fault.or((visits > 0).then_some("somebody was asked"));
        if let Some(fault) = fault {
            wrong.push(format!("{:?}: {fault}: {said:?}", mistake.arguments));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(folder.names(), before, "a mistake left something behind");
}

#[test]
fn a_server_in_front_of_a_mistake_shows_that_the_counting_works() {
    let (target, sink) = (Witness::on("127.79.1.4"), free("127.79.1.5"));
    let place = target.address.to_string();
    let mut child = command().args(["check", &place]).args(sink_at(sink)).spawn().unwrap();
    assert_eq!(until(|| Some(target.visits()).filter(|visits| *visits > 0)), 1);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_mistake_does_not_cost_the_results_of_another_day() {
    let (target, taken) = (Witness::on("127.79.1.6"), Witness::on("127.79.1.7"));
    let folder = Folder::new();
    let kept = folder.write("found.jsonl", "{}\n");
    let (place, sink) = (target.address.to_string(), taken.address.to_string());
    let said = run(command().args(["check", &place, "--sink-mail", &sink, "-o", &kept]));
    assert_eq!(said.status, Some(2), "{said:?}");
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "{}\n");
}

#[test]
fn a_configuration_in_the_working_folder_is_read_and_held_to_its_keys() {
    let nobody = free("127.79.1.8").to_string();
    let folder = Folder::new();
    folder.write("cerrojo.toml", "[check]\nsink-mail = [\"none\"]\nsnik = 1\n");
    let said = run(command().args(["check", &nobody]).current_dir(folder.path()));
    assert_eq!(fault(&said, "cerrojo.toml, line 3: unknown field `snik`"), None, "{said:?}");
    folder.write("cerrojo.toml", "[check]\nsink-mail = [\"none\"]\ntimeout = \"100ms\"\n");
    let said = run(command().args(["check", &nobody]).current_dir(folder.path()));
    assert_eq!(said.status, Some(3), "{said:?}");
}

#[test]
fn commands_that_do_not_exist_get_one_line_too() {
    for (arguments, says) in [
        (vec!["chekc"], "a similar subcommand exists: 'check'"),
        (vec!["completions", "tcsh"], "possible values: bash"),
        (vec!["man", "/nonexistent"], "cannot write man pages into /nonexistent"),
    ] {
        let said = run(command().args(&arguments));
        assert_eq!(fault(&said, says), None, "{said:?}");
    }
}
