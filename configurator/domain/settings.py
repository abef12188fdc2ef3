"""A setting: one behaviour that can be chosen, and how a raw value is read.

A *raw* value is what TOML and JSON hold: text, whole number, list of texts. The
domain's values are the same but for sets, which are frozensets. Types are exact:
``true`` is not ``1`` and ``3.0`` is not ``3``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf
from configurator.domain.frozen import dataclass, field
from configurator.domain.orders import Amount, Members, Order, Scale
from configurator.domain.probes import Check
from configurator.domain.text import refused_character, shown
from configurator.messages import _, commas

Kind = Literal["scale", "switch", "amount", "choice", "members", "text"]
Value = Any  # str, int or frozenset[str]: the kind says which


HUGE = 10**30
"""Numbers from here on are named, not written: Python refuses to spell the longest."""


_WHOLE = re.compile(r"[+-]?[0-9]{1,4300}")
"""A whole number as long as one in a file may be: of a longer one nobody could say the nearest value."""


class NotAValueError(ValueError):
    """A raw value that the setting's kind does not have. Says what would be one.

    ``close`` are the names among which the person may have meant one.
    """

    def __init__(self, message: str, close: tuple[str, ...] = (), wrong: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.close = close
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Setting:
    """One behaviour. ``labels`` and ``says`` go by level, option or item id.

    ``says[""]`` is the sentence of kinds that have no named values (amount,
    members, text), with ``{value}`` in it; ``says["empty"]`` the one for nothing
    chosen. Sentences are for AIs and stay in one language: where labels and units
    are translated, ``labels_said`` are the labels inside them, and ``unit_one``
    what people read for ``unit``, which is a name. ``context`` marks a fact about the person (an age group) that
    conditions may fire on in either direction. ``probe`` is what to ask an AI to see
    whether it keeps to the setting, ``checks`` judge the reply.
    """

    key: str
    kind: Kind
    title: str
    description: str
    order: Order[Any] | None
    labels: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    labels_said: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    unit_one: str = ""
    unit_many: str = ""
    max_chars: int = 0
    pattern: str = ""
    context: bool = False
    synonyms: tuple[str, ...] = ()
    probe: str = ""
    checks: tuple[Check, ...] = ()

    @property
    def category(self) -> str:
        return self.key.partition(".")[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The named values (levels, options) or items, in declared order."""
        return tuple(self.labels)

    def everything(self) -> AnyBounds:
        """Bounds that permit every value there is."""
        if self.order is not None:
            return Bounds.all_of(self.order)
        if self.kind == "choice":
            return OneOf(self.ids, frozenset(self.ids))
        return Length(self.max_chars)

    def read(self, raw: object) -> Value:
        """The value that ``raw`` spells. Raises NotAValueError.

        A whole number outside the range or off the grid is read: bounds, not
        types, refuse it, so that a nearest value can be named.
        """
        if self.kind == "amount":
            return self._read_amount(raw)
        if self.kind == "members":
            return self._read_members(raw)
        if self.kind == "text":
            return self._read_text(raw)
        if type(raw) is not str:
            raise NotAValueError(_not_one_of(described(raw), self.ids))
        if raw not in self.labels:
            raise NotAValueError(_not_one_of(f"`{shown(raw[:80])}`", self.ids), self.ids, raw)
        return raw

    def _read_amount(self, raw: object) -> int:
        if type(raw) is not int:
            unit = self.unit_one or self.unit or _("units")
            raise NotAValueError(
                _("{found} is not a whole number of {unit}", found=described(raw), unit=unit)
            )
        return raw

    def _read_members(self, raw: object) -> frozenset[str]:
        if isinstance(raw, frozenset):
            raw = sorted(raw)
        if type(raw) is not list:
            found, names = described(raw), listed(self.ids)
            raise NotAValueError(_("{found} is not a list of items from {names}", found=found, names=names))
        for item in raw:
            if type(item) is not str:
                raise NotAValueError(_not_one_of(described(item), self.ids))
            if item not in self.labels:
                raise NotAValueError(_not_one_of(f"`{shown(item[:80])}`", self.ids), self.ids, item)
        if len(set(raw)) != len(raw):
            twice = next(item for item in raw if raw.count(item) > 1)
            raise NotAValueError(_("`{item}` is listed twice", item=twice))
        return frozenset(raw)

    def _read_text(self, raw: object) -> str:
        if type(raw) is not str:
            raise NotAValueError(_("{found} is not text", found=described(raw)))
        if trouble := refused_character(raw):
            raise NotAValueError(_("text may not hold {trouble}", trouble=trouble))
        # Longer text is out of bounds, not malformed; it is not worth matching.
        if self.pattern and len(raw) <= self.max_chars and not re.fullmatch(self.pattern, raw):
            raise NotAValueError(_("`{text}` does not have the form asked for here", text=shown(raw)))
        return raw

    def plain(self, value: Value) -> Any:
        """``value`` as TOML and JSON hold it; sets in declared order."""
        if isinstance(value, frozenset):
            return [item for item in self.labels if item in value]
        return value

    def sentence(self, value: Value) -> str:
        """What an AI is told at ``value``; empty where nothing need be said."""
        if self.kind in ("scale", "switch", "choice"):
            return self.says.get(value, "")
        if not value and self.kind != "amount":
            return self.says.get("empty", "")
        return self.says.get("", "").replace("{value}", self.wording(value))

    def wording(self, value: Value) -> str:
        """``value`` inside a sentence: labels for items, digits for amounts."""
        if isinstance(value, frozenset):
            labels = self.labels_said or self.labels
            return ", ".join(labels[item].lower() for item in labels if item in value)
        return str(value)

    def named(self, value: Value) -> str:
        """``value`` for people, by its label where it has one."""
        if isinstance(value, frozenset):
            return commas(self.labels[item] for item in self.labels if item in value) or _("nothing")
        if self.kind == "amount":
            one = self.unit_one or self.unit
            return f"{value} {one if value == 1 else self.unit_many or one}".strip()
        return self.labels.get(value, value) if self.kind != "text" else (shown(value) or _("nothing"))


