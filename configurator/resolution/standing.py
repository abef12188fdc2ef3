"""What is in force instead of a wish that does not hold yet, or no more. Pure.

Two settings govern the tool itself. `oversight.loosening` says what it takes to
loosen: nothing more than asking, a night, or a second person. `oversight.relaxed_days`
says after how many days a loosened setting is back at its default. Both come out as a
`Hold`, a ceiling for one setting, so a wish that is tightened in one part and loosened in
another has its tighter part at once. Nothing here changes a wish.

The two govern themselves too, which is no circle:

1. the way in which `oversight.loosening` may be loosened is its own value before that,
   and never looser than its default; it lapses by the days that hold without the wish
   for more of them;
2. with that, the way in force is known, and `oversight.relaxed_days` waits by it; it
   lapses by its own value before;
3. with both, every other setting is judged.

Conditions on the two are met by what is asked for and by what would hold at the
defaults, whichever is tighter: neither depends on what is held here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.domain.frozen import dataclass
from configurator.domain.orders import Amount, Order, Scale
from configurator.domain.settings import Value
from configurator.resolution.compose import Composition, Permitted
from configurator.resolution.holding import Holding
from configurator.resolution.resolve import Hold

LOOSENING, RELAXED = "oversight.loosening", "oversight.relaxed_days"

NEXT_DAY, SECOND_PERSON = "next_day", "second_person"
"""Ways that take more than asking."""

CONFIRM = "confirm"
"""The way that takes a question and an answer, which is the front ends' to ask."""


