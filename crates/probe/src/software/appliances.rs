//! What proxies in firewalls, routers and filtering gateways say of themselves.

use super::Wording::{Field, Greeting, Page, Server, Status, Via};
use super::{Example, Product, Speaks};

/// Made for `NetWare`.
pub(super) const BORDERMANAGER: Product = Product {
    id: "bordermanager",
    name: "Novell BorderManager",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Page("<title>BorderManager Information Alert</title>")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.0 403 Forbidden\r\nContent-Length: 1104\r\n\r\n<html><head><title>BorderManager Information Alert</title></head>",
        ]),
        Example::answers(&[
            "HTTP/1.0 504 Gateway Timeout\r\nContent-Length: 1203\r\n\r\n<HTML>\n<title>BorderManager Information Alert</title>",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.0 403 Forbidden\r\n\r\n<title>Information Alert</title>",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

/// The `IronPort` S-Series.
pub(super) const CISCO_SECURE_WEB: Product = Product {
    id: "cisco-secure-web",
    name: "Cisco Secure Web Appliance (AsyncOS)",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Via("{word} {word} (Cisco-WSA/{version})")],
        &[Via("{word} {word} (Cisco-WSA/X)")],
        &[Via("{word} {word} (Cisco-IronPort-WSA/{version})")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 301 Moved Permanently\r\nServer: nginx/1.12.1\r\nContent-Length: 185\r\nVia: 1.1 wsa.example.org:80 (Cisco-WSA/10.5.1-296)\r\nConnection: keep-alive\r\n\r\n",
        ])
        .version("10.5.1-296"),
        Example::answers(&[
            "HTTP/1.1 403 Forbidden\r\nVia: 1.1 proxy.example.org:80 (Cisco-IronPort-WSA/7.5.0-833)\r\n\r\n",
        ])
        .version("7.5.0-833"),
        Example::answers(&[
            "HTTP/1.1 200 OK\r\nVia: 1.1 wsa.example.org:80 (Cisco-WSA/X)\r\n\r\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 200 OK\r\nVia: 1.1 Cisco-WSA/8.8.0-085:80 (squid/3.5)\r\n\r\n",
    ])],
    source: "https://www.cisco.com/c/en/us/support/security/web-security-appliance/series.html",
};

/// The explicit proxy of Fortinet's firewalls.
pub(super) const FORTIOS: Product = Product {
    id: "fortios",
    name: "FortiOS explicit web proxy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Field("^Proxy-Agent: Fortinet-Proxy/1.0$")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 200 Connection established\r\nProxy-Agent: Fortinet-Proxy/1.0\r\n\r\n",
        ]),
        Example::answers(&[
            "HTTP/1.1 403 Forbidden\r\nProxy-Agent: Fortinet-Proxy/1.0\r\nContent-Type: text/html\r\n\r\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 403 Forbidden\r\nServer: Fortinet-Proxy/1.0\r\n\r\n",
    ])],
    source: "https://docs.fortinet.com/document/fortigate/latest/administration-guide",
};

