//! What web servers and load balancers, which pass requests on by a setting, say of themselves.
//!
//! Whether such a one is a proxy for strangers says the verdict and not its name.

use super::Wording::{Field, Page, Server, Via};
use super::{Example, Product, Speaks};

pub(super) const APACHE_HTTPD: Product = Product {
    id: "apache-httpd",
    name: "Apache HTTP Server",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Via("{word} {word} (Apache/{version}")],
        &[Field("^Proxy-agent: Apache/{version}")],
        &[Field("^Proxy-agent: Apache$")],
        &[Server("Apache/{version}")],
        &[Server("Apache$")],
        &[Page("<address>Apache/{version}")],
        &[Page("The proxy server could not handle the request<p>Reason: <strong>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 200 OK\r\nServer: Apache/2.4.71 (Debian)\r\nContent-Length: 6\r\nContent-Type: text/plain\r\nVia: 1.1 proxy.example.org:9080 (Apache/2.4.71)\r\nConnection: close\r\n\r\ntoken\n",
        ])
        .version("2.4.71"),
        Example::answers(&[
            "HTTP/1.0 200 Connection Established\r\nProxy-agent: Apache/2.4.71 (Debian)\r\n\r\n",
        ])
        .version("2.4.71"),
        Example::answers(&[
            "HTTP/1.1 500 Proxy Error\r\nServer: Apache/2.4.71 (Debian)\r\nContent-Length: 376\r\nConnection: close\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<h1>Proxy Error</h1>\nThe proxy server could not handle the request<p>Reason: <strong>DNS lookup failure for: x.invalid</strong></p><p />\n<hr>\n<address>Apache/2.4.71 (Debian) Server at x.invalid Port 80</address>\n</body></html>\n",
        ])
        .version("2.4.71"),
        Example::answers(&[
            "HTTP/1.0 200 Connection Established\r\nProxy-agent: Apache\r\n\r\n",
            "HTTP/1.1 403 Forbidden\r\nServer: Apache\r\n\r\n",
        ]),
    ],
    look_alikes: &[
        Example::answers(&["HTTP/1.1 200 OK\r\nServer: Apache/2.4.71 (Debian)\r\n\r\n"]),
        Example::answers(&["HTTP/1.1 400 Bad Request\r\nServer: Apache-Coyote/1.1\r\n\r\n"]),
        Example::answers(&[
            "HTTP/1.1 403 Forbidden\r\nServer: Apache/2.4.71\r\nVia: 1.1 proxy.example.org (squid/5.7)\r\n\r\n",
        ]),
    ],
    source: "https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxyvia",
};

pub(super) const CADDY: Product = Product {
    id: "caddy",
    name: "Caddy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Via("{word} Caddy$")], &[Server("Caddy$")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nServer: Caddy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ]),
        Example::answers(&[
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nServer: uvicorn\r\nVia: 1.1 Caddy\r\n\r\ntoken\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 501 Not Implemented\r\nServer: Caddy\r\nServer: BaseHTTP/0.6 Python/3.11.7\r\n\r\n",
    ])],
    source: "https://caddyserver.com/docs/caddyfile/directives/reverse_proxy",
};

pub(super) const CERN_HTTPD: Product = Product {
    id: "cern-httpd",
    name: "CERN httpd",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Server("CERN/{version}")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.0 403 Forbidden\r\nMIME-Version: 1.0\r\nServer: CERN/3.0A\r\nContent-Type: text/html\r\n\r\n",
        ])
        .version("3.0A"),
        Example::answers(&["HTTP/1.0 400 Invalid request\r\nServer: CERN/3.0\r\n\r\n"])
            .version("3.0"),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.0 403 Forbidden\r\nServer: CERN\r\n\r\n"])],
    source: "https://www.w3.org/Daemon/",
};

pub(super) const ENVOY: Product = Product {
    id: "envoy",
    name: "Envoy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Server("envoy$")],
        &[Server("istio-envoy$")],
        &[Page("upstream connect error or disconnect/reset before headers.")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 91\r\ncontent-type: text/plain\r\nserver: envoy\r\n\r\nupstream connect error or disconnect/reset before headers. reset reason: connection failure",
        ]),
        Example::answers(&["HTTP/1.1 403 Forbidden\r\nserver: istio-envoy\r\n\r\n"]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 200 OK\r\nserver: envoy\r\nx-envoy-upstream-service-time: 272\r\n\r\n",
    ])],
    source: "https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers",
};

pub(super) const H2O: Product = Product {
    id: "h2o",
    name: "H2O",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Server("h2o/{version}")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 502 Gateway Error\r\nConnection: close\r\nContent-Length: 17\r\nServer: h2o/2.2.5\r\ncontent-type: text/plain; charset=utf-8\r\n\r\nconnection failed",
        ])
        .version("2.2.5"),
        Example::answers(&["HTTP/1.1 400 Bad Request\r\nServer: h2o/2.2.0\r\n\r\n"]).version("2.2.0"),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 200 OK\r\nServer: h2o/2.2.5\r\n\r\ntoken\n"])],
    source: "https://h2o.examp1e.net/configure/proxy_directives.html",
};

