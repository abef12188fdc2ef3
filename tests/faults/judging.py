"""What has to be true after a fault, whatever it was: old or new, never half; said, and mended by the next run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.disk import ERRORS, KILLS, SWAPS, DiedError, Disk, Step
from tests.faults.scenarios import Scenario
from tests.faults.tree import Loss
from tests.faults.worlds import LABELS, Ran, World

LOSSES: tuple[Loss, ...] = ("all", "bytes", "some")


@dataclass(frozen=True)
class Case:
    """``fault`` at step ``at`` of a scenario; ``loss`` and ``seed`` where the power goes then."""

    fault: str
    at: int
    loss: Loss | None = None
    seed: int = 0

    def __str__(self) -> str:
        cut = f", then a power cut that loses {self.loss} ({self.seed})" if self.loss else ""
        return f"{self.fault or 'nothing'} at step {self.at}{cut}"


@dataclass(frozen=True)
class Seen:
    """A world from outside."""

    units: Mapping[str, Any]
    settings: Mapping[str, Any]


class Trial:
    """One scenario, ready to be tried with any fault; all in the folder ``root``, again and again."""

    def __init__(self, scenario: Scenario, root: Path) -> None:
        self.scenario = scenario
        self.world = World(root / "world")
        self._ready = root / "ready"
        self.world.make()
        with self.world.entered():
            scenario.given(self.world)
        shutil.copytree(self.world.root, self._ready, symlinks=True)
        self.old = self._look()
        self.begin()
        self.steps = self._run(Case("", -1))[0].steps
        self.new = self._look()
        assert self.new != self.old or scenario.name in ("renew", "show", "draft"), (
            "the scenario does nothing"
        )

    def cases(self) -> list[Case]:
        """Every fault at every step where it can matter."""
        changing = [number for number, step in enumerate(self.steps) if step.changes]
        ends = [*changing, len(self.steps)]
        found = [Case(kind, at) for kind in KILLS for at in changing if self._can(kind, self.steps[at])]
        found += [Case("kill", at, loss, at) for loss in LOSSES for at in ends]
        found += [Case("kill", at, "some", 1000 + at) for at in ends]
        found += [Case(name, at) for name in (*ERRORS, "interrupt") for at in range(len(self.steps))]
        found += [Case("full", at) for at in changing] + [Case("read-only", 0)]
        return found + [
            Case(name, at) for name in SWAPS for at in range(len(self.steps)) if self._is_file(at)
        ]

    def _is_file(self, at: int) -> bool:
        """Whether step ``at`` is about a file that people see, in a place that is never private to the program."""
        path = self._ready / os.path.relpath(self.steps[at].path, self.world.root)
        return path.is_file() and not path.name.endswith(".lock") and "/cache/" not in str(path)

    @staticmethod
    def _can(kind: str, step: Step) -> bool:
        return kind != "half" or step.call == "write"

    def begin(self) -> None:
        """Make the world as it is before the scenario."""
        shutil.rmtree(self.world.root)
        shutil.copytree(self._ready, self.world.root, symlinks=True)

    def _look(self) -> Seen:
        with self.world.entered():
            return Seen(self.world.units(), self.world.settings())

    def _run(self, case: Case) -> tuple[Disk, Ran | None]:
        """The scenario with the fault; None where the process did not live to say anything."""
        disk = Disk(str(self.world.root), case.fault, case.at)
        ran: Ran | None = None
        with self.world.entered():
            try:
                with disk.entered():
                    ran = self.scenario.does(self.world)
            except DiedError:
                pass
            except KeyboardInterrupt:
                ran = Ran(130, "", "")
        if case.loss is not None:
            disk.tree.after_a_cut(case.loss, case.seed)
        return disk, ran

    # ------------------------------------------------------------- judging

    def judge(self, case: Case) -> None:
        """Try ``case``. Raises AssertionError where what has to hold does not."""
        self.begin()
        if case.fault in SWAPS:
            self._judge_swap(case)
            return
        _disk, ran = self._run(case)
        with self.world.entered():
            self._first_look()
            if ran is not None:
                self._what_it_said(ran, case)
            self._next_start(case)
            self._once_more()

    def look_after(self, case: Case) -> None:
        """Judge what a process left that was killed. Raises AssertionError."""
        with self.world.entered():
            self._first_look()
            self._next_start(case)
            self._once_more()

    def _judge_swap(self, case: Case) -> None:
        """Somebody puts a folder, or a link to a file of theirs, in the place of a file."""
        theirs = self.world.put("user/theirs.txt", "theirs\n")
        place = ""

        def swap(path: str) -> None:
            nonlocal place
            place = path
            if os.path.isfile(path):
                os.unlink(path)
                if case.fault == "link":
                    os.symlink(theirs, path)
                else:
                    os.mkdir(path)
                    Path(path, "theirs.txt").write_text("theirs\n", encoding="utf-8")

        disk = Disk(str(self.world.root), case.fault, case.at, swap)
        with self.world.entered():
            with disk.entered():
                ran = self.scenario.does(self.world)
            assert ran.code in (0, 1, 2), ran
            assert theirs.read_text(encoding="utf-8") == "theirs\n", "what a link led to was written to"
            if os.path.isdir(place):
                assert Path(place, "theirs.txt").read_text(encoding="utf-8") == "theirs\n"
                shutil.rmtree(place)
            elif os.path.islink(place):
                os.unlink(place)
            there = self._ready / os.path.relpath(place, self.world.root)
            if not os.path.lexists(place) and there.is_file():
                shutil.copy2(there, place)
            shown = self.world.run("show", "--json")
            assert shown.code == 0, shown
            assert not [one for one in self.world.litter() if "/.configurator" in one], self.world.litter()

    def _first_look(self) -> None:
        """Each file by itself is old or new, without anybody's help."""
        for name, found in self.world.units().items():
            if name != "exports":
                either = [seen.units.get(name) for seen in (self.old, self.new)]
                assert found in either, f"{name} is neither old nor new: {found!r}"
        for name in self.old.units:
            is_there = name in self.world.units() or name not in self.new.units
            assert is_there, f"{name} is lost"

    def _what_it_said(self, ran: Ran, case: Case) -> None:
        assert ran.code in (0, 1, 2, 130), ran
        assert "Traceback" not in ran.err, ran.err
        if case.fault == "interrupt" or case.loss:
            return
        if ran.code == 2:
            assert any(label in ran.err for label in LABELS), ran.err
        units = self.world.units()
        wanted = self.new if ran.code == 0 else self.old
        told = "warning: " in ran.err
        for name, value in wanted.units.items():
            found: Any = units.get(name)
            if name == "exports":  # a folder that cannot be removed now goes at the next start
                found, value = found[0], value[0]  # noqa: PLW2901
            if not name.endswith(".journal.jsonl") or not told:
                assert found == value, f"exit code {ran.code}, but {name} is {found!r}; {ran.err}"

    def _next_start(self, case: Case) -> None:
        """The next start knows what holds, mends what was left half, and says so."""
        half = self.world.units()["exports"] not in (self.old.units["exports"], self.new.units["exports"])
        shown = self.world.run("show", "--json")
        assert shown.code == 0, shown
        if half:
            assert "export" in shown.err, f"an export was left half, and nobody says so: {shown.err!r}"
        exports = self.world.units()["exports"]
        assert exports in (self.old.units["exports"], self.new.units["exports"]), (
            f"exports are half: {exports!r}"
        )
        settings = self.world.settings()
        assert settings in (self.old.settings, self.new.settings), (
            "what holds is neither as before nor as after"
        )
        if case.at >= len(self.steps) and self.scenario.is_lasting:
            assert self.world.units() == self.new.units, "what was said to be done did not last"

    def _once_more(self) -> None:
        """The same command, given again, does what it does, and leaves nothing lying about."""
        self.world.age()
        for ran in (self.scenario.does(self.world), self.world.run("set", "style.questions", "ask")):
            assert ran.code in (0, 1, 2), ran
            assert "Traceback" not in ran.err, ran.err
        assert not self.world.litter(), f"left behind: {self.world.litter()}"


def try_all(trial: Trial, cases: list[Case]) -> list[str]:
    """What is wrong, a line a case; nothing where all is well."""
    wrong = []
    for case in cases:
        try:
            trial.judge(case)
        except Exception as error:  # noqa: BLE001  # a traceback is never an answer
            step = trial.steps[case.at] if 0 <= case.at < len(trial.steps) else None
            where = f" ({step.call} {os.path.relpath(step.path, trial.world.root)})" if step else ""
            wrong.append(f"{trial.scenario.name}: {case}{where}: {type(error).__name__}: {error}")
    return wrong
