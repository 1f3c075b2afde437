//! A full disk and a server that goes away are errors that say what to do; what was acknowledged stays, and the
//! same store goes on once it is mended.

use std::path::Path;
use std::process::Command;

use cerrojo_lab::postgres::Durability;
use cerrojo_store::life::Rules;
use cerrojo_store::{Import, Store, StoreError, Suspicion};

use crate::support::{Folder, at, postgres_programs, runtime, skipped, suspicion};

/// Where the small disk is, inside of the namespace that has one.
const SMALL_DISK: &str = "CERROJO_TEST_SMALL_DISK";
/// Makes it, and becomes this test once more.
const ENTER: &str = "mount -t tmpfs -o size=3m none \"$0\" && exec \"$@\"";

/// The suspects of one portion, others for each number.
fn portion(number: u32) -> Vec<Suspicion> {
    (0..200).map(|n| suspicion(&format!("10.0.{number}.{n}"), 25)).collect()
}

/// Imports portion after portion until one is refused; gives its number and why.
async fn import_until_refused(store: &Store, import: &mut Import) -> (u32, StoreError) {
    for number in 0..250 {
        if let Err(refused) = store.import(import, portion(number)).await {
            return (number, refused);
        }
    }
    panic!("nothing was refused");
}

/// The refusal says what to do, nothing before it is lost, and the same again goes on.
async fn goes_on(store: &Store, import: &mut Import, (number, refused): (u32, StoreError)) {
    assert!(matches!(refused, StoreError::Unavailable { .. }), "{refused:?}");
    let before = i64::from(number) * 200;
    let new = |import: &Import| import.done().new;
    assert_eq!(new(import), u64::try_from(before).unwrap());
    let verified = store.verify_log().await.unwrap();
    assert_eq!((verified.head.seq, verified.broken), (before, None));
    for number in 0..=number {
        store.import(import, portion(number)).await.unwrap();
    }
    assert_eq!(new(import), u64::try_from(before + 200).unwrap());
    let verified = store.verify_log().await.unwrap();
    assert_eq!((verified.head.seq, verified.broken), (before + 200, None));
}

#[test]
fn a_full_disk_is_an_error_that_passes() {
    if let Some(disk) = std::env::var_os(SMALL_DISK) {
        return on_a_small_disk(Path::new(&disk));
    }
    let folder = Folder::new();
    let mut inside = Command::new("unshare");
    inside.args(["--user", "--map-root-user", "--mount", "sh", "-c", ENTER]).arg(&folder.0);
    inside.arg(std::env::current_exe().unwrap());
    inside.args(["--exact", "faults::a_full_disk_is_an_error_that_passes"]);
    match inside.env(SMALL_DISK, &folder.0).output() {
        Ok(done) if done.status.success() => {
            let said = String::from_utf8_lossy(&done.stdout);
            assert!(said.contains("1 passed"), "{said}");
        }
        Ok(done) if done.stdout.is_empty() => {
            let why = String::from_utf8_lossy(&done.stderr);
            skipped(&format!("SQLite on a full disk: no namespace here ({})", why.trim()));
        }
        Ok(done) => panic!("{}", String::from_utf8_lossy(&done.stdout)),
        Err(error) => skipped(&format!("SQLite on a full disk: no unshare here ({error})")),
    }
}

fn on_a_small_disk(disk: &Path) {
    runtime().block_on(async {
        let url = format!("sqlite:{}", disk.join("cases.db").display());
        let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
        let mut import = store.begin_import("one", "plain", "a.txt", at(0)).await.unwrap();
        let refused = import_until_refused(&store, &mut import).await;
        assert!(refused.1.to_string().contains("make room"), "{}", refused.1);
        // Still full, still refused, and everything can be read.
        assert!(store.import(&mut import, portion(refused.0)).await.is_err());
        assert_eq!(store.case(1).await.unwrap().events.len(), 1);
        make_room(disk);
        goes_on(&store, &mut import, refused).await;
    });
}

fn make_room(disk: &Path) {
    let mut mount = Command::new("mount");
    let done = mount.args(["-o", "remount,size=64m"]).arg(disk).status().unwrap();
    assert!(done.success());
}

#[test]
fn a_server_that_goes_away_is_an_error_that_passes() {
    let Some(programs) = postgres_programs() else { return };
    let mut server = programs.start(Durability::None).unwrap();
    let url = server.database("one").unwrap();
    runtime().block_on(async {
        let store = Store::open(&url, Rules::DEFAULT).await.unwrap();
        let mut import = store.begin_import("one", "plain", "a.txt", at(0)).await.unwrap();
        // Stopped while somebody writes.
        let writer = store.clone();
        let writing = tokio::spawn(async move {
            let refused = import_until_refused(&writer, &mut import).await;
            (import, refused)
        });
        while store.find(&portion(1)[0].suspect).await.unwrap().is_none() {}
        server.stop().unwrap();
        let (mut import, refused) = writing.await.unwrap();
        let gone = store.case(1).await.unwrap_err();
        assert!(matches!(gone, StoreError::Unavailable { .. }), "{gone:?}");
        assert!(gone.to_string().contains("server"), "{gone}");
        server.start_again().unwrap();
        goes_on(&store, &mut import, refused).await;
        store.close().await;
    });
}