pub(super) const HAPROXY: Product = Product {
    id: "haproxy",
    name: "HAProxy",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[
            Page("No server is available to handle this request.$"),
            Page("<html><body><h1>503 Service Unavailable</h1>$"),
        ],
        &[
            Page("Your browser sent an invalid request.$"),
            Page("<html><body><h1>400 Bad request</h1>$"),
        ],
        &[
            Page("Request forbidden by administrative rules.$"),
            Page("<html><body><h1>403 Forbidden</h1>$"),
        ],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 107\r\ncache-control: no-cache\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n",
        ]),
        Example::answers(&[
            "HTTP/1.1 400 Bad request\r\ncontent-length: 90\r\ncache-control: no-cache\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n",
            "HTTP/1.0 403 Forbidden\r\ncache-control: no-cache\r\n\r\n<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 503 Service Unavailable\r\n\r\n<html><body><h1>503 Service Unavailable</h1>\n</body></html>",
    ])],
    source: "https://github.com/haproxy/haproxy/blob/master/src/http_htx.c",
};

pub(super) const LIGHTTPD: Product = Product {
    id: "lighttpd",
    name: "lighttpd",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[&[Server("lighttpd/{version}")], &[Server("lighttpd$")]],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\nContent-Length: 361\r\nConnection: close\r\nServer: lighttpd/1.4.69\r\n\r\n",
        ])
        .version("1.4.69"),
        Example::answers(&["HTTP/1.1 501 Not Implemented\r\nServer: lighttpd\r\n\r\n"]),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 200 OK\r\nServer: lighttpd/1.4.69\r\n\r\n"])],
    source: "https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_proxy",
};

/// The Application Request Routing of IIS.
pub(super) const MICROSOFT_ARR: Product = Product {
    id: "microsoft-arr",
    name: "Microsoft IIS with Application Request Routing",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Field("^X-Powered-By: ARR/{version}")],
        &[Page("<h2>502 - Web server received an invalid response while acting as a gateway or proxy server.</h2>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/8.5\r\nX-Powered-By: ARR/2.5\r\nX-Powered-By: ASP.NET\r\n\r\ntoken\n",
        ])
        .version("2.5"),
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nX-Powered-By: ASP.NET\r\n\r\n<h2>502 - Web server received an invalid response while acting as a gateway or proxy server.</h2>\r\n",
        ]),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/8.5\r\nX-Powered-By: ASP.NET\r\n\r\n",
    ])],
    source: "https://learn.microsoft.com/en-us/iis/extensions/configuring-application-request-routing-arr/creating-a-forward-proxy-using-application-request-routing",
};

/// Netscape's first, then iPlanet's, Sun's and Oracle's.
pub(super) const NETSCAPE_PROXY: Product = Product {
    id: "netscape-proxy",
    name: "Sun Java System Web Proxy Server",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Field("^Proxy-agent: Sun-Java-System-Web-Proxy-Server/{version}")],
        &[Field("^Proxy-agent: iPlanet-Web-Proxy-Server/{version}")],
        &[Field("^Proxy-agent: Netscape-Proxy/{version}")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 200 OK\r\nContent-length: 437\r\nServer: PAT/1.0\r\nVia: 1.1 proxy.example.org\r\nProxy-agent: Sun-Java-System-Web-Proxy-Server/4.0\r\nConnection: close\r\n\r\n",
        ])
        .version("4.0"),
        Example::answers(&[
            "HTTP/1.1 403 Forbidden\r\nProxy-agent: iPlanet-Web-Proxy-Server/3.6\r\n\r\n",
        ])
        .version("3.6"),
        Example::answers(&["HTTP/1.0 200 OK\r\nProxy-agent: Netscape-Proxy/3.52\r\n\r\n"])
            .version("3.52"),
    ],
    look_alikes: &[Example::answers(&[
        "HTTP/1.1 200 OK\r\nServer: Sun-Java-System-Web-Proxy-Server/4.0\r\n\r\n",
    ])],
    source: "https://svn.nmap.org/nmap/nmap-service-probes",
};

pub(super) const NGINX: Product = Product {
    id: "nginx",
    name: "nginx",
    speaks: Speaks::Http,
    built_on: &[],
    signs: &[
        &[Server("nginx/{version}")],
        &[Server("nginx$")],
        &[Page("<hr><center>nginx/{version}</center>")],
        &[Page("<hr><center>nginx</center>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\nContent-Length: 157\r\nConnection: close\r\n\r\n<html>\r\n<head><title>400 Bad Request</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n",
        ])
        .version("1.22.1"),
        Example::answers(&[
            "HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\n\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n",
        ]),
    ],
    look_alikes: &[
        Example::answers(&["HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\n\r\ntoken\n"]),
        Example::answers(&["HTTP/1.1 502 Bad Gateway\r\nServer: nginx-like\r\n\r\n"]),
    ],
    source: "https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens",
};

pub(super) const OPENRESTY: Product = Product {
    id: "openresty",
    name: "OpenResty",
    speaks: Speaks::Http,
    built_on: &["nginx"],
    signs: &[
        &[Server("openresty/{version}")],
        &[Server("openresty$")],
        &[Page("<hr><center>openresty/{version}</center>")],
    ],
    examples: &[
        Example::answers(&[
            "HTTP/1.1 400 Bad Request\r\nServer: openresty/1.15.8.1\r\nContent-Type: text/html\r\n\r\n<hr><center>openresty/1.15.8.1</center>\r\n",
        ])
        .version("1.15.8.1"),
        Example::answers(&["HTTP/1.1 502 Bad Gateway\r\nServer: openresty\r\n\r\n"]),
    ],
    look_alikes: &[Example::answers(&["HTTP/1.1 200 OK\r\nServer: openresty/1.15.8.1\r\n\r\n"])],
    source: "https://openresty.org/en/",
};
