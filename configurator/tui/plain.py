"""The same session without a screen: questions and answers, one line at a time.

For terminals that cannot draw, for screen readers, and for scripts: everything
that is said is a line, everything that is asked is answered by a line, and the
end of the input is an answer too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from configurator.domain.settings import Setting, written
from configurator.domain.text import shown
from configurator.errors import ConfiguratorError
from configurator.messages import clauses, commas
from configurator.resolution.wording import permitted_words
from configurator.session.remembered import moved_since, remember
from configurator.session.session import Change, Session
from configurator.session.telling import hold_remarks, loosened_lines, outlook
from configurator.session.terms import due
from configurator.tui import layer_words, words
from configurator.tui.account import account
from configurator.tui.cells import Line
from configurator.tui.coverage import CoverageOf
from configurator.tui.editing import Deed, Editing
from configurator.tui.groups import ALL
from configurator.tui.plain_layers import asked, since_lines, stack_lines
from configurator.tui.plain_values import spelled
from configurator.tui.trial import Said, attempt, confirm_lines, refused, renewal, step
from configurator.tui.view import View

WIDTH = 78

MOST = 20
"""Settings that are listed at once."""


def run(session: Session, stdin: TextIO, stdout: TextIO) -> int:
    """Talk until ``quit`` or the end of the input; the exit code.

    0 where everything is saved or nothing was changed, 1 where something was left
    unsaved.
    """
    return Talk(session, stdin, stdout).run()


class Talk:
    """One conversation. ``key`` is the setting it is about at the moment."""

    def __init__(self, session: Session, stdin: TextIO, stdout: TextIO) -> None:
        self.editing = Editing(session)
        self._in = stdin
        self._out = stdout
        self._view = View(session)
        self._coverage = CoverageOf()
        self._listed: list[str] = []
        self.key = ""
        self._verbs: dict[str, Callable[[], None]] = {
            "help": self.help,
            "?": self.why,
            "why": self.why,
            "changed": lambda: self.find("@changed"),
            "list": lambda: self.find(""),
            "next": lambda: self.walk(1),
            "back": lambda: self.walk(-1),
            "tighten": lambda: self.step(-1),
            "relax": lambda: self.step(1),
            "reset": self.reset,
            "renew": self.renew,
            "undo": self.undo,
            "redo": self.redo,
            "save": self.save,
            "layers": lambda: self.say_lines(stack_lines(self.editing.session, WIDTH)),
            "bounds": lambda: self.tell_moved(is_asked=True),
        }

    # --------------------------------------------------------------- lines

    def say(self, text: str = "") -> None:
        """One line, with nothing in it that a terminal obeys."""
        self._out.write(shown(text) + "\n")
        self._out.flush()

    def ask(self, question: str) -> str | None:
        """The answer to ``question``; None at the end of the input."""
        self._out.write(f"{shown(question)}> ")
        self._out.flush()
        line = self._in.readline()
        return line.strip() if line else None

    def say_lines(self, lines: list[Line]) -> None:
        """Lines without their styles."""
        for line in lines:
            self.say("".join(text for text, _ in line))

    def tell(self, said: Said) -> None:
        """A message and its hint."""
        self.say(words.ERROR.format(message=said.message) if said.is_error else said.message)
        if said.hint:
            self.say(words.HINT.format(hint=said.hint))

    # ---------------------------------------------------------------- talk

    def run(self) -> int:
        """The conversation."""
        self.greet()
        while True:
            answer = self.ask(self.key or words.PLAIN_WHICH)
            if answer is None or answer in ("quit", "q", "exit"):
                return self.leave(asked=answer is not None)
            if answer:
                self.take(answer)

    def greet(self) -> None:
        """What this is about."""
        session = self.editing.session
        policy = session.composition.policy
        layers = commas(layer.id for layer in session.composition.layers)
        self.say(
            words.PLAIN_ABOUT.format(profile=session.profile.name, layers=layers, version=policy.version)
        )
        for obstacle in session.composition.obstacles:
            self.say(words.LABEL.format(label=words.OBSTACLE.format(layer=obstacle.layer)) + obstacle.reason)
        self.tell_moved()
        for message, hint in outlook(session):
            self.say(clauses((message, hint)))
        self.say(words.PLAIN_HELP)

    def tell_moved(self, *, is_asked: bool = False) -> None:
        """What moved in the bounds since the last save; told once, it is seen."""
        session = self.editing.file
        if moved := moved_since(session):
            self.say_lines(since_lines(session, moved, WIDTH))
            remember(session)
        elif is_asked:
            self.say(layer_words.MOVED_NONE)

    def take(self, answer: str) -> None:
        """Do what one line asks for."""
        session = self.editing.session
        if answer in self._verbs:
            self._verbs[answer]()
        elif answer in session.effective:
            self.open(answer)
        elif self._number(answer) and not self.key:
            self.open(self._listed[self._number(answer) - 1])
        elif answer == "layer" or answer.startswith("layer "):
            self.layer(answer[6:].strip())
        elif answer.startswith("/"):
            self.find(answer[1:].strip())
        elif self.key:
            self.choose(answer)
        else:
            self.find(answer)

    def _number(self, answer: str) -> int:
        """Which of the listed settings ``answer`` is; 0 where it is none."""
        number = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 6 else 0
        return number if number <= len(self._listed) else 0

    def help(self) -> None:
        """What can be answered."""
        for line in words.PLAIN_VERBS:
            self.say(line)

    # ------------------------------------------------------------ settings

    def find(self, text: str) -> None:
        """List what matches; one match is opened."""
        self.key = ""
        session = self.editing.session
        self._view.ask(session, text, ALL, lambda id_: self._coverage.levels(session, id_))
        keys = list(self._view.found.keys)
        if len(keys) == 1:
            self.open(keys[0])
            return
        if self._view.found.close and keys:
            self.say(words.CLOSE)
        self._listed = keys
        for number, key in enumerate(keys[:MOST], 1):
            setting, value = self._now(key)
            self.say(f"{number}. {setting.title}: {value} ({key})")
        if len(keys) > MOST:
            self.say(words.PLAIN_MORE.format(count=len(keys) - MOST))
        if not keys:
            self.say(words.NO_MATCH)

    def _now(self, key: str) -> tuple[Setting, str]:
        session = self.editing.session
        setting = session.setting(key)
        return setting, setting.named(session.effective[key].value)

    def open(self, key: str) -> None:
        """Tell of one setting, and ask about it from now on."""
        self.key = key
        setting, value = self._now(key)
        effective = self.editing.session.effective[key]
        self.say(f"{setting.title} ({key}, {words.KINDS[setting.kind]})")
        self.say(setting.description)
        self.say(f"{words.NOW}: {value}")
        if effective.origin == "held" and effective.asked is not None:
            self.say(f"{words.ASKED}: {setting.named(effective.asked)}")
        for number, name in enumerate(setting.ids, 1):
            standing = "" if self._may(setting, name) else f" ({words.NOT_PERMITTED})"
            self.say(f"  {number}. {setting.labels[name]} [{name}]{standing}")
        permitted = permitted_words(setting, effective.permitted)
        self.say(words.MAY_BE.format(permitted=permitted))
        said = setting.sentence(effective.value)
        self.say(f"{words.TOLD}: {said}" if said else words.NOTHING_SAID)

    def _may(self, setting: Setting, name: str) -> bool:
        if setting.kind == "members":
            raw = setting.plain(self.editing.session.effective[setting.key].value | {name})
        else:
            raw = name
        return attempt(self.editing.session, setting.key, raw).said is None

    def walk(self, by: int) -> None:
        """Open the setting after or before this one."""
        keys = list(self.editing.session.effective)
        at = keys.index(self.key) + by if self.key else 0
        self.open(keys[at % len(keys)])

    def why(self) -> None:
        """The account of the current setting."""
        if self.key:
            self.say_lines(account(self.editing.session, self.key, WIDTH))
        else:
            self.help()

    # ------------------------------------------------------------ changing

    def choose(self, answer: str) -> None:
        """Choose the value that ``answer`` spells for the current setting."""
        setting = self.editing.session.setting(self.key)
        trial = attempt(
            self.editing.session,
            self.key,
            spelled(setting, self.editing.session.effective[self.key].value, answer),
        )
        self._settle(trial.change, trial.said)

    def step(self, by: int) -> None:
        """One step tighter or looser."""
        if not self.key:
            self.say(words.PLAIN_NONE)
            return
        trial = step(self.editing.session, self.key, by)
        self._settle(trial.change, trial.said)

    def _settle(self, change: Change | None, said: Said | None) -> None:
        """Apply a change, once its consequences are agreed to; or say why not."""
        if said is not None:
            self.tell(said)
        if change is None or not change.changed:
            return
        if change.held:
            self.say_lines(confirm_lines(self.editing.session, change, WIDTH))
            if self.ask(words.PLAIN_SURE) not in ("y", "yes"):
                self.say(words.PLAIN_LEFT)
                return
        key = next(iter(change.changed))
        self.editing.apply(change, key)
        setting, value = self._now(key)
        self.say(f"{key} = {written(setting.plain(self.editing.session.effective[key].value))} ({value})")

    def layer(self, answer: str) -> None:
        """Add or remove a layer, once what it does is agreed to."""
        try:
            wish = asked(self.editing.session, answer, WIDTH)
            if wish is None:
                self.say(words.PLAIN_LAYER)
                return
            lines, done, what = wish
            self.say_lines(lines)
            if self.ask(words.PLAIN_SURE) not in ("y", "yes"):
                self.say(words.PLAIN_LEFT)
                return
            self.editing.apply(done(), what)
            self.say(what)
        except ConfiguratorError as error:
            self.tell(refused(error))

    def reset(self) -> None:
        """Back to the default."""
        changes = self.editing.resets([self.key] if self.key else [])
        if not changes:
            self.say(words.ALREADY_DEFAULT.format(title=self.key) if self.key else words.PLAIN_NONE)
            return
        self._settle(self.editing.propose(changes), None)

    def renew(self) -> None:
        """Ask once more for the open setting, or for all that lapsed or lapses soon."""
        session = self.editing.session
        trial = renewal(session, [self.key] if self.key else due(session))
        self._settle(trial.change, trial.said)

    def undo(self) -> None:
        """Take back the latest change."""
        self._travel(self.editing.undo, words.UNDONE, words.NOTHING_TO_UNDO)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self.editing.redo, words.REDONE, words.NOTHING_TO_REDO)

    def _travel(self, go: Callable[[], Deed | None], done: str, nothing: str) -> None:
        try:
            deed = go()
        except ConfiguratorError as error:
            self.tell(refused(error))
        else:
            self.say(done.format(what=deed.what) if deed else nothing)

    # -------------------------------------------------------------- leaving

    def save(self) -> None:
        """Write what changed, once what it loosens is agreed to."""
        if loosened := self.editing.loosenings():
            lines = loosened_lines(self.editing.file, self.editing.session, loosened)
            for line in (words.PLAIN_LOOSENS, *(f"  {one}" for one in lines)):
                self.say(line)
            if self.ask(words.PLAIN_SURE) not in ("y", "yes"):
                self.say(words.PLAIN_LEFT)
                return
        asked = self.editing.unsaved().changes
        try:
            count, path, untold = self.editing.save()
        except ConfiguratorError as error:
            self.tell(refused(error))
            return
        changes = words.changes(count)
        self.say(words.SAVED.format(count=changes, path=path) if count else words.NOTHING_TO_SAVE)
        for told in (*([untold] if untold else []), *hold_remarks(self.editing.session, asked)):
            self.say(told)

    def leave(self, *, asked: bool) -> int:
        """End; with something unsaved, ask first if there is anybody to ask."""
        if not self.editing.unsaved().count:
            return 0
        if asked and self.ask(words.PLAIN_SAVE) in ("y", "yes"):
            self.save()
        left = self.editing.unsaved().count
        if left:
            self.say(words.PLAIN_UNSAVED.format(count=words.changes(left)))
        return 1 if left else 0
