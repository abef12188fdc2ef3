"""Continue 1.5.47, read back: what it does unset, and what loosens it.

Without a person who could be asked commands run unasked, so that is what it does out
of the box. exclude goes before ask and ask before allow. A value of a key that is no
list, and any further key, drop the whole file in silence; an entry that is no text
keeps it from starting. A project's `.env` can send it to another folder for its files.
"""

from __future__ import annotations

from configurator.exporters.agents import IMPLIED
from configurator.exporters.present import Faults, Key, Loosens, Needs, Present, Source, loosening

_NO_SHELL: Needs = {"autonomy.shell": ("never",)}
_FINAL: Needs = {"autonomy.irreversible": ("never", "backup_and_ask", "ask"), **_NO_SHELL}
_UNASKED = {
    "autonomy.shell": "host",
    "autonomy.file_write": "anywhere",
    "autonomy.network": "open",
    "autonomy.send_messages": "auto",
    "autonomy.irreversible": "auto",
}
_HARMLESS = (
    "Read", "List", "Search", "Diff", "Checklist", "CheckBackgroundJob", "AskQuestion", "Exit", "Skills", "Subagent",
)  # fmt: skip
_DOES = {
    "Bash": {"autonomy.shell": "host"},
    "Write": {"autonomy.file_write": "anywhere"},
    "Edit": {"autonomy.file_write": "anywhere"},
    "MultiEdit": {"autonomy.file_write": "anywhere"},
    "Fetch": {"autonomy.network": "open"},
}


def _named(*tools: str) -> tuple[str, ...]:
    return tuple(f"{tool}{end}" for tool in tools for end in ("", "(*"))


def _allows(*tools: str) -> Key:
    """An entry that allows one of ``tools``, or may: it has a star in it, or blanks round it."""
    others = (tool for tool in (*_DOES, *_HARMLESS) if tool not in tools)
    like = (*(f"*{tool}*" for tool in tools), "*[*]*", "*[?]*")
    return Key("allow", holds=like, but=_named(*others))


def _unheld(*tools: str) -> tuple[Key, ...]:
    return Key("ask", lacks=tools), Key("exclude", lacks=tools)


PRESENT = Present(
    unset={
        "autonomy.file_write": "ask_each",
        "autonomy.tool_servers": "approved",
    },
    loosens=(
        *(Loosens((_allows(tool), *_unheld(tool)), does) for tool, does in _DOES.items()),
        Loosens((_allows("Bash"),), {"autonomy.irreversible": "auto"}, _FINAL),
        Loosens(_unheld("Bash"), {"autonomy.tools": frozenset({"write_files"})}),
        Loosens((Key("exclude", lacks=("Bash",)),), {"autonomy.network": "ask_new"}, _NO_SHELL),
        *loosening(
            Key("allow", holds=("[!a-z]*",), but=("*_*", "*-*", *_named(*_DOES, *_HARMLESS))),
            {"autonomy.send_messages": "auto"},
        ),
        *loosening(Key("parts", holds=("*",), file="environment"), _UNASKED),
    ),
    relaxes={"allow": {}},
    sources=(Source("project", ".env", "environment", parts="CONTINUE_GLOBAL_DIR", lines=True),),
    takes={"settings": dict.fromkeys(("allow", "ask", "exclude"), "texts")},
    closed=("settings",),
    nulls=True,
    faults={"settings": Faults("dropped", "dropped")},
    implied=IMPLIED,
    moved_by={"CONTINUE_GLOBAL_DIR": ".continue"},
)
