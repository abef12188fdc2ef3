"""A screen that can be compared with another set of preferences: ghosts on the tracks."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.errors import ConfiguratorError
from configurator.tui import words
from configurator.tui.choosing import ChoosingScreen
from configurator.tui.comparing import Comparison, with_defaults, with_preset, with_profile
from configurator.tui.editing import Editing
from configurator.tui.entry import Entry
from configurator.tui.trial import refused


class ComparingScreen(ChoosingScreen):
    """Presets, and what is compared with."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.comparison: Comparison | None = None

    @property
    def in_sight(self) -> Sequence[str]:
        """The settings that are listed now."""
        raise NotImplementedError

    # ---------------------------------------------------------- comparing

    def compare(self, comparison: Comparison | None) -> None:
        """Begin or end comparing, and say what differs."""
        self.comparison = comparison
        self.refresh_values()
        if comparison is None:
            self.tell(words.COMPARE_STOPPED)
            return
        count = len(comparison.differences(self.editing.session))
        text = words.COMPARED if count else words.COMPARE_SAME
        self.tell(text.format(title=comparison.title, count=count))

    def action_compare(self) -> None:
        """Choose what to compare with; while comparing, stop."""
        from configurator.tui.menu import Menu

        if self.comparison is not None:
            self.compare(None)
            return

        def answered(choice: str | None) -> None:
            if choice is not None:
                self.compare_with(choice)

        self.app.push_screen(Menu(words.COMPARE_TITLE, self._others()), answered)

    def _others(self) -> list[Entry]:
        """Everything there is to compare with."""
        from configurator.store import profiles
        from configurator.tui.presets import all_presets

        session = self.editing.session
        entries = [Entry("defaults:", words.COMPARE_DEFAULTS)]
        for id_, preset in all_presets(session).items():
            entries.append(Entry(f"preset:{id_}", preset.title, words.COMPARE_PRESET))
        try:
            names = [name for name in profiles.names() if name != session.profile.name]
        except ConfiguratorError:
            names = []
        return entries + [Entry(f"profile:{name}", name, words.COMPARE_PROFILE) for name in names]

    def compare_with(self, choice: str) -> None:
        """Compare with ``defaults:``, ``preset:ID`` or ``profile:NAME``."""
        from configurator.store import profiles
        from configurator.tui.presets import all_presets

        session = self.editing.session
        kind, _, name = choice.partition(":")
        if kind == "defaults":
            self.compare(with_defaults(session, words.COMPARE_DEFAULTS))
        elif kind == "preset":
            preset = all_presets(session)[name]
            self.compare(with_preset(session, preset.preferences, preset.title))
        else:
            try:
                self.compare(with_profile(session, profiles.read(name)))
            except ConfiguratorError as error:
                self.say(refused(error))

    def action_difference(self, by: int) -> None:
        """To the next difference, around the end."""
        if self.comparison is None:
            self.tell(words.COMPARE_NONE)
            return
        differing = set(self.comparison.differences(self.editing.session))
        keys = list(self.in_sight)
        start = keys.index(self.current) if self.current in keys else 0
        for place in range(1, len(keys) + 1):
            key = keys[(start + by * place) % len(keys)]
            if key in differing:
                self.go_to(key)
                return
        self.tell(words.COMPARE_SAME.format(title=self.comparison.title))

    def action_take_one(self) -> None:
        self._take([self.current] if self.current else [])

    def action_take_all(self) -> None:
        self._take(list(self.in_sight))

    def _take(self, keys: Sequence[str]) -> None:
        """Ask for what the other side asks for, where it differs."""
        if self.comparison is None:
            self.tell(words.COMPARE_NONE)
            return
        differing = set(self.comparison.differences(self.editing.session))
        changes = self.comparison.taking(key for key in keys if key in differing)
        if changes:
            self.choose(changes)
        else:
            self.tell(words.COMPARE_SAME.format(title=self.comparison.title))

    # ------------------------------------------------------------ presets

    def action_presets(self) -> None:
        from configurator.tui.preset_screen import Answer, PresetScreen

        def answered(answer: Answer | None) -> None:
            if answer is None:
                return
            how, made = answer
            what = words.PRESET_APPLIED.format(title=made.preset.title)
            change = made.whole if how == "all" else made.part
            if how == "compare":
                self.compare(with_preset(self.editing.session, made.preset.preferences, made.preset.title))
            elif change is not None:
                self.propose(change, what)

        self.app.push_screen(PresetScreen(self.editing.session), answered)
