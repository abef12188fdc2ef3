"""The same for the clients whose files hold rules in an order, or that are forks of others."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .probe import TOOLS, Probe, values
from .sandbox import Call

# ------------------------------------------------------------------ opencode

SERVER = Path(__file__).with_name("tool_server.py")


def bash(line: str) -> Call:
    return Call("bash", {"command": line, "description": "x"})


def put(path: Path) -> Call:
    return Call("write", {"filePath": str(path), "content": "hi"})


FETCH = Call("webfetch", {"url": "http://example.test/", "format": "text"})
HELPER = Call("task", {"description": "x", "prompt": "x", "subagent_type": "explore"})
ASK_SERVER = Call("notes_add", {"text": "hi"})
WITH_SERVER = json.dumps(
    {
        "mcp": {"notes": {"type": "local", "command": [sys.executable, "-I", str(SERVER)]}},
        "permission": {
            "bash": {"*": "allow", "ls *": "allow"},
            "notes_add": "allow",
            "edit": "allow",
            "external_directory": "allow",
        },
    }
)
OWN = ".config/opencode/opencode.json"

OPENCODE = [
    Probe("opencode", "defaults", {}, "project",
          lambda root, _: [(bash("ls"), "refused"), (put(root / "a"), "refused"), (FETCH, "absent"),
                           (HELPER, "refused")],
          absent=frozenset({"webfetch", "websearch"}), offered=frozenset({"read"}), others=(OWN, WITH_SERVER)),
    Probe("opencode", "nothing", values(TOOLS, "never", "never", "off"), "project",
          lambda root, _: [(bash("ls"), "refused"), (put(root / "a"), "refused"), (FETCH, "absent"),
                           (Call("read", {"filePath": "/etc/hostname"}), "asked")],
          absent=frozenset({"webfetch"})),
    Probe("opencode", "asks", values(TOOLS, "ask_each", "ask_each", "ask_new", subagents="same_rules", tool_servers="approved"), "project",
          lambda root, _: [(bash("ls"), "asked"), (put(root / "a"), "asked"), (FETCH, "asked"), (ASK_SERVER, "asked"),
                           (Call("read", {"filePath": "/etc/hostname"}), "asked")],
          offered=frozenset({"task", "websearch"}), others=(OWN, WITH_SERVER)),
    Probe("opencode", "outside", values(TOOLS, "ask_each", "ask_each", "ask_new"), "project",
          lambda _root, _home: [(Call("read", {"filePath": "/etc/hostname"}), "asked")]),
    Probe("opencode", "inside", values(TOOLS, "ask_each", "project", "ask_new"), "project",
          lambda root, _: [(bash("ls"), "asked"), (put(root / "b"), "ran"), (put(Path("/opt/configurator-test")), "asked"),
                           (put(root / "opencode.json"), "refused"), (put(root / ".opencode/agent/x.md"), "refused")],
          about=frozenset({"autonomy.self_change"})),
    Probe("opencode", "host", values(TOOLS, "host", "anywhere", "open"), "user",
          lambda _, home: [(bash("python3 --version"), "ran"), (put(home / "notes.txt"), "ran"), (FETCH, "ran"),
                           (bash("touch a && rm a"), "asked"), (put(home / OWN), "refused")],
          about=frozenset({"autonomy.irreversible"})),
    Probe("opencode", "plan", values(TOOLS, "host", "anywhere", "open", plan="approve"), "user",
          lambda root, _: [(bash("touch a"), "asked"), (put(root / "a"), "refused|absent")],
          about=frozenset({"oversight.show_plan"})),
    Probe("opencode", "final", values(TOOLS, "ask_each", "project", "ask_new", irreversible="never"), "project",
          lambda _root, _home: [(bash("rm a"), "refused"), (bash("git push"), "refused"), (bash("touch a"), "asked")]),
    Probe("opencode", "blind", values(frozenset({"shell"}), "ask_each", "project", "ask_new"), "project",
          lambda root, _: [(Call("read", {"filePath": str(root / "opencode.json")}), "refused"),
                           (Call("glob", {"pattern": "*"}), "refused"), (Call("grep", {"pattern": "x"}), "refused"),
                           (put(root / "a"), "refused"), (FETCH, "absent"), (ASK_SERVER, "refused|absent")],
          absent=frozenset({"websearch"}), others=(OWN, WITH_SERVER), about=frozenset({"autonomy.tools"})),
]  # fmt: skip

# ------------------------------------------------------------------ Qwen Code


def shell(line: str) -> Call:
    return Call("run_shell_command", {"command": line, "description": "x", "is_background": False})


def save(path: Path) -> Call:
    return Call("write_file", {"file_path": str(path), "content": "hi"})


VISIT = Call("web_fetch", {"url": "http://example.test/", "prompt": "x"})
OWN_QWEN = ".qwen/settings.json"
ASK_NOTES = Call("mcp__notes__add", {"text": "hi"})
LOOSE = json.dumps(
    {
        "mcpServers": {"notes": {"command": sys.executable, "args": ["-I", str(SERVER)], "trust": True}},
        "permissions": {"allow": ["Bash", "Edit", "WebFetch", "mcp__notes"]},
    }
)

QWEN = [
    Probe("qwen-code", "defaults", {}, "project",
          lambda root, _: [(shell("ls"), "absent"), (save(root / "a"), "absent"), (VISIT, "absent"),
                           (ASK_NOTES, "absent")],
          absent=frozenset({"run_shell_command", "write_file", "edit", "agent"}),
          offered=frozenset({"read_file"}), unsaid="file-based memory", others=(OWN_QWEN, LOOSE)),
    Probe("qwen-code", "nothing", values(TOOLS, "never", "never", "off"), "project",
          lambda root, _: [(shell("ls"), "absent"), (save(root / "a"), "absent"), (VISIT, "absent")],
          absent=frozenset({"run_shell_command", "write_file", "edit", "agent"})),
    Probe("qwen-code", "asks", values(TOOLS, "ask_each", "ask_each", "ask_new", subagents="same_rules", tool_servers="approved"), "project",
          lambda root, _: [(shell("ls"), "asked"), (save(root / "a"), "asked"), (VISIT, "asked"), (ASK_NOTES, "asked")],
          offered=frozenset({"agent"}), others=(OWN_QWEN, LOOSE)),
    Probe("qwen-code", "list", values(TOOLS, "allow_list", "project", "ask_new"), "project",
          lambda root, _: [(shell("ls"), "ran"), (shell("touch a"), "asked"), (save(root / "b"), "ran"),
                           (save(Path("/opt/configurator-test")), "asked"), (save(root / OWN_QWEN), "refused"),
                           (save(root / "QWEN.md"), "refused")],
          about=frozenset({"autonomy.self_change"})),
    Probe("qwen-code", "host", values(TOOLS, "host", "anywhere", "open"), "user",
          lambda _, home: [(shell("touch a"), "ran"), (save(home / "notes.txt"), "ran"), (VISIT, "ran"),
                           (shell("rm a"), "asked"), (save(home / OWN_QWEN), "refused")],
          about=frozenset({"autonomy.irreversible"})),
    Probe("qwen-code", "plan", values(TOOLS, "host", "anywhere", "open", plan="approve"), "user",
          lambda root, _: [(shell("touch a"), "refused"), (save(root / "a"), "asked|refused")],
          about=frozenset({"oversight.show_plan"})),
    Probe("qwen-code", "final", values(TOOLS, "allow_list", "project", "ask_new", irreversible="never"), "project",
          lambda _root, _home: [(shell("rm a"), "refused"), (shell("git push"), "refused"), (shell("touch a"), "asked")]),
    Probe("qwen-code", "blind", values(frozenset({"shell"}), "allow_list", "project", "ask_new"), "project",
          lambda root, _: [(Call("read_file", {"file_path": str(root / "QWEN.md")}), "absent"),
                           (shell("cat QWEN.md"), "refused"), (save(root / "a"), "absent"), (VISIT, "absent"),
                           (ASK_NOTES, "absent")],
          absent=frozenset({"read_file", "glob", "grep_search"}), others=(OWN_QWEN, LOOSE),
          about=frozenset({"autonomy.tools"})),
    Probe("qwen-code", "forgetful", {"privacy.memory": "none", "oversight.audit_log": "off"}, "project",
          lambda root, _: [(Call("read_file", {"file_path": str(root / "QWEN.md")}), "ran")],
          untouched=lambda _, home: [*home.glob(".qwen/projects/**/*.jsonl")]),
]  # fmt: skip

# ------------------------------------------------------------------ Continue


def execute(line: str) -> Call:
    return Call("Bash", {"command": line})


def store(path: Path) -> Call:
    return Call("Write", {"filepath": str(path), "content": "hi"})


def look(path: Path) -> Call:
    return Call("Read", {"filepath": str(path)})


def alter(root: Path, tool: str) -> list[tuple[Call, str]]:
    """An edit of a file that is there, which has to have been read before."""
    edit = {"old_string": "hi", "new_string": "ho"}
    inputs: dict[str, dict[str, Any]] = {"Edit": edit, "MultiEdit": {"edits": [edit]}}
    return [
        (look(root / "old"), "ran"),
        (Call(tool, {"file_path": str(root / "old"), **inputs[tool]}), "asked"),
    ]


GET = Call("Fetch", {"url": "http://example.test/"})
OWN_CONTINUE = ".continue/permissions.yaml"
EVERY_TOOL = "allow:\n" + "".join(
    f"  - {tool}\n"
    for tool in ("Read", "List", "Search", "Write", "Edit", "MultiEdit", "Bash", "Fetch", "Subagent")
)
CHANGES = frozenset({"Write", "Edit"})
READS = frozenset({"Read", "List", "Search"})
OLD = ("old", "hi\n")

CONTINUE = [
    Probe("continue", "defaults", {}, "user",
          lambda root, _: [(execute("ls"), "refused"), (store(root / "a"), "refused"), (GET, "refused"),
                           (look(Path("/etc/hostname")), "ran")],
          absent=CHANGES | {"Bash", "Fetch", "Subagent"}, offered=READS),
    Probe("continue", "nothing", values(TOOLS, "never", "never", "off"), "user",
          lambda root, _: [(execute("ls"), "refused"), (store(root / "a"), "refused"), (GET, "refused")],
          absent=CHANGES | {"Bash", "Fetch", "Subagent"}, own=(OWN_CONTINUE, EVERY_TOOL)),
    Probe("continue", "asks", values(TOOLS, "ask_each", "ask_each", "ask_new", subagents="same_rules"), "user",
          lambda root, _: [(execute("ls"), "asked"), (store(root / "a"), "asked"), (GET, "asked"),
                           *alter(root, "Edit")],
          offered=CHANGES | READS | {"Bash", "Fetch", "Subagent"}, others=OLD, own=(OWN_CONTINUE, EVERY_TOOL)),
    Probe("continue", "asks to edit much", values(TOOLS, "ask_each", "ask_each", "ask_new"), "user",
          lambda root, _: alter(root, "MultiEdit"), offered=frozenset({"MultiEdit"}), others=OLD,
          own=(OWN_CONTINUE, EVERY_TOOL)),
    Probe("continue", "list", values(TOOLS, "allow_list", "project", "ask_new"), "user",
          lambda root, _: [(execute("ls"), "asked"), (store(root / "a"), "asked"), (GET, "asked"),
                           *alter(root, "Edit")],
          absent=frozenset({"Subagent"}), others=OLD, own=(OWN_CONTINUE, EVERY_TOOL)),
    Probe("continue", "list to edit much", values(TOOLS, "allow_list", "project", "ask_new"), "user",
          lambda root, _: alter(root, "MultiEdit"), others=OLD, own=(OWN_CONTINUE, EVERY_TOOL)),
    Probe("continue", "boxed", values(TOOLS, "sandbox", "anywhere", "open"), "user",
          lambda root, _: [(execute("ls"), "asked"), (store(root / "a"), "ran"), (GET, "ran")],
          own=(OWN_CONTINUE, EVERY_TOOL)),
    Probe("continue", "host", values(TOOLS, "host", "anywhere", "open"), "user",
          lambda _, home: [(execute("touch a"), "ran"), (store(home / "notes.txt"), "ran"), (GET, "ran"),
                           (execute("rm a"), "asked"), (execute("cd . && rm a"), "asked")],
          about=frozenset({"autonomy.irreversible"})),
    Probe("continue", "final", values(TOOLS, "ask_each", "anywhere", "open", irreversible="never"), "user",
          lambda _root, _home: [(execute("rm a"), "refused"), (execute("git push"), "refused"),
                                (execute("touch a"), "asked")]),
    Probe("continue", "closed", values(TOOLS, "never", "anywhere", "allow_list", irreversible="never"), "user",
          lambda root, _: [(execute("ls"), "refused"), (store(root / "a"), "ran"), (GET, "refused")],
          own=(OWN_CONTINUE, EVERY_TOOL)),
    Probe("continue", "blind", values(frozenset({"shell"}), "ask_each", "anywhere", "open"), "user",
          lambda root, _: [(look(Path("/etc/hostname")), "refused"), (Call("List", {"dirpath": "."}), "refused"),
                           (Call("Search", {"pattern": "x"}), "refused"), (store(root / "a"), "refused"),
                           (GET, "refused"), (execute("ls"), "asked")],
          absent=READS | CHANGES | {"Fetch"}, own=(OWN_CONTINUE, EVERY_TOOL), about=frozenset({"autonomy.tools"})),
    Probe("continue", "mute", values(TOOLS - {"shell"}, "host", "anywhere", "open"), "user",
          lambda root, _: [(execute("ls"), "refused"), (store(root / "a"), "ran")],
          absent=frozenset({"Bash"}), own=(OWN_CONTINUE, EVERY_TOOL)),
]  # fmt: skip
