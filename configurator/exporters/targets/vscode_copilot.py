"""VS Code's chat agent (GitHub Copilot): settings of a project and a person, and instructions that it reads.

`tests/oracles` runs VS Code's own workbench, as code-server brings it along, with a model that does
as it is told. What the table rests on: of one key a project's settings go before the
person's, but VS Code takes some keys from the person alone; the level of approvals that a
new chat starts at is a key, any project can set it, and where it approves everything a
command runs whatever else is said; a person can pick another level in the chat, and one
who approves all tools everywhere is not held by a project; servers of tools start by
themselves with the first chat, a project's too, unless a key says no. Tools that
edit files and fetch pages come with Copilot, which works for nobody who is not signed
in: what such keys do was read in its code and not seen.
"""

from __future__ import annotations

from collections.abc import Mapping

from configurator.exporters.agents import NOT_CONCERNED, TALK
from configurator.exporters.presents.vscode_copilot import PRESENT
from configurator.exporters.table import (
    Allowed,
    ByValue,
    Oracle,
    Patch,
    Scope,
    Target,
    TargetFile,
    Told,
    told,
    unsupported,
)

_FROM_THE_START = {
    "chat.permissions.default": "default",
    "chat.defaultConfiguration": {"approvals": "manual"},
}
_COMMANDS = {"chat.tools.terminal.enableAutoApprove": False}
_PICKED = "unless the person picks another level in the chat"
_ASKS = Patch(_COMMANDS, note=_PICKED)
_NO_LIST = Patch(_COMMANDS, rounded=True, note=_PICKED)
_BY_HAND = {"chat.mcp.autostart": "never"}
_UNSEEN = "VS Code takes the key, and its effect was not seen"
_SITES = {"chat.agent.networkFilter": True, "chat.agent.allowedNetworkDomains": ["localhost"]}
_PAGES = "pages that VS Code fetches and shows; commands and connected services are not held by it"


def _taken(keys: Mapping[str, object], only: Scope | None = None, note: str = _UNSEEN) -> Patch:
    return Patch(keys, level="instructed", only=only, note=note)


def _reports(level: str) -> Patch:
    return _taken({"telemetry.telemetryLevel": level, "chat.sessionSync.enabled": False}, "user")


TARGET = Target(
    id="vscode-copilot",
    title="VS Code with GitHub Copilot",
    checked="1.139.1",
    files={
        "settings": TargetFile(
            ".vscode/settings.json", ".config/Code/User/settings.json", "json", comments=True
        ),
        "prompt": TargetFile(".github/copilot-instructions.md", "", "markdown"),
    },
    fixed=(Patch(_FROM_THE_START),),
    orders={
        "chat.tools.terminal.enableAutoApprove": (False, True),
        "chat.tools.global.autoApprove": (False, True),
        "chat.tools.edits.autoApprove.**/*": (False, True),
        "chat.agent.networkFilter": (True, False),
        "chat.agent.allowedNetworkDomains": Allowed(("localhost",)),
        "chat.agent.deniedNetworkDomains": "fewer",
        "chat.mcp.access": ("none", "registry", "all"),
        "chat.mcp.autostart": ("never", "onlyNew", "newAndOutdated"),
        "chat.sessionSync.enabled": (False, True),
        "telemetry.telemetryLevel": ("off", "crash", "error", "all"),
        "git.addAICoAuthor": ("all", "chatAndAgent", "off"),
    },
    present=PRESENT,
    oracle=Oracle(
        "client",
        "VS Code's workbench, which code-server brings along, takes each key, asks before it runs a command and starts no server",
        runs="apart",
    ),
    hint="user settings are where Linux has them; elsewhere use `--scope project`",
    rows=(
        ByValue(
            "honesty.commit_credit",
            {
                "always": _taken({"git.addAICoAuthor": "all"}),
                **dict.fromkeys(
                    ("pull_requests", "when_asked", "hide"), _taken({"git.addAICoAuthor": "off"})
                ),
            },
        ),
        ByValue(
            "autonomy.shell",
            {
                "never": _taken(_COMMANDS, note="VS Code asks before every command and refuses none"),
                "ask_each": _ASKS,
                "allow_list": _NO_LIST,
                "sandbox": _NO_LIST,
                "host": _NO_LIST,
            },
        ),
        ByValue(
            "autonomy.file_write",
            {
                **dict.fromkeys(
                    ("never", "ask_each"),
                    _taken({"chat.tools.edits.autoApprove": {"**/*": False}}, "user"),
                ),
                **dict.fromkeys(
                    ("project", "anywhere"), Told("changes are shown in the editor, to keep or to undo")
                ),
            },
        ),
        ByValue(
            "autonomy.network",
            {
                "off": _taken({**_SITES, "chat.agent.deniedNetworkDomains": ["*"]}, "user", _PAGES),
                "allow_list": _taken(_SITES, "user", _PAGES),
                "ask_new": Told("VS Code asks before it fetches from a site that is new"),
                "open": Told("VS Code asks before it fetches from a site that is new"),
            },
        ),
        ByValue(
            "autonomy.self_change",
            {
                "never": _taken(
                    {"chat.tools.global.autoApprove": False},
                    "user",
                    "tools ask, and so do changes of the settings",
                )
            },
        ),
        ByValue(
            "autonomy.tool_servers",
            {
                "none": Patch({"chat.mcp.access": "none", **_BY_HAND}),
                "approved": Patch(_BY_HAND, note="a server runs once the person has started it"),
            },
        ),
        ByValue(
            "privacy.usage_data",
            {
                value: _reports(level)
                for value, level in (("none", "off"), ("errors", "error"), ("statistics", "all"))
            },
        ),
        ByValue(
            "oversight.updates",
            {
                "automatic": Told("VS Code updates itself unless something else forbids it"),
                "ask": _taken({"update.mode": "manual", "extensions.autoUpdate": "off"}, "user"),
                "off": _taken(
                    {
                        "update.mode": "none",
                        "extensions.autoUpdate": "off",
                        "extensions.autoCheckUpdates": False,
                    },
                    "user",
                ),
            },
        ),
        *told("honesty.reasoning"),
        *told("autonomy.tools", "autonomy.subagents", note="tools are picked in the chat itself"),
        *told("autonomy.send_messages", "autonomy.irreversible", "oversight.show_plan"),
        *told("autonomy.max_steps", note="VS Code's limit of requests asks whether to go on"),
        *told("autonomy.time_limit", note="VS Code has no time limit for its agent"),
        *told("privacy.memory", "privacy.memory_days", "oversight.audit_log", "oversight.log_days"),
        *told("oversight.stop", note="the chat's stop button stops it as well"),
        *told(*TALK),
        *unsupported("VS Code takes no budget", "money.model_budget"),
        *NOT_CONCERNED,
    ),
)
