"""Hands letters to the server on 192.0.2.1, one for each way in which they can come back.

Named addresses get one that looks as if a person had written it: those who answer leave the others alone. So does "warned": Exim sends no warning about what a machine wrote.
"""

import smtplib
import sys

ADDRESSES = {
    "unknown": "unknown@remote.example",
    "plain": "plain@remote.example",
    "full": "full@remote.example",
    "policy": "policy@remote.example",
    "blocked": "blocked@remote.example",
    "content": "content@remote.example",
    "domain": "abuse@gone.example",
    "null-mx": "abuse@null.example",
    "large": "abuse@remote.example",
    "local": "nobody.here@example.net",
    "delay": "later@remote.example",
    "warned": "later@remote.example",
    "dead": "abuse@dead.example",
    "several": ["unknown@remote.example", "full@remote.example", "abuse@gone.example"],
}


def letter(what, recipients):
    lines = [
        "From: Example CERT <operation@cert.example>",
        "To: " + ", ".join(recipients),
        "Subject: [case-2026-42] Open relay in your network",
        "Message-ID: <%s.42@cert.example>" % what,
        "Date: Mon, 23 Nov 2026 06:00:00 +0000",
        *(["Auto-Submitted: auto-generated"] if what in ADDRESSES and what != "warned" else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Dear operator,",
        "the mail server 192.0.2.25 is open. Is it fixed?",
    ]
    if what == "large":
        lines += ["x" * 70] * 3000
    return "\r\n".join(lines) + "\r\n"


for what in sys.argv[1:] or ADDRESSES:
    recipients = ADDRESSES.get(what, what)
    recipients = recipients if isinstance(recipients, list) else [recipients]
    what = what.split("@")[0]
    try:
        with smtplib.SMTP("192.0.2.1", 25, "cert.example", timeout=20) as server:
            # Those who answer leave whoever is called "bounce" alone, too.
            sender = "bounce" if what in ADDRESSES else "operation"
            server.sendmail("%s+%s@cert.example" % (sender, what), recipients, letter(what, recipients))
    except (smtplib.SMTPException, OSError) as error:
        print(what, error)
