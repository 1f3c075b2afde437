//! What engines that send mail in bulk say of themselves.

use super::Wording::{Banner, Ehlo, Refusal};
use super::{Example, Product, Speaks};

pub(super) const KUMOMTA: Product = Product {
    id: "kumomta",
    name: "KumoMTA",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("KumoMTA$")],
        &[Ehlo("^{word} Aloha {word}$")],
        &[Refusal("^550 5.7.1 relaying not permitted")],
    ],
    examples: &[
        Example::greets("220 mta.example.org KumoMTA")
            .ehlo(&["mta.example.org Aloha probe.example", "PIPELINING", "STARTTLS"])
            .refuses(&["550 5.7.1 relaying not permitted for 192.0.2.1:40000"]),
        Example::greets("220 mta.example.org Welcome!")
            .ehlo(&["mta.example.org Aloha probe.example", "PIPELINING"]),
    ],
    look_alikes: &[
        Example::greets("220 kumomta.example.org ESMTP"),
        Example::greets("220 KumoMTA ESMTP").refuses(&["550 relay not permitted"]),
    ],
    source: "https://docs.kumomta.com/reference/kumo/start_esmtp_listener/banner/",
};

pub(super) const MOMENTUM: Product = Product {
    id: "momentum",
    name: "Momentum (Ecelerity)",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP ecelerity {version}")],
        &[Banner("ESMTP ecelerity")],
        &[Ehlo("^{word} says EHLO to {word}$")],
    ],
    examples: &[
        Example::greets(
            "220 2.0.0 mta.example.org ESMTP ecelerity 4.3.0.67725 r(Core:4.3.0.0) Thu, 31 Oct 2019 20:22:27 +0000",
        )
        .version("4.3.0.67725"),
        Example::greets("220 mta ESMTP ecelerity HEAD r(9610M) Wed, 08 Mar 2006 16:21:51 -0500"),
        Example::greets("220 mta.example.org ESMTP")
            .ehlo(&["mta.example.org says EHLO to 192.0.2.1:40000", "PIPELINING"]),
    ],
    look_alikes: &[Example::greets("220 ecelerity.example.org ESMTP")],
    source: "https://support.sparkpost.com/momentum/",
};

pub(super) const POSTAL: Product = Product {
    id: "postal",
    name: "Postal",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP Postal/{word}$")], &[Ehlo("^My capabilities are$")]],
    examples: &[
        Example::greets("220 postal.example.org ESMTP Postal/A1B2C3")
            .ehlo(&["My capabilities are", "STARTTLS", "AUTH CRAM-MD5 PLAIN LOGIN"])
            .refuses(&["530 Authentication required"]),
        Example::greets("220 mx.example.org ESMTP ready").ehlo(&["My capabilities are"]),
    ],
    look_alikes: &[
        Example::greets("220 postal.example.org ESMTP").refuses(&["530 Authentication required"])
    ],
    source: "https://github.com/postalserver/postal/blob/main/app/lib/smtp_server/client.rb",
};

pub(super) const POWERMTA: Product = Product {
    id: "powermta",
    name: "PowerMTA",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("(PowerMTA(TM) v{version})")]],
    examples: &[
        Example::greets("220 mail.example.org (PowerMTA(TM) v4.0) ESMTP service ready")
            .version("4.0"),
        Example::greets("220 mail.example.org (PowerMTA(TM) v3.5r17) ESMTP service ready")
            .version("3.5r17"),
    ],
    look_alikes: &[Example::greets("220 powermta.example.org ESMTP service ready")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};
