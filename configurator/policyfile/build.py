"""From checked documents to a policy: names are looked up, values are read.

Plain Python on plain data: this runs at every start, from the cache too, and so
knows no library. What does not fit is collected, so that a policy is mended in
one round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, sets_span
from configurator.domain.orders import Amount, Members, Order, Scale
from configurator.domain.policy import (
    Citation,
    Condition,
    Demand,
    Gate,
    Grant,
    Layer,
    Line,
    Note,
    NoteTest,
    Place,
    Preset,
    Trigger,
)
from configurator.domain.settings import NotAValueError, Setting, Value, listed
from configurator.errors import ConfiguratorError, InvalidError, Where
from configurator.files.near import meant
from configurator.messages import _, did_you_mean

T = TypeVar("T")

FITTING: dict[str, tuple[str, ...]] = {
    "scale": ("tightest", "loosest", "fixed"),
    "switch": ("tightest", "loosest", "fixed"),
    "amount": ("min", "max"),
    "choice": ("permit",),
    "members": ("must", "may"),
    "text": ("max_chars",),
}
"""The keys with which a file spells bounds, by kind of setting."""

TRIGGERS = ("looser_than", "at_most", "has_any", "lacks_any")
"""The keys with which a file says when a condition fires."""

SPELLINGS = tuple(dict.fromkeys(name for names in FITTING.values() for name in names))


def setting_from(raw: Mapping[str, Any]) -> Setting:
    """One catalogue entry. Raises ValueError where it contradicts itself."""
    kind = raw["kind"]
    named = raw.get("levels") or raw.get("options") or raw.get("items") or []
    ids = tuple(entry["id"] for entry in named)
    if len(set(ids)) != len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise ValueError(_("`{name}` stands twice in `{key}`", name=twice, key=raw["key"]))
    if raw.get("pattern"):
        try:
            re.compile(raw["pattern"])
        except re.error as error:
            message = _("`pattern` of `{key}` is no pattern: {reason}", key=raw["key"], reason=error.msg)
            raise ValueError(message) from error
    says = {entry["id"]: entry["say"] for entry in named if entry.get("say")}
    if "say" in raw:
        says = {"": raw["say"], "empty": raw.get("say_empty", "")}
    return Setting(
        key=raw["key"],
        kind=kind,
        title=raw["title"],
        description=raw["description"],
        order=_order(raw, ids),
        labels={entry["id"]: entry["label"] for entry in named},
        says=says,
        unit=raw.get("unit", ""),
        unit_many=raw.get("unit_many", "") or raw.get("unit", ""),
        max_chars=raw.get("max_chars", 0),
        pattern=raw.get("pattern", ""),
        context=raw.get("context", False),
        synonyms=tuple(raw.get("synonyms", ())),
        probe=raw.get("probe", ""),
        expect=raw.get("expect", ""),
    )


def _order(raw: Mapping[str, Any], ids: tuple[str, ...]) -> Order[Any] | None:
    if raw["kind"] in ("scale", "switch"):
        return Scale(ids)
    if raw["kind"] == "members":
        return Members(ids, raw["looser"])
    if raw["kind"] == "amount":
        if raw["min"] > raw["max"]:
            raise ValueError(_("`min` is above `max` for `{key}`", key=raw["key"]))
        return Amount(raw["min"], raw["max"], raw.get("step", 1), raw["looser"])
    return None


def span_from(setting: Setting, raw: Mapping[str, Any]) -> AnyBounds:
    """The bounds that a file spells for ``setting``. Raises ValueError.

    An end that is not given stays open; giving none at all is an error, because
    a line that says nothing is most likely a line that lost its value.
    """
    given = [name for name in SPELLINGS if raw.get(name) is not None]
    fitting = FITTING[setting.kind]
    if wrong := [name for name in given if name not in fitting]:
        raise ValueError(
            _(
                "`{name}` does not fit `{key}`, whose kind is `{kind}`: use {names}",
                name=wrong[0],
                key=setting.key,
                kind=setting.kind,
                names=listed(fitting),
            )
        )
    if not given and not raw.get("_open"):
        names = listed(fitting)
        raise ValueError(_("`{key}` is named, but no bounds are given: use {names}", key=setting.key, names=names))
    bounds = _spelled(setting, raw)
    if bounds.is_empty:
        raise ValueError(_("the bounds of `{key}` permit nothing", key=setting.key))
    return bounds


def _spelled(setting: Setting, raw: Mapping[str, Any]) -> AnyBounds:
    order = setting.order
    if isinstance(order, Scale):
        tightest = raw.get("fixed") or raw.get("tightest") or order.tightest
        loosest = raw.get("fixed") or raw.get("loosest") or order.loosest
        return Bounds.between(order, setting.read(tightest), setting.read(loosest))
    if isinstance(order, Amount):
        low = raw["min"] if raw.get("min") is not None else order.low
        high = raw["max"] if raw.get("max") is not None else order.high
        if low > high:
            raise ValueError(_("`min` is above `max` for `{key}`", key=setting.key))
        ends = (low, high) if order.looser == "higher" else (high, low)
        return Bounds.between(order, *ends)
    if isinstance(order, Members):
        must = setting.read(raw.get("must") or [])
        may = setting.read(raw["may"]) if raw.get("may") is not None else frozenset(order.items)
        return sets_span(order, must, may)
    if setting.kind == "choice":
        for option in raw["permit"]:
            setting.read(option)
        return OneOf(setting.ids, frozenset(raw["permit"]))
    return Length(raw["max_chars"])


class LayerBuilder:
    """Turns one layer's document into a `Layer`, keeping every error on the way."""

    def __init__(self, settings: Mapping[str, Setting], titles: Mapping[str, str], path: str) -> None:
        self.settings = settings
        self.titles = dict(titles)
        self.path = path
        self.errors: list[ConfiguratorError] = []

    def layer(self, data: Mapping[str, Any], *, may_grant: bool) -> Layer:
        self.titles |= {source["id"]: source["title"] for source in data.get("source", ())}
        return Layer(
            id=data["id"],
            kind=data["kind"],
            title=data["title"],
            description=data.get("description", ""),
            lines=self._lines(data),
            conditions=tuple(self._each(data, "condition", lambda raw: self._condition(raw, data["id"]))),
            grants=tuple(self._each(data, "grant", self._grant)),
            notes=tuple(self._each(data, "note", self._note)),
            may_grant=may_grant,
            place=Place(self.path, 1),
        )

    def _lines(self, data: Mapping[str, Any]) -> dict[str, Line]:
        lines: dict[str, Line] = {}
        for line in self._each(data, "bound", self._line):
            if line.key in lines:
                self.error(_("`{key}` is bounded twice in this layer", key=line.key), line.place.line)
            lines[line.key] = line
        return lines

    def _each(self, data: Mapping[str, Any], name: str, make: Callable[[Mapping[str, Any]], T]) -> list[T]:
        """``make`` on every entry; what cannot be made becomes an error with its line."""
        made = []
        for raw in data.get(name, ()):
            try:
                made.append(make(raw))
            except NotAValueError as error:
                close = meant(error.wrong, error.close) if error.wrong else ""
                self.error(error.message, raw["line"], did_you_mean(close))
            except LookupError as error:
                close = meant(str(error.args[0]), self.settings)
                message = _("unknown setting `{key}`", key=error.args[0])
                self.error(message, raw["line"], did_you_mean(close))
            except ValueError as error:
                self.error(str(error), raw["line"])
        return made

    def error(self, message: str, line: int, hint: str = "") -> None:
        self.errors.append(InvalidError(message, hint=hint, where=Where(self.path, line)))

    def _setting(self, raw: Mapping[str, Any]) -> Setting:
        return self.settings[raw["key"]]

    def _cited(self, raw: Mapping[str, Any]) -> tuple[Citation, ...]:
        for cited in raw.get("source", ()):
            if cited["id"] not in self.titles:
                raise ValueError(
                    _("unknown source `{name}`: give it a title under `[[source]]`", name=cited["id"])
                )
        return tuple(
            Citation(self.titles[cited["id"]], cited.get("at", "")) for cited in raw.get("source", ())
        )

    def _line(self, raw: Mapping[str, Any]) -> Line:
        setting = self._setting(raw)
        only_default = raw.get("default") is not None and not any(
            raw.get(name) is not None for name in SPELLINGS
        )
        bounds = setting.everything() if only_default else span_from(setting, raw)
        return Line(
            key=setting.key,
            bounds=bounds,
            reason=raw["reason"],
            sources=self._cited(raw),
            default=None if raw.get("default") is None else setting.read(raw["default"]),
            default_reason=raw.get("default_reason", ""),
            gates=tuple(_gate(setting, bounds, gate) for gate in raw.get("gate", ())),
            evidence=tuple(
                ": ".join(
                    part
                    for part in (self.titles.get(e["source"], e["source"]), e["item"], e.get("support"))
                    if part
                )
                for e in raw.get("evidence", ())
            ),
            place=Place(self.path, raw["line"]),
        )

    def _grant(self, raw: Mapping[str, Any]) -> Grant:
        setting = self._setting(raw)
        upto = _end(setting, raw["upto"])
        return Grant(setting.key, upto, raw["reason"], self._cited(raw), Place(self.path, raw["line"]))

    def _condition(self, raw: Mapping[str, Any], layer: str) -> Condition:
        return Condition(
            id=raw["id"],
            title=raw["title"],
            when=tuple(_trigger(self._setting(trigger), trigger) for trigger in raw["when"]),
            then=tuple(_demand(self._setting(demand), demand) for demand in raw["then"]),
            reason=raw["reason"],
            sources=self._cited(raw),
            layer=layer,
            place=Place(self.path, raw["line"]),
        )

    def _note(self, raw: Mapping[str, Any]) -> Note:
        tests = []
        for test in raw["when"]:
            setting = self._setting(test)
            name: Any = next((name for name in test if name not in ("key", "line")), "")
            if not name:
                raise ValueError(_("the note's test on `{key}` says nothing", key=setting.key))
            value: Any = test[name]
            if name == "exceeds":
                value = self.settings[value].key
            elif name == "lacks" or name != "not_empty":
                value = setting.read(value)
            tests.append(NoteTest(setting.key, name, value))
        return Note(raw["text"], tuple(tests))


