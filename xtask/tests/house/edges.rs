//! The drawing in `ARCHITECTURE.md` is the law: rooms stand and depend as it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::tree::{cargo, plant, read, root};

/// One row of the table of rooms.
#[derive(Debug)]
pub(crate) struct Room {
    /// The rooms that it may use.
    pub(crate) uses: BTreeSet<String>,
    /// Whether it may open sockets and files and ask the clock.
    pub(crate) talks: bool,
    /// Whether it exists.
    pub(crate) stands: bool,
}

/// The table of rooms, by name.
pub(crate) fn drawn(map: &str) -> BTreeMap<String, Room> {
    let rows = map.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
        let name = cells.next()?.strip_suffix('`')?.to_owned();
        let uses = cells.next()?.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let talks = cells.next()?.starts_with("yes");
        let stands = match cells.next()? {
            "now" => true,
            "planned" => false,
            other => panic!("{name}: a room stands `now` or is `planned`, not {other:?}"),
        };
        Some((name, Room { uses, talks, stands }))
    });
    rows.collect()
}

/// What of `metadata` is not as `map` draws it, and the other way round.
fn complaints(map: &str, metadata: &Value) -> Vec<String> {
    let rooms = drawn(map);
    let mut found = Vec::new();
    let mut built = BTreeSet::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let name = folder(package["manifest_path"].as_str().expect("path"));
        built.insert(name.clone());
        let Some(room) = rooms.get(&name).filter(|room| room.stands) else {
            found.push(format!("{name} stands and is not drawn so"));
            continue;
        };
        let package_name = package["name"].as_str().expect("name");
        if package_name != name && package_name != format!("cerrojo-{name}") {
            found.push(format!("{name} holds the package {package_name}"));
        }
        let mut used = BTreeSet::new();
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            // The folder, not the name: a dependency can be renamed.
            let Some(path) = dependency["path"].as_str() else { continue };
            let to = folder(&format!("{path}/Cargo.toml"));
            let tests_only = dependency["kind"] == "dev";
            let granted = room.uses.contains(&to) || (tests_only && room.talks && to == "lab");
            if !granted {
                found.push(format!("{name} -> {to} is not drawn"));
            }
            used.insert(to);
        }
        let standing = |to: &&String| rooms.get(*to).is_some_and(|room| room.stands);
        for to in room.uses.iter().filter(standing).filter(|to| !used.contains(*to)) {
            found.push(format!("{name} -> {to} is drawn and does not exist"));
        }
    }
    for (name, _) in rooms.iter().filter(|(name, room)| room.stands && !built.contains(*name)) {
        found.push(format!("{name} is drawn as standing and does not exist"));
    }
    found
}

fn folder(manifest: &str) -> String {
    let folder = Path::new(manifest).parent().and_then(Path::file_name).expect("a folder");
    folder.to_string_lossy().into_owned()
}

fn metadata(root: &Path) -> Value {
    let out = cargo(root, "metadata --no-deps --format-version=1");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("cargo writes JSON")
}

#[test]
fn rooms_stand_and_depend_as_drawn() {
    let map = read(&root().join("ARCHITECTURE.md"));
    assert_eq!(complaints(&map, &metadata(root())), [""; 0]);
    assert!(map.lines().count() <= 150, "a map is at most 150 lines");
}

const MAP: &str = "
| room | may use | async, sockets, files, clock | stands | what it is for |
|---|---|---|---|---|
| `model` | | no | now | nouns |
| `probe` | `model` | no | now | what to say |
| `engine` | `model`, `probe`, `store` | yes | now | the way out |
| `lab` | | yes | now | servers |
| `gone` | | no | now | was pulled down |
| `store` | `model` | yes | planned | remembers |
";

fn manifest(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"cerrojo-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n{rest}")
}

#[test]
fn an_undrawn_edge_is_found() {
    let model = "[dependencies]\ncerrojo-model.path = \"../model\"\n";
    let sneaky = "[dependencies]\nnouns = { package = \"cerrojo-model\", path = \"../model\" }\n\
        plain_text = { package = \"cerrojo-engine\", path = \"../engine\", optional = true }\n\
        [dev-dependencies]\ncerrojo-lab.path = \"../lab\"\n";
    let talker = format!("{model}[dev-dependencies]\ncerrojo-lab.path = \"../lab\"\n");
    let root = plant(
        "edges",
        &[
            ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n"),
            ("crates/model/Cargo.toml", &manifest("model", "")),
            ("crates/model/src/lib.rs", ""),
            ("crates/probe/Cargo.toml", &manifest("probe", sneaky)),
            ("crates/probe/src/lib.rs", ""),
            ("crates/engine/Cargo.toml", &manifest("engine", &talker)),
            ("crates/engine/src/lib.rs", ""),
            ("crates/lab/Cargo.toml", &manifest("lab", "")),
            ("crates/lab/src/lib.rs", ""),
            ("crates/store/Cargo.toml", &manifest("cellar", model)),
            ("crates/store/src/lib.rs", ""),
        ],
    );
    let mut found = complaints(MAP, &metadata(&root));
    found.sort();
    let expected = [
        "engine -> probe is drawn and does not exist",
        "gone is drawn as standing and does not exist",
        "probe -> engine is not drawn",
        "probe -> lab is not drawn",
        "store stands and is not drawn so",
    ];
    assert_eq!(found, expected);
}
