//! Whether a connection failed for want of a way out of here, which says nothing about the target.
//!
//! What the system says of a failed connection does not tell: `EHOSTUNREACH` and `ENETUNREACH` come from
//! our own routing table, at once, and from a router or a neighbour that knows no such host, later. So
//! the routing table itself is asked again, by connecting a datagram socket, which sends nothing. What
//! fails there is ours: no route, a route that forbids, no address of ours to come from, an interface that
//! is down, no socket to be had. What the routing table has a way for is a matter of the target, also
//! when nobody answered our ARP on a wire that was pulled out: the system does not tell that from a host
//! that is switched off, and neither do we.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::{Domain, Socket, Type};

/// Documentation addresses (RFC 5737, RFC 3849): as good as any other to ask the way to.
const ELSEWHERE: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
];

/// What keeps us from sending anything to `target`, in the system's words; `None` when there is a way.
///
/// A link-local address of IPv6 has a way by its nature only where an interface is named (RFC 4007 section
/// 6), so that it has none is a matter of the target.
pub(crate) fn no_way(target: IpAddr) -> Option<String> {
    let target = target.to_canonical();
    if matches!(target, IpAddr::V6(v6) if v6.is_unicast_link_local()) {
        return None;
    }
    ask(target).err().map(|error| error.to_string())
}

/// Whether this machine has a way to anywhere but itself and its own networks.
#[must_use]
pub fn has_way_out() -> bool {
    ELSEWHERE.iter().any(|target| ask(*target).is_ok())
}

/// Asks the routing table. Broadcast addresses have a way like others: that nothing connects to them is
/// theirs, not ours.
fn ask(target: IpAddr) -> io::Result<()> {
    let target = SocketAddr::new(target, 9);
    let socket = Socket::new(Domain::for_address(target), Type::DGRAM.cloexec(), None)?;
    if target.is_ipv4() {
        socket.set_broadcast(true)?;
    }
    socket.connect(&target.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_a_way_to_itself_and_link_local_is_not_our_fault() {
        for target in ["127.0.0.1", "::ffff:127.0.0.1", "fe80::1"] {
            assert_eq!(no_way(target.parse().unwrap()), None, "{target}");
        }
    }
}
