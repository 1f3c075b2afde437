//! Says what a record of mail or proxy software holds, and lists all of them.
//!
//! To add a product, write its record in the file of its family and its name in [`PRODUCTS`]. A
//! record without two recordings, a look-alike, a sign and a source does not compile.

use super::{
    Wording, anonymity, appliances, caches, clouds, desktop, developers, forward, free, gateways,
    senders, sinks, suites, webservers,
};

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

/// What a product speaks, first of all.
///
/// All that is not mail is a proxy, or what looks like one from outside.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Speaks {
    /// SMTP.
    Mail,
    /// HTTP.
    Http,
    /// SOCKS.
    Socks,
    /// FTP.
    Ftp,
    /// A telnet dialogue that asks where to connect.
    Telnet,
    /// SSH, which is no proxy and is met on the ports of proxies.
    Ssh,
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
    /// What it answered to HTTP requests, each the beginning of a response.
    pub answers: &'static [&'static str],
    /// The version that it tells.
    pub version: Option<&'static str>,
}

impl Example {
    /// A recording of nothing but a greeting.
    #[must_use]
    pub const fn greets(banner: &'static str) -> Self {
        Self { banner, ehlo: &[], help: None, refusals: &[], answers: &[], version: None }
    }

    /// A recording of HTTP responses, without a greeting.
    #[must_use]
    pub const fn answers(answers: &'static [&'static str]) -> Self {
        Self { answers, ..Self::greets("") }
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
    forward::THREEPROXY,
    sinks::AIOSMTPD,
    clouds::AKAMAI,
    desktop::ANALOGX,
    webservers::APACHE_HTTPD,
    free::APACHE_JAMES,
    caches::APACHE_TRAFFIC_SERVER,
    caches::APT_CACHER_NG,
    suites::ARGOSOFT,
    suites::AXIGEN,
    gateways::BARRACUDA,
    appliances::BORDERMANAGER,
    developers::BURP_SUITE,
    webservers::CADDY,
    desktop::CCPROXY,
    webservers::CERN_HTTPD,
    developers::CHARLES,
    free::CHASQUID,
    gateways::CISCO_SECURE_EMAIL,
    appliances::CISCO_SECURE_WEB,
    free::CITADEL,
    clouds::CLOUDFLARE,
    clouds::CLOUDFRONT,
    forward::CNTLM,
    suites::COMMUNIGATE_PRO,
    free::COURIER,
    forward::COW,
    forward::DANSGUARDIAN,
    forward::DELEGATE,
    webservers::ENVOY,
    free::EXIM,
    clouds::FASTLY,
    developers::FIDDLER,
    suites::FIRSTCLASS,
    appliances::FORTIOS,
    desktop::FREEPROXY,
    forward::FROX,
    gateways::GMAIL,
    clouds::GOOGLE_FRONT_END,
    developers::GOST,
    suites::GROUPWISE,
    webservers::H2O,
    gateways::HALON,
    webservers::HAPROXY,
    free::HARAKA,
    forward::HAVP,
    suites::HCL_DOMINO,
    suites::HMAILSERVER,
    anonymity::I2P,
    anonymity::I2PD,
    caches::IBM_CACHING_PROXY,
    suites::ICEWARP,
    suites::IMAIL,
    desktop::JANA_SERVER,
    forward::JUNKBUSTER,
    suites::KERIO_CONNECT,
    appliances::KERIO_CONTROL,
    senders::KUMOMTA,
    webservers::LIGHTTPD,
    suites::MAILENABLE,
    sinks::MAILHOG,
    sinks::MAILPIT,
    free::MASQMAIL,
    appliances::MCAFEE_WEB_GATEWAY,
    suites::MDAEMON,
    suites::MERCURY,
    webservers::MICROSOFT_ARR,
    suites::MICROSOFT_EXCHANGE,
    suites::MICROSOFT_IIS_SMTP,
    appliances::MICROSOFT_TMG,
    appliances::MIKROTIK,
    developers::MITMPROXY,
    senders::MOMENTUM,
    forward::NCAT,
    caches::NETCACHE,
    free::NETQMAIL,
    webservers::NETSCAPE_PROXY,
    webservers::NGINX,
    free::NOTQMAIL,
    caches::OOPS,
    gateways::OPENBSD_SPAMD,
    webservers::OPENRESTY,
    free::OPENSMTPD,
    developers::OPENSSH,
    suites::ORACLE_MESSAGING_SERVER,
    caches::POLIPO,
    senders::POSTAL,
    free::POSTFIX,
    senders::POWERMTA,
    forward::PRIVOXY,
    gateways::PROOFPOINT,
    forward::PROXOMITRON,
    developers::PROXY_CHAIN,
    desktop::PROXY_PLUS,
    developers::PROXY_PY,
    caches::PROXYSG,
    sinks::PYTHON_SMTPD,
    free::QMAIL,
    free::QPSMTPD,
    free::SENDMAIL,
    sinks::SMTP4DEV,
    gateways::SOPHOS_EMAIL_APPLIANCE,
    appliances::SOPHOS_UTM,
    caches::SQUID,
    free::STALWART,
    sinks::SUBETHASMTP,
    suites::SURGEMAIL,
    gateways::SYMANTEC_MESSAGING_GATEWAY,
    free::SYNCHRONET,
    forward::TINYPROXY,
    anonymity::TOR,
    desktop::TRAFFIC_INSPECTOR,
    gateways::TREND_MICRO_IMSVA,
    caches::VARNISH,
    caches::WEBSENSE_CONTENT_GATEWAY,
    desktop::WINGATE,
    desktop::WINPROXY,
    caches::WWWOFFLE,
    free::XMAIL,
    developers::ZAP,
    forward::ZIPROXY,
    appliances::ZSCALER,
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
