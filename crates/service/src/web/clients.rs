//! How often does somebody ask? A number for each address and minute, of a bounded number of addresses.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;

/// Questions of one client in a minute.
const QUESTIONS: u32 = 20;
/// Clients that are told apart in a minute; those beyond share what one hundred of them may ask.
const CLIENTS: usize = 10_000;
const SHARED: u32 = QUESTIONS * 100;

/// Who asked how often in this minute.
#[derive(Debug, Default)]
pub(super) struct Clients {
    asked: Mutex<Asked>,
}

#[derive(Debug, Default)]
struct Asked {
    minute: i64,
    by: HashMap<IpAddr, u32>,
    by_others: u32,
}

impl Clients {
    /// Counts a question; `false` where it is one too many.
    pub(super) fn may_ask(&self, client: IpAddr, minute: i64) -> bool {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.minute != minute {
            *asked = Asked { minute, ..Asked::default() };
        }
        let is_told_apart = asked.by.len() < CLIENTS || asked.by.contains_key(&client);
        let (count, most) = if is_told_apart {
            (asked.by.entry(client).or_insert(0), QUESTIONS)
        } else {
            (&mut asked.by_others, SHARED)
        };
        *count = count.saturating_add(1);
        *count <= most
    }
}

/// Who asks: the address that a proxy near us names last, else the one of the connection. Of IPv6, the network (/64) that one
/// customer has.
pub(super) fn client(peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
    let peer = peer.ip().to_canonical();
    let is_near = match peer {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    // Only what the proxy itself has written counts: all before it comes from the client.
    let named = headers.get_all("x-forwarded-for").iter().next_back();
    let named =
        named.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    let client: IpAddr = named.filter(|_| is_near).unwrap_or(peer);
    match client.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_too_often_waits_for_the_next_minute_and_nobody_else_does() {
        let clients = Clients::default();
        let [one, other] = [1, 2].map(|last| IpAddr::from([192, 0, 2, last]));
        assert!((0..QUESTIONS).all(|_| clients.may_ask(one, 7)));
        assert!(!clients.may_ask(one, 7));
        assert!(clients.may_ask(other, 7));
        assert!(clients.may_ask(one, 8));
    }

    #[test]
    fn any_number_of_clients_takes_a_bounded_room() {
        let clients = Clients::default();
        for number in 0..40_000_u32 {
            clients.may_ask(IpAddr::from(number.to_be_bytes()), 7);
        }
        assert_eq!(clients.asked.lock().unwrap().by.len(), CLIENTS);
        assert!(!clients.may_ask(IpAddr::from([255; 4]), 7));
    }

    #[test]
    fn only_a_proxy_near_us_is_believed_and_only_its_own_word() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "198.51.100.1, 203.0.113.7".parse().unwrap());
        let of = |peer: &str| client(peer.parse().unwrap(), &headers).to_string();
        assert_eq!(of("127.0.0.1:9"), "203.0.113.7");
        assert_eq!(of("192.0.2.9:9"), "192.0.2.9");
        assert_eq!(of("[2001:db8:1:2:3::4]:9"), "2001:db8:1:2::");
    }
}