/// `WinRoute` before.
pub(super) const KERIO_CONTROL: Product = Product {
    id: "kerio-control",
    name: "Kerio Control",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Page("<i>This message was created by Kerio Control Proxy</i>")],
        &[Page("<i>This message was created by WinRoute Proxy</i>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.0 400 Bad Request\r\nContent-Type: text/html\r\nPragma: no-cache\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>Invalid request<P><HR><i>This message was created by Kerio Control Proxy</i></body></html>",
        ]),
        Example::answers(&[
            "HTTP/1.0 400 Bad Request\r\nContent-Type: text/html\r\nPragma: no-cache\r\nConnection: close\r\nContent-Type: text/html; charset=us-ascii\r\n\r\n<html><body>Invalid request<P><HR><i>This message was created by WinRoute Proxy</i></body></html>",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.0 400 Bad Request\r\nServer: Kerio Connect 9.2\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

/// Webwasher before, Skyhigh Secure Web Gateway since.
pub(super) const MCAFEE_WEB_GATEWAY: Product = Product {
    id: "mcafee-web-gateway",
    name: "McAfee Web Gateway",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Via("{word} {word} (McAfee Web Gateway {version})")],
        &[Greeting("220 McAfee Web Gateway {version}")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 200 OK\r\nVia: 1.1 27a40883692bd2d0fc9f21eedec9bbce.cloudfront.net (CloudFront), 1.1 192.0.2.34 (McAfee Web Gateway 11.2.6.43601)\r\nX-Cache: Miss from cloudfront\r\nConnection: Keep-Alive\r\n\r\n",
        ])
        .version("11.2.6.43601"),
        Example::greets("220 McAfee Web Gateway 7.3.2 - build: 15521\r\n").version("7.3.2"),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 200 OK\r\nVia: 1.1 192.0.2.34 (McAfee Web Gateway 11.2.6.43601), 1.1 proxy.example.org (squid/5.7)\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const MICROSOFT_TMG: Product = Product {
    id: "microsoft-tmg",
    name: "Microsoft Forefront TMG (ISA Server)",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Status("( Forefront TMG requires authorization to fulfill the request.")],
        &[Status("( The ISA Server requires authorization to fulfill the request.")],
        &[Status("( The Uniform Resource Locator (URL) does not use a recognized protocol.")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 407 Proxy Authentication Required ( Forefront TMG requires authorization to fulfill the request. Access to the Web Proxy filter is denied.  )\r\nVia: 1.1 TMG\r\nProxy-Authenticate: NTLM\r\n\r\n",
        ]),
        Example::answers(&[
            "HTTP/1.1 407 Proxy Authentication Required ( The ISA Server requires authorization to fulfill the request. Access to the Web Proxy service is denied.  )\r\n\r\n",
        ]),
        Example::answers(&[
            "HTTP/1.1 502 Proxy Error ( The Uniform Resource Locator (URL) does not use a recognized protocol. Either the protocol is not supported or the request was not typed correctly. Confirm that a valid protocol is in use (for example, HTTP for a Web request).  )\r\nVia: 1.1 ISA\r\n\r\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 407 Proxy Authentication Required\r\nVia: 1.1 TMG\r\nProxy-Authenticate: NTLM\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

/// The web proxy of `RouterOS`.
pub(super) const MIKROTIK: Product = Product {
    id: "mikrotik",
    name: "MikroTik RouterOS web proxy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Page("(Mikrotik HttpProxy)")], &[Server("Mikrotik HttpProxy$")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.0 502 Bad Gateway\r\nContent-Type: text/html\r\nProxy-Connection: close\r\n\r\n<html><head><title>Error: 502 Bad Gateway</title></head>\n<body>\n<h1>Error: 502 Bad Gateway</h1>\n<p>Generated Sun, 22 Nov 2026 19:27:40 GMT by 192.0.2.39 (Mikrotik HttpProxy)\n",
        ]),
        Example::answers(&[
            "HTTP/1.0 403 Forbidden\r\nContent-Length: 461\r\nServer: Mikrotik HttpProxy\r\nProxy-Connection: close\r\n\r\n",
        ]),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.0 200 OK\r\nServer: Mikrotik HttpProxy\r\n\r\n"])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

/// Astaro Security Gateway before.
pub(super) const SOPHOS_UTM: Product = Product {
    id: "sophos-utm",
    name: "Sophos UTM",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Page("http://passthrough.fw-notify.net/static/default.css\"")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nConnection : close\r\n\r\n<html>\n<head>\n<title>The requested URL could not be retrieved</title>\n<link href=\"http://passthrough.fw-notify.net/static/default.css\" rel=\"stylesheet\"",
        ]),
        Example::answers(&[
            "HTTP/1.1 403 Forbidden\r\n\r\n<title>Content blocked</title>\n    <link href=\"http://passthrough.fw-notify.net/static/default.css\" rel=\"stylesheet\" type=\"text/css\" />\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 502 Bad Gateway\r\n\r\n<title>The requested URL could not be retrieved</title>",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const ZSCALER: Product = Product {
    id: "zscaler",
    name: "Zscaler",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Server("Zscaler/{version}")],
        &[Greeting("220 Zscaler/{version}: USER expected (Unix syntax)")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nServer: Zscaler/6.2\r\nCache-Control: no-cache\r\nContent-length: 15497\r\n\r\n",
        ])
        .version("6.2"),
        Example::greets("220 Zscaler/5.6: USER expected (Unix syntax)\r\n").version("5.6"),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 200 OK\r\nServer: Zscaler/6.2\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};
