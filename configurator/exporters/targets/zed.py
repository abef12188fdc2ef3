"""Zed: permissions of its own agent's tools, and an AGENTS.md that it reads.

No client was run. What is enforced is what Zed's documentation says (zed-industries/zed
at 07b5ab5, docs/src/ai/tool-permissions.md, for Zed 0.224 and later, and
docs/src/telemetry.md): a pattern that denies goes before one that asks, and that before
one that allows; a tool's own default goes before the default of all. Patterns are
expressions that are looked for in the command, path, address or query. They bind Zed's
own agent, no other that runs in it, and are in the person's settings alone.
"""

from __future__ import annotations

from typing import Any

from configurator.exporters.agents import NOT_CONCERNED, SERVICES, TALK, TOOLS
from configurator.exporters.presents.zed import PRESENT
from configurator.exporters.table import (
    ByValue,
    Oracle,
    Orders,
    Patch,
    PerItem,
    Target,
    TargetFile,
    Told,
    told,
    unsupported,
)

_ANYTHING = [{"pattern": ".*"}]
_DENIED = {"default": "deny", "always_deny": _ANYTHING, "always_confirm": _ANYTHING}
_ASKED = {"default": "confirm", "always_confirm": _ANYTHING}
_ALLOWED = {"default": "allow"}

_COMMANDS = ("terminal",)
_WRITING = (
    "edit_file", "delete_path", "move_path", "copy_path", "create_directory", "restore_file_from_disk",
    "save_file",
)  # fmt: skip
_WEB = ("fetch", "web_search")


_STEPS = ("deny", "confirm", "allow")
_OF_TOOLS: Orders = {"default": _STEPS, "always_deny": "fewer", "always_confirm": "fewer"}
_ORDERS: Orders = {
    "agent.tool_permissions.default": _STEPS,
    "telemetry.diagnostics": (False, True),
    **{
        f"agent.tool_permissions.tools.{name}.{key}": order
        for name in (*_COMMANDS, *_WRITING, *_WEB)
        for key, order in _OF_TOOLS.items()
    },
}


def _tools(names: tuple[str, ...], rules: dict[str, Any]) -> dict[str, Any]:
    return {"agent": {"tool_permissions": {"tools": dict.fromkeys(names, rules)}}}


def _others(default: str) -> dict[str, Any]:
    return {"agent": {"tool_permissions": {"default": default}}}


_STILL = "a command that is approved can still write"
_SERVERS = "documented; a tool of a server that the person's settings allow by name is still allowed"
_NO_SERVERS = Patch(_others("deny"), level="instructed", note=_SERVERS)
_NO_SERVICES = Patch(_others("deny"), level="instructed", rounded=True, note=SERVICES)
_NO_WRITING = Patch(_tools(_WRITING, _DENIED), note=_STILL)
_OPENED = {"autonomy.network": ("ask_new", "open")}
_FREE = {"autonomy.network": ("open",), "autonomy.file_write": ("anywhere",)}


def _reports(*, crashes: bool) -> dict[str, Any]:
    return {"telemetry": {"diagnostics": crashes, "metrics": False}}


_HOSTED = "what Zed's own hosted models count of their use is not concerned"

TARGET = Target(
    id="zed",
    title="Zed",
    checked="docs 07b5ab5",
    files={
        "settings": TargetFile("", ".config/zed/settings.json", "json", comments=True),
        "prompt": TargetFile("AGENTS.md", ".config/zed/AGENTS.md", "markdown"),
    },
    orders=_ORDERS,
    oracle=Oracle("schema", "a closed list of documented keys and words; Zed was not run"),
    present=PRESENT,
    hint="Zed reads one file of a project: `.rules`, `.cursorrules` and others go before AGENTS.md",
    rows=(
        ByValue(
            "autonomy.shell",
            {
                "never": Patch(_tools(_COMMANDS, _DENIED)),
                "ask_each": Patch(_tools(_COMMANDS, _ASKED), needs=_OPENED, otherwise="never"),
                **dict.fromkeys(
                    ("allow_list", "sandbox"),
                    Patch(
                        _tools(_COMMANDS, _ASKED),
                        needs=_OPENED,
                        otherwise="never",
                        rounded=True,
                        note="every command asks",
                    ),
                ),
                "host": Patch(_tools(_COMMANDS, _ALLOWED), needs=_FREE, otherwise="ask_each"),
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                "never": _NO_WRITING,
                "ask_each": Patch(_tools(_WRITING, _ASKED)),
                "project": Patch(
                    _tools(_WRITING, _ASKED), rounded=True, note="every change asks, in the project as well"
                ),
                "anywhere": Patch(_tools(_WRITING, _ALLOWED)),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": Patch(_tools(_WEB, _DENIED)),
                "allow_list": Patch(
                    _tools(_WEB, _DENIED), rounded=True, note="no sites are listed, so none is reached"
                ),
                "ask_new": Patch(_tools(_WEB, _ASKED), rounded=True, note="asks each time, not once a site"),
                "open": Patch(_tools(_WEB, _ALLOWED)),
            },
        ),
        PerItem(
            "autonomy.tools",
            present=dict.fromkeys(TOOLS, Patch({})),
            absent={
                "write_files": _NO_WRITING,
                "shell": Patch(_tools(_COMMANDS, _DENIED)),
                "web_search": Patch(_tools(("web_search",), _DENIED)),
                "browser": Patch(
                    _tools(("fetch",), _DENIED),
                    level="instructed",
                    rounded=True,
                    note=SERVICES,
                    further=(_NO_SERVICES,),
                ),
                **dict.fromkeys(TOOLS[5:], _NO_SERVICES),
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": _NO_SERVERS,
                "approved": Patch(_others("confirm"), level="instructed", note=_SERVERS),
            },
        ),
        ByValue(
            "autonomy.send_messages",
            dict.fromkeys(
                ("never", "draft", "ask_each", "known"),
                Patch(_others("confirm"), level="instructed", also_told=True, note=_SERVERS),
            ),
        ),
        ByValue(
            "privacy.usage_data",
            {
                "none": Patch(_reports(crashes=False), note=_HOSTED),
                "errors": Patch(_reports(crashes=True), note=_HOSTED),
                "statistics": Told("Zed sends statistics unless something else forbids it"),
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": Told("Zed updates itself unless something else forbids it"),
                **dict.fromkeys(
                    ("ask", "off"),
                    Patch({"auto_update": False}, note="it is updated when the person asks for it"),
                ),
            },
        ),
        *told("honesty.reasoning", "honesty.commit_credit", "privacy.memory", "privacy.memory_days"),
        *told("autonomy.irreversible", "autonomy.self_change", "oversight.show_plan"),
        *told("autonomy.subagents", note="helpers follow the same rules"),
        *told("autonomy.max_steps", note="Zed has no limit of steps"),
        *told("autonomy.time_limit", note="Zed has no time limit for its agent"),
        *told("oversight.audit_log", "oversight.log_days", note="threads are kept in Zed's own store"),
        *told("oversight.stop", note="the button to stop stops it as well"),
        *told(*TALK),
        *unsupported("Zed takes no budget", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