@dataclass(frozen=True, slots=True)
class Asked:
    """When a wish was made. ``before`` is what was in force then, None for the default;
    ``approved`` and ``before_approved`` say whether a second person stands behind either."""

    on: int
    approved: bool = False
    before: Value = None
    before_on: int = 0
    before_approved: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What it takes to loosen a setting, and after how many days that lapses (None: never)."""

    way: str = ""
    days: int | None = None

    @property
    def asks(self) -> bool:
        """Whether a person has to confirm a loosening."""
        return self.way == CONFIRM

    @property
    def needs_somebody(self) -> bool:
        """Whether a second person has to approve."""
        return self.way == SECOND_PERSON

    @property
    def takes_more(self) -> bool:
        """Whether a loosening takes more than asking for it."""
        return self.way in (NEXT_DAY, SECOND_PERSON)


FREE = Rules()


Before = tuple[Mapping[str, Value], Mapping[str, Asked], Rules, Mapping[str, Hold]]
"""What was wished and asked, and what that made: see `standing`."""


def standing(
    composition: Composition,
    wishes: Mapping[str, Value],
    asked: Mapping[str, Asked],
    today: int,
    before: Before | None = None,
) -> tuple[Rules, dict[str, Hold]]:
    """The rules in force today, and the hold on every setting that has one.

    ``asked`` has every setting that has a wish or a mark; those without an order
    (choices, texts) have no tighter or looser and are passed over. What stood ``before``,
    today and under the same composition, saves judging again what is as it was.
    """
    rules, holds = _governed(composition, wishes, asked, today, before)
    if rules == FREE:
        return rules, {}
    old_wishes, old_asked, _old_rules, old = before if before is not None and before[2] == rules else _NOTHING
    for key, one in asked.items():
        if key in (LOOSENING, RELAXED):
            continue
        if old_asked.get(key) is one and old_wishes.get(key) is wishes.get(key):
            if key in old:
                holds[key] = old[key]
            continue
        permitted = composition.permitted.get(key)
        if permitted is not None and (hold := _hold(permitted, wishes.get(key), one, rules, today)):
            holds[key] = hold
    return rules, holds


_NOTHING: Before = ({}, {}, FREE, {})


def _governed(
    composition: Composition,
    wishes: Mapping[str, Value],
    asked: Mapping[str, Asked],
    today: int,
    before: Before | None,
) -> tuple[Rules, dict[str, Hold]]:
    """The rules in force and the holds on the two settings that make them: those ``before``,
    where nothing that bears on them was changed."""
    if before is not None:
        old_wishes, old_asked, rules, old = before
        two = (LOOSENING, RELAXED)
        bearing = {*two, *(other for key in two for other in _triggers_of(composition, key))}
        if all(
            old_wishes.get(key) is wishes.get(key) and old_asked.get(key) is asked.get(key) for key in bearing
        ):
            return rules, {key: old[key] for key in two if key in old}
    return _governing(composition, wishes, asked, today)


def in_force(permitted: Permitted, wish: Value, hold: Hold | None) -> Value:
    """What is in force of ``wish`` (None: the default), bounds and conditions aside."""
    wanted = permitted.default if wish is None else wish
    order = permitted.setting.order
    return wanted if hold is None or order is None else order.tighter_of(wanted, hold.value)


def exceeds(order: Order[Any], wish: Value, limit: Value) -> bool:
    """Whether any part of ``wish`` is looser than ``limit``."""
    return bool(order.tighter_of(wish, limit) != wish)


# ------------------------------------------------------------------ one setting


def _hold(permitted: Permitted, wish: Value, asked: Asked, rules: Rules, today: int) -> Hold | None:
    """What holds one wish under ``rules``, if anything does."""
    order, default = permitted.setting.order, permitted.default
    if order is None:
        return None
    wanted = default if wish is None else wish
    looser = exceeds(order, wanted, default)
    lapses = looser and rules.days is not None and today - asked.on >= rules.days
    waits = _waits(looser, asked, rules.way, today)
    before = _before(order, default, asked, rules, today) if waits else wanted
    if lapses and rules.days is not None:
        return Hold(order.tighter_of(default, before), RELAXED, asked.on + rules.days)
    if not exceeds(order, wanted, before):
        return None
    return Hold(before, LOOSENING, asked.on + 1 if rules.way == NEXT_DAY else None)


def _waits(looser: bool, asked: Asked, way: str, today: int) -> bool:
    if way == NEXT_DAY:
        return asked.on >= today
    return way == SECOND_PERSON and not asked.approved and (looser or asked.before is not None)


def _before(order: Order[Any], default: Value, asked: Asked, rules: Rules, today: int) -> Value:
    """What is in force while a wish waits. It lapses by its own day, and where a second
    person is needed it counts only with their approval: anybody can write `from`."""
    before = default if asked.before is None else asked.before
    if not exceeds(order, before, default):
        return before
    lapsed = rules.days is not None and today - asked.before_on >= rules.days
    unproven = rules.way == SECOND_PERSON and not asked.before_approved
    return order.tighter_of(before, default) if lapsed or unproven else before


# -------------------------------------------------- the two that govern the rest


def _governing(
    composition: Composition, wishes: Mapping[str, Value], asked: Mapping[str, Asked], today: int
) -> tuple[Rules, dict[str, Hold]]:
    """The rules in force, and the holds on the two settings that make them."""
    holds: dict[str, Hold] = {}
    way = ""
    ways, days = composition.permitted.get(LOOSENING), _days_setting(composition)
    if ways is not None and isinstance(ways.setting.order, Scale):
        modest = _without_more(days, wishes)
        own = Rules(_own_way(ways, asked.get(LOOSENING)), _number(composition, days, modest, {}))
        holds |= _holds_on(ways, wishes, asked, own, today)
        way = _governs(composition, LOOSENING, wishes, holds)
    if days is not None:
        own = Rules(way, _own_days(days, asked.get(RELAXED), today))
        holds |= _holds_on(days, wishes, asked, own, today)
    return Rules(way, _number(composition, days, wishes, holds)), holds


def _holds_on(
    permitted: Permitted, wishes: Mapping[str, Value], asked: Mapping[str, Asked], rules: Rules, today: int
) -> dict[str, Hold]:
    key = permitted.setting.key
    hold = _hold(permitted, wishes.get(key), asked[key], rules, today) if key in asked else None
    return {} if hold is None else {key: hold}


def _days_setting(composition: Composition) -> Permitted | None:
    days = composition.permitted.get(RELAXED)
    return days if days is not None and isinstance(days.setting.order, Amount) else None


def _own_way(ways: Permitted, asked: Asked | None) -> str:
    """How `oversight.loosening` itself is loosened: its value before, or the default if tighter."""
    order: Any = ways.setting.order
    before = ways.default if asked is None or asked.before is None else asked.before
    return str(ways.bounds.nearest(order.tighter_of(before, ways.default)))


def _own_days(days: Permitted, asked: Asked | None, today: int) -> int:
    """For how long `oversight.relaxed_days` itself is loosened: its value before."""
    order: Any = days.setting.order
    usual: Any = days.default
    before: Any = usual if asked is None else _before(order, usual, asked, Rules(days=usual), today)
    number: Any = days.bounds.nearest(before)
    return int(number)


def _without_more(days: Permitted | None, wishes: Mapping[str, Value]) -> Mapping[str, Value]:
    """``wishes``, with no more days asked for than the default."""
    if days is None or days.setting.order is None or RELAXED not in wishes:
        return wishes
    return {**wishes, RELAXED: days.setting.order.tighter_of(wishes[RELAXED], days.default)}


def _number(
    composition: Composition, days: Permitted | None, wishes: Mapping[str, Value], holds: Mapping[str, Hold]
) -> int | None:
    if days is None:
        return None
    number: int = _governs(composition, RELAXED, wishes, holds)
    return number


def _governs(
    composition: Composition, key: str, wishes: Mapping[str, Value], holds: Mapping[str, Hold]
) -> Any:
    """The effective value of ``key`` with every other wish as asked, or at its default where
    that is tighter: the same whatever is held, and never looser than what is in force."""
    own = {key: holds[key]} if key in holds else {}
    order: Any = composition.permitted[key].setting.order
    value = Holding(composition, wishes, own)[key].value
    if key not in composition.conditions:
        return value
    modest = {key: wishes[key]} if key in wishes else {}
    for other in _triggers_of(composition, key):
        permitted = composition.permitted[other]
        if other in wishes and permitted.setting.order is not None:
            modest[other] = permitted.setting.order.tighter_of(wishes[other], permitted.default)
    return order.tighter_of(value, Holding(composition, modest, own)[key].value)


def _triggers_of(composition: Composition, key: str) -> list[str]:
    """Every setting whose value can make a condition hold ``key``."""
    found = [key]
    for one in found:  # grows while it is walked: by what can hold these
        conditions = composition.conditions.get(one, ())
        triggers = {trigger.key: None for condition in conditions for trigger in condition.when}
        found += [trigger for trigger in triggers if trigger not in found]
    return found[1:]
