"""A copy of the program with mutmut's changes in it, one at a time, and how the tests of a layer end on each."""

from __future__ import annotations

import difflib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

ROOT: Final = Path(__file__).resolve().parents[2]
PARTS: Final = (
    "configurator",
    "policies",
    "tests",
    "tools",
    "docs",
    "README.md",
    "LICENSE",
    "pyproject.toml",
)

Status = Literal["killed", "timed out", "no tests", "alive"]

ENDED: Final[dict[int, Status]] = {0: "alive", 33: "no tests", 5: "no tests"}
"""What an exit code of pytest, or of mutmut in its place, says; any other than these is a test that failed."""

TIMED_OUT: Final = frozenset({-24, -9, 24, 36, 152, 255})


@dataclass(frozen=True, slots=True)
class Layer:
    """What of the program is changed, and the tests that have to notice."""

    name: str
    code: tuple[str, ...]
    tests: tuple[str, ...]


LAYERS: Final = (
    Layer("domain", ("configurator/domain/*",), ("tests/unit/domain", "tests/properties")),
    Layer(
        "resolution",
        ("configurator/resolution/*",),
        ("tests/unit/resolution", "tests/unit/session", "tests/properties"),
    ),
    Layer(
        "store",
        ("configurator/store/*",),
        (
            "tests/unit/store",
            "tests/unit/session",
            "tests/cli/test_values.py",
            "tests/languages/test_choosing.py",
        ),
    ),
    Layer("render", ("configurator/exporters/render.py",), ("tests/unit/exporters/test_render.py",)),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """In ``function`` (dotted, from the package on) the lines ``was`` became ``becomes``."""

    name: str
    function: str
    was: str
    becomes: str
    status: Status


class NotRunError(RuntimeError):
    """mutmut could not judge: what it said last."""


@dataclass(frozen=True, slots=True)
class Run:
    """Which mutants are judged: ``sample`` of them by chance (0: all), in functions that begin with ``only``;
    ``quick``: by examples alone, so that what lives may still be noticed by a property."""

    sample: int = 0
    seed: int = 0
    only: str = ""
    children: int = 2
    quick: bool = False


def mutants_of(layer: Layer, folder: Path, run: Run) -> list[Mutant]:
    """Judge mutants of ``layer`` in ``folder``. Raises NotRunError.

    Where the folder has been used before, what was noticed then in functions that are still the same counts as
    noticed, and the rest is judged by the tests that there are now.
    """
    _copied(layer, folder, quick=run.quick)
    _forget(folder)
    part = bool(run.only or run.sample)
    # With a name that no mutant has, it makes the mutants and finds their tests, and then has nothing to do.
    said = _mutmut(folder, ["none of them"] if part else [], run.children)
    names = [name for name in sorted(_exit_codes(folder)) if _function(name).startswith(run.only)]
    if not names or not (folder / "mutants" / "mutmut-stats.json").is_file():
        raise NotRunError(said[-4000:])
    chosen = random.Random(run.seed).sample(names, min(run.sample, len(names))) if run.sample else names
    codes = _exit_codes(folder)
    if part and (left := [name for name in chosen if codes[name] is None]):
        said = _mutmut(folder, left, run.children)
        codes = _exit_codes(folder)
    if any(codes[name] is None for name in chosen):
        raise NotRunError(said[-4000:])
    return [_mutant(folder, name, status_of(codes[name])) for name in sorted(chosen)]


def _forget(folder: Path) -> None:
    """Forget of an earlier run which tests reach what, and all that was not noticed."""
    (folder / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    for path in (folder / "mutants").rglob("*.meta"):
        kept = json.loads(path.read_text(encoding="utf-8"))
        codes = kept["exit_code_by_key"]
        kept["exit_code_by_key"] = {
            name: code if code is not None and status_of(code) == "killed" else None
            for name, code in codes.items()
        }
        path.write_text(json.dumps(kept), encoding="utf-8")


def status_of(code: int | None) -> Status:
    """What the exit code of a run on one mutant says."""
    return "timed out" if code in TIMED_OUT else ENDED.get(code or 0, "killed")


def _copied(layer: Layer, folder: Path, *, quick: bool) -> None:
    for part in PARTS:
        source, to = ROOT / part, folder / part
        if source.is_dir():
            shutil.rmtree(to, ignore_errors=True)
            shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to)
    settings = {
        "source_paths": ["configurator"],
        "only_mutate": list(layer.code),
        "also_copy": [part for part in PARTS if part not in {"configurator", "tests", "pyproject.toml"}],
        "process_isolation": "forkserver",  # no test has run where mutants are tried: nothing is remembered
        "pytest_add_cli_args": [
            *("--numprocesses=0", "-p", "no:randomly", "-p", "tests.mutants.quick_first"),
            *(("-m", "not hypothesis") if quick else ()),
        ],
        "pytest_add_cli_args_test_selection": list(layer.tests),
        "timeout_constant": 4.0,  # seconds, for a machine that others use too
        "timeout_multiplier": 8.0,
    }
    lines = (f"{name} = {json.dumps(value)}" for name, value in settings.items())
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("\n".join(("\n[tool.mutmut]", *lines, "")))


def _mutmut(folder: Path, names: Sequence[str], children: int) -> str:
    environment = {**os.environ, "PYTHONPATH": ".", "HYPOTHESIS_PROFILE": "mutants"}
    program = str(Path(__file__).with_name("collected.py"))
    command = [sys.executable, program, "run", f"--max-children={children}", *names]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _exit_codes(folder: Path) -> dict[str, int | None]:
    """By the name of a mutant how its tests ended; None where they did not run."""
    codes: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        codes |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def _mutant(folder: Path, name: str, status: Status) -> Mutant:
    module, _, generated = name.rpartition(".")
    original = generated.partition("__mutmut_")[0]
    path = folder / "mutants" / (module.replace(".", os.sep) + ".py")
    spans = json.loads(path.with_name(path.name + ".spans").read_text(encoding="utf-8"))["spans"]
    lines = path.read_text(encoding="utf-8").splitlines()
    before, after = (_body(lines, spans[one]) for one in (f"{original}__mutmut_orig", generated))
    was, becomes = difference(before, after)
    return Mutant(name, _function(name), was, becomes, status)


def _function(name: str) -> str:
    module, _, generated = name.rpartition(".")
    return f"{module}.{spelled(generated.partition('__mutmut_')[0])}"


def _body(lines: Sequence[str], span: Sequence[int]) -> list[str]:
    first, last = span
    return [
        re.sub(r"\bx[_ǁ]\S*?__mutmut_(orig|\d+)\b", "…", line).strip() for line in lines[first - 1 : last]
    ]


def spelled(mangled: str) -> str:
    """The name of a function as it is written, with its class before it."""
    return mangled.removeprefix("x_") if mangled.startswith("x_") else ".".join(mangled.split("ǁ")[1:])


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """The lines that differ, as they were and as they became."""
    was: list[str] = []
    becomes: list[str] = []
    for kind, *spans in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            was += before[spans[0] : spans[1]]
            becomes += after[spans[2] : spans[3]]
    return "\n".join(was), "\n".join(becomes)
