"""A mail merge: the text of one letter as a template, an EmailMessage with text and attachments for each contact."""

import email
import email.policy
import json
import resource
import string
import sys
from email.message import EmailMessage

sample = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.SMTP)
parts = [part for part in sample.walk() if not part.is_multipart()]
text = string.Template(parts[0].get_content().replace("$", "$$").replace("198.51.0.0", "$address"))
files = [
    (part.get_filename(), part.get_content_maintype(), part.get_content_subtype(), part.get_payload(decode=True))
    for part in parts[1:]
]
count, size = int(sys.argv[2]), 0
before = resource.getrusage(resource.RUSAGE_SELF)
for number in range(count):
    address = f"198.51.{number // 256 % 256}.{number % 256}"
    message = EmailMessage(policy=email.policy.SMTP)
    for name in ["From", "Subject", "Date", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"]:
        message[name] = str(sample[name])
    message["To"] = f"abuse@network-{number}.example"
    message["Message-ID"] = f"<{number}@cert.example>"
    message.set_content(text.substitute(address=address))
    for name, maintype, subtype, content in files:
        message.add_attachment(
            content.replace(b"198.51.0.0", address.encode()), maintype=maintype, subtype=subtype, filename=name
        )
    size += len(message.as_bytes())
after = resource.getrusage(resource.RUSAGE_SELF)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps({"letters": count, "seconds": seconds, "bytes": size // count}))
