"""Open WebUI's half: its class of a model, read out of its source.

The package needs a database and a server before a module of it can be imported, and
brings some gigabytes along; the class itself needs pydantic.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.oracles.inside.serve import serve

SOURCES = Path(str(distribution("open-webui").locate_file("open_webui")))
NEEDED = ("__future__", "re", "copy", "typing", "pydantic")
"""What the classes are made with; everything else that the module imports is the server's."""

READ = re.compile(r"(?:get_model_capability\(|capabilities'\) or \{\}\)\.get\(\s*)'(\w+)'")


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """What the class makes of each model of ``text``, and which capabilities there are."""
    entries = json.loads(question["text"])
    form = _module("models").ModelForm
    taken = _module("routers").is_valid_model_id
    return {
        "kept": [form(**entry).model_dump(exclude_unset=True) for entry in entries if taken(entry.get("id"))],
        "capabilities": sorted(_capabilities()),
    }


def _capabilities() -> set[str]:
    return {name for path in SOURCES.glob("utils/*.py") for name in READ.findall(path.read_text())}


def _module(folder: str) -> ModuleType:
    """The module of models in that folder, without its tables and routes."""
    tree = ast.parse((SOURCES / folder / "models.py").read_text())
    made = ModuleType(folder)
    sys.modules[made.__name__] = made  # where pydantic looks a name up
    exec(compile(ast.Module([*_kept(tree)], []), f"{folder}/models.py", "exec"), made.__dict__)
    return made


def _kept(tree: ast.Module) -> Iterator[ast.stmt]:
    forms = {"BaseModel"}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
            if {*names} <= {*NEEDED}:
                yield node
        elif isinstance(node, ast.ClassDef):
            if {base.id for base in node.bases if isinstance(base, ast.Name)} & forms:
                forms.add(node.name)
                yield node
        elif isinstance(node, ast.FunctionDef) or "Annotated" in ast.dump(node):
            yield node


if __name__ == "__main__":
    serve(answer)
