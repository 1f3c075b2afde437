"""Which of our reports are valid XARF v4? One report a line in, one JSON object a line out.

The schemas are those that the package `xarf` carries (MIT), its own code is not asked: they are read by
`jsonschema` from the master schema on, formats included.
"""

import json
import sys
from importlib.resources import files

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource


def main():
    schemas = {}
    folder = files("xarf") / "schemas"
    for place in [folder, folder / "types"]:
        for file in place.iterdir():
            if file.name.endswith(".json"):
                schemas[file.name] = json.loads(file.read_text(encoding="utf-8"))
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()]
    master = schemas["xarf-v4-master.json"]
    validator = Draft202012Validator(
        master, registry=Registry().with_resources(resources), format_checker=FormatChecker()
    )
    for line in sys.stdin:
        faults = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(json.loads(line))]
        print(json.dumps({"ok": not faults, "why": "; ".join(faults)}))


main()
