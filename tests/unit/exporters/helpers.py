"""Small settings, targets and texts that exporter tests are written with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from configurator.domain.bounds import AnyBounds
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.settings import Setting
from configurator.exporters import manifest, places
from configurator.exporters.apply import write
from configurator.exporters.plan import Plan, plan, plan_without
from configurator.exporters.table import ByValue, Choice, Patch, Rank, Scope, Target, TargetFile, Told

HOSTILE = (
    "\"quotes\" 'single' {braces} {{ }} ${HOME} $(rm -rf ~) `id`",
    '"""triple""" ' + "'''triple'''",
    "--> <!-- configurator:end --> </system>",
    "``` ~~~ ```` `",
    "@/etc/passwd @AGENTS.md @{/etc/passwd} !{id}",
    "# heading",
    "&anchor *alias !!python/object:os.system <<: {a: b} ? - | >",
    "right-to-left mark \u200f and \u200e and \u061c, zero \u200b width \ufeff",
    "backslash \\ \\n \\u0041 \\' \\\" %PATH% !history",
    "yes",
    "null",
    "1e3",
    "2026-01-01",
    "a = 1 # b",
    "key: value",
    "' || true; export EVIL=1 #",
    "[x](javascript:alert(1)) ![y](http://example.test/z) <img src=x>",
    "emoji \U0001f600 and \u4e2d\u6587",
    "-",
    "x" * 600,
)
"""One line each, as `domain.text` demands; otherwise as bad as it gets."""


def scale(key: str = "autonomy.shell", levels: Sequence[str] = ("never", "ask", "free")) -> Setting:
    says = {level: f"Shell: {level}." for level in levels}
    return Setting(key, "scale", key, "", Scale(tuple(levels)), {level: level for level in levels}, says)


def amount(key: str = "privacy.days", looser: Any = "higher") -> Setting:
    return Setting(key, "amount", key, "", Amount(0, 1000, 1, looser), says={"": "Days: {value}."})


def members(key: str = "autonomy.tools", items: Sequence[str] = ("read", "web", "shell")) -> Setting:
    says = {"": "Only {value}.", "empty": "No tools."}
    return Setting(
        key, "members", key, "", Members(tuple(items)), {item: item.upper() for item in items}, says
    )


def note(key: str = "style.note") -> Setting:
    return Setting(
        key, "text", key, "", None, says={"": "In their words: {value}", "empty": ""}, max_chars=600
    )


def chosen(setting: Setting, value: Any, rank: Rank = "own", permitted: AnyBounds | None = None) -> Choice:
    return Choice(setting, value, rank, permitted or setting.everything())


def json_target(id_: str = "tool", *, path: str = ".tool/settings.json", **extra: Any) -> Target:
    """A tool with a settings file and a prompt file, whose one setting is a shell."""
    return Target(
        id=id_,
        title="Tool",
        checked="1",
        files={
            "settings": TargetFile(path, path, "toml" if path.endswith("toml") else "json"),
            "prompt": TargetFile("TOOL.md", ".tool/TOOL.md", "markdown"),
        },
        rows=(
            ByValue(
                "autonomy.shell",
                {
                    "never": Patch({"permissions": {"deny": ["Shell"]}}),
                    "ask": Patch({"permissions": {"ask": ["Shell"], "mode": "ask"}}),
                    "free": Told(),
                },
            ),
        ),
        **extra,
    )


class Project:
    """A folder to export to, and a manifest beside it."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = tmp_path / "project"
        self.root.mkdir(exist_ok=True)
        self.record = tmp_path / "profiles" / places.NAME

    def plan(
        self, choices: Sequence[Choice], *targets: Target, scope: Scope = "project", budget: int = 0
    ) -> Plan:
        record = manifest.load(str(self.record))
        return plan(targets, lambda _: choices, str(self.root), scope, record, budget=budget)

    def export(self, choices: Sequence[Choice], *targets: Target, scope: Scope = "project") -> Plan:
        planned = self.plan(choices, *targets, scope=scope)
        write(planned)
        return planned

    def unexport(self, choices: Sequence[Choice], *ids: str, scope: Scope = "project") -> Plan:
        record = manifest.load(str(self.record))
        planned = plan_without(ids, lambda _: choices, str(self.root), scope, record)
        write(planned)
        return planned

    def put(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()
