//! A scope file permits what it names, an exclusion beats everything, and one that cannot be used
//! permits nothing.
#![no_main]

use std::net::{IpAddr, SocketAddr};

use cerrojo_engine::Scope;
use cerrojo_model::Time;
use libfuzzer_sys::fuzz_target;

/// A host that no file in the corpus is needed for.
const STRANGER: [u8; 4] = [192, 0, 2, 7];

fuzz_target!(|text: &str| {
    let mut scope = Scope::this_machine(Vec::new());
    let may = |scope: &Scope, host: IpAddr| scope.permit(SocketAddr::new(host, 25)).is_ok();
    assert!(!may(&scope, STRANGER.into()));
    if scope.add_file(text, Time::default()).is_err() {
        assert!(!may(&scope, STRANGER.into()), "a file that cannot be used permits a host");
        assert!(scope.networks().is_empty() && scope.authority().is_none());
        return;
    }
    assert!(scope.authority().is_some_and(|authority| !authority.trim().is_empty()));
    assert!(scope.contact().is_some_and(|contact| !contact.trim().is_empty()));
    assert!(!scope.networks().is_empty());
    for excluded in scope.exclusions() {
        for host in [excluded.network.network(), excluded.network.broadcast()] {
            assert!(!may(&scope, host), "{host} is excluded and may be probed");
        }
    }
});
