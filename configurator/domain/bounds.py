"""Bounds: the values that are permitted, as a value with a meet.

``a & b`` is what both permit, ``a <= b`` whether all that ``a`` permits ``b``
permits too, ``v in a`` whether ``v`` is permitted. Empty bounds have one
spelling, so that ``==`` compares sets of permitted values and not how they were
written down. Three shapes: `Bounds` for every kind with an order, `OneOf` for
choices, `Length` for text.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from configurator.domain.frozen import dataclass
from configurator.domain.orders import Amount, Members, Order

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Bounds(Generic[V]):
    """Every value of ``order`` from a tightest to a loosest one, both included."""

    order: Order[V]
    span: tuple[V, V] | None

    @classmethod
    def between(cls, order: Order[V], tightest: V, loosest: V) -> Bounds[V]:
        """The bounds from ``tightest`` to ``loosest``; empty if they cross.

        Ends that lie off an amount's grid, or outside its range, move inward.
        """
        if isinstance(order, Amount):
            return cls(order, _grid_span(order, tightest, loosest))
        crossed = order.tighter_of(tightest, loosest) != tightest
        return cls(order, None if crossed else (tightest, loosest))

    @classmethod
    def all_of(cls, order: Order[V]) -> Bounds[V]:
        """The bounds that permit every value of ``order``."""
        return cls(order, (order.tightest, order.loosest))

    @property
    def is_empty(self) -> bool:
        return self.span is None

    def __and__(self, other: Bounds[V]) -> Bounds[V]:
        if self.order != other.order:
            raise ValueError("bounds over different orders have no meet")
        if self.span is None or other.span is None:
            return Bounds(self.order, None)
        (tight, loose), (other_tight, other_loose) = self.span, other.span
        return Bounds.between(
            self.order,
            self.order.looser_of(tight, other_tight),
            self.order.tighter_of(loose, other_loose),
        )

    def __le__(self, other: Bounds[V]) -> bool:
        return self & other == self

    def __contains__(self, value: object) -> bool:
        return self.span is not None and value in self.order and self.nearest(value) == value  # type: ignore[arg-type]  # `in self.order` has checked it

    def nearest(self, value: V) -> V:
        """The permitted value closest to ``value``; itself where permitted.

        Off an amount's grid the tighter neighbour is taken, so that nothing
        asked comes back looser. Raises ValueError on empty bounds.
        """
        if self.span is None:
            raise ValueError("empty bounds have no nearest value")
        tightest, loosest = self.span
        settled = self.order.tighten(value)
        return self.order.looser_of(tightest, self.order.tighter_of(settled, loosest))

    def extended_to(self, value: V) -> Bounds[V]:
        """The same bounds with a loosest end at least as loose as ``value``."""
        if self.span is None:
            return self
        tightest, loosest = self.span
        return Bounds.between(self.order, tightest, self.order.looser_of(loosest, value))

    def fallback(self, default: V) -> V:
        """What holds where ``default`` may be outside: the nearest value."""
        return self.nearest(default)


def _grid_span(order: Any, tightest: Any, loosest: Any) -> tuple[Any, Any] | None:
    """The span moved inward onto the grid, or None where no grid point is left."""
    low, high = min(tightest, loosest), max(tightest, loosest)
    if order.tighter_of(tightest, loosest) != tightest or high < order.low or low > order.top:
        return None
    start, end = order.loosen(tightest), order.tighten(loosest)
    return None if order.tighter_of(start, end) != start else (start, end)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Options without an order, and the permitted ones among them."""

    options: tuple[str, ...]
    permitted: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return not self.permitted

    def __and__(self, other: OneOf) -> OneOf:
        if self.options != other.options:
            raise ValueError("bounds over different options have no meet")
        return OneOf(self.options, self.permitted & other.permitted)

    def __le__(self, other: OneOf) -> bool:
        return self & other == self

    def __contains__(self, value: object) -> bool:
        return type(value) is str and value in self.permitted

    def nearest(self, value: str) -> str | None:
        """``value`` where permitted, otherwise nothing: options have no distance."""
        return value if value in self else None

    def extended_to(self, value: frozenset[str]) -> OneOf:
        return OneOf(self.options, self.permitted | value)

    def fallback(self, default: str) -> str:
        """``default`` where permitted, otherwise the first permitted option."""
        if default in self:
            return default
        return next(option for option in self.options if option in self.permitted)


@dataclass(frozen=True, slots=True)
class Length:
    """Text of at most ``max_chars`` code points (not bytes, not glyphs)."""

    max_chars: int

    @property
    def is_empty(self) -> bool:
        return False  # the empty text always fits

    def __and__(self, other: Length) -> Length:
        return Length(min(self.max_chars, other.max_chars))

    def __le__(self, other: Length) -> bool:
        return self.max_chars <= other.max_chars

    def __contains__(self, value: object) -> bool:
        return type(value) is str and len(value) <= self.max_chars

    def nearest(self, value: str) -> str | None:
        """``value`` where it fits, otherwise nothing: words are not ours to cut."""
        return value if value in self else None

    def extended_to(self, value: int) -> Length:
        return Length(max(self.max_chars, value))

    def fallback(self, default: str) -> str:
        """``default`` where it fits, otherwise the empty text."""
        return default if default in self else ""


AnyBounds = Bounds[Any] | OneOf | Length


def meet(a: AnyBounds, b: AnyBounds) -> AnyBounds:
    """What both permit. Of one setting they have one shape, which no type can say."""
    return a & b  # type: ignore[operator]  # two shapes would be two settings


def within(a: AnyBounds, b: AnyBounds) -> bool:
    """Whether all that ``a`` permits ``b`` permits too; both of one setting."""
    return a <= b  # type: ignore[operator]  # two shapes would be two settings


def sets_span(order: Members, must: frozenset[str], may: frozenset[str]) -> Bounds[frozenset[str]]:
    """The bounds of a set that holds all of ``must`` and nothing outside ``may``."""
    ends = (must, may) if order.looser == "more" else (may, must)
    return Bounds.between(order, *ends)
