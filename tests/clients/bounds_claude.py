"""Claude Code under the managed settings of an organisation: a person's own files, and what they reach."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.unit.exporters.grants import FINAL

from . import claude
from .bounds import Bound, Seen, Texts, everything_but
from .probes import FETCH, bash, write
from .sandbox import Call, Json, Turn, command, etc

SERVER = Path(__file__).with_name("tool_server.py")
LOOKUP = Call("mcp__helper__lookup", {})
ALLOWED = ["Bash", "Write", "Edit(//**)", "Read(//**)", "WebFetch", "WebSearch", "mcp__helper__lookup"]
LOOSE: Json = {
    "permissions": {"allow": ALLOWED, "additionalDirectories": ["/"], "defaultMode": "acceptEdits"},
    "enableAllProjectMcpServers": True,
    "autoMemoryEnabled": True,
    "env": {"DISABLE_TELEMETRY": "", "DISABLE_ERROR_REPORTING": "", "DISABLE_AUTOUPDATER": ""},
}
BOXED: Json = {"enabled": True, "autoAllowBashIfSandboxed": True, "excludedCommands": ["touch *"]}
ALLOW = {"hookEventName": "PermissionRequest", "decision": {"behavior": "allow"}}
ANSWER = f"echo '{json.dumps({'hookSpecificOutput': ALLOW})}'"
HOOKS = {"PermissionRequest": [{"matcher": "*", "hooks": [{"type": "command", "command": ANSWER}]}]}
CELL: Json = {
    "cell_type": "code",
    "id": "c",
    "source": "1",
    "metadata": {},
    "outputs": [],
    "execution_count": None,
}
NOTEBOOK: Json = {"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
DEFERRED = re.compile(r"available via ToolSearch.*?:((?:\\n\w+)+)")
NAMES = (
    "Bash", "Monitor", "CronCreate", "ScheduleWakeup", "Read", "Edit", "Write", "NotebookEdit", "EnterWorktree",
    "WebFetch", "WebSearch", "DesignSync", "Agent", "Workflow", "SendMessage",
)  # fmt: skip
"""The tools that a model may be offered here, or told that it can ask for."""


def deployed(texts: Texts, place: Path, own: Json) -> tuple[Path, Path, Path]:
    """A project with a tool server, a home, and the managed files in a folder for /etc."""
    root, home, folder = place / "project", place / "home", place / "etc"
    for one in (root, home / ".claude", folder / "claude-code"):
        one.mkdir(parents=True)
    for name, text in texts.items():
        (folder / "claude-code" / name).write_text(text)
    helper = {"command": sys.executable, "args": [str(SERVER), str(place / "started")]}
    (root / ".mcp.json").write_text(json.dumps({"mcpServers": {"helper": helper}}))
    (home / ".claude" / "settings.json").write_text(json.dumps(own))
    (root / "text").write_text("one")
    (root / "book.ipynb").write_text(json.dumps(NOTEBOOK))
    return root, home, folder


def turn(
    texts: Texts, place: Path, own: Json, calls: Mapping[str, Call], flags: Sequence[str] = ()
) -> dict[str, str]:
    """What becomes of each call, what the model can have, and what Claude Code does besides."""
    root, home, folder = deployed(texts, place, own)
    with etc(folder):
        done = claude.attempt(root, home, [*calls.values()], flags)
    verdicts: list[str] = [*done.verdicts, *["unanswered"] * len(calls)]
    there = offered(done)
    return {
        **{name: "offered" if name in there else "absent" for name in NAMES},
        **dict(zip(calls, verdicts, strict=False)),
        "started": str((place / "started").exists()),
        "memory": "told" if "persistent file-based memory" in done.prompt else "untold",
        "reports": "some" if len(done.run.hosts) > 1 else "none",
    }


def offered(done: Turn) -> set[str]:
    """The tools that the model has, and those that it is told it can ask for."""
    asked_for = {name for found in DEFERRED.findall(done.prompt) for name in found.split("\\n")}
    return {*done.tools, *asked_for}


def loose(texts: Texts, place: Path) -> Seen:
    """Everything is allowed, in any folder."""
    root = place / "project"
    text, book = root / "text", root / "book.ipynb"
    calls = {
        "line": bash("cat /etc/hostname"),
        "command": bash("touch a"),
        "new file": write(root / "b"),
        "read": Call("Read", {"file_path": str(text)}),
        "change": Call("Edit", {"file_path": str(text), "old_string": "one", "new_string": "two"}),
        "look": Call("Read", {"file_path": str(book)}),
        "cell": Call("NotebookEdit", {"notebook_path": str(book), "cell_id": "c", "new_source": "2"}),
        "lookup": LOOKUP,
        "fetch": FETCH,
        "search": Call("WebSearch", {"query": "xyz"}),
    }
    return turn(texts, place, LOOSE, calls)


def _asking(texts: Texts, place: Path, own: Json, *flags: str) -> Seen:
    calls = {"command": bash("touch a"), "new file": write(place / "project" / "b"), "fetch": FETCH}
    return turn(texts, place, own, calls, flags)


def boxed(texts: Texts, place: Path) -> Seen:
    """A sandbox in which commands run unasked, and some outside of it."""
    return _asking(texts, place, LOOSE | {"sandbox": BOXED})


def hooked(texts: Texts, place: Path) -> Seen:
    """A hook that answers in the person's place."""
    return _asking(texts, place, {"hooks": HOOKS})


def judged(texts: Texts, place: Path) -> Seen:
    """A mode in which a model answers in the person's place."""
    return _asking(texts, place, {}, "--permission-mode", "auto")


def skipping(texts: Texts, place: Path) -> Seen:
    """A flag that skips every question."""
    return _asking(texts, place, LOOSE, "--dangerously-skip-permissions")


