//! Which ports proxies are usually found on, and what is asked there first.

use cerrojo_model::Transport;

use super::protocol::{Family, Tier};

/// What an endpoint is taken to speak until it shows otherwise.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Expects {
    /// The user says HTTP.
    Http,
    /// The user says SOCKS.
    Socks,
    /// The user says telnet.
    Telnet,
    /// The user says FTP.
    Ftp,
    /// Most likely HTTP; SOCKS if not.
    HttpOrSocks,
    /// Most likely SOCKS; HTTP if not.
    SocksOrHttp,
}

impl Expects {
    /// The families to try, the likeliest first.
    pub(super) const fn families(self) -> &'static [Family] {
        match self {
            Self::Http => &[Family::Http, Family::Http2],
            Self::Socks => &[Family::Socks5, Family::Socks4],
            Self::Telnet => &[Family::Telnet],
            Self::Ftp => &[Family::Ftp],
            Self::HttpOrSocks => &[Family::Http, Family::Socks5, Family::Socks4, Family::Http2],
            Self::SocksOrHttp => &[Family::Socks5, Family::Socks4, Family::Http, Family::Http2],
        }
    }
}

/// A port that proxies are usually found on.
#[derive(Clone, Copy, Debug)]
pub struct UsualPort {
    /// Its number.
    pub port: u16,
    /// In the clear, or TLS from the first byte.
    pub transport: Transport,
    /// What is asked there first.
    pub expects: Expects,
    /// From which level on it is asked.
    pub tier: Tier,
    /// Whose default it is.
    pub known_for: &'static str,
}

const fn plain(port: u16, expects: Expects, tier: Tier, known_for: &'static str) -> UsualPort {
    UsualPort { port, transport: Transport::Plain, expects, tier, known_for }
}

const fn tls(port: u16, tier: Tier, known_for: &'static str) -> UsualPort {
    UsualPort { port, transport: Transport::Tls, expects: Expects::Http, tier, known_for }
}

/// The ports that are asked when none is named.
#[rustfmt::skip]
pub const USUAL: &[UsualPort] = &[
    plain(3128, Expects::HttpOrSocks, Tier::Quick, "Squid"),
    plain(8080, Expects::HttpOrSocks, Tier::Quick, "Traffic Server, mitmproxy, many more"),
    plain(1080, Expects::SocksOrHttp, Tier::Quick, "SOCKS (IANA)"),
    plain(80, Expects::Http, Tier::Standard, "web servers with a proxy in them"),
    plain(8000, Expects::HttpOrSocks, Tier::Standard, "web proxies"),
    plain(8081, Expects::HttpOrSocks, Tier::Standard, "web proxies"),
    plain(8118, Expects::HttpOrSocks, Tier::Standard, "Privoxy"),
    plain(8123, Expects::HttpOrSocks, Tier::Standard, "Polipo"),
    plain(8888, Expects::HttpOrSocks, Tier::Standard, "Tinyproxy"),
    plain(808, Expects::HttpOrSocks, Tier::Standard, "CCProxy"),
    plain(6588, Expects::HttpOrSocks, Tier::Standard, "AnalogX"),
    plain(9050, Expects::SocksOrHttp, Tier::Standard, "Tor"),
    plain(1081, Expects::SocksOrHttp, Tier::Standard, "SOCKS"),
    plain(10808, Expects::SocksOrHttp, Tier::Standard, "V2Ray"),
    plain(23, Expects::Telnet, Tier::Standard, "WinGate"),
    tls(443, Tier::Standard, "web servers with a proxy in them"),
    tls(8443, Tier::Standard, "web servers with a proxy in them"),
    tls(3129, Tier::Standard, "Squid's https_port"),
    plain(21, Expects::Ftp, Tier::Thorough, "FTP proxies"),
    plain(81, Expects::HttpOrSocks, Tier::Thorough, "web proxies"),
    plain(8008, Expects::HttpOrSocks, Tier::Thorough, "web proxies"),
    plain(8082, Expects::HttpOrSocks, Tier::Thorough, "web proxies"),
    plain(8090, Expects::HttpOrSocks, Tier::Thorough, "web proxies"),
    plain(9080, Expects::HttpOrSocks, Tier::Thorough, "web proxies"),
    plain(9999, Expects::HttpOrSocks, Tier::Thorough, "web proxies"),
    plain(4145, Expects::SocksOrHttp, Tier::Thorough, "routers taken over"),
    plain(1085, Expects::SocksOrHttp, Tier::Thorough, "SOCKS"),
    plain(9150, Expects::SocksOrHttp, Tier::Thorough, "Tor Browser"),
];
