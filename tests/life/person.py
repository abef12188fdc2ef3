"""What a person asked for, kept beside the program: profiles, wishes, layers, and what was written by hand."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import model
from tests.life.bounds import SETTINGS

BROKEN = "[preferences.autonomy  # unfinished"
"""A line in the middle of which somebody stopped typing."""

FIRST = {
    "nothing": "",
    "tables": """# mine, and it stays
schema = 1
layers = []  # none yet

[preferences.autonomy]
# about commands
shell = "never"  # not here
max_steps = 6

# to be thought about
""",
    "dotted": """schema = 1
preferences.style.length = "short"
# the end
""",
    "scattered": """schema = 1
preferences.autonomy.shell = "never"
# the length
preferences.style.length = "short"
preferences.autonomy.max_steps = 6
layers = ["club"]
""",
    "inline": """schema = 1
# all in one
preferences = { autonomy = { shell = "never" }, style = { length = "short" } }
""",
    "listed": """schema = 1
layers = [
  "club",  # we joined
  # and more to come
]

[preferences.autonomy]
tools = [
  "read_files",  # always
  "shell",
]
""",
}
"""Files that a person may have begun with, before the program ever wrote to them."""

BOUND = {"# not here": "autonomy.shell", "# we joined": "club", "# always": "read_files"}
"""Comments that stand on the line of something, and go with it."""


@dataclass
class Wishes:
    """One profile: raw preferences, layers, comments, and whether the file is broken."""

    preferences: dict[str, Any] = field(default_factory=dict)
    layers: tuple[str, ...] = ()
    comments: list[str] = field(default_factory=list)
    broken: bool = False

    def ask(self, changes: dict[str, Any]) -> None:
        """Raw values by key; None goes back to the default."""
        asked = {**self.preferences, **changes}
        self.preferences = {key: raw for key, raw in asked.items() if raw is not None}
        self.shed()

    def stack(self, layers: tuple[str, ...]) -> None:
        self.layers = layers
        self.shed()

    def shed(self) -> None:
        """Forget the comments that went with their line."""
        items = self.preferences.get("autonomy.tools", [])
        there = {*self.preferences, *self.layers, *(items if isinstance(items, list) else [])}
        self.comments = [one for one in self.comments if BOUND.get(one, next(iter(there), one)) in there]

    def readable(self) -> dict[str, Any]:
        """The preferences that are values, as the model reads them."""
        read = {k: model.read(SETTINGS[k], raw) for k, raw in self.preferences.items() if k in SETTINGS}
        return {key: value for key, value in read.items() if value is not None}

    def unsound(self) -> set[str]:
        """The preferences that are no values."""
        return self.preferences.keys() - self.readable().keys()


@dataclass
class Person:
    """Every profile by name, and the one in use. The default one is there without a file."""

    profiles: dict[str, Wishes] = field(default_factory=lambda: {"default": Wishes()})
    used: str = "default"

    @property
    def now(self) -> Wishes:
        return self.profiles[self.used]


def beginning(style: str) -> Wishes:
    """The wishes in a file that a person began with."""
    text = FIRST[style]
    raw = tomllib.loads(text)
    asked = flat(raw.get("preferences", {}))
    comments = [match.group(0).strip() for match in re.finditer(r"#.*", text)]
    return Wishes(asked, tuple(raw.get("layers", [])), comments)


def flat(preferences: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{category}.{name}": value
        for category, names in preferences.items()
        for name, value in names.items()
    }


def same(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two profiles ask for the same; lists spell sets."""

    def spelled(raw: Any) -> str:
        return json.dumps(sorted(raw) if isinstance(raw, list) else raw)

    return a.keys() == b.keys() and all(spelled(a[key]) == spelled(b[key]) for key in a)


# ------------------------------------------------------------ what the files say


def written(home: Path) -> dict[str, tuple[dict[str, Any], tuple[str, ...]] | None]:
    """Preferences and layers of every profile on the disk; None for one that is no TOML."""
    found: dict[str, tuple[dict[str, Any], tuple[str, ...]] | None] = {}
    for path in (home / "profiles").glob("*.toml"):
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError:
            found[path.stem] = None
        else:
            found[path.stem] = flat(raw.get("preferences", {})), tuple(raw.get("layers", []))
    return found


def in_use(home: Path) -> str:
    path = home / "in-use"
    return path.read_text(encoding="utf-8").strip() if path.exists() else "default"


def is_written(home: Path, person: Person) -> bool:
    """Whether the files say what ``person`` asked for, no more and no less."""
    found = written(home)
    found.setdefault("default", ({}, ()))
    if found.keys() != person.profiles.keys() or in_use(home) != person.used:
        return False
    for name, wishes in person.profiles.items():
        now = found[name]
        if (now is None) != wishes.broken:
            return False
        if now is not None and not (same(now[0], wishes.preferences) and now[1] == wishes.layers):
            return False
    return True


# ------------------------------------------------------------ an editor


def by_hand(text: str, key: str, spelled: str) -> str:
    """``text`` with ``key = spelled`` typed into it, where a person would: over the old
    value, below its table's head, or at the end."""
    category, _dot, name = key.partition(".")
    text = text or "schema = 1\n"
    head = f"[preferences.{category}]"
    for name_there in (name, f"preferences.{category}.{name}"):
        place = re.compile(rf"^({re.escape(name_there)}\s*=\s*)(\[[^\]]*\]|\"[^\"]*\"|[^\s#]+)", re.MULTILINE)
        if place.search(text):
            return place.sub(lambda found: found.group(1) + spelled, text, count=1)
    if head in text:
        return text.replace(head, f"{head}\n{name} = {spelled}", 1)
    if f"preferences.{category}." in text or ("preferences." in text and "[preferences" not in text):
        return text.replace("schema = 1\n", f"schema = 1\npreferences.{category}.{name} = {spelled}\n", 1)
    return f"{text.rstrip()}\n\n{head}\n{name} = {spelled}\n"
