"""From checked documents to a policy: names are looked up, values are read.

Plain Python on plain data: this runs at every start, from the cache too, and so
knows no library. What does not fit is collected, so that a policy is mended in
one round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from configurator.domain.orders import Amount, Members, Order, Scale
from configurator.domain.policy import (
    ApprovalKey,
    Citation,
    Condition,
    Demand,
    Grant,
    Layer,
    Line,
    Note,
    NoteTest,
    Place,
    Preset,
)
from configurator.domain.settings import NotAValueError, Setting
from configurator.errors import ConfiguratorError, InvalidError, Where
from configurator.files.near import meant
from configurator.messages import _, did_you_mean
from configurator.policyfile.probes import check_from
from configurator.policyfile.spans import (
    SPELLINGS,
    demand_from,
    gates_from,
    span_from,
    trigger_from,
    upto_from,
)

T = TypeVar("T")


def setting_from(raw: Mapping[str, Any], *, is_known: bool = False) -> Setting:
    """One catalogue entry. Raises ValueError where it contradicts itself; of one that
    ``is_known`` to be right, patterns are not read again."""
    kind = raw["kind"]
    named = raw.get("levels") or raw.get("options") or raw.get("items") or []
    ids = tuple(entry["id"] for entry in named)
    if len(set(ids)) != len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise ValueError(_("`{name}` stands twice in `{key}`", name=twice, key=raw["key"]))
    if raw.get("pattern") and not is_known:
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
        checks=tuple(check_from(check, raw, ids, is_known=is_known) for check in raw.get("check", ())),
    )


def _order(raw: Mapping[str, Any], ids: tuple[str, ...]) -> Order[Any] | None:
    if raw["kind"] in ("scale", "switch"):
        return Scale(ids)
    if raw["kind"] == "members":
        return Members(ids, raw["looser"])
    if raw["kind"] == "amount":
        if raw["min"] > raw["max"]:
            raise ValueError(_("`min` is above `max` in `{key}`", key=raw["key"]))
        return Amount(raw["min"], raw["max"], raw.get("step", 1), raw["looser"])
    return None


class LayerBuilder:
    """Turns one layer's document into a `Layer`, keeping every error on the way.

    Of a document that ``is_known`` to be right, demands are made when they are asked for.
    """

    def __init__(
        self, settings: Mapping[str, Setting], titles: Mapping[str, str], path: str, *, is_known: bool = False
    ) -> None:
        self.settings = settings
        self.titles = dict(titles)
        self.path = path
        self.is_known = is_known
        self.errors: list[ConfiguratorError] = []

    def layer(
        self, data: Mapping[str, Any], *, may_grant: bool, lines: Mapping[str, Line] | None = None
    ) -> Layer:
        """The layer of ``data``. Its ``lines`` are made of that too where they are not given."""
        self.titles |= {source["id"]: source["title"] for source in data.get("source", ())}
        return Layer(
            id=data["id"],
            kind=data["kind"],
            title=data["title"],
            description=data.get("description", ""),
            lines=self._lines(data) if lines is None else lines,
            conditions=tuple(self._each(data, "condition", lambda raw: self._condition(raw, data["id"]))),
            grants=tuple(self._each(data, "grant", self._grant)),
            notes=tuple(self._each(data, "note", self._note)),
            may_grant=may_grant,
            place=Place(self.path, 1),
            approval=ApprovalKey(**data["approval"]) if data.get("approval") else None,
        )

    def _lines(self, data: Mapping[str, Any]) -> dict[str, Line]:
        lines: dict[str, Line] = {}
        for line in self._each(data, "bound", self.line):
            if line.key in lines:
                self.error(_("`{key}` is bounded twice in this layer", key=line.key), line.place.line)
            before: Any = lines[line.key].bounds if line.key in lines else None
            if before is None or not before <= line.bounds:
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

    def line(self, raw: Mapping[str, Any]) -> Line:
        """One entry of a layer's bounds. Raises KeyError or ValueError where it makes none."""
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
            gates=gates_from(setting, bounds, raw.get("gate", ())),
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
        upto = upto_from(setting, raw["upto"])
        return Grant(setting.key, upto, raw["reason"], self._cited(raw), Place(self.path, raw["line"]))

    def _condition(self, raw: Mapping[str, Any], layer: str) -> Condition:
        return Condition(
            id=raw["id"],
            title=raw["title"],
            when=tuple(trigger_from(self._setting(trigger), trigger) for trigger in raw["when"]),
            then=tuple(self._demand(demand) for demand in raw["then"]),
            reason=raw["reason"],
            sources=self._cited(raw),
            layer=layer,
            place=Place(self.path, raw["line"]),
        )

    def _demand(self, raw: Mapping[str, Any]) -> Demand:
        if not self.is_known:
            return demand_from(self._setting(raw), raw)
        return Demand(raw["key"], lambda: demand_from(self._setting(raw), raw).bounds)

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
