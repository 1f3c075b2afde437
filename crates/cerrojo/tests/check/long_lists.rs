//! Lists that take a night: streamed, at random, stopped in the middle and gone on with.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::support::{Folder, Said, Witness, command, free, run, server, sink_at, until};

/// Addresses of a /16 that nobody listens at.
fn nobody(network: u8, count: u32) -> Vec<String> {
    let port = free(&format!("127.{network}.255.254")).port();
    (0..count)
        .map(|number| format!("127.{network}.{}.{}:{port}", number / 250, number % 250 + 1))
        .collect()
}

/// How often each endpoint is there: complete lines, and nothing else but an incomplete last one.
fn endpoints(path: &Path) -> BTreeMap<String, u32> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut found = BTreeMap::new();
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        let Ok(line) = serde_json::from_str::<Value>(line) else { panic!("{line:?}") };
        let word = |key: &str| line.get(key).unwrap().to_string().replace('"', "");
        let place = format!("{}:{} {}", word("address"), word("port"), word("transport"));
        *found.entry(place).or_default() += 1;
    }
    found
}

fn signal(child: &Child, name: &str) {
    let kill = Command::new("sh").args(["-c", &format!("kill -{name} {}", child.id())]).status();
    assert!(kill.unwrap().success());
}

/// A run that is stopped and gone on with.
struct Night {
    folder: Folder,
    arguments: Vec<String>,
}

impl Night {
    fn new(targets: &[String], sink: SocketAddr, more: &[&str]) -> Self {
        let folder = Folder::new();
        let list = folder.write("list", &targets.join("\n"));
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let mut arguments = vec!["check".to_owned(), "--targets".to_owned(), list];
        arguments.extend(["-o".to_owned(), path("found"), "--resume".to_owned(), path("state")]);
        arguments.extend(sink_at(sink));
        arguments.extend(
            ["--kind", "relay", "--wait", "1s", "--timeout", "1s", "--tests", "plain"]
                .map(str::to_owned),
        );
        arguments.extend(more.iter().map(|more| (*more).to_owned()));
        Self { folder, arguments }
    }

    fn command(&self) -> Command {
        let mut command = command();
        command.args(&self.arguments);
        command
    }

    /// The same with another word in the place of one.
    fn altered(&self, word: &str, other: &str) -> Command {
        let mut command = command();
        let words = self.arguments.iter();
        command.args(words.map(|it| if it == word { other } else { it.as_str() }));
        command
    }

    fn found(&self) -> std::path::PathBuf {
        self.folder.path().join("found")
    }

    fn lines(&self) -> usize {
        let text = std::fs::read(self.found()).unwrap_or_default();
        text.split(|byte| *byte == b'\n').count().saturating_sub(1)
    }

    /// Starts it and sends the signal when there are so many more lines; gives back whether it was
    /// still there to be stopped.
    fn stop_after(&self, more: usize, name: &str) -> bool {
        let before = if self.found().exists() { self.lines() } else { 0 };
        let mut child = self.command().stderr(Stdio::null()).spawn().unwrap();
        let stopped = until(|| {
            if child.try_wait().unwrap().is_some() {
                return Some(false);
            }
            (self.lines() >= before + more).then_some(true)
        });
        if stopped {
            signal(&child, name);
            child.wait().unwrap();
        }
        stopped
    }
}

#[test]
fn what_is_killed_goes_on_and_nothing_is_lost_or_doubled() {
    let sink = free("127.79.20.1");
    let servers =
        [("open", "127.79.20.2"), ("closed-554", "127.79.20.3"), ("closed-550", "127.79.20.4")]
            .map(|(kind, address)| server(kind, address, sink));
    // While it is asked, no run is at its end.
    let silent = server("silent", "127.79.20.5", sink);
    let mut targets = nobody(120, 2_500);
    targets.push(silent.address.to_string());
    targets.extend(servers.iter().map(|server| server.address.to_string()));
    let night = Night::new(&targets, sink, &["--format", "json"]);
    let mut stops = 0;
    for more in [1, 300, 2, 700, 400] {
        stops += u32::from(night.stop_after(more, "KILL"));
        let doubled: Vec<_> =
            endpoints(&night.found()).into_iter().filter(|(_, times)| *times > 1).collect();
        assert!(doubled.is_empty(), "{doubled:?}");
    }
    assert!(stops > 0);
    assert_eq!(stops, 5);
    // An incomplete line, as a crash in the middle of writing leaves it.
    let mut found = OpenOptions::new().append(true).open(night.found()).unwrap();
    found.write_all(b"{\"schema\":\"cerrojo.check/1\",\"targ").unwrap();
    drop(found);
    let said = run(&mut night.command());
    assert_eq!(said.status, Some(1), "{said:?}");
    let found = endpoints(&night.found());
    assert!(found.values().all(|times| *times == 1));
    for target in &targets {
        assert!(found.contains_key(&format!("{target} plain")), "{target} is lost");
    }
    let state = std::fs::metadata(night.folder.path().join("state")).unwrap();
    assert_eq!(state.permissions().mode() & 0o777, 0o600);
    assert_eq!(night.folder.names(), ["found", "list", "state"]);

    // It is finished: nobody is asked, nothing is written, and the status is as it was.
    let before = std::fs::read(night.found()).unwrap();
    let said = run(&mut night.command());
    assert_eq!((said.status, said.out.as_str()), (Some(1), ""), "{said:?}");
    assert!(said.err.contains("this run is finished") && said.err.contains("remove "), "{said:?}");
    assert_eq!(std::fs::read(night.found()).unwrap(), before);
}

