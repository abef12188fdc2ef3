"""What each client should be seen to do under a profile: calls, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

from .probe import TOOLS, Probe, values
from .probes_more import CONTINUE, OPENCODE, QWEN
from .sandbox import Call

# ------------------------------------------------------------------ Claude Code


def bash(line: str) -> Call:
    return Call("Bash", {"command": line})


def write(path: Path) -> Call:
    return Call("Write", {"file_path": str(path), "content": "hi"})


FETCH = Call("WebFetch", {"url": "https://docs.python.org/", "prompt": "x"})
READ = Call("Read", {"file_path": "/etc/hostname"})

CLAUDE = [
    Probe("claude-code", "defaults", {}, "project",
          lambda root, _: [(bash("ls"), "absent"), (write(root / "a"), "absent"), (FETCH, "absent")],
          absent=frozenset({"Bash", "Monitor", "Write", "Edit", "NotebookEdit", "WebFetch", "WebSearch", "Task",
                            "Agent", "Workflow", "EnterWorktree", "CronCreate"}),
          offered=frozenset({"Read"}), unsaid="persistent file-based memory"),
    Probe("claude-code", "nothing", values(TOOLS, "never", "never", "off"), "project",
          lambda root, _: [(bash("ls"), "absent"), (write(root / "a"), "absent"), (FETCH, "absent")],
          absent=frozenset({"Bash", "Write", "Edit", "WebFetch", "WebSearch", "Agent"})),
    Probe("claude-code", "asks", values(TOOLS, "ask_each", "ask_each", "ask_new", subagents="same_rules"), "project",
          lambda root, _: [(bash("ls"), "asked"), (write(root / "a"), "asked"), (FETCH, "asked")],
          offered=frozenset({"Agent"}),
          others=(".claude/settings.json", '{"permissions": {"allow": ["Bash", "Write", "WebFetch", "Edit(./**)"]}}')),
    Probe("claude-code", "list", values(TOOLS, "allow_list", "project", "ask_new"), "project",
          lambda root, _: [
              (bash("ls"), "ran"), (bash("touch a"), "asked"), (write(root / "b"), "ran"),
              (write(Path("/opt/configurator-test")), "asked"),
              (write(root / ".claude" / "settings.json"), "refused"), (write(root / "CLAUDE.md"), "refused")],
          about=frozenset({"autonomy.self_change"})),
    Probe("claude-code", "boxed", values(TOOLS, "sandbox", "project", "ask_new"), "user",
          lambda root, home: [
              (bash("touch a"), "ran"), (bash("rm a"), "asked"), (write(root / "b"), "ran"), (FETCH, "asked"),
              (write(home / ".claude" / "settings.json"), "refused"),
              (Call("Bash", {"command": "touch /opt/x", "dangerouslyDisableSandbox": True}), "asked")],
          about=frozenset({"autonomy.irreversible"})),
    Probe("claude-code", "host", values(TOOLS, "host", "anywhere", "open"), "user",
          lambda _, home: [
              (bash("python3 --version"), "ran"), (write(home / "notes.txt"), "ran"), (bash("rm a"), "asked"),
              (Call("WebFetch", {"url": "https://example.test/", "prompt": "x"}), "ran"),
              (Call("WebSearch", {"query": "xyz"}), "ran")]),
    Probe("claude-code", "plan", values(TOOLS, "sandbox", "project", "open", plan="approve"), "user",
          lambda root, _: [(bash("touch a"), "asked"), (write(root / "a"), "asked|refused")],
          about=frozenset({"oversight.show_plan"})),
    Probe("claude-code", "final", values(TOOLS, "allow_list", "project", "ask_new", irreversible="never"), "project",
          lambda _root, _home: [(bash("rm a"), "refused"), (bash("git push"), "refused"), (bash("touch a"), "asked")]),
    Probe("claude-code", "blind", values(frozenset({"shell"}), "allow_list", "project", "ask_new"), "project",
          lambda root, _: [(READ, "absent"), (bash("cat /etc/hostname"), "refused"), (write(root / "a"), "absent"),
                           (FETCH, "absent"), (Call("WebSearch", {"query": "xyz"}), "absent")],
          absent=frozenset({"Read"})),
    Probe("claude-code", "forgetful", {"privacy.memory": "none", "oversight.audit_log": "off"}, "project",
          lambda _root, _home: [(READ, "ran|asked")],
          untouched=lambda _, home: [*home.glob(".claude/projects/**/*.jsonl")]),
]  # fmt: skip

# ------------------------------------------------------------------ Codex


def run(line: str) -> Call:
    return Call("exec_command", {"cmd": line})


def patch(name: str) -> Call:
    return Call("apply_patch", f"*** Begin Patch\n*** Add File: {name}\n+hi\n*** End Patch\n")


def escalate(line: str) -> Call:
    return Call(
        "exec_command", {"cmd": line, "sandbox_permissions": "require_escalated", "justification": "x"}
    )


def temporary(home: Path) -> Path:
    """A file where TMPDIR is."""
    return home.with_name(home.name + ".tmp") / "configurator"


CODEX = [
    Probe("codex", "defaults", {}, "project",
          lambda _root, _home: [(run("ls"), "absent"), (patch("a"), "refused")],
          absent=frozenset({"exec_command", "write_stdin", "web_search", "spawn_agent", "tool_search"})),
    Probe("codex", "nothing", values(TOOLS, "never", "never", "off"), "project",
          lambda _root, _home: [(run("ls"), "absent"), (patch("a"), "refused")],
          absent=frozenset({"exec_command", "web_search", "spawn_agent", "tool_search"})),
    Probe("codex", "asks", values(TOOLS, "ask_each", "ask_each", "ask_new", subagents="same_rules"), "project",
          lambda _root, _home: [(run("ls"), "absent"), (patch("a"), "asked")],
          offered=frozenset({"web_search", "tool_search"})),
    Probe("codex", "list", values(TOOLS, "allow_list", "ask_each", "ask_new"), "project",
          lambda _root, _home: [(run("ls"), "ran"), (escalate("touch a"), "asked"), (patch("a"), "asked")]),
    Probe("codex", "boxed", values(TOOLS, "sandbox", "project", "ask_new"), "user",
          lambda _root, home: [(run("touch a"), "ran"), (escalate("touch b"), "asked"), (patch("c"), "ran"),
                               (patch(".codex/config.toml"), "asked"), (run(f"touch {temporary(home)}"), "ran")],
          untouched=lambda _, home: [temporary(home)], about=frozenset({"autonomy.file_write"})),
    Probe("codex", "offline", values(TOOLS, "sandbox", "project", "off"), "user",
          lambda _root, _home: [(run("touch a"), "ran"), (escalate("touch b"), "refused"), (patch("c"), "ran")],
          absent=frozenset({"web_search"})),
    Probe("codex", "host", values(TOOLS, "host", "anywhere", "open"), "user",
          lambda _root, home: [(run(f"touch {home}/x && ls {home}/x"), "ran"), (patch("c"), "ran")]),
    Probe("codex", "unwritable", values(TOOLS - {"write_files", "web_search"}, "sandbox", "project", "open"), "user",
          lambda _root, _home: [(run("ls"), "ran"), (escalate("touch a"), "refused"), (patch("c"), "refused")],
          absent=frozenset({"web_search"})),
]  # fmt: skip

# ------------------------------------------------------------------ Gemini CLI


def shell(line: str) -> Call:
    return Call("run_shell_command", {"command": line})


def put(path: Path) -> Call:
    return Call("write_file", {"file_path": str(path), "content": "hi"})


SEARCH = Call("google_web_search", {"query": "x"})
VISIT = Call("web_fetch", {"prompt": "read https://example.test/"})

GEMINI = [
    Probe("gemini-cli", "defaults", {}, "project",
          lambda root, _: [(shell("ls"), "absent"), (put(root / "a"), "absent"), (SEARCH, "absent")],
          absent=frozenset({"run_shell_command", "write_file", "replace", "web_fetch", "google_web_search",
                            "invoke_agent", "activate_skill"}),
          offered=frozenset({"read_file"})),
    Probe("gemini-cli", "nothing", values(TOOLS, "never", "never", "off"), "project",
          lambda root, _: [(shell("ls"), "absent"), (put(root / "a"), "absent"), (VISIT, "absent")],
          absent=frozenset({"run_shell_command", "write_file", "replace", "web_fetch", "google_web_search",
                            "invoke_agent"})),
    Probe("gemini-cli", "asks", values(TOOLS, "ask_each", "ask_each", "ask_new", subagents="same_rules"), "user",
          lambda root, _: [(shell("ls"), "absent"), (put(root / "a"), "asked"), (SEARCH, "asked"), (VISIT, "asked")],
          offered=frozenset({"invoke_agent"}),
          others=(".gemini/settings.json", '{"tools": {"allowed": ["write_file", "replace"]}}')),
    Probe("gemini-cli", "list", values(TOOLS, "allow_list", "project", "ask_new"), "project",
          lambda root, _: [(shell("ls"), "ran"), (shell("touch a"), "asked"), (put(root / "b"), "ran"),
                           (put(Path("/opt/configurator-test")), "refused")]),
    Probe("gemini-cli", "boxed", values(TOOLS, "sandbox", "project", "ask_new"), "user",
          lambda root, _: [(shell("touch a"), "ran"), (shell("rm a"), "asked"), (put(root / "b"), "ran"),
                           (put(root / "GEMINI.md"), "refused")],
          about=frozenset({"autonomy.irreversible", "autonomy.self_change"})),
    Probe("gemini-cli", "host", values(TOOLS, "host", "anywhere", "open"), "user",
          lambda root, home: [(shell(f"touch {home}/x"), "ran"), (put(root / "b"), "ran"), (VISIT, "ran")]),
    Probe("gemini-cli", "plan", values(TOOLS, "sandbox", "project", "open", plan="approve"), "user",
          lambda root, _: [(shell("touch a"), "absent"), (put(root / "a"), "refused")],
          about=frozenset({"oversight.show_plan"})),
    Probe("gemini-cli", "blind", values(frozenset({"write_files"}), "never", "ask_each", "open"), "project",
          lambda root, _: [(put(root / "a"), "asked"), (SEARCH, "absent")],
          absent=frozenset({"read_file", "list_directory", "glob", "grep_search", "read_many_files",
                            "web_fetch", "google_web_search"})),
]  # fmt: skip

PROBES = [*CLAUDE, *CODEX, *GEMINI, *OPENCODE, *QWEN, *CONTINUE]
