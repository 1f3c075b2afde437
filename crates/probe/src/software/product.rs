//! Says what a record of mail software holds, and lists all of them.
//!
//! To add a product, write its record in the file of its family and its name in [`PRODUCTS`]. A
//! record without two recordings, a look-alike, a sign and a source does not compile.

use super::{Wording, free, gateways, senders, sinks, suites};

/// One product that can be behind an endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// Its name in files and in the closing steps, in kebab case; never changes meaning.
    pub id: &'static str,
    /// Its name as its makers write it.
    pub name: &'static str,
    /// What it speaks.
    pub speaks: Speaks,
    /// The products that it is made of and whose signs it may therefore show as well.
    pub built_on: &'static [&'static str],
    /// Each sign is enough; the wordings within one must all be there.
    pub signs: &'static [&'static [Wording]],
    /// Recordings that must give this product, and the version where they tell it.
    pub examples: &'static [Example],
    /// Recordings that must not give it.
    pub look_alikes: &'static [Example],
    /// Where the wordings are from: the manual or the source.
    pub source: &'static str,
}

/// What a product speaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Speaks {
    /// SMTP.
    Mail,
}

/// A recording: what an endpoint said of itself.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its greeting with the code.
    pub banner: &'static str,
    /// Its EHLO answer without the codes.
    pub ehlo: &'static [&'static str],
    /// Its answer to HELP.
    pub help: Option<&'static str>,
    /// Its refusals with their codes.
    pub refusals: &'static [&'static str],
    /// The version that it tells.
    pub version: Option<&'static str>,
}

impl Example {
    /// A recording of nothing but a greeting.
    #[must_use]
    pub const fn greets(banner: &'static str) -> Self {
        Self { banner, ehlo: &[], help: None, refusals: &[], version: None }
    }

    /// Adds the EHLO answer.
    #[must_use]
    pub const fn ehlo(self, ehlo: &'static [&'static str]) -> Self {
        Self { ehlo, ..self }
    }

    /// Adds the answer to HELP.
    #[must_use]
    pub const fn help(self, help: &'static str) -> Self {
        Self { help: Some(help), ..self }
    }

    /// Adds the refusals.
    #[must_use]
    pub const fn refuses(self, refusals: &'static [&'static str]) -> Self {
        Self { refusals, ..self }
    }

    /// Adds the version that must be read from it.
    #[must_use]
    pub const fn version(self, version: &'static str) -> Self {
        Self { version: Some(version), ..self }
    }
}

/// Every product that can be recognised, sorted by id.
#[rustfmt::skip]
pub const PRODUCTS: &[Product] = &[
    sinks::AIOSMTPD,
    free::APACHE_JAMES,
    suites::ARGOSOFT,
    suites::AXIGEN,
    gateways::BARRACUDA,
    free::CHASQUID,
    gateways::CISCO_SECURE_EMAIL,
    free::CITADEL,
    suites::COMMUNIGATE_PRO,
    free::COURIER,
    free::EXIM,
    suites::FIRSTCLASS,
    gateways::GMAIL,
    suites::GROUPWISE,
    gateways::HALON,
    free::HARAKA,
    suites::HCL_DOMINO,
    suites::HMAILSERVER,
    suites::ICEWARP,
    suites::IMAIL,
    suites::KERIO_CONNECT,
    senders::KUMOMTA,
    suites::MAILENABLE,
    sinks::MAILHOG,
    sinks::MAILPIT,
    free::MASQMAIL,
    suites::MDAEMON,
    suites::MERCURY,
    suites::MICROSOFT_EXCHANGE,
    suites::MICROSOFT_IIS_SMTP,
    senders::MOMENTUM,
    free::NETQMAIL,
    free::NOTQMAIL,
    gateways::OPENBSD_SPAMD,
    free::OPENSMTPD,
    suites::ORACLE_MESSAGING_SERVER,
    senders::POSTAL,
    free::POSTFIX,
    senders::POWERMTA,
    gateways::PROOFPOINT,
    sinks::PYTHON_SMTPD,
    free::QMAIL,
    free::QPSMTPD,
    free::SENDMAIL,
    sinks::SMTP4DEV,
    gateways::SOPHOS_EMAIL_APPLIANCE,
    free::STALWART,
    sinks::SUBETHASMTP,
    suites::SURGEMAIL,
    gateways::SYMANTEC_MESSAGING_GATEWAY,
    free::SYNCHRONET,
    gateways::TREND_MICRO_IMSVA,
    free::XMAIL,
];

const _: () = assert!(complete(PRODUCTS), "a record lacks recordings, a look-alike or a sign");

/// Tells whether each record has its signs and is shown right and wrong.
const fn complete(mut products: &[Product]) -> bool {
    while let [product, rest @ ..] = products {
        if product.signs.is_empty()
            || product.examples.len() < 2
            || product.look_alikes.is_empty()
            || product.source.is_empty()
        {
            return false;
        }
        products = rest;
    }
    true
}