#[test]
fn what_is_interrupted_goes_on_and_its_figures_are_of_all_of_it() {
    let sink = free("127.79.21.1");
    let silent = server("silent", "127.79.21.2", sink);
    let mut targets = nobody(121, 1_199);
    targets.push(silent.address.to_string());
    for format in ["json", "text"] {
        let night = Night::new(&targets, sink, &["--format", format]);
        let mut stops = 0;
        for name in ["INT", "TERM", "INT"] {
            stops += u32::from(night.stop_after(100, name));
        }
        assert_eq!(stops, 3);
        assert!(stops > 0);
        let said = run(&mut night.command());
        assert_eq!(said.status, Some(3), "{said:?}");
        if format == "json" {
            let found = endpoints(&night.found());
            assert_eq!(found.len(), targets.len());
            assert!(found.values().all(|times| *times == 1));
        } else {
            let text = std::fs::read_to_string(night.found()).unwrap();
            for target in &targets {
                assert_eq!(text.matches(&format!(" {target}\n")).count(), 1, "{target}");
            }
            assert_eq!(text.matches("stopped early").count(), 0);
            assert!(text.ends_with("\n1200 endpoints: 0 open, 0 closed, 1200 unknown\n"), "{text}");
        }
    }
}

#[test]
fn a_limit_ends_a_run_and_the_next_goes_on() {
    let sink = free("127.79.22.1");
    let silent = server("silent", "127.79.22.2", sink);
    let mut targets = nobody(122, 900);
    targets.push(silent.address.to_string());
    let night = Night::new(&targets, sink, &["--format", "json"]);
    for _ in 0..3 {
        let said = run(night.command().args(["--max-duration", "300ms"]));
        assert_eq!(said.status, Some(130), "{said:?}");
        assert!(said.err.contains("(--max-duration)"), "{said:?}");
    }
    let said = run(&mut night.command());
    assert_eq!(said.status, Some(3), "{said:?}");
    let found = endpoints(&night.found());
    assert_eq!(found.len(), targets.len());
    assert!(found.values().all(|times| *times == 1));
}

fn one_line(said: &Said, says: &str) {
    assert_eq!(said.status, Some(2), "{said:?}");
    assert_eq!(said.err.lines().count(), 1, "{said:?}");
    assert!(said.err.contains(says), "{says}: {said:?}");
}

#[test]
fn what_cannot_be_gone_on_with_is_one_line() {
    let witness = Witness::on("127.79.23.2");
    let target = witness.address.to_string();
    let sink = free("127.79.23.1");
    let silent = server("silent", "127.79.23.3", sink);
    let mut other = nobody(123, 500);
    other.push(silent.address.to_string());
    let night = Night::new(&other, sink, &["--format", "json"]);
    assert!(night.stop_after(1, "INT"));
    let state = night.folder.path().join("state");
    let kept = (std::fs::read(&state).unwrap(), std::fs::read(night.found()).unwrap());

    // Another command.
    one_line(&run(&mut night.altered("json", "text")), "--format was json and is text");
    one_line(&run(night.command().arg(&target)), "the targets named differ");
    one_line(&run(night.command().args(["--own-domain", "a.example"])), "is of another run");
    let list = night.folder.path().join("list");
    let before = std::fs::read_to_string(&list).unwrap();
    std::fs::write(&list, format!("{before}\n{target}\n")).unwrap();
    one_line(&run(&mut night.command()), "the lists of targets differ");
    std::fs::write(&list, before).unwrap();

    // Another place for the results.
    let elsewhere = night.folder.write("elsewhere", "of another day\n");
    let found = night.found();
    one_line(
        &run(&mut night.altered(found.to_str().unwrap(), &elsewhere)),
        "does not hold the results",
    );
    assert_eq!(std::fs::read_to_string(&elsewhere).unwrap(), "of another day\n");
    std::fs::write(
        night.found(),
        "of another day, and not so short that it could not be\n".repeat(99),
    )
    .unwrap();
    one_line(&run(&mut night.command()), "does not hold the results");
    std::fs::write(night.found(), "").unwrap();
    one_line(&run(&mut night.command()), "does not hold the results");
    std::fs::write(night.found(), &kept.1).unwrap();

    // Another version, damage, and what is no such file at all.
    let text = String::from_utf8(kept.0.clone()).unwrap();
    for damaged in
        ["{}\n", "a letter\n", &text.replace("\"begun\":", "\"begun\":9"), &text[..text.len() / 2]]
    {
        std::fs::write(&state, damaged).unwrap();
        one_line(&run(&mut night.command()), "is damaged, or no run wrote it");
        assert_eq!(std::fs::read_to_string(&state).unwrap(), damaged);
    }
    std::fs::write(&state, &kept.0).unwrap();
    assert_eq!(std::fs::read(night.found()).unwrap(), kept.1);
    assert_eq!(witness.visits(), 0);
}

