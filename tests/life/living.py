"""What every step of a life has in common: one deed, perhaps a crash in it, and what has to be true then."""

from __future__ import annotations

import copy
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from configurator.resolution.wording import permitted_json
from configurator.session.opening import Named, open_session
from tests import model
from tests.faults.disk import DiedError, Disk
from tests.faults.scenarios import temporary_root
from tests.faults.worlds import Ran, World
from tests.life import laws
from tests.life.app import App
from tests.life.bounds import Parties
from tests.life.laws import Seen
from tests.life.person import FIRST, Person, Wishes, beginning, is_written
from tests.life.tools import Project

FIGURES: Counter[str] = Counter()
"""How many lives there were since the process began, and steps of each rule."""

LIVES = "lives"


class Writing(Disk):
    """A disk on which only what changes something is a step."""

    def _step(self, call: str, path: Any, *, changes: bool, half: Callable[[], object] | None = None) -> None:
        if changes or self.is_dead:
            super()._step(call, path, changes=changes, half=half)


class Living(RuleBasedStateMachine):
    """One life in folders of its own: the program's files, and beside them what they have to say."""

    def __init__(self) -> None:
        super().__init__()
        FIGURES[LIVES] += 1
        self.folder = Path(tempfile.mkdtemp(prefix="life-", dir=temporary_root() or None))
        self.world = World(self.folder / "world")
        self.person = Person()
        self.apps: dict[int, App] = {}
        self.exported: dict[str, dict[str, Any]] = {}
        self.crash = -1
        self.number = 0
        self.last = Ran(0, "", "")

    def born(self, style: str, *, managed: bool) -> None:
        """Begin with a file of some ``style``, under a machine that is ``managed`` or not."""
        self.world.make()
        self.parties = Parties(self.world.root, managed=managed)
        self.project = Project(self.world.project)
        if FIRST[style]:
            self.world.put("home/profiles/default.toml", FIRST[style])
            self.person.profiles["default"] = beginning(style)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------ deeds

    @contextmanager
    def entered(self) -> Iterator[None]:
        """The program's surroundings are this life's."""
        with self.world.entered():
            if self.parties.managed:
                os.environ["CONFIGURATOR_MANAGED"] = str(self.world.root / "managed")
            yield

    def run(self, *arguments: str) -> Ran:
        """One command under this life's policy."""
        ran = self.last = self.world.run(*arguments, "--policy", str(self.parties.policy))
        assert "Traceback" not in ran.err, ran.err
        assert ran.code in (0, 1, 2), ran
        return ran

    def act(self, name: str, does: Callable[[], int], after: Callable[[Person], object], code: int) -> bool:
        """Do something that has to end with ``code``, and where that is 0 to what ``after`` makes of
        the person. A crash may come in between; whether there was none."""
        FIGURES[name] += 1
        wanted = copy.deepcopy(self.person)
        if code == 0:
            after(wanted)
        with self.entered():
            found = self._done(does)
        if found is None:
            self.reborn(self.person, wanted)
            return False
        assert found == code, f"{name} ends with {found}, not {code}: {self.last}"
        self.person = wanted
        return True

    def command(
        self, name: str, arguments: tuple[str, ...], after: Callable[[Person], object], code: int
    ) -> bool:
        """One command as a deed."""
        return self.act(name, lambda: self.run(*arguments).code, after, code)

    def _done(self, does: Callable[[], int]) -> int | None:
        """The exit code; None where the process died on the way."""
        if self.crash < 0:
            return does()
        disk = Writing(str(self.world.root), "kill", self.crash)
        try:
            with disk.entered():
                try:
                    found = does()
                finally:
                    disk.let_go()
        except DiedError:
            FIGURES["crashes"] += 1
            self.crash = -1
            return None
        self.crash -= len(disk.steps)
        return found

    def reborn(self, *either: Person) -> None:
        """A new process: nothing is remembered but what is in the files, which are old or new."""
        self.apps.clear()
        forget()
        with self.entered():
            self.run("show")
        for person in reversed(either):
            if is_written(self.world.home, person):
                self.person = person
                return
        raise AssertionError("law 5: after a crash, what was asked is neither as before nor as after")

    # ------------------------------------------------------------ what has to be true

    def whole(self, wishes: Wishes) -> model.Whole:
        return self.parties.whole(wishes.layers)

    def effective(self) -> dict[str, Any]:
        """What the model says holds now, in the profile in use."""
        found = model.resolve(self.whole(self.person.now), self.person.now.readable())
        return {key: held.value for key, held in found.items()}

    def seen(self, name: str) -> Seen:
        """What a session says of a profile."""
        session = open_session(Named(profile=name, policy=str(self.parties.policy)))
        permitted = {
            key: permitted_json(one.setting, one.bounds) or {}
            for key, one in session.composition.permitted.items()
        }
        return Seen({key: one.value for key, one in session.effective.items()}, permitted)

    def look_at_profile(self, name: str, wishes: Wishes) -> None:
        """The laws of values, in one profile."""
        shown = self.run("show", "--json", "--profile", name)
        if wishes.broken:
            assert shown.code == 2, f"law 8: a file that is broken counts as read: {shown}"
            return
        whole, seen = self.whole(wishes), self.seen(name)
        laws.law_1_layers_only_narrow(whole, seen)
        laws.law_2_inside_bounds_and_conditions(whole, seen)
        laws.law_3_honoured_and_never_looser_than_asked(whole, wishes, seen)
        laws.law_4_held_at_the_nearest(whole, wishes, seen)
        laws.law_8_unreadable_stops_loosening(whole, seen)
        assert shown.code == (2 if wishes.unsound() else 0), f"law 7: {shown}"
        if shown.code == 0:
            settings = json.loads(shown.out)["settings"]
            values = laws.values_of({key: one["value"] for key, one in settings.items()})
            command = Seen(values, {key: one["permitted"] for key, one in settings.items()})
            laws.law_7_every_path_says_the_same(seen, command)

    def look_at_files(self) -> None:
        """Law 5: nothing asked is lost, nor anything that was written beside it."""
        assert is_written(self.world.home, self.person), "law 5: the files do not say what was asked"
        for name, wishes in self.person.profiles.items():
            path = self.world.home / "profiles" / f"{name}.toml"
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            for comment in wishes.comments:
                assert comment in text, f"law 5: `{comment}` is gone from {name}: {text!r}"

    def look_at_tools(self) -> None:
        """Law 6: what others wrote stays, and no file grants more than held when it was written."""
        self.project.law_6_foreign_content_stays()
        if not self.exported:
            assert self.project.is_untouched(), f"law 6: not exported, and yet {self.project.files()}"
        for target, effective in self.exported.items():
            for granted in self.project.granted(target):
                laws.law_6_no_more_than_held(granted, effective, target)


def forget() -> None:
    """What a process keeps in memory."""
    for name, module in list(sys.modules.items()):
        if name.startswith("configurator"):
            for one in vars(module).values():
                if callable(clear := getattr(one, "cache_clear", None)):
                    clear()
