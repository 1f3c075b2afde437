//! What decides is pure: no sockets, files or clocks in the rooms drawn with a "no".

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::edges::drawn;
use crate::tree::{cargo, files, plant, read, root, texts};

/// Crates that would bring sockets, files, clocks or chance into a pure room.
const RUNTIMES: [&str; 12] = [
    "async-std",
    "getrandom",
    "hickory-resolver",
    "hyper",
    "mio",
    "nix",
    "openssl",
    "reqwest",
    "rustix",
    "rustls",
    "socket2",
    "tokio",
];

/// Lints that would lift the ban under another name: the banned ones are of Clippy's `style`.
const LIFTS: [&str; 5] =
    ["clippy::disallowed_", "clippy::style", "clippy::all)", "clippy::all,", "(warnings"];

/// Where in this tree the ban is lifted by a room, or in a place, that may not lift it.
///
/// A room that talks says so once, at the top of its root file or of a program beside it; the tests and examples of any
/// room are outside the wall.
fn lifted(map: &str, sources: &[(PathBuf, String)]) -> Vec<String> {
    let rooms = drawn(map);
    let mut found = Vec::new();
    for (path, text) in sources {
        let mut parts =
            path.iter().map(|part| part.to_string_lossy()).skip_while(|p| p == "crates");
        let (name, place) = (parts.next().unwrap_or_default(), parts.collect::<Vec<_>>().join("/"));
        let talks = rooms.get(name.as_ref()).is_some_and(|room| room.talks);
        let at_the_top = ["src/lib.rs", "src/main.rs"].contains(&place.as_str())
            || ["src/bin/", "examples/"].iter().any(|programs| place.starts_with(programs));
        if place.starts_with("tests/") || (talks && at_the_top) {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            let comment = line.trim_start().starts_with("//");
            if !comment && LIFTS.iter().any(|lint| line.contains(lint)) {
                found.push(format!("{}:{number}: {}", path.display(), line.trim()));
            }
        }
    }
    found
}

/// The pure rooms of a map that stand.
fn pure(map: &str) -> Vec<String> {
    let rooms = drawn(map).into_iter();
    rooms.filter(|(_, room)| room.stands && !room.talks).map(|(name, _)| name).collect()
}

/// Runtimes among the lines of `cargo tree --prefix none`.
fn runtimes(tree: &str) -> Vec<&str> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|name| RUNTIMES.contains(name)).collect()
}

/// Manifests of members that do not take the workspace's lints as they are.
fn own_lints(manifests: &[(PathBuf, String)]) -> Vec<String> {
    let inherits = |text: &str| {
        let manifest: toml::Table = text.parse().expect("a manifest is TOML");
        manifest.get("workspace").is_some()
            || manifest.get("lints").and_then(|lints| lints.get("workspace")?.as_bool())
                == Some(true)
    };
    let strays = manifests.iter().filter(|(_, text)| !inherits(text));
    strays.map(|(path, _)| path.display().to_string()).collect()
}

fn map() -> String {
    read(&root().join("ARCHITECTURE.md"))
}

#[test]
fn only_rooms_that_talk_lift_the_ban_and_once() {
    assert_eq!(lifted(&map(), &texts(root(), "rs")), [""; 0]);
}

#[test]
fn a_lifted_ban_is_found() {
    let found = |path: &str, text: &str| lifted(&map(), &[(path.into(), text.to_owned())]).len();
    let lift = "#![expect(clippy::disallowed_types, reason = \"only this once\")]\n";
    assert_eq!(found("crates/probe/src/lib.rs", lift), 1);
    assert_eq!(found("crates/engine/src/dial.rs", lift), 1);
    assert_eq!(found("crates/probe/src/token.rs", "#[allow(clippy::style)]\nmod x;\n"), 1);
    assert_eq!(found("crates/probe/src/token.rs", "#![allow(warnings)]\n"), 1);
    assert_eq!(found("crates/nowhere/src/lib.rs", lift), 1);
    assert_eq!(found("crates/probe/src/bin/x.rs", lift), 1);
    assert_eq!(found("crates/engine/src/lib.rs", lift), 0);
    assert_eq!(found("crates/lists/examples/x.rs", lift), 1);
    assert_eq!(found("crates/cerrojo/examples/x.rs", lift), 0);
    assert_eq!(found("lab/src/bin/x.rs", lift), 0);
    assert_eq!(found("crates/probe/tests/recordings.rs", lift), 0);
}

