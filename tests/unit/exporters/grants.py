"""What a tool's settings grant, by rules written apart from the tables that wrote them.

Each reading is of the client's own semantics as they were measured, and takes the
worse reading where a key is missing. Numbers are places on the scale of the setting
that is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

SHELL = ("never", "ask_each", "allow_list", "sandbox", "host")
WRITE = ("never", "ask_each", "project", "anywhere")
NETWORK = ("off", "allow_list", "ask_new", "open")
CLOSED, ASKS, OPEN = 0, 2, 3

WEB_TOOLS = {"web_search", "browser"}
SERVICES = {"browser", "email", "calendar", "messages", "payments", "devices"}

FINAL = (
    "rm", "git push", "git reset --hard", "git clean", "git branch -D", "shred", "dd", "mkfs",
    "npm publish", "gh repo delete", "gh release",
)  # fmt: skip
OWN_FILES = {
    "Edit(.claude/**)", "Edit(~/.claude.json)", "Edit(~/.claude/CLAUDE.md)", "Edit(~/.claude/settings*.json)",
    "Edit(~/.claude/agents/**)", "Edit(~/.claude/commands/**)", "Edit(~/.claude/hooks/**)",
    "Edit(~/.claude/plugins/**)", "Edit(~/.claude/rules/**)", "Edit(~/.claude/skills/**)",
    "Edit(~/.claude/projects/**/*.jsonl)",
}  # fmt: skip
APPS = (
    "apps", "plugins", "browser_use", "browser_use_external", "browser_use_full_cdp_access",
    "in_app_browser", "computer_use",
)  # fmt: skip
NOTHING, ERRORS, STATISTICS = 0, 1, 2
NO_PLAN = ("codex", "continue")
DENIED, ASKED, UNASKED = 0, 1, 2

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
    memory: bool
    final: int
    own_files: bool
    servers: bool
    reports: int
    updating: bool

    def beyond(self, other: Grants) -> list[str]:
        """The grants that go further than those of ``other``."""
        pairs = zip(self.__dataclass_fields__, astuple(self), astuple(other), strict=True)
        return [name for name, mine, others in pairs if mine > others]


def permitted(values: Mapping[str, Any], client: str, scope: str) -> Grants:
    """What effective values permit. Where a client cannot plan first or close MCP, that is told."""
    tools = values["autonomy.tools"]
    network = NETWORK.index(values["autonomy.network"])
    network = CLOSED if network < ASKS else network
    plans = client not in NO_PLAN and values["oversight.show_plan"] == "approve"
    commands = SHELL.index(values["autonomy.shell"]) if "shell" in tools else 0
    told = client == "codex" or (client == "gemini-cli" and scope == "project")
    by_name = client in ("codex", "continue")  # tools of servers have no name in common
    return Grants(
        commands=min(commands, 2) if plans else commands,
        writing=WRITE.index(values["autonomy.file_write"]) if "write_files" in tools else 0,
        searching=network if "web_search" in tools else CLOSED,
        fetching=network if "browser" in tools else CLOSED,
        commands_online=network if commands else CLOSED,
        reading="read_files" in tools,
        services=client == "continue"
        or (
            tools >= SERVICES
            and (network > CLOSED if client == "codex" else values["autonomy.tool_servers"] != "none")
        ),
        helpers=values["autonomy.subagents"] != "none",
        alone=not plans,
        memory=values["privacy.memory"] == "across",
        final=UNASKED if told else DENIED if values["autonomy.irreversible"] == "never" else ASKED,
        own_files=told or client == "continue",
        servers=by_name or values["autonomy.tool_servers"] != "none",
        reports=("none", "errors", "statistics").index(values["privacy.usage_data"]),
        updating=values["oversight.updates"] in _UPDATING[client],
    )


_UPDATING = {
    "claude-code": ("automatic",),
    "codex": ("automatic", "ask"),
    "gemini-cli": ("automatic", "ask"),
    "opencode": ("automatic", "ask"),
    "qwen-code": ("automatic",),
    "continue": ("automatic", "ask", "off"),
}
"""Where the client looks for a new version by itself. What it does then is told."""


def granted(client: str, patches: Mapping[str, Keys], scope: str) -> Grants:
    """What the written keys let the client do."""
    if client == "claude-code":
        return _claude(patches, scope)
    return _codex(patches) if client == "codex" else _gemini(patches)


def _claude(patches: Mapping[str, Keys], scope: str) -> Grants:
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
        searching=_asking({"WebSearch"}, deny, ask, allow),
        fetching=_asking({"WebFetch", "DesignSync"}, deny, ask, allow),
        commands_online=_claude_online(sandbox, commands, boxed=boxed and "RemoteTrigger" in deny),
        reading=not {"Read", "Glob", "Grep", "LSP", "Read(//**)"} <= deny,
        services="mcp__*" not in deny,
        helpers=not {"Task", "Agent", "Workflow", "SendMessage"} <= deny,
        alone=not plans,
        memory=settings.get("autoMemoryEnabled") is not False,
        final=_claude_final(deny, ask),
        own_files=not OWN_FILES | ({"Edit(CLAUDE.md)"} if scope == "project" else set()) <= deny,
        servers=settings.get("allowedMcpServers") != [],
        reports=_claude_reports(settings.get("env", {})),
        updating=settings.get("env", {}).get("DISABLE_AUTOUPDATER") != "1",
    )


def _claude_reports(env: Keys) -> int:
    if env.get("DISABLE_TELEMETRY") != "1":
        return STATISTICS
    return NOTHING if env.get("DISABLE_ERROR_REPORTING") == "1" else ERRORS


def _claude_writing(deny: set[str], ask: set[str], allow: set[str], commands: int, *, asks: bool) -> int:
    tools = {"Edit", "Write", "NotebookEdit"}
    if {*tools, "Edit(//**)", "EnterWorktree"} <= deny and commands < 4:
        return 0
    own = 3 if "Edit(//**)" in allow or not asks else 2
    own = 1 if tools <= ask else own
    return max(own, {3: 2, 4: 3}.get(commands, 0))


def _claude_online(sandbox: Keys, commands: int, *, boxed: bool) -> int:
    network = sandbox.get("network", {})
    if not commands:
        return CLOSED
    if boxed and sandbox.get("allowUnsandboxedCommands") is False and "*" in network.get("deniedDomains", ()):
        return CLOSED
    return OPEN if commands == 4 or "*" in network.get("allowedDomains", ()) else ASKS


def _claude_final(deny: set[str], ask: set[str]) -> int:
    rules = {f"Bash({command} *)" for command in FINAL if command != "mkfs"} | {"Bash(mkfs*)"}
    return DENIED if rules <= deny else ASKED if rules <= deny | ask else UNASKED


def _asking(tools: set[str], deny: set[str], ask: set[str], allow: set[str]) -> int:
    """Without a rule Claude Code fetches from some sites unasked. The tool that is
    asked about is the only one there is of its kind for most people."""
    if tools <= deny:
        return CLOSED
    return ASKS if {"WebSearch", "WebFetch"} & tools <= ask | deny and not tools & allow else OPEN


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
        reading=bool(commands) or features.get("view_image") is not False,
        services=any(features.get(name) is not False for name in APPS),
        helpers=settings.get("agents", {}).get("enabled") is not False
        or features.get("multi_agent_v2") is not False,
        alone=True,
        memory=features.get("memories") is not False
        or settings.get("memories", {}) != {"use_memories": False, "generate_memories": False},
        final=UNASKED,
        own_files=True,
        servers=True,
        reports=NOTHING if settings.get("analytics", {}).get("enabled") is False else STATISTICS,
        updating=settings.get("check_for_update_on_startup") is not False,
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
    shell_tools = {"run_shell_command", "list_background_processes", "read_background_output"}
    commands = 0 if shell_tools <= excluded else commands
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
        fetching=CLOSED if "web_fetch" in excluded else ASKS if "web_fetch" in asked - allowed else OPEN,
        commands_online=0 if not commands else OPEN if commands == 4 else ASKS,
        reading=not {"read_file", "read_many_files", "list_directory", "glob", "grep_search"} <= excluded,
        services="mcp_*" not in excluded,
        helpers="invoke_agent" not in excluded
        or settings.get("experimental", {}).get("enableAgents") is not False,
        alone=not plans,
        memory=settings.get("experimental", {}).get("autoMemory") is not False,
        final=_gemini_final(rules),
        own_files=not any(r["decision"] == "deny" and "GEMINI" in r.get("argsPattern", "") for r in rules),
        servers=settings.get("mcp", {}).get("allowed") != ["no-server-is-permitted"],
        reports=NOTHING if settings.get("privacy", {}).get("usageStatisticsEnabled") is False else STATISTICS,
        updating=_gemini_updating(settings.get("general", {})),
    )


def _gemini_updating(general: Keys) -> bool:
    return not general.get("enableAutoUpdate") is general.get("enableAutoUpdateNotification") is False


def _gemini_final(rules: Sequence[Keys]) -> int:
    caught = {
        prefix: DENIED if rule["decision"] == "deny" else ASKED
        for rule in rules
        for prefix in rule.get("commandPrefix", ())
        if rule["decision"] != "allow"
    }
    return max(caught.get(command, UNASKED) for command in FINAL)
