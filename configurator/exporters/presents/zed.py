"""Zed's own agent, read back as its documentation has it: what it does unset, and what loosens it.

Zed was not run. Out of the box it asks before each tool that changes something. A
pattern that allows is an expression, looked for anywhere in a command, so any of them is
taken to let every command through; one that asks or denies goes before it. Of faults in
its settings nothing is documented, so the worse is taken: that it goes on without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from configurator.exporters.agents import IMPLIED
from configurator.exporters.present import Faults, Key, Loosens, Needs, Present, Shape, loosening

_RULES = "agent.tool_permissions"
_COMMANDS = ("terminal",)
_WRITING = (
    "edit_file", "delete_path", "move_path", "copy_path", "create_directory", "restore_file_from_disk",
    "save_file", "write_file",
)  # fmt: skip
_WEB = ("fetch", "web_search")
_WORDS = ("allow", "confirm", "deny")
_RUN = {"autonomy.shell": "host"}
_WRITTEN = {"autonomy.file_write": "anywhere"}
_VISITED = {"autonomy.network": "open"}
_SERVED = {"autonomy.send_messages": "auto", "autonomy.tool_servers": "any"}
_DENIED: Mapping[str, Needs] = {
    "autonomy.shell": {"autonomy.shell": ("never",)},
    "autonomy.file_write": {"autonomy.file_write": ("never",)},
    "autonomy.network": {"autonomy.network": ("off", "allow_list")},
    "autonomy.irreversible": {"autonomy.shell": ("never",)},
}
_BY_DEFAULT = Key(f"{_RULES}.default", is_in=("allow",))
_ANYTHING = {"pattern": ".[*]"}


def _allowed(names: tuple[str, ...], to: Mapping[str, str]) -> Iterator[Loosens]:
    """Where one of these tools is allowed by the default of all, by its own or by a
    pattern, and nothing asks before all that it does."""
    for name in names:
        own, asks = f"{_RULES}.tools.{name}", Key(f"{_RULES}.tools.{name}.always_confirm", lacks=(_ANYTHING,))
        ways = (
            (_BY_DEFAULT, Key(f"{own}.default", is_not=("confirm", "deny"))),
            (Key(f"{own}.default", is_in=("allow",)),),
            (Key(f"{own}.always_allow", holds=({"pattern": "*"},)),),
        )
        for setting, value in to.items():
            yield from (Loosens((*way, asks), {setting: value}, _DENIED.get(setting, {})) for way in ways)


_DEFAULTS: dict[str, Shape] = {
    f"{_RULES}.tools.{name}.default": _WORDS for name in (*_COMMANDS, *_WRITING, *_WEB)
}

PRESENT = Present(
    unset={
        "autonomy.shell": "ask_each",
        "autonomy.file_write": "ask_each",
        "autonomy.network": "ask_new",
        "autonomy.tool_servers": "approved",
        "autonomy.send_messages": "ask_each",
        "privacy.usage_data": "statistics",
    },
    loosens=(
        *_allowed(_COMMANDS, _RUN),
        *_allowed(_WRITING, _WRITTEN),
        *_allowed(_WEB, _VISITED),
        *loosening(_BY_DEFAULT, _SERVED),
        *loosening(Key(f"{_RULES}.tools.mcp:*.default", is_in=("allow",)), _SERVED),
        *loosening(Key(f"{_RULES}.tools.mcp:*.always_allow", holds=({"pattern": "*"},)), _SERVED),
        *loosening(
            Key("agent.always_allow_tool_actions", is_in=(True,)),
            {**_RUN, **_WRITTEN, **_VISITED, **_SERVED, "autonomy.irreversible": "auto"},
            _DENIED,
        ),
    ),
    takes={
        "settings": {
            "agent": "table",
            _RULES: "table",
            f"{_RULES}.default": _WORDS,
            f"{_RULES}.tools": "table",
            **_DEFAULTS,
            "telemetry": "table",
            "telemetry.metrics": "switch",
            "telemetry.diagnostics": "switch",
            "auto_update": "switch",
        }
    },
    faults={"settings": Faults("dropped", "dropped")},
    implied=IMPLIED,
    nulls=True,
)
