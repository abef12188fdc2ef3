"""Write closed JSON Schemas of requests from the models in the vendors' packages.

`python -m tools.schemas` writes `tests/engines/schemas`; `--check` exits 1 where they
are no longer what the installed packages say. The packages themselves let unknown
words of a list of words, patterns and lengths pass; these schemas do not.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from importlib import import_module, resources
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "tests" / "engines" / "schemas"

_LIMITS: Mapping[str, tuple[str, str]] = {
    "string": ("minLength", "maxLength"),
    "list": ("minItems", "maxItems"),
    "double": ("minimum", "maximum"),
    "integer": ("minimum", "maximum"),
}


def bedrock() -> dict[str, Any]:
    """CreateGuardrail, from the service model in botocore (Apache-2.0)."""
    packed = resources.files("botocore") / "data/bedrock/2023-04-20/service-2.json.gz"
    shapes = json.loads(gzip.decompress(packed.read_bytes()))["shapes"]
    return _of_shape(shapes, "CreateGuardrailRequest")


def _of_shape(shapes: Mapping[str, Any], name: str) -> dict[str, Any]:
    shape = shapes[name]
    kind = shape["type"]
    found: dict[str, Any] = {}
    for limit, word in zip(("min", "max"), _LIMITS.get(kind, ()), strict=False):
        if limit in shape:
            found[word] = shape[limit]
    if kind == "structure":
        members = {key: _of_shape(shapes, member["shape"]) for key, member in shape["members"].items()}
        found |= {"type": "object", "properties": members, "additionalProperties": False}
        found["required"] = sorted(shape.get("required", ()))
    elif kind == "list":
        found |= {"type": "array", "items": _of_shape(shapes, shape["member"]["shape"])}
    elif kind == "string":
        found["type"] = "string"
        found |= {"enum": shape["enum"]} if "enum" in shape else {}
        found |= {"pattern": f"^(?:{shape['pattern']})$"} if "pattern" in shape else {}
    else:
        found["type"] = {"double": "number", "boolean": "boolean", "integer": "integer"}[kind]
    return found


def azure() -> dict[str, Any]:
    """A RAI policy, from the classes of azure-mgmt-cognitiveservices (MIT)."""
    models = import_module("azure.mgmt.cognitiveservices.models")
    words = {
        "RaiPolicyProperties.mode": models.RaiPolicyMode,
        "RaiPolicyContentFilter.severityThreshold": models.ContentLevel,
        "RaiPolicyContentFilter.source": models.RaiPolicyContentSource,
        "CustomBlocklistConfig.source": models.RaiPolicyContentSource,
        "CustomTopicConfig.source": models.RaiPolicyContentSource,
    }
    return _of_class(models, "RaiPolicy", words)


def _of_class(models: Any, name: str, words: Mapping[str, type[Enum]]) -> dict[str, Any]:
    """The keys that a person may send: those that only the server fills in are left out."""
    properties = {}
    cls = getattr(models, name)
    for attribute, place in cls._attribute_map.items():  # the model has no other description
        if cls._validation.get(attribute, {}).get("readonly"):  # as above
            continue
        key, kind = place["key"], place["type"]
        inner = kind.strip("[]{}")
        schema: dict[str, Any]
        if inner in ("str", "bool"):
            schema = {"type": {"str": "string", "bool": "boolean"}[inner]}
        else:
            schema = _of_class(models, inner, words)
        if f"{name}.{key}" in words:
            schema["enum"] = sorted(word.value for word in words[f"{name}.{key}"])
        if kind.startswith("["):
            schema = {"type": "array", "items": schema}
        elif kind.startswith("{"):
            schema = {"type": "object", "additionalProperties": schema}
        properties[key] = schema
    return {"type": "object", "properties": properties, "additionalProperties": False}


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {"bedrock": bedrock, "azure": azure}


def text(name: str) -> str:
    """The schema called ``name``, as it is kept."""
    return json.dumps(SCHEMAS[name](), indent=1, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write the schemas, or say which of them differ."""
    wrong = 0
    for name in SCHEMAS:
        file = FOLDER / f"{name}.json"
        if "--check" not in arguments:
            file.write_text(text(name), encoding="utf-8")
        elif file.read_text(encoding="utf-8") != text(name):
            print(f"{file}: differs from the package; run `python -m tools.schemas`", file=sys.stderr)
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
