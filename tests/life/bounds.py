"""The small policy of a life: its settings read from `policy/`, its layers as the model's descriptions,
written to files in the words of `differential/spelling.py` and changed while the person lives."""

from __future__ import annotations

import copy
import os
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests import model
from tests.differential import spelling
from tests.model import Desc

POLICY = Path(__file__).with_name("policy")
LABELLED = {"scale": "levels", "switch": "levels", "choice": "options", "members": "items"}


def described() -> dict[str, Desc]:
    """Every setting of the catalogue, as the model reads it, in the order of the files."""
    found: dict[str, Desc] = {}
    for path in sorted((POLICY / "catalogue").glob("*.toml")):
        for raw in tomllib.loads(path.read_text(encoding="utf-8"))["setting"]:
            labels = [one["id"] for one in raw.get(LABELLED.get(raw["kind"], ""), [])]
            found[raw["key"]] = {
                "key": raw["key"],
                "kind": raw["kind"],
                "labels": tuple(labels),
                "low": raw.get("min", 0),
                "high": raw.get("max", 0),
                "step": raw.get("step", 1),
                "looser": raw.get("looser", "higher"),
                "max_chars": raw.get("max_chars", 0),
                "context": False,
            }
    return found


SETTINGS = described()
PRESETS: dict[str, dict[str, Any]] = {
    path.stem: {
        f"{category}.{name}": value
        for category, names in tomllib.loads(path.read_text(encoding="utf-8"))["preferences"].items()
        for name, value in names.items()
    }
    for path in sorted((POLICY / "presets").glob("*.toml"))
}

TOOLS, SHELL, FILES = "autonomy.tools", "autonomy.shell", "autonomy.file_write"
NETWORK, STEPS, OWN = "autonomy.network", "autonomy.max_steps", "autonomy.self_change"
LENGTH, LANGUAGE = "style.length", "style.language"

SOCIETY_HEAD = """schema = 1
id = "society"
title = "Society"
kind = "society"

[policy]
id = "life"
version = "1.0.0"
categories = ["autonomy", "style"]
"""

GARBLED = "schema = 1\n[[bound]\n"
"""A layer's file that nobody can read."""


def _line(tight: Any, loose: Any, default: Any = None, *gates: Desc) -> Desc:
    return {"span": {"tight": tight, "loose": loose}, "default": default, "gates": list(gates)}


def _layer(name: str, kind: str, lines: Mapping[str, Desc], *, may_grant: bool = True, **more: Any) -> Desc:
    empty: dict[str, Any] = {"grants": [], "conditions": []}
    return {**empty, "id": name, "kind": kind, "lines": dict(lines), "may_grant": may_grant, **more}


def first_layers() -> dict[str, Any]:
    """The layers at the beginning of a life, by id: society, three of the policy, one of the
    person's own and one that the machine's administrator may have set."""
    gate = {"beyond": "project", "by": ("organisation",)}
    none, every = frozenset[str](), frozenset(SETTINGS[TOOLS]["labels"])
    society = {
        TOOLS: _line(none, every, frozenset({"read_files"})),
        SHELL: _line("never", "host", "ask_each"),
        FILES: _line("never", "anywhere", "ask_each", gate),
        NETWORK: _line("off", "open", "allow_list"),
        STEPS: _line(1, 41, 11),
        OWN: _line("never", "allowed", "never"),
        LENGTH: {
            "span": {"options": frozenset({"short", "medium", "long"})},
            "default": "medium",
            "gates": [],
        },
        LANGUAGE: {"span": {"max": 6}, "default": "", "gates": []},
    }
    tied = {
        "id": "tied",
        "when": [{"key": SHELL, "test": "looser_than", "value": "allow_list"}],
        "then": [{"key": STEPS, "loose": 16}, {"key": NETWORK, "loose": "allow_list"}],
    }
    seen = {
        "id": "seen",
        "when": [{"key": TOOLS, "test": "has_any", "value": frozenset({"web_search"})}],
        "then": [{"key": FILES, "loose": "project"}],
    }
    return {
        "society": _layer("society", "society", society, conditions=[tied, seen]),
        "club": _layer("club", "jurisdiction", {SHELL: _line("never", "sandbox"), STEPS: _line(6, 31)}),
        "office": _layer(
            "office",
            "organisation",
            {OWN: _line("never", "never"), TOOLS: _line(frozenset({"read_files"}), every)},
            grants=[{"key": FILES, "upto": "anywhere"}],
        ),
        "family": _layer(
            "family", "guardian", {LANGUAGE: {"span": {"max": 3}, "default": None, "gates": []}}
        ),
        "house": _layer("house", "guardian", {SHELL: _line("never", "ask_each")}, may_grant=False),
        "plant": _layer("plant", "provider", {NETWORK: _line("off", "ask_new", "off")}),
    }


