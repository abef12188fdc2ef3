"""The terminal app in a real terminal: its start, its keys, its memory.

Beside an empty Textual app, beside itself with more settings, and beside other
programs that change settings in a terminal. Processor time is the scheduler's;
times until something is seen (wall) are until the last byte of the answer.
"""

from __future__ import annotations

import math
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from configurator.policyfile.folder import shipped_folder
from tests.benchmarks.empty import READY
from tests.benchmarks.large import compile_policy, make, titles
from tests.benchmarks.rivals import PACKAGES, Keys, installed, kconfig
from tests.benchmarks.timing import row
from tests.benchmarks.unlimited import lift
from tests.benchmarks.watched import Cost, Watched

ROOT = Path(__file__).resolve().parents[2]

SHIPPED, FEW, MANY, MOST = len(titles()), 1000, 10_000, 50_000

OURS = f"ours {SHIPPED}"
"""The program with the policy that ships."""

PLAIN = "plain 1000"
"""The program without a compiled policy, and without what an earlier start has kept."""

WORDS = (
    "steps",
    "shell",
    "note ",
    "privacy",
    "advice",
    "agent",
    "files",
    "network",
    "tone",
    "language",
    "log",
)
"""Typed letter by letter into the search, none twice; the first letter finds almost everything."""

CHANGED = "autonomy.max_steps"
"""The setting that is stepped up and down: a number, far from its bounds."""


