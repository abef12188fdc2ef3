"""How cost grows with the number of settings and of conditions.

Each ratio is the time for so many, through the time for the fewest, through how many
more there are: 1 is growth in proportion, less is less than that. Of so many that the processor's own
memory does not hold them, each costs a fifth more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from configurator.domain.profile import Profile
from configurator.resolution.check import Checker
from configurator.resolution.compose import Composition, compose
from configurator.resolution.resolve import resolve
from configurator.session.session import Session
from tests.benchmarks.copies import of_conditions, of_settings
from tests.benchmarks.timing import OWN, interleaved

SETTINGS = (100, 1000, 10_000, 100_000)
CONDITIONS = (10, 100, 1000, 10_000)

HELD = 1000
"""Settings among which conditions are."""

Task = Callable[[], object]


def rows(rounds: int) -> Iterator[str]:
    """Few rounds leave out the largest of both."""
    last = -1 if rounds < 10 else None
    for what, sizes, make in (
        ("settings", SETTINGS[:last], of_settings),
        (f"conditions among {HELD:,} settings", CONDITIONS[:last], lambda count: of_conditions(HELD, count)),
    ):
        tasks = {count: _tasks(make(count)) for count in sizes}
        for name in tasks[sizes[0]]:
            times = interleaved({str(count): tasks[count][name] for count in sizes}, max(3, rounds // 5), OWN)
            for count in sizes[1:]:
                more, first = times[str(count)], times[str(sizes[0])]
                ratio = more / first / (count / sizes[0])
                label = f"{name}, {count:,} {what}, in proportion to {sizes[0]}"
                yield f"| {label} | {more * 1e3:.3f} ms | {first * 1e3:.3f} ms | {ratio:.2f} | <= 1.25 |"


def _tasks(composition: Composition) -> Mapping[str, Task]:
    """What is timed, by name."""
    full = {key: one.setting.plain(one.default) for key, one in composition.permitted.items()}
    checker, layers = Checker(composition), composition.layers
    values = {key: one.default for key, one in composition.permitted.items()}
    few = Session.of(composition, Profile("few", preferences=dict(list(full.items())[:8])))
    all_ = Session.of(composition, Profile("all", preferences=full))
    for session in (few, all_):
        session.held_keys()  # as the app has it on the screen before anything is edited
    key, raw = _loosest(composition)
    return {
        "layers met": lambda: compose(composition.policy, layers),
        "every effective value": lambda: resolve(composition, values),
        "violations of the first full profile": lambda: Checker(composition).violations(full),
        "violations of a full profile": lambda: checker.violations(full),
        "an edit of a profile of 8 choices": lambda: _edited(few, key, raw),
        "an edit of a full profile": lambda: _edited(all_, key, raw),
    }


def _edited(session: Session, key: str, raw: Any) -> object:
    change = session.choose({key: raw})
    return change.held, change.after.held_keys()


def _loosest(composition: Composition) -> tuple[str, Any]:
    """The first setting of which conditions fire, and its loosest value."""
    key = next(t.key for held in composition.conditions.values() for one in held for t in one.when)
    one = composition.permitted[key]
    bounds: Any = one.bounds
    return key, one.setting.plain(bounds.span[1])
