"""Codex under the requirements of an organisation: a person's own files, and what they reach."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.unit.exporters.grants import APPS

from . import codex
from .bounds import Bound, Seen, Texts, everything_but
from .probes import escalate, patch, run
from .sandbox import Call, Outcome, Turn, command, etc

SERVER = Path(__file__).with_name("tool_server.py")
CONNECT = "bash -c '</dev/tcp/127.0.0.1/${HTTPS_PROXY##*:}'"
REMEMBERED = "The person keeps zebras."
PROFILE = """
default_permissions = "own"
web_search = "live"
check_for_update_on_startup = true
[permissions.own]
extends = ":workspace"
filesystem = {{ "/" = "write" }}
network = {{ enabled = true }}
[features]
multi_agent = true
multi_agent_v2 = true
view_image = true
shell_tool = true
unified_exec = true
[mcp_servers.helper]
command = "{python}"
args = ["{server}", "{mark}"]
"""
READS_ONLINE = """
default_permissions = "own"
[permissions.own]
extends = ":read-only"
network = { enabled = true }
"""
BOXED = """
sandbox_mode = "workspace-write"
[sandbox_workspace_write]
exclude_slash_tmp = true
exclude_tmpdir_env_var = true
"""
REMEMBERING = "[features]\nmemories = true\n"
FULL = 'sandbox_mode = "danger-full-access"\n'
REVIEWED = 'sandbox_mode = "read-only"\napprovals_reviewer = "auto_review"\n'
RULES = {"rules/default.rules": 'prefix_rule(pattern=["touch"], decision="allow")\n'}
ALLOW = {"hookEventName": "PermissionRequest", "decision": {"behavior": "allow"}}
COMPACT = json.dumps({"hookSpecificOutput": ALLOW}, separators=(",", ":"))
ANSWER = f"echo '{COMPACT}'"
HOOKS = {"PermissionRequest": [{"matcher": "*", "hooks": [{"type": "command", "command": ANSWER}]}]}
TRUSTED = "sha256:34c703e2ed14ebaf57a32c204924220772e4d013469b5c9b102cd0038e8893f5"
HOOKED = """
sandbox_mode = "read-only"
[hooks.state."{hooks}:permission_request:0:0"]
trusted_hash = "{trusted}"
enabled = true
"""
IN_THE_BOX = ("Read-only file system", "Operation not permitted", "Permission denied")


def deployed(texts: Texts, place: Path) -> tuple[Path, Path, Path]:
    """The managed files in a folder for /etc, a project, and a home."""
    folders = place / "project", place / "home", place / "etc"
    for folder in (folders[0], folders[1] / ".codex", folders[2] / "codex"):
        folder.mkdir(parents=True)
    for name, text in texts.items():
        (folders[2] / "codex" / name).write_text(text)
    return folders


def turn(
    texts: Texts, place: Path, own: str, calls: Mapping[str, Call], files: Mapping[str, str] | None = None
) -> Seen:
    """What becomes of each call, what the model is offered, and what Codex says of the requirements."""
    root, home, place_of_etc = deployed(texts, place)
    (home / ".codex" / "config.toml").write_text(own)
    for name, text in (files or {}).items():
        file = home / ".codex" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    with etc(place_of_etc):
        done = codex.attempt(root, home, [*calls.values()])
    verdicts = [boxed(outcome) for outcome in done.outcomes]
    seen = dict(zip(calls, [*verdicts, *["unanswered"] * len(calls)], strict=False))
    for name, tool in (("search", "web_search"), ("helpers", "spawn_agent"), ("pictures", "view_image")):
        seen[name] = "offered" if tool in done.tools else "absent"
    return seen | {"memory": "told" if REMEMBERED in done.prompt else "untold", "complaint": complaint(done)}


def boxed(outcome: Outcome) -> str:
    """A command that runs and comes to nothing in the sandbox is not one that ran."""
    blocked = outcome.verdict == "ran" and any(mark in outcome.text for mark in IN_THE_BOX)
    return "boxed" if blocked else outcome.verdict


def complaint(done: Turn) -> str:
    """A key of the requirements that Codex ignores, or the reason why it does not start."""
    if not done.run.stdout.startswith("{"):
        return done.run.stderr[-300:] or "nothing was said"
    said = json.loads(done.run.stdout)
    if "error" in said:
        return str(said["error"].get("message"))
    texts = [str(warning.get("summary") or warning.get("message")) for warning in said["warnings"]]
    return next((text for text in texts if "unrecognized" in text and "requirements (" in text), "")


def loose(texts: Texts, place: Path) -> Seen:
    """A permission profile of the person's own that may do everything, and a tool server."""
    mark = place / "started"
    own = PROFILE.format(python=sys.executable, server=SERVER, mark=mark)
    calls = {
        "command": run(f"touch {place}/outside"),
        "connection": run(CONNECT),
        "change": patch("c"),
        "server": Call("lookup", {}, "mcp__helper"),
    }
    seen = turn(texts, place, own, calls, RULES)
    return {**seen, "started": str(mark.exists())}


