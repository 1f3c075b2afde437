//! One file of every type, and what it comes to.

use crate::feed::Example;

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        name: "relays.ip4set",
        text: b"$SOA 3600 ns.example.net hostmaster.example.net 0 3600 600 86400 300\n$NS 3600 ns.example.net\n$TTL 300\n:127.0.0.2:Open relay - see https://example.net/l?$\n127.0.0.2\n192.0.2.25\n192.0.2.64/28 :127.0.0.3:Open proxy range $\n198.51.100.16-198.51.100.23\n!198.51.100.20\n203.0.113 :127.0.0.3:Open proxy /24 shorthand $\n",
        suspects: &[
            "192.0.2.25:25 open-relay",
            "192.0.2.64/28 open-proxy",
            "198.51.100.16/30 port 25 open-relay",
            "198.51.100.21:25 open-relay",
            "198.51.100.22/31 port 25 open-relay",
            "203.0.113.0/24 open-proxy",
        ],
        passed: &[5, 9],
        rejected: &[],
    },
    Example {
        // The finer step counts: 198.51.100.7 is listed although its /24 is excluded, 192.0.2.9 is not.
        name: "steps.ip4set",
        text: b"!198.51.100\n!192.0.2.9\n198.51.100.7\n192.0.2.9\n198.51.100/24\n192.0.2.8/31 # both\n$1 Open proxy\n192.168.1-2 $1 seen twice\n203.0.113.1-9 :5\n192.0.2.1/24\n192.0.2.7 :what:\n1.2.3.4.5\n$ORIGIN example.net.\n$MAXRANGE4 /24\n10.0.0.0/23\n",
        suspects: &[
            "198.51.100.7",
            "192.0.2.8",
            "192.168.1.0/24 open-proxy",
            "192.168.2.0/24 open-proxy",
            "203.0.113.1",
            "203.0.113.2/31",
            "203.0.113.4/30",
            "203.0.113.8/31",
        ],
        passed: &[1, 2, 4, 5],
        rejected: &[10, 11, 12, 13, 15],
    },
    Example {
        name: "proxies.ip4tset",
        text: b":127.0.0.3:Open proxy $\n127.0.0.2\n192.0.2.10\n198.51.100.23 whatever: this is not read\n:127.0.0.2:Open relay $\n192.0.2.0/28\n!192.0.2.10\n",
        suspects: &["192.0.2.10 open-proxy", "198.51.100.23 open-proxy"],
        passed: &[2],
        rejected: &[6, 7],
    },
    Example {
        name: "nets.ip4trie",
        text: b"$TIMESTAMP 2026:11:20:00:05:00 +1d\n:2:\n!192.0.2.0/29\n192.0.2.0/28 this relay is open\n192.0.2.4\n192.0.2.1-192.0.2.3\n!198.51.100.0/24\n198.51.100.0/24\n",
        suspects: &["192.0.2.8/29 port 25 open-relay", "192.0.2.4"],
        passed: &[3, 7, 8],
        rejected: &[6],
    },
    Example {
        name: "proxies6.ip6trie",
        text: b":127.0.0.3:Open proxy $\n::ffff:7f00:2\n2001:db8:10::25\n2001:db8:20::/126\n!2001:db8:20::1\n2001:db8:30:1 :4: a relay\n2001\n2001:db8::1/32\n",
        suspects: &[
            "2001:db8:10::25 open-proxy",
            "2001:db8:20:: open-proxy",
            "2001:db8:20::2/127 open-proxy",
            "2001:db8:30:1::/64 port 25 open-relay",
        ],
        passed: &[2, 5],
        rejected: &[7, 8],
    },
    Example {
        name: "ip6tset:halves",
        text: b":127.0.0.3:Open proxy $\n2001:db8:20:1\n!2001:db8:20:2::\n2001:db8:20::1\n2001:db8:20::/64\n!2001:db8:20:3\n",
        suspects: &["2001:db8:20:1::/64 open-proxy"],
        passed: &[3],
        rejected: &[4, 5, 6],
    },
    Example {
        name: "domains.dnset",
        text: b":127.0.0.4:Open proxy $\nexample.com\n.example.org :5:with more\n*.example.net\n!www.example.net\n..\nexample.com :x:\n",
        suspects: &[],
        passed: &[2, 3, 4, 5],
        rejected: &[6, 7],
    },
    Example {
        name: "extra.generic",
        text: b"$NS 0 ns1.example.net\n@ A 192.0.2.80\n25.2.0.192 3600 IN A 127.0.0.2\n25.2.0.192 TXT \"an open relay\"\n10.2.0.192 A 127.0.0.3\nmail MX 10 mx.example.net\nwww CNAME example.net\n",
        suspects: &["192.0.2.25:25 open-relay", "192.0.2.10"],
        passed: &[2, 6],
        rejected: &[7],
    },
    Example {
        name: "all.combined",
        text: b"$SOA 3600 ns.example.net hostmaster.example.net 0 3600 600 86400 300\n$NS 3600 ns.example.net\n$DATASET ip4set relays @\n:127.0.0.2:see https://example.net/$\n127.0.0.2\n192.0.2.25\n$DATASET ip4trie:more proxies\n:127.0.0.3:Open proxy $\n127.0.0.3\n192.0.2.10\n$DATASET generic relays\n26.2.0.192 A 127.0.0.2\n$DATASET dnset domains\nexample.com\n$DATASET nothing x\n$DATASET ip4set a\n$1 open relay\n192.0.2.27 $1\n$DATASET ip4set b\n$1 open proxy\n192.0.2.11 $1\n",
        suspects: &[
            "192.0.2.25:25 open-relay",
            "127.0.0.3 open-proxy",
            "192.0.2.10 open-proxy",
            "192.0.2.26:25 open-relay",
            "192.0.2.27:25 open-relay",
            "192.0.2.11 open-proxy",
        ],
        passed: &[5, 14],
        rejected: &[15],
    },
    Example {
        name: "clients.acl",
        text: b"$MAXRANGE4 256\n:refuse\n192.0.2.0/24 :ignore\n192.0.2.7 =pass\n::1 :empty\n2001:db8::/32 :127.0.0.2:all is listed\n198.51.100.0/23\n192.0.2.9 =what\nlocalhost\n",
        suspects: &[],
        passed: &[3, 4, 5, 6],
        rejected: &[7, 8, 9],
    },
];
