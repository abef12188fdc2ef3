"""The machine: everything that a person does, in any order, on real files, with the laws looked at after each step."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from tests import model, strategies
from tests.differential.spelling import toml
from tests.life import laws
from tests.life.app import App
from tests.life.bounds import FILES, OWN, PRESETS, SETTINGS, STEPS
from tests.life.living import FIGURES
from tests.life.person import BROKEN, FIRST, Person, Wishes, by_hand, flat, same
from tests.life.trading import TARGETS, Trading

KEYS = st.sampled_from(list(SETTINGS))
NAMES = st.sampled_from(["default", "work", "play"])
LAYERS = st.sampled_from(["club", "office", "family", "house"])
APPS = st.sampled_from([1, 2])
STEPPED = [key for key, one in SETTINGS.items() if one["kind"] in ("scale", "switch", "amount")]
TOLD = [FILES, OWN, STEPS]
"""Settings that bounds, a gate or a condition often hold, and of which exports speak outright."""

UNKNOWN = "autonomy.shel"
WRONG = {"members": ["hammer"], "amount": "many", "text": 7}


def plain(value: Any) -> Any:
    """A value as TOML holds it."""
    return sorted(value) if isinstance(value, frozenset) else value


def word(raw: Any) -> str:
    """A raw value as it is typed at the command line."""
    return ",".join(raw) if isinstance(raw, list) else str(raw)


@st.composite
def choices(draw: st.DrawFn) -> dict[str, Any]:
    """One to three settings with raw values, not all of them permitted."""
    keys = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
    return {key: plain(draw(strategies.readable(SETTINGS[key]))) for key in keys}


class Life(Trading):
    """One life."""

    @initialize(style=st.sampled_from(list(FIRST)), managed=st.booleans())
    def begin(self, style: str, managed: bool) -> None:
        self.born(style, managed=managed)

    @invariant()
    def laws_hold(self) -> None:
        with self.entered():
            for name, wishes in self.person.profiles.items():
                self.look_at_profile(name, wishes)
            now = self.person.now
            laws.law_7_check_is_the_validator(self.whole(now), now, self.run("check").code)
            self.look_at_files()
            self.look_at_tools()

    @rule(at=st.integers(0, 24))
    def crash_before_long(self, at: int) -> None:
        """The process dies before that many more things were changed on the disk."""
        self.crash = at

    # ------------------------------------------------------------ the command line

    def choosing(self, name: str, arguments: tuple[str, ...], changes: dict[str, Any]) -> None:
        """A command that makes all of ``changes`` or none; it acts on no profile with misspelled wishes."""
        now = self.person.now
        code = laws.refusal(self.whole(now), now, changes)
        if now.unsound() - changes.keys():
            code = 2
        self.command(name, arguments, lambda person: person.now.ask(changes), code)

    @rule(changes=choices())
    def ask(self, changes: dict[str, Any]) -> None:
        words = [part for key, raw in changes.items() for part in (key, word(raw))]
        self.choosing("set", ("set", *words), changes)

    @rule(keys=st.lists(st.one_of(KEYS, st.just(UNKNOWN)), max_size=2, unique=True))
    def reset(self, keys: list[str]) -> None:
        """Some settings; all where none is named."""
        words = tuple(keys) or ("--all",)
        self.choosing("reset", ("reset", *words), dict.fromkeys(keys or self.person.now.preferences))

    @rule(name=st.sampled_from(list(PRESETS)), only=st.booleans())
    def apply_preset(self, name: str, only: bool) -> None:
        changes: dict[str, Any] = dict.fromkeys(self.person.now.preferences) if only else {}
        more = ("--only",) if only else ()
        self.choosing("preset", ("preset", "apply", name, *more), {**changes, **PRESETS[name]})

    @rule(name=NAMES)
    def create_profile(self, name: str) -> None:
        there = (self.world.home / "profiles" / f"{name}.toml").exists()
        if name == "default" and not there:
            self.command("profile create", ("profile", "create", name), lambda _person: None, 0)
            return
        self.command(
            "profile create",
            ("profile", "create", name),
            lambda person: person.profiles.update({name: Wishes()}),
            int(there),
        )

    @rule(name=NAMES)
    def use_profile(self, name: str) -> None:
        there = self.person.profiles.get(name)

        def used(person: Person) -> None:
            person.used = name

        code = 0 if there is not None and not there.broken else 2
        self.command("profile use", ("profile", "use", name), used, code)

    @rule(name=NAMES)
    def copy_profile(self, name: str) -> None:
        there = (self.world.home / "profiles" / f"{name}.toml").exists()
        if name == "default" and not there:
            return

        def copied(person: Person) -> None:
            person.profiles[name] = copy.deepcopy(person.now)

        arguments = ("profile", "copy", self.person.used, name)
        self.command("profile copy", arguments, copied, int(there))

    @rule(name=NAMES)
    def delete_profile(self, name: str) -> None:
        if name in {app.name for app in self.apps.values()}:
            return
        there = self.person.profiles.get(name)
        code = 0 if there is not None and not there.broken else 2
        if name == self.person.used:
            code = 1
        if name == "default" and code == 0:
            code = int(not (self.world.home / "profiles" / "default.toml").exists())

        def gone(person: Person) -> None:
            del person.profiles[name]
            if name == "default":
                person.profiles[name] = Wishes()

        self.command("profile delete", ("profile", "delete", name), gone, code)

    @rule(name=LAYERS)
    def join_layer(self, name: str) -> None:
        file = name == "house" and not self.parties.kept.exists()
        stack = tuple(dict.fromkeys([*self.person.now.layers, name]))
        code = 2 if self.person.now.broken or name in self.parties.garbled else 0
        arguments = ("layer", "add", "../user/house.toml" if file else name)
        self.command("layer add", arguments, lambda person: person.now.stack(stack), code)

    @rule(name=LAYERS)
    def leave_layer(self, name: str) -> None:
        now = self.person.now
        stack = tuple(one for one in now.layers if one != name)
        code = 2 if now.broken or name not in now.layers else 0
        self.command("layer remove", ("layer", "remove", name), lambda person: person.now.stack(stack), code)

    # ------------------------------------------------------------ the app, twice

    @rule(number=APPS)
    def open_app(self, number: int) -> None:
        if self.person.now.broken:
            return
        FIGURES["app opened"] += 1
        with self.entered():
            self.apps[number] = App(self.parties, self.person.used, self.person.now)

    @rule(one=choices(), other=choices())
    def use_two_apps_at_once(self, one: dict[str, Any], other: dict[str, Any]) -> None:
        """Both read the file before either saves, and the second chooses what the first did, too."""
        if self.person.now.broken:
            return
        for number in (1, 2):
            self.open_app(number)
        self.choose_in_app(1, one, saves=True)
        if self.apps:
            self.choose_in_app(2, {**dict.fromkeys(one), **other}, saves=True)

    def app(self, number: int) -> App:
        """The app called ``number``, or the only one."""
        return self.apps.get(number) or next(iter(self.apps.values()))

    @precondition(lambda self: self.apps)
    @rule(number=APPS, changes=choices(), saves=st.booleans())
    def choose_in_app(self, number: int, changes: dict[str, Any], saves: bool) -> None:
        FIGURES["app chose"] += 1
        with self.entered():
            found, wanted = self.app(number).choose(changes)
        assert found == wanted, f"law 7: choosing {changes} in the app ends with {found}, not {wanted}"
        if saves:
            self.save_in_app(number)

    @precondition(lambda self: self.apps)
    @rule(number=APPS, key=st.sampled_from(STEPPED), looser=st.booleans())
    def step_in_app(self, number: int, key: str, looser: bool) -> None:
        """Relax or tighten by one."""
        values = model.universe(SETTINGS[key])
        with self.entered():
            now = self.app(number).editing.session.effective[key].value
        place = values.index(now) + (1 if looser else -1)
        if 0 <= place < len(values):
            self.choose_in_app(number, {key: values[place]}, saves=False)

    @precondition(lambda self: self.apps)
    @rule(number=APPS, back=st.booleans())
    def undo_or_redo_in_app(self, number: int, back: bool) -> None:
        FIGURES["app undid" if back else "app redid"] += 1
        app = self.app(number)
        with self.entered():
            (app.undo if back else app.redo)()
        asked = app.editing.session.profile.preferences
        assert same(asked, app.asked), f"law 5: undoing in the app leaves {asked}, not {app.asked}"

    @precondition(lambda self: self.apps)
    @rule(number=APPS)
    def save_in_app(self, number: int) -> None:
        app = self.app(number)
        mine, before = app.mine, self.person.profiles[app.name]
        code = app.outcome(before)
        there = self.act("app saved", app.save, lambda person: person.profiles[app.name].ask(mine), code)
        if there:
            app.saved(before, self.person.profiles[app.name], code)
            asked = app.editing.session.profile.preferences
            assert same(asked, app.asked), f"law 5: after saving the app asks for {asked}, not {app.asked}"

    # ------------------------------------------------------------ by hand

    def typed(self, name: str, text: str) -> None:
        FIGURES[name] += 1
        self.world.put(f"home/profiles/{self.person.used}.toml", text)

    def text(self) -> str:
        path = self.world.home / "profiles" / f"{self.person.used}.toml"
        return path.read_text(encoding="utf-8") if path.exists() else "schema = 1\n"

    @rule(first=st.booleans())
    def type_a_comment(self, first: bool) -> None:
        if self.person.now.broken:
            return
        self.number += 1
        comment = f"# thought {self.number}"
        text = self.text()
        self.typed("comment by hand", f"{comment}\n{text}" if first else f"{text}\n{comment}\n")
        self.person.now.comments.append(comment)

    @rule(key=KEYS, data=st.data(), kind=st.sampled_from(["right", "right", "wrong", "unknown"]))
    def type_a_choice(self, key: str, data: st.DataObject, kind: str) -> None:
        if self.person.now.broken:
            return
        raw = plain(data.draw(strategies.values(SETTINGS[key])))
        if kind != "right":
            raw = WRONG.get(SETTINGS[key]["kind"], "sometimes") if kind == "wrong" else "never"
        key = UNKNOWN if kind == "unknown" else key
        text = by_hand(self.text(), key, toml(raw))
        try:
            now = flat(tomllib.loads(text)["preferences"])
        except tomllib.TOMLDecodeError:  # a person sees that, and takes it back
            return
        if now.get(key) != raw:
            return
        self.typed(f"{kind} choice by hand", text)
        self.person.now.ask({key: raw})
        self.person.now.comments = [one for one in self.person.now.comments if one in text]

    @rule(key=st.sampled_from(TOLD), data=st.data(), tools=TARGETS)
    def type_a_choice_and_export(self, key: str, data: st.DataObject, tools: list[str]) -> None:
        """Nobody asked the validator: what was typed may be out of bounds, and what it loosens tied."""
        self.type_a_choice(key, data, "right")
        self.export(tools)

    @rule(breaks=st.integers(0, 4))
    def break_or_mend_the_file(self, breaks: int) -> None:
        now = self.person.now
        if breaks and not now.broken:
            return
        if now.broken:
            self.typed("mended by hand", self.text().replace(BROKEN + "\n", ""))
        else:
            self.typed("broken by hand", f"{self.text()}{BROKEN}\n")
        now.broken = not now.broken

    # ------------------------------------------------------------ those who set bounds

    @rule(data=st.data(), key=KEYS, near=st.booleans())
    def change_bounds(self, data: st.DataObject, key: str, near: bool) -> None:
        name = data.draw(st.sampled_from(list(self.parties.layers)))
        society = self.parties.layers["society"]["lines"][key]
        usual = society["default"] if near else None
        gone = name != "society" and data.draw(st.integers(0, 4)) == 0
        span = None if gone else data.draw(strategies.spans(SETTINGS[key], usual))
        FIGURES["bounds changed" if self.parties.respan(name, key, span) else "bounds kept"] += 1

    @rule(name=st.sampled_from(["club", "office", "family", "house", "plant"]))
    def garble_or_mend_a_layer(self, name: str) -> None:
        FIGURES["layer garbled"] += 1
        self.parties.garbled ^= {name}
        self.parties.write(name)
