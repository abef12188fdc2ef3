"""A screen that changes values: it asks the session, and says what the session says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen

from configurator.domain.frozen import replace
from configurator.errors import ConfiguratorError
from configurator.messages import clauses
from configurator.session.approving import approvers
from configurator.session.session import Change
from configurator.session.telling import hold_remarks, who_approves
from configurator.session.terms import due, newly_held
from configurator.tui import words
from configurator.tui.editing import Editing
from configurator.tui.entry import Entry
from configurator.tui.rows import Row, value_at
from configurator.tui.track import place_at
from configurator.tui.trial import Said, Trial, attempt, here, refused, renewal, step


class ChoosingScreen(Screen[None]):
    """Everything that a key may do to a value. How it looks is for the subclass.

    What raises NotImplementedError here and in the classes between is what a subclass
    has to say: Textual's metaclass leaves no room for an abstract base class.
    """

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.export_ids: list[str] = []

    @property
    def current(self) -> str:
        """The key of the setting under the cursor; empty where there is none."""
        raise NotImplementedError

    def row_of(self, key: str) -> Row:
        """The row of ``key`` as it is drawn."""
        raise NotImplementedError

    def go_to(self, key: str) -> bool:
        """Put the cursor on ``key``; whether it is there."""
        raise NotImplementedError

    def refresh_values(self) -> None:
        """Draw again what depends on values."""
        raise NotImplementedError

    def say(self, said: Said) -> None:
        """Say ``said`` in its place on the screen."""
        raise NotImplementedError

    @property
    def why_key(self) -> str:
        """The key that says why."""
        return "?"

    def tell(self, message: str, hint: str = "") -> None:
        """Say something that is no refusal."""
        self.say(Said(message, hint, is_error=False))

    # ----------------------------------------------------------- changing

    def action_step(self, by: int, times: int) -> None:
        if key := self.current:
            self.settle(step(self.editing.session, key, by, times))

    def action_nth(self, place: int) -> None:
        """Choose the value in place ``place``, where values have names."""
        key = self.current
        setting = self.editing.session.setting(key) if key else None
        if setting is not None and setting.kind != "members" and place <= len(setting.ids):
            self.settle(attempt(self.editing.session, key, setting.ids[place - 1]))

    def on_track(self, cell: int, size: int) -> None:
        """The track of the current row was clicked."""
        key = self.current
        setting = self.editing.session.setting(key)
        at = place_at(self.row_of(key).track, size, cell)
        if at is None:
            return
        raw: Any
        if setting.kind == "amount":
            order: Any = setting.order
            raw = value_at(order, float(at))
        elif setting.kind == "members":
            chosen = self.editing.session.effective[key].value ^ {setting.ids[int(at)]}
            raw = setting.plain(chosen)
        else:
            raw = setting.ids[int(at)]
        self.settle(attempt(self.editing.session, key, raw))

    def settle(self, trial: Trial) -> None:
        """Apply a change; ask first where it holds something else; or say why not."""
        if trial.said is not None:
            self.say(here(trial.said, self.current, self.why_key))
        elif trial.change is not None:
            self.propose(trial.change)

    def propose(self, change: Change, what: str = "") -> None:
        """Apply ``change``, once its consequences are agreed to."""
        if not change.changed and change.layers is None:
            return
        if not change.held:
            self.apply(change, what)
            return
        from configurator.tui.dialog import Consequence

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.apply(change, what)

        self.app.push_screen(Consequence(self.editing.session, change), answered)

    def apply(self, change: Change, what: str = "") -> None:
        """Apply ``change`` and say so."""
        what = what or self.named(change)
        held = [key for key in newly_held(self.editing.session, change.after) if key not in change.changed]
        self.editing.apply(change, what)
        self.refresh_values()
        notes = self.editing.session.notes(change.changed) if change.changed else ()
        remarks = [note.text for note, _about in notes]
        remarks += hold_remarks(change.after, held[:3])
        self.tell(what, " ".join(remarks))

    def named(self, change: Change) -> str:
        """A change in words."""
        key = next(iter(change.changed))
        if len(change.changed) > 1 or key not in change.after.effective:
            return words.changes(len(change.changed))
        setting, effective = change.after.setting(key), change.after.effective[key]
        template = words.SET_TO if effective.asked is not None else words.RESET_TO
        return template.format(title=setting.title, value=setting.named(effective.value))

    def action_edit(self) -> None:
        from configurator.tui.editors import editor

        key = self.current
        if not key:
            return

        def answered(raw: Any) -> None:
            if raw is not None:
                self.settle(attempt(self.editing.session, key, raw))

        self.app.push_screen(editor(self.editing.session, key), answered)

    def action_reset(self) -> None:
        if key := self.current:
            self.reset([key])

    def reset(self, keys: list[str]) -> None:
        """Put ``keys`` back to their defaults."""
        changes = self.editing.resets(keys)
        if not changes:
            title = self.editing.session.setting(keys[0]).title if len(keys) == 1 else words.ALL_OF_THEM
            self.tell(words.ALREADY_DEFAULT.format(title=title))
            return
        self.choose(changes)

    def action_reset_more(self) -> None:
        """Choose how much goes back to its default."""
        from configurator.tui.menu import Menu

        session, key = self.editing.session, self.current
        # What the file asks for and no policy knows goes too: nothing else removes it here.
        every = list(dict.fromkeys([*session.effective, *session.profile.preferences]))
        scopes = {"all": every}
        if key:
            category = key.partition(".")[0]
            inside = [k for k in every if k.partition(".")[0] == category]
            scopes = {"this": [key], "category": inside, "all": every}
            title = session.composition.policy.catalogue.categories.get(category, category)
        labels = {
            "this": words.RESET_THIS,
            "category": words.RESET_CATEGORY.format(title=title if key else ""),
            "all": words.RESET_ALL,
        }
        counts = {scope: len(self.editing.resets(keys)) for scope, keys in scopes.items()}
        entries = [Entry(scope, labels[scope], words.changes(counts[scope])) for scope in scopes]

        def answered(scope: str | None) -> None:
            if scope is not None:
                self.reset(scopes[scope])

        self.app.push_screen(Menu(words.RESET_TITLE, entries), answered)

    def choose(self, changes: Mapping[str, Any], what: str = "") -> None:
        """Propose several raw values at once; say why not where they are refused."""
        try:
            change = self.editing.propose(changes)
        except ConfiguratorError as error:
            self.say(refused(error))
        else:
            self.propose(change, what)

    def action_undo(self) -> None:
        self.travel(self.editing.undo, words.UNDONE, words.NOTHING_TO_UNDO)

    def action_redo(self) -> None:
        self.travel(self.editing.redo, words.REDONE, words.NOTHING_TO_REDO)

    def travel(self, go: Callable[[], Any], done: str, nothing: str) -> None:
        """Undo or redo, and put the cursor where it happened."""
        try:
            deed = go()
        except ConfiguratorError as error:
            self.say(refused(error))
            return
        if deed is None:
            self.tell(nothing)
            return
        self.go_to(deed.key)
        self.refresh_values()
        self.tell(done.format(what=deed.what))

    # ------------------------------------------------------ why, save, quit

    def action_why(self) -> None:
        from configurator.tui.explain_screen import ExplainScreen

        if key := self.current:
            self.app.push_screen(ExplainScreen(self.editing.session, key))

    def action_save(self) -> None:
        self.save()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Write what changed, once what it loosens is agreed to; ``then`` if all is saved."""
        from configurator.tui.loosening import Loosening

        loosened = self.editing.loosenings()
        if not loosened:
            self._write(then)
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._write(then)

        self.app.push_screen(Loosening(self.editing, loosened), answered)

    def _write(self, then: Callable[[], object] | None) -> None:
        asked = self.editing.unsaved()
        try:
            count, path, untold = self.editing.save()
        except ConfiguratorError as error:
            refusal = refused(error)
            self.refresh_values()  # what another program wrote may have been taken in
            self.say(replace(refusal, hint=clauses((refusal.hint, words.SAVE_KEPT))))
            return
        self.refresh_values()
        session = self.editing.session
        said = words.SAVED.format(count=words.changes(count), path=path) if count else words.NOTHING_TO_SAVE
        waits = hold_remarks(session, asked.changes)[:3]
        self.tell(said, clauses([untold, *waits]))
        if then is not None:
            then()

    # ------------------------------------------------- renewing, approving

    def action_renew(self) -> None:
        if key := self.current:
            self.renew_settings([key])

    def action_renew_all(self) -> None:
        """Ask once more for all that lapsed or lapses soon."""
        self.renew_settings(due(self.editing.session))

    def renew_settings(self, keys: list[str]) -> None:
        """Ask once more for ``keys``; say why not where that cannot be."""
        trial = renewal(self.editing.session, keys)
        if trial.change is None:
            self.settle(trial)
            return
        named = self.editing.session.setting(keys[0]).title if len(keys) == 1 else words.changes(len(keys))
        self.propose(trial.change, words.RENEWED.format(what=named))

    def action_approve(self) -> None:
        """Let a second person approve what is saved and waits for them."""
        from configurator.tui.loosening import Approving

        dialog = Approving(self.editing)
        if self.editing.unsaved().count:
            self.tell(words.SAVE_FIRST)
        elif not self.editing.file.rules.needs_somebody or not (dialog.names or dialog.leaving):
            self.tell(words.NOBODY_WAITS)
        elif not approvers(self.editing.file.composition):
            self.tell(words.NOBODY_WAITS, who_approves(self.editing.file, "--all"))
        else:
            count = len(dialog.names) + len(dialog.leaving)

            def answered(untold: str | None) -> None:
                if untold is not None:
                    self.refresh_values()
                    self.tell(words.APPROVED.format(count=count), untold)

            self.app.push_screen(dialog, answered)

    def action_export(self) -> None:
        from configurator.tui.export_screen import open_export

        open_export(self)

    def action_leave(self) -> None:
        if not self.editing.unsaved().count:
            self.app.exit(0)
            return
        from configurator.tui.leaving import Leaving

        def answered(how: str | None) -> None:
            if how == "discard":
                self.app.exit(0)
            elif how == "save":
                self.save(then=lambda: self.app.exit(0))

        self.app.push_screen(Leaving(self.editing), answered)