#[test]
fn there_is_one_clippy_file_because_the_nearest_one_wins() {
    let is_one = |path: &PathBuf| path.ends_with("clippy.toml") || path.ends_with(".clippy.toml");
    let all = |root: &Path| files(root).into_iter().filter(is_one).collect::<Vec<_>>();
    assert_eq!(all(root()), [PathBuf::from("clippy.toml")]);
    let planted = plant("one", &[("clippy.toml", ""), ("crates/probe/.clippy.toml", "")]);
    assert_eq!(all(&planted).len(), 2);
}

#[test]
fn every_member_inherits_the_lints_and_forbids_unsafe() {
    let members = |(path, _): &(PathBuf, String)| path.ends_with("Cargo.toml");
    let mut manifests = texts(root(), "toml");
    manifests.retain(|found| members(found) && !found.0.starts_with("fuzz"));
    assert!(manifests.len() > 5, "{manifests:?}");
    assert_eq!(own_lints(&manifests), [""; 0]);
    let manifest: toml::Table = read(&root().join("Cargo.toml")).parse().expect("TOML");
    assert_eq!(manifest["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));

    let own = "[package]\nname = \"x\"\n[lints.clippy]\ndisallowed_types = \"allow\"\n";
    assert_eq!(own_lints(&[("crates/x/Cargo.toml".into(), own.to_owned())]).len(), 1);
    assert_eq!(own_lints(&[("crates/x/Cargo.toml".into(), "[package]\n".to_owned())]).len(), 1);
}

#[test]
fn pure_rooms_reach_no_runtime() {
    let rooms = pure(&map());
    assert!(rooms.contains(&"probe".to_owned()), "{rooms:?}");
    for room in rooms {
        let tree =
            cargo(root(), &format!("tree --edges=normal,build --prefix=none -p cerrojo-{room}"));
        assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
        let tree = String::from_utf8_lossy(&tree.stdout);
        assert!(tree.starts_with(&format!("cerrojo-{room} ")), "{tree}");
        assert_eq!(runtimes(&tree), [""; 0], "{room}");
    }
    let engine = cargo(root(), "tree --edges=normal --prefix=none -p cerrojo-engine");
    assert!(runtimes(&String::from_utf8_lossy(&engine.stdout)).contains(&"tokio"));
}

/// How each banned thing is used; a ban without a use here has not been seen to bite.
#[rustfmt::skip]
const USES: &[(&str, &str)] = &[
    ("chrono::Local::now",             "{ chrono::Local::now(); }"),
    ("chrono::Utc::now",               "{ chrono::Utc::now(); }"),
    ("std::env::args",                 "{ std::env::args(); }"),
    ("std::env::var",                  "{ let _ = std::env::var(\"HOME\"); }"),
    ("std::env::var_os",               "{ let _ = std::env::var_os(\"HOME\"); }"),
    ("std::fs::create_dir",            "{ let _ = std::fs::create_dir(\"x\"); }"),
    ("std::fs::create_dir_all",        "{ let _ = std::fs::create_dir_all(\"x\"); }"),
    ("std::fs::metadata",              "{ let _ = std::fs::metadata(\"x\"); }"),
    ("std::fs::read",                  "{ let _ = std::fs::read(\"x\"); }"),
    ("std::fs::read_dir",              "{ let _ = std::fs::read_dir(\"x\"); }"),
    ("std::fs::read_to_string",        "{ let _ = std::fs::read_to_string(\"x\"); }"),
    ("std::fs::remove_file",           "{ let _ = std::fs::remove_file(\"x\"); }"),
    ("std::fs::rename",                "{ let _ = std::fs::rename(\"x\", \"y\"); }"),
    ("std::fs::write",                 "{ let _ = std::fs::write(\"x\", \"y\"); }"),
    ("std::io::stdin",                 "{ let _ = std::io::stdin(); }"),
    ("std::net::ToSocketAddrs::to_socket_addrs",
        "{ use std::net::ToSocketAddrs as _; let _ = \"localhost:25\".to_socket_addrs(); }"),
    ("std::process::Command::new",     "{ let _ = std::process::Command::new(\"x\"); }"),
    ("std::thread::sleep",             "{ std::thread::sleep(std::time::Duration::ZERO); }"),
    ("std::thread::spawn",             "{ std::thread::spawn(|| ()); }"),
    ("std::time::SystemTime::now",     "{ std::time::SystemTime::now(); }"),
];

/// The bans of a `clippy.toml`: whether it is a type, its path, its reason.
fn bans(clippy: &str) -> Vec<(bool, String, String)> {
    let table: toml::Table = clippy.parse().expect("clippy.toml is TOML");
    let list = |key: &str| table[key].as_array().cloned().unwrap_or_default();
    let text = |ban: &toml::Value, key: &str| ban[key].as_str().expect(key).to_owned();
    let types = list("disallowed-types").into_iter().map(|ban| (true, ban));
    let both = types.chain(list("disallowed-methods").into_iter().map(|ban| (false, ban)));
    both.map(|(is_type, ban)| (is_type, text(&ban, "path"), text(&ban, "reason"))).collect()
}

/// A library that does everything that is banned, one thing a line.
///
/// Crates outside `std` are stood in for by empty ones of the same name, so that nothing has to
/// be built: Clippy goes by the path.
fn misbehave(bans: &[(bool, String, String)]) -> String {
    let mut library = String::from("//! Does all that is banned.\n");
    for (number, (is_type, path, _)) in bans.iter().enumerate() {
        let line = if *is_type {
            format!("pub type T{number} = {path};")
        } else {
            let used = USES.iter().find(|(used, _)| used == path);
            let (_, used) = used.unwrap_or_else(|| panic!("show in USES how {path} is used"));
            format!("pub fn f{number}() {used}")
        };
        writeln!(library, "{line}").expect("a string takes it");
    }
    library
}

#[test]
fn every_ban_bites() {
    let clippy = read(&root().join("clippy.toml"));
    let bans = bans(&clippy);
    let stand_in = |name: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n")
    };
    let tokio: BTreeSet<&str> =
        bans.iter().filter_map(|(_, path, _)| path.strip_prefix("tokio::net::")).collect();
    let tokio: Vec<String> = tokio.iter().map(|name| format!("pub struct {name};")).collect();
    let root = plant(
        "pure",
        &[
            ("clippy.toml", &clippy),
            (
                "Cargo.toml",
                &format!(
                    "{}[dependencies]\ntokio.path = \"crates/tokio\"\nchrono.path = \"crates/chrono\"\n[workspace]\n",
                    stand_in("planted")
                ),
            ),
            ("src/lib.rs", &misbehave(&bans)),
            ("crates/tokio/Cargo.toml", &stand_in("tokio")),
            ("crates/tokio/src/lib.rs", &format!("pub mod net {{ {} }}\n", tokio.join(" "))),
            ("crates/chrono/Cargo.toml", &stand_in("chrono")),
            (
                "crates/chrono/src/lib.rs",
                "pub struct Utc;\npub struct Local;\n\
                impl Utc { pub fn now() {} }\nimpl Local { pub fn now() {} }\n",
            ),
        ],
    );
    let out = cargo(&root, "clippy --message-format=short -- -D warnings");
    assert!(!out.status.success(), "the planted crate should not pass");
    let long = cargo(&root, "clippy -- -D warnings");
    let said = String::from_utf8_lossy(&long.stderr);
    for (is_type, path, reason) in &bans {
        let what = if *is_type { "type" } else { "method" };
        assert!(said.contains(&format!("use of a disallowed {what} `{path}`")), "{path}:\n{said}");
        assert!(said.contains(reason), "{path} is refused without its reason:\n{said}");
    }

    let quiet = "//! Does nothing banned.\npub fn twice(n: u8) -> u16 { u16::from(n) * 2 }\n";
    std::fs::write(root.join("src/lib.rs"), quiet).expect("a planted file can be written");
    let out = cargo(&root, "clippy -- -D warnings");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}