def written(value: object) -> str:
    """A raw or domain value as a person types it on the command line."""
    if isinstance(value, frozenset | list | tuple):
        items = sorted(value) if isinstance(value, frozenset) else value
        return ",".join(written(item) for item in items) or "nothing"  # a word that can be typed
    if type(value) is int and abs(value) >= HUGE:
        return _("a number of more than 30 digits")
    return shown(str(value))


def typed_number(word: str) -> int | str:
    """The whole number that ``word`` spells; ``word`` itself where it spells none."""
    try:
        return int(word) if _WHOLE.fullmatch(word) else word
    except ValueError:  # this Python was told to take fewer digits, in files too
        return word


def listed(names: tuple[str, ...]) -> str:
    """``names`` in backticks, separated by commas."""
    return commas(f"`{name}`" for name in names)


def _not_one_of(found: str, names: tuple[str, ...]) -> str:
    return _("{found} is not one of {names}", found=found, names=listed(names))


def described(raw: object) -> str:
    """A raw value of the wrong type, in words without a type of the language."""
    if raw is None:
        return _("nothing")
    if type(raw) is bool:
        return _("the truth value `{value}`", value=str(raw).lower())
    if type(raw) is float:
        return _("the decimal `{value}`", value=repr(raw))
    if type(raw) is int and abs(raw) < HUGE:
        return _("the number `{value}`", value=raw)
    if type(raw) is int:
        return _("a number of more than 30 digits")
    if isinstance(raw, str):
        return _("the text `{value}`", value=shown(raw[:40]))
    if isinstance(raw, list | tuple | set | frozenset):
        return _("a list")
    return _("a table") if isinstance(raw, Mapping) else _("a date or time")


__all__ = [
    "Amount",
    "Kind",
    "Members",
    "NotAValueError",
    "Scale",
    "Setting",
    "Value",
    "described",
    "listed",
    "typed_number",
    "written",
]
