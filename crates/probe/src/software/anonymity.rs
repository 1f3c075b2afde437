//! What the doors to networks that hide their users say of themselves.

use super::Wording::{Page, Status, Via};
use super::{Example, Product, Speaks};

/// The router in Java.
pub(super) const I2P: Product = Product {
    id: "i2p",
    name: "I2P",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Page("<H1>I2P ERROR: NON-HTTP PROTOCOL</H1>")],
        &[Page("<H1>I2P ERROR: METHOD NOT ALLOWED</H1>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 403 Bad Protocol\r\nContent-Type: text/html\r\n\r\n<html><body><H1>I2P ERROR: NON-HTTP PROTOCOL</H1>The request uses a bad protocol. The I2P HTTP Proxy supports http:// requests ONLY.",
        ]),
        Example::answers(&[
            "HTTP/1.1 405 Bad Method\r\nContent-Type: text/html\r\n\r\n<html><body><H1>I2P ERROR: METHOD NOT ALLOWED</H1>The request uses a bad protocol. The Connect Proxy supports CONNECT requests ONLY.",
        ]),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 403 Bad Protocol\r\n\r\n<H1>I2P</H1>"])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

/// The router in C++.
pub(super) const I2PD: Product = Product {
    id: "i2pd",
    name: "i2pd",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Page("<title>I2Pd HTTP proxy</title>")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 570\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<html>\r\n<head>\r\n  <meta name=\"viewport\" content=\"width=device-width, initial-scale=1.0\">\r\n  <title>I2Pd HTTP proxy</title>\r\n",
        ]),
        Example::answers(&[
            "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\n\r\n<title>I2Pd HTTP proxy</title>",
        ]),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 200 OK\r\n\r\n<title>I2Pd HTTP proxy</title>"])],
    source: "https://github.com/PurpleI2P/i2pd/blob/openssl/libi2pd_client/HTTPProxy.cpp",
};

pub(super) const TOR: Product = Product {
    id: "tor",
    name: "Tor",
    speaks: Speaks::Socks,
    built_on: &[],
    signs: &[
        &[Via("tor/1.0 tor-network (tor {version})")],
        &[Status("501 Tor is not an HTTP Proxy$")],
        &[Page("<title>This is an HTTP CONNECT tunnel, not a full HTTP Proxy</title>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.0 501 Tor is not an HTTP Proxy\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<html>\n<head>\n<title>This is a SOCKS Proxy, Not An HTTP Proxy</title>\n",
        ]),
        Example::answers(&[
            "HTTP/1.0 500 Internal Server Error (weird end reason)\r\nTor-Capabilities: \r\nVia: tor/1.0 tor-network (tor 0.4.9.11)\r\nTor-Request-Failed: c-tor/PRIVATE_ADDR\r\n\r\n",
        ])
        .version("0.4.9.11"),
        Example::answers(&[
            "HTTP/1.0 405 Method Not Allowed\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<html>\n<head>\n<title>This is an HTTP CONNECT tunnel, not a full HTTP Proxy</title>\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.0 501 Not Implemented\r\nVia: 1.1 tor-network (squid/5.7)\r\n\r\n",
    ])],
    source: "https://gitlab.torproject.org/tpo/core/tor/-/blob/main/src/core/or/connection_edge.c",
};