def reporting(texts: Texts, place: Path) -> Seen:
    """Nothing is done but what Claude Code does by itself."""
    return turn(texts, place, LOOSE | {"permissions": {}}, {})


def final(texts: Texts, place: Path) -> Seen:
    """Commands that cannot be undone, alone and behind another."""
    calls = {line: bash(f"{line} a") for line in FINAL}
    return turn(texts, place, LOOSE, {"plain": bash("touch a"), "behind": bash("touch b && rm a"), **calls})


def updating(texts: Texts, place: Path) -> Seen:
    """Whether Claude Code would update itself, though the person wants it to."""
    root, home, folder = deployed(texts, place, LOOSE)
    with etc(folder):
        said = command(["claude", "doctor"], root, claude.variables(home)).stdout
    found = re.search(r"Auto-updates: (\w+)", said)
    return {"updates": found[1] if found else "unanswered"}


# ------------------------------------------------------------------ bounds


def _one(name: str, loosest: Mapping[str, Any], trial: Any, seen: Seen) -> Bound:
    return Bound("claude-code-managed", name, loosest, trial, seen)


def _all(state: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, state)


def _nobody_answers(name: str, loosest: Mapping[str, Any], seen: Seen) -> list[Bound]:
    """Bounds under which a person is asked, whoever else would answer."""
    return [_one(name, loosest, trial, seen) for trial in (boxed, hooked, judged, skipping)]


EDITS = ("new file", "change", "cell")
COMMANDS = _all("absent", "line", "command", "Bash", "Monitor", "CronCreate", "ScheduleWakeup")
WRITING = _all("absent", *EDITS, "Edit", "Write", "NotebookEdit", "EnterWorktree") | {"command": "refused"}
WEB = _all("absent", "fetch", "search", "WebFetch", "WebSearch", "DesignSync")
READING = _all("absent", "read", "look", "Read") | {"line": "refused"}
HELPERS = _all("absent", "Agent", "Workflow", "SendMessage")
FREE = _all("offered", *NAMES) | _all("ran", "line", "command", *EDITS, "lookup", "fetch", "search")
ALONE = _all("ran", "command", "new file", "fetch")

CLAUDE = [
    _one("nothing", {}, loose, FREE | {"started": "True", "memory": "told"}),
    *_nobody_answers("nothing", {}, ALONE),
    _one("nothing", {}, reporting, {"reports": "some"}),
    _one("nothing", {}, updating, {"updates": "enabled"}),
    _one("nothing", {}, final, _all("ran", "plain", "behind")),
    _one("no commands", {"autonomy.shell": "never"}, loose, COMMANDS | {"new file": "ran"}),
    *(
        bound
        for level in ("ask_each", "allow_list", "sandbox")
        for bound in (
            _one(f"commands {level}", {"autonomy.shell": level}, loose, _all("asked", "command") | _all("ran", *EDITS)),
            *_nobody_answers(f"commands {level}", {"autonomy.shell": level}, {"command": "asked"}),
        )
    ),
    _one("no changes", {"autonomy.file_write": "never"}, loose, WRITING | {"fetch": "ran"}),
    *(
        bound
        for level in ("ask_each", "project")
        for bound in (
            _one(f"changes {level}", {"autonomy.file_write": level}, loose, _all("asked", *EDITS, "command")),
            *_nobody_answers(f"changes {level}", {"autonomy.file_write": level}, _all("asked", "new file", "command")),
        )
    ),
    _one("offline", {"autonomy.network": "off"}, loose, WEB | {"command": "absent", "new file": "ran"}),
    _one("sites", {"autonomy.network": "allow_list"}, loose, WEB | {"command": "absent", "new file": "ran"}),
    _one("new sites", {"autonomy.network": "ask_new"}, loose, _all("asked", "fetch", "search", "command")),
    *_nobody_answers("new sites", {"autonomy.network": "ask_new"}, _all("asked", "fetch", "command")),
    _one("no reading", everything_but("read_files"), loose, READING),
    _one("no writing", everything_but("write_files"), loose, WRITING),
    _one("no shell", everything_but("shell"), loose, COMMANDS),
    _one("no search", everything_but("web_search"), loose, _all("absent", "search", "WebSearch") | {"fetch": "ran"}),
    _one("no browser", everything_but("browser"), loose,
         _all("absent", "fetch", "WebFetch", "DesignSync", "lookup") | {"search": "ran"}),
    *(
        _one(f"no {item}", everything_but(item), loose, {"lookup": "absent", "fetch": "ran"})
        for item in ("email", "calendar", "messages", "payments", "devices")
    ),
    _one("no servers", {"autonomy.tool_servers": "none"}, loose, {"lookup": "absent", "started": "False"}),
    _one("no helpers", {"autonomy.subagents": "none"}, loose, HELPERS | {"command": "ran"}),
    *(
        _one(f"memory {level}", {"privacy.memory": level}, loose, {"memory": "untold", "command": "ran"})
        for level in ("session", "project")
    ),
    *(
        _one(f"reports {level}", {"privacy.usage_data": level}, reporting, {"reports": "none"})
        for level in ("none", "errors")
    ),
    *(
        _one(f"updates {level}", {"oversight.updates": level}, updating, {"updates": "disabled"})
        for level in ("ask", "off")
    ),
    _one("nothing final", {"autonomy.irreversible": "never"}, final,
         _all("refused", "behind", *FINAL) | {"plain": "ran"}),
    _one("final asks", {"autonomy.irreversible": "ask"}, final, _all("asked", "behind", *FINAL) | {"plain": "ran"}),
    _one("messages ask", {"autonomy.send_messages": "ask_each"}, loose, {"lookup": "asked", "command": "ran"}),
]  # fmt: skip
