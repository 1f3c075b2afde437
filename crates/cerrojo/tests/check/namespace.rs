//! A network of one's own, without root: we are 198.51.100.1, and behind the only wire sits a peer
//! that counts the packets.

use std::process::Command;

use crate::support::{Said, command, run};

/// Two ends of a wire. What either kernel would say unasked is silenced, so what the peer counts
/// is what we sent. All else that exists is behind the peer, which passes nothing on.
const WIRE: &str = r#"
set -e
ip link add ours type veth peer name theirs
unshare -n sleep 50 & peer=$!
trap 'kill $peer' EXIT
while [ "$(readlink /proc/$peer/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do :; done
ip link set theirs netns $peer
ip link set ours addrgenmode none
nsenter -t $peer -n ip link set theirs addrgenmode none
nsenter -t $peer -n ip addr add 198.51.100.2/24 dev theirs
ip link set lo up
ip addr add 198.51.100.1/24 dev ours
ip link set ours up
nsenter -t $peer -n ip link set theirs up
ip route add default via 198.51.100.2
packets() { sed -n 's/^ *theirs: *[0-9]* *\([0-9]*\).*/\1/p' /proc/$peer/net/dev; }
set +e
"#;

/// Why there is no such network here; `None` when there is.
pub(crate) fn missing() -> Option<&'static str> {
    let works = |script: &str| {
        let tried = Command::new("unshare").args(["-Urnm", "sh", "-c", script]).output();
        tried.is_ok_and(|tried| tried.status.success())
    };
    if !works("true") {
        Some("unshare is not permitted")
    } else if !works("ip link add ours type veth peer name theirs && command -v nsenter") {
        Some("it needs ip, nsenter and virtual wires")
    } else {
        None
    }
}

/// Runs `script` at our end of the wire. `$cerrojo` is the command, `packets` says how many arrived.
pub(crate) fn on_the_wire(script: &str) -> Said {
    let program = command().get_program().to_owned();
    let script = format!("{WIRE}{script}");
    let mut unshare = Command::new("unshare");
    run(unshare.args(["-Urnm", "sh", "-c", &script]).env("cerrojo", program))
}
