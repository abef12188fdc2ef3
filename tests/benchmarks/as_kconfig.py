"""A policy as Kconfig says it: bounds as ranges, and what conditions hold as symbols of their own.

What a person asks for is a symbol with a prompt. Where conditions may hold a setting, a
second symbol without one has what holds: the tightest limit of those that fire, if what
was asked goes past it. Levels and options are numbers, sets are a symbol for each item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import Condition, Demand, Trigger
from configurator.resolution.compose import Composition, Permitted


class Words:
    """Names and values of a composition's settings in Kconfig."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._places = {key: place for place, key in enumerate(composition.permitted)}

    def asked(self, key: str) -> str:
        """The symbol of what is asked for; that of a set's item has more behind it."""
        return f"ASKED{self._places[key]}"

    def holds(self, key: str) -> str:
        """The symbol of what holds."""
        return f"HOLDS{self._places[key]}" if key in self._composition.conditions else self.asked(key)

    def values(self, key: str, value: Any, symbol: str) -> dict[str, str]:
        """A value as those of the symbols that have it."""
        setting = self._composition.permitted[key].setting
        if isinstance(setting.order, Members):
            return {f"{symbol}_{item.upper()}": "ny"[item in value] for item in setting.order.items}
        if setting.kind == "text":
            return {symbol: value}
        return {symbol: str(value if setting.kind == "amount" else setting.ids.index(value))}

    def fires(self, trigger: Trigger) -> str:
        """A trigger as an expression."""
        symbol, order = self.holds(trigger.key), trigger.order
        if isinstance(order, Members):
            has = "" if trigger.test == "has_any" else "!"
            return " || ".join(f"{has}{symbol}_{item.upper()}" for item in sorted(trigger.value))
        ((_symbol, limit),) = self.values(trigger.key, trigger.value, symbol).items()
        is_lower = isinstance(order, Amount) and order.looser == "lower"
        beyond = {("looser_than", False): ">", ("looser_than", True): "<", ("at_most", False): "<="}
        return f"{symbol} {beyond.get((trigger.test, is_lower), '>=')} {limit}"

    def any_fires(self, condition: Condition) -> str:
        """A condition as an expression."""
        return f"({' || '.join(self.fires(trigger) for trigger in condition.when)})"


def kconfig(composition: Composition) -> str:
    """The whole policy as a file."""
    words, lines = Words(composition), ['mainmenu "Settings"']
    for key in composition.keys:
        permitted = composition.permitted[key]
        lines += _asked(words, permitted)
        if key in composition.conditions:
            lines += _holds(words, permitted, composition.conditions[key])
    return "\n".join(lines) + "\n"


def _asked(words: Words, permitted: Permitted) -> Iterator[str]:
    setting, order = permitted.setting, permitted.setting.order
    kind = {"members": "bool", "text": "string"}.get(setting.kind, "int")
    for symbol, default in words.values(setting.key, permitted.default, words.asked(setting.key)).items():
        yield f"config {symbol}"
        yield f'  {kind} "{setting.key}"'
        yield f'  default "{default}"' if kind == "string" else f"  default {default}"
        if order is not None and kind == "int":
            span: Any = getattr(permitted.bounds, "span", None)
            low, high = sorted(int(_number(permitted, end)) for end in span)
            yield f"  range {low} {high}"


def _number(permitted: Permitted, value: Any) -> int:
    order = permitted.setting.order
    return order.levels.index(value) if isinstance(order, Scale) else int(value)


def _holds(words: Words, permitted: Permitted, conditions: tuple[Condition, ...]) -> Iterator[str]:
    """The symbols of what holds. The first default that applies counts, so the tightest limit stands first."""
    key, order = permitted.setting.key, permitted.setting.order
    asked, holds = words.asked(key), words.holds(key)
    demands = [(one, demand) for one in conditions for demand in one.then if demand.key == key]
    if isinstance(order, Members):
        for item in order.items:
            yield f"config {holds}_{item.upper()}\n  bool"
            for condition, demand in demands:
                must, may = sorted(_left(permitted, demand), key=len)
                if item in must or item not in may:
                    yield f"  default {'ny'[item in must]} if {words.any_fires(condition)}"
            yield f"  default {asked}_{item.upper()}"
        return
    yield f"config {holds}\n  int"
    is_lower = isinstance(order, Amount) and order.looser == "lower"
    limits = [(_number(permitted, _left(permitted, demand)[1]), one) for one, demand in demands]
    for limit, condition in sorted(limits, key=lambda pair: pair[0], reverse=is_lower):
        yield f"  default {limit} if {words.any_fires(condition)} && {asked} {'<' if is_lower else '>'} {limit}"
    yield f"  default {asked}"


def _left(permitted: Permitted, demand: Demand) -> tuple[Any, Any]:
    """What a demand leaves of the bounds, from its tightest to its loosest value."""
    bounds: Any = permitted.bounds
    left = bounds & demand.bounds
    span: tuple[Any, Any] = (bounds.span[0], bounds.span[0]) if left.is_empty else left.span
    return span
