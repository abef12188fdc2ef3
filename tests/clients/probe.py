"""A probe: what a client should be seen to do under a profile, and how it differs from that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from configurator.exporters.table import Scope
from tests.unit.exporters import shipped

from . import claude, codex, continue_cli, gemini, opencode, qwen
from .sandbox import Call, Turn

CLIENTS: dict[str, ModuleType] = {
    "claude-code": claude,
    "codex": codex,
    "gemini-cli": gemini,
    "opencode": opencode,
    "qwen-code": qwen,
    "continue": continue_cli,
}

PROGRAMS = {
    "claude-code": "claude",
    "codex": "codex",
    "gemini-cli": "gemini",
    "opencode": "opencode",
    "qwen-code": "qwen",
    "continue": "cn",
}

TOOLS = frozenset(shipped.settings()["autonomy.tools"].ids)

Expected = tuple[Call, str]


@dataclass(frozen=True)
class Probe:
    """``values`` are what differs from the defaults; ``calls`` what is tried, and the verdict.

    ``absent`` are tools that the model must not be offered, ``offered`` those that it must.
    """

    client: str
    name: str
    values: Mapping[str, Any]
    scope: Scope
    calls: Callable[[Path, Path], list[Expected]]
    absent: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    unsaid: str = ""
    """What the model must not be sent."""
    untouched: Callable[[Path, Path], list[Path]] = lambda _root, _home: []
    """Files that must not be there afterwards."""
    about: frozenset[str] = frozenset()
    """Settings that the calls try more closely than those of other probes."""
    others: tuple[str, str] = ("", "")
    """A file of the other scope, and what somebody has allowed, or merely left, there."""
    own: tuple[str, str] = ("", "")
    """A settings file of this scope, and what was allowed in it before the export."""

    def __str__(self) -> str:
        return f"{self.client}-{self.name}"

    def effective(self) -> dict[str, Any]:
        """All values, as the library wants them."""
        return {**shipped.backgrounds()["defaults"], **self.values}

    def prepare(self, root: Path, home: Path) -> None:
        """What is there before the export."""
        name, text = self.own
        if name:
            _put((root if self.scope == "project" else home) / name, text)

    def complaints(self, root: Path, home: Path) -> list[str]:
        found: list[str] = CLIENTS[self.client].complaints(root, home)
        return found

    def failures(self, root: Path, home: Path) -> list[str]:
        """How what the client does differs from what it should do."""
        name, text = self.others
        if name:
            _put((home if self.scope == "project" else root) / name, text)
        expected = self.calls(root, home)
        turn: Turn = CLIENTS[self.client].attempt(root, home, [call for call, _ in expected])
        found = [f"{tool} is offered" for tool in sorted(self.absent & turn.tools)]
        found += [f"{tool} is not offered" for tool in sorted(self.offered - turn.tools)]
        found += [f"the model is sent {self.unsaid!r}"] if self.unsaid and self.unsaid in turn.prompt else []
        found += [f"{path} was written" for path in self.untouched(root, home) if path.exists()]
        verdicts = [*turn.verdicts, *["unanswered"] * len(expected)]
        for (call, wanted), seen in zip(expected, verdicts, strict=False):
            if seen not in wanted.split("|"):
                found.append(f"{call.name} {call.input} was {seen}, not {wanted}")
        return found


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def values(
    tools: frozenset[str], shell: str, write: str, network: str, *, plan: str = "show", **more: Any
) -> Any:
    """The settings that say what runs unasked."""
    base = {"tools": tools, "shell": shell, "file_write": write, "network": network, **more}
    return {f"autonomy.{key}": value for key, value in base.items()} | {"oversight.show_plan": plan}
