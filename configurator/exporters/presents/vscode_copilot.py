"""VS Code's chat agent, read back: what its documentation says loosens it.

VS Code was not run. A key is one name with dots in it. Keys that reach beyond a
project are taken from a person's own settings only. As documented, it asks before a
command that is not on its list, and that list has commands on it out of the box.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.agents import IMPLIED, RUN_ANYTHING
from configurator.exporters.present import Key, Loosens, Present, loosening

_UNASKED = {
    "autonomy.shell": "host",
    "autonomy.file_write": "anywhere",
    "autonomy.network": "open",
    "autonomy.send_messages": "auto",
    "autonomy.irreversible": "auto",
    "autonomy.self_change": "allowed",
}
_APPROVED = (
    True,
    {"approve": True},
    *({"approve": True, "matchCommandLine": whole} for whole in (True, False)),
)
_FINAL = (
    "rm*",
    "git",
    "git push*",
    "git reset*",
    "git clean*",
    "git branch*",
    "shred*",
    "dd*",
    "mkfs*",
    "npm*",
    "gh*",
)
_URLS = "chat.tools.urls.autoApprove"


def _key(name: str, **tests: Any) -> Key:
    return Key(name, flat=True, **tests)


def _listed(to: dict[str, str], *commands: str) -> Loosens:
    """Commands on the list that no question is asked about, unless nothing on it counts."""
    listed = _key("chat.tools.terminal.autoApprove", holds=commands, says=_APPROVED)
    return Loosens((listed, _key("chat.tools.terminal.enableAutoApprove", is_not=(False,))), to)


PRESENT = Present(
    least={"autonomy.shell": "ask_each"},
    unset={
        "autonomy.shell": "allow_list",
        "privacy.usage_data": "statistics",
    },
    personal=(
        "chat.tools.global.autoApprove",
        "chat.mcp.access",
        "telemetry.telemetryLevel",
        "update.mode",
    ),
    loosens=(
        *loosening(_key("chat.tools.global.autoApprove", is_in=(True,)), _UNASKED),
        *loosening(_key("chat.tools.autoApprove", is_in=(True,)), _UNASKED),
        *loosening(_key("chat.permissions.default", holds=("*",), but=("default",)), _UNASKED),
        _listed({"autonomy.shell": "allow_list"}, "*"),
        _listed(
            {"autonomy.shell": "host", "autonomy.irreversible": "auto"},
            "/*",
            *(f"{command}{end}" for command in RUN_ANYTHING for end in ("", " *")),
        ),
        _listed({"autonomy.irreversible": "auto"}, *_FINAL),
        *loosening(
            _key("chat.tools.edits.autoApprove", holds=("*",), says=(True,)),
            {"autonomy.self_change": "allowed"},
        ),
        *loosening(_key(_URLS, holds=("*",), says=(True,)), {"autonomy.network": "allow_list"}),
        *loosening(
            _key(_URLS, holds=("[*]*", "*://[*]*"), says=(True,)),
            {"autonomy.network": "open"},
        ),
    ),
    implied=IMPLIED,
)
