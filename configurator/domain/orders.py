"""What tighter and looser mean for each kind of setting that has an order.

Each order is a distributive lattice, so one formula serves them all (bounds.py).
``tighten`` and ``loosen`` matter only where values lie on a grid: they give the
closest value of the order that is no looser (no tighter) than the one given.
"""

from __future__ import annotations

from typing import Any, Literal, Protocol, TypeVar

from configurator.domain.frozen import dataclass

V = TypeVar("V")


class Order(Protocol[V]):
    """The values of one setting, ordered from tightest to loosest."""

    @property
    def tightest(self) -> V: ...
    @property
    def loosest(self) -> V: ...
    def tighter_of(self, a: V, b: V, /) -> V: ...
    def looser_of(self, a: V, b: V, /) -> V: ...
    def tighten(self, value: V, /) -> V: ...
    def loosen(self, value: V, /) -> V: ...
    def __contains__(self, value: object, /) -> bool: ...


def is_looser(order: Order[Any], a: Any, b: Any) -> bool:
    """Whether ``a`` is strictly looser than ``b``."""
    return bool(a != b and order.looser_of(a, b) == a)


def is_comparable(order: Order[Any], a: Any, b: Any) -> bool:
    """Whether one of the two values is the tighter one: sets may cross."""
    return order.tighter_of(a, b) in (a, b)


@dataclass(frozen=True, slots=True)
class Scale:
    """Named levels, tightest first: ``never < ask_each < host``."""

    levels: tuple[str, ...]

    @property
    def tightest(self) -> str:
        return self.levels[0]

    @property
    def loosest(self) -> str:
        return self.levels[-1]

    def tighter_of(self, a: str, b: str) -> str:
        return min(a, b, key=self.levels.index)

    def looser_of(self, a: str, b: str) -> str:
        return max(a, b, key=self.levels.index)

    def tighten(self, value: str) -> str:
        return value

    def loosen(self, value: str) -> str:
        return value

    def __contains__(self, value: object) -> bool:
        return type(value) is str and value in self.levels


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole numbers from ``low`` to ``high`` in steps counted from ``low``.

    Any whole number can be compared; only those on the grid are values.
    ``looser`` says which way is looser: a spending limit is looser when higher,
    the days a log must be kept are looser when lower.
    """

    low: int
    high: int
    step: int = 1
    looser: Literal["higher", "lower"] = "higher"

    @property
    def tightest(self) -> int:
        return self.low if self.looser == "higher" else self.top

    @property
    def loosest(self) -> int:
        return self.top if self.looser == "higher" else self.low

    @property
    def top(self) -> int:
        """The highest number on the grid."""
        return self.high - (self.high - self.low) % self.step

    def tighter_of(self, a: int, b: int) -> int:
        return min(a, b) if self.looser == "higher" else max(a, b)

    def looser_of(self, a: int, b: int) -> int:
        return max(a, b) if self.looser == "higher" else min(a, b)

    def tighten(self, value: int) -> int:
        return self._down(value) if self.looser == "higher" else self._up(value)

    def loosen(self, value: int) -> int:
        return self._up(value) if self.looser == "higher" else self._down(value)

    def _down(self, value: int) -> int:
        value = min(max(value, self.low), self.top)
        return value - (value - self.low) % self.step

    def _up(self, value: int) -> int:
        value = min(max(value, self.low), self.top)
        return value + (self.low - value) % self.step

    def __contains__(self, value: object) -> bool:
        # `type(…) is int`: True would pass isinstance, and is not a number here.
        return type(value) is int and value in range(self.low, self.high + 1, self.step)


@dataclass(frozen=True, slots=True)
class Members:
    """Sets drawn from ``items``. Looser with more items, or with fewer where the
    set lists what is held back (personal data to mask)."""

    items: tuple[str, ...]
    looser: Literal["more", "fewer"] = "more"

    @property
    def tightest(self) -> frozenset[str]:
        return frozenset() if self.looser == "more" else frozenset(self.items)

    @property
    def loosest(self) -> frozenset[str]:
        return frozenset(self.items) if self.looser == "more" else frozenset()

    def tighter_of(self, a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
        return a & b if self.looser == "more" else a | b

    def looser_of(self, a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
        return a | b if self.looser == "more" else a & b

    def tighten(self, value: frozenset[str]) -> frozenset[str]:
        return value

    def loosen(self, value: frozenset[str]) -> frozenset[str]:
        return value

    def __contains__(self, value: object) -> bool:
        return isinstance(value, frozenset) and value <= frozenset(self.items)
