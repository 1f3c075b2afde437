//! What mail servers that come with their source say of themselves.

use super::Wording::{Banner, Ehlo, Help, Refusal};
use super::{Example, Product, Speaks};

pub(super) const APACHE_JAMES: Product = Product {
    id: "apache-james",
    name: "Apache James",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("(JAMES SMTP Server {version})")],
        &[Banner("(JAMES SMTP Server)")],
        &[Banner("^Apache JAMES awesome SMTP Server")],
        &[Banner("Apache JAMES awesome SMTP Server")],
        &[Refusal("Requested action not taken: relaying denied")],
    ],
    examples: &[
        Example::greets(
            "220 mail.example.org SMTP Server (JAMES SMTP Server 2.3.2) ready Sun, 22 Nov 2026 10:00:00 +0000 (UTC)",
        )
        .version("2.3.2"),
        Example::greets("220 mail.example.org SMTP Server (JAMES SMTP Server) ready "),
        Example::greets("220 Apache JAMES awesome SMTP Server"),
        Example::greets("220 mail.example.org Apache JAMES awesome SMTP Server"),
        Example::greets("220 mail.example.org ready")
            .ehlo(&["mail.example.org Hello probe.example [192.0.2.1]", "PIPELINING"])
            .refuses(&["550 5.7.1 Requested action not taken: relaying denied"]),
    ],
    look_alikes: &[
        Example::greets("220 james.example.org ESMTP ready").refuses(&["550 5.7.1 relaying denied"]),
    ],
    source: "https://github.com/apache/james-project/blob/master/protocols/smtp/src/main/java/org/apache/james/protocols/smtp/core/AbstractAuthRequiredToRelayRcptHook.java",
};

pub(super) const CHASQUID: Product = Product {
    id: "chasquid",
    name: "chasquid",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP chasquid")]],
    examples: &[
        Example::greets("220 mail.example.org ESMTP chasquid"),
        Example::greets("220 mx ESMTP chasquid").ehlo(&["mx - Your hour of destiny has come."]),
    ],
    look_alikes: &[Example::greets("220 chasquid.example.org ESMTP")],
    source: "https://github.com/albertito/chasquid/blob/main/internal/smtpsrv/conn.go",
};

pub(super) const CITADEL: Product = Product {
    id: "citadel",
    name: "Citadel",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP Citadel server ready.")]],
    examples: &[
        Example::greets("220 mail.example.org ESMTP Citadel server ready."),
        Example::greets("220 bbs ESMTP Citadel server ready.").ehlo(&[
            "Hello probe.example",
            "HELP",
            "SIZE 10485760",
        ]),
    ],
    look_alikes: &[Example::greets("220 citadel.example.org ESMTP server ready.")],
    source: "https://www.citadel.org/",
};

pub(super) const COURIER: Product = Product {
    id: "courier",
    name: "Courier Mail Server",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("Courier Mail Server {version} ESMTP service ready")],
        &[Refusal("^513 Relaying denied.$")],
        &[Ehlo("^XVERP=Courier$")],
        &[Help("ESMTP command error$")],
    ],
    examples: &[
        Example::greets("220 mail.example.org ESMTP")
            .ehlo(&["mail.example.org Ok.", "XVERP=Courier", "8BITMIME", "SIZE", "DSN"])
            .refuses(&["513 Relaying denied."]),
        Example::greets("220 mail.example.org ESMTP").help("502 ESMTP command error"),
        Example::greets("220 [mail.example.org] Courier Mail Server 0.61.2 ESMTP service ready")
            .version("0.61.2"),
    ],
    look_alikes: &[
        Example::greets("220 courier.example.org ESMTP"),
        Example::greets("220 mail.example.org ESMTP").refuses(&["550 Relaying denied."]),
    ],
    source: "https://www.courier-mta.org/",
};

