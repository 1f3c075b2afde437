//! Lists of which some may be asked: those are, the others are named, and the status tells of what
//! was found.

use crate::support::{Folder, Witness, check, free, server};

#[test]
fn what_may_be_asked_is_asked_and_the_rest_is_named() {
    let sink = free("127.79.2.1");
    let closed = server("closed-554", "127.79.2.2", sink);
    let open = server("open", "127.79.2.3", sink);
    let nobody = free("127.79.2.4").to_string();
    let (closed, open) = (closed.address.to_string(), open.address.to_string());
    for (target, status, verdict) in
        [(&closed, 0, "closed"), (&open, 1, "open"), (&nobody, 3, "unknown")]
    {
        let arguments = [target, "192.0.2.1", "10.0.0.0/8", "--format", "json", "--tests", "plain"];
        let said = check(sink, &arguments);
        assert_eq!(said.status, Some(status), "{said:?}");
        let lines = said.lines();
        assert_eq!(lines.len(), 1, "{said:?}");
        assert_eq!(lines[0]["verdict"], verdict);
        assert_eq!(
            said.err,
            "cerrojo: 192.0.2.1, 10.0.0.0/8 are outside the permitted scope and are not asked; \
             permit it in a scope file (--scope), or state that it is yours (--mine)\n"
        );
    }
    let said = check(sink, &[&closed, "192.0.2.1", "--tests", "plain"]);
    assert!(
        said.out.ends_with("1 endpoint: 0 open, 1 closed, 0 unknown, 1 not asked\n"),
        "{said:?}"
    );
}

#[test]
fn an_exclusion_beats_everything_even_loopback() {
    let sink = free("127.79.2.10");
    let excluded = Witness::on("127.79.2.12");
    let port = excluded.address.port();
    let closed = crate::support::server_on("closed-554", (([127, 79, 2, 13]), port).into(), sink);
    let folder = Folder::new();
    let scope = folder.write(
        "scope.toml",
        "[scope]\nauthority = 'A'\ncontact = 'c@a.example'\nexpires = 2099-01-31\n\
         networks = ['192.0.2.0/24']\n\
         exclude = [{ network = '127.79.2.12', reason = 'asked to be left alone' }]\n",
    );
    let (asked, left) = (closed.address.to_string(), excluded.address.to_string());
    let common = ["--scope", &scope, "--format", "json", "--tests", "plain"];
    let said = check(sink, &[&[asked.as_str(), &left], &common[..]].concat());
    assert_eq!((said.status, said.lines().len()), (Some(0), 1), "{said:?}");
    assert!(
        said.err.contains("(asked to be left alone) is excluded by the scope file"),
        "{said:?}"
    );
    // Inside a network it is passed over, and counted.
    let network = format!("127.79.2.12/31:{port}");
    let said = check(sink, &[&[network.as_str()], &common[..]].concat());
    assert_eq!((said.status, said.lines().len()), (Some(0), 1), "{said:?}");
    assert_eq!(said.lines()[0]["address"], "127.79.2.13");
    assert_eq!(
        said.err,
        format!(
            "cerrojo: 1 address of {network} was not asked: the scope does not hold all of it\n"
        )
    );
    assert_eq!(excluded.visits(), 0);
}
