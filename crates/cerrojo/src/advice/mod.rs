//! What to do next, in a sentence or two: about the way in that was found, or about not knowing.

mod proxy;

use cerrojo_model::{Kind, Proof, Reason};
use cerrojo_probe::relay::TESTS;
use cerrojo_probe::report::{Note, Report};

pub(crate) use proxy::row as proxy_row;

/// A way in, by the tests that find it, and how to close it.
struct Way {
    tests: &'static [&'static str],
    close: &'static str,
}

#[rustfmt::skip]
const WAYS: &[Way] = &[
    Way { tests: &["own-domain-sender", "own-root-sender", "own-noreply-sender", "host-sender", "postmaster-sender", "localhost-sender", "bare-sender", "literal-sender"],
        close: "Do not let a sender address open the way: anyone can write one. Relay for authenticated users and for the addresses of your own machines only." },
    Way { tests: &["null-sender"],
        close: "The null sender must only be accepted for local recipients. Take the rule out that lets it pass, and put the recipient check first." },
    Way { tests: &["helo-host", "helo-domain", "helo-localhost", "helo-literal", "helo-loopback"],
        close: "Do not trust the name in HELO or EHLO: the client chooses it. Take that rule out." },
    Way { tests: &["random-credentials"],
        close: "Any user name and password is taken. Connect SMTP AUTH to the real list of users, or switch it off." },
    Way { tests: &["auth-parameter"],
        close: "AUTH= on MAIL may only be believed from an authenticated, trusted client." },
    Way { tests: &["xclient"],
        close: "XCLIENT is for your own front servers: name their addresses (in Postfix smtpd_authorized_xclient_hosts), or switch it off." },
    Way { tests: &["proxy-v1", "proxy-v2"],
        close: "The PROXY protocol is for your own load balancer: let only its address reach this port." },
    Way { tests: &["backup-domain"],
        close: "Do not relay to every domain that lists this server as a mail exchanger: name the domains that you are a backup for." },
    Way { tests: &["local-first"],
        close: "The check must be made for each recipient, not only for the first." },
    Way { tests: &["srs0", "srs1"],
        close: "Unwrap rewritten senders only when their signature is right: set the SRS secret and require it." },
];

const EVERYONE: &str = "Relay only for authenticated users and for the addresses of your own machines; \
    accept mail from everyone else only for your own domains.";
const ODD_FORM: &str = "Refuse recipients with %, ! or a second @ in their local part, \
    and do not take such addresses apart: check the domain that the mail would really go to.";
const TRANSLATED: &str = "Give the server the real client addresses (a proxy or container network that hides them makes everyone \
    look local), or take the address of that gateway out of the trusted networks.";

/// How to close what was proven.
pub(crate) fn for_open(report: &Report, proof: &Proof) -> String {
    if report.endpoint.service.kind() == Kind::OpenProxy {
        return proxy::for_open(report, proof);
    }
    let close = closing(report, proof);
    if report.notes.contains(&Note::FromInside) {
        return format!("Ask from a machine outside first. If it is open there as well: {close}");
    }
    close.to_owned()
}

fn closing(report: &Report, proof: &Proof) -> &'static str {
    let test = proof.sent().test.split([':', '+']).next().unwrap_or_default();
    if report.notes.iter().any(|note| matches!(note, Note::ClientSeen { .. })) {
        return TRANSLATED;
    }
    let way = WAYS.iter().find(|way| way.tests.contains(&test)).map(|way| way.close);
    let row = TESTS.iter().find(|row| row.id == test);
    let odd =
        row.is_some_and(|row| row.rcpt_to != TESTS.first().map_or(&[][..], |plain| plain.rcpt_to));
    way.unwrap_or(if odd { ODD_FORM } else { EVERYONE })
}

/// What can be done about not knowing.
pub(crate) fn for_unknown(reason: Reason, kind: Kind) -> &'static str {
    if kind == Kind::OpenProxy
        && let Some(advice) = proxy::for_unknown(reason)
    {
        return advice;
    }
    match reason {
        Reason::Unreachable => {
            "Nothing answers there. Check address, port and firewall, then ask again."
        }
        Reason::Timeout => {
            "It did not answer in time. Ask again, with a longer --timeout if it is slow."
        }
        Reason::Dropped => "It hung up. Ask again later; it may have taken us for an attacker.",
        Reason::Greylisted => {
            "It wants us to come back later. Ask again with a longer --wait, such as --wait 10m."
        }
        Reason::Tempfail => "It failed for now. Ask again when its trouble is over.",
        Reason::AcceptedUnproven => {
            "It took our mail and nothing arrived. Look into its queue and log for our message, or ask again with a longer --wait."
        }
        Reason::NoSink => {
            "It took the recipient, and without a mail sink nothing can be proven. Ask again with --sink-mail."
        }
        Reason::TlsFailed => {
            "TLS failed. A build with the feature legacy-tls speaks to old servers."
        }
        Reason::RateLimited => {
            "It answers us less and less. Ask again tomorrow, with a lower --per-host-rate."
        }
        Reason::NotThisService => "What answers there is not a mail server.",
        Reason::Cancelled => "The run was stopped before this was decided.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_names_tests_that_exist() {
        for test in WAYS.iter().flat_map(|way| way.tests) {
            assert!(TESTS.iter().any(|row| row.id == *test), "{test}");
        }
    }
}
