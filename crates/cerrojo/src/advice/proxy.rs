//! What to do about a proxy that is open, or that nobody can tell about.

use cerrojo_model::{Proof, Reason};
use cerrojo_probe::proxy::{Family, PROTOCOLS, Protocol};
use cerrojo_probe::report::Report;

/// What the tests find that needs more than a closed door, by the start of their ids.
const WAYS: &[(&[&str], &str)] = &[
    (
        &["http-connect-auth", "http-get-auth", "socks5-auth"],
        "Any user name and password is taken. Connect it to the real list of users, or let only your own networks in.",
    ),
    (
        &["http-host", "http-path"],
        "Do not let the client choose where a request goes: name the servers behind it one by one, and answer every other name with an error.",
    ),
    (
        &["http-connect-loopback", "socks5-loopback"],
        "Refuse its own addresses (127.0.0.0/8, ::1) as destinations, and let only your own networks use the proxy.",
    ),
    (
        &["http-post", "http-put"],
        "Refuse ports other than 80 and 443 for every method, not only for CONNECT, and let only your own networks use the proxy.",
    ),
];

/// How it is said in the configuration of what seems to run there.
const PRODUCTS: &[(&str, &str)] = &[
    (
        "Squid",
        "In squid.conf name your networks in `acl localnet src …`, keep `http_access deny !Safe_ports` and `http_access deny CONNECT !SSL_ports` first, then `http_access allow localnet`, and `http_access deny all` last; then `squid -k reconfigure`.",
    ),
    (
        "Tinyproxy",
        "In tinyproxy.conf write an `Allow` line for each of your networks (without any, everyone is let in) and `ConnectPort 443`; then restart it.",
    ),
    (
        "Privoxy",
        "In its config set `listen-address` to an inside address such as 127.0.0.1:8118, or name your networks in `permit-access`; then restart it.",
    ),
    (
        "Apache HTTP Server",
        "Set `ProxyRequests Off` if it is only to be a reverse proxy; else `Require ip` your networks inside `<Proxy \"*\">`, and `AllowCONNECT 443`; then reload it.",
    ),
    (
        "nginx",
        "Do not put what the client sends ($http_host, $host, $request_uri) into `proxy_pass`: name the server behind it; then `nginx -s reload`.",
    ),
    (
        "HAProxy",
        "Do not take the destination from the request (`set-dst`, `http_proxy`): name the servers in a backend; then reload it.",
    ),
    (
        "Apache Traffic Server",
        "Set `proxy.config.url_remap.remap_required` to 1, or let only your networks in by ip_allow.yaml; then `traffic_ctl config reload`.",
    ),
    (
        "mitmproxy",
        "Start it with `--listen-host 127.0.0.1`, or with `--proxyauth`; `block_global` must stay true.",
    ),
    (
        "3proxy",
        "Write `allow` lines for your networks and users before `proxy` and `socks`, and `deny *` after them; bind it with -i to an inside address.",
    ),
    (
        "CCProxy",
        "In Account permit only the addresses of your networks, and untick the services that nobody needs.",
    ),
    (
        "WinGate",
        "Bind its services to the inside network card only, and demand authentication in their policies.",
    ),
    (
        "MikroTik",
        "Drop the proxy's port on the outside interface (`/ip firewall filter`), or `/ip proxy set enabled=no`.",
    ),
];

const HTTP: &str = "Let only your own networks or real users in, and refuse everyone else; limit CONNECT to port 443, and bind it to an inside address where nobody outside needs it.";
const SOCKS: &str = "Bind it to an inside address, or let in only your own networks or users with a password; if nobody needs it, switch it off.";
const PROMPT: &str =
    "Bind it to the inside network, or switch it off: nobody outside should reach its prompt.";

/// How to close what was proven.
pub(super) fn for_open(report: &Report, proof: &Proof) -> String {
    let test = proof.sent().test.split(':').next().unwrap_or_default();
    let way = WAYS.iter().find(|(ids, _)| ids.contains(&test)).map(|(_, close)| *close);
    let general = way.unwrap_or_else(|| match row(test).map(|row| row.family) {
        Some(Family::Socks4 | Family::Socks5) => SOCKS,
        Some(Family::Telnet | Family::Ftp) => PROMPT,
        Some(Family::Http | Family::Http2) | None => HTTP,
    });
    let name = report.software.as_ref().map(|software| software.name.as_str());
    let own = PRODUCTS.iter().find(|(known, _)| name.is_some_and(|name| name.starts_with(known)));
    match own {
        Some((_, steps)) => format!("{general} {steps}"),
        None => general.to_owned(),
    }
}

/// The record of a test, from the start of its id.
pub(crate) fn row(test: &str) -> Option<&'static Protocol> {
    let id = test.split(':').next()?;
    PROTOCOLS.iter().find(|row| row.id == id).copied()
}

/// What can be done about not knowing.
pub(super) const fn for_unknown(reason: Reason) -> Option<&'static str> {
    Some(match reason {
        Reason::AcceptedUnproven => {
            "It said yes, and our sink was never reached through it. If a firewall keeps it from our sink, open the way (--sink-echo, --sink-advertise) and ask again; else it only pretends."
        }
        Reason::NoSink => {
            "It said yes, and without a sink nothing can be proven. Ask again with --sink-echo."
        }
        Reason::Tempfail => {
            "It tried to reach our sink and failed. See that the sink's ports can be reached from there, then ask again."
        }
        Reason::NotThisService => "What answers there speaks no proxy protocol that we know.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_names_tests_that_exist() {
        for id in WAYS.iter().flat_map(|(ids, _)| *ids) {
            assert!(row(id).is_some(), "{id}");
        }
    }

    #[test]
    fn steps_are_for_products_that_can_be_recognised() {
        for (name, _) in PRODUCTS {
            let known =
                |product: &&cerrojo_probe::software::Product| product.name.starts_with(name);
            assert!(
                cerrojo_probe::software::PRODUCTS.iter().any(|product| known(&product)),
                "{name}"
            );
        }
    }
}
