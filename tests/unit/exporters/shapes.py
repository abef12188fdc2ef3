"""Closed shapes of the files of tools that cannot be run here, taken from their documentation.

A mapping stands for a table with these keys and no others, of which those in ``needs``
must be there; a tuple for one of its words; a list for a list of what is in it, none
twice; a pattern for a text that it matches; a range for
a whole number in it; a type for a value of that type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Table:
    keys: Mapping[str, Any]
    needs: tuple[str, ...] = ()


def complaints(shape: Any, value: Any, at: str = "") -> Iterator[str]:
    """Every place at which ``value`` has not that shape."""
    if isinstance(shape, Table):
        yield from _table(shape, value, at)
    elif isinstance(shape, list):
        yield from _list(shape, value, at)
    elif isinstance(shape, re.Pattern):
        if not isinstance(value, str) or not shape.fullmatch(value):
            yield f"{at} is no such text"
    elif isinstance(shape, tuple):
        if not any(value == word and type(value) is type(word) for word in shape):
            yield f"{at} is no such word"
    elif isinstance(shape, range):
        if type(value) is not int or value not in shape:
            yield f"{at} is no such number"
    elif type(value) is not shape:
        yield f"{at} is no {shape}"


def _table(shape: Table, value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{at} is no table"
        return
    yield from (f"{at}.{name} is missing" for name in shape.needs if name not in value)
    for name, inner in value.items():
        known = name in shape.keys
        yield from complaints(shape.keys[name], inner, f"{at}.{name}") if known else [f"{at}.{name}?"]


def _list(shape: list[Any], value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at} is no list"
        return
    for n, item in enumerate(value):
        yield from complaints(shape[0], item, f"{at}.{n}")
        if item in value[:n]:
            yield f"{at}.{n} is there already"


CURSOR_RULE = re.compile(r"(Shell|Read|Write|WebFetch|Mcp)\((\*\*|/\*\*|\*|\*:\*)\)")

ZED_RULES = [Table({"pattern": (".*",)}, ("pattern",))]
ZED_TOOL = Table(
    {"default": ("deny", "confirm", "allow"), "always_deny": ZED_RULES, "always_confirm": ZED_RULES}
)
ZED_TOOLS = (
    "terminal", "edit_file", "delete_path", "move_path", "copy_path", "create_directory",
    "restore_file_from_disk", "save_file", "fetch", "web_search",
)  # fmt: skip
ZED_PERMISSIONS = Table(
    {"default": ("deny", "confirm", "allow"), "tools": Table(dict.fromkeys(ZED_TOOLS, ZED_TOOL))}
)

GOOSE_TOOLS = (
    "developer__shell", "shell", "computercontroller__automation_script",
    "computercontroller__computer_control", "developer__text_editor", "developer__write",
    "developer__edit", "write", "edit", "computercontroller__web_scrape",
)  # fmt: skip
GOOSE_LISTS = Table(
    {"always_allow": [()], "ask_before": [()], "never_allow": [GOOSE_TOOLS]},
    ("always_allow", "ask_before", "never_allow"),
)

SHAPES: dict[str, Any] = {
    ".cursor/cli.json": Table(
        {"permissions": Table({"allow": [()], "deny": [CURSOR_RULE]}, ("allow", "deny"))}, ("permissions",)
    ),
    ".cursor/permissions.json": Table({"terminalAllowlist": [()], "mcpAllowlist": [()]}),
    ".cursor/sandbox.json": Table(
        {
            "type": ("workspace_readonly", "workspace_readwrite"),
            "disableTmpWrite": bool,
            "networkPolicy": Table({"default": ("deny", "allow")}, ("default",)),
        }
    ),
    ".config/zed/settings.json": Table(
        {
            "agent": Table({"tool_permissions": ZED_PERMISSIONS}),
            "telemetry": Table({"diagnostics": bool, "metrics": bool}),
            "auto_update": bool,
        }
    ),
    ".config/goose/config.yaml": Table(
        {
            "GOOSE_MODE": ("approve", "auto"),
            "GOOSE_MAX_TURNS": range(1, 10_000),
            "GOOSE_TELEMETRY_ENABLED": bool,
        }
    ),
    ".config/goose/permission.yaml": Table({"user": GOOSE_LISTS}, ("user",)),
}
"""By the path of the file. Only what an export may write is in them: no list of what is allowed has an item."""
