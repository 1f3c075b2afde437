//! Which registry to ask about an address (RFC 9224).

use std::net::IpAddr;

use ipnet::IpNet;
use serde::Deserialize;

use super::ANSWER_MAX;
use crate::contact::ContactError;
use crate::contact::error::unreadable;

/// How many networks and addresses of registries are kept; IANA's files have some 300 and 10.
const ENTRIES_MAX: usize = 100_000;
const URLS_MAX: usize = 8;

/// Which networks are asked about where.
#[derive(Clone, Debug, Default)]
pub struct Bootstrap {
    services: Vec<(IpNet, Vec<String>)>,
}

#[derive(Deserialize)]
struct File {
    services: Vec<Vec<Vec<String>>>,
}

impl Bootstrap {
    /// Adds what a file of IANA's, or one like it, says: `ipv4.json` or `ipv6.json`.
    ///
    /// An entry that is no network or has no address over HTTP is passed over, so that a family
    /// that we do not know (autonomous systems, domains) harms nothing.
    ///
    /// # Errors
    ///
    /// [`ContactError::Unreadable`] when it is larger than 2 MiB or not such a file: the fault of
    /// whoever made it.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), ContactError> {
        const WHAT: &str = "the RDAP bootstrap file (RFC 9224)";
        if bytes.len() > ANSWER_MAX {
            return Err(unreadable(WHAT, "it is larger than 2 MiB"));
        }
        let file: File = serde_json::from_slice(bytes).map_err(|cause| unreadable(WHAT, cause))?;
        for service in &file.services {
            let [networks, urls] = service.as_slice() else { continue };
            let urls = usable(urls);
            if urls.is_empty() {
                continue;
            }
            for network in networks.iter().filter_map(|text| text.parse::<IpNet>().ok()) {
                if self.services.len() < ENTRIES_MAX {
                    self.services.push((network.trunc(), urls.clone()));
                }
            }
        }
        Ok(())
    }

    /// Where to ask about `address`: the registries' base URLs for the longest network that holds
    /// it, encrypted ones first; each ends in a slash.
    #[must_use]
    pub fn registries(&self, address: IpAddr) -> &[String] {
        let holding = self.services.iter().filter(|(network, _)| network.contains(&address));
        let longest = holding.max_by_key(|(network, _)| network.prefix_len());
        longest.map_or(&[], |(_, urls)| urls)
    }

    /// How many networks it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.services.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.services.is_empty()
    }
}

/// The URLs over HTTPS first, then those over HTTP; nothing else (RFC 9224 section 3).
fn usable(urls: &[String]) -> Vec<String> {
    let read = |text: &String| {
        let url = reqwest::Url::parse(text).ok()?;
        let is_usable = matches!(url.scheme(), "https" | "http") && url.host_str().is_some();
        let slash = if url.as_str().ends_with('/') { "" } else { "/" };
        is_usable.then(|| format!("{url}{slash}"))
    };
    let mut urls: Vec<String> = urls.iter().take(URLS_MAX).filter_map(read).collect();
    urls.sort_by_key(|url| !url.starts_with("https:"));
    urls
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"version":"1.0","services":[
        [["192.0.0.0/8"],["https://rdap.example.net/"]],
        [["192.0.2.0/24","2001:db8::/32"],["http://rdap.example.org/rdap","https://rdap.example.org/rdap/"]],
        [["64496-64511"],["https://asn.example/"]],
        [["198.0.0.0/8"],["ftp://nowhere.example/"]],
        [["203.0.113.0/24"]]]}"#;

    #[test]
    fn the_longest_network_wins_and_https_comes_first() {
        let mut bootstrap = Bootstrap::default();
        bootstrap.add(FILE.as_bytes()).unwrap();
        assert_eq!(bootstrap.len(), 3);
        let ask = |text: &str| bootstrap.registries(text.parse().unwrap()).to_vec();
        assert_eq!(ask("192.1.1.1"), ["https://rdap.example.net/"]);
        let both = ["https://rdap.example.org/rdap/", "http://rdap.example.org/rdap/"];
        assert_eq!(ask("192.0.2.1"), both);
        assert_eq!(ask("2001:db8::1"), both);
        assert!(ask("198.0.0.1").is_empty() && ask("203.0.113.1").is_empty());
    }

    #[test]
    fn a_file_that_is_none_is_refused_in_a_line() {
        let mut bootstrap = Bootstrap::default();
        for bytes in [&b""[..], b"[]", b"{\"services\":3}", b"{\"services\":[[3]]}", b"\xff"] {
            let said = bootstrap.add(bytes).unwrap_err().to_string();
            assert!(!said.contains('\n') && said.contains("RFC 9224"), "{said}");
        }
        assert!(bootstrap.is_empty());
    }
}