pub(super) const EXIM: Product = Product {
    id: "exim",
    name: "Exim",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP Exim {version}")],
        &[Banner("ESMTP Exim")],
        &[Refusal("relay not permitted")],
        &[Refusal("Unrouteable address")],
        &[Refusal("Callout verification failed")],
        &[Refusal("^554 SMTP synchronization error")],
        &[Help("^Commands supported:")],
    ],
    examples: &[
        Example::greets("220 mx.example.org ESMTP Exim 4.96 Sun, 22 Nov 2026 10:00:00 +0000")
            .ehlo(&["mx.example.org Hello probe.example [192.0.2.1]", "SIZE 52428800", "PIPELINING"])
            .refuses(&["550 relay not permitted"])
            .version("4.96"),
        Example::greets("220-mx ESMTP Exim 4.84_2 #2 Sun, 22 Nov 2026 10:00:00 +0000\r\n220-No bulk mail\r\n220 please.")
            .version("4.84_2"),
        Example::greets("220 mail ESMTP").refuses(&["550 relay not permitted"]),
        Example::greets("220 mail ESMTP").refuses(&["550 Unrouteable address"]),
        Example::greets("220 mail ESMTP").refuses(&["550-Callout verification failed:\r\n550 unknown user"]),
        Example::greets("554 SMTP synchronization error"),
        Example::greets("220 mail ESMTP")
            .help("214-Commands supported:\r\n214 AUTH STARTTLS HELO EHLO MAIL RCPT DATA NOOP QUIT RSET HELP"),
    ],
    look_alikes: &[
        Example::greets("220 exim.example.org ESMTP ready"),
        Example::greets("220 mx KumoMTA").refuses(&["550 5.7.1 relaying not permitted"]),
        Example::greets("220 mx ESMTP").refuses(&[
            "450 4.1.1 <t@sink.example>: Recipient address rejected: undeliverable address: host sink.example[192.0.2.9] said: 550 relay not permitted (in reply to RCPT TO command)",
        ]),
    ],
    source: "https://www.exim.org/exim-html-current/doc/html/spec_html/ch-main_configuration.html",
};

pub(super) const HARAKA: Product = Product {
    id: "haraka",
    name: "Haraka",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP Haraka {version} ready")],
        &[Banner("ESMTP Haraka/{version} ready")],
        &[Banner("ESMTP Haraka ready")],
        &[Ehlo("Haraka is at your service")],
        &[Refusal("^550 I cannot deliver mail for")],
    ],
    examples: &[
        Example::greets("220 mx.example.org ESMTP Haraka 2.8.28 ready")
            .ehlo(&["mx.example.org Hello probe.example [192.0.2.1], Haraka is at your service."])
            .version("2.8.28"),
        Example::greets("220 mx.example.org ESMTP Haraka/3.0.5 ready (1B2C3D)").version("3.0.5"),
        Example::greets("220 mx.example.org ESMTP Haraka ready"),
        Example::greets("220 mx.example.org ESMTP ready")
            .refuses(&["550 I cannot deliver mail for <token@sink.example>"]),
    ],
    look_alikes: &[
        Example::greets("220 haraka.example.org ESMTP ready"),
        Example::greets("220 mx ESMTP").refuses(&["550 cannot deliver mail for you"]),
    ],
    source: "https://github.com/haraka/Haraka/blob/master/connection.js",
};

pub(super) const MASQMAIL: Product = Product {
    id: "masqmail",
    name: "masqmail",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("MasqMail {version} ESMTP")]],
    examples: &[
        Example::greets("220 mast MasqMail 0.2.21 ESMTP").version("0.2.21"),
        Example::greets("220 mail.example.org MasqMail 0.3.4 ESMTP").version("0.3.4"),
    ],
    look_alikes: &[Example::greets("220 masqmail.example.org ESMTP")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const NETQMAIL: Product = Product {
    id: "netqmail",
    name: "netqmail",
    speaks: Speaks::Mail,
    built_on: &["qmail"],
    signs: &[&[Help("^netqmail home page: ")]],
    examples: &[
        Example::greets("220 mail.example.org ESMTP")
            .help("214 netqmail home page: http://qmail.org/netqmail"),
        Example::greets("220 mail.example.org ESMTP")
            .help("214 netqmail home page: http://qmail.org/netqmail")
            .refuses(&["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"]),
    ],
    look_alikes: &[Example::greets("220 mail.example.org ESMTP")
        .help("214 notqmail home page: https://notqmail.org")],
    source: "https://netqmail.org/",
};

pub(super) const NOTQMAIL: Product = Product {
    id: "notqmail",
    name: "notqmail",
    speaks: Speaks::Mail,
    built_on: &["qmail"],
    signs: &[&[Help("^notqmail home page: ")]],
    examples: &[
        Example::greets("220 mail.example.org ESMTP")
            .help("214 notqmail home page: https://notqmail.org"),
        Example::greets("220 mail.example.org ESMTP")
            .help("214 notqmail home page: https://notqmail.org")
            .refuses(&["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"]),
    ],
    look_alikes: &[Example::greets("220 mail.example.org ESMTP")
        .refuses(&["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"])],
    source: "https://github.com/notqmail/notqmail/blob/main/qmail-smtpd.c",
};

/// Its refusal is too plain to decide alone; with its EHLO answer (which sendmail shares) it is not.
pub(super) const OPENSMTPD: Product = Product {
    id: "opensmtpd",
    name: "OpenSMTPD",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP OpenSMTPD")],
        &[Help("This is OpenSMTPD")],
        &[Refusal("^550 Invalid recipient"), Ehlo("pleased to meet you$")],
    ],
    examples: &[
        Example::greets("220 mail.example.org ESMTP OpenSMTPD")
            .ehlo(&[
                "mail.example.org Hello probe.example [192.0.2.1], pleased to meet you",
                "8BITMIME",
                "ENHANCEDSTATUSCODES",
                "SIZE 36700160",
                "DSN",
                "HELP",
            ])
            .refuses(&["550 Invalid recipient: <token@sink.example>"]),
        Example::greets("220 mail.example.org ESMTP").help("214-2.0.0 This is OpenSMTPD"),
        Example::greets("220 mail.example.org ready")
            .ehlo(&["mail.example.org Hello probe.example [192.0.2.1], pleased to meet you"])
            .refuses(&["550 Invalid recipient"]),
    ],
    look_alikes: &[
        Example::greets("220 opensmtpd.example.org ESMTP"),
        Example::greets("220 mail ESMTP").refuses(&["550 Invalid recipient"]),
        Example::greets("220 mail ESMTP")
            .ehlo(&["mail Hello probe.example [192.0.2.1], pleased to meet you"])
            .refuses(&["550 5.7.1 <token@sink.example>... Relaying denied"]),
    ],
    source: "https://github.com/OpenSMTPD/OpenSMTPD/blob/master/usr.sbin/smtpd/smtp_session.c",
};

