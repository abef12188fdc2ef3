"""`check` of a profile's file, beside programs that hold a TOML file to the exported JSON Schema."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.timing import command, interleaved, row

PROGRAM = str(Path(sysconfig.get_path("scripts"), "configurator"))
GOOD = 'schema = 1\n[preferences.autonomy]\nshell = "ask_each"\nmax_steps = 10\n'
WRONG = 'schema = 1\n[preferences.autonomy]\nshell = "nonsense"\nmax_steps = 10\n'


def rows(rounds: int) -> Iterator[str]:
    """A row for each program; both files get the same verdict of all first."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"CONFIGURATOR_HOME": str(Path(folder, "home"))}
        good, wrong, schema = (Path(folder, name) for name in ("good.toml", "wrong.toml", "schema.json"))
        good.write_text(GOOD, encoding="utf-8")
        wrong.write_text(WRONG, encoding="utf-8")
        asked = [PROGRAM, "policy", "schema"]
        schema.write_bytes(subprocess.check_output(asked, env={**os.environ, **environment}))
        ours = [PROGRAM, "check"]
        _judges("check", ours, good, wrong, environment)
        for name, words in _peers(schema).items():
            what = f"`check` of a file, warm, against {name}"
            if not words:
                yield f"| {what} | - | not installed (the extra `bench`) | - | < 1 |"
                continue
            _judges(name, words, good, wrong, environment)
            tasks = {
                "ours": command([*ours, str(good)], environment),
                "theirs": command([*words, str(good)], environment),
            }
            times = interleaved(tasks, rounds)
            yield row(what, times["ours"], times["theirs"], "< 1")


def _peers(schema: Path) -> dict[str, list[str]]:
    """By name the command of each peer; of one that is not installed, nothing."""
    beside = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", "")))
    taplo = shutil.which("taplo", path=beside)
    pinned = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    return {
        "check-jsonschema": pinned if find_spec("check_jsonschema") else [],
        "taplo": [taplo, "check", "--schema", schema.as_uri()] if taplo else [],
    }


def _judges(name: str, words: Sequence[str], good: Path, wrong: Path, environment: dict[str, str]) -> None:
    for path, permitted in ((good, True), (wrong, False)):
        done = subprocess.run(
            [*words, str(path)], env={**os.environ, **environment}, capture_output=True, check=False
        )
        if (done.returncode == 0) != permitted:
            raise SystemExit(f"{name} ends with {done.returncode} for {path.name}")