class Program(NamedTuple):
    """What is started, what its first full screen has, and what to press."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    ready: tuple[str, ...]
    keys: Keys = Keys()

    def start(self) -> Watched:
        """A fresh one, in a terminal of its own."""
        return Watched(self.arguments, self.environment, self.folder)

    def is_ready(self, screen: str) -> bool:
        """Whether ``screen`` is the first full one."""
        return all(part in screen for part in self.ready)


Costs = dict[str, list[Cost]]


def rows(rounds: int) -> Iterator[str]:
    """All of them. Few rounds leave out 1,000 and 50,000 settings, and rivals of few settings."""
    quick = rounds < 10
    with tempfile.TemporaryDirectory() as folder:
        programs = _programs(Path(folder), quick=quick)
        memory: dict[str, float] = {}
        starts = _starts(programs, max(2, rounds // 2), memory)
        yield from _start_rows(starts)
        yield from _memory_rows(memory)
        yield from _key_rows(programs, rounds, quick=quick)
    here = {rival.package for rival in installed()}
    for package in PACKAGES:
        if package not in here:
            yield f"| {package} is not installed: `pip install {package}` | | | | |"


def _programs(folder: Path, *, quick: bool) -> dict[str, Program]:
    """Everything that is measured, by the name it has in the rows."""
    empty = Program((sys.executable, "-m", "tests.benchmarks.empty"), {}, ROOT, (READY,))
    programs = {"empty": empty, OURS: _ours(folder, SHIPPED, Path(shipped_folder()))}
    lift()
    for count in (MANY,) if quick else (FEW, MANY, MOST):
        policy = make(folder / f"policy-{count}", count)
        if count == FEW:
            programs[PLAIN] = _ours(folder, count, policy)
            policy = make(folder / f"compiled-{count}", count)
        programs[f"ours {count}"] = _ours(folder, count, compile_policy(policy))
    for rival in installed():
        for count in (MANY,) if quick else (SHIPPED, MANY):
            here = kconfig(folder / f"kconfig-{count}", count)
            programs[f"{rival.package} {count}"] = Program(rival.arguments, {}, here, rival.ready, rival.keys)
    return programs


def _ours(folder: Path, count: int, policy: Path) -> Program:
    module = "configurator" if count < MOST else "tests.benchmarks.unlimited"
    profile = folder / f"home-{policy.name}" / "profiles" / "default.toml"
    profile.parent.mkdir(parents=True, exist_ok=True)
    profile.write_text(
        "schema = 1\n", encoding="utf-8"
    )  # a person who was here before: no questions at the start
    return Program(
        (sys.executable, "-m", module, "--policy", str(policy)),
        {"CONFIGURATOR_HOME": str(profile.parents[1])},
        ROOT,
        (f"of {count}", "Bounded by", "q quit"),
    )


# ------------------------------------------------------------------- starts


def _starts(programs: Mapping[str, Program], rounds: int, memory: dict[str, float]) -> Costs:
    """Each program started in turns; the first turn only fills caches of the system."""
    costs: Costs = {name: [] for name in programs}
    for turn in range(rounds + 1):
        for name, program in programs.items():
            _forget(program)
            with closing(program.start()) as watched:
                cost = watched.until(program.is_ready)
                memory[name] = watched.memory()
            if turn:
                costs[name].append(cost)
    return costs


def _forget(program: Program) -> None:
    """Take away what an earlier start has kept, so that only what was compiled is."""
    home = program.environment.get("CONFIGURATOR_HOME", "")
    for kept in Path(home, "cache").glob("*.json") if home else ():
        kept.unlink()


def _start_rows(costs: Costs) -> Iterator[str]:
    cpu = {name: statistics.median(cost.cpu for cost in found) for name, found in costs.items()}
    wall = {name: statistics.median(cost.wall for cost in found) for name, found in costs.items()}
    first, beside = "first full frame", "against an empty Textual app"
    yield row(f"{first}, {SHIPPED} settings, compiled, {beside}", cpu[OURS], cpu["empty"], "<= 1.4")
    yield row(f"{first}, {SHIPPED} settings, compiled, {beside}, wall", wall[OURS], wall["empty"], "<= 1.4")
    for more in (FEW, MANY, MOST):
        if f"ours {more}" in cpu:
            limit = ", without the limit of 1 MB" if more == MOST else ""
            what = f"{first}, {more:,} settings, compiled{limit}, against {SHIPPED}"
            yield row(what, cpu[f"ours {more}"], cpu[OURS], "<= 1.15" if more == MANY else "-")
    if PLAIN in cpu:
        what = f"{first}, {FEW:,} settings, not compiled, against compiled"
        yield row(what, cpu[PLAIN], cpu[f"ours {FEW}"], "-")
    for name, (package, count) in _rivals(cpu):
        goal = "< 1" if package == "esp-idf-kconfig" else "-"
        yield row(
            f"{first}, {count} settings, compiled, against {package}", cpu[f"ours {count}"], cpu[name], goal
        )


def _rivals(names: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, str]]]:
    for name in names:
        package, _, count = name.partition(" ")
        if package in PACKAGES:
            yield name, (package, count)


def _memory_rows(memory: Mapping[str, float]) -> Iterator[str]:
    goals = {f"ours {MOST}": "< 70 MB"}
    for name in (f"ours {count}" for count in (SHIPPED, MANY, MOST)):
        if name in memory:
            what = f"memory, {int(name.split()[1]):,} settings, against an empty Textual app"
            yield _of_memory(what, memory[name], memory["empty"], goals.get(name, "-"))
    for name, (package, count) in _rivals(memory):
        goal = "< 1" if package == "esp-idf-kconfig" else "-"
        what = f"memory, {int(count):,} settings, against {package}"
        yield _of_memory(what, memory[f"ours {count}"], memory[name], goal)


def _of_memory(name: str, ours: float, theirs: float, goal: str) -> str:
    return f"| {name} | {ours:.0f} MB | {theirs:.0f} MB | {ours / theirs:.2f} | {goal} |"


# --------------------------------------------------------------------- keys


def _key_rows(programs: Mapping[str, Program], rounds: int, *, quick: bool) -> Iterator[str]:
    """Every program open at once, and each key pressed in all of them in turn."""
    with ExitStack() as stack:
        opened: dict[str, Watched] = {}
        for name, program in programs.items():
            if name in (PLAIN, f"ours {FEW}"):
                continue
            opened[name] = stack.enter_context(closing(program.start()))
            opened[name].until(program.is_ready)
            opened[name].settle(0.3)
        moved = _moved(programs, opened, rounds * (4 if quick else 8))
        changed = _changed(programs, opened, rounds if quick else rounds * 4)
        typed = _typed(opened, rounds if quick else rounds * 2)
    empty = moved["empty"]
    yield from _against_empty("the cursor a line down, and its panel", moved[OURS], empty)
    yield from _against_empty("a value a step, and its panel", changed[OURS], empty)
    ours = [name for name in moved if name.startswith("ours")]
    yield _frames("keys answered in one frame", [c for n in ours for c in (*moved[n], *changed[n])])
    done = {"the cursor a line down": moved, "a value a step": changed, "a letter typed to search": typed}
    for what, costs in done.items():
        for name in ours[1:]:
            goal = "<= 1.2" if name == f"ours {MANY}" and costs is not typed else "-"
            yield _key_row(f"{what}, {_counted(name)}, against {SHIPPED}", costs[name], costs[OURS], goal)
    many = f"ours {MANY}"
    yield _key_row(
        f"a letter typed to search, {_counted(many)}, against a Down", typed[many], moved[many], "<= 2"
    )
    for name, (package, count) in _rivals(opened):
        goal = "< 1" if package == "esp-idf-kconfig" else "-"
        for what, costs in done.items():
            yield _key_row(
                f"{what}, {_counted(name)}, against {package}", costs[f"ours {count}"], costs[name], goal
            )


def _counted(name: str) -> str:
    return f"{int(name.rpartition(' ')[2]):,} settings"


def _moved(programs: Mapping[str, Program], opened: Mapping[str, Watched], times: int) -> Costs:
    """Forty lines down and forty up again: a page's edge is on the way."""
    costs: Costs = {name: [] for name in opened}
    for goes_down in islice(cycle([True] * 40 + [False] * 40), times):
        for name, watched in opened.items():
            keys = programs[name].keys
            key = keys.down if goes_down or name == "empty" else keys.up
            costs[name].append(_seen(watched, key, both=name.startswith("ours")))
    return costs