def _end(setting: Setting, raw: Any) -> Value:
    """The loosest end that a gate or a grant names: a value, or for a choice its options."""
    if setting.kind != "choice":
        return setting.read(raw)
    if type(raw) is not list:
        message = _("what is named of `{key}`, a choice, is a list of its options", key=setting.key)
        raise ValueError(message)
    return frozenset(setting.read(option) for option in raw)


def _gate(setting: Setting, bounds: AnyBounds, raw: Mapping[str, Any]) -> Gate:
    beyond = _end(setting, raw["beyond"])
    ungranted: AnyBounds
    if setting.order is not None:
        ungranted = Bounds.between(setting.order, setting.order.tightest, beyond)
    elif setting.kind == "choice":
        ungranted = OneOf(setting.ids, beyond)
    else:
        raise ValueError(_("the length of a text cannot be gated"))
    if bounds <= ungranted:  # type: ignore[operator]  # one setting, one shape of bounds
        raise ValueError(_("the gate on `{key}` closes nothing: the bounds end before it", key=setting.key))
    if (bounds & ungranted).is_empty:  # type: ignore[operator]  # as above
        raise ValueError(_("the gate on `{key}` leaves nothing without a grant", key=setting.key))
    return Gate(beyond, ungranted, tuple(raw["granted_by"]), raw.get("reason", ""))


