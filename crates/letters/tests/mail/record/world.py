"""The world around a server whose bounces are recorded: names, mailboxes that refuse, and where bounces arrive.

Names (on 192.0.2.53): remote.example, dead.example and cert.example have mail servers, gone.example does not exist,
null.example takes no mail (RFC 7505). remote.example refuses by the local part, dead.example refuses connections.
What comes for cert.example is written to the folder in the first argument, with its return path in front.
"""

import os
import socket
import socketserver
import struct
import sys
import threading

OUT = sys.argv[1]

A = {
    "mx.remote.example": "192.0.2.2",
    "mx.cert.example": "192.0.2.3",
    "mx.dead.example": "192.0.2.9",
    "mx.example.net": "192.0.2.1",
    "remote.example": "192.0.2.2",
}
MX = {
    "remote.example": "mx.remote.example",
    "cert.example": "mx.cert.example",
    "dead.example": "mx.dead.example",
    "example.net": "mx.example.net",
    "null.example": "",
}
REFUSALS = {
    "unknown": "550 5.1.1 <{}>: Recipient address rejected: User unknown in virtual mailbox table",
    "plain": "550 No such user here",
    "full": "552 5.2.2 The mailbox is over quota",
    "policy": "550 5.7.1 Message rejected by local policy, see https://remote.example/policy",
    "blocked": "554 Service unavailable; Client host [192.0.2.1] blocked using dnsbl.example",
    "later": "451 4.7.1 Greylisting in action, please come back later",
    "disabled": "550 5.2.1 The mail account is disabled",
}


def name(text):
    parts = [bytes([len(it)]) + it.encode() for it in text.split(".") if it]
    return b"".join(parts) + b"\0"


class Names(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        at, labels = 12, []
        while data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode("latin-1"))
            at += 1 + data[at]
        asked = ".".join(labels).lower()
        question = data[12 : at + 5]
        (kind,) = struct.unpack("!H", data[at + 1 : at + 3])
        record = b""
        if kind == 1 and asked in A:
            record = socket.inet_aton(A[asked])
        elif kind == 15 and asked in MX:
            record = struct.pack("!H", 10 if MX[asked] else 0) + name(MX[asked])
        elif kind == 12 and asked.endswith(".2.0.192.in-addr.arpa"):
            found = [it for it, ip in A.items() if ip == "192.0.2." + asked.split(".")[0]]
            record = name(found[0]) if found else b""
        known = asked in A or asked in MX or record
        answer = b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(record)) + record if record else b""
        flags = 0x8580 if known else 0x8583
        head = data[:2] + struct.pack("!HHHHH", flags, 1, 1 if record else 0, 0, 0)
        sock.sendto(head + question + answer, self.client_address)


class Mail(socketserver.StreamRequestHandler):
    lock, count = threading.Lock(), 0

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        ours = self.server.server_address[0] == "192.0.2.3"
        self.say("220 %s ESMTP" % ("mx.cert.example" if ours else "mx.remote.example"))
        sender, recipients = "", []
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            verb = line[:4].upper()
            if verb == "EHLO":
                self.say("250-ready")
                self.say("250-ENHANCEDSTATUSCODES")
                self.say("250-8BITMIME")
                self.say("250 SIZE %d" % (10_000_000 if ours else 100_000))
            elif verb == "MAIL":
                sender, recipients = line[10:].split(">")[0].lstrip(" <"), []
                self.say("250 2.1.0 Ok")
            elif verb == "RCPT":
                address = line[8:].split(">")[0].lstrip(" <")
                refusal = None if ours else REFUSALS.get(address.split("@")[0])
                if refusal:
                    self.say(refusal.format(address))
                else:
                    recipients.append(address)
                    self.say("250 2.1.5 Ok")
            elif verb == "DATA":
                if not recipients:
                    self.say("554 5.5.1 no valid recipients")
                    continue
                self.say("354 go on")
                body = []
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    body.append(part[1:] if part.startswith(b".") else part)
                if ours:
                    self.keep(sender, recipients, b"".join(body))
                self.say("550 5.6.0 content refused" if "content" in str(recipients) else "250 2.0.0 Ok")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 2.0.0 Ok")

    def keep(self, sender, recipients, body):
        with Mail.lock:
            Mail.count += 1
            # bounce+5.1.1@cert.example: what the letter was about is in the address.
            what = recipients[0].split("@")[0].partition("+")[2] or "mail"
            path = os.path.join(OUT, "%s.%d.eml" % (what, Mail.count))
        head = "Return-Path: <%s>\r\n" % sender
        with open(path, "wb") as file:
            file.write(head.encode() + body)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 100


threading.Thread(target=socketserver.ThreadingUDPServer(("192.0.2.53", 53), Names).serve_forever, daemon=True).start()
threading.Thread(target=Server(("192.0.2.2", 25), Mail).serve_forever, daemon=True).start()
Server(("192.0.2.3", 25), Mail).serve_forever()