def _changed(programs: Mapping[str, Program], opened: Mapping[str, Watched], times: int) -> Costs:
    """A setting's value there and back again."""
    costs: Costs = {name: [] for name in opened if name != "empty"}
    for name in costs:
        if name.startswith("ours"):
            opened[name].type(["/", *CHANGED, "\x1b"])
            opened[name].settle(0.3)
    for place in range(times):
        for name, found in costs.items():
            key = programs[name].keys.change[place % 2]
            found.append(_seen(opened[name], key, both=name.startswith("ours")))
    return costs


def _seen(watched: Watched, key: str, *, both: bool) -> Cost:
    """What a key costs; the list and the panel beside it both have to change."""
    before = watched.text.splitlines() if both else []
    cost = watched.key(key)
    after = watched.text.splitlines() if both else []
    halves: Sequence[Callable[[str], str]] = (lambda line: line[:60], lambda line: line[75:])
    if both and any(list(map(half, before[2:-4])) == list(map(half, after[2:-4])) for half in halves):
        raise SystemExit(f"{key!r} does not change both the list and the panel:\n{watched.text}")
    return cost


def _typed(opened: Mapping[str, Watched], times: int) -> Costs:
    """Words typed letter by letter into the search, and erased without being timed."""
    costs: Costs = {name: [] for name in opened if name != "empty"}
    for name in costs:
        opened[name].type("/")
        opened[name].settle(0.3)
    typed = 0
    for word in cycle(WORDS):
        for letter in word:
            for name, found in costs.items():
                found.append(opened[name].key(letter))
            typed += 1
            if typed >= times:
                return costs
        for name in costs:
            opened[name].type(["\x7f"] * len(word))
    return costs


def _against_empty(what: str, ours: Sequence[Cost], empty: Sequence[Cost]) -> Iterator[str]:
    beside = "against one cell of an empty Textual app"
    for part, goal in ((0.5, "<= 1.5"), (0.99, "<= 3")):
        walls = [_quantile([cost.wall for cost in costs], part) for costs in (ours, empty)]
        yield row(f"{what}, {beside}, wall, p{part * 100:.0f}", walls[0], walls[1], goal)
    yield _key_row(f"{what}, {beside}", ours, empty, "-")


def _key_row(what: str, ours: Sequence[Cost], theirs: Sequence[Cost], goal: str) -> str:
    """Processor time: in that of the wall, the machine's other work is a part."""
    mine, others = (statistics.median(cost.cpu for cost in costs) for costs in (ours, theirs))
    return row(f"{what}, p50", mine, others, goal)


def _frames(what: str, costs: Sequence[Cost]) -> str:
    return f"| {what} | {sum(cost.frames == 1 for cost in costs)} of {len(costs)} | | | all |"


def _quantile(values: Sequence[float], part: float) -> float:
    return sorted(values)[math.ceil(part * len(values)) - 1]