#[test]
fn where_no_state_can_be_kept_nothing_is_sent() {
    let witness = Witness::on("127.79.24.2");
    let (target, sink) = (witness.address.to_string(), free("127.79.24.1"));
    let folder = Folder::new();
    let found = folder.path().join("found").to_str().unwrap().to_owned();
    let check =
        |more: &[&str]| run(command().args(["check", &target]).args(sink_at(sink)).args(more));
    let here = folder.path().to_str().unwrap();
    one_line(&check(&["-o", &found, "--resume", here]), "is a folder; name a file in it");
    one_line(
        &check(&["-o", &found, "--resume", "/nonexistent/state"]),
        "cannot write /nonexistent/state",
    );
    one_line(&check(&["-o", &found, "--resume", "/dev/null"]), "wants a regular file");
    // The first state is whole, and refused before anything is sent, even on a disk without room.
    let state = folder.path().join("state").to_str().unwrap().to_owned();
    one_line(&check(&["--resume", &state]), "wants the results in a file");
    one_line(&check(&["--resume", &state, "-o", "/dev/full"]), "wants the results in a file");
    assert!(folder.names().iter().all(|name| name == "found"), "{:?}", folder.names());
    assert_eq!(witness.visits(), 0);
}

#[test]
fn one_run_at_a_time_has_a_state() {
    let witness = Witness::on("127.79.25.2");
    let (target, sink) = (witness.address.to_string(), free("127.79.25.1"));
    let night = Night::new(&[target], sink, &["--format", "json"]);
    let mut first = night.command().stderr(Stdio::null()).spawn().unwrap();
    until(|| Some(witness.visits()).filter(|visits| *visits > 0));
    one_line(&run(&mut night.command()), "another run has ");
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(night.stop_after(0, "KILL"));
}

#[test]
fn standard_output_in_a_file_is_gone_on_with_too() {
    let sink = free("127.79.26.1");
    let targets = nobody(126, 700);
    let night = Night::new(&targets, sink, &["--format", "json"]);
    let mut arguments = night.arguments.clone();
    let at = arguments.iter().position(|argument| argument == "-o").unwrap();
    arguments.drain(at..at + 2);
    std::fs::write(night.found(), "").unwrap();
    let append = || Stdio::from(OpenOptions::new().append(true).open(night.found()).unwrap());
    let mut child = command().args(&arguments).stdout(append()).spawn().unwrap();
    until(|| (night.lines() > 0).then_some(()));
    child.kill().unwrap();
    child.wait().unwrap();
    let said = run(command().args(&arguments).stdout(append()).stderr(Stdio::piped()));
    assert_eq!(said.status, Some(3), "{said:?}");
    let found = endpoints(&night.found());
    assert_eq!(found.len(), targets.len());
    assert!(found.values().all(|times| *times == 1));
}

#[test]
fn a_network_is_asked_in_no_order_and_each_address_once() {
    let sink = free("127.79.27.1");
    let port = free("127.127.0.1").port();
    let network = format!("127.127.0.0/24:{port}");
    let said = run(command().args(["check", &network, "--format", "json"]).args(sink_at(sink)));
    assert_eq!(said.status, Some(3), "{said:?}");
    let hosts: Vec<u8> = said
        .lines()
        .iter()
        .map(|line| line["address"].as_str().unwrap().rsplit('.').next().unwrap().parse().unwrap())
        .collect();
    let mut sorted = hosts.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, (1..=254).collect::<Vec<u8>>());
    assert_ne!(hosts, sorted);
}