def reading_online(texts: Texts, place: Path) -> Seen:
    """A profile that only reads, and has the network."""
    return turn(texts, place, READS_ONLINE, {"connection": run(CONNECT), "leaving": escalate("mkdir d")})


def ruled(texts: Texts, place: Path) -> Seen:
    """A rule that lets a command out of the sandbox."""
    outside = run(f"touch {place}/outside")
    return turn(texts, place, BOXED, {"command": outside}, RULES)


def unboxed(texts: Texts, place: Path) -> Seen:
    """No sandbox at all."""
    return turn(texts, place, FULL, {"command": run(f"touch {place}/outside"), "connection": run(CONNECT)})


ASKING = {"leaving": escalate("mkdir d"), "change": patch("c")}


def hooked(texts: Texts, place: Path) -> Seen:
    """A hook that answers in the person's place."""
    hooks = place / "home" / ".codex" / "hooks.json"
    own = HOOKED.format(hooks=hooks, trusted=TRUSTED)
    return turn(texts, place, own, ASKING, {"hooks.json": json.dumps({"hooks": HOOKS})})


def reviewed(texts: Texts, place: Path) -> Seen:
    """A model that answers in the person's place."""
    return turn(texts, place, REVIEWED, ASKING)


def remembering(texts: Texts, place: Path) -> Seen:
    """Notes on the person from earlier sessions."""
    return turn(texts, place, REMEMBERING, {}, {"memories/memory_summary.md": REMEMBERED})


def switching(texts: Texts, place: Path) -> Seen:
    """Which features are on, though the person has switched all of them on."""
    root, home, place_of_etc = deployed(texts, place)
    (home / ".codex" / "config.toml").write_text(
        "[features]\n" + "".join(f"{name} = true\n" for name in APPS)
    )
    with etc(place_of_etc):
        seen = command(["codex", "features", "list"], root, codex.variables(home))
    states = {line.split()[0]: line.split()[-1] for line in seen.stdout.splitlines() if line}
    return {name: states.get(name, "unanswered") for name in APPS}


def updating(texts: Texts, place: Path) -> Seen:
    """Whether Codex looks for a new version, though the person wants it to."""
    root, home, place_of_etc = deployed(texts, place)
    (home / ".codex" / "config.toml").write_text("check_for_update_on_startup = true\n")
    with etc(place_of_etc):
        seen = command(["codex", "doctor", "--json"], root, codex.variables(home))
    checks = json.loads(seen.stdout)["checks"] if seen.stdout.startswith("{") else {}
    status = checks.get("updates.status", {}).get("details", {})
    return {"updates": status.get("check for update on startup", "unanswered")}


OFF = dict.fromkeys(APPS, "false")
ASKED = {"leaving": "asked", "change": "asked", "complaint": ""}
CHANGE = {"change": "asked", "complaint": ""}
RULED = {"command": "boxed", "complaint": ""}
OFFLINE = {"connection": "boxed", "complaint": ""}
READ_ONLY = {"command": "boxed", "change": "asked", "complaint": ""}
REFUSED = {"command": "boxed", "change": "refused", "complaint": ""}
SHUT = {"command": "absent", "connection": "absent", "complaint": ""}
FREE = {
    "command": "ran", "connection": "ran", "change": "ran", "search": "offered", "helpers": "offered",
    "pictures": "offered", "started": "True", "complaint": "",
}  # fmt: skip