pub(super) const POSTFIX: Product = Product {
    id: "postfix",
    name: "Postfix",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP Postfix ({version})")],
        &[Banner("ESMTP Postfix {version}")],
        &[Banner("ESMTP Postfix")],
        &[Banner("^ESMTP Postfix")],
        &[Refusal("{word}: Relay access denied")],
        &[Refusal("Recipient address rejected: undeliverable address:")],
        &[Help("Error: command not recognized")],
    ],
    examples: &[
        Example::greets("220 mx.example.org ESMTP Postfix (Debian/GNU)")
            .ehlo(&["mx.example.org", "PIPELINING", "SIZE 10240000", "VRFY", "ETRN", "CHUNKING"])
            .refuses(&["554 5.7.1 <token@sink.example>: Relay access denied"]),
        Example::greets("220 ESMTP Postfix"),
        Example::greets("220 mx.example.org ESMTP Postfix (2.11.3)").version("2.11.3"),
        Example::greets("220 mx.example.org ESMTP Postfix 3.7.11").version("3.7.11"),
        Example::greets("220 mail ESMTP")
            .refuses(&["454 4.7.1 <token@sink.example>: Relay access denied"]),
        Example::greets("220 mail ESMTP").refuses(&[
            "554 <token@sink.example>: Recipient address rejected: Relay access denied",
        ]),
        Example::greets("220 mail ESMTP").refuses(&[
            "450 4.1.1 <t@example.org>: Recipient address rejected: undeliverable address: unknown user: \"t\"",
        ]),
        Example::greets("220 mail ESMTP").help("500 5.5.2 Error: command not recognized"),
    ],
    look_alikes: &[
        Example::greets("220 postfix.example.org ESMTP"),
        Example::greets("220 postfix ESMTP ready"),
        Example::greets("220 mx ESMTP Postfix.example.org"),
        Example::greets("220 mx Microsoft ESMTP MAIL Service ready at Sun, 22 Nov 2026 10:00:00 +0000")
            .refuses(&["550 5.7.64 TenantAttribution; Relay Access Denied"]),
        Example::greets("220 mx ESMTP Postfix").refuses(&["550 relay not permitted"]),
    ],
    source: "https://www.postfix.org/postconf.5.html#smtpd_banner",
};

pub(super) const QMAIL: Product = Product {
    id: "qmail",
    name: "qmail",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Refusal("sorry, that domain isn't in my list of allowed rcpthosts")],
        &[Help("^qmail home page: ")],
    ],
    examples: &[
        Example::greets("220 mail.example.org ESMTP")
            .ehlo(&["mail.example.org", "PIPELINING", "8BITMIME"])
            .refuses(&["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"]),
        Example::greets("220 mail.example.org ESMTP")
            .help("214 qmail home page: http://pobox.com/~djb/qmail.html"),
    ],
    look_alikes: &[
        Example::greets("220 qmail.example.org ESMTP"),
        Example::greets("220 mail ESMTP").help("214 netqmail home page: http://qmail.org/netqmail"),
    ],
    source: "https://cr.yp.to/qmail.html",
};

pub(super) const QPSMTPD: Product = Product {
    id: "qpsmtpd",
    name: "qpsmtpd",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP qpsmtpd {version} ready;")]],
    examples: &[
        Example::greets(
            "220 mx.example.org ESMTP qpsmtpd 0.29 ready; send us your mail, but not your spam.",
        )
        .version("0.29"),
        Example::greets("220 mx ESMTP qpsmtpd 0.84 ready; send us your mail, but not your spam.")
            .version("0.84"),
    ],
    look_alikes: &[Example::greets("220 qpsmtpd.example.org ESMTP ready; send us your mail")],
    source: "https://github.com/smtpd/qpsmtpd/blob/master/lib/Qpsmtpd/SMTP.pm",
};