#[test]
fn a_long_list_of_others_costs_little_and_stops_nothing() {
    let sink = free("127.79.28.1");
    let closed = server("closed-554", "127.79.28.2", sink);
    let folder = Folder::new();
    let mut list = String::new();
    for number in 0..200_000_u32 {
        let _ = writeln!(list, "10.{}.{}.{}:25", number >> 16, number >> 8 & 255, number & 255);
        if number == 100_000 {
            let _ = writeln!(list, "{}\n172.16.0.0/12", closed.address);
        }
    }
    let list = folder.write("list", &list);
    let said = run(command()
        .args(["check", "--targets", &list, "--tests", "plain", "--format", "text"])
        .args(sink_at(sink)));
    assert_eq!(said.status, Some(0), "{said:?}");
    assert_eq!(
        said.err,
        "cerrojo: 10.0.0.0:25, 10.0.0.1:25, 10.0.0.2:25, 10.0.0.3:25, 10.0.0.4:25 and 199996 more are outside \
         the permitted scope and are not asked; permit it in a scope file (--scope), or state that it is yours \
         (--mine)\n"
    );
    assert!(
        said.out.ends_with("1 endpoint: 0 open, 1 closed, 0 unknown, 200001 not asked\n"),
        "{said:?}"
    );
}

#[test]
fn a_list_of_hundreds_of_thousands_is_not_kept_in_memory() {
    let sink = free("127.79.29.1");
    let folder = Folder::new();
    let peak_kib = |times: usize| {
        let list = folder
            .write(&times.to_string(), &(nobody(129, 60_000).join("\n") + "\n").repeat(times));
        let found = folder.path().join(format!("found{times}"));
        let mut child = command()
            .args(["check", "--targets", &list, "--format", "json", "--concurrency", "64", "-o"])
            .arg(&found)
            .args(sink_at(sink))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        until(|| {
            let text = std::fs::read_to_string(&found).unwrap_or_default();
            (text.matches("\"schema\"").count() > 50).then_some(())
        });
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
    };
    let (short, long) = (peak_kib(1), peak_kib(4));
    assert!(long < 128 * 1024, "{long} KiB");
    // The window and nothing else: four times as many lines, and next to no more of it.
    assert!(long < short + 16 * 1024, "{short} KiB, {long} KiB");
}

#[test]
fn what_comes_through_a_pipe_is_worked_through_whatever_is_wrong_with_it() {
    let sink = free("127.79.30.1");
    let closed = server("closed-554", "127.79.30.2", sink);
    // Longer than what is read ahead, so that nothing of it is checked as a whole.
    let padding = format!("# {}\n", "x".repeat(3_000)).repeat(400);
    let mut list = padding.into_bytes();
    for number in 0..9 {
        list.extend_from_slice(format!("wrong{number}:0\n10.0.0.{number}\n").as_bytes());
    }
    let asked = |list: &[u8]| {
        let mut child = command()
            .args(["check", "--targets", "-", "--tests", "plain"])
            .args(sink_at(sink))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(list).unwrap();
        let output = child.wait_with_output().unwrap();
        Said {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    };
    let none = asked(&list);
    assert_eq!((none.status, none.out.as_str()), (Some(2), ""), "{none:?}");
    list.extend_from_slice(b"\xff\xfe\n");
    list.extend_from_slice(format!("{}\r\n", closed.address).as_bytes());
    let said = asked(&list);
    // Closed, and not all of it understood.
    assert_eq!(said.status, Some(3), "{said:?}");
    assert!(
        said.out.ends_with("1 endpoint: 0 open, 1 closed, 0 unknown, 19 not asked\n"),
        "{said:?}"
    );
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), 7, "{said:?}");
    for (number, line) in lines.iter().take(5).enumerate() {
        assert!(
            line.starts_with(&format!(
                "cerrojo: line {} of the list: `wrong{number}:0`",
                401 + 2 * number
            )),
            "{line}"
        );
    }
    assert_eq!(lines[5], "cerrojo: 10 lines of the list are no targets and were passed over");
    assert!(lines[6].contains("10.0.0.4 and 4 more are outside the permitted scope"), "{said:?}");
}

#[test]
fn a_short_list_through_a_pipe_is_checked_as_a_whole() {
    let witness = Witness::on("127.79.31.2");
    let mut child = command()
        .args(["check", "--targets", "-", "--sink-mail", "none"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let list = format!("{}\nm\u{fc}nchen.example\n", witness.address);
    child.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("cerrojo: line 2 of the list: "), "{said}");
    assert_eq!(witness.visits(), 0);
}
