"""goose, read back as its documentation and source have it: what it does unset, and what loosens it.

goose was not run. Unless a mode is set, every tool runs unasked; in the modes that ask,
what was always allowed does not, unless it is never allowed. A list of permissions that
is none keeps it from starting. `GOOSE_MODE` in the environment is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.agents import IMPLIED
from configurator.exporters.present import Faults, Key, Loosens, Needs, Present, Shape, loosening

_COMMANDS = (
    "developer__shell", "shell", "computercontroller__automation_script",
    "computercontroller__computer_control",
)  # fmt: skip
_WRITING = ("developer__text_editor", "developer__write", "developer__edit", "write", "edit")
_WEB = ("computercontroller__web_scrape",)
_REFUSED: Mapping[str, Needs] = {
    "autonomy.shell": {"autonomy.shell": ("never",)},
    "autonomy.file_write": {"autonomy.file_write": ("never",)},
    "autonomy.network": {"autonomy.network": ("off", "allow_list")},
    "autonomy.irreversible": {"autonomy.shell": ("never",)},
}


def _always(names: tuple[str, ...], to: Mapping[str, str], but: tuple[str, ...] = ()) -> tuple[Loosens, ...]:
    """The person's own list, and what a model once took for harmless."""
    lists = ("user.always_allow", "smart_approve.always_allow")
    keys = (Key(at, holds=names, but=but, file="permissions") for at in lists)
    return tuple(entry for key in keys for entry in loosening(key, to, _REFUSED))


_RULES: dict[str, Shape] = {f"user.{name}": "texts" for name in ("always_allow", "ask_before", "never_allow")}

PRESENT = Present(
    unset={"privacy.usage_data": "statistics"},
    loosens=(
        *_always(_COMMANDS, {"autonomy.shell": "host", "autonomy.irreversible": "auto"}),
        *_always(_WRITING, {"autonomy.file_write": "anywhere"}),
        *_always(_WEB, {"autonomy.network": "open"}),
        *_always(
            ("*",),
            {"autonomy.send_messages": "auto", "autonomy.tool_servers": "any"},
            (*_COMMANDS, *_WRITING, *_WEB),
        ),
    ),
    takes={"permissions": {"user": "table", **_RULES}},
    faults={"permissions": Faults("stops", "stops")},
    implied=IMPLIED,
)
