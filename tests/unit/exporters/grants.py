"""What a tool's settings grant, by rules written apart from the tables that wrote them.

Each reading is of the client's own semantics as they were measured, and takes the
worse reading where a key is missing. Numbers are places on the scale of the setting
that is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

SHELL = ("never", "ask_each", "allow_list", "sandbox", "host")
WRITE = ("never", "ask_each", "project", "anywhere")
NETWORK = ("off", "allow_list", "ask_new", "open")
CLOSED, ASKS, OPEN = 0, 2, 3

WEB_TOOLS = {"web_search", "browser"}
SERVICES = {"browser", "email", "calendar", "messages", "payments", "devices"}

Keys = Mapping[str, Any]


@dataclass(frozen=True)
class Grants:
    """How far the AI may go unasked. ``alone`` is whether it acts before a plan is approved."""

    commands: int
    writing: int
    searching: int
    fetching: int
    commands_online: int
    reading: bool
    services: bool
    helpers: bool
    alone: bool

    def beyond(self, other: Grants) -> list[str]:
        """The grants that go further than those of ``other``."""
        pairs = zip(self.__dataclass_fields__, astuple(self), astuple(other), strict=True)
        return [name for name, mine, others in pairs if mine > others]


def permitted(values: Mapping[str, Any], client: str) -> Grants:
    """What effective values permit. Where a client cannot plan first or close MCP, that is told."""
    tools = values["autonomy.tools"]
    network = NETWORK.index(values["autonomy.network"])
    network = CLOSED if network < ASKS else network
    plans = client != "codex" and values["oversight.show_plan"] == "approve"
    commands = SHELL.index(values["autonomy.shell"]) if "shell" in tools else 0
    return Grants(
        commands=min(commands, 2) if plans else commands,
        writing=WRITE.index(values["autonomy.file_write"]) if "write_files" in tools else 0,
        searching=network if "web_search" in tools else CLOSED,
        fetching=network if "browser" in tools else CLOSED,
        commands_online=network if commands else CLOSED,
        reading="read_files" in tools,
        services=client == "codex" or tools >= SERVICES,
        helpers=values["autonomy.subagents"] != "none",
        alone=not plans,
    )


def granted(client: str, patches: Mapping[str, Keys]) -> Grants:
    """What the written keys let the client do."""
    return {"claude-code": _claude, "codex": _codex, "gemini-cli": _gemini}[client](patches)


def _claude(patches: Mapping[str, Keys]) -> Grants:
    settings = patches["settings"]
    rules = settings["permissions"]
    deny, ask, allow = (set(rules.get(name, ())) for name in ("deny", "ask", "allow"))
    sandbox = settings.get("sandbox", {})
    boxed = sandbox.get("enabled") is True and sandbox.get("failIfUnavailable") is True
    auto = bool(sandbox.get("enabled")) and sandbox.get("autoAllowBashIfSandboxed") is not False
    guarded = rules.get("disableAutoMode") == rules.get("disableBypassPermissionsMode") == "disable"
    plans = guarded and rules.get("defaultMode") == "plan"
    usual = guarded and rules.get("defaultMode") in ("plan", "default")

    commands = 4 if "Bash" in allow or not usual else 3 if auto else 1 if {"Bash", "PowerShell"} <= ask else 2
    if {"Bash", "Monitor", "PowerShell", "CronCreate", "ScheduleWakeup", "RemoteTrigger"} <= deny:
        commands = 0
    return Grants(
        commands=commands,
        writing=_claude_writing(deny, ask, allow, commands, asks=usual),
        searching=_asking("WebSearch", deny, ask, allow),
        fetching=_asking("WebFetch", deny, ask, allow),
        commands_online=_claude_online(sandbox, commands, boxed=boxed),
        reading=not {"Read", "Glob", "Grep", "LSP", "Read(//**)"} <= deny,
        services="mcp__*" not in deny,
        helpers=not {"Task", "Agent", "Workflow"} <= deny,
        alone=not plans,
    )


def _claude_writing(deny: set[str], ask: set[str], allow: set[str], commands: int, *, asks: bool) -> int:
    tools = {"Edit", "Write", "NotebookEdit"}
    if {*tools, "Edit(//**)", "EnterWorktree"} <= deny and commands < 4:
        return 0
    own = 3 if "Edit(//**)" in allow or not asks else 2 if {"Edit(./**)", "Edit(/**)"} & allow else 1
    own = 1 if tools <= ask else own
    return max(own, {3: 2, 4: 3}.get(commands, 0))


def _claude_online(sandbox: Keys, commands: int, *, boxed: bool) -> int:
    network = sandbox.get("network", {})
    if not commands:
        return CLOSED
    if boxed and sandbox.get("allowUnsandboxedCommands") is False and "*" in network.get("deniedDomains", ()):
        return CLOSED
    return OPEN if commands == 4 or "*" in network.get("allowedDomains", ()) else ASKS


def _asking(tool: str, deny: set[str], ask: set[str], allow: set[str]) -> int:
    """Without a rule Claude Code fetches from some sites unasked."""
    return CLOSED if tool in deny else ASKS if tool in ask and tool not in allow else OPEN


def _codex(patches: Mapping[str, Keys]) -> Grants:
    settings = patches["settings"]
    features = settings.get("features", {})
    workspace = settings.get("sandbox_workspace_write", {})
    mode = settings.get("sandbox_mode", "danger-full-access")
    asks = settings.get("approval_policy") != "never"
    place = ("read-only", "workspace-write", "danger-full-access").index(mode)
    commands = place + 2 if features.get("shell_tool") is not False else 0
    outside = not (workspace.get("exclude_slash_tmp") and workspace.get("exclude_tmpdir_env_var"))
    search = {"disabled": CLOSED, "cached": ASKS}.get(settings.get("web_search", ""), OPEN)
    online = OPEN if place == 2 or (place == 1 and workspace.get("network_access") is not False) else CLOSED
    return Grants(
        commands=commands,
        writing=(int(asks), 3 if outside and commands else 2, 3)[place],
        searching=search,
        fetching=CLOSED,
        commands_online=max(online, ASKS if asks else CLOSED) if commands else CLOSED,
        reading=bool(commands),
        services=True,
        helpers=settings.get("agents", {}).get("enabled") is not False,
        alone=True,
    )


def _gemini(patches: Mapping[str, Keys]) -> Grants:
    settings, rules = patches["settings"], patches.get("policies", {}).get("rule", ())
    tools = settings.get("tools", {})
    excluded, asked = set(tools.get("exclude", ())), set(tools.get("confirmationRequired", ()))
    mode = settings.get("general", {}).get("defaultApprovalMode")
    guarded = settings.get("security", {}).get("disableYoloMode") is True
    plans, usual = guarded and mode == "plan", guarded and mode in ("plan", "default")
    allowed = set(tools.get("allowed", ())) | {r["toolName"] for r in rules if r["decision"] == "allow"}

    boxed = settings.get("security", {}).get("toolSandboxing") is True
    commands = 4 if not usual else (3 if boxed else 4) if "run_shell_command" in allowed else 2
    commands = 0 if "run_shell_command" in excluded else commands
    writing = 3 if not usual else 2 if {"write_file", "replace"} & allowed else 1
    writing = 0 if {"write_file", "replace"} <= excluded else writing
    if plans:
        commands, writing = min(commands, 2), min(writing, 1)
    return Grants(
        commands=commands,
        writing=max(writing, {3: 2, 4: 3}.get(commands, 0)),
        searching=CLOSED
        if "google_web_search" in excluded
        else ASKS
        if "google_web_search" in asked
        else OPEN,
        fetching=CLOSED if "web_fetch" in excluded else OPEN if "web_fetch" in allowed else ASKS,
        commands_online=0 if not commands else OPEN if commands == 4 else ASKS,
        reading=not {"read_file", "read_many_files", "list_directory", "glob", "grep_search"} <= excluded,
        services="mcp_*" not in excluded,
        helpers="invoke_agent" not in excluded,
        alone=not plans,
    )
