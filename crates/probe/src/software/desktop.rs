//! What proxies that people run on Windows, mostly to share one line, say of themselves.

use super::Wording::{Field, Greeting, Page, Server};
use super::{Example, Product, Speaks};

pub(super) const ANALOGX: Product = Product {
    id: "analogx",
    name: "AnalogX Proxy",
    speaks: Speaks::Ftp,
    built_on: &[],
    signs: &[&[Greeting("220 {word} FTP AnalogX Proxy {version} (Release) ready")]],
    examples: &[
        Example::greets("220 host.example.org FTP AnalogX Proxy 4.15 (Release) ready\r\n")
            .version("4.15"),
        Example::greets("220 pc FTP AnalogX Proxy 4.14 (Release) ready\r\n").version("4.14"),
    ],
    look_alikes: &[Example::greets("220 AnalogX Proxy.example.org ready\r\n")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const CCPROXY: Product = Product {
    id: "ccproxy",
    name: "CCProxy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Field("^Proxy-agent: CCProxy {version}")],
        &[Field("^Proxy-Authenticate: Basic realm=\"CCProxy Authorization\"")],
        &[Server("CCProxy$")],
        &[Greeting("CCProxy Telnet>CCProxy Telnet Service Ready.")],
        &[Greeting("220-CCProxy FTP Service$")],
        &[Greeting("220-CCProxy FTP Service(Unregistered)")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.0 200 Connection established\r\nProxy-agent: CCProxy 6.2\r\n\r\n",
        ])
        .version("6.2"),
        Example::answers(&[
            "HTTP/1.0 407 Unauthorized\r\nServer: CCProxy\r\nProxy-Authenticate: Basic realm=\"CCProxy Authorization\"\r\n\r\n",
        ]),
        Example::greets("CCProxy Telnet>CCProxy Telnet Service Ready.\r\nCCProxy Telnet>"),
        Example::greets(
            "220-CCProxy FTP Service\r\n220-you need to input userid@site as login name.\r\n220 Example: user anonymous@ftp.netscape.com\r\n",
        ),
        Example::greets("220-CCProxy FTP Service(Unregistered)\r\n"),
    ],
    look_alikes: &[
        Example::greets("220 ccproxy.example.org FTP Service\r\n"),
        Example::answers(&["HTTP/1.0 200 OK\r\nServer: CCProxy\r\n\r\n"]),
    ],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const FREEPROXY: Product = Product {
    id: "freeproxy",
    name: "FreeProxy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Server("FreeProxy/{version}")]],
    examples: &[
        Example::answers(&["HTTP/1.0 400 Bad Request\r\nServer: FreeProxy/3.81\r\n\r\n"])
            .version("3.81"),
        Example::answers(&["HTTP/1.1 403 Forbidden\r\nServer: FreeProxy/4.10\r\n\r\n"])
            .version("4.10"),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 403 Forbidden\r\nServer: FreeProxy\r\n\r\n"])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const JANA_SERVER: Product = Product {
    id: "jana-server",
    name: "Jana Server",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Server("Jana-Server/{version}")],
        &[Greeting("220 Ftp service of Jana-Server ready")],
        &[Greeting("220 FTP Gateway at Jana Server ready")],
    ],
    examples: &[
        Example::answers(&["HTTP/1.0 403 Forbidden\r\nServer: Jana-Server/2.4.6.2\r\n\r\n"])
            .version("2.4.6.2"),
        Example::greets("220 Ftp service of Jana-Server ready\r\n"),
        Example::greets("220 FTP Gateway at Jana Server ready\r\n"),
    ],
    look_alikes: &[Example::greets("220 jana.example.org FTP service ready\r\n")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const PROXY_PLUS: Product = Product {
    id: "proxy-plus",
    name: "Proxy+",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Field("^Proxy-Authenticate: Basic realm=\"Proxy+ HTTP Proxy service\"")],
        &[Page("<b>Access denied due to Proxy+'s Security settings!</b>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.0 407 Proxy Authentication required\r\nContent-Type: text/html\r\nProxy-Authenticate: Basic realm=\"Proxy+ HTTP Proxy service\"\r\n\r\n",
        ]),
        Example::answers(&[
            "HTTP/1.0 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<html><body><br><b>Access denied due to Proxy+'s Security settings!</b>",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.0 407 Proxy Authentication required\r\nProxy-Authenticate: Basic realm=\"Proxy\"\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const TRAFFIC_INSPECTOR: Product = Product {
    id: "traffic-inspector",
    name: "Traffic Inspector",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Server("Traffic inspector HTTP/FTP Proxy server ({version})")],
        &[Server("Traffic inspector HTTP/FTP/Proxy server ({version})")],
        &[Server("Traffic Inspector HTTP/FTP/Proxy server ({version})")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 400 Bad Request \r\nServer: Traffic inspector HTTP/FTP Proxy server (1.1.4.150)\r\n\r\n",
        ])
        .version("1.1.4.150"),
        Example::answers(&[
            "HTTP/1.1 400 Bad Request \r\nServer: Traffic inspector HTTP/FTP/Proxy server (2.0.0.500)\r\n\r\n",
        ])
        .version("2.0.0.500"),
        Example::answers(&[
            "HTTP/1.1 407 Proxy Authentication Required\r\nServer: Traffic Inspector HTTP/FTP/Proxy server (3.0.2.921)\r\n\r\n",
        ])
        .version("3.0.2.921"),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 400 Bad Request\r\nServer: Traffic inspector\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const WINGATE: Product = Product {
    id: "wingate",
    name: "WinGate",
    speaks: Speaks::Telnet,
    built_on: &[],
    signs: &[
        &[Server("WinGate {version} (Build")],
        &[Server("WinGate Engine$")],
        &[Greeting("WinGate>")],
        &[Greeting("500 WinGate Engine Access Denied")],
        &[Greeting("220 WinGate Engine FTP Gateway ready")],
    ],
    examples: &[
        Example::greets("\u{fffd}\u{fffd}\u{1}\u{fffd}\u{fffd}\u{3}WinGate>"),
        Example::answers(&[
            "HTTP/1.1 400 Malformed Request\r\nServer: WinGate 6.1.1 (Build 1077)\r\n\r\n",
        ])
        .version("6.1.1"),
        Example::answers(&[
            "HTTP/1.1 403 Access denied\r\nCache-control: no-store, no-cache\r\nContent-Type: text/html\r\nContent-Length: 1207\r\nServer: WinGate Engine\r\n\r\n",
        ]),
        Example::greets("500 WinGate Engine Access Denied\r\n"),
        Example::greets("220 WinGate Engine FTP Gateway ready\r\n"),
    ],
    look_alikes: &[
        Example::greets("Welcome to wingate.example.org\r\nlogin: "),
        Example::greets("host WinGate> "),
    ],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

/// By Ositis, later Blue Coat.
pub(super) const WINPROXY: Product = Product {
    id: "winproxy",
    name: "WinProxy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Field("^Proxy-agent: BlueCoat-WinProxy$")],
        &[Greeting("220 WinProxy (Version {version}")],
        &[Greeting("220 WinProxy FTP Gateway ready, enter username@host[:port]")],
    ],
    examples: &[
        Example::answers(&["HTTP/1.0 403 Forbidden\r\nProxy-agent: BlueCoat-WinProxy\r\n\r\n"]),
        Example::greets("220 WinProxy (Version 5.1 R1a) ready.\r\n").version("5.1"),
        Example::greets("220 WinProxy FTP Gateway ready, enter username@host[:port]\r\n"),
    ],
    look_alikes: &[Example::greets("220 winproxy FTP Gateway ready\r\n")],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};
