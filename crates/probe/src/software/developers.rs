//! What proxies that programmers and testers use, and make programs of, say of themselves.

use super::Wording::{Field, Greeting, Page, Server, Status};
use super::{Example, Product, Speaks};

pub(super) const BURP_SUITE: Product = Product {
    id: "burp-suite",
    name: "Burp Suite",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Page("Burp proxy error:")],
        &[Page("<title>Burp Suite Professional</title>")],
        &[Page("<title>Burp Suite Community Edition</title>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.0 502 Bad gateway\r\n\r\nBurp proxy error: Invalid client request received: First line of request did not contain an absolute URL - try enabling invisible proxy support\r\n",
        ]),
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\n\r\n<html><head><title>Burp Suite Professional</title>",
            "HTTP/1.1 502 Bad Gateway\r\n\r\n<html><head><title>Burp Suite Community Edition</title>",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 200 OK\r\nServer: Burp Collaborator https://burpcollaborator.net/\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const CHARLES: Product = Product {
    id: "charles",
    name: "Charles",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Server("Charles$")], &[Page("<title>Charles Error Report</title>")]],
    examples: &[
        Example::answers(&["HTTP/1.0 503\r\nServer: Charles\r\n\r\n"]),
        Example::answers(&[
            "HTTP/1.1 503\r\nContent-Type: text/html\r\n\r\n<html>\n<head>\n<title>Charles Error Report</title>\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.0 503 Unavailable\r\nServer: Charles' very own server\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const FIDDLER: Product = Product {
    id: "fiddler",
    name: "Fiddler",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Page("[Fiddler] The connection to '")],
        &[Page("[Fiddler] The connection to the upstream proxy/gateway failed.")],
        &[Status("Fiddler - Gateway Connection Failed$")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html; charset=UTF-8\r\nConnection: close\r\nCache-Control: no-cache, must-revalidate\r\nTimestamp: 04:47:06.295\r\n\r\n[Fiddler] The connection to 'sink.example' failed. <br />Error: ConnectionRefused (0x274d). <br />",
        ]),
        Example::answers(&[
            "HTTP/1.1 502 Fiddler - Gateway Connection Failed\r\n\r\n[Fiddler] The connection to the upstream proxy/gateway failed.",
        ]),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 502 Bad Gateway\r\n\r\nfiddler: The connection"])],
    source: "https://docs.telerik.com/fiddler/",
};

pub(super) const GOST: Product = Product {
    id: "gost",
    name: "GOST",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Field("^Proxy-Agent: gost/{version}")],
        &[Field("^Proxy-Authenticate: Basic realm=\"gost\"$")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 200 Connection established\r\nProxy-Agent: gost/2.12.0\r\n\r\n",
        ])
        .version("2.12.0"),
        Example::answers(&[
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Agent: gost/3.0\r\nProxy-Authenticate: Basic realm=\"gost\"\r\n\r\n",
        ])
        .version("3.0"),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 200 OK\r\nServer: gost/2.12.0\r\n\r\n"])],
    source: "https://github.com/ginuerzh/gost/blob/master/http.go",
};

pub(super) const MITMPROXY: Product = Product {
    id: "mitmproxy",
    name: "mitmproxy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Server("mitmproxy {version}")],
        &[Field("^Proxy-Authenticate: Basic realm=\"mitmproxy\"$")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nServer: mitmproxy 11.0.2\r\nConnection: close\r\nContent-Type: text/html\r\ncontent-length: 178\r\n\r\n<html>\n<head>\n    <title>502 Bad Gateway</title>\n",
        ])
        .version("11.0.2"),
        Example::answers(&[
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"mitmproxy\"\r\ncontent-length: 129\r\n\r\n<html><head><title>407 Proxy Authentication Required</title></head>",
        ]),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 200 OK\r\nServer: mitmproxy 11.0.2\r\n\r\n"])],
    source: "https://github.com/mitmproxy/mitmproxy/blob/main/mitmproxy/proxy/layers/http/_http1.py",
};

pub(super) const OPENSSH: Product = Product {
    id: "openssh",
    name: "OpenSSH",
    speaks: Speaks::Ssh,
    built_on: &[],
    signs: &[&[Greeting("SSH-2.0-OpenSSH_{version}")]],
    examples: &[
        Example::greets("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\n").version("9.2p1"),
        Example::answers(&[
            "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\nInvalid SSH identification string.\r\n",
        ])
        .version("9.2p1"),
    ],
    look_alikes: &[Example::greets("SSH-2.0-ROSSSH\r\n")],
    source: "https://github.com/openssh/openssh-portable/blob/master/version.h",
};

/// The npm package of Apify.
pub(super) const PROXY_CHAIN: Product = Product {
    id: "proxy-chain",
    name: "proxy-chain",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Server("ProxyChain$")],
        &[Field("^proxy-authenticate: Basic realm=\"ProxyChain\"$")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 407 Proxy Authentication Required\r\nconnection: close\r\ncontent-length: 27\r\nserver: ProxyChain\r\ncontent-type: text/plain; charset=utf-8\r\nproxy-authenticate: Basic realm=\"ProxyChain\"\r\n\r\nProxy credentials required.",
        ]),
        Example::answers(&[
            "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 30\r\nserver: ProxyChain\r\ncontent-type: text/plain; charset=utf-8\r\n\r\nTarget \"/\" could not be parsed",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 594 Connection Refused\r\n\r\nConnection Refused",
    ])],
    source: "https://github.com/apify/proxy-chain/blob/master/src/server.ts",
};

pub(super) const PROXY_PY: Product = Product {
    id: "proxy-py",
    name: "proxy.py",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Field("^Proxy-agent: proxy.py v{version}")], &[Server("proxy.py v{version}")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nProxy-agent: proxy.py v2.4.10\r\nConnection: close\r\n\r\nBad Gateway",
        ])
        .version("2.4.10"),
        Example::answers(&[
            "HTTP/1.1 400 BAD REQUEST\r\nServer: proxy.py v2.4.10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ])
        .version("2.4.10"),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\nBad Gateway"])],
    source: "https://github.com/abhinavsingh/proxy.py/blob/develop/proxy/http/responses.py",
};

pub(super) const ZAP: Product = Product {
    id: "zap",
    name: "ZAP",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Page("ZAP Error [java.")], &[Page("ZAP SSL Error [javax.net.ssl.")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nZAP Error [java.net.UnknownHostException]: x.invalid",
        ]),
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nZAP SSL Error [javax.net.ssl.SSLException]: Unsupported record version",
        ]),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 502 Bad Gateway\r\n\r\nError [java.net]: zap"])],
    source: "https://github.com/zaproxy/zaproxy/blob/main/zap/src/main/java/org/parosproxy/paros/core/proxy/ProxyThread.java",
};
