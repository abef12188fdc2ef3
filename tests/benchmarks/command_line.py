"""The reading verbs against an interpreter that does nothing."""

from __future__ import annotations

import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.timing import command, interleaved, row

VERBS = {"get": ["get", "autonomy.shell"], "check": ["check"], "show --json": ["show", "--json"]}


def rows(rounds: int) -> Iterator[str]:
    """Each verb with a warm cache, then with none."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"CONFIGURATOR_HOME": home}
        program = str(Path(sysconfig.get_path("scripts"), "configurator"))
        command([program, "preset", "apply", "developer"], environment)()
        nothing = command([sys.executable, "-c", "pass"], {})
        for name, words in VERBS.items():
            ours = command([program, *words], environment)
            times = interleaved({"pass": nothing, "ours": ours}, rounds)
            yield row(f"`{name}`, warm, against `python -c pass`", times["ours"], times["pass"], "<= 3")
        for name, words in VERBS.items():
            ours = _cold(command([program, *words], environment), Path(home, "cache"))
            times = interleaved({"pass": nothing, "ours": ours}, rounds)
            yield row(f"`{name}`, cold, against `python -c pass`", times["ours"], times["pass"], "<= 12")


def _cold(task: Callable[[], object], cache: Path) -> Callable[[], object]:
    def run() -> object:
        shutil.rmtree(cache, ignore_errors=True)
        return task()

    return run