pub(super) const SENDMAIL: Product = Product {
    id: "sendmail",
    name: "Sendmail",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP Sendmail {version}")],
        &[Banner("ESMTP Sendmail")],
        &[Help("This is sendmail version {version}")],
        &[Help("This is sendmail$")],
        &[Refusal("{word}... Relaying denied")],
    ],
    examples: &[
        Example::greets(
            "220 mail.example.org ESMTP Sendmail 8.17.1/8.17.1/Debian-2; Sun, 22 Nov 2026 10:00:00 GMT; (No UCE/UBE) logging access from: probe.example(OK)",
        )
        .ehlo(&[
            "mail.example.org Hello probe.example [192.0.2.1], pleased to meet you",
            "ENHANCEDSTATUSCODES",
            "PIPELINING",
        ])
        .refuses(&["550 5.7.1 <token@sink.example>... Relaying denied"])
        .version("8.17.1"),
        Example::greets("220 mail.example.org ESMTP Sendmail; Sun, 22 Nov 2026 10:00:00 GMT"),
        Example::greets("220 mail.example.org ESMTP Sendmail AIX7.2/8.14.4; Sun, 22 Nov 2026"),
        Example::greets("220 mail ESMTP")
            .help("214-2.0.0 This is sendmail version 8.14.4\r\n214-2.0.0 Topics:")
            .version("8.14.4"),
        Example::greets("220 mail ESMTP").help("214-2.0.0 This is sendmail\r\n214-2.0.0 Topics:"),
        Example::greets("220 mail ESMTP").refuses(&[
            "550 5.7.1 <token@sink.example>... Relaying denied. IP name lookup failed [192.0.2.1]",
        ]),
    ],
    look_alikes: &[
        Example::greets("220 sendmail.example.org ESMTP"),
        Example::greets("220 mail ESMTP").refuses(&["550 5.7.1 Relaying denied"]),
        Example::greets("220 mail.example.org ESMTP SendmailX ready"),
    ],
    source: "https://www.proofpoint.com/us/products/email-protection/open-source-email-solution",
};

pub(super) const STALWART: Product = Product {
    id: "stalwart",
    name: "Stalwart",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("Stalwart ESMTP at your service")],
        &[Banner("^Stalwart ESMTP at your service")],
        &[Ehlo("^{word} you had me at EHLO$")],
        &[Refusal("^550 5.1.2 Relay not allowed.$")],
    ],
    examples: &[
        Example::greets("220 mail.example.org Stalwart ESMTP at your service")
            .ehlo(&["mail.example.org you had me at EHLO", "STARTTLS", "SMTPUTF8"])
            .refuses(&["550 5.1.2 Relay not allowed."]),
        Example::greets("220 Stalwart ESMTP at your service."),
        Example::greets("220 mail.example.org ESMTP")
            .ehlo(&["mail.example.org you had me at EHLO", "PIPELINING"]),
    ],
    look_alikes: &[
        Example::greets("220 stalwart.example.org ESMTP at your service"),
        Example::greets("220 mail.example.org CSC ESMTP You had me at EHLO"),
        Example::greets("220 mx ESMTP").refuses(&["550 5.7.1 Relay not allowed."]),
    ],
    source: "https://github.com/stalwartlabs/stalwart/blob/main/crates/smtp/src/inbound/rcpt.rs",
};

pub(super) const SYNCHRONET: Product = Product {
    id: "synchronet",
    name: "Synchronet",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("Synchronet SMTP Server {word} Ready")],
        &[Banner("Synchronet SMTP Server for {word} v{version}")],
    ],
    examples: &[
        Example::greets("220 bbs.example.org Synchronet SMTP Server 1.732-Linux Ready"),
        Example::greets("220 bbs.example.org Synchronet SMTP Server for Win32 v1.11 Ready")
            .version("1.11"),
    ],
    look_alikes: &[Example::greets("220 synchronet.example.org SMTP Server Ready")],
    source: "https://wiki.synchro.net/server:mail",
};

pub(super) const XMAIL: Product = Product {
    id: "xmail",
    name: "XMail",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("[XMail {version} ")], &[Banner("^[XMail {version} ")]],
    examples: &[
        Example::greets(
            "220 <1140475332.2874633136@mast> [XMail 1.22 ESMTP Server] service ready; Mon, 20 Feb 2006 22:42:12 -0000",
        )
        .version("1.22"),
        Example::greets("421 [XMail 1.27 (Linux/Ix86) ESMTP Server] - Server does not like Your IP")
            .version("1.27"),
    ],
    look_alikes: &[Example::greets("220 xmail.example.org ESMTP Server service ready")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};
