"""What Python makes of a letter: by_python.py dkim|defects|text FILE."""

import email
import email.policy
import sys

import dkim

what, path = sys.argv[1:]
with open(path, "rb") as file:
    raw = file.read()
message = email.message_from_bytes(raw, policy=email.policy.default)

if what == "dkim":
    count = len(message.get_all("DKIM-Signature", []))
    if count != 2:
        sys.exit(f"{count} signatures")
    for index in range(count):
        if not dkim.DKIM(raw).verify(idx=index):
            sys.exit(f"signature {index} is bad")
        try:
            good = dkim.DKIM(raw + b"P.S.\r\n").verify(idx=index)
        except dkim.DKIMException:
            good = False
        if good:
            sys.exit(f"signature {index} is good for a changed letter as well")
    print("both signatures are good")
elif what == "defects":
    parts = list(message.walk())
    for part in parts:
        if part.defects:
            sys.exit(f"{part.get_content_type()}: {part.defects}")
        for name, value in part.items():
            if value.defects:
                sys.exit(f"{name}: {value.defects}")
        if not part.is_multipart():
            part.get_content()
    print(f"{len(parts)} parts without a defect")
else:
    text = message.get_body(("plain",)).get_content()
    print(message["Subject"])
    print(text)
