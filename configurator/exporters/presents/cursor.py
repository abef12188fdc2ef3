"""Cursor, read back as its documentation has it: what loosens it, and which other files it reads.

Cursor was not run, and the mode in which it runs tools is in no file: what is read is
what its files hold, and where none does, the worst. Lists of the person and of a project
are joined. What the person's file of the command line denies is not counted on, because
a project's goes before it; what it allows is.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.agents import IMPLIED
from configurator.exporters.present import Key, Loosens, Needs, Present, Source, loosening

_UNASKED = {
    "autonomy.shell": "host",
    "autonomy.file_write": "anywhere",
    "autonomy.network": "open",
    "autonomy.send_messages": "auto",
    "autonomy.irreversible": "auto",
}
_RUN = {"autonomy.shell": "host", "autonomy.irreversible": "auto", **IMPLIED["autonomy.shell"]["host"]}
_DENIED: Mapping[str, Needs] = {
    "autonomy.shell": {"autonomy.shell": ("never",)},
    "autonomy.file_write": {"autonomy.file_write": ("never",)},
    "autonomy.network": {"autonomy.network": ("off", "allow_list")},
    "autonomy.irreversible": {"autonomy.shell": ("never",)},
    "autonomy.send_messages": {"autonomy.tool_servers": ("none",)},
}


def _allowed(rule: str, to: Mapping[str, str]) -> tuple[Loosens, ...]:
    """Rules of the command line, the project's and the person's own."""
    keys = (Key("permissions.allow", holds=(rule,), file=file) for file in ("settings", "own"))
    return tuple(entry for key in keys for entry in loosening(key, to, _DENIED))


def _listed(name: str, to: Mapping[str, str], *entries: str) -> tuple[Loosens, ...]:
    return loosening(Key(name, holds=entries, file="lists"), to, _DENIED)


def _boxed(at: str, to: Mapping[str, str], *entries: str) -> tuple[Loosens, ...]:
    return loosening(Key(at, holds=entries, file="sandbox"), to)


PRESENT = Present(
    loosens=(
        *_allowed("Shell*", _RUN),
        *_allowed("Write*", {"autonomy.file_write": "anywhere"}),
        *_allowed("WebFetch*", {"autonomy.network": "open"}),
        *_allowed("Mcp*", {"autonomy.send_messages": "auto"}),
        *loosening(Key("approvalMode", holds=("*",), but=("allowlist",), file="own"), _UNASKED, _DENIED),
        *_listed("terminalAllowlist", _RUN, "*"),
        *_listed("mcpAllowlist", {"autonomy.send_messages": "auto"}, "*"),
        *_boxed("networkPolicy.allow", {"autonomy.network": "allow_list"}, "*"),
        *_boxed("networkPolicy.allow", {"autonomy.network": "open"}, "[*]*"),
        *_boxed("additionalReadwritePaths", {"autonomy.file_write": "anywhere"}, "*"),
    ),
    sources=(Source("user", ".cursor/cli-config.json", "own"),),
)
