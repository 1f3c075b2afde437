"""Suspects as IntelMQ's own parsers tell them: one JSON object a line.

usage: by_intelmq.py suspects TABLE FILE...   what its parsers find, by the rule below
       by_intelmq.py accepts < LINES          which of our events its message class takes
       by_intelmq.py speed TABLE FILE         how much processor time its Shadowserver parser takes for a file

TABLE is `_config.py` of IntelMQ 3.1.0, the last release that brought Shadowserver's reports along; later ones
download them. INTELMQ_ROOT_DIR says where its state may stand.

The rule is Cerrojo's, written once more: what is only accessible or out of date, what wants a password and
what is offline is no suspect, of spam the host is meant that handed it over, and a relay is one on port 25.
"""

import base64
import importlib.util
import json
import logging
import os
import re
import sys
import time

from intelmq import VAR_STATE_PATH
from intelmq.lib.bot import BotLibSettings
from intelmq.lib.message import MessageFactory

# Reports that are younger than the table, or older: the columns that matter are those of the second.
SAME_AS = {
    "blacklist": "blocklist",
    "population6_http_proxy": "population_http_proxy",
    "scan6_http_proxy": "scan_http_proxy",
    "scan6_socks": "scan_socks",
    "scan_open_proxy": "scan_http_proxy",
}

SETTINGS = BotLibSettings | {"logging_level": "CRITICAL", "error_log_message": False}


def write_schema(table):
    """The table as the file that IntelMQ since 3.2 wants."""
    spec = importlib.util.spec_from_file_location("table", table)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def field(item):
        return [item[0], item[1], *(one.__name__ if callable(one) else one for one in item[2:])]

    schema = {"_meta": {"date_created": "none", "change_log": []}}
    for file_name in [*module.filename_mapping, *SAME_AS]:
        feed_name, report = module.filename_mapping[SAME_AS.get(file_name, file_name)]
        schema[file_name] = {
            "feed_name": feed_name if file_name not in SAME_AS else f"{feed_name} ({file_name})",
            "file_name": file_name,
            "required_fields": [field(item) for item in report.get("required_fields", [])],
            "optional_fields": [field(item) for item in report.get("optional_fields", [])],
            "constant_fields": report.get("constant_fields", {}),
        }
    os.makedirs(VAR_STATE_PATH, exist_ok=True)
    with open(os.path.join(VAR_STATE_PATH, "shadowserver-schema.json"), "w") as out:
        json.dump(schema, out)


def report_of(path):
    with open(path, "rb") as file:
        raw = file.read()
    return {
        "__type": "Report",
        # Its collectors hand on text, whose mark of byte order they have taken away.
        "raw": base64.b64encode(raw.removeprefix(b"\xef\xbb\xbf")).decode(),
        "extra.file_name": os.path.basename(path),
        "time.observation": "2026-11-21T00:00:00+00:00",
    }


def events(bot, path):
    done = bot.process_message(report_of(path))
    if done["error"]:
        raise SystemExit(f"{path}: IntelMQ refused a row: {done['error'][0]}")
    return [MessageFactory.from_dict(dict(event), default_type="Event") for event in done["output"]]


def shadowserver(path):
    from intelmq.bots.parsers.shadowserver.parser import ShadowserverParserBot

    return events(ShadowserverParserBot("shadowserver", settings=SETTINGS), path)


def json_lines(path):
    from intelmq.bots.parsers.json.parser import JSONParserBot

    return events(JSONParserBot("json", settings=SETTINGS | {"splitlines": True}), path)


def generic(columns, **more):
    from intelmq.bots.parsers.generic.parser_csv import GenericCsvParserBot

    settings = SETTINGS | {
        "columns": columns,
        "columns_required": [False] * len(columns),
        "default_fields": {},
    }
    return GenericCsvParserBot("csv", settings=settings | more)


def eventdb(path):
    with open(path, encoding="utf-8") as file:
        columns = file.readline().strip().split(",")
    return events(generic(columns, skip_header=True, data_type='{"extra": "json"}'), path)


def csv_list(path):
    # Its columns are called otherwise, and its kinds are types that IntelMQ knows.
    columns = ["source.ip", "source.port", "classification.type", "__IGNORE__"]
    translation = '{"open-relay": "proxy"}'
    return events(generic(columns, skip_header=True, type_translation=translation, type="proxy"), path)


def plain_list(path):
    return events(generic(["source.ip"], type="proxy"), path)


def reader(name):
    if name.endswith(".jsonl"):
        return json_lines
    named = {"eventdb.csv": eventdb, "list.csv": csv_list, "list.txt": plain_list}
    return named.get(name, shadowserver)


def suspect(event):
    """The address or network and the port, unless the rule says that it is none."""
    identifier = event.get("classification.identifier", "").lower()
    kind = event.get("classification.type", "")
    if identifier.startswith(("accessible", "vulnerable")) or identifier == "open-smtp":
        return None
    if event.get("status") == "offline":
        return None
    extra = event.to_dict().get("extra", "{}")
    extra = json.loads(extra) if isinstance(extra, str) else extra
    extra |= {key[6:]: event[key] for key in event if key.startswith("extra.")}
    if extra.get("proxy_authenticate") or str(extra.get("http_code", "")) == "407":
        return None
    if identifier == "spam-url":
        return (extra["src_ip"], 25) if extra.get("src_ip") else None
    words = f"{identifier} {kind}"
    if not re.search(r"proxy|socks|relay|^blacklisted-ip", words):
        return None
    usual = 25 if "relay" in extra.get("reason", "") else None
    return event.get("source.ip") or event.get("source.network"), event.get("source.port", usual)


def suspects(table, paths):
    write_schema(table)
    for path in paths:
        name = os.path.basename(path)
        for found in filter(None, map(suspect, reader(name)(path))):
            print(json.dumps({"file": name, "who": found[0], "port": found[1]}))


def accepts():
    for line in sys.stdin:
        try:
            event = MessageFactory.unserialize(line)
            kept = event.to_dict(with_type=True)
            lost = sorted(set(json.loads(line)) - set(kept) - {key for key in json.loads(line) if key.startswith("extra.")})
            print(json.dumps({"ok": not lost, "why": f"lost {lost}" if lost else ""}))
        except Exception as error:
            print(json.dumps({"ok": False, "why": f"{type(error).__name__}: {error}"}))


def speed(table, path):
    from intelmq.bots.parsers.shadowserver.parser import ShadowserverParserBot

    write_schema(table)
    bot = ShadowserverParserBot("shadowserver", settings=SETTINGS)
    report = report_of(path)
    began = time.process_time()
    done = bot.process_message(report)
    seconds = time.process_time() - began
    rows = len(done["output"])
    print(json.dumps({"rows": rows, "suspects": rows, "seconds": seconds}))


def main():
    logging.disable(logging.CRITICAL)
    word, rest = sys.argv[1], sys.argv[2:]
    if word == "suspects":
        suspects(rest[0], rest[1:])
    elif word == "accepts":
        accepts()
    elif word == "speed":
        speed(rest[0], rest[1])
    else:
        raise SystemExit(__doc__)


main()