def _trigger(setting: Setting, raw: Mapping[str, Any]) -> Trigger:
    """Raises ValueError unless it fires on something looser, or on a context."""
    given = [name for name in TRIGGERS if raw.get(name) is not None]
    if len(given) != 1:
        raise ValueError(
            _("a trigger on `{key}` needs one of {names}", key=setting.key, names=listed(TRIGGERS))
        )
    test: Any = given[0]
    if setting.order is None:
        raise ValueError(_("`{key}` has no order, so no condition can fire on it", key=setting.key))
    if test == "at_most" and not setting.context:
        raise ValueError(
            _(
                "a condition may fire on something looser, not on something tighter: `{key}` is no context setting",
                key=setting.key,
            )
        )
    if isinstance(setting.order, Members):
        fits = "has_any" if setting.order.looser == "more" else "lacks_any"
        if test != fits:
            raise ValueError(
                _("a trigger on `{key}` fires on something looser with `{name}`", key=setting.key, name=fits)
            )
    elif test not in ("looser_than", "at_most"):
        raise ValueError(
            _("`{name}` does not fit `{key}`, whose kind is `{kind}`", name=test, key=setting.key, kind=setting.kind)
        )
    return Trigger(setting.key, test, setting.read(raw[test]), setting.order)


def _demand(setting: Setting, raw: Mapping[str, Any]) -> Demand:
    """Raises ValueError where it would ask for something looser."""
    if setting.order is None:
        raise ValueError(
            _("`{key}` has no order, so no condition can demand something tighter of it", key=setting.key)
        )
    if setting.context:
        raise ValueError(_("`{key}` is a fact about the person: no condition may hold it", key=setting.key))
    bounds = span_from(setting, raw)
    whole = Bounds.all_of(setting.order)
    if not isinstance(bounds, Bounds) or bounds.span is None or bounds.span[0] != setting.order.tightest:
        raise ValueError(
            _("the demand on `{key}` asks for something looser; a condition only tightens", key=setting.key)
        )
    if bounds == whole:
        raise ValueError(_("the demand on `{key}` demands nothing", key=setting.key))
    return Demand(setting.key, bounds)


def preset_from(data: Mapping[str, Any], path: str) -> Preset:
    """A preset with raw preferences; whether they are permitted is for `policy lint`."""
    preferences = {
        f"{category}.{name}": value
        for category, names in data.get("preferences", {}).items()
        for name, value in names.items()
    }
    return Preset(
        data["id"],
        data["title"],
        data.get("description", ""),
        tuple(data.get("under", ())),
        preferences,
        Place(path, 1),
    )
