//! What servers made for trying mail out say of themselves: they accept all and deliver none of it.

use super::Wording::Banner;
use super::{Example, Product, Speaks};

pub(super) const AIOSMTPD: Product = Product {
    id: "aiosmtpd",
    name: "aiosmtpd",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("Python SMTP {version}")]],
    examples: &[
        Example::greets("220 host.example.org Python SMTP 1.4.4.post2").version("1.4.4.post2"),
        Example::greets("220 host Python SMTP 1.2")
            .ehlo(&["host", "SIZE 33554432", "8BITMIME", "SMTPUTF8", "HELP"])
            .version("1.2"),
    ],
    look_alikes: &[Example::greets("220 lab01 Python SMTP proxy version 0.3")],
    source: "https://github.com/aio-libs/aiosmtpd/blob/master/aiosmtpd/smtp.py",
};

pub(super) const MAILHOG: Product = Product {
    id: "mailhog",
    name: "MailHog",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP MailHog")]],
    examples: &[
        Example::greets("220 mailhog.example ESMTP MailHog"),
        Example::greets("220 mailhog.example ESMTP MailHog").ehlo(&[
            "Hello probe.example",
            "PIPELINING",
            "AUTH PLAIN",
        ]),
    ],
    look_alikes: &[Example::greets("220 mailhog.example ESMTP")],
    source: "https://github.com/mailhog/smtp/blob/master/protocol.go",
};

pub(super) const MAILPIT: Product = Product {
    id: "mailpit",
    name: "Mailpit",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[
        &[Banner("Mailpit ESMTP Service ready")],
        &[Banner("Mailpit ({word}) ESMTP Service ready")],
    ],
    examples: &[
        Example::greets("220 f3a8189f0ff4 Mailpit ESMTP Service ready").ehlo(&[
            "f3a8189f0ff4 greets probe.example",
            "SIZE 0",
            "ENHANCEDSTATUSCODES",
        ]),
        Example::greets("220 f3a8189f0ff4 Mailpit (staging) ESMTP Service ready"),
    ],
    look_alikes: &[Example::greets("220 Mailpit ESMTP Service ready")],
    source: "https://github.com/axllent/mailpit/blob/develop/internal/smtpd/smtpd.go",
};

pub(super) const PYTHON_SMTPD: Product = Product {
    id: "python-smtpd",
    name: "Python smtpd module",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("Python SMTP proxy version {version}")]],
    examples: &[
        Example::greets("220 lab01 Python SMTP proxy version 0.3").version("0.3"),
        Example::greets("220 lab01 Python SMTP proxy version 0.2").version("0.2"),
    ],
    look_alikes: &[Example::greets("220 host Python SMTP 1.4.4.post2")],
    source: "https://docs.python.org/3.11/library/smtpd.html",
};

pub(super) const SMTP4DEV: Product = Product {
    id: "smtp4dev",
    name: "smtp4dev",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("smtp4dev ready")]],
    examples: &[
        Example::greets("220 localhost smtp4dev ready"),
        Example::greets("220 localhost smtp4dev ready").ehlo(&[
            "Nice to meet you.",
            "8BITMIME",
            "SIZE",
            "SMTPUTF8",
        ]),
    ],
    look_alikes: &[Example::greets("220 smtp4dev ready")],
    source: "https://github.com/rnwood/smtp4dev",
};

pub(super) const SUBETHASMTP: Product = Product {
    id: "subethasmtp",
    name: "SubEthaSMTP",
    speaks: Speaks::Mail,
    built_on: &[],
    signs: &[&[Banner("ESMTP SubEthaSMTP {version}")]],
    examples: &[
        Example::greets("220 host.example.org ESMTP SubEthaSMTP 3.1.7").version("3.1.7"),
        Example::greets("220 host ESMTP SubEthaSMTP 3.1.6").version("3.1.6"),
    ],
    look_alikes: &[Example::greets("220 subethasmtp.example.org ESMTP")],
    source: "https://github.com/voodoodyne/subethasmtp",
};
