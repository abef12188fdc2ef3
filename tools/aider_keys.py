"""Read the keys of aider's settings file out of its argument parser: `python -m tools.aider_keys WHEEL`.

Writes `tests/unit/exporters/aider_keys.json`: which keys there are, and what each
takes. Only names and kinds are kept. aider is under the Apache License 2.0.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

FILE = Path(__file__).parents[1] / "tests" / "unit" / "exporters" / "aider_keys.json"


def keys(wheel: ZipFile) -> dict[str, str | list[str]]:
    """What each key takes: `switch`, `flag` (true alone), `number`, `list`, `text`, or one of some words."""
    tree = ast.parse(wheel.read("aider/args.py"))
    found: dict[str, str | list[str]] = {}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "add_argument":
            given = {word.arg: ast.unparse(word.value) for word in call.keywords}
            taken = sorted(formats(wheel)) if "edit_format_choices" in given.values() else kind(given)
            names = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
            found |= {str(name)[2:]: taken for name in names if str(name).startswith("--")}
    return dict(sorted(found.items()))


def kind(given: dict[str | None, str]) -> str:
    """What one argument takes in a file."""
    action = given.get("action", "")
    if "BooleanOptional" in action:
        return "switch"
    if "store_true" in action or "store_const" in action:
        return "flag"
    return "list" if "append" in action else "number" if given.get("type") in ("int", "float") else "text"


def formats(wheel: ZipFile) -> Iterator[str]:
    """The modes, each of which is an attribute of a class."""
    for name in wheel.namelist():
        if re.fullmatch(r"aider/coders/\w+_coder\.py", name):
            yield from re.findall(r'^ {4}edit_format = "([\w-]+)"', wheel.read(name).decode(), re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Write the list of the package file that is named."""
    path = Path(arguments[0])
    with ZipFile(path) as wheel:
        listed = {"version": path.name.split("-")[1], "licence": "Apache-2.0", "keys": keys(wheel)}
    FILE.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    print(f"written: {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
