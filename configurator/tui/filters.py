"""Filters typed in the search box: words that begin with ``@``. Pure.

``@changed @held @waiting @lapsed @tighter @looser @loosest @blocked @layer:ID @preset:ID @target:ID
@enforced @unenforced``. A filter narrows what the words find. While it is being
typed, the beginning of a name stands for the only filter that begins so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from configurator.domain.bounds import Bounds
from configurator.domain.frozen import dataclass
from configurator.resolution.compose import Permitted
from configurator.resolution.standing import LOOSENING, RELAXED
from configurator.session.session import Session
from configurator.tui.rows import tone

Levels = Mapping[str, str]
"""What a target does with each setting: ``enforced``, ``instructed`` or ``unsupported``."""

SIMPLE = (
    "changed",
    "held",
    "waiting",
    "lapsed",
    "tighter",
    "looser",
    "loosest",
    "blocked",
    "enforced",
    "unenforced",
)
HELD_FOR = {"waiting": LOOSENING, "lapsed": RELAXED}
NAMED = ("layer", "preset", "target")
NAMES = (*SIMPLE, *(f"{name}:" for name in NAMED))


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, in parts. ``unknown`` are filters that do not exist."""

    words: str
    filters: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """What filters can see: the session, and how targets treat its values.

    ``levels`` is asked for ``target``, or with an empty name for all of them: then
    a setting counts as enforced where any of them enforces it.
    """

    session: Session
    levels: Callable[[str], Levels]
    target: str = ""


def parse(text: str) -> Query:
    """``text`` as words and filters."""
    words: list[str] = []
    filters: list[tuple[str, str]] = []
    unknown: list[str] = []
    for part in text.split():
        if not part.startswith("@"):
            words.append(part)
            continue
        name, _, argument = part[1:].casefold().partition(":")
        full = _completed(name, with_argument=":" in part)
        if full:
            filters.append((full, argument))
        elif part != "@":
            unknown.append(part)
    return Query(" ".join(words), tuple(filters), tuple(unknown))


def target_of(query: Query) -> str:
    """The target that a query is about; empty where it names none."""
    return next((argument for name, argument in query.filters if name == "target"), "")


def _completed(name: str, *, with_argument: bool) -> str:
    """The filter that ``name`` is, or is the only beginning of."""
    pool = NAMED if with_argument else SIMPLE
    if name in pool:
        return name
    begun = [full for full in pool if name and full.startswith(name)]
    return begun[0] if len(begun) == 1 else ""


def passes(sight: Sight, key: str, name: str, argument: str) -> bool:
    """Whether the setting called ``key`` passes one filter."""
    session = sight.session
    effective, permitted = session.effective[key], session.composition.permitted[key]
    if name == "changed":
        return effective.asked is not None or effective.value != effective.default
    if name == "held":
        return effective.origin == "held"
    if name in HELD_FOR:
        return effective.hold is not None and effective.hold.by == HELD_FOR[name]
    if name in ("tighter", "looser"):
        return tone(permitted.setting, effective) == name
    if name == "loosest":
        return _is_loosest(permitted, effective.value)
    if name == "blocked":
        return _is_blocked(permitted, effective.value)
    if name == "layer":
        return any(
            step.layer.id.startswith(argument) and step.after != step.before for step in permitted.steps
        )
    if name == "preset":
        presets = session.composition.policy.presets
        return any(key in preset.preferences for id_, preset in presets.items() if id_.startswith(argument))
    level = sight.levels(sight.target).get(key, "unsupported")
    if name == "target":
        return level != "unsupported"
    return (level == "enforced") == (name == "enforced")


def _is_loosest(permitted: Permitted, value: object) -> bool:
    """Whether the bounds permit nothing looser, though something tighter."""
    bounds = permitted.bounds
    return (
        isinstance(bounds, Bounds) and bounds.span is not None and value == bounds.span[1] != bounds.span[0]
    )


def _is_blocked(permitted: Permitted, value: object) -> bool:
    """Whether something looser exists, and the bounds do not permit it."""
    bounds, order = permitted.bounds, permitted.setting.order
    if order is None or not isinstance(bounds, Bounds) or bounds.span is None:
        return False
    return bool(value == bounds.span[1] != order.loosest)
