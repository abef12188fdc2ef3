"""Many settings and many wishes: what each command takes of the processor and of memory grows no faster than they do.

`python -m tests.corpus.many [COUNT]`, which is 100,000 of each: one line for every command, and exit 1 where one
takes more than its share. The program's limit on the size of a file is lifted for it: without that, a policy ends at
some 11,000 settings.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.large import make

COUNT = 100_000
SECONDS, SECONDS_EACH = 5.0, 0.002
MEMORY, MEMORY_EACH = 200 << 20, 25 << 10
"""What a command may take, whatever there is, and for each setting or wish: some three times what was seen."""


BESIDE = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    file.write(f"{code} {used.ru_utime + used.ru_stime} {used.ru_maxrss}")
"""
"""A small process that starts the program: Linux counts to a process what the one that started it held."""


class Taken(NamedTuple):
    """What one command took, and what came of it."""

    command: tuple[str, ...]
    code: int
    err: str
    seconds: float
    memory: int

    def is_within(self, count: int) -> bool:
        """Whether it took no more than its share."""
        return self.seconds <= SECONDS + SECONDS_EACH * count and self.memory <= MEMORY + MEMORY_EACH * count


def wishes(count: int, keys: list[str] | None = None) -> str:
    """A profile of so many wishes: of settings that there are not, or one for each of ``keys``."""
    found = [tuple(key.split(".")) for key in keys or [f"autonomy.k{number:x}" for number in range(count)]]
    lines, header = ["schema = 1"], ""
    for category, name in sorted(found):
        lines += [f"[preferences.{category}]"] if category != header else []
        lines.append(f"{name} = 1")
        header = category
    return "\n".join(lines) + "\n"


def keys_of(policy: Path) -> list[str]:
    """The keys of the settings of a policy of `benchmarks.large`."""
    lines = (policy / "society.toml").read_text(encoding="utf-8").splitlines()
    return [line.split('"')[1] for line in lines if line.startswith("{key=")]


def taken(command: tuple[str, ...], folder: Path) -> Taken:
    """Run the program in ``folder`` and see what it takes."""
    home = {"CONFIGURATOR_HOME": str(folder / "home"), "HOME": str(folder / "user")}
    environment = {**home, "PATH": os.defpath, "PYTHONPATH": str(Path(__file__).parents[2])}
    said = folder / "taken.txt"
    program = [sys.executable, "-m", "tests.benchmarks.unlimited", *command]
    with tempfile.TemporaryFile() as out:
        done = subprocess.run(
            [sys.executable, "-c", BESIDE, str(said), *program],
            cwd=folder,
            env=environment,
            stdout=out,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            check=True,
        )
    code, seconds, memory = said.read_text(encoding="utf-8").split()
    return Taken(command, int(code), done.stderr[:1000], float(seconds), int(memory) << 10)


def all_of(count: int, folder: Path) -> Iterator[tuple[Taken, int]]:
    """Every command on many, each with the exit code that it should have."""
    (folder / "unknown.toml").write_text(wishes(count), encoding="utf-8")
    for command, code in (
        (("check", "unknown.toml", "--json"), 1),
        (("check", "unknown.toml"), 1),
        (("show", "--preferences", "unknown.toml"), 2),
        (("get", "autonomy.shell", "--preferences", "unknown.toml"), 2),
        (("set", "autonomy.shell", "never", "--preferences", "unknown.toml"), 2),
        (("reset", "--all", "--preferences", "unknown.toml"), 0),
    ):
        yield taken(command, folder), code
    policy = make(folder / "policy", count)
    (folder / "all.toml").write_text(wishes(count, keys_of(policy)), encoding="utf-8")
    mine = ("--policy", "policy", "--preferences", "all.toml")
    for command, code in (
        (("policy", "lint", "policy"), 1),  # the copies have no sentences
        (("show", "--policy", "policy", "--json"), 0),
        (("show", "--policy", "policy"), 0),  # as it was kept
        (("get", "autonomy.shell", "--policy", "policy"), 0),
        (("set", "autonomy.shell", "never", "--policy", "policy"), 0),
        (("check", "all.toml", "--json", "--policy", "policy"), 1),
        (("show", *mine), 2),
    ):
        yield taken(command, folder), code


def main(count: int) -> int:
    """Run all, and say what each took."""
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        for one, code in all_of(count, Path(name)):
            is_right = one.code == code and one.is_within(count)
            wrong += not is_right
            took = f"{one.seconds:6.1f} s {one.memory >> 20:5} MB"
            print(f"{took}  {' '.join(one.command)}{'' if is_right else f'  WRONG: exit {one.code}'}", flush=True)
    return int(bool(wrong))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT))