def _asking(name: str, loosest: Mapping[str, Any], *more: tuple[Any, Seen]) -> list[Bound]:
    """Bounds under which a person is asked, whoever else would answer."""
    trials = [(ruled, RULED), (hooked, ASKED), (reviewed, ASKED), *more]
    return [Bound("codex-managed", name, loosest, trial, seen) for trial, seen in trials]


def _one(name: str, loosest: Mapping[str, Any], seen: Seen, trial: Any = loose) -> Bound:
    return Bound("codex-managed", name, loosest, trial, seen)


CLOSED = {"connection": "boxed", "search": "absent", "started": "False", "complaint": ""}
STOPPED = {"connection": "boxed", "leaving": "refused", "complaint": ""}

CODEX = [
    _one("nothing", {}, FREE),
    _one("nothing", {}, {"command": "ran"}, ruled),
    _one("nothing", {}, {"command": "ran", "connection": "ran"}, unboxed),
    _one("nothing", {}, {"connection": "ran"}, reading_online),
    _one("nothing", {}, {"leaving": "ran", "change": "ran"}, hooked),
    _one("nothing", {}, {"leaving": "ran"}, reviewed),
    _one("nothing", {}, {"memory": "told"}, remembering),
    _one("nothing", {}, dict.fromkeys(APPS, "true"), switching),
    _one("offline", {"autonomy.network": "off"}, OFF, switching),
    _one("sites", {"autonomy.network": "allow_list"}, OFF, switching),
    _one("no mail", everything_but("email"), OFF, switching),
    _one("no servers", {"autonomy.tool_servers": "none"}, {"plugins": "false"}, switching),
    _one("nothing", {}, {"updates": "true"}, updating),
    _one("no commands", {"autonomy.shell": "never"}, SHUT),
    _one("each command", {"autonomy.shell": "ask_each"}, SHUT),
    *_asking(
        "listed commands", {"autonomy.shell": "allow_list"}, (loose, READ_ONLY), (reading_online, OFFLINE)
    ),
    *_asking("boxed commands", {"autonomy.shell": "sandbox"}, (unboxed, RULED)),
    *_asking("no changes", {"autonomy.file_write": "never"}, (loose, REFUSED))[::3],
    *_asking("each change", {"autonomy.file_write": "ask_each"}, (loose, READ_ONLY)),
    *_asking("the project", {"autonomy.file_write": "project"}, (loose, READ_ONLY)),
    *(
        _one(
            f"{level}, no commands", {"autonomy.shell": "never", "autonomy.file_write": level}, CHANGE, trial
        )
        for level in ("ask_each", "project")
        for trial in (hooked, reviewed)
    ),
    _one("offline", {"autonomy.network": "off"}, CLOSED),
    _one("offline", {"autonomy.network": "off"}, STOPPED, reading_online),
    _one("offline", {"autonomy.network": "off"}, RULED, ruled),
    _one("sites", {"autonomy.network": "allow_list"}, CLOSED),
    _one("sites", {"autonomy.network": "allow_list"}, STOPPED, reading_online),
    _one("sites", {"autonomy.network": "allow_list"}, RULED, ruled),
    *_asking("new sites", {"autonomy.network": "ask_new"}, (loose, OFFLINE), (reading_online, OFFLINE)),
    _one("no search", everything_but("web_search"), {"search": "absent", "complaint": ""}),
    _one("no files", everything_but("read_files"), SHUT | {"pictures": "absent"}),
    _one("no shell", everything_but("shell"), SHUT),
    _one("no writing", everything_but("write_files"), REFUSED),
    _one("no writing", everything_but("write_files"), RULED, ruled),
    _one(
        "no servers",
        {"autonomy.tool_servers": "none"},
        {"server": "absent", "started": "False", "complaint": ""},
    ),
    _one("no mail", everything_but("email"), {"server": "absent", "started": "False", "complaint": ""}),
    _one("no helpers", {"autonomy.subagents": "none"}, {"helpers": "absent", "complaint": ""}),
    _one("no memory", {"privacy.memory": "session"}, {"memory": "untold", "complaint": ""}, remembering),
    _one("notes", {"privacy.memory": "project"}, {"memory": "untold", "complaint": ""}, remembering),
    _one("no updates", {"oversight.updates": "off"}, {"updates": "false"}, updating),
]