def _closes_nothing(setting: Desc, span: Desc, gate: Desc) -> bool:
    return all(model.no_looser(setting, value, gate["beyond"]) for value in model.in_span(setting, span))


class Parties:
    """The layers of one life, and their files below ``root``. ``garbled`` are those that cannot be read."""

    def __init__(self, root: Path, *, managed: bool) -> None:
        self.root = root
        self.policy = root / "policy"
        self.managed = ["plant"] if managed else []
        self.layers = first_layers()
        self.garbled: set[str] = set()
        shutil.copytree(POLICY, self.policy)
        for folder in ("managed", "home/layers", "user"):
            (root / folder).mkdir(parents=True, mode=0o700, exist_ok=True)
        for name in self.layers:
            self.write(name)

    def places(self, name: str) -> list[Path]:
        """The files that layer ``name`` is in: of the person's own layer also the copy that was kept."""
        if name == "society":
            return [self.policy / "society.toml"]
        if name == "plant":
            return [self.root / "managed" / "plant.toml"]
        if name == "house":
            copies = [self.kept] if self.kept.exists() else []
            return [self.root / "user" / "house.toml", *copies]
        return [self.policy / "layers" / f"{name}.toml"]

    @property
    def kept(self) -> Path:
        """Where `layer add` keeps the person's own layer."""
        return self.root / "home" / "layers" / "house.toml"

    def write(self, name: str) -> None:
        """Make the file of layer ``name`` say what the layer says. Raises UnspeakableError."""
        layer = self.layers[name]
        head = f'schema = 1\nid = "{name}"\ntitle = "T"\nkind = "{layer["kind"]}"\n'
        entries = spelling.entries(SETTINGS, layer)
        text = "\n".join((SOCIETY_HEAD if name == "society" else head, *entries))
        for path in self.places(name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(GARBLED if name in self.garbled else text, encoding="utf-8")
            os.chmod(path, 0o600)

    def respan(self, name: str, key: str, span: Desc | None) -> bool:
        """Give one line of a layer another span (None: no such line); whether a file can say so."""
        before = copy.deepcopy(self.layers[name])
        lines = self.layers[name]["lines"]
        if span is None:
            lines.pop(key, None)
        else:
            lines[key] = {"default": None, "gates": [], **lines.get(key, {}), "span": span}
        line = lines.get(key, {"span": span, "gates": []})
        if any(_closes_nothing(SETTINGS[key], line["span"], gate) for gate in line["gates"]):
            self.layers[name] = before
            return False
        try:
            self.write(name)
        except spelling.UnspeakableError:
            self.layers[name] = before
            self.write(name)
            return False
        return True

    def whole(self, named: Iterable[str]) -> model.Whole:
        """What the model makes of society, the managed layers and those ``named``."""
        applying = list(dict.fromkeys([*self.managed, *named]))
        readable = [self.layers[name] for name in applying if name not in self.garbled]
        obstacles = [name for name in applying if name in self.garbled]
        return model.compose(SETTINGS, [self.layers["society"], *readable], obstacles)
