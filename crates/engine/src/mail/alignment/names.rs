//! Do our addresses and our name belong together, and does somebody take what comes back?

use std::net::IpAddr;

use super::{Finding, Sending, What};
use crate::Resolver;
use crate::resolve::Gap;

/// Names that an address points to, looked at at most.
const POINTERS: usize = 5;

/// One finding an address: it points to a name that points back.
pub(super) async fn pointers(resolver: &Resolver, sending: &Sending) -> Vec<Finding> {
    let mut found = Vec::new();
    for address in &sending.addresses {
        found.push(pointer(resolver, sending, *address).await);
    }
    found
}

async fn pointer(resolver: &Resolver, sending: &Sending, address: IpAddr) -> Finding {
    let about = address.to_string();
    let record = || {
        format!(
            "{address} needs a PTR record to {} (set by whoever the address is from)",
            sending.helo
        )
    };
    let names = match resolver.pointers(address).await {
        Ok(names) => names,
        Err(Gap::Silent { cause }) => return Finding::unknown(What::Pointer, about, &cause),
        Err(Gap::NoName | Gap::NoRecord) => {
            let text = format!("{address} points to no name; many receivers refuse such senders.");
            return Finding::wrong(What::Pointer, about, text).with_record(record());
        }
    };
    let mut silent = None;
    for name in names.iter().take(POINTERS) {
        match resolver.hosts(name).await {
            Ok(back) if back.iter().any(|it| it.to_canonical() == address.to_canonical()) => {
                let text = format!("{address} points to {name}, which points back.");
                return Finding::ok(What::Pointer, about, text);
            }
            Err(Gap::Silent { cause }) => silent = Some(cause),
            Ok(_) | Err(_) => {}
        }
    }
    if let Some(cause) = silent {
        return Finding::unknown(What::Pointer, about, &cause);
    }
    let text = format!(
        "{address} points to {}, which does not point back: to receivers that is as bad as no name.",
        names.join(", ")
    );
    Finding::wrong(What::Pointer, about, text).with_record(record())
}

/// The name in EHLO has all our addresses.
pub(super) async fn helo(resolver: &Resolver, sending: &Sending) -> Finding {
    let helo = sending.helo.as_str();
    let there = match resolver.hosts(helo).await {
        Ok(there) => there,
        Err(Gap::Silent { cause }) => return Finding::unknown(What::Helo, helo, &cause),
        Err(Gap::NoName | Gap::NoRecord) => Vec::new(),
    };
    let there: Vec<IpAddr> = there.iter().map(IpAddr::to_canonical).collect();
    let missing: Vec<IpAddr> = sending
        .addresses
        .iter()
        .map(IpAddr::to_canonical)
        .filter(|address| !there.contains(address))
        .collect();
    if !there.is_empty() && missing.is_empty() && !sending.addresses.is_empty() {
        return Finding::ok(
            What::Helo,
            helo,
            format!("We greet as {helo}, and it has our addresses."),
        );
    }
    if !there.is_empty() && sending.addresses.is_empty() {
        let text = format!(
            "{helo} has addresses, but it is not known from which ones letters leave; name them in the configuration."
        );
        return Finding::new(What::Helo, helo, super::State::Unknown, text);
    }
    let lines: Vec<String> = missing
        .iter()
        .map(|address| {
            format!("{helo}. {} {address}", if address.is_ipv4() { "A" } else { "AAAA" })
        })
        .collect();
    let text = format!(
        "We greet as {helo}, and that name does not have the addresses that letters leave from."
    );
    let finding = Finding::wrong(What::Helo, helo, text);
    if lines.is_empty() { finding } else { finding.with_record(lines.join("\n")) }
}

/// A domain that takes mail: it has mail servers, and the first ones have addresses.
pub(super) async fn takes_mail(
    resolver: &Resolver,
    what: What,
    domain: &str,
    helo: &str,
) -> Finding {
    let record = || format!("{domain}. MX 10 {helo}.");
    let mut servers = match resolver.exchanges(domain).await {
        Ok(servers) => servers,
        Err(Gap::Silent { cause }) => return Finding::unknown(what, domain, &cause),
        Err(Gap::NoName | Gap::NoRecord) => {
            let text = format!(
                "{domain} has no mail server (MX), so what is sent there is lost or comes back."
            );
            return Finding::wrong(what, domain, text).with_record(record());
        }
    };
    servers.retain(|(_, name)| !name.is_empty());
    servers.sort();
    if servers.is_empty() {
        let text = format!("{domain} says that it takes no mail (null MX, RFC 7505).");
        return Finding::wrong(what, domain, text).with_record(record());
    }
    let mut silent = None;
    for (_, name) in servers.iter().take(POINTERS) {
        match resolver.hosts(name).await {
            Ok(_) => {
                let text = format!("{domain} takes mail at {name}.");
                return Finding::ok(what, domain, text);
            }
            Err(Gap::Silent { cause }) => silent = Some(cause),
            Err(Gap::NoName | Gap::NoRecord) => {}
        }
    }
    if let Some(cause) = silent {
        return Finding::unknown(what, domain, &cause);
    }
    let text = format!("None of the mail servers of {domain} has an address.");
    Finding::wrong(what, domain, text).with_record(record())
}
