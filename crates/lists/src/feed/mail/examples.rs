//! Messages that report abuse, and some that look like it.

use super::super::Example;

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        name: "arf.eml",
        text: b"From: Example CERT <operation@cert.example>\r\nTo: abuse@example.net\r\nSubject: FW: cheap\r\nDate: Fri, 20 Nov 2026 06:00:00 +0000\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/report; report-type=feedback-report; boundary=\"b\"\r\n\r\n\
            --b\r\nContent-Type: text/plain\r\n\r\nThis is a report about a message from 192.0.2.25.\r\n\
            --b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\nArrival-Date: Fri, 20 Nov 2026 01:00:00 +0000\r\nSource-IP: 192.0.2.25\r\nSource-Port: 40123\r\n\r\n\
            --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@invalid.example\r\nSubject: cheap\r\n\r\nbuy\r\n--b--\r\n",
        suspects: &["192.0.2.25"],
        passed: &[],
        rejected: &[],
    },
    Example {
        name: "xarf.eml",
        text: b"From: operation@cert.example\nTo: abuse@example.net\nDate: Fri, 20 Nov 2026 06:00:00 +0000\nMIME-Version: 1.0\n\
            Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n\
            --b\nContent-Type: text/plain\n\nOpen relay at 192.0.2.25.\n\
            --b\nContent-Type: message/feedback-report\n\nFeedback-Type: xarf\nUser-Agent: x/1\nVersion: 1\n\n\
            --b\nContent-Type: application/json; name=xarf.json\nContent-Transfer-Encoding: base64\n\n\
            eyJ4YXJmX3ZlcnNpb24iOiI0LjAuMCIsInNvdXJjZV9pZGVudGlmaWVyIjoiMTkyLjAuMi4yNSIsImNhdGVnb3J5IjoidnVsbmVyYWJp\nbGl0eSIsInR5cGUiOiJtaXNjb25maWd1cmF0aW9uIiwibWlzY29uZmlndXJhdGlvbl90eXBlIjoib3Blbl9yZWxheSJ9\n--b--\n",
        suspects: &["192.0.2.25:25 open-relay"],
        passed: &[],
        rejected: &[],
    },
    Example {
        name: "old.eml",
        text: b"From: operation@cert.example\nTo: abuse@example.net\nX-XARF: PLAIN\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
            --b\nContent-Type: text/plain\n\nDear colleague,\nthere is an open proxy.\n\
            --b\nContent-Type: text/plain; name=\"report.txt\"\n\nReported-From: operation@cert.example\nCategory: abuse\nReport-Type: open-proxy\nDate: Fri, 20 Nov 2026 04:10:11 +0000\nSource: 203.0.113.77\nSource-Type: ipv4\nPort: 1080\nService: socks\n--b--\n",
        suspects: &["203.0.113.77:1080 open-proxy"],
        passed: &[],
        rejected: &[],
    },
    Example {
        name: "mbox",
        text: b"From operation@cert.example Fri Nov 20 06:00:00 2026\nFrom: operation@cert.example\nDate: Fri, 20 Nov 2026 06:00:00 +0000\nSubject: a human\n\nThe proxy is closed.\n>From here on, too.\n\n\
            From operation@cert.example Fri Nov 20 06:00:01 2026\nFrom: operation@cert.example\nDate: Fri, 20 Nov 2026 06:00:01 +0000\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nAn open proxy.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: other\nSource-IP: 192.0.2.10\n\n--b--\n\n\
            From operation@cert.example Fri Nov 20 06:00:02 2026\nFrom: operation@cert.example\nDate: Fri, 20 Nov 2026 06:00:02 +0000\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: not-spam\nSource-IP: 192.0.2.11\n\n--b--\n\n\
            From operation@cert.example Fri Nov 20 06:00:03 2026\nFrom: operation@cert.example\nDate: Fri, 20 Nov 2026 06:00:03 +0000\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nSource-IP: localhost\n\n--b--\n\n\
            From operation@cert.example Fri Nov 20 06:00:04 2026\nthis is no message\n",
        suspects: &["192.0.2.10 open-proxy"],
        passed: &[1, 27],
        rejected: &[41, 55],
    },
];
