//! What gateways that filter mail, and the front of a mail service, say of themselves.

use super::Wording::{Banner, Ehlo, Help, Refusal};
use super::{Example, Product, Speaks};

pub(super) const BARRACUDA: Product = Product {
    id: "barracuda",
    name: "Barracuda Email Security Gateway",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP ({hex})$")]],
    examples: &[
        Example::greets("220 barracuda.example.org ESMTP (09678d23bc13369ca0f4a4c15ae7f1d4)"),
        Example::greets("220 mx ESMTP (9E107D9D372BB6826BD81D3542A419D6)"),
    ],
    look_alikes: &[
        Example::greets("220 mx.example.org ESMTP (09678d23)"),
        Example::greets("220 barracuda.example.org ESMTP").refuses(&[
            "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation",
        ]),
    ],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const CISCO_SECURE_EMAIL: Product = Product {
    id: "cisco-secure-email",
    name: "Cisco Secure Email Gateway (AsyncOS)",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Refusal("^550 #5.1.0 Address rejected.")],
        &[Help("^The following commands are recognized"), Help("euq_full")],
    ],
    examples: &[
        Example::greets("220 esa.example.org ESMTP")
            .ehlo(&["esa.example.org", "8BITMIME", "SIZE 10485760"])
            .refuses(&["550 #5.1.0 Address rejected."]),
        Example::greets("220 mail.example.org ESMTP").help(
            "214-The following commands are recognized\r\n214-\tauth\tdata\tehlo\teuq_full\r\n214-\thelo\thelp\tmail\tnoop\r\n214 \tquit\trcpt\trset\tvrfy",
        ),
    ],
    look_alikes: &[
        Example::greets("220 ironport.example.org ESMTP"),
        Example::greets("220 mail ESMTP").refuses(&["550 5.1.0 Address rejected."]),
    ],
    source: "https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/118146-technote-esa-00.html",
};

/// The servers of Gmail and of Google Workspace.
pub(super) const GMAIL: Product = Product {
    id: "gmail",
    name: "Gmail",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("ESMTP {word} - gsmtp$")],
        &[Ehlo("^{word} at your service, [")],
        &[Refusal("- gsmtp$")],
    ],
    examples: &[
        Example::greets("220 mx.google.com ESMTP c24si3754682pfl.259 - gsmtp")
            .ehlo(&["mx.google.com at your service, [192.0.2.1]", "SIZE 157286400", "8BITMIME"]),
        Example::greets("220 mail ESMTP").refuses(&[
            "550-5.7.1 The IP you're using to send mail is not authorized 98e67ed59e1d1-33dfb7f8310sm153460a91.5 - gsmtp",
        ]),
    ],
    look_alikes: &[
        Example::greets("220 gmail.example.org ESMTP gsmtp"),
        Example::greets("220 mail.example.org Stalwart ESMTP at your service"),
    ],
    source: "https://developers.google.com/workspace/gmail/imap/imap-smtp",
};

pub(super) const HALON: Product = Product {
    id: "halon",
    name: "Halon",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP Halon Mail Gateway")]],
    examples: &[
        Example::greets("220 mx1.example.org ESMTP Halon Mail Gateway (H/OS)"),
        Example::greets("220-mx ESMTP Halon Mail Gateway (H/OS)\r\n220 ready"),
    ],
    look_alikes: &[Example::greets("220 halon.example.org ESMTP Mail Gateway")],
    source: "https://docs.halon.io/",
};

pub(super) const OPENBSD_SPAMD: Product = Product {
    id: "openbsd-spamd",
    name: "OpenBSD spamd",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP spamd IP-based SPAM blocker;")]],
    examples: &[
        Example::greets(
            "220 mail.example.org ESMTP spamd IP-based SPAM blocker; Sun Nov 22 10:00:00 2026",
        ),
        Example::greets("220 mx ESMTP spamd IP-based SPAM blocker; Sun Nov 22 10:00:00 2026")
            .refuses(&["451 Temporary failure, please try again later."]),
    ],
    look_alikes: &[Example::greets("220 spamd.example.org ESMTP SPAM blocker")],
    source: "https://man.openbsd.org/spamd",
};

pub(super) const PROOFPOINT: Product = Product {
    id: "proofpoint",
    name: "Proofpoint Email Protection",
    speaks: Speaks::Mail,
    built_on: &["sendmail"],
    signs: &[&[Banner("ESMTP mfa-m{word}")]],
    examples: &[
        Example::greets("220 mx0b-0026c301.pphosted.com ESMTP mfa-m0458491"),
        Example::greets("220 mx0b-00000d03.pphosted.com ESMTP mfa-m0214089")
            .ehlo(&[
                "mx0b-00000d03.pphosted.com Hello probe.example [192.0.2.1], pleased to meet you",
            ])
            .refuses(&["550 5.7.1 <token@sink.example>... Relaying denied"]),
    ],
    look_alikes: &[Example::greets("220 mx0a-00000001.pphosted.com ESMTP")],
    source: "https://www.proofpoint.com/us/products/email-protection",
};

pub(super) const SOPHOS_EMAIL_APPLIANCE: Product = Product {
    id: "sophos-email-appliance",
    name: "Sophos Email Appliance",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("Sophos Email Appliance v{version}")]],
    examples: &[
        Example::greets("220 mail.example.org ESMTP Sophos Email Appliance v4.5.3.6")
            .version("4.5.3.6"),
        Example::greets("220 mail.example.org ESMTP Example Sophos Email Appliance v4.4.1.1")
            .version("4.4.1.1"),
    ],
    look_alikes: &[Example::greets("220 sophos.example.org ESMTP Email Appliance v4.5")],
    source: "https://docs.sophos.com/",
};

pub(super) const SYMANTEC_MESSAGING_GATEWAY: Product = Product {
    id: "symantec-messaging-gateway",
    name: "Symantec Messaging Gateway",
    speaks: Speaks::Mail,
    built_on: &["momentum"],
    signs: &[&[Banner("ESMTP Symantec Messaging Gateway")]],
    examples: &[
        Example::greets("220 scanner.example.org ESMTP Symantec Messaging Gateway"),
        Example::greets("220 scanner.example.org ESMTP Symantec Messaging Gateway")
            .ehlo(&["scanner.example.org says EHLO to 192.0.2.1:40000", "8BITMIME"]),
    ],
    look_alikes: &[Example::greets("220 symantec.example.org ESMTP Messaging Gateway")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const TREND_MICRO_IMSVA: Product = Product {
    id: "trend-micro-imsva",
    name: "Trend Micro InterScan Messaging Security",
    speaks: Speaks::Mail,
    built_on: &["postfix"],
    signs: &[&[Banner("^ESMTP IMSVA$")]],
    examples: &[
        Example::greets("220 ESMTP IMSVA"),
        Example::greets("220 ESMTP IMSVA")
            .refuses(&["554 5.7.1 <token@sink.example>: Relay access denied"]),
    ],
    look_alikes: &[Example::greets("220 imsva.example.org ESMTP")],
    source: "https://docs.trendmicro.com/en-us/enterprise/interscan-messaging-security.aspx",
};
