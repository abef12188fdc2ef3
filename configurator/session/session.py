"""The session: policy and layers composed, a profile, and what holds.

Immutable. A choice gives a new session or an error, so undo is keeping the old
one, and what would happen is making a new one and not using it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from configurator.domain.frozen import dataclass, replace
from configurator.domain.orders import is_looser
from configurator.domain.policy import Note
from configurator.domain.profile import Profile
from configurator.domain.settings import NotAValueError, Setting, Value
from configurator.domain.text import shown
from configurator.errors import (
    ConfiguratorError,
    InvalidError,
    RefusedError,
    UsageError,
    Where,
    all_as_one,
)
from configurator.files.near import meant, meant_by
from configurator.messages import _, did_you_mean
from configurator.resolution.check import Checker, Violation, held_violation
from configurator.resolution.compose import Composition
from configurator.resolution.holding import Holding, changed_keys
from configurator.resolution.resolve import Hold
from configurator.resolution.standing import Asked, Rules, standing
from configurator.resolution.wording import refusal
from configurator.session.marks import asked_when, marked
from configurator.session.terms import is_loosened, renewals
from configurator.store import clock
from configurator.store.reading import lines_of


@dataclass(frozen=True, slots=True)
class Held:
    """A setting whose effective value a change moves without being asked to."""

    key: str
    before: Value
    after: Value
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a choice does: ``changed`` is what was asked (raw, before and after),
    ``held`` what conditions do to other settings because of it, ``layers`` those of
    the profile before and after, where they change. ``freed`` is what no condition holds
    any more because of it: it moves to what was asked for before, or to its default."""

    after: Session
    changed: Mapping[str, tuple[Any, Any]]
    held: tuple[Held, ...]
    layers: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    freed: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One person under one policy, on one day. ``values`` are the preferences as domain
    values; ``broken`` those that are no values at all, as they were found.

    ``asked``, ``rules`` and ``holds`` are what the person's own settings make of
    loosenings today. ``saved`` is the session of what the file has, where this one
    differs from it, and ``renewed`` are settings asked for once more since then.
    """

    composition: Composition
    profile: Profile
    values: Mapping[str, Value]
    broken: tuple[Violation, ...]
    effective: Holding
    today: int
    asked: Mapping[str, Asked]
    rules: Rules
    holds: Mapping[str, Hold]
    saved: Session | None = None
    renewed: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        composition: Composition,
        profile: Profile,
        like: Session | None = None,
        saved: Session | None = None,
        renewed: frozenset[str] = frozenset(),
    ) -> Session:
        """The session of ``profile`` under ``composition``.

        ``like``, a session under the same composition, saves looking at all that is as there.
        Where ``saved`` is what the file has, the marks are made anew for what differs from it.
        """
        if like is not None and like.composition is not composition:
            like = None
        values, broken = _read(composition, profile.preferences, like)
        found = tuple(Checker(composition).violations(broken)) if broken else ()
        today = clock.today()
        if saved is not None:
            changed = differing(saved.profile.preferences, profile.preferences)
            profile = replace(profile, loosened=marked(saved, values, changed, renewed & values.keys()))
        asked = asked_when(composition, profile, values, today, like)
        before = (
            None if like is None or like.today != today else (like.values, like.asked, like.rules, like.holds)
        )
        rules, holds = standing(composition, values, asked, today, before)
        if like is None:
            effective = Holding(composition, values, holds)
        else:
            moved = changed_keys(like.values, values) | changed_keys(like.holds, holds)
            effective = like.effective.under(values, moved, holds)
        if saved is not None and not changed and not renewed and saved.profile.layers == profile.layers:
            saved = None
        return cls(composition, profile, values, found, effective, today, asked, rules, holds, saved, renewed)

    def setting(self, key: str) -> Setting:
        """The setting called ``key``. Raises UsageError with a did-you-mean."""
        permitted = self.composition.permitted.get(key)
        if permitted is None:
            close = meant(key, self.composition.permitted)
            raise UsageError(
                _("unknown setting `{key}`", key=key[:80]),
                hint=did_you_mean(close, _("`configurator show` lists every setting")),
                slug="unknown-setting",
            )
        return permitted.setting

    # ------------------------------------------------------------- changing

    def choose(self, changes: Mapping[str, Any]) -> Change:
        """What choosing these raw values does; None goes back to the default.

        All or nothing. Raises InvalidError where a value is none, RefusedError
        where bounds leave it out; both carry every problem.
        """
        errors: list[ConfiguratorError] = []
        for key, raw in changes.items():
            try:
                self._check(key, raw)
            except ConfiguratorError as error:
                errors.append(error)
        if errors:
            raise all_as_one(sorted(errors, key=lambda error: -error.exit_code))
        preferences = {
            k: raw for k, raw in {**self.profile.preferences, **changes}.items() if raw is not None
        }
        renewed = renewals(self.saved or self, changes)
        after = self.asking(preferences, self.renewed | renewed)
        return self._change(after, self._asked_changes(changes, renewed), changes)

    def renew(self, keys: Iterable[str]) -> Change:
        """What asking once more for these settings does. Raises ConfiguratorError."""
        preferences = self.profile.preferences
        again = {key: (preferences.get(key), preferences.get(key)) for key in keys}
        for key, (raw, _raw) in again.items():
            self._check(key, raw)
            if not is_loosened(self, key):
                raise UsageError(
                    _("`{key}` is not loosened, so it does not lapse", key=key), slug="not-loosened"
                )
        after = self.asking(preferences, {*self.renewed, *again})
        return self._change(after, again, again)

    def asking(self, preferences: Mapping[str, Any], renewed: Collection[str] = ()) -> Session:
        """The session that asks for ``preferences``, and for ``renewed`` once more. Bounds do
        not matter here: what was asked for once may be asked for again, and is held."""
        profile = replace(self.profile, preferences=preferences)
        return Session.of(self.composition, profile, self, self.saved or self, frozenset(renewed))

    def _check(self, key: str, raw: Any) -> None:
        if raw is None:
            if key not in self.profile.preferences:
                self.setting(key)
            return
        setting = self.setting(key)
        try:
            asked = setting.read(raw)
        except NotAValueError as error:
            close = meant(error.wrong, error.close) if error.wrong else ""
            message = _("`{key}`: {reason}", key=key, reason=error.message)
            raise InvalidError(message, hint=did_you_mean(close), slug="not-a-value") from error
        alone = Holding(self.composition, {key: asked})[key]
        if asked not in alone.permitted or (alone.origin == "held" and not alone.conditions):
            violation = held_violation(self.composition, alone)
            message, hint = refusal(self.composition, violation)
            raise RefusedError(message, hint=hint, slug=violation.kind)

    def _asked_changes(
        self, changes: Mapping[str, Any], renewed: Collection[str]
    ) -> dict[str, tuple[Any, Any]]:
        before = self.profile.preferences
        differ = differing({key: before.get(key) for key in changes}, changes)
        anew = {key for key in renewed if key not in self.renewed}
        return {key: (before.get(key), raw) for key, raw in changes.items() if key in differ or key in anew}

    def _change(
        self, after: Session, changed: Mapping[str, tuple[Any, Any]], changes: Mapping[str, Any]
    ) -> Change:
        """``changed``, with what comes of it for settings that are tied to those of ``changes``."""
        held, freed = [], []
        reach = self.effective.reached(changes)
        touched = [key for key in self.composition.conditions if key in reach]
        if len(touched) > 1:
            places = {key: place for place, key in enumerate(self.composition.permitted) if key in reach}
            touched.sort(key=places.__getitem__)  # in the order in which they are shown
        for key in touched:
            before, now = self.effective[key], after.effective[key]
            moved = now.value != before.value and key not in changes
            kept = key in changes and now.origin == "held" and changes[key] is not None
            if (moved or kept) and now.conditions:
                first = now.conditions[0]
                held.append(Held(key, before.value, now.value, first.id, first.reason))
            elif moved and before.conditions:
                first = before.conditions[0]
                freed.append(Held(key, before.value, now.value, first.id, first.reason))
        return Change(after, changed, tuple(held), freed=tuple(freed))

    # ------------------------------------------------------------- asking

    def violations(self) -> list[Violation]:
        """Everything in the profile that is not honoured as asked."""
        return Checker(self.composition).violations(self.profile.preferences)

    def raw(self, key: str) -> Any:
        """The effective value of ``key`` as TOML and JSON hold it."""
        return self.setting(key).plain(self.effective[key].value)

    def changed_keys(self) -> list[str]:
        """The settings that differ from their default, in display order."""
        may_be = {*self.values, *self.effective.fired}  # nothing else moves a value
        found = ((key, self.effective[key]) for key in self.effective if key in may_be)
        return [key for key, e in found if e.value != e.default or e.asked is not None]

    def held_keys(self) -> list[str]:
        """The settings whose value is held. Only what is asked for can be out of bounds."""
        return self.effective.held()

    def notes(self, keys: Iterable[str] = ()) -> list[tuple[Note, str]]:
        """The notes that apply, each with the setting it is about."""
        wanted = set(keys)
        found = []
        for layer in self.composition.layers:
            for note in layer.notes:
                about = note.when[0].key
                if (not wanted or about in wanted) and all(self._note_holds(test) for test in note.when):
                    found.append((note, about))
        return found

    def _note_holds(self, test: Any) -> bool:
        value = self.effective[test.key].value
        order = self.composition.permitted[test.key].setting.order
        if test.test == "not_empty":
            return bool(value)
        if test.test == "lacks":
            return not test.value & value
        if test.test == "exceeds":
            return bool(value > self.effective[test.value].value)
        if order is None:
            return False
        if test.test == "looser_than":
            return is_looser(order, value, test.value)
        return is_looser(order, test.value, value)

    def sound(self, mending: Iterable[str] = ()) -> Session:
        """This session, if every preference is a value. Raises InvalidError.

        A profile with a misspelled key or value is not acted on: what the person
        meant by it, perhaps a tightening, would silently not hold. ``mending``
        are the keys about to be changed, which may be broken.
        """
        ignored = set(mending)
        found = [violation for violation in self.broken if violation.key not in ignored]
        lines = lines_of(self.profile) if found else {}
        unknown = [one.key for one in found if one.kind == "unknown-setting"]
        close = meant_by(unknown, self.composition.permitted)
        errors: list[ConfiguratorError] = [
            self._misspelled(one, lines.get(one.key, 0), close.get(one.key, "")) for one in found
        ]
        if errors:
            raise all_as_one(errors)
        return self

    def _misspelled(self, violation: Violation, line: int, close: str) -> InvalidError:
        """The error for a preference that is no value of any setting."""
        message, hint = refusal(self.composition, violation)
        if close:
            hint = did_you_mean(close)
        where = Where(self.profile.path, line) if self.profile.path else None
        return InvalidError(shown(message), hint=hint, where=where, slug=violation.kind)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The keys whose raw values are not the same: True is not 1, and absent is None."""
    return {
        key
        for key in changed_keys(before, after)
        if type(before.get(key)) is not type(after.get(key)) or before.get(key) != after.get(key)
    }


def _read(
    composition: Composition, preferences: Mapping[str, Any], like: Session | None
) -> tuple[dict[str, Value], dict[str, Any]]:
    """The preferences that are values, and those that are none. What ``like`` has too is as there."""
    values: dict[str, Value] = {}
    broken: dict[str, Any] = {}
    known, raws = (like.values, like.profile.preferences) if like is not None else ({}, {})
    for key, raw in preferences.items():
        if key in known and raws[key] is raw and raw.__class__ is not list:
            values[key] = known[key]
            continue
        permitted = composition.permitted.get(key)
        try:
            if permitted is None:
                broken[key] = raw
            else:
                values[key] = permitted.setting.read(raw)
        except NotAValueError:
            broken[key] = raw
    return values, broken
