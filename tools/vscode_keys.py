"""Ask VS Code's own workbench for the settings an agent is held by: `python -m tools.vscode_keys`.

Writes `tests/unit/exporters/vscode_keys.json`: which keys there are, what each takes,
whence VS Code takes it, and what holds where nobody set it. Only names, types and
such are kept, nothing that is said about them. VS Code is under the MIT License.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.oracles.clients import asking, install, wanted
from tests.oracles.vscode import CLIENT

FILE = Path(__file__).parents[1] / "tests" / "unit" / "exporters" / "vscode_keys.json"

KEPT = (
    "chat.agent.allowed", "chat.agent.denied", "chat.agent.enabled", "chat.agent.maxRequests",
    "chat.agent.networkFilter", "chat.agent.sandbox.allow", "chat.agent.sandbox.enabled", "chat.autoReply", "chat.defaultConfiguration",
    "chat.mcp.access", "chat.mcp.autostart", "chat.permissions.", "chat.sessionSync.enabled", "chat.tools.edits.",
    "chat.tools.eligible", "chat.tools.global.", "chat.tools.terminal.autoApprove", "chat.tools.terminal.block",
    "chat.tools.terminal.enable", "chat.tools.terminal.ignoreDefault", "chat.tools.urls.", "chat.useHooks",
    "extensions.auto", "git.addAICoAuthor", "telemetry.enable", "telemetry.telemetryLevel", "update.mode",
)  # fmt: skip
"""What keys begin with that say what an agent may do, what it tells its maker and whether it updates itself."""

SCOPES = ("", "application", "machine", "application-machine", "window", "resource", "language", "machine")
"""By VS Code's number. The last one is a machine's that a project may change, which none of these keys has."""

SHAPES = ("type", "enum", "minimum", "maximum")
TABLES = ("properties", "patternProperties")
INNER = ("additionalProperties", "propertyNames", "items")
LISTS = ("oneOf", "anyOf")


def shape(schema: Any, shared: Mapping[str, Any]) -> Any:
    """What of a schema says what is taken; ``shared`` are parts that it names."""
    if not isinstance(schema, Mapping):
        return schema
    if "$ref" in schema:
        return shape(shared[schema["$ref"].rpartition("/")[2]], shared)
    found = {name: schema[name] for name in SHAPES if name in schema}
    found |= {name: shape(schema[name], shared) for name in INNER if name in schema}
    found |= {name: [shape(one, shared) for one in schema[name]] for name in LISTS if name in schema}
    for name in TABLES:
        if name in schema:
            found[name] = {inner: shape(one, shared) for inner, one in schema[name].items()}
    return found


def entry(schema: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """One key: what it takes, whence, and what it is unless it is set."""
    unset = schema.get("default")
    return {
        "takes": shape(schema, shared),
        "scope": SCOPES[schema["scope"]],
        **({"trusted": True} if schema.get("restricted") else {}),
        **({"unset": unset} if isinstance(unset, str | int | float) else {}),
    }


def main() -> int:
    """Write the list of the version that is pinned."""
    install(CLIENT)
    with asking(CLIENT) as ask:
        answer = ask({"schemas": True})
    listed = {
        "version": answer["version"],
        "package": f"code-server@{wanted(CLIENT)['code-server']}",
        "licence": "MIT",
        "keys": {
            name: entry(schema, answer["definitions"])
            for name, schema in sorted(answer["properties"].items())
            if name.startswith(KEPT) and "scope" in schema
        },
    }
    lines = [f"  {json.dumps(name)}: {json.dumps(one)}" for name, one in listed.pop("keys").items()]
    head = json.dumps(listed, indent=1).removesuffix("\n}")
    FILE.write_text(f'{head},\n "keys": {{\n' + ",\n".join(lines) + "\n }\n}\n", encoding="utf-8")
    print(f"written: {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
