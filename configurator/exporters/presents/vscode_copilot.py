"""VS Code's chat agent, read back: what loosens it.

A key is one name with dots in it. Keys of the whole application and of the machine are
taken from a person's own settings only, by VS Code's own list of them; the level that
a chat starts at is not among them. It asks before a command that is not on its list,
and that list has commands on it out of the box; files in the project it changes unasked.
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


_UNLESS_ASKED = _key("chat.tools.terminal.enableAutoApprove", is_not=(False,))


def _listed(to: dict[str, str], *commands: str) -> Loosens:
    """Commands on the list that no question is asked about, unless nothing on it counts."""
    listed = _key("chat.tools.terminal.autoApprove", holds=commands, says=_APPROVED)
    return Loosens((listed, _UNLESS_ASKED), to)


PRESENT = Present(
    least={"autonomy.shell": "ask_each"},
    unset={
        "autonomy.shell": "allow_list",
        "autonomy.file_write": "project",
        "privacy.usage_data": "statistics",
    },
    personal=(
        "chat.agent.allowedNetworkDomains",
        "chat.agent.deniedNetworkDomains",
        "chat.agent.networkFilter",
        "chat.tools.edits.autoApprove",
        "chat.tools.global.autoApprove",
        "extensions.autoCheckUpdates",
        "extensions.autoUpdate",
        "telemetry.telemetryLevel",
        "update.mode",
    ),
    loosens=(
        *loosening(_key("chat.tools.global.autoApprove", is_in=(True,)), _UNASKED),
        *loosening(_key("chat.tools.autoApprove", is_in=(True,)), _UNASKED),
        *loosening(_key("chat.permissions.default", holds=("*",), but=("default",)), _UNASKED),
        *loosening(
            _key("chat.defaultConfiguration", holds=("approvals",), says=("assisted", "allowAll")), _UNASKED
        ),
        *loosening(_key("chat.defaultConfiguration", holds=("mode",), says=("autopilot",)), _UNASKED),
        Loosens(
            (_key("chat.agent.sandbox.enabled", is_in=("on",)), _UNLESS_ASKED), {"autonomy.shell": "sandbox"}
        ),
        Loosens(
            (_key("chat.tools.terminal.blockDetectedFileWrites", is_in=("never",)), _UNLESS_ASKED),
            {"autonomy.file_write": "anywhere"},
        ),
        _listed({"autonomy.shell": "allow_list"}, "*"),
        _listed(
            {"autonomy.shell": "host", "autonomy.irreversible": "auto"},
            "/*",
            *(f"{command}{end}" for command in RUN_ANYTHING for end in ("", " *")),
        ),
        _listed({"autonomy.irreversible": "auto"}, *_FINAL),
        *loosening(
            _key("chat.tools.edits.autoApprove", holds=("*",), but=("**/*",), says=(True,)),
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
