"""The files of three tools in a project: what somebody else wrote in them, and what they grant.

What is granted is read here once more, from the tools' own words and from the sentences of the
small policy. Only what a file says outright counts; of what it does not speak nothing is known.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.life.bounds import FILES, NETWORK, OWN, SETTINGS, SHELL, STEPS, TOOLS

FOREIGN = {
    "CLAUDE.md": "# Ours\n\nBe kind.\n",
    ".claude/settings.json": '{"model": "opus", "permissions": {"additionalDirectories": ["../docs"]}}\n',
    ".codex/config.toml": 'model = "o"  # mine\n\n[history]\n# not kept\npersistence = "none"\n',
    "GEMINI.md": "No end of line here",
}
"""What stood there before anything was exported."""

OF_TARGET = {
    "claude-code": (".claude/settings.json", "CLAUDE.md"),
    "codex": (".codex/config.toml", "AGENTS.md"),
    "gemini-cli": (".gemini/settings.json", "GEMINI.md"),
}
LEVELS = {"Commands": SHELL, "Files": FILES, "Network": NETWORK, "Own settings": OWN}
ITEMS = {"Reader": "read_files", "Writer": "write_files", "Runner": "shell", "Searcher": "web_search"}


class Project:
    """The folder that is exported to. ``foreign`` is what the files would be without any export."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.foreign = dict(FOREIGN)
        for name, text in FOREIGN.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def note(self, name: str, number: int) -> None:
        """Somebody else writes something more at the beginning of a file."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        self.foreign[name] = noted(name, self.foreign[name], number)
        path.write_text(noted(name, text, number), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file, but for the copies that exports keep."""
        paths = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        found = {str(path.relative_to(self.root)): path.read_bytes() for path in paths}
        return {name: data for name, data in found.items() if not name.endswith("-backup")}

    def is_untouched(self) -> bool:
        """Whether nothing is there but what others wrote, byte for byte."""
        return self.files() == {name: text.encode() for name, text in self.foreign.items()}

    def law_6_foreign_content_stays(self) -> None:
        """What others wrote is in its file, byte for byte, line by line and in its order."""
        for name, text in self.foreign.items():
            now = (self.root / name).read_text(encoding="utf-8")
            lines = pieces(name, text)
            place = 0
            for line in lines:
                found = now.find(line, place)
                assert found >= 0, f"{name}: {line!r} of somebody else is gone or elsewhere"
                place = found + len(line)

    def granted(self, target: str) -> list[dict[str, Any]]:
        """What each file of ``target`` grants, as far as it says so."""
        found: list[dict[str, Any]] = []
        for name in OF_TARGET[target]:
            path = self.root / name
            if path.exists():
                text = path.read_text(encoding="utf-8")
                found.append(READERS[name](text) if name in READERS else sentences(text))
        return found


def noted(name: str, text: str, number: int) -> str:
    """``text`` with a note at its beginning, in the format of the file."""
    if name.endswith(".json"):
        return text.replace("{", f'{{"note{number}": "mine", ', 1)
    return f"# note {number}\n{text}"


def pieces(name: str, text: str) -> list[str]:
    """What of ``text`` has to be found again, in this order."""
    if name.endswith(".json"):
        notes = re.findall(r'"note\d+": "mine"', text)
        return [*notes, '"model": "opus"', '"additionalDirectories": ["../docs"]']
    return text.splitlines(keepends=True)[:-1] + text.splitlines()[-1:]


# ------------------------------------------------------------ what is granted


def sentences(text: str) -> dict[str, Any]:
    """What the instructions tell: the loosest of each setting that any sentence speaks of."""
    found: dict[str, Any] = {}
    for title, key in LEVELS.items():
        labels = SETTINGS[key]["labels"]
        told = re.findall(rf"^- {title}: (\w+)\.", text, re.MULTILINE)
        if told:
            found[key] = max(told, key=labels.index)
    if steps := re.findall(r"^- Steps in a row: (\d+)\.", text, re.MULTILINE):
        found[STEPS] = max(map(int, steps))
    if tools := re.findall(r"^- Of the tools there are: (.*)\.$", text, re.MULTILINE):
        found[TOOLS] = frozenset(item for label, item in ITEMS.items() if label in " ".join(tools))
    return found


def claude(text: str) -> dict[str, Any]:
    """Allow rules, and modes that ask for nothing, of `.claude/settings.json`."""
    raw = json.loads(text)
    rules = raw.get("permissions", {})
    allowed = [rule.partition("(")[0] for rule in rules.get("allow", []) if rule not in rules.get("deny", [])]
    found: dict[str, Any] = {}
    if "Bash" in allowed or raw.get("sandbox", {}).get("autoAllowBashIfSandboxed"):
        found[SHELL] = "allow_list"
    if rules.get("defaultMode") == "acceptEdits" or {"Edit", "Write"} & {*allowed}:
        found[FILES] = "project"
    if rules.get("defaultMode") == "bypassPermissions":
        found |= {SHELL: "host", FILES: "anywhere"}
    return found


CODEX = {
    "read-only": {},
    "workspace-write": {FILES: "project"},
    "danger-full-access": {FILES: "anywhere", SHELL: "host", NETWORK: "open"},
}


def codex(text: str) -> dict[str, Any]:
    """The sandbox of `.codex/config.toml`."""
    raw = tomllib.loads(text)
    found: dict[str, Any] = dict(CODEX[raw.get("sandbox_mode", "read-only")])
    if raw.get("sandbox_workspace_write", {}).get("network_access"):
        found[NETWORK] = "open"
    return found


def gemini(text: str) -> dict[str, Any]:
    """The approval mode of `.gemini/settings.json`, and tools that run without asking."""
    raw = json.loads(text)
    mode = raw.get("general", {}).get("defaultApprovalMode", "default")
    allowed = raw.get("tools", {}).get("allowed", [])
    found: dict[str, Any] = {FILES: "project"} if mode in ("auto_edit", "yolo") else {}
    if mode == "yolo" or any(one.startswith("run_shell_command") for one in allowed):
        found[SHELL] = "allow_list"
    return found


READERS = {".claude/settings.json": claude, ".codex/config.toml": codex, ".gemini/settings.json": gemini}


def closed(target: str, root: Path, effective: Mapping[str, Any]) -> list[str]:
    """What ``target`` has to forget or forbid by name, and does not: tools that the person does not give."""
    if target != "claude-code":
        return []
    rules = json.loads((root / ".claude/settings.json").read_text(encoding="utf-8")).get("permissions", {})
    wanted = []
    if effective[SHELL] == "never" or "shell" not in effective[TOOLS]:
        wanted.append("Bash")
    if effective[FILES] == "never" or "write_files" not in effective[TOOLS]:
        wanted += ["Edit", "Write"]
    if "web_search" not in effective[TOOLS]:
        wanted.append("WebSearch")
    return [rule for rule in wanted if rule not in rules.get("deny", [])]
