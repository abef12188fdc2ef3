"""goose: its settings, its permissions of tools by name, and hints that it reads.

No client was run. What the table rests on is goose's documentation and source
(block/goose at 05ee410: documentation/docs/guides/config-files.md, crates/goose/src in
config/permission.rs and permission/permission_inspector.rs): in mode auto every tool runs
and no permission is looked at; in mode approve what is in no list asks, unless the tool
itself says that it only reads; a tool that is never allowed is refused before one that
always is, and that goes before one that asks; all three lists must be there, or goose does
not start. A session can change its mode. So only numbers and switches are enforced.
"""

from __future__ import annotations

from configurator.exporters.agents import NOT_CONCERNED, TALK, TOOLS
from configurator.exporters.presents.goose import PRESENT
from configurator.exporters.table import (
    ByValue,
    Copied,
    Oracle,
    Patch,
    PerItem,
    Target,
    TargetFile,
    Told,
    told,
    unsupported,
)

_COMMANDS = (
    "developer__shell", "shell", "computercontroller__automation_script",
    "computercontroller__computer_control",
)  # fmt: skip
_WRITING = ("developer__text_editor", "developer__write", "developer__edit", "write", "edit")
_WEB = ("computercontroller__web_scrape",)

_ASKING = {"GOOSE_MODE": "approve"}
_ASKS = (
    "documented: what does not only read asks, unless it was always allowed before; a session can change it"
)
_REFUSED = "documented: tools by these names are refused while goose is not in mode auto"
_BLIND = "goose has one mode for all tools, so everything asks"


def _refused(*names: str) -> Patch:
    """Where the mode is auto, no permission holds: so the mode comes with it."""
    never = Patch({"user": {"never_allow": list(names)}}, "permissions")
    return Patch(_ASKING, also_told=True, level="instructed", note=_REFUSED, further=(never,))


_ASKED = Patch(_ASKING, level="instructed", note=_ASKS)
_ASKED_AS_WELL = Patch(_ASKING, level="instructed", rounded=True, note=_BLIND)
_FREE = {
    "autonomy.file_write": ("anywhere",),
    "autonomy.network": ("open",),
    "autonomy.tool_servers": ("any",),
    "autonomy.irreversible": ("auto",),
    "autonomy.send_messages": ("auto",),
}

TARGET = Target(
    id="goose",
    title="goose",
    checked="05ee410",
    files={
        "settings": TargetFile("", ".config/goose/config.yaml", "yaml"),
        "permissions": TargetFile("", ".config/goose/permission.yaml", "yaml"),
        "prompt": TargetFile(".goosehints", ".config/goose/.goosehints", "markdown"),
    },
    fixed=(Patch({"user": {"always_allow": [], "ask_before": [], "never_allow": []}}, "permissions"),),
    orders={
        "GOOSE_MODE": ("approve", "auto"),
        "GOOSE_MAX_TURNS": "higher",
        "user.never_allow": "fewer",
    },
    oracle=Oracle("schema", "a closed list of documented keys and words; goose was not run"),
    present=PRESENT,
    hint="files are where Linux and macOS have them; `GOOSE_MODE` in the environment goes before them",
    rows=(
        ByValue(
            "autonomy.shell",
            {
                "never": _refused(*_COMMANDS),
                "ask_each": _ASKED,
                **dict.fromkeys(("allow_list", "sandbox"), _ASKED_AS_WELL),
                "host": Patch({"GOOSE_MODE": "auto"}, level="instructed", needs=_FREE, otherwise="ask_each"),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": _refused(*_WRITING),
                "ask_each": _ASKED,
                "project": _ASKED_AS_WELL,
                "anywhere": Told("goose's mode decides"),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                **dict.fromkeys(("off", "allow_list"), _refused(*_WEB)),
                "ask_new": _ASKED_AS_WELL,
                "open": Told("goose's mode decides"),
            },
        ),
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({}, level="instructed")),
            absent={
                "write_files": _refused(*_WRITING),
                "shell": _refused(*_COMMANDS),
                "browser": _refused(*_WEB),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {"none": _ASKED_AS_WELL, "approved": _ASKED_AS_WELL, "any": Told("goose's mode decides")},
        ),
        ByValue(
            "autonomy.send_messages", dict.fromkeys(("never", "draft", "ask_each", "known"), _ASKED_AS_WELL)
        ),
        ByValue("autonomy.irreversible", dict.fromkeys(("never", "backup_and_ask", "ask"), _ASKED_AS_WELL)),
        Copied(
            "autonomy.max_steps",
            at="GOOSE_MAX_TURNS",
            lowest=1,
            note="documented: so many turns without the person; a flag of the command line goes before it",
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": Patch({"GOOSE_TELEMETRY_ENABLED": False}),
                "errors": Patch(
                    {"GOOSE_TELEMETRY_ENABLED": False}, rounded=True, note="goose reports all or nothing"
                ),
                "statistics": Told("goose asks whether it may, and sends only then"),
            },
        ),
        *told("honesty.reasoning", "honesty.commit_credit", "privacy.memory", "privacy.memory_days"),
        *told("autonomy.self_change", "autonomy.subagents", "oversight.show_plan"),
        *told("autonomy.time_limit", note="goose has no time limit"),
        *told("oversight.audit_log", "oversight.log_days", note="sessions are kept in goose's own store"),
        *told("oversight.stop", note="Ctrl-C stops it as well"),
        *told(*TALK),
        *unsupported("goose is updated when the person asks for it", "oversight.updates"),
        *unsupported("goose takes no budget", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
